//go:build js && wasm

package app

import (
	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// keys lists every key; what can be switched off is switched here.
type keys struct {
	goapp.Compo
	Desk *desk
}

// OnMount implements app.Mounter.
func (k *keys) OnMount(ctx goapp.Context) { k.Desk.watch(ctx, onView) }

// Render implements app.Composer.
func (k *keys) Render() goapp.UI {
	list := func(heading string, lines []binding) goapp.UI {
		return goapp.Section().Body(
			goapp.H3().Text(heading),
			goapp.Dl().Body(goapp.Range(lines).Slice(func(i int) goapp.UI {
				class := ""
				if lines[i].Letter && !k.Desk.settings.Letters {
					class = "off"
				}
				return goapp.Div().Class(class).Body(goapp.Dt().Body(goapp.Kbd().Text(lines[i].Keys)), goapp.Dd().Text(lines[i].Does))
			})),
		)
	}
	var labels []binding
	if s := k.Desk.state(); s != nil {
		for _, l := range s.Scheme().Labels {
			labels = append(labels, binding{l.Key, "mark as " + l.Name, true})
		}
	}
	sections := []goapp.UI{list("Labels", labels)}
	for _, b := range bindings {
		sections = append(sections, list(b.Heading, b.Keys))
	}
	return goapp.Div().Class("keys").Body(
		goapp.Label().Class("check").Body(
			goapp.Input().ID("letters").Type("checkbox").Checked(k.Desk.settings.Letters).OnChange(k.onLetters),
			goapp.Text("Single keys work (switch off if you use speech or a screen reader)"),
		),
		goapp.Div().Class("columns").Body(sections...),
	)
}

func (k *keys) onLetters(ctx goapp.Context, e goapp.Event) {
	k.Desk.change(func(s *settings) { s.Letters = e.Get("target").Get("checked").Bool() })
}
