//go:build js && wasm

package app

import (
	"strconv"
	"strings"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"quoth/internal/annotation"
	"quoth/internal/browser"
	"quoth/internal/editor"
	"quoth/internal/render"
	"quoth/internal/scheme"
	"quoth/internal/suggest"
)

// panel stands beside the text, or over its lower half where there is no room.
type panel struct {
	goapp.Compo
	Desk *desk
}

// OnMount implements app.Mounter.
func (p *panel) OnMount(ctx goapp.Context) { p.Desk.watch(ctx, onView, onOpen) }

// Render implements app.Composer.
func (p *panel) Render() goapp.UI {
	d := p.Desk
	if d.pane == noPane || d.editor == nil {
		return goapp.Aside().ID("panel").Class("panel").Hidden(true)
	}
	body, name := goapp.UI(&marks{Desk: d}), "Marks"
	switch d.pane {
	case speakersPane:
		body, name = &speakers{Desk: d}, "Speakers"
	case outlinePane:
		body, name = &outline{Desk: d}, "Outline"
	case placesPane:
		body, name = &places{Desk: d}, "Marks without a place"
	}
	return goapp.Aside().ID("panel").Class("panel", string(d.pane)).Aria("label", name).Body(
		goapp.Div().Class("panel-head").Body(
			goapp.H2().Text(name),
			goapp.Button().Type("button").Class("close").Aria("label", "Close the panel").Text("✕").OnClick(p.onClose),
		),
		body,
	)
}

func (p *panel) onClose(goapp.Context, goapp.Event) { p.Desk.show(p.Desk.pane) }

// marks lists the annotations in text order and shows the open one.
type marks struct {
	goapp.Compo
	Desk *desk

	label, origin, speaker, words string // what the list is narrowed to
}

// OnMount implements app.Mounter.
func (m *marks) OnMount(ctx goapp.Context) {
	m.Desk.watch(ctx, onOpen, onEdit, onActive, onView)
}

// Render implements app.Composer.
func (m *marks) Render() goapp.UI {
	s := m.Desk.state()
	if s == nil {
		return goapp.Div()
	}
	found := m.found(s)
	counts := make(map[string]int)
	for _, a := range s.Annotations() {
		counts[a.Label]++
	}
	labels, people := s.Scheme().Labels, s.Speakers()
	browser.Frame(func() { m.fill(found) })
	return goapp.Div().Class("marks").Body(
		&layers{Desk: m.Desk},
		goapp.If(!m.Desk.settings.Alone && !m.Desk.forbidden, goapp.Div().Class("acts").Body(
			goapp.Button().ID("suggest").Type("button").Title("Suggest who says what (.)").Text("Suggest who says what").OnClick(m.onSuggest),
			goapp.Button().ID("worth").Type("button").Title("Suggest what is worth checking (;)").Text("What is worth checking").OnClick(m.onWorth),
		)),
		&details{Desk: m.Desk},
		goapp.Div().Class("filters").Role("search").Body(
			goapp.Input().ID("search").Type("search").Placeholder("Search words, notes, speakers").Aria("label", "Search the marks").OnInput(m.onWords),
			goapp.Select().ID("filter-label").Aria("label", "Label").OnChange(m.onLabel).Body(
				goapp.Option().Value("").Text("All labels ("+strconv.Itoa(s.Len())+")").Selected(m.label == ""),
				goapp.Range(labels).Slice(func(i int) goapp.UI {
					return goapp.Option().Value(labels[i].ID).Text(labels[i].Name + " (" + strconv.Itoa(counts[labels[i].ID]) + ")").Selected(m.label == labels[i].ID)
				}),
			),
			goapp.Select().ID("filter-origin").Aria("label", "Origin").OnChange(m.onOrigin).Body(
				goapp.Option().Value("").Text("From anyone").Selected(m.origin == ""),
				goapp.Option().Value("human").Text("Made by a person").Selected(m.origin == "human"),
				goapp.Option().Value("suggested").Text("Suggested").Selected(m.origin == "suggested"),
			),
			goapp.Select().ID("filter-speaker").Aria("label", "Speaker").OnChange(m.onSpeaker).Body(
				goapp.Option().Value("").Text("Said by anyone").Selected(m.speaker == ""),
				goapp.Range(people).Slice(func(i int) goapp.UI {
					return goapp.Option().Value(string(people[i].ID)).Text(people[i].Name).Selected(m.speaker == string(people[i].ID))
				}),
			),
		),
		goapp.P().ID("found").Class("detail").Role("status").Text(m.summary(s, len(found))),
		goapp.Div().ID("list").Class("list").Role("list").Aria("label", "Marks in text order").TabIndex(0).
			OnScroll(m.onScroll).OnClick(m.onClick).OnMouseOver(m.onOver),
	)
}

