//go:build js && wasm

package browser

import (
	"strings"
	"syscall/js"
	"unicode"
	"unicode/utf8"

	"quoth/internal/article"
	"quoth/internal/text"
)

// Selected is what the reader has selected in the article, in text order; ok
// is false if nothing is, or if the selection lies elsewhere.
func (p *Painted) Selected() (span text.Bytes, ok bool) {
	s := js.Global().Call("getSelection")
	if !s.Truthy() || s.Get("rangeCount").Int() == 0 || s.Get("isCollapsed").Bool() {
		return span, false
	}
	r := s.Call("getRangeAt", 0)
	if !r.Call("intersectsNode", p.root).Bool() {
		return span, false
	}
	start, ok1 := p.offset(r.Get("startContainer"), r.Get("startOffset"))
	end, ok2 := p.offset(r.Get("endContainer"), r.Get("endOffset"))
	return text.Bytes{Start: start, End: end}, ok1 && ok2 && start < end
}

// Select shows a selection from anchor to focus, as if it had been dragged.
func (p *Painted) Select(anchor, focus text.Byte) {
	an, ao := p.point(anchor)
	fn, fo := p.point(focus)
	js.Global().Call("getSelection").Call("setBaseAndExtent", an, ao, fn, fo)
}

// Unselect takes the selection away.
func (p *Painted) Unselect() { js.Global().Call("getSelection").Call("removeAllRanges") }

// MoveByLine is the offset one line up or down from a place, as the text is
// laid out now.
func (p *Painted) MoveByLine(at text.Byte, down bool) text.Byte {
	s := js.Global().Call("getSelection")
	node, offset := p.point(at)
	s.Call("collapse", node, offset)
	direction := "forward"
	if !down {
		direction = "backward"
	}
	s.Call("modify", "move", direction, "line")
	moved, ok := p.offset(s.Get("focusNode"), js.ValueOf(s.Get("focusOffset").Int()))
	s.Call("removeAllRanges")
	if !ok {
		return at
	}
	return moved
}

// At is the offset under a point of the window; ok is false if there is none.
func (p *Painted) At(x, y float64) (at text.Byte, ok bool) {
	if Document().Get("caretPositionFromPoint").Truthy() {
		c := Document().Call("caretPositionFromPoint", x, y)
		if !c.Truthy() || !p.root.Call("contains", c.Get("offsetNode")).Bool() {
			return 0, false
		}
		return p.offset(c.Get("offsetNode"), c.Get("offset"))
	}
	r := Document().Call("caretRangeFromPoint", x, y)
	if !r.Truthy() || !p.root.Call("contains", r.Get("startContainer")).Bool() {
		return 0, false
	}
	return p.offset(r.Get("startContainer"), r.Get("startOffset"))
}

// A Box is a rectangle of the window in CSS pixels.
type Box struct{ Left, Top, Right, Bottom float64 }

func boxOf(r js.Value) Box {
	return Box{r.Get("left").Float(), r.Get("top").Float(), r.Get("right").Float(), r.Get("bottom").Float()}
}

// Boxes returns where the first and the last line of a span stand.
func (p *Painted) Boxes(span text.Bytes) (first, last Box) {
	rects := p.Range(span).Call("getClientRects")
	n := rects.Get("length").Int()
	if n == 0 {
		b := boxOf(p.rect(p.article.BlockAt(span.Start)))
		return b, b
	}
	return boxOf(rects.Index(0)), boxOf(rects.Index(n - 1))
}

// CaretBox is where a caret before a character stands, as a box without width:
// at the edge where the character begins, which is the right one for those that
// run to the left. An empty range would not do: where a line is wrapped, the
// browser puts it at the end of the line before.
func (p *Painted) CaretBox(at text.Byte) Box {
	block := p.article.Blocks[p.article.BlockAt(at)].Span
	s := p.article.Text
	span, behind := text.Bytes{Start: at, End: text.NextCharacter(s, at)}, false
	if at >= block.End { // behind the last character
		span, behind = text.Bytes{Start: text.PreviousCharacter(s, block.End), End: block.End}, true
	}
	box, last := p.Boxes(span)
	if behind {
		box = last
	}
	x := box.Left
	if r, _ := utf8.DecodeRuneInString(s[span.Start:]); p.runsLeft(r) != behind {
		x = box.Right
	}
	return Box{Left: x, Top: box.Top, Right: x, Bottom: box.Bottom}
}

