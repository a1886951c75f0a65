//go:build js && wasm

package app

import (
	"slices"
	"strings"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"quoth/internal/annotation"
	"quoth/internal/browser"
	"quoth/internal/editor"
	"quoth/internal/scheme"
)

// relationForm is a field that relates the open mark to others.
type relationForm struct {
	goapp.Compo
	Desk  *desk
	Of    annotation.ID
	Field scheme.Field
	Value string // IDs of marks, separated by spaces
	Shown string // changes with what may be chosen, so that go-app draws again
	Take  func(string)
}

// nearest is how many marks a relation offers to choose from.
const nearest = 60

// choices are the marks that a field of an annotation may relate to and does
// not yet, the nearest in the text, in the order of the text.
func choices(s *editor.State, of annotation.ID, f scheme.Field, value string) (list []*annotation.Annotation) {
	from := s.Annotation(of)
	if from == nil {
		return nil
	}
	taken := strings.Fields(value)
	for a := range s.InTextOrder() {
		if a.ID != of && !slices.Contains(taken, string(a.ID)) && (len(f.Labels) == 0 || slices.Contains(f.Labels, a.Label)) {
			list = append(list, a)
		}
	}
	if len(list) <= nearest {
		return list
	}
	at, _ := slices.BinarySearchFunc(list, from, func(a, b *annotation.Annotation) int { return int(a.Target.Start() - b.Target.Start()) })
	first := min(max(0, at-nearest/2), len(list)-nearest)
	return list[first : first+nearest]
}

// choiceKey changes when the choices do.
func choiceKey(s *editor.State, of annotation.ID, f scheme.Field, value string) string {
	var key strings.Builder
	for _, a := range choices(s, of, f, value) {
		key.WriteString(string(a.ID) + " ")
	}
	return key.String()
}

// Render implements app.Composer.
func (r *relationForm) Render() goapp.UI {
	s := r.Desk.state()
	id := "scheme-" + r.Field.ID
	var related []goapp.UI
	for to := range strings.FieldsSeq(r.Value) {
		a := s.Annotation(annotation.ID(to))
		if a == nil {
			continue // it has no place in this version
		}
		words := short(quoted(s, a.Target))
		related = append(related, goapp.Li().Body(
			goapp.Button().Type("button").Class("link").Dir("auto").DataSet("to", to).Text(words).OnClick(r.onGo, to),
			goapp.Button().Type("button").Class("quiet").DataSet("to", to).Aria("label", "Remove: "+words).Text("Remove").OnClick(r.onRemove, to),
		))
	}
	list := choices(s, r.Of, r.Field, r.Value)
	return goapp.FieldSet().Class("relation").Body(
		goapp.Legend().Text(r.Field.Name),
		goapp.Ul().Hidden(len(related) == 0).Body(related...),
		goapp.P().Class("hint").Hidden(len(list)+len(related) > 0).Text(nothing(s.Scheme(), r.Field)),
		goapp.Label().Class("line").Hidden(len(list) == 0).Body(goapp.Text("A mark"),
			goapp.Select().ID(id).Body(goapp.Range(list).Slice(func(i int) goapp.UI {
				return goapp.Option().Value(string(list[i].ID)).Text(shorten(quoted(s, list[i].Target), 60))
			}))),
		// A list that took each change would take the first of the letters by
		// which a hand looks for an entry.
		goapp.Button().ID(id+"-add").Type("button").Class("quiet").Hidden(len(list) == 0).Text("Add").OnClick(r.onAdd, r.Of, r.Field.ID),
	)
}

// nothing says why there is no mark to choose.
func nothing(s *scheme.Scheme, f scheme.Field) string {
	var names []string
	for _, id := range f.Labels {
		if l := s.Label(id); l != nil {
			names = append(names, l.Name)
		}
	}
	if len(names) == 0 {
		return "Mark something else first."
	}
	return "Nothing is marked as " + strings.Join(names, " or ") + " yet."
}

func (r *relationForm) onAdd(ctx goapp.Context, e goapp.Event) {
	list := browser.Document().Call("getElementById", "scheme-"+r.Field.ID)
	if to := list.Get("value").String(); to != "" {
		r.Take(strings.TrimSpace(r.Value + " " + to))
	}
}

func (r *relationForm) onRemove(ctx goapp.Context, e goapp.Event) {
	gone := ctx.JSSrc().Get("dataset").Get("to").String()
	r.Take(strings.Join(slices.DeleteFunc(strings.Fields(r.Value), func(to string) bool { return to == gone }), " "))
}

func (r *relationForm) onGo(ctx goapp.Context, e goapp.Event) { r.Desk.goToNamed(ctx) }

// relating tells which other marks point at the open one.
type relating struct {
	goapp.Compo
	Desk *desk
	ID   annotation.ID
	From string // changes with what is shown
}

// relatingKey changes when what points at a mark does.
func relatingKey(s *editor.State, id annotation.ID) string {
	key := ""
	for _, a := range s.Relating(id) {
		key += string(a.ID) + a.Modified.String()
	}
	return key
}

// Render implements app.Composer.
func (r *relating) Render() goapp.UI {
	s := r.Desk.state()
	var list []goapp.UI
	for _, a := range s.Relating(r.ID) {
		for _, rel := range a.Relations(s.Scheme()) {
			if rel.To == r.ID {
				list = append(list, goapp.Li().Body(
					goapp.Span().Class("detail").Text(s.Scheme().Label(a.Label).Name+", "+strings.ToLower(rel.Field.Name)+": "),
					goapp.Button().Type("button").Class("link").Dir("auto").DataSet("to", string(a.ID)).Text(short(quoted(s, a.Target))).OnClick(r.onGo, a.ID),
				))
			}
		}
	}
	return goapp.Div().Class("relation").Hidden(len(list) == 0).Body(
		goapp.P().Class("hint").Text("Pointed at by"),
		goapp.Ul().Body(list...),
	)
}

func (r *relating) onGo(ctx goapp.Context, e goapp.Event) { r.Desk.goToNamed(ctx) }

// goToNamed goes to the mark that a button names.
func (d *desk) goToNamed(ctx goapp.Context) {
	if a := d.state().Annotation(annotation.ID(ctx.JSSrc().Get("dataset").Get("to").String())); a != nil {
		d.goTo(a)
	}
}
