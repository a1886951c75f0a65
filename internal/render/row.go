package render

import (
	"strconv"
	"strings"

	"quoth/internal/annotation"
	"quoth/internal/editor"
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
