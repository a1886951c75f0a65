//go:build js && wasm

package app

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"quoth/internal/browser"
	"quoth/internal/scheme"
)

// edit changes the draft. It is kept if it can be used; until it can, the
// screen tells why not.
func (p *schemesPage) edit(f func(*scheme.Scheme)) {
	next := p.draft.Clone()
	f(next)
	p.past = append(p.past, p.draft)
	p.set(next)
}

func (p *schemesPage) set(next *scheme.Scheme) {
	p.draft, p.fault = next, ""
	if err := next.Check(); err != nil {
		p.fault = sentence(plain(err))
		p.Desk.changed(onView)
		return
	}
	if !p.fresh { // layers are under the version that there was
		p.fresh = true
		next.Version = p.kept.Version + 1
	}
	next.Version = max(next.Version, p.kept.Version)
	p.kept = next
	p.Desk.changed(onView)
	go func() {
		if err := p.Desk.library.PutScheme(context.Background(), next); err != nil {
			p.Desk.fail(err)
		}
	}()
}

func (p *schemesPage) onUndo(goapp.Context, goapp.Event) {
	if n := len(p.past); n > 0 {
		before := p.past[n-1]
		p.past = p.past[:n-1]
		p.set(before.Clone())
	}
}

func (p *schemesPage) onSave(goapp.Context, goapp.Event) {
	data, err := json.MarshalIndent(p.kept, "", "  ")
	if err != nil {
		p.Desk.fail(err)
		return
	}
	browser.Save(p.kept.ID+"-"+strconv.Itoa(p.kept.Version)+".json", "application/json", append(data, '\n'))
}

func (p *schemesPage) onRemove(goapp.Context, goapp.Event) {
	id := p.draft.ID
	go func() {
		if err := p.Desk.library.RemoveScheme(context.Background(), id); err != nil {
			p.Desk.fail(err)
			return
		}
		p.Desk.tell("The scheme is removed from the list. Layers that were made under it keep it.")
		navigate("/studio/schemes")
	}()
}

// onAct is what the buttons of labels and fields do.
func (p *schemesPage) onAct(ctx goapp.Context, e goapp.Event) {
	data := ctx.JSSrc().Get("dataset")
	i, _ := strconv.Atoi(data.Get("label").String())
	k, _ := strconv.Atoi(data.Get("field").String())
	p.edit(func(s *scheme.Scheme) {
		switch data.Get("act").String() {
		case "add":
			s.Add("New label")
		case "remove":
			s.Remove(i)
		case "up":
			s.Labels[i-1], s.Labels[i] = s.Labels[i], s.Labels[i-1]
		case "down":
			s.Labels[i+1], s.Labels[i] = s.Labels[i], s.Labels[i+1]
		case "ask":
			l := &s.Labels[i]
			id := scheme.NewID("question", func(id scheme.ID) bool {
				return slices.ContainsFunc(l.Fields, func(f scheme.Field) bool { return f.ID == id })
			})
			l.Fields = append(l.Fields, scheme.Field{ID: id, Name: "New question", Type: scheme.Text})
		case "forget":
			s.Labels[i].Fields = slices.Delete(s.Labels[i].Fields, k, k+1)
		}
	})
}

// onPick takes what is chosen in a list or ticked.
func (p *schemesPage) onPick(ctx goapp.Context, e goapp.Event) {
	from := ctx.JSSrc()
	data, value := from.Get("dataset"), from.Get("value").String()
	i, _ := strconv.Atoi(data.Get("label").String())
	k, _ := strconv.Atoi(data.Get("field").String())
	p.edit(func(s *scheme.Scheme) {
		l := &s.Labels[i]
		switch data.Get("pick").String() {
		case "color":
			l.Color = scheme.Color(value)
		case "pattern":
			l.Pattern = scheme.Pattern(value)
		case "role":
			l.Role = scheme.Role(value)
		case "claim":
			l.Claim = from.Get("checked").Bool()
		case "derived":
			l.Derived = from.Get("checked").Bool()
		case "type":
			f := &l.Fields[k]
			f.Type = scheme.FieldType(value)
			if f.Type == scheme.Mark {
				f.Options = nil
			} else {
				f.Labels = nil
			}
			if f.Type == scheme.Choice && len(f.Options) == 0 {
				f.Options = []scheme.Option{{ID: "yes", Name: "Yes"}, {ID: "no", Name: "No"}}
			}
		case "to":
			f, to := &l.Fields[k], data.Get("to").String()
			f.Labels = slices.DeleteFunc(f.Labels, func(id scheme.ID) bool { return id == to })
			if from.Get("checked").Bool() {
				f.Labels = append(f.Labels, to)
			}
		case "when":
			l.Fields[k].When = nil
			if field, is, asked := strings.Cut(value, "="); asked {
				l.Fields[k].When = &scheme.Condition{Field: field, Is: is}
			}
		}
	})
}

// text is a field of the draft.
func (p *schemesPage) text(id, label string, lines int, value string, take func(*scheme.Scheme, string)) goapp.UI {
	return &field{Desk: p.Desk, Of: p.draft.ID + id, ID: id, Label: label, Type: "text", Lines: lines, Value: value,
		Take: func(typed string) {
			if typed != value {
				p.edit(func(s *scheme.Scheme) { take(s, typed) })
			}
		}}
}

// options are the lines of a field's choices. One that keeps its words keeps its
// ID, and so its answers; one that stands where another stood is that one with
// another name.
func options(before []scheme.Option, lines string) (list []scheme.Option) {
	taken := func(id scheme.ID) bool {
		return slices.ContainsFunc(list, func(o scheme.Option) bool { return o.ID == id }) || slices.ContainsFunc(before, func(o scheme.Option) bool { return o.ID == id })
	}
	var names []string
	for line := range strings.Lines(lines) {
		if name := strings.TrimSpace(line); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	for i, name := range names {
		k := slices.IndexFunc(before, func(o scheme.Option) bool { return o.Name == name })
		switch {
		case k >= 0:
			list = append(list, before[k])
		case len(names) == len(before) && !slices.Contains(names, before[i].Name):
			list = append(list, scheme.Option{ID: before[i].ID, Name: name})
		default:
			list = append(list, scheme.Option{ID: scheme.NewID(name, taken), Name: name})
		}
	}
	return list
}
