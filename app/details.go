//go:build js && wasm

package app

import (
	"strings"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"quoth/internal/annotation"
	"quoth/internal/editor"
	"quoth/internal/scheme"
)

// details is the open annotation with everything that can be said of it.
type details struct {
	goapp.Compo
	Desk *desk
}

// OnMount implements app.Mounter.
func (x *details) OnMount(ctx goapp.Context) { x.Desk.watch(ctx, onActive, onEdit, onOpen) }

// Render implements app.Composer.
func (x *details) Render() goapp.UI {
	d := x.Desk
	a := d.annotation()
	if a == nil {
		return goapp.Div().Class("details").Hidden(true)
	}
	s := d.state()
	labels := s.Scheme().Labels
	label := s.Scheme().Label(a.Label)
	var fields []scheme.Field
	if label != nil {
		for _, f := range label.Fields {
			if f.Asked(a.Fields) {
				fields = append(fields, f)
			}
		}
	}
	return goapp.Section().Class("details").Aria("label", "The open mark").Body(
		goapp.Div().Class("labels").Role("group").Aria("label", "Label").Body(
			goapp.Range(labels).Slice(func(i int) goapp.UI {
				return &labelButton{Desk: d, Label: labels[i], On: labels[i].ID == a.Label}
			}),
		),
		goapp.Blockquote().Class("words").Dir("auto").Text(shorten(quoted(s, a.Target), 420)),
		goapp.If(!a.Origin.Human(), goapp.P().Class("detail").Text("Suggested by "+a.Origin.Engine+" "+a.Origin.Version+", "+a.Origin.Outcome)),
		&attributed{Desk: d, ID: a.ID, At: attributionKey(s, a.ID)},
		goapp.If(a.Claim != nil, &claimForm{Desk: d, ID: a.ID, Claim: claimOf(a)}),
		goapp.Range(fields).Slice(func(i int) goapp.UI {
			if fields[i].Type == scheme.Mark {
				value := a.Fields[fields[i].ID]
				return &relationForm{Desk: d, Of: a.ID, Field: fields[i], Value: value, Shown: choiceKey(s, a.ID, fields[i], value), Take: x.takeField(a.ID, fields[i])}
			}
			return &fieldForm{Desk: d, Of: string(a.ID), Field: fields[i], Value: a.Fields[fields[i].ID], Take: x.takeField(a.ID, fields[i])}
		}),
		&relating{Desk: d, ID: a.ID, From: relatingKey(s, a.ID)},
		&field{Desk: d, Of: string(a.ID), ID: "field-note", Label: "Note", Lines: 2, Value: a.Note, Take: x.takeNote(a.ID)},
		&field{Desk: d, Of: string(a.ID), ID: "field-tags", Label: "Tags, separated by commas", Type: "text", Value: strings.Join(a.Tags, ", "), Take: x.takeTags(a.ID)},
		&evidenceList{Desk: d, ID: a.ID, Evidence: a.Evidence},
		goapp.Div().Class("acts").Body(
			goapp.Button().ID("delete").Type("button").Class("danger").Title("Delete (x)").Text("Delete").OnClick(x.onDelete),
			goapp.Button().Type("button").Class("quiet").Text("Close").OnClick(x.onClose),
		),
	)
}

func (x *details) onDelete(goapp.Context, goapp.Event) { x.Desk.remove() }

func (x *details) onClose(goapp.Context, goapp.Event) { x.Desk.activate("") }

func (x *details) takeNote(id annotation.ID) func(string) {
	return func(words string) {
		x.Desk.reviseAnnotation(id, "Edit note", func(a *annotation.Annotation) { a.Note = words })
	}
}

func (x *details) takeTags(id annotation.ID) func(string) {
	return func(words string) {
		x.Desk.reviseAnnotation(id, "Edit tags", func(a *annotation.Annotation) { a.Tags = editor.Tags(words) })
	}
}

func claimOf(a *annotation.Annotation) annotation.Claim {
	if a.Claim == nil {
		return annotation.Claim{}
	}
	return *a.Claim
}

// reviseAnnotation changes an annotation that may have been closed meanwhile.
func (d *desk) reviseAnnotation(id annotation.ID, label string, edit func(*annotation.Annotation)) {
	changes, err := d.editor.Revise(id, edit)
	d.do(label, changes, err)
}

func (x *details) takeField(id annotation.ID, of scheme.Field) func(string) {
	return func(value string) {
		x.Desk.reviseAnnotation(id, "Edit "+of.Name, func(a *annotation.Annotation) { a.Fields = answered(a.Fields, of.ID, value) })
	}
}

// answered is the answers with another one; an empty one is none. What it is
// given is the editor's copy.
func answered(answers map[string]string, of scheme.ID, value string) map[string]string {
	if value == "" {
		delete(answers, of)
		return answers
	}
	if answers == nil {
		answers = make(map[string]string)
	}
	answers[of] = value
	return answers
}

// fieldForm is one field of the scheme, of a mark or of a speaker.
type fieldForm struct {
	goapp.Compo
	Desk  *desk
	Of    string // whose field it is
	Field scheme.Field
	Value string
	Take  func(string)
}

// Render implements app.Composer.
func (f *fieldForm) Render() goapp.UI {
	id := "scheme-" + f.Field.ID
	if f.Field.Type == scheme.Text {
		return &field{Desk: f.Desk, Of: f.Of, ID: id, Label: f.Field.Name, Type: "text", Value: f.Value, Take: f.Take}
	}
	options := []scheme.Option{{ID: "", Name: "–"}}
	options = append(options, f.Field.Options...)
	if f.Field.Type == scheme.Speaker {
		for _, p := range f.Desk.state().Speakers() {
			options = append(options, scheme.Option{ID: string(p.ID), Name: p.Name})
		}
	}
	return goapp.Label().Class("line").Body(goapp.Text(f.Field.Name),
		goapp.Select().ID(id).OnChange(f.onChange, f.Of, f.Field.ID).Body(
			goapp.Range(options).Slice(func(i int) goapp.UI {
				return goapp.Option().Value(options[i].ID).Text(options[i].Name).Selected(options[i].ID == f.Value)
			})))
}

func (f *fieldForm) onChange(ctx goapp.Context, e goapp.Event) {
	f.Take(ctx.JSSrc().Get("value").String())
}
