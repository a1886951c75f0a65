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
		fields = label.Fields
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
			return &fieldForm{Desk: d, ID: a.ID, Field: fields[i], Value: a.Fields[fields[i].ID]}
		}),
		&noteForm{Desk: d, ID: a.ID, Name: "note", Label: "Note", Value: a.Note},
		&noteForm{Desk: d, ID: a.ID, Name: "tags", Label: "Tags, separated by commas", Value: strings.Join(a.Tags, ", ")},
		&evidenceList{Desk: d, ID: a.ID, Evidence: a.Evidence},
		goapp.Div().Class("acts").Body(
			goapp.Button().ID("delete").Type("button").Class("danger").Title("Delete (x)").Text("Delete").OnClick(x.onDelete),
			goapp.Button().Type("button").Class("quiet").Text("Close").OnClick(x.onClose),
		),
	)
}

func (x *details) onDelete(goapp.Context, goapp.Event) { x.Desk.remove() }

func (x *details) onClose(goapp.Context, goapp.Event) { x.Desk.activate("") }

func claimOf(a *annotation.Annotation) annotation.Claim {
	if a.Claim == nil {
		return annotation.Claim{}
	}
	return *a.Claim
}

// noteForm is one text of an annotation. It is taken when the field is left
// or after a pause, not at every key, so that one undo takes back one thought.
type noteForm struct {
	goapp.Compo
	Desk        *desk
	ID          annotation.ID
	Name, Label string
	Value       string
}

// Render implements app.Composer.
func (n *noteForm) Render() goapp.UI {
	id := "field-" + n.Name
	if n.Name == "tags" {
		return goapp.Label().Class("line").Body(goapp.Text(n.Label),
			goapp.Input().ID(id).Type("text").AutoComplete(false).Dir("auto").Value(n.Value).OnChange(n.onChange, n.ID))
	}
	return goapp.Label().Class("line").Body(goapp.Text(n.Label),
		goapp.Textarea().ID(id).Rows(2).Dir("auto").Text(n.Value).OnChange(n.onChange, n.ID))
}

func (n *noteForm) onChange(ctx goapp.Context, e goapp.Event) {
	value := ctx.JSSrc().Get("value").String()
	name := n.Name
	n.Desk.reviseAnnotation(n.ID, "Edit "+name, func(a *annotation.Annotation) {
		if name == "tags" {
			a.Tags = editor.Tags(value)
		} else {
			a.Note = strings.TrimSpace(value)
		}
	})
}

// reviseAnnotation changes an annotation that may have been closed meanwhile.
func (d *desk) reviseAnnotation(id annotation.ID, label string, edit func(*annotation.Annotation)) {
	changes, err := d.editor.Revise(id, edit)
	d.do(label, changes, err)
}

// fieldForm is one field of the scheme.
type fieldForm struct {
	goapp.Compo
	Desk  *desk
	ID    annotation.ID
	Field scheme.Field
	Value string
}

// Render implements app.Composer.
func (f *fieldForm) Render() goapp.UI {
	id := "scheme-" + f.Field.ID
	if f.Field.Type == scheme.Text {
		return goapp.Label().Class("line").Body(goapp.Text(f.Field.Name),
			goapp.Input().ID(id).Type("text").AutoComplete(false).Dir("auto").Value(f.Value).OnChange(f.onChange, f.ID, f.Field.ID))
	}
	options := []scheme.Option{{ID: "", Name: "–"}}
	options = append(options, f.Field.Options...)
	if f.Field.Type == scheme.Speaker {
		for _, p := range f.Desk.state().Speakers() {
			options = append(options, scheme.Option{ID: string(p.ID), Name: p.Name})
		}
	}
	return goapp.Label().Class("line").Body(goapp.Text(f.Field.Name),
		goapp.Select().ID(id).OnChange(f.onChange, f.ID, f.Field.ID).Body(
			goapp.Range(options).Slice(func(i int) goapp.UI {
				return goapp.Option().Value(options[i].ID).Text(options[i].Name).Selected(options[i].ID == f.Value)
			})))
}

func (f *fieldForm) onChange(ctx goapp.Context, e goapp.Event) {
	value := ctx.JSSrc().Get("value").String()
	field := f.Field.ID
	f.Desk.reviseAnnotation(f.ID, "Edit "+f.Field.Name, func(a *annotation.Annotation) {
		if value == "" {
			delete(a.Fields, field)
			return
		}
		if a.Fields == nil {
			a.Fields = make(map[string]string)
		}
		a.Fields[field] = value
	})
}
