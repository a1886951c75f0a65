//go:build js && wasm

package app

import (
	"strconv"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// look is how the page appears.
type look struct {
	goapp.Compo
	Desk *desk
}

// OnMount implements app.Mounter.
func (l *look) OnMount(ctx goapp.Context) { l.Desk.watch(ctx, onView) }

// Render implements app.Composer.
func (l *look) Render() goapp.UI {
	s := l.Desk.settings
	radios := func(name, legend, now string, options [][2]string) goapp.UI {
		return goapp.FieldSet().Class("radios", name).Body(
			goapp.Legend().Text(legend),
			goapp.Range(options).Slice(func(i int) goapp.UI {
				return goapp.Label().Body(
					goapp.Input().Type("radio").Name(name).Value(options[i][0]).Checked(options[i][0] == now).OnChange(l.onRadio, name, i),
					goapp.Span().Text(options[i][1]),
				)
			}),
		)
	}
	return goapp.Div().Class("look").Body(
		radios("theme", "Colours", s.Theme, [][2]string{{"", "As the system"}, {"light", "Light"}, {"sepia", "Sepia"}, {"dark", "Dark"}}),
		radios("face", "Typeface", s.Face, [][2]string{{"serif", "Serif"}, {"sans", "Sans"}, {"legible", "Wide"}}),
		l.slider("size", "Text size", s.Size, -3, 6),
		l.slider("width", "Width of the column", s.Width, -2, 3),
		goapp.Label().Class("check").Body(
			goapp.Input().ID("snap").Type("checkbox").Checked(s.Words).OnChange(l.onSnap),
			goapp.Text("Selections grow to whole words"),
		),
		goapp.Label().Class("check").Body(
			goapp.Input().ID("suggestions").Type("checkbox").Checked(!s.Alone && !l.Desk.forbidden).Disabled(l.Desk.forbidden).OnChange(l.onSuggestions),
			goapp.Text(suggesting(l.Desk.forbidden)),
		),
		goapp.Label().Class("check").Body(
			goapp.Input().ID("blind").Type("checkbox").Checked(s.Blind).OnChange(l.onBlind),
			goapp.Text("Read new articles blind: outlet, byline and pictures stay hidden until you have finished"),
		),
		goapp.Label().Class("check").Body(
			goapp.Input().ID("pictures").Type("checkbox").Checked(s.Pictures).OnChange(l.onPictures),
			goapp.Text("Show pictures; they are fetched from the article’s publisher"),
		),
		goapp.Label().Class("check").Body(
			goapp.Input().ID("here").Type("checkbox").Checked(s.Here).OnChange(l.onHere),
			goapp.Text("Read saved web pages on this device only, less well"),
		),
		&field{Desk: l.Desk, ID: "creator", Label: "Your pseudonym, for exports", Type: "text", Value: s.Creator, Take: l.takeCreator},
	)
}

func (l *look) slider(name, label string, now, low, high int) goapp.UI {
	return goapp.Label().Class("line").Body(
		goapp.Text(label),
		goapp.Input().ID("look-"+name).Type("range").Min(low).Max(high).Step(1).Value(strconv.Itoa(now)).OnInput(l.onSlider, name),
	)
}

func (l *look) onRadio(ctx goapp.Context, e goapp.Event) {
	value := ctx.JSSrc().Get("value").String()
	l.Desk.change(func(s *settings) {
		if ctx.JSSrc().Get("name").String() == "theme" {
			s.Theme = value
		} else {
			s.Face = value
		}
	})
}

func (l *look) onSlider(ctx goapp.Context, e goapp.Event) {
	n, err := strconv.Atoi(ctx.JSSrc().Get("value").String())
	if err != nil {
		return
	}
	l.Desk.change(func(s *settings) {
		if ctx.JSSrc().Get("id").String() == "look-size" {
			s.Size = n
		} else {
			s.Width = n
		}
	})
}

func (l *look) onSnap(ctx goapp.Context, e goapp.Event) {
	l.Desk.change(func(s *settings) { s.Words = ctx.JSSrc().Get("checked").Bool() })
}

func (l *look) onSuggestions(ctx goapp.Context, e goapp.Event) {
	l.Desk.change(func(s *settings) { s.Alone = !ctx.JSSrc().Get("checked").Bool() })
	if l.Desk.reviewing() && l.Desk.settings.Alone {
		l.Desk.showSuggestion(none)
	}
}

func suggesting(forbidden bool) string {
	if forbidden {
		return "Suggestions are switched off here, for everybody"
	}
	return "Suggest who says what and what is worth checking; nothing leaves this device"
}

func (l *look) onPictures(ctx goapp.Context, e goapp.Event) {
	on := ctx.JSSrc().Get("checked").Bool()
	l.Desk.change(func(s *settings) { s.Pictures = on })
	l.Desk.showPictures()
}

func (l *look) onBlind(ctx goapp.Context, e goapp.Event) {
	l.Desk.change(func(s *settings) { s.Blind = ctx.JSSrc().Get("checked").Bool() })
}

func (l *look) onHere(ctx goapp.Context, e goapp.Event) {
	l.Desk.change(func(s *settings) { s.Here = ctx.JSSrc().Get("checked").Bool() })
}

func (l *look) takeCreator(name string) {
	l.Desk.change(func(s *settings) { s.Creator = name })
}

// lookTool opens the appearance.
type lookTool struct {
	goapp.Compo
	Desk *desk
}

// Render implements app.Composer.
func (t *lookTool) Render() goapp.UI {
	return goapp.Button().ID("tool-look").Type("button").Class("tool", "look").Aria("label", "Appearance").Title("Appearance").OnClick(t.onLook)
}

func (t *lookTool) onLook(goapp.Context, goapp.Event) { t.Desk.open(lookDialog) }
