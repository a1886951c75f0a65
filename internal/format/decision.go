package format

import (
	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/text"
)

func partyTable(p *annotation.Party) []member {
	return []member{
		{"layer", (*string)(&p.Layer), must},
		{name: "creator", at: &p.Creator},
	}
}

func decisionTable(d *annotation.Decision) []member {
	return []member{
		{"id", (*string)(&d.ID), must},
		{name: "annotation", at: (*string)(&d.Annotation)},
		{name: "creator", at: &d.Creator},
		{name: "note", at: &d.Note},
		{"at", &d.At, must},
	}
}

func voteTable(v *annotation.Vote) []member {
	return []member{
		{"layer", (*string)(&v.Layer), must},
		{"annotation", (*string)(&v.Annotation), must},
		{"label", &v.Label, must},
		{name: "speaker", at: &v.Speaker},
	}
}

// adjudication writes what makes a layer the gold one of others.
func (e *encoder) adjudication(j *annotation.Adjudication, a *article.Article, x *text.Index) {
	spans := func(t annotation.Target) {
		e.name("spans")
		e.array(inline, func() {
			for _, b := range t {
				e.span(b, a, x)
			}
		})
	}
	e.name("adjudication")
	e.object(broken, func() {
		lines(e, "of", j.Of, func(p annotation.Party) { e.line(partyTable(&p)) })
		lines(e, "decisions", j.Decisions, func(d *annotation.Decision) {
			e.about("decision", string(d.ID), func() {
				e.write(decisionTable(d))
				spans(d.Target)
				e.name("votes")
				e.array(inline, func() {
					for _, v := range d.Votes {
						e.object(inline, func() {
							e.write(voteTable(&v))
							spans(v.Target)
						})
					}
				})
			})
		})
	})
}

func (r *layerReader) adjudication() *annotation.Adjudication {
	j := new(annotation.Adjudication)
	r.read(nil, func(name string) bool {
		switch name {
		case "of":
			r.array(func(int) {
				var p annotation.Party
				r.read(partyTable(&p), nil)
				j.Of = append(j.Of, p)
			})
		case "decisions":
			r.array(func(int) { j.Decisions = append(j.Decisions, r.decision()) })
		default:
			return false
		}
		return true
	})
	return j
}

func (r *layerReader) decision() *annotation.Decision {
	d := new(annotation.Decision)
	d.Target = r.pointing(decisionTable(d), func() string { return "decision " + string(d.ID) }, func(name string) bool {
		if name == "votes" {
			r.array(func(int) {
				var v annotation.Vote
				v.Target = r.pointing(voteTable(&v), func() string { return "decision " + string(d.ID) + ", the vote of " + string(v.Layer) }, nil)
				d.Votes = append(d.Votes, v)
			})
		}
		return name == "votes"
	})
	return d
}

// pointing reads an object of a table that has spans.
func (r *layerReader) pointing(table []member, what func() string, other func(name string) bool) (t annotation.Target) {
	r.next()
	start := r.at
	var places []place
	r.read(table, func(name string) bool {
		if name == "spans" {
			r.array(func(int) { places = append(places, r.span()) })
			return true
		}
		return other != nil && other(name)
	})
	for i, s := range places {
		if r.err != nil {
			break
		}
		b, wrong := s.in(r.article, r.index)
		if wrong != "" {
			r.fail(start, "%s, span %d: %s", what(), i+1, wrong)
		}
		t = append(t, b)
	}
	return t
}
