//go:build js && wasm

package app

import (
	"strconv"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"quoth/internal/annotation"
)

// places is the panel of the marks of an earlier version that have no place in
// this one: one at a time, with where it could be.
type places struct {
	goapp.Compo
	Desk *desk
}

// OnMount implements app.Mounter.
func (x *places) OnMount(ctx goapp.Context) {
	x.Desk.watch(ctx, onPlace, onEdit, onOpen)
	x.Desk.beginPlacing()
}

// OnDismount takes the shown place out of the text.
func (x *places) OnDismount() {
	if x.Desk.reader != nil {
		x.Desk.reader.painted.Highlight("suggested", nil)
	}
	x.Desk.placing = nil
}

// Render implements app.Composer.
func (x *places) Render() goapp.UI {
	d := x.Desk
	if d.editor == nil || d.placing == nil {
		return goapp.Div()
	}
	var settled []*annotation.Orphan
	for _, o := range d.state().Orphans() {
		if o.Settled {
			settled = append(settled, o)
		}
	}
	return goapp.Div().Class("places").Body(
		x.current(),
		goapp.If(len(settled) > 0, goapp.Section().Class("settled").Body(
			goapp.H3().Text("Kept without a place"),
			goapp.Ul().Body(goapp.Range(settled).Slice(func(i int) goapp.UI {
				return goapp.Li().Body(
					goapp.Span().Dir("auto").Text(shorten(settled[i].Words(), 160)),
					goapp.Button().Type("button").Class("quiet").Text("Look again").DataSet("id", string(settled[i].Annotation.ID)).OnClick(x.onAgain, string(settled[i].Annotation.ID)),
				)
			})),
		)),
	)
}

func (x *places) current() goapp.UI {
	d := x.Desk
	list := d.homeless()
	o := d.state().Orphan(d.placing.at)
	if len(list) == 0 || o == nil || o.Settled {
		return goapp.P().Class("empty").Text("Every mark of the version before has its place, or was left without one.")
	}
	at := 0
	for i := range list {
		if list[i] == o {
			at = i
		}
	}
	label := o.Annotation.Label
	if l := d.state().Scheme().Label(label); l != nil {
		label = l.Name
	}
	found := d.placing.places[d.placing.at]
	return goapp.Section().Class("homeless").Aria("label", "A mark without a place").Body(
		goapp.P().Class("detail").Text(strconv.Itoa(at+1)+" of "+strconv.Itoa(len(list))+", "+label),
		goapp.P().Body(goapp.Strong().Text(fates[o.Fate]+".")),
		goapp.Div().Class("was").Body(goapp.Range(o.Passages).Slice(func(i int) goapp.UI {
			p := o.Passages[i]
			return goapp.Blockquote().Class("words").Dir("auto").Body(
				goapp.Span().Class("soft").Text("…"+p.Prefix), goapp.Strong().Text(shorten(p.Exact, 420)), goapp.Span().Class("soft").Text(p.Suffix+"…"))
		})),
		goapp.If(o.Annotation.Note != "", goapp.P().Class("detail").Dir("auto").Text("Note: "+shorten(o.Annotation.Note, 160))),
		goapp.If(d.placing.looking, goapp.P().Role("status").Text("Looking where it could be…")),
		goapp.If(d.placing.problem != "", goapp.P().Class("problem").Text(d.placing.problem)),
		goapp.If(!d.placing.looking && len(found) == 0, goapp.P().Text("Nothing like it stands in this version. Select the words to which it belongs now, or leave it without a place.")),
		goapp.Ol().Class("found-places").Body(goapp.Range(found).Slice(func(i int) goapp.UI {
			before, words, after := d.around(found[i].Target)
			return goapp.Li().Body(
				goapp.Button().Type("button").Class("found-place").Dir("auto").Aria("pressed", i == d.placing.chosen).Title("Show it ("+strconv.Itoa(i+1)+")").
					DataSet("place", i).OnClick(x.onPlace, string(o.Annotation.ID), i).Body(
					goapp.Span().Class("soft").Text("…"+before), goapp.Strong().Text(words), goapp.Span().Class("soft").Text(after+"…")))
		})),
		goapp.Div().Class("acts").Body(
			goapp.Button().ID("place-here").Type("button").Class("strong").Title("Put it at the selected words, or at the place that shows (Enter)").Text("Put it here").OnClick(x.onHere),
			goapp.Button().ID("place-leave").Type("button").Title("Keep it without a place (x)").Text("Leave without a place").OnClick(x.onLeave),
		),
		goapp.If(len(list) > 1, goapp.Div().Class("acts").Body(
			goapp.Button().ID("place-back").Type("button").Class("quiet").Title("The one before (,)").Text("Back").OnClick(x.onBack),
			goapp.Button().ID("place-next").Type("button").Class("quiet").Title("The next one (.)").Text("Next").OnClick(x.onNext),
		)),
	)
}

func (x *places) onPlace(ctx goapp.Context, e goapp.Event) {
	if i, err := strconv.Atoi(ctx.JSSrc().Get("dataset").Get("place").String()); err == nil {
		x.Desk.showPlace(i)
	}
}

func (x *places) onHere(goapp.Context, goapp.Event)  { x.Desk.placeHomeless() }
func (x *places) onLeave(goapp.Context, goapp.Event) { x.Desk.leaveHomeless() }
func (x *places) onBack(goapp.Context, goapp.Event) {
	x.Desk.showHomeless(x.Desk.nextHomeless(false))
}
func (x *places) onNext(goapp.Context, goapp.Event) { x.Desk.showHomeless(x.Desk.nextHomeless(true)) }
func (x *places) onAgain(ctx goapp.Context, e goapp.Event) {
	x.Desk.lookAgain(annotation.ID(ctx.JSSrc().Get("dataset").Get("id").String()))
}

// placesTool is the way to the marks without a place; it is there only if
// there are any.
type placesTool struct {
	goapp.Compo
	Desk *desk
}

// OnMount implements app.Mounter.
func (x *placesTool) OnMount(ctx goapp.Context) { x.Desk.watch(ctx, onEdit, onOpen, onView) }

// Render implements app.Composer.
func (x *placesTool) Render() goapp.UI {
	d := x.Desk
	if d.editor == nil || len(d.state().Orphans()) == 0 {
		return goapp.Span().Hidden(true)
	}
	n := len(d.homeless())
	name := "Marks without a place"
	if n > 0 {
		name += ": " + strconv.Itoa(n)
	}
	return goapp.Span().Class("badged").Body(
		goapp.Button().ID("tool-places").Class("tool", "places").Type("button").Title(name).Aria("label", name).Aria("pressed", d.pane == placesPane).OnClick(x.onShow),
		goapp.If(n > 0, goapp.Span().Class("badge").Aria("hidden", "true").Text(n)),
	)
}

func (x *placesTool) onShow(goapp.Context, goapp.Event) { x.Desk.show(placesPane) }
