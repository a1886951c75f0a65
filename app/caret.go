//go:build js && wasm

package app

import (
	"syscall/js"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/browser"
	"quoth/internal/text"
)

// A caret is the place of a reader who works without a mouse. It moves by
// character, word, sentence, line and paragraph; with Shift it leaves its
// anchor behind, and what lies between is the selection.
type caret struct {
	on         bool
	anchor, at text.Byte
	column     float64   // where in its line the last move by lines began, in pixels
	columnOf   text.Byte // the place to which that move led; column holds nowhere else
	element    js.Value
}

// put shows the caret at a place, with nothing selected, and brings it into
// the window.
func (c *caret) put(d *desk, at text.Byte) {
	c.on, c.anchor, c.at = true, at, at
	c.show(d)
}

// set is put for a place that the reader points at: the page must stay where
// it is, or a double click would hit two different words.
func (c *caret) set(d *desk, at text.Byte) {
	c.on, c.anchor, c.at = true, at, at
	c.place(d)
}

// collapse ends the selection of a caret that is shown.
func (c *caret) collapse(d *desk, at text.Byte) {
	if c.on {
		c.put(d, at)
	}
}

// hide takes the caret away: the reader has gone back to the mouse.
func (c *caret) hide(d *desk) {
	if c.on {
		c.on = false
		c.element.Set("hidden", true)
	}
}

// onArrival shows the caret to a reader who comes to the article by the Tab
// key, so that the keys that move it do not have to be guessed.
func (d *desk) onArrival(event js.Value) {
	if d.editor != nil && event.Get("key").String() == "Tab" && d.inReader(event) {
		d.caret.start(d)
	}
}

// inReader reports whether an event is of the article as a whole.
func (d *desk) inReader(event js.Value) bool {
	return matches(event.Get("target"), "#reader") && !onControl(event)
}

// start is where a caret appears that is not on the page yet: at the open
// annotation, or at the first words in the window.
func (c *caret) start(d *desk) {
	if c.on {
		return
	}
	if d.selection.Len() > 0 { // made with the mouse, and gone on with by keys
		c.on, c.anchor, c.at = true, d.selection.Start, d.selection.End
		c.show(d)
		return
	}
	if a := d.state().Annotation(d.active); a != nil {
		c.put(d, a.Target[0].Start)
		return
	}
	first, last := d.reader.painted.Near(0)
	if first <= last {
		c.put(d, d.state().Article().Blocks[first].Span.Start)
	}
}

// move goes to a place, extending the selection or not.
func (c *caret) move(d *desk, to text.Byte, extend bool) {
	c.at = to
	if !extend {
		c.anchor = to
	}
	c.show(d)
	if c.anchor == c.at {
		d.reader.painted.Unselect()
		d.unselect()
	} else {
		d.reader.painted.Select(c.anchor, c.at)
		d.selectSpan(text.Bytes{Start: min(c.anchor, c.at), End: max(c.anchor, c.at)})
	}
}

// take selects a span as a whole.
func (c *caret) take(d *desk, span text.Bytes) {
	c.on, c.anchor = true, span.Start
	c.move(d, span.End, true)
	d.tell("Selected: " + short(d.state().Article().Text[span.Start:span.End]))
}

// show draws the caret and keeps it in the window.
func (c *caret) show(d *desk) {
	d.reader.painted.ScrollTo(c.at)
	c.place(d)
}

// place puts the drawn caret where its offset stands now.
func (c *caret) place(d *desk) {
	if c.element.IsUndefined() {
		c.element = browser.Document().Call("getElementById", "caret")
	}
	box := d.reader.painted.CaretBox(c.at)
	style := c.element.Get("style")
	window := js.Global()
	style.Set("left", px(box.Left+window.Get("scrollX").Float()))
	style.Set("top", px(box.Top+window.Get("scrollY").Float()))
	style.Set("height", px(max(box.Bottom-box.Top, 12)))
	c.element.Set("hidden", false)
}

