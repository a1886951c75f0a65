//go:build js && wasm

package app

import (
	"slices"
	"strconv"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"quoth/internal/adjudication"
	"quoth/internal/annotation"
	"quoth/internal/text"
)

// work is the present case with what can be decided.
func (p *adjudicationPage) work() []goapp.UI {
	n := len(p.bench.Cases)
	if n == 0 {
		return []goapp.UI{goapp.P().Class("empty").Text("Nobody marked anything in this article, so that there is nothing to decide.")}
	}
	c := p.current()
	open := p.undecided()
	state := strconv.Itoa(n-open) + " of " + strconv.Itoa(n) + " decided"
	if open == 0 {
		state = "All " + strconv.Itoa(n) + " are decided"
	}
	return []goapp.UI{
		goapp.H2().Dir("auto").Text(p.article.Meta.Title),
		goapp.Div().Class("settings").Body(
			goapp.Span().ID("decided").Role("status").Text(state+"."),
			goapp.Progress().Max(n).Value(n-open).Aria("label", "Decided"),
			&saveStatus{Desk: p.Desk},
			goapp.Button().ID("undo").Type("button").Title("Undo (Ctrl+Z)").Text("Undo").OnClick(p.onUndo),
			goapp.A().Href("/a/"+string(p.article.ID)).Text("Open in the reader"),
		),
		goapp.Section().ID("case").TabIndex(-1).Aria("label", "Passage "+strconv.Itoa(p.at+1)+" of "+strconv.Itoa(n)).Body(
			goapp.Div().Class("settings").Body(
				goapp.Button().ID("previous").Type("button").Title("Passage before (p)").Text("Before").OnClick(p.onPrevious),
				goapp.Span().ID("where").Text("Passage "+strconv.Itoa(p.at+1)+" of "+strconv.Itoa(n)),
				goapp.Button().ID("next").Type("button").Title("Next passage (n)").Text("Next").OnClick(p.onNext),
				goapp.If(open > 0, goapp.Button().ID("next-open").Type("button").Title("Next that is open (o)").Text("Next open").OnClick(p.onOpen)),
			),
			goapp.Blockquote().ID("passage").Class("passage").Dir("auto").Body(p.passage(c)...),
			p.verdicts(c),
			p.selected(),
			goapp.Label().For("why").Text("Why (w)"),
			goapp.Input().ID("why").Type("text").Placeholder("Kept with the decision").AutoComplete(false),
			p.decision(c),
		),
	}
}

// passage is the paragraphs of a case with the words that were marked.
func (p *adjudicationPage) passage(c *adjudication.Case) (parts []goapp.UI) {
	around := p.around()
	at := around.Start
	for _, s := range c.Target {
		parts = append(parts, goapp.Span().Class("around").Text(p.article.Text[at:s.Start]), goapp.Mark().Class("disputed").Text(p.article.Text[s.Start:s.End]))
		at = s.End
	}
	return append(parts, goapp.Span().Class("around").Text(p.article.Text[at:around.End]))
}

// verdicts are what was marked, each with its key.
func (p *adjudicationPage) verdicts(c *adjudication.Case) goapp.UI {
	taken := p.taken(c)
	button := func(name string, on bool, body ...goapp.UI) goapp.UI {
		return goapp.Li().Body(goapp.Button().ID("verdict-"+name).Type("button").Class("verdict").DataSet("verdict", name).Aria("pressed", on).OnClick(p.onVerdict, name).
			Body(append([]goapp.UI{goapp.Elem("kbd").Text(name), goapp.Text(" ")}, body...)...))
	}
	var list []goapp.UI
	for i, x := range c.Candidates {
		said := ""
		if x.Speaker != "" {
			said = " by " + x.Speaker
		}
		list = append(list, button(strconv.Itoa(i+1), taken == strconv.Itoa(i+1),
			p.chip(x.Label), goapp.Text(" "), goapp.Span().Class("words").Dir("auto").Text(p.words(x.Target)), goapp.Text(said+" "),
			goapp.Span().Class("detail").Text(p.people(x.By)),
		))
	}
	if p.mergeable(c) {
		list = append(list, button("m", taken == "m", p.chip(c.Union().Label), goapp.Text(" all words that anybody marked")))
	}
	none := "nothing"
	if len(c.Silent) > 0 {
		list = append(list, button("0", taken == "0", goapp.Span().Class("unmarked").Text(none), goapp.Text(" "), goapp.Span().Class("detail").Text(p.people(c.Silent))))
	} else {
		list = append(list, button("0", taken == "0", goapp.Span().Class("unmarked").Text(none)))
	}
	return goapp.Ul().Class("verdicts").Body(list...)
}

