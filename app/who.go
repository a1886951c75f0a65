//go:build js && wasm

package app

import (
	"strconv"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"quoth/internal/browser"
)

// whoSays is the question on the screen.
type whoSays struct {
	goapp.Compo
	Desk *desk
}

// OnMount implements app.Mounter.
func (w *whoSays) OnMount(ctx goapp.Context) { w.Desk.watch(ctx, onAsk) }

// Render implements app.Composer.
func (w *whoSays) Render() goapp.UI {
	q := w.Desk.asking
	box := goapp.Div().ID("who").Class("who").Role("dialog").Aria("label", "Who says it?").Hidden(q == nil)
	if q == nil {
		return box
	}
	return box.Body(
		goapp.Label().For("who-name").Text("Who says it?"),
		goapp.Input().ID("who-name").Type("text").AutoComplete(false).
			Role("combobox").Aria("expanded", "true").Aria("controls", "who-list").Aria("autocomplete", "list").
			Aria("activedescendant", "who-"+strconv.Itoa(q.chosen)).
			OnInput(w.onInput).OnKeyDown(w.onKey),
		goapp.Ul().ID("who-list").Role("listbox").Aria("label", "Speakers").Body(
			goapp.Range(q.choices).Slice(func(i int) goapp.UI {
				c := q.choices[i]
				return goapp.Li().ID("who-"+strconv.Itoa(i)).Role("option").Aria("selected", i == q.chosen).
					DataSet("index", i).OnClick(w.onPick, i).Body(
					goapp.Span().Class("name").Text(c.name),
					goapp.Span().Class("detail").Text(c.detail),
				)
			}),
		),
		goapp.P().Class("hint").Body(
			goapp.If(len(q.proposals) > 1, goapp.Button().Type("button").Class("quiet").OnClick(w.onOther).Text("Other words in the text")),
			goapp.Text("Enter accepts, Esc leaves"),
		),
	)
}

func (w *whoSays) onInput(ctx goapp.Context, e goapp.Event) {
	q := w.Desk.asking
	q.typed, q.edited = e.Get("target").Get("value").String(), true
	q.choose(w.Desk.state())
}

func (w *whoSays) onKey(ctx goapp.Context, e goapp.Event) {
	q := w.Desk.asking
	if q == nil || e.Get("isComposing").Bool() {
		return
	}
	switch e.Get("key").String() {
	case "Enter":
		e.PreventDefault()
		w.Desk.answer(q.chosen)
	case "ArrowDown":
		e.PreventDefault()
		q.chosen = (q.chosen + 1) % len(q.choices)
	case "ArrowUp":
		e.PreventDefault()
		q.chosen = (q.chosen + len(q.choices) - 1) % len(q.choices)
	}
}

func (w *whoSays) onPick(ctx goapp.Context, e goapp.Event) {
	index := ctx.JSSrc().Get("dataset").Get("index").String()
	if i, err := strconv.Atoi(index); err == nil {
		w.Desk.answer(i)
	}
}

// onOther goes to the next proposal for source and cue.
func (w *whoSays) onOther(ctx goapp.Context, e goapp.Event) {
	q := w.Desk.asking
	q.proposal = (q.proposal + 1) % len(q.proposals)
	q.choose(w.Desk.state())
	q.offer(browser.Document().Call("getElementById", "who-name"))
	w.Desk.lightProposal()
}
