//go:build js && wasm

package app

import (
	"slices"
	"strconv"
	"strings"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"quoth/internal/scheme"
)

// form is the scheme that is edited.
func (p *schemesPage) form() []goapp.UI {
	s := p.draft
	state := "Kept, version " + strconv.Itoa(s.Version) + "."
	if p.fault != "" {
		state = "Not kept yet."
	}
	var labels []goapp.UI
	for i := range s.Labels {
		labels = append(labels, p.label(i))
	}
	var alike []string
	for _, pair := range s.Alike() {
		alike = append(alike, "“"+pair[0]+"” and “"+pair[1]+"”")
	}
	return []goapp.UI{
		goapp.P().Body(goapp.A().Href("/studio/schemes").Text("All schemes")),
		goapp.Div().Class("settings").Body(
			goapp.Span().ID("kept").Role("status").Text(state),
			goapp.Button().ID("undo").Type("button").Disabled(len(p.past) == 0).Text("Undo").OnClick(p.onUndo),
			goapp.Button().ID("save").Type("button").Text("Save as a file").OnClick(p.onSave),
			goapp.Button().ID("remove").Type("button").Class("quiet danger").Text("Remove").OnClick(p.onRemove),
		),
		// Always there: what comes and goes would fold every label below it.
		goapp.Div().ID("fault").Class("problem").Role("alert").Hidden(p.fault == "").Body(goapp.P().Text(p.fault)),
		p.text("name", "Name", 0, s.Name, func(s *scheme.Scheme, v string) { s.Name = v }),
		p.text("description", "What it is for", 2, s.Description, func(s *scheme.Scheme, v string) { s.Description = v }),
		p.text("guidelines", "Guidelines for those who annotate, in Markdown", 5, s.Guidelines, func(s *scheme.Scheme, v string) { s.Guidelines = v }),
		&guidelines{Text: s.Guidelines},
		goapp.Section().Aria("labelledby", "labels-title").Body(
			goapp.H2().ID("labels-title").Text("Labels"),
			goapp.P().ID("looks").Body(looks(s)...),
			goapp.P().ID("alike").Class("detail").Hidden(len(alike) == 0).Text("Only their colour tells apart "+strings.Join(alike, ", ")+": give them other patterns, for those who see no colours."),
			goapp.Div().Class("label-forms").Body(labels...),
			goapp.Button().ID("add").Type("button").Class("strong").DataSet("act", "add").OnClick(p.onAct).Text("Add a label"),
		),
		p.layersUnder(),
	}
}

// label is the form of one label, folded until it is wanted.
func (p *schemesPage) label(i int) goapp.UI {
	l, n := p.draft.Labels[i], strconv.Itoa(i)
	at := "label-" + n + "-"
	text := func(what, label string, lines int, value string, take func(*scheme.Label, string)) goapp.UI {
		return p.text(at+what, label, lines, value, func(s *scheme.Scheme, v string) { take(&s.Labels[i], v) })
	}
	act := func(act, name string, off bool) goapp.UI {
		return goapp.Button().ID(at+act).Type("button").Class("quiet").DataSet("label", n).DataSet("act", act).Disabled(off).Aria("label", name+": "+l.Name).OnClick(p.onAct, act+n).Text(name)
	}
	var colors, patterns, roles [][2]string
	for _, c := range scheme.Colors {
		colors = append(colors, [2]string{string(c), string(c)})
	}
	for _, x := range scheme.Patterns {
		patterns = append(patterns, [2]string{string(x), string(x)})
	}
	roles = [][2]string{{"", "none"}, {"content", "what is said"}, {"source", "who says it"}, {"cue", "the words that tie the two"}}
	var fields []goapp.UI
	for k := range l.Fields {
		fields = append(fields, p.fieldForm(i, k))
	}
	tick := func(what, name string, on bool) goapp.UI {
		return goapp.Label().Class("tick").Body(goapp.Input().ID(at+what).Type("checkbox").Checked(on).DataSet("label", n).DataSet("pick", what).OnChange(p.onPick, what+n), goapp.Text(" "+name))
	}
	return goapp.Details().ID("label-"+n).Body(
		goapp.Summary().Body(goapp.Span().Class("chip", "c-"+string(l.Color), "p-"+string(l.Pattern)).Text(l.Name), goapp.Text(" "), goapp.Elem("kbd").Text(l.Key)),
		text("name", "Name", 0, l.Name, func(l *scheme.Label, v string) { l.Name = v }),
		text("definition", "Definition", 2, l.Definition, func(l *scheme.Label, v string) { l.Definition = v }),
		text("example", "Example", 2, l.Example, func(l *scheme.Label, v string) { l.Example = v }),
		text("counter", "Counter-example", 2, l.CounterExample, func(l *scheme.Label, v string) { l.CounterExample = v }),
		goapp.Div().Class("settings").Body(
			p.pick(at+"color", "Colour", i, -1, "color", string(l.Color), colors),
			p.pick(at+"pattern", "Pattern", i, -1, "pattern", string(l.Pattern), patterns),
			p.pick(at+"role", "In an attribution", i, -1, "role", string(l.Role), roles),
			text("key", "Key", 0, l.Key, func(l *scheme.Label, v string) { l.Key = v }),
		),
		goapp.Div().Class("settings").Body(
			tick("claim", "its marks are claims that can be checked", l.Claim),
			tick("derived", "given only by saying who said something", l.Derived),
		),
		goapp.H3().Text("Questions about each mark"),
		goapp.Div().Body(fields...),
		goapp.Div().Class("settings").Body(
			act("ask", "Add a question", false), act("up", "Move up", i == 0), act("down", "Move down", i == len(p.draft.Labels)-1), act("remove", "Remove the label", len(p.draft.Labels) == 1),
		),
	)
}

