//go:build js && wasm

package app

import (
	"slices"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"quoth/internal/annotation"
	"quoth/internal/editor"
	"quoth/internal/scheme"
)

// attributed tells who says the words of an annotation and how, and lets it
// be said.
type attributed struct {
	goapp.Compo
	Desk *desk
	ID   annotation.ID
	At   string // changes with what is shown; see attributionKey
}

// attributionKey changes when an attribution of the annotation does, so that
// go-app draws again.
func attributionKey(s *editor.State, id annotation.ID) string {
	key := ""
	for _, at := range s.AttributionsOf(id) {
		key += string(at.ID) + at.Modified.String()
		if p := s.Speaker(at.Speaker); p != nil {
			key += p.Name
		}
	}
	return key
}

var actNames = map[annotation.Act]string{
	annotation.Statement:  "states",
	annotation.Belief:     "believes",
	annotation.Intention:  "intends",
	annotation.Decree:     "orders",
	annotation.Witnessing: "saw or heard",
	annotation.Denial:     "denies",
}

// Render implements app.Composer.
func (x *attributed) Render() goapp.UI {
	s := x.Desk.state()
	a := s.Annotation(x.ID)
	if a == nil {
		return goapp.Div()
	}
	l := s.Scheme().Label(a.Label)
	all := s.AttributionsOf(x.ID)
	if len(all) == 0 {
		if l == nil || l.Role != scheme.Content {
			return goapp.Div()
		}
		return goapp.Div().Class("attributed").Body(
			goapp.Button().ID("ask-who").Type("button").Class("strong").Title("Say who said it (s)").Text("Who says it?").OnClick(x.onAsk))
	}
	at := all[0]
	name := "somebody not named"
	if p := s.Speaker(at.Speaker); p != nil {
		name = p.Name
	}
	words := func(id annotation.ID) string {
		if part := s.Annotation(id); part != nil {
			return "“" + shorten(quoted(s, part.Target), 60) + "”"
		}
		return ""
	}
	source := ""
	for _, id := range at.Source {
		source += words(id) + " "
	}
	pick := func(id, label string, now string, options [][2]string) goapp.UI {
		return goapp.Label().Class("line").Body(goapp.Text(label), goapp.Select().ID(id).OnChange(x.onPick, at.ID, id).Body(
			goapp.Range(options).Slice(func(i int) goapp.UI {
				return goapp.Option().Value(options[i][0]).Text(options[i][1]).Selected(options[i][0] == now)
			})))
	}
	acts := [][2]string{{"", "–"}}
	for _, act := range annotation.Acts {
		acts = append(acts, [2]string{string(act), actNames[act]})
	}
	people := [][2]string{{"", "–"}}
	for _, p := range s.Speakers() {
		people = append(people, [2]string{string(p.ID), p.Name})
	}
	within := [][2]string{{"", "–"}}
	for _, other := range s.Attributions() {
		if other.ID != at.ID && other.Within != at.ID && len(other.Content) > 0 {
			if c := s.Annotation(other.Content[0]); c != nil && len(within) < 100 {
				within = append(within, [2]string{string(other.ID), shorten(quoted(s, c.Target), 60)})
			}
		}
	}
	return goapp.FieldSet().Class("attributed").Body(
		goapp.Legend().Body(goapp.Text("Said by "), goapp.Strong().Text(name)),
		goapp.P().Class("detail").Body(
			goapp.If(source != "", goapp.Span().Text("Source "+source)),
			goapp.If(at.Cue != "", goapp.Span().Text(" Cue "+words(at.Cue))),
			goapp.If(source == "" && at.Cue == "", goapp.Span().Text("No source words. Select them and press the source’s key.")),
		),
		pick("form", "Form", string(at.Form), [][2]string{{"", "–"}, {"direct", "direct: in their own words"}, {"indirect", "indirect: in the article’s words"}, {"mixed", "mixed"}}),
		pick("act", "Act", string(at.Act), acts),
		goapp.Label().Class("check").Body(goapp.Input().ID("negated").Type("checkbox").Checked(at.Negated).OnChange(x.onNegated, at.ID), goapp.Text("Not said: denied, declined or negated")),
		pick("addressee", "Said to", string(at.Addressee), people),
		goapp.If(len(within) > 1 || at.Within != "", pick("within", "Reported within", string(at.Within), within)),
		goapp.Div().Class("acts").Body(
			goapp.Button().ID("ask-who").Type("button").Text("Somebody else").OnClick(x.onAsk),
			goapp.Button().ID("unattribute").Type("button").Class("quiet").Text("Nobody").OnClick(x.onRemove, at.ID),
		),
	)
}

func (x *attributed) onAsk(goapp.Context, goapp.Event) {
	s := x.Desk.state()
	for _, at := range s.AttributionsOf(x.ID) {
		if !slices.Contains(at.Content, x.ID) { // asked of a source or a cue
			x.Desk.activate(at.Content[0])
		}
	}
	x.Desk.askWho()
}

func (x *attributed) first() annotation.AttributionID {
	if all := x.Desk.state().AttributionsOf(x.ID); len(all) > 0 {
		return all[0].ID
	}
	return ""
}

func (x *attributed) onPick(ctx goapp.Context, e goapp.Event) {
	id, value := ctx.JSSrc().Get("id").String(), ctx.JSSrc().Get("value").String()
	changes, err := x.Desk.editor.ReviseAttribution(x.first(), func(at *annotation.Attribution) {
		switch id {
		case "form":
			at.Form = annotation.Form(value)
		case "act":
			at.Act = annotation.Act(value)
		case "addressee":
			at.Addressee = annotation.SpeakerID(value)
		case "within":
			at.Within = annotation.AttributionID(value)
		}
	})
	x.Desk.do("Edit attribution", changes, err)
}

func (x *attributed) onNegated(ctx goapp.Context, e goapp.Event) {
	on := ctx.JSSrc().Get("checked").Bool()
	changes, err := x.Desk.editor.ReviseAttribution(x.first(), func(at *annotation.Attribution) { at.Negated = on })
	x.Desk.do("Edit attribution", changes, err)
}

func (x *attributed) onRemove(goapp.Context, goapp.Event) {
	changes, err := x.Desk.editor.Unattribute(x.first())
	if x.Desk.do("Said by nobody", changes, err) {
		x.Desk.reader.lightActive(x.Desk.state(), x.Desk.active)
	}
}
