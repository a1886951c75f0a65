//go:build js && wasm

package app

import (
	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"quoth/internal/annotation"
	"quoth/internal/browser"
)

// handles are the two ends of the open annotation, to be dragged.
type handles struct {
	goapp.Compo
	Desk *desk

	dragging string // "start", "end" or ""
}

// Render implements app.Composer.
func (h *handles) Render() goapp.UI {
	return goapp.Div().ID("handles").Class("handles").Hidden(true).Body(
		goapp.Div().ID("handle-start").Class("handle", "first").Title("Drag to change where the mark begins").
			On("pointerdown", h.onStart).On("pointermove", h.onMove).On("pointerup", h.onUp),
		goapp.Div().ID("handle-end").Class("handle", "last").Title("Drag to change where the mark ends").
			On("pointerdown", h.onEnd).On("pointermove", h.onMove).On("pointerup", h.onUp),
	)
}

// placeHandles shows the handles at the open annotation, or hides them.
func (d *desk) placeHandles() {
	a := d.annotation()
	browser.SetHidden("handles", a == nil)
	if a == nil {
		return
	}
	first, _ := d.reader.painted.Boxes(a.Target[0])
	_, last := d.reader.painted.Boxes(a.Target[len(a.Target)-1])
	rtl := d.rightToLeft()
	browser.PlaceHandle("handle-start", first, !rtl)
	browser.PlaceHandle("handle-end", last, rtl)
}

func (h *handles) onStart(ctx goapp.Context, e goapp.Event) { h.grab("start", e) }
func (h *handles) onEnd(ctx goapp.Context, e goapp.Event)   { h.grab("end", e) }

func (h *handles) grab(which string, e goapp.Event) {
	h.dragging = which
	e.PreventDefault()
	e.Get("target").Call("setPointerCapture", e.Get("pointerId").Int())
	e.Get("target").Get("classList").Call("add", "dragging")
}

// onMove shows what the mark would be; onUp makes it so, in one step.
func (h *handles) onMove(ctx goapp.Context, e goapp.Event) {
	ctx.PreventUpdate()
	if t := h.target(e); t != nil {
		h.Desk.reader.painted.Highlight("proposed", t)
	}
}

func (h *handles) onUp(ctx goapp.Context, e goapp.Event) {
	t := h.target(e)
	h.dragging = ""
	e.Get("target").Get("classList").Call("remove", "dragging")
	if h.Desk.editor == nil {
		return
	}
	h.Desk.reader.painted.Highlight("proposed", nil)
	if t != nil {
		h.Desk.retarget(t)
	}
	h.Desk.placeHandles()
}

// target is the open annotation's with the dragged end at the pointer; nil if
// that would leave nothing.
func (h *handles) target(e goapp.Event) annotation.Target {
	a := h.Desk.annotation()
	if a == nil || h.dragging == "" {
		return nil
	}
	at, ok := h.Desk.reader.painted.AtBeneath(e.Get("clientX").Float(), e.Get("clientY").Float())
	if !ok {
		return nil
	}
	t := append(annotation.Target(nil), a.Target...)
	if h.dragging == "start" {
		t[0].Start = at
	} else {
		t[len(t)-1].End = at
	}
	if t[0].Start >= t[0].End || t[len(t)-1].Start >= t[len(t)-1].End {
		return nil
	}
	return t
}