// pick is a list to choose from.
func (p *schemesPage) pick(id, name string, label, field int, what, value string, choices [][2]string) goapp.UI {
	return goapp.Label().Body(goapp.Text(name+" "),
		goapp.Select().ID(id).DataSet("label", label).DataSet("field", field).DataSet("pick", what).OnChange(p.onPick, id).Body(goapp.Range(choices).Slice(func(i int) goapp.UI {
			return goapp.Option().Value(choices[i][0]).Selected(choices[i][0] == value).Text(choices[i][1])
		})))
}

// fieldForm is the form of one question.
func (p *schemesPage) fieldForm(i, k int) goapp.UI {
	l := p.draft.Labels[i]
	f := l.Fields[k]
	at := "label-" + strconv.Itoa(i) + "-field-" + strconv.Itoa(k) + "-"
	conditions, present := [][2]string{{"", "always"}}, ""
	for _, before := range l.Fields[:k] {
		for _, o := range before.Options {
			conditions = append(conditions, [2]string{before.ID + "=" + o.ID, "only after “" + before.Name + "” is “" + o.Name + "”"})
		}
	}
	if f.When != nil {
		present = f.When.Field + "=" + f.When.Is
	}
	var names []string
	for _, o := range f.Options {
		names = append(names, o.Name)
	}
	kinds := [][2]string{{"text", "free words"}, {"choice", "one of these"}, {"speaker", "a speaker of the article"}, {"mark", "other marks of the article"}}
	var relatable []goapp.UI
	for _, other := range p.draft.Labels {
		what := at + "to-" + other.ID
		relatable = append(relatable, goapp.Label().Class("tick").Body(
			goapp.Input().ID(what).Type("checkbox").Checked(slices.Contains(f.Labels, other.ID)).DataSet("label", i).DataSet("field", k).DataSet("pick", "to").DataSet("to", other.ID).OnChange(p.onPick, what),
			goapp.Text(" "+other.Name)))
	}
	return goapp.FieldSet().Class("question").Body(
		goapp.Legend().Text("Question "+strconv.Itoa(k+1)),
		p.text(at+"name", "Question", 0, f.Name, func(s *scheme.Scheme, v string) { s.Labels[i].Fields[k].Name = v }),
		goapp.Div().Class("settings").Body(
			p.pick(at+"type", "Answered by", i, k, "type", string(f.Type), kinds),
			p.pick(at+"when", "Asked", i, k, "when", present, conditions),
			goapp.Button().ID(at+"forget").Type("button").Class("quiet").DataSet("label", i).DataSet("field", k).DataSet("act", "forget").Aria("label", "Remove the question: "+f.Name).OnClick(p.onAct, at).Text("Remove"),
		),
		goapp.Div().Class("settings").Hidden(f.Type != scheme.Mark).Role("group").Aria("label", "Which marks it can be").Body(relatable...),
		goapp.If(f.Type == scheme.Choice || f.Type == scheme.Speaker, p.text(at+"options", "Answers to choose from, one on a line", 3, strings.Join(names, "\n"), func(s *scheme.Scheme, v string) {
			s.Labels[i].Fields[k].Options = options(s.Labels[i].Fields[k].Options, v)
		})),
	)
}