// line is the place one line further on or back, in the column in which the
// reader began to move by lines, also after lines that are too short for it.
func (c *caret) line(d *desk, forward bool) text.Byte {
	painted := d.reader.painted
	if c.columnOf != c.at {
		c.column = painted.CaretBox(c.at).Left
	}
	to := painted.MoveByLine(c.at, forward)
	painted.ScrollTo(to)
	line := painted.CaretBox(to)
	if at, ok := painted.At(c.column, (line.Top+line.Bottom)/2); ok && painted.CaretBox(at).Top < line.Bottom && painted.CaretBox(at).Bottom > line.Top {
		to = at
	}
	c.columnOf = to
	return to
}

// step is where a movement key leads from a place.
func step(d *desk, at text.Byte, unit string, forward bool) text.Byte {
	a := d.state().Article()
	s := a.Text
	block := a.BlockAt(at)
	span := a.Blocks[block].Span
	inside := func(to text.Byte) text.Byte { // over a separator, to the edge of the next block
		if i := a.BlockAt(to); to > a.Blocks[i].Span.End && i+1 < len(a.Blocks) {
			if forward {
				return a.Blocks[i+1].Span.Start
			}
			return a.Blocks[i].Span.End
		}
		return to
	}
	switch unit {
	case "character":
		if forward {
			return inside(text.NextCharacter(s, at))
		}
		return inside(text.PreviousCharacter(s, at))
	case "word":
		if forward {
			return inside(text.NextWord(s, at))
		}
		return inside(text.PreviousWord(s, at))
	case "line":
		return d.caret.line(d, forward)
	case "sentence":
		if forward {
			if end := text.SentenceAt(s, span, at).End; end > at && end < span.End {
				return text.NextWord(s, end-1)
			}
			return nextBlock(a, block, at)
		}
		if start := text.SentenceAt(s, span, at).Start; start < at {
			return start
		}
		if at > span.Start {
			return text.SentenceAt(s, span, text.PreviousCharacter(s, at)).Start
		}
		return previousBlock(a, block, at)
	case "paragraph":
		if forward {
			return nextBlock(a, block, at)
		}
		if at > span.Start {
			return span.Start
		}
		return previousBlock(a, block, at)
	}
	return at
}

func nextBlock(a *article.Article, block int, at text.Byte) text.Byte {
	if block+1 < len(a.Blocks) {
		return a.Blocks[block+1].Span.Start
	}
	return a.Blocks[block].Span.End
}

func previousBlock(a *article.Article, block int, at text.Byte) text.Byte {
	if block > 0 {
		return a.Blocks[block-1].Span.Start
	}
	return a.Blocks[0].Span.Start
}

// walk opens the next or previous annotation in text order.
func (d *desk) walk(forward bool) {
	var from text.Byte = -1
	if a := d.state().Annotation(d.active); a != nil {
		from = a.Target[0].Start
	} else if d.caret.on {
		from = d.caret.at
	}
	var before, after, passed *annotation.Annotation
	for a := range d.state().InTextOrder() {
		switch {
		case a.ID == d.active:
			passed = a
		case passed != nil && after == nil, passed == nil && d.active == "" && a.Target[0].Start >= from && after == nil:
			after = a
		case passed == nil && (d.active != "" || a.Target[0].Start < from):
			before = a
		}
	}
	next := after
	if !forward {
		next = before
	}
	if next == nil {
		d.tell("No more marks in this direction.")
		return
	}
	d.goTo(next)
}

// goTo opens an annotation and brings it into the window.
func (d *desk) goTo(a *annotation.Annotation) {
	d.reader.goTo(d.state(), a.Target[0].Start)
	d.activate(a.ID)
	if d.caret.on {
		d.caret.put(d, a.Target[0].Start)
	}
	if l := d.state().Scheme().Label(a.Label); l != nil {
		browser.Announce(l.Name + ": " + short(quoted(d.state(), a.Target)))
	}
}
