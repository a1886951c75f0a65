//go:build js && wasm

package app

import (
	"strconv"
	"strings"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"quoth/internal/studio"
)

// passagesAtOnce is how many disputed passages are drawn at a time.
const passagesAtOnce = 20

// disputed are the passages on which people differ, in their paragraphs.
func (p *agreementPage) disputed(a *studio.Agreement) goapp.UI {
	list := a.Report.Disputed
	section := func(body ...goapp.UI) goapp.UI {
		return goapp.Section().Class("disputes").Aria("labelledby", "disputes-title").Body(append([]goapp.UI{goapp.H2().ID("disputes-title").Text("Where they differ")}, body...)...)
	}
	if len(list) == 0 {
		return section(goapp.P().Class("empty").Text("Nowhere: everybody marked the same words with the same labels."))
	}
	shown := list[:min(len(list), p.passage)]
	rest := ""
	switch {
	case len(shown) < len(list):
		rest = "Show more of " + strconv.Itoa(a.Passages)
	case len(list) < a.Passages:
		rest = ""
	}
	return section(
		goapp.P().Class("detail").Body(goapp.Text("The most disputed first. "), goapp.A().Href("/studio/adjudication").Text("Decide them one by one"), goapp.Text(".")),
		goapp.Ol().Class("passages").Body(goapp.Range(shown).Slice(func(i int) goapp.UI { return passage(a, i) })),
		goapp.If(rest != "", goapp.Button().ID("more").Type("button").Text(rest).OnClick(p.onMore)),
		goapp.If(rest == "" && len(list) < a.Passages, goapp.P().Class("detail").Text("These are "+strconv.Itoa(len(list))+" of "+strconv.Itoa(a.Passages)+"; the saved report has all.")),
	)
}

func passage(a *studio.Agreement, i int) goapp.UI {
	d, around := a.Report.Disputed[i], a.Around[i]
	title := ""
	if a.Articles > 1 {
		for _, part := range a.Report.Articles {
			if part.Article == d.Article {
				title = part.Title
			}
		}
	}
	return goapp.Li().Body(
		goapp.If(title != "", goapp.P().Class("detail").Text(title)),
		goapp.Blockquote().Dir("auto").Body(
			goapp.Span().Class("around").Text(around.Before), goapp.Mark().Class("disputed").Text(d.Text), goapp.Span().Class("around").Text(around.After),
		),
		goapp.Ul().Class("sides").Body(goapp.Range(d.Sides).Slice(func(k int) goapp.UI {
			s := d.Sides[k]
			return goapp.Li().Body(append(chips(a, s.Labels), goapp.Span().Class("detail").Text(people(s.Annotators)))...)
		})),
	)
}

// chips are the names of labels as the text shows them.
func chips(a *studio.Agreement, ids []string) (list []goapp.UI) {
	if len(ids) == 0 {
		return []goapp.UI{goapp.Span().Class("unmarked").Text("nothing"), goapp.Text(" ")}
	}
	for _, id := range ids {
		l := a.Labels[id]
		if l.Name == "" {
			l.Name = id
		}
		list = append(list, goapp.Span().Class("chip", "c-"+string(l.Color), "p-"+string(l.Pattern)).Text(l.Name), goapp.Text(" "))
	}
	return list
}

// people are names, or how many there are if that is too long.
func people(names []string) string {
	if len(names) > 6 {
		return plural(len(names), "person", "people") + ": " + strings.Join(names[:6], ", ") + "…"
	}
	return strings.Join(names, ", ")
}
