//go:build js && wasm

package app

import (
	"context"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"quoth/internal/browser"
)

// workbench is the page on which an article is read and annotated.
type workbench struct {
	goapp.Compo
	Desk *desk

	problem string // why the article could not be opened
	path    string // that was opened last
	stop    func() // opening it
}

// OnMount takes over the article that the server painted.
func (w *workbench) OnMount(ctx goapp.Context) {
	d := w.Desk
	d.host = browser.Document().Call("createElement", "div") // stands in until the page is in the document
	d.watch(ctx, onView)
}

// OnNav opens what the address names.
func (w *workbench) OnNav(ctx goapp.Context) {
	path := ctx.Page().URL().Path
	if path == w.path {
		return
	}
	w.path = path
	browser.SetReady(false)
	d := w.Desk
	d.host = browser.Document().Call("getElementById", "reader")
	if d.painted.root.Truthy() {
		d.host.Call("replaceChildren", d.painted.root)
	}
	if w.stop != nil {
		w.stop()
	}
	opening, stop := context.WithCancel(context.Background())
	w.stop = stop
	ctx.Async(func() {
		err := d.openPath(opening, path)
		if opening.Err() != nil {
			return
		}
		ctx.Dispatch(func(goapp.Context) {
			w.problem = ""
			if err != nil {
				w.problem = sentence(plain(err))
			}
		})
	})
}

// OnDismount puts the article away.
func (w *workbench) OnDismount() {
	if w.stop != nil {
		w.stop()
	}
	w.Desk.close("")
	w.Desk.painted = painting{}
	browser.SetReady(false)
}

// Render implements app.Composer.
func (w *workbench) Render() goapp.UI {
	d := w.Desk
	return goapp.Div().ID("page").Class("workbench", "pane-"+string(d.pane)).Body(
		goapp.A().Class("skip").Href("#reader").Text("Go to the article").OnClick(w.onSkip),
		&header{Desk: d},
		goapp.Main().Class("desk").Body(
			&classLine{Desk: d},
			goapp.Div().ID("reader").Class("reader").TabIndex(0).Role("region").Aria("label", "Article"),
			goapp.If(w.problem != "", &problem{Text: w.problem}),
			&blind{Desk: d},
			goapp.Div().ID("legend").Class("legend"),
			goapp.Div().ID("caret").Class("caret").Hidden(true).Aria("hidden", "true"),
			&handles{Desk: d},
			&bar{Desk: d},
			&whoSays{Desk: d},
			&suggestion{Desk: d},
		),
		&panel{Desk: d},
		&dialogs{Desk: d},
		&notices{Desk: d},
		goapp.Div().ID("announce").Class("unseen").Aria("live", "polite"),
	)
}

func (w *workbench) onSkip(ctx goapp.Context, e goapp.Event) {
	e.PreventDefault()
	focus("#reader")
}

// problem stands in the place of an article that cannot be opened.
type problem struct {
	goapp.Compo
	Text string
}

// Render implements app.Composer.
func (p *problem) Render() goapp.UI {
	return goapp.Div().Class("problem").Role("alert").Body(
		goapp.H1().Text("This article cannot be opened"),
		goapp.P().Text(p.Text),
		goapp.P().Body(goapp.A().Href("/").Text("Go to your articles")),
	)
}
