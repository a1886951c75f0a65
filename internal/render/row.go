package render

import (
	"strconv"
	"strings"

	"quoth/internal/annotation"
	"quoth/internal/editor"
	"quoth/internal/scheme"
)

// Row is one annotation as a line of the list: the index-th of several, by
// the speaker whose name is said, "" for nobody.
func Row(s *editor.State, a *annotation.Annotation, said string, open bool, index, several int) string {
	var b strings.Builder
	b.WriteString(`<div role="listitem" class="row`)
	if open {
		b.WriteString(" open")
	}
	b.WriteString(`" data-id="`)
	escape(&b, string(a.ID))
	b.WriteString(`" aria-posinset="`)
	b.WriteString(strconv.Itoa(index + 1))
	b.WriteString(`" aria-setsize="`)
	b.WriteString(strconv.Itoa(several))
	b.WriteString(`"><button type="button" class="go"`)
	if open {
		b.WriteString(` aria-current="true"`)
	}
	b.WriteString(`><span class="chip`)
	name := a.Label
	if l := s.Scheme().Label(a.Label); l != nil {
		name = l.Name
		b.WriteString(" c-")
		b.WriteString(string(l.Color))
		b.WriteString(" p-")
		b.WriteString(string(l.Pattern))
	}
	b.WriteString(`">`)
	escape(&b, name)
	b.WriteString(`</span>`)
	if said != "" {
		b.WriteString(`<span class="by">`)
		escape(&b, said)
		b.WriteString(`</span>`)
	}
	if a.Note != "" {
		b.WriteString(`<span class="has" title="Has a note">✎</span>`)
	}
	if !a.Origin.Human() {
		b.WriteString(`<span class="has" title="Suggested by a program">⚙</span>`)
	}
	b.WriteString(`<span class="words" dir="auto">`)
	for i, span := range a.Target {
		if i > 0 {
			b.WriteString(" … ")
		}
		words := s.Article().Text[span.Start:span.End]
		if len(words) > 400 { // two lines show; the rest is in the text
			cut := 400
			for words[cut]&0xC0 == 0x80 {
				cut--
			}
			words = words[:cut] + "…"
		}
		escape(&b, words)
	}
	b.WriteString("</span></button></div>")
	return b.String()
}

// Bar is what the bar at a selection offers: the labels of a scheme, those
// that are otherwise derived only if all is set, with their keys if letters
// is, and the joining of the selection to the open mark if open is.
func Bar(s *scheme.Scheme, all, letters, open bool) string {
	var b strings.Builder
	stop := "0" // the first button is the toolbar's one stop of the Tab key
	for _, l := range s.Labels {
		if l.Derived && !all {
			continue
		}
		b.WriteString(`<button type="button" tabindex="` + stop + `" class="label c-` + string(l.Color) + ` p-` + string(l.Pattern) + `" data-label="` + l.ID + `" title="`)
		escape(&b, l.Definition)
		b.WriteString(`"><span class="swatch" aria-hidden="true"></span>`)
		escape(&b, l.Name)
		if letters {
			b.WriteString(`<kbd aria-hidden="true">`)
			escape(&b, l.Key)
			b.WriteString("</kbd>")
		}
		b.WriteString("</button>")
		stop = "-1"
	}
	if open {
		b.WriteString(`<button type="button" tabindex="` + stop + `" class="add" title="Add these words to the open mark (a)">+ Add</button>`)
	}
	return b.String()
}
