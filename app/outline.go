//go:build js && wasm

package app

import (
	"strconv"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"quoth/internal/article"
)

// outline lists the headings, and what was set aside.
type outline struct {
	goapp.Compo
	Desk *desk
}

// OnMount implements app.Mounter.
func (o *outline) OnMount(ctx goapp.Context) { o.Desk.watch(ctx, onOpen, onEdit) }

// Render implements app.Composer.
func (o *outline) Render() goapp.UI {
	a := o.Desk.state().Article()
	var headings []int
	read, readable := 0, 0
	for i, b := range a.Blocks {
		if b.Kind == article.Headline || b.Kind == article.Heading {
			headings = append(headings, i)
		} else {
			readable++
			if o.Desk.state().Read(i) != nil {
				read++
			}
		}
	}
	minutes := (a.Words() + 229) / 230 // a usual reading speed, words a minute
	return goapp.Div().Class("outline").Body(
		goapp.P().Class("detail").Text(plural(a.Words(), "word", "words")+", about "+plural(minutes, "minute", "minutes")+"; "+strconv.Itoa(read)+" of "+plural(readable, "passage", "passages")+" marked as read"),
		goapp.Nav().Aria("label", "Headings").Body(goapp.Ul().Body(goapp.Range(headings).Slice(func(k int) goapp.UI {
			i := headings[k]
			b := a.Blocks[i]
			return goapp.Li().Class("level-" + strconv.Itoa(b.Level)).Body(
				goapp.Button().Type("button").DataSet("block", i).OnClick(o.onHeading, i).Text(a.Text[b.Span.Start:b.Span.End]))
		}))),
		&versions{Desk: o.Desk},
		goapp.If(len(a.Asides) > 0 && !o.Desk.state().Blind().Hides(), goapp.Section().Class("asides").Body(
			goapp.H3().Text("Set aside"),
			goapp.Ul().Body(goapp.Range(a.Asides).Slice(func(i int) goapp.UI {
				return goapp.Li().Body(
					goapp.Span().Text(shorten(a.Asides[i].Text, 120)),
					goapp.Span().Class("detail").Text(a.Asides[i].Reason),
					goapp.Button().Type("button").DataSet("aside", i).OnClick(o.onPutBack, i).Text("Put back"),
				)
			})),
		)),
	)
}

func (o *outline) onHeading(ctx goapp.Context, e goapp.Event) {
	if i, err := strconv.Atoi(ctx.JSSrc().Get("dataset").Get("block").String()); err == nil {
		o.Desk.reader.painted.ScrollToBlock(i)
	}
}

func (o *outline) onPutBack(ctx goapp.Context, e goapp.Event) {
	if i, err := strconv.Atoi(ctx.JSSrc().Get("dataset").Get("aside").String()); err == nil {
		o.Desk.putBack(i)
	}
}
