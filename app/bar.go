//go:build js && wasm

package app

import (
	"syscall/js"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"quoth/internal/browser"
	"quoth/internal/render"
	"quoth/internal/scheme"
)

// bar offers the scheme's labels at the selection. What it holds is HTML from
// render, and it is shown and hidden in the event and not in go-app's next
// frame: it must be there when the pointer is lifted, and gone with the mark.
type bar struct {
	goapp.Compo
	Desk *desk
}

// Render implements app.Composer.
func (b *bar) Render() goapp.UI {
	return goapp.Div().ID("bar").Class("bar").Role("toolbar").Aria("label", "Mark the selection").Hidden(true).OnClick(b.onClick)
}

func (b *bar) onClick(ctx goapp.Context, e goapp.Event) {
	ctx.PreventUpdate()
	button := e.Get("target").Call("closest", "button")
	if !button.Truthy() || b.Desk.editor == nil {
		return
	}
	if label := button.Get("dataset").Get("label"); label.Truthy() {
		b.Desk.mark(label.String())
	} else {
		b.Desk.extend()
	}
	focus("#reader")
}

// barKey moves between the buttons of the bar, which is one stop of the Tab
// key as toolbars are; Enter and the space bar are the button's own.
func (d *desk) barKey(button js.Value, key string, shift bool) bool {
	next := js.Null()
	switch key {
	case "ArrowRight", "ArrowDown":
		if next = button.Get("nextElementSibling"); !next.Truthy() {
			next = button.Get("parentElement").Get("firstElementChild")
		}
	case "ArrowLeft", "ArrowUp":
		if next = button.Get("previousElementSibling"); !next.Truthy() {
			next = button.Get("parentElement").Get("lastElementChild")
		}
	case "Home":
		next = button.Get("parentElement").Get("firstElementChild")
	case "End":
		next = button.Get("parentElement").Get("lastElementChild")
	case "Tab":
		if shift {
			focus("#reader")
		}
		return shift
	default:
		return false
	}
	button.Set("tabIndex", -1)
	next.Set("tabIndex", 0)
	next.Call("focus")
	return true
}

// showBar shows the bar at the selection: above it, or below it for fingers,
// so that it stays out of the way of the system's own menu.
func (d *desk) showBar() {
	browser.SetContent("bar", render.Bar(d.state().Scheme(), d.openContent() != "", d.settings.Letters, d.active != ""))
	browser.SetHidden("bar", false)
	d.placeBar()
}

func (d *desk) placeBar() {
	first, last := d.reader.painted.Boxes(d.selection)
	browser.Place("bar", first, last, touched())
}

// labelButton gives the open annotation another label.
type labelButton struct {
	goapp.Compo
	Desk  *desk
	Label scheme.Label
	On    bool // the label that the open annotation has
}

// Render implements app.Composer.
func (b *labelButton) Render() goapp.UI {
	l := b.Label
	return goapp.Button().Type("button").
		Class("label", "c-"+string(l.Color), "p-"+string(l.Pattern)).
		Title(l.Definition).
		Aria("pressed", b.On).
		OnClick(b.onClick, l.ID).
		Body(
			goapp.Span().Class("swatch").Aria("hidden", "true"),
			goapp.Text(l.Name),
		)
}

func (b *labelButton) onClick(goapp.Context, goapp.Event) {
	b.Desk.relabel(b.Label.ID)
}