// taken is the name of the verdict that the decision was.
func (p *adjudicationPage) taken(c *adjudication.Case) string {
	d := p.Desk.state().Decision(c.ID)
	if d == nil {
		return ""
	}
	an := p.Desk.state().Annotation(d.Annotation)
	if an == nil {
		return "0"
	}
	for i, x := range c.Candidates {
		if x.Label == an.Label && slices.Equal(x.Target, an.Target) {
			return strconv.Itoa(i + 1)
		}
	}
	if slices.Equal(c.Target, an.Target) {
		return "m"
	}
	return "anew"
}

// selected offers the labels for words that are selected.
func (p *adjudicationPage) selected() goapp.UI {
	if len(p.target) == 0 {
		return goapp.P().Class("detail").Text("Or select words in the passage to mark it anew.")
	}
	var labels []goapp.UI
	for _, l := range p.layers[0].Scheme.Labels {
		labels = append(labels, goapp.Button().Type("button").Class("label", "c-"+string(l.Color), "p-"+string(l.Pattern)).DataSet("label", l.ID).OnClick(p.onLabel, l.ID).
			Body(p.chip(l.ID), goapp.Text(" "), goapp.Elem("kbd").Text(l.Key)))
	}
	return goapp.Div().ID("anew").Role("group").Aria("label", "Mark anew: "+p.chosen).Body(
		goapp.P().Body(goapp.Text("Mark anew: "), goapp.Span().Class("words").Dir("auto").Text(shorten(p.chosen, 120))),
		goapp.Div().Class("settings").Body(labels...),
	)
}

// decision tells what was decided, by whom and why.
func (p *adjudicationPage) decision(c *adjudication.Case) goapp.UI {
	d := p.Desk.state().Decision(c.ID)
	if d == nil {
		return goapp.P().ID("decision").Class("detail").Text("Not decided yet.")
	}
	by := "Decided by votes"
	if d.Creator != "" {
		by = "Decided by " + d.Creator
	}
	what := "nothing is marked"
	if an := p.Desk.state().Annotation(d.Annotation); an != nil {
		what = p.label(an.Label) + ", “" + shorten(p.words(an.Target), 80) + "”"
	}
	s := by + ": " + what + "."
	if d.Note != "" {
		s += " " + sentence(d.Note)
	}
	return goapp.P().ID("decision").Class("detail").Text(s)
}

func (p *adjudicationPage) chip(id string) goapp.UI {
	l := p.layers[0].Scheme.Label(id)
	if l == nil {
		return goapp.Span().Class("chip").Text(id)
	}
	return goapp.Span().Class("chip", "c-"+string(l.Color), "p-"+string(l.Pattern)).Text(l.Name)
}

func (p *adjudicationPage) words(t annotation.Target) (s string) {
	for i, b := range t {
		if i > 0 {
			s += " … "
		}
		s += p.slice(b)
	}
	return s
}

func (p *adjudicationPage) slice(b text.Bytes) string { return p.article.Text[b.Start:b.End] }

func (p *adjudicationPage) people(by []int) string {
	var names []string
	for _, i := range by {
		names = append(names, nameOf(p.layers[i]))
	}
	return people(names)
}
