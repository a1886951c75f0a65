//go:build js && wasm

package app

import (
	"syscall/js"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"quoth/internal/browser"
)

// dialogs is what stands over the page, one at a time.
type dialogs struct {
	goapp.Compo
	Desk *desk

	remove func()
}

// OnMount lets Escape close what stands over a page without an article; where
// one is open, all keys are read in one place.
func (d *dialogs) OnMount(ctx goapp.Context) {
	desk := d.Desk
	desk.watch(ctx, onView, onOpen)
	d.remove = browser.Listen(browser.Document(), "keydown", func(e js.Value) {
		if desk.editor == nil && desk.dialog != noDialog && e.Get("key").String() == "Escape" {
			ctx.Dispatch(func(goapp.Context) { desk.open(noDialog) })
		}
	})
}

// OnDismount implements app.Dismounter.
func (d *dialogs) OnDismount() { d.remove() }

// Render implements app.Composer.
func (d *dialogs) Render() goapp.UI {
	title, body := "", goapp.UI(nil)
	switch d.Desk.dialog {
	case exportDialog:
		title, body = "Take it away", &exports{Desk: d.Desk}
	case lookDialog:
		title, body = "Appearance", &look{Desk: d.Desk}
	case keysDialog:
		title, body = "Keys", &keys{Desk: d.Desk}
	default:
		return goapp.Div().Class("backdrop").Hidden(true)
	}
	browser.WhenShown("dialog", func(js.Value) { browser.TrapFocus("dialog") })
	return goapp.Div().Class("backdrop").OnClick(d.onBackdrop).Body(
		goapp.Div().ID("dialog").Class("dialog").Role("dialog").Aria("modal", "true").Aria("labelledby", "dialog-title").TabIndex(-1).Body(
			goapp.Div().Class("dialog-head").Body(
				goapp.H2().ID("dialog-title").Text(title),
				goapp.Button().Type("button").Class("close").Aria("label", "Close").Text("✕").OnClick(d.onClose),
			),
			body,
		),
	)
}

func (d *dialogs) onClose(goapp.Context, goapp.Event) { d.Desk.escape() }

func (d *dialogs) onBackdrop(ctx goapp.Context, e goapp.Event) {
	if e.Get("target").Get("classList").Call("contains", "backdrop").Bool() {
		d.Desk.escape()
	}
}
