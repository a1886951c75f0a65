//go:build js && wasm

package app

import (
	"strconv"

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
		&field{Desk: c.Desk, Of: string(c.ID), ID: "claim-restatement", Label: "In plain words, understood without the article", Lines: 2, Value: c.Claim.Restatement, Take: c.takeRestatement(c.ID)},
	)
}

func (c *claimForm) revise(id annotation.ID, label string, edit func(*annotation.Claim)) {
	c.Desk.reviseAnnotation(id, label, func(a *annotation.Annotation) {
		if a.Claim == nil {
			a.Claim = &annotation.Claim{}
		}
		edit(a.Claim)
	})
}

func (c *claimForm) onKind(ctx goapp.Context, e goapp.Event) {
	kind := annotation.ClaimKind(ctx.JSSrc().Get("value").String())
	c.revise(c.ID, "Edit kind of claim", func(x *annotation.Claim) { x.Kind = kind })
}

func (c *claimForm) takeRestatement(id annotation.ID) func(string) {
	return func(words string) {
		c.revise(id, "Edit plain words", func(x *annotation.Claim) { x.Restatement = words })
	}
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
		return &field{Desk: f.Desk, Of: string(f.ID) + "#" + strconv.Itoa(f.Index), Name: name, Label: label, Type: kind, Value: value, Take: f.take(f.ID, f.Index, name)}
	}
	stances := []annotation.Stance{annotation.Supports, annotation.Refutes, annotation.Unclear}
	return goapp.Div().Class("piece").Role("group").Aria("label", "Evidence "+strconv.Itoa(f.Index+1)).Body(
		goapp.Label().Class("line").Body(goapp.Text("It"), goapp.Select().Name("stance").OnChange(f.onStance, f.ID, f.Index).Body(
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

func (f *evidenceForm) onStance(ctx goapp.Context, e goapp.Event) {
	f.take(f.ID, f.Index, "stance")(ctx.JSSrc().Get("value").String())
}

func (f *evidenceForm) take(id annotation.ID, index int, name string) func(string) {
	return func(value string) {
		f.Desk.reviseAnnotation(id, "Edit evidence", func(a *annotation.Annotation) {
			if index >= len(a.Evidence) {
				return
			}
			piece := &a.Evidence[index]
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
}

func (f *evidenceForm) onRemove(goapp.Context, goapp.Event) {
	f.Desk.reviseAnnotation(f.ID, "Remove evidence", func(a *annotation.Annotation) {
		if f.Index < len(a.Evidence) {
			a.Evidence = append(a.Evidence[:f.Index:f.Index], a.Evidence[f.Index+1:]...)
		}
	})
}
