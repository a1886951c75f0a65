//go:build js && wasm

package app

import (
	"slices"
	"syscall/js"

	"quoth/internal/annotation"
	"quoth/internal/browser"
	"quoth/internal/editor"
	"quoth/internal/ledger"
	"quoth/internal/suggest"
	"quoth/internal/text"
)

// asking is the question "who says it?" about one annotation, while it is open.
type asking struct {
	content   annotation.ID
	proposals []suggest.Proposal
	proposal  int // the one that Enter would take
	typed     string
	edited    bool // the reader has typed, so that matches go before proposals
	chosen    int  // index in choices
	choices   []choice
}

// A choice is one line of the list: somebody known, or somebody new.
type choice struct {
	speaker annotation.SpeakerID
	name    string
	detail  string
	kind    annotation.SpeakerKind
}

// askWho asks who says the open annotation, or the selection, which is marked
// first with the scheme's label for what is said.
func (d *desk) askWho() {
	if d.selection.Len() > 0 {
		if l := d.state().Scheme().WithRole("content"); l != nil {
			d.mark(l.ID)
		}
	}
	content := d.openContent()
	if content == "" {
		d.tell("Open a quotation or a claim first, or select its words.")
		return
	}
	a := d.state().Annotation(content)
	q := &asking{content: content, proposals: suggest.Around(d.state().Article(), a.Target, d.state().Speakers())}
	d.asking = q
	q.choose(d.state())
	d.lightProposal()
	d.changed(onAsk)
	browser.WhenShown("who-name", func(field js.Value) {
		first, _ := d.reader.painted.Boxes(a.Target[0])
		_, last := d.reader.painted.Boxes(a.Target[len(a.Target)-1])
		browser.Place("who", first, last, true)
		field.Call("focus")
		field.Call("select")
	})
}

func (d *desk) stopAsking() {
	d.asking = nil
	for _, name := range []string{"source", "cue", "proposed"} {
		d.reader.painted.Highlight(name, nil)
	}
	d.changed(onAsk)
}

// lightProposal shows the proposed source and cue in the text.
func (d *desk) lightProposal() {
	var source, cue, rest []text.Bytes
	if p := d.asking.present(); p != nil {
		source = p.Source
		rest = d.asking.rest(d.state())
		if p.Cue.Len() > 0 {
			cue = []text.Bytes{p.Cue}
		}
	}
	d.reader.painted.Highlight("source", source)
	d.reader.painted.Highlight("cue", cue)
	d.reader.painted.Highlight("proposed", rest)
}

// rest is what a proposal adds to the content: the other half of a quotation
// that the cue breaks.
func (q *asking) rest(s *editor.State) (spans []text.Bytes) {
	a := s.Annotation(q.content)
	for _, span := range q.present().Content {
		if !slices.ContainsFunc(a.Target, func(b text.Bytes) bool { return b.Overlaps(span) }) {
			spans = append(spans, span)
		}
	}
	return spans
}

func (q *asking) present() *suggest.Proposal {
	if q.proposal < len(q.proposals) {
		return &q.proposals[q.proposal]
	}
	return nil
}

// choose lists who it could be: while nothing is typed, who is proposed and
// then everyone known; otherwise those who match, and the typed name as new.
func (q *asking) choose(s *editor.State) {
	q.choices, q.chosen = nil, 0
	add := func(c choice) {
		for _, have := range q.choices {
			if have.speaker == c.speaker && have.name == c.name {
				return
			}
		}
		q.choices = append(q.choices, c)
	}
	known := s.Speakers()
	if q.edited && q.typed != "" {
		for _, p := range ledger.Match(q.typed, known) {
			add(choice{p.ID, p.Name, p.Role, p.Kind})
		}
		add(choice{name: q.typed, detail: "new", kind: annotation.Person})
		return
	}
	for _, p := range q.proposals {
		if p.Speaker != "" {
			if known := s.Speaker(p.Speaker); known != nil {
				add(choice{known.ID, known.Name, p.Why, known.Kind})
			}
		} else if p.Name != "" {
			add(choice{name: p.Name, detail: p.Why, kind: p.Kind})
		}
	}
	if len(q.choices) > 0 {
		q.typed = q.choices[0].name
	}
	for _, p := range known {
		add(choice{p.ID, p.Name, p.Role, p.Kind})
	}
	add(choice{name: "The article itself", detail: "its author says it", kind: annotation.Author})
}

// answer takes the chosen speaker with the proposed words, as one step.
func (d *desk) answer(chosen int) {
	q := d.asking
	w := editor.Saying{}
	var wider []editor.Change
	if p := q.present(); p != nil {
		w.Source, w.Cue, w.Form, w.Act, w.Negated = p.Source, p.Cue, p.Form, p.Act, p.Negated
		w.Origin = annotation.Origin{Engine: suggest.Engine, Version: suggest.Version, Score: p.Score, Outcome: "accepted"}
		if rest := q.rest(d.state()); len(rest) > 0 {
			wider, _ = d.editor.Revise(q.content, func(a *annotation.Annotation) {
				for _, span := range rest {
					a.Target = editor.Join(a.Target, span)
				}
			})
		}
	}
	label := "Say who said it"
	if chosen < len(q.choices) {
		c := q.choices[chosen]
		label = "Said by " + c.name
		w.Speaker = c.speaker
		if c.speaker == "" {
			w.New = q.made(d.state(), c)
			if w.New.ID != "" {
				w.Speaker, w.New = w.New.ID, nil
			}
		}
	}
	changes, err := d.editor.Attribute(q.content, w)
	if d.do(label, append(wider, changes...), err) {
		d.reader.lightActive(d.state(), d.active)
		d.tell(label + ".")
	}
	d.stopAsking()
	focus("#reader")
}

// made is the speaker that a choice of somebody new stands for; one known
// under exactly that name is taken instead of made twice.
func (q *asking) made(s *editor.State, c choice) *annotation.Speaker {
	for _, p := range s.Speakers() {
		if p.Name == c.name && p.Kind == c.kind {
			return p
		}
	}
	made := &annotation.Speaker{Name: c.name, Kind: c.kind}
	if p := q.present(); p != nil && p.Name == c.name {
		made.Description, made.Role = p.Description, p.Role
	}
	if made.Kind == "" {
		made.Kind = annotation.Person
	}
	return made
}