func (m *marks) summary(s *editor.State, found int) string {
	switch {
	case s.Len() == 0:
		return "Nothing is marked yet. Select words in the article and choose a label."
	case found == s.Len():
		return plural(found, "mark", "marks")
	case found == 0:
		return "No mark fits."
	}
	return strconv.Itoa(found) + " of " + plural(s.Len(), "mark", "marks")
}

// found is what the list shows, in text order.
func (m *marks) found(s *editor.State) []*annotation.Annotation {
	list := make([]*annotation.Annotation, 0, s.Len())
	words := strings.ToLower(strings.TrimSpace(m.words))
	for a := range s.InTextOrder() {
		if m.label != "" && a.Label != m.label ||
			m.origin != "" && (m.origin == "human") != a.Origin.Human() ||
			m.speaker != "" && !saidBy(s, a, annotation.SpeakerID(m.speaker)) ||
			words != "" && !m.mentions(s, a, words) {
			continue
		}
		list = append(list, a)
	}
	return list
}

func (m *marks) mentions(s *editor.State, a *annotation.Annotation, words string) bool {
	return contains(quoted(s, a.Target), words) || contains(a.Note, words) ||
		contains(strings.Join(a.Tags, " "), words) || contains(said(s, a), words)
}

// saidBy reports whether an annotation is part of what a speaker says.
func saidBy(s *editor.State, a *annotation.Annotation, p annotation.SpeakerID) bool {
	for _, at := range s.AttributionsOf(a.ID) {
		if at.Speaker == p {
			return true
		}
	}
	for _, value := range a.Fields {
		if value == string(p) {
			return true
		}
	}
	return false
}

func contains(s, lower string) bool { return s != "" && strings.Contains(strings.ToLower(s), lower) }

// said is the name of who says the words of an annotation, or "".
func said(s *editor.State, a *annotation.Annotation) string {
	if l := s.Scheme().Label(a.Label); l == nil || l.Role == scheme.NoRole {
		return ""
	}
	for _, at := range s.AttributionsOf(a.ID) {
		if p := s.Speaker(at.Speaker); p != nil {
			return p.Name
		}
	}
	return ""
}

// rowHeight is the height of one line of the list in CSS pixels; the
// stylesheet holds the rows to it, so that ten thousand marks are a list of
// which only what is in view exists.
const rowHeight = 76

// fill draws the rows that are in view.
func (m *marks) fill(found []*annotation.Annotation) {
	s := m.Desk.state()
	if s == nil {
		return
	}
	browser.FillList("list", rowHeight, len(found), func(i int) string {
		a := found[i]
		return render.Row(s, a, said(s, a), a.ID == m.Desk.active, i, len(found))
	})
}

func (m *marks) onScroll(ctx goapp.Context, e goapp.Event) {
	ctx.PreventUpdate()
	m.fill(m.found(m.Desk.state()))
}

func (m *marks) onClick(ctx goapp.Context, e goapp.Event) {
	if a := m.row(e); a != nil {
		m.Desk.goTo(a)
	}
}

// onOver lights up in the text what the pointer is on in the list.
func (m *marks) onOver(ctx goapp.Context, e goapp.Event) {
	ctx.PreventUpdate()
	if a := m.row(e); a != nil {
		m.Desk.reader.hover(m.Desk.state(), a.ID)
	} else {
		m.Desk.reader.hover(m.Desk.state(), "")
	}
}

func (m *marks) row(e goapp.Event) *annotation.Annotation {
	row := e.Get("target").Call("closest", "[data-id]")
	if !row.Truthy() {
		return nil
	}
	return m.Desk.state().Annotation(annotation.ID(row.Get("dataset").Get("id").String()))
}

func (m *marks) onSuggest(goapp.Context, goapp.Event) { m.Desk.review(suggest.AskAttributions) }
func (m *marks) onWorth(goapp.Context, goapp.Event)   { m.Desk.review(suggest.AskClaims) }

func (m *marks) onWords(ctx goapp.Context, e goapp.Event) {
	m.words = e.Get("target").Get("value").String()
}

func (m *marks) onLabel(ctx goapp.Context, e goapp.Event) {
	m.label = e.Get("target").Get("value").String()
}

func (m *marks) onSpeaker(ctx goapp.Context, e goapp.Event) {
	m.speaker = e.Get("target").Get("value").String()
}

func (m *marks) onOrigin(ctx goapp.Context, e goapp.Event) {
	m.origin = e.Get("target").Get("value").String()
}
