//go:build js && wasm

package app

import (
	"quoth/internal/annotation"
	"quoth/internal/editor"
	"quoth/internal/suggest"
	"quoth/internal/text"
)

// answer takes the chosen speaker with the proposed words, as one step.
func (d *desk) answer(chosen int) {
	q := d.asking
	w := editor.Saying{}
	if p := q.present(); p != nil {
		w.Source, w.Cue, w.Form, w.Act, w.Negated = p.Source, p.Cue, p.Form, p.Act, p.Negated
		w.Origin = annotation.Origin{Engine: suggest.Engine, Version: suggest.Version, Score: p.Score, Outcome: "accepted"}
		if q.origin.Engine != "" {
			w.Origin = q.origin
			w.Origin.Score = p.Score
		}
		for _, span := range q.rest() {
			q.target = editor.Join(q.target, span)
		}
	}
	label := "Say who said it"
	if chosen < len(q.choices) {
		c := q.choices[chosen]
		label = "Said by " + c.name
		w.Speaker = c.speaker
		if c.nobody || c.kind == annotation.Author {
			w.Source = nil // the words that were proposed are somebody else's
		}
		if c.kind == annotation.Author {
			w.Cue = text.Bytes{}
		}
		if c.speaker == "" && !c.nobody {
			w.New = q.made(d.state(), c)
			if w.New.ID != "" {
				w.Speaker, w.New = w.New.ID, nil
			}
		}
	}
	id, changes, err := d.saying(w)
	if d.do(label, changes, err) {
		if q.content == "" {
			d.caret.collapse(d, d.selection.End)
			d.unselect()
		}
		d.activate(id)
		d.reader.lightActive(d.state(), id)
		d.tell(label + ".")
	}
	d.stopAsking()
	focus("#reader")
}

// saying is the answer as one step: the words are marked, or grow by the other
// half of their quotation, and are given their source.
func (d *desk) saying(w editor.Saying) (annotation.ID, []editor.Change, error) {
	q := d.asking
	if q.content == "" {
		a, changes, err := d.editor.Say(q.target, q.label, w)
		if err == nil && q.origin.Engine != "" {
			a.Origin = w.Origin // its words were proposed too
		}
		return a.ID, changes, err
	}
	wider, err := d.editor.Revise(q.content, func(a *annotation.Annotation) { a.Target = q.target })
	if err != nil {
		return "", nil, err
	}
	changes, err := d.editor.Attribute(q.content, w)
	return q.content, append(wider, changes...), err
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
	} else if c.kind == annotation.Unnamed {
		made.Description = c.name
	}
	if made.Kind == "" {
		made.Kind = annotation.Person
	}
	return made
}
