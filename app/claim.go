//go:build js && wasm

package app

import (
	"strconv"
	"strings"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"quoth/internal/annotation"
)

// claimForm is what makes a marked passage checkable.
type claimForm struct {
	goapp.Compo
	Desk  *desk
	ID    annotation.ID
	Claim annotation.Claim
}

var claimKinds = map[annotation.ClaimKind]string{
	annotation.Numerical: "A number or comparison",
	annotation.Event:     "An event or property",
	annotation.Causal:    "A cause",
	annotation.Position:  "What somebody stands for",
	annotation.Said:      "That somebody said it",
}

// Render implements app.Composer.
func (c *claimForm) Render() goapp.UI {
	return goapp.Div().Class("claim").Body(
		goapp.Label().Class("line").Body(goapp.Text("Kind of claim"),
			goapp.Select().ID("claim-kind").OnChange(c.onKind, c.ID).Body(
				goapp.Option().Value("").Text("–").Selected(c.Claim.Kind == ""),
				goapp.Range(annotation.ClaimKinds).Slice(func(i int) goapp.UI {
					k := annotation.ClaimKinds[i]
					return goapp.Option().Value(string(k)).Text(claimKinds[k]).Selected(c.Claim.Kind == k)
				}))),
		goapp.Label().Class("line").Body(goapp.Text("In plain words, understood without the article"),
			goapp.Textarea().ID("claim-restatement").Rows(2).Dir("auto").Text(c.Claim.Restatement).OnChange(c.onRestatement, c.ID)),
	)
}

func (c *claimForm) revise(label string, edit func(*annotation.Claim)) {
	c.Desk.reviseAnnotation(c.ID, label, func(a *annotation.Annotation) {
		if a.Claim == nil {
			a.Claim = &annotation.Claim{}
		}
		edit(a.Claim)
	})
}

func (c *claimForm) onKind(ctx goapp.Context, e goapp.Event) {
	kind := annotation.ClaimKind(ctx.JSSrc().Get("value").String())
	c.revise("Edit kind of claim", func(x *annotation.Claim) { x.Kind = kind })
}

func (c *claimForm) onRestatement(ctx goapp.Context, e goapp.Event) {
	words := strings.TrimSpace(ctx.JSSrc().Get("value").String())
	c.revise("Edit plain words", func(x *annotation.Claim) { x.Restatement = words })
}

// evidenceList is what was found elsewhere about an annotation.
type evidenceList struct {
	goapp.Compo
	Desk     *desk
	ID       annotation.ID
	Evidence []annotation.Evidence
}

// Render implements app.Composer.
func (l *evidenceList) Render() goapp.UI {
	return goapp.FieldSet().Class("evidence").Body(
		goapp.Legend().Text("Evidence found elsewhere"),
		goapp.Range(l.Evidence).Slice(func(i int) goapp.UI {
			return &evidenceForm{Desk: l.Desk, ID: l.ID, Index: i, Evidence: l.Evidence[i]}
		}),
		goapp.Button().ID("add-evidence").Type("button").Class("quiet").Text("Add evidence").OnClick(l.onAdd, l.ID),
	)
}

func (l *evidenceList) onAdd(goapp.Context, goapp.Event) {
	l.Desk.reviseAnnotation(l.ID, "Add evidence", func(a *annotation.Annotation) {
		a.Evidence = append(a.Evidence, annotation.Evidence{Stance: annotation.Unclear})
	})
}

// evidenceForm is one piece of evidence.
type evidenceForm struct {
	goapp.Compo
	Desk     *desk
	ID       annotation.ID
	Index    int
	Evidence annotation.Evidence
}

// Render implements app.Composer.
func (f *evidenceForm) Render() goapp.UI {
	line := func(name, label, value, kind string) goapp.UI {
		return goapp.Label().Class("line").Body(goapp.Text(label),
			goapp.Input().Type(kind).Name(name).AutoComplete(false).Value(value).OnChange(f.onChange, f.ID, f.Index, name))
	}
	stances := []annotation.Stance{annotation.Supports, annotation.Refutes, annotation.Unclear}
	return goapp.Div().Class("piece").Role("group").Aria("label", "Evidence "+strconv.Itoa(f.Index+1)).Body(
		goapp.Label().Class("line").Body(goapp.Text("It"), goapp.Select().Name("stance").OnChange(f.onChange, f.ID, f.Index, "stance").Body(
			goapp.Range(stances).Slice(func(i int) goapp.UI {
				return goapp.Option().Value(string(stances[i])).Text([]string{"supports the claim", "refutes the claim", "leaves it open"}[i]).Selected(f.Evidence.Stance == stances[i])
			}))),
		line("url", "Address (URL)", f.Evidence.URL, "url"),
		line("archived", "Kept copy (URL)", f.Evidence.Archived, "url"),
		line("quote", "Words", f.Evidence.Quote, "text"),
		line("date", "Date", f.Evidence.Date, "date"),
		goapp.Button().Type("button").Class("quiet").Text("Remove").Aria("label", "Remove evidence "+strconv.Itoa(f.Index+1)).OnClick(f.onRemove, f.ID, f.Index),
	)
}

func (f *evidenceForm) onChange(ctx goapp.Context, e goapp.Event) {
	name, value := ctx.JSSrc().Get("name").String(), strings.TrimSpace(ctx.JSSrc().Get("value").String())
	f.Desk.reviseAnnotation(f.ID, "Edit evidence", func(a *annotation.Annotation) {
		if f.Index >= len(a.Evidence) {
			return
		}
		piece := &a.Evidence[f.Index]
		switch name {
		case "stance":
			piece.Stance = annotation.Stance(value)
		case "url":
			piece.URL = value
		case "archived":
			piece.Archived = value
		case "quote":
			piece.Quote = value
		case "date":
			piece.Date = value
		}
	})
}

func (f *evidenceForm) onRemove(goapp.Context, goapp.Event) {
	f.Desk.reviseAnnotation(f.ID, "Remove evidence", func(a *annotation.Annotation) {
		if f.Index < len(a.Evidence) {
			a.Evidence = append(a.Evidence[:f.Index:f.Index], a.Evidence[f.Index+1:]...)
		}
	})
}
