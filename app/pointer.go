//go:build js && wasm

package app

import (
	"syscall/js"
	"time"

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
		browser.Listen(document, "pointerdown", d.onPointerDown),
		browser.Listen(document, "pointerup", d.onPointerUp),
		browser.Listen(document, "click", d.onLink),
		browser.Listen(document, "selectionchange", d.onSelectionChange),
		browser.Listen(document, "keydown", d.onKey),
		browser.Listen(document, "keyup", d.onArrival),
		browser.Listen(document, "copy", d.onCopy),
	)
}

func (d *desk) onPointerDown(event js.Value) {
	d.reader.pressed = d.inArticle(event)
}

// onPointerUp ends a selection or is a click on a mark. A hand that selects up
// to the end of a line often lets go beside the text.
func (d *desk) onPointerUp(event js.Value) {
	pressed := d.reader.pressed
	d.reader.pressed = false
	if d.editor == nil || !pressed && matches(event.Get("target"), "#bar, #who, #panel, #dialog, #handles") {
		return
	}
	if d.asking != nil && d.inArticle(event) {
		d.stopAsking()
	}
	if span, ok := d.reader.painted.Selected(); ok {
		d.caret.hide(d)
		d.selectSpan(span)
		return
	}
	if d.selection.Len() > 0 {
		d.unselect()
	}
	if !d.inArticle(event) {
		return
	}
	ids := d.reader.painted.MarkAt(event)
	if len(ids) == 0 {
		d.activate("")
		if at, ok := d.reader.painted.At(event.Get("clientX").Float(), event.Get("clientY").Float()); ok {
			d.caret.set(d, at)
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
	if d.pane == noPane {
		d.show(marksPane)
	}
	if a := d.annotation(); a != nil && !wide() {
		d.reader.painted.ScrollAbove(a.Target[0].Start, aboveSheet)
	}
}

// aboveSheet is the part of a narrow window that the panel leaves free, less a
// line or two, so that the mark is seen above it.
const aboveSheet = 0.36

func (d *desk) inArticle(event js.Value) bool {
	target := event.Get("target")
	return target.InstanceOf(js.Global().Get("Node")) && d.reader.painted.Root().Call("contains", target).Bool()
}

// onSelectionChange follows selections that no pointer ends: touch handles,
// which move the selection after the finger has gone, and "select all".
func (d *desk) onSelectionChange(js.Value) {
	if d.editor == nil || d.asking != nil || !touched() {
		return
	}
	if span, ok := d.reader.painted.Selected(); ok {
		d.selectSpan(span)
		return
	}
	// A tap beside the selection takes it away. So may a tap on the bar, before
	// it is a click; hence the pause.
	browser.Timeout(afterTap, func() {
		if d.editor == nil || d.asking != nil {
			return
		}
		if _, still := d.reader.painted.Selected(); !still {
			d.unselect()
		}
	})
}

// afterTap is longer than a browser takes to make a click of a tap, or to see
// that a click is the first of a double click.
const afterTap = 350 * time.Millisecond

// onLink keeps the links of the article from leading away from the work: a
// click opens another tab, and one that selects or opens a mark nothing. With
// Ctrl, Shift or the middle button links do what they do everywhere.
func (d *desk) onLink(event js.Value) {
	if d.editor == nil || !d.inArticle(event) {
		return
	}
	link := event.Get("target").Call("closest", "a[href]")
	if !link.Truthy() || event.Get("ctrlKey").Bool() || event.Get("metaKey").Bool() || event.Get("shiftKey").Bool() {
		return
	}
	event.Call("preventDefault")
	event.Call("stopPropagation") // go-app would follow it
	address := link.Get("href").String()
	if event.Get("detail").Int() == 0 { // Enter on a focused link
		browser.OpenTab(address)
		return
	}
	if d.selection.Len() > 0 || len(d.reader.painted.MarkAt(event)) > 0 {
		return
	}
	browser.Timeout(afterTap, func() {
		if d.editor != nil && d.selection.Len() == 0 {
			browser.OpenTab(address)
		}
	})
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