// runsLeft reports whether a character runs from right to left; signs and
// spaces go with the article.
func (p *Painted) runsLeft(r rune) bool {
	switch {
	case r >= 0x590 && r <= 0x8FF, r >= 0xFB1D && r <= 0xFDFF, r >= 0xFE70 && r <= 0xFEFF:
		return true
	case unicode.IsLetter(r), unicode.IsDigit(r):
		return false
	}
	return p.article.Meta.Direction == article.RightToLeft
}

// ScrollTo brings a place into the window unless it is there already.
func (p *Painted) ScrollTo(at text.Byte) { p.ScrollAbove(at, 0.75) }

// ScrollAbove is ScrollTo for a window of which only the upper part, 0 to 1,
// is free.
func (p *Painted) ScrollAbove(at text.Byte, part float64) {
	box := p.CaretBox(at)
	height := js.Global().Get("innerHeight").Float()
	if box.Top > 0.12*height && box.Bottom < part*height {
		return
	}
	js.Global().Call("scrollBy", map[string]any{"top": box.Top - 0.4*part*height, "behavior": "instant"})
}

// ScrollToBlock brings a block to the top of the window.
func (p *Painted) ScrollToBlock(i int) {
	p.block(i).Call("scrollIntoView", map[string]any{"block": "start"})
}

// MarkAt is the IDs of the annotations of the mark that an event hit, the
// empty list if it hit none.
func (p *Painted) MarkAt(event js.Value) []string {
	target := event.Get("target")
	if !target.Get("closest").Truthy() {
		return nil
	}
	mark := target.Call("closest", "mark")
	if !mark.Truthy() || !p.root.Call("contains", mark).Bool() {
		return nil
	}
	return strings.Fields(mark.Get("dataset").Get("ids").String())
}

// SetMarkClass switches a class on every drawn piece of the annotations.
func (p *Painted) SetMarkClass(ids []string, class string, on bool) {
	for _, id := range ids {
		pieces := p.root.Call("querySelectorAll", `mark[data-ids~="`+js.Global().Get("CSS").Call("escape", id).String()+`"]`)
		for i := range pieces.Get("length").Int() {
			pieces.Index(i).Get("classList").Call("toggle", class, on)
		}
	}
}

// Highlight shows spans under a name of the stylesheet, ::highlight(name),
// without touching the text; none takes it away. Browsers without the CSS
// Custom Highlight API show nothing.
func (p *Painted) Highlight(name string, spans []text.Bytes) {
	registry := js.Global().Get("CSS").Get("highlights")
	if !registry.Truthy() {
		return
	}
	if len(spans) == 0 {
		registry.Call("delete", name)
		return
	}
	h := js.Global().Get("Highlight").New()
	for _, span := range spans {
		h.Call("add", p.Range(span))
	}
	registry.Call("set", name, h)
}

// SelectedIn is what is selected inside an element that shows nothing but
// text: the words before the selection, and the selected words. ok is false if
// nothing is, or if the selection lies elsewhere.
func SelectedIn(id string) (before, words string, ok bool) {
	root, s := Document().Call("getElementById", id), js.Global().Call("getSelection")
	if !root.Truthy() || !s.Truthy() || s.Get("rangeCount").Int() == 0 || s.Get("isCollapsed").Bool() {
		return "", "", false
	}
	r := s.Call("getRangeAt", 0)
	if !root.Call("contains", r.Get("startContainer")).Bool() || !root.Call("contains", r.Get("endContainer")).Bool() {
		return "", "", false
	}
	to := Document().Call("createRange")
	to.Call("setStart", root, 0)
	to.Call("setEnd", r.Get("startContainer"), r.Get("startOffset"))
	return to.Call("toString").String(), r.Call("toString").String(), true
}
