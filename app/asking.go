//go:build js && wasm

package app

import (
	"slices"
	"syscall/js"

	"quoth/internal/annotation"
	"quoth/internal/browser"
	"quoth/internal/editor"
	"quoth/internal/ledger"
	"quoth/internal/scheme"
	"quoth/internal/suggest"
	"quoth/internal/text"
)

// asking is the question "who says it?" about some words, while it is open.
type asking struct {
	content   annotation.ID // empty if the words are only selected yet
	target    annotation.Target
	label     string // that the words are marked with when the question is answered
	proposals []suggest.Proposal
	proposal  int // the one that Enter would take
	typed     string
	edited    bool // the reader has typed, so that matches go before proposals
	chosen    int  // index in choices
	choices   []choice
	origin    annotation.Origin // of the answer, if it is a suggestion that is being changed
}

// A choice is one line of the list: somebody known, or somebody new.
type choice struct {
	speaker annotation.SpeakerID
	name    string
	detail  string
	kind    annotation.SpeakerKind
	nobody  bool // the article names no source
}

// askWho asks who says the open annotation, or the selection, which is marked
// with the scheme's label for what is said when the question is answered, and
// not before: who leaves the question has changed nothing.
func (d *desk) askWho() {
	s, q := d.state(), &asking{}
	if l := s.Scheme().WithRole(scheme.Content); d.selection.Len() > 0 && l != nil {
		q.target, q.label = d.selected(), l.ID
	} else if q.content = d.openContent(); q.content != "" {
		q.target = s.Annotation(q.content).Target
	} else {
		d.tell("Open a quotation or a claim first, or select its words.")
		return
	}
	if !d.forbidden {
		q.proposals = suggest.Around(s.Article(), q.target, s.Speakers())
	}
	d.question(q)
}

// question puts the question on the screen.
func (d *desk) question(q *asking) {
	d.asking = q
	browser.SetHidden("bar", true)
	q.choose(d.state())
	d.lightProposal()
	d.changed(onAsk)
	browser.WhenShown("who-name", func(field js.Value) {
		if d.asking != q {
			return
		}
		d.placeWho()
		q.offer(field)
		field.Call("focus", map[string]any{"preventScroll": true})
		field.Call("select")
	})
}

// offer writes the first choice into the field. It is not the component that
// does: drawn a frame late, it would take back what a fast hand has typed since.
func (q *asking) offer(field js.Value) {
	if !q.edited && field.Truthy() {
		field.Set("value", q.typed)
	}
}

// placeWho puts the question below the words it is about.
func (d *desk) placeWho() {
	t := d.asking.target
	first, _ := d.reader.painted.Boxes(t[0])
	_, last := d.reader.painted.Boxes(t[len(t)-1])
	browser.Place("who", first, last, true)
}

// stopAsking takes the question away; words that were selected for it are
// selected again.
func (d *desk) stopAsking() {
	d.asking = nil
	if d.selection.Len() > 0 {
		d.reader.painted.Select(d.selection.Start, d.selection.End)
		d.showBar()
	}
	for _, name := range []string{"source", "cue", "proposed"} {
		d.reader.painted.Highlight(name, nil)
	}
	d.reader.painted.Highlight("proposed", d.further)
	d.changed(onAsk)
}

// lightProposal shows the proposed source and cue in the text.
func (d *desk) lightProposal() {
	var source, cue, rest []text.Bytes
	if p := d.asking.present(); p != nil {
		source = p.Source
		rest = d.asking.rest()
		if p.Cue.Len() > 0 {
			cue = []text.Bytes{p.Cue}
		}
	}
	if d.asking.content == "" { // the field has taken the selection's place
		rest = append(rest, d.asking.target...)
	}
	d.reader.painted.Highlight("source", source)
	d.reader.painted.Highlight("cue", cue)
	d.reader.painted.Highlight("proposed", rest)
}

// rest is what a proposal adds to the content: the other half of a quotation
// that the cue breaks.
func (q *asking) rest() (spans []text.Bytes) {
	for _, span := range q.present().Content {
		if !slices.ContainsFunc(q.target, func(b text.Bytes) bool { return b.Overlaps(span) }) {
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
			if have.speaker == c.speaker && have.name == c.name && have.kind == c.kind {
				return
			}
		}
		q.choices = append(q.choices, c)
	}
	known := func(p *annotation.Speaker) choice {
		return choice{speaker: p.ID, name: p.Name, detail: p.Role, kind: p.Kind}
	}
	if q.edited && q.typed != "" {
		for _, p := range ledger.Match(q.typed, s.Speakers()) {
			add(known(p))
		}
		add(choice{name: q.typed, detail: "new", kind: annotation.Person})
		add(choice{name: q.typed, detail: "new, described but not named", kind: annotation.Unnamed})
		return
	}
	nobody := choice{name: "Nobody named", detail: "the article gives no source", nobody: true}
	if p := q.present(); p != nil && len(p.Source) == 0 {
		add(nobody)
	}
	for i := range q.proposals {
		p := q.proposals[(q.proposal+i)%len(q.proposals)]
		if p.Speaker != "" {
			if who := s.Speaker(p.Speaker); who != nil {
				c := known(who)
				c.detail = p.Why
				add(c)
			}
		} else if p.Name != "" {
			add(choice{name: p.Name, detail: p.Why, kind: p.Kind})
		}
	}
	if len(q.choices) > 0 {
		q.typed = q.choices[0].name
	}
	for _, p := range s.Speakers() {
		add(known(p))
	}
	add(choice{name: "The article itself", detail: "its author says it", kind: annotation.Author})
	add(nobody)
}
