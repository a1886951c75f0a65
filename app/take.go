//go:build js && wasm

package app

import (
	"strconv"
	"strings"
	"syscall/js"

	"quoth/internal/article"
	"quoth/internal/browser"
	"quoth/internal/editor"
	"quoth/internal/suggest"
	"quoth/internal/text"
)

// takeSentence selects the sentence at the caret; a second time, the next one
// as well.
func (d *desk) takeSentence() {
	d.caret.start(d)
	a := d.state().Article()
	at := d.caret.at
	if d.selection.Len() > 0 {
		at = min(d.selection.End, text.Byte(len(a.Text)-1))
	}
	span := a.Blocks[a.BlockAt(at)].Span
	s := text.SentenceAt(a.Text, span, min(at, span.End-1))
	if d.selection.Len() > 0 && s.End > d.selection.End {
		s = text.Bytes{Start: d.selection.Start, End: max(text.SentenceAt(a.Text, span, min(at+1, span.End-1)).End, s.End)}
	}
	d.caret.take(d, text.Trim(a.Text, s))
}

// takeQuotation selects the quotation at the caret, which may stand in the
// words that break it, or the next one after it.
// A broken one is selected from its first words; its other spans are marked
// with it.
func (d *desk) takeQuotation() {
	d.caret.start(d)
	a := d.state().Article()
	t, ok := suggest.Quotation(a, d.caret.at)
	if !ok {
	blocks:
		for i := a.BlockAt(d.caret.at); i < len(a.Blocks); i++ {
			for _, q := range suggest.Quotations(a, i) {
				if q[len(q)-1].End > d.caret.at {
					t, ok = q, true
					break blocks
				}
			}
		}
	}
	if !ok {
		d.tell("No quotation here or below.")
		return
	}
	d.caret.take(d, t[0])
	d.further = t[1:]
	d.reader.painted.Highlight("proposed", d.further)
}

// takeWords grows the selection to whole words.
func (d *desk) takeWords() {
	if d.selection.Len() > 0 {
		d.caret.take(d, text.SnapToWords(d.state().Article().Text, d.selection))
	}
}

// speakPlace tells a screen reader what the caret stands at.
func (d *desk) speakPlace(unit string) {
	a := d.state().Article()
	at := d.caret.at
	span := a.Blocks[a.BlockAt(at)].Span
	words := text.WordAt(a.Text, min(at, span.End-1))
	switch unit {
	case "character":
		words = text.Bytes{Start: at, End: text.NextCharacter(a.Text, at)}
	case "sentence", "paragraph":
		words = text.SentenceAt(a.Text, span, at)
	}
	said := short(a.Text[words.Start:words.End])
	if at == span.End {
		said = "End of paragraph"
	} else if said == "" {
		said = "Space"
	}
	if d.selection.Len() > 0 {
		said += ", selected: " + short(a.Text[d.selection.Start:d.selection.End])
	}
	for _, an := range d.state().At(at) {
		if l := d.state().Scheme().Label(an.Label); l != nil {
			said += ", " + l.Name
		}
	}
	browser.Announce(said)
}

// readingLine is just below where a block stands that was scrolled to, in CSS
// pixels: under the header and its shadow.
const readingLine = 72

// scrolled is called in the frame in which the window has moved.
func (d *desk) scrolled() {
	switch {
	case d.asking != nil:
		d.placeWho()
	case d.reviewing():
		d.placeSuggestion()
	case d.selection.Len() > 0:
		d.placeBar()
	}
	if d.caret.on {
		d.caret.place(d)
	}
	a := d.state().Article()
	first, last := d.reader.painted.Near(0)
	if first > last {
		return
	}
	browser.SetProgress(float64(a.Blocks[last].Span.End) / float64(len(a.Text)))
	if at := d.reader.painted.Under(readingLine); at < len(a.Blocks) {
		d.notePosition(a.Blocks[at].Span.Start)
	}
}

// rightToLeft reports the base direction of the article.
func (d *desk) rightToLeft() bool {
	return d.state().Article().Meta.Direction == article.RightToLeft
}

// onCopy puts what is selected on the clipboard as the article's own text,
// with blank lines between paragraphs, and not as the page happens to lay it out.
func (d *desk) onCopy(event js.Value) {
	if d.editor == nil {
		return
	}
	if span, ok := d.reader.painted.Selected(); ok && d.inArticle(event) {
		event.Get("clipboardData").Call("setData", "text/plain", d.state().Article().Text[span.Start:span.End])
		event.Call("preventDefault")
	}
}

// search opens the panel at its search field.
func (d *desk) search() {
	d.reveal(marksPane)
	browser.WhenShown("search", func(field js.Value) { field.Call("focus") })
}

// focusField opens the panel at a field of the open annotation.
func (d *desk) focusField(name string) {
	if d.active == "" {
		d.tell("Open a mark first: press j, or click it.")
		return
	}
	d.reveal(marksPane)
	d.settle()
	browser.WhenShown("field-"+name, func(field js.Value) { field.Call("focus") })
}

// short is a text as it is shown where there is little room.
func short(s string) string { return shorten(s, 90) }

func shorten(s string, most int) string {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) <= most {
		return s
	}
	cut := text.PreviousWord(s, text.Byte(most))
	if cut == 0 {
		cut = text.PreviousCharacter(s, text.Byte(most))
	}
	return strings.TrimRight(s[:cut], " ,;:") + "…"
}

func focus(selector string) {
	if e := browser.Document().Call("querySelector", selector); e.Truthy() {
		e.Call("focus", map[string]any{"preventScroll": true})
	}
}

func px(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) + "px" }

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// words of the open annotation, as they are shown.
func quoted(s *editor.State, t []text.Bytes) string {
	var parts []string
	for _, b := range t {
		parts = append(parts, s.Article().Text[b.Start:b.End])
	}
	return strings.Join(parts, " … ")
}
