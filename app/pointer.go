//go:build js && wasm

package app

import (
	"syscall/js"

	"quoth/internal/annotation"
	"quoth/internal/browser"
	"quoth/internal/text"
)

// listen follows the pointer and the keys over the article. These listeners
// are the browser's own and not go-app's, because go-app would draw what they
// do only in its next frame.
func (d *desk) listen() {
	document := browser.Document()
	d.reader.remove = append(d.reader.remove,
		browser.Listen(document, "pointerup", d.onPointerUp),
		browser.Listen(document, "selectionchange", d.onSelectionChange),
		browser.Listen(document, "keydown", d.onKey),
		browser.Listen(document, "copy", d.onCopy),
	)
}

// onPointerUp ends a selection or is a click on a mark.
func (d *desk) onPointerUp(event js.Value) {
	if d.editor == nil || matches(event.Get("target"), "#bar, #who, #panel, #dialog, #handles") {
		return
	}
	// The hand may let go beside the text: what is selected in it counts.
	if span, ok := d.reader.painted.Selected(); ok {
		d.caret.hide(d)
		d.selectSpan(span)
		return
	}
	if !d.inArticle(event) {
		return
	}
	if d.selection.Len() > 0 {
		d.unselect()
	}
	ids := d.reader.painted.MarkAt(event)
	if len(ids) == 0 {
		d.activate("")
		if at, ok := d.reader.painted.At(event.Get("clientX").Float(), event.Get("clientY").Float()); ok {
			d.caret.put(d, at)
		}
		return
	}
	d.clickMark(ids)
}

// clickMark opens the shortest annotation of a mark; a further click on the
// same mark opens the next longer one, so that each of several can be reached.
func (d *desk) clickMark(ids []string) {
	s := d.state()
	next := d.reader.shortest(s, ids)
	for i, id := range ids {
		if annotation.ID(id) == d.active {
			next = annotation.ID(ids[(i+1)%len(ids)])
		}
	}
	d.activate(next)
	if d.pane == noPane && wide() {
		d.show(marksPane)
	}
}

func (d *desk) inArticle(event js.Value) bool {
	target := event.Get("target")
	return target.InstanceOf(js.Global().Get("Node")) && d.reader.painted.Root().Call("contains", target).Bool()
}

// onSelectionChange follows selections that no pointer ends: touch handles,
// which move the selection after the finger has gone, and "select all".
func (d *desk) onSelectionChange(js.Value) {
	if d.editor == nil || !touched() {
		return
	}
	if span, ok := d.reader.painted.Selected(); ok {
		d.selectSpan(span)
	}
}

// selectSpan makes a span what the next label is for, tidied.
func (d *desk) selectSpan(span text.Bytes) {
	t := d.state().Tidy(span, d.settings.Words)
	if t == nil {
		d.unselect()
		return
	}
	if d.selection == t[0] {
		return
	}
	d.forgetFurther()
	d.selection = t[0]
	d.showBar()
}

// unselect forgets the selection and takes the bar away.
func (d *desk) unselect() {
	if d.selection.Len() == 0 {
		return
	}
	d.forgetFurther()
	d.selection = text.Bytes{}
	browser.SetHidden("bar", true)
}

func (d *desk) forgetFurther() {
	if d.further != nil {
		d.further = nil
		d.reader.painted.Highlight("proposed", nil)
	}
}

// touched reports whether the reader works with fingers.
func touched() bool { return js.Global().Call("matchMedia", "(pointer: coarse)").Get("matches").Bool() }

// wide reports whether there is room for a panel beside the text.
func wide() bool { return js.Global().Call("matchMedia", "(min-width: 60rem)").Get("matches").Bool() }
