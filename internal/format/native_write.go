package format

import (
	"bytes"
	"encoding/json"
	"fmt"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/scheme"
	"quoth/internal/text"
)

func (e *encoder) document(d *Document) {
	x, spans, err := d.verify()
	if err != nil {
		if e.err == nil {
			e.err = err
		}
		return
	}
	e.object(broken, func() {
		e.member("format", nativeName)
		e.int("formatVersion", formatVersion)
		e.member("$schema", schemaPath)
		e.member("generator", d.Generator)
		e.time("exported", d.Exported)
		e.member("offsetUnit", offsetUnit)
		e.name("check")
		e.object(inline, func() {
			e.int("spans", spans)
			e.int("matching", spans) // verify found each
		})
		e.name("article")
		e.article(d.Article, x)
		lines(e, "layers", d.Layers, func(l *annotation.Layer) { e.layer(l, d.Article, x) })
	})
}

func (e *encoder) article(a *article.Article, x *text.Index) {
	e.object(broken, func() {
		e.member("id", string(a.ID))
		e.member("sha256", hashOf(a.Text))
		e.name("meta")
		e.object(broken, func() {
			m := a.Meta
			e.optional("title", m.Title)
			list(e, "bylines", m.Bylines)
			e.optional("publisher", m.Publisher)
			e.optional("url", m.URL)
			e.optional("canonical", m.Canonical)
			e.optional("published", m.Published)
			e.optional("language", m.Language)
			e.optional("direction", string(m.Direction))
			if !m.Retrieved.IsZero() {
				e.time("retrieved", m.Retrieved)
			}
			e.optional("source", m.Source)
		})
		e.member("text", a.Text)
		lines(e, "blocks", a.Blocks, func(b article.Block) {
			e.object(inline, func() {
				e.member("kind", string(b.Kind))
				e.offsets(x, b.Span)
				if b.Level != 0 {
					e.int("level", b.Level)
				}
				e.yes("ordered", b.Ordered)
			})
		})
		lines(e, "marks", a.Marks, func(m article.Mark) {
			e.object(inline, func() {
				e.member("kind", string(m.Kind))
				e.offsets(x, m.Span)
				e.optional("url", m.URL)
			})
		})
		lines(e, "asides", a.Asides, func(s article.Aside) {
			e.object(inline, func() {
				e.member("kind", string(s.Kind))
				e.int("before", s.Before)
				e.member("reason", s.Reason)
				e.member("text", s.Text)
			})
		})
	})
}

func (e *encoder) layer(l *annotation.Layer, a *article.Article, x *text.Index) {
	e.object(broken, func() {
		e.member("id", string(l.ID))
		e.optional("creator", l.Creator)
		e.time("created", l.Created)
		e.time("modified", l.Modified)
		e.name("scheme")
		e.scheme(l.Scheme)
		lines(e, "annotations", l.Annotations, func(an *annotation.Annotation) { e.annotation(an, a, x) })
		lines(e, "attributions", l.Attributions, e.attribution)
		lines(e, "speakers", l.Speakers, e.speaker)
		lines(e, "coverage", l.Coverage, func(r *annotation.Reading) {
			e.object(inline, func() {
				e.int("block", r.Block)
				e.offsets(x, a.Blocks[r.Block].Span)
				e.time("at", r.At)
			})
		})
	})
}

// scheme writes a scheme through its own JSON form, so that what schemes
// learn to say later is exported without a change here.
func (e *encoder) scheme(s *scheme.Scheme) {
	data, err := json.Marshal(s)
	// encoding/json replaces what is not UTF-8 by this escape, and writes the
	// character itself where it was meant.
	if bytes.Contains(bytes.ReplaceAll(data, []byte(`\\`), nil), []byte(`\ufffd`)) {
		err = fmt.Errorf("a word of it is not UTF-8: %w", annotation.ErrInvalid)
	}
	var b bytes.Buffer
	if err == nil {
		prefix := string(bytes.Repeat([]byte("  "), len(e.broken)))
		err = json.Indent(&b, data, prefix, "  ")
	}
	if err != nil && e.err == nil {
		e.err = fmt.Errorf("scheme %s: %w", s.ID, err)
	}
	e.raw(b.Bytes())
}

func (e *encoder) annotation(an *annotation.Annotation, a *article.Article, x *text.Index) {
	e.about("annotation", string(an.ID), func() {
		e.member("id", string(an.ID))
		e.member("label", an.Label)
		e.name("spans")
		e.array(inline, func() {
			for _, b := range an.Target {
				e.span(b, a, x)
			}
		})
		e.dictionary("fields", an.Fields)
		e.optional("note", an.Note)
		list(e, "tags", an.Tags)
		if c := an.Claim; c != nil {
			e.name("claim")
			e.object(inline, func() {
				e.optional("kind", string(c.Kind))
				e.optional("restatement", c.Restatement)
				e.optional("checkWorthy", c.CheckWorthy)
				e.optional("verdict", c.Verdict)
				e.optional("justification", c.Justification)
			})
		}
		if len(an.Evidence) > 0 {
			e.name("evidence")
			e.array(inline, func() {
				for _, v := range an.Evidence {
					e.evidence(v)
				}
			})
		}
		e.optional("creator", an.Creator)
		e.time("created", an.Created)
		e.time("modified", an.Modified)
		e.origin(an.Origin)
	})
}

func (e *encoder) span(b text.Bytes, a *article.Article, x *text.Index) {
	prefix, exact, suffix := annotation.Quote(a, b, context)
	e.object(inline, func() {
		e.offsets(x, b)
		e.member("exact", exact)
		e.member("prefix", prefix)
		e.member("suffix", suffix)
		e.int("block", a.BlockAt(b.Start))
	})
}

func (e *encoder) evidence(v annotation.Evidence) {
	e.object(inline, func() {
		e.optional("url", v.URL)
		e.optional("archived", v.Archived)
		e.optional("quote", v.Quote)
		e.optional("date", v.Date)
		e.optional("stance", string(v.Stance))
		e.optional("note", v.Note)
	})
}

// origin writes what made a thing; nothing means a person.
func (e *encoder) origin(o annotation.Origin) {
	if o == (annotation.Origin{}) {
		return
	}
	e.name("origin")
	e.object(inline, func() {
		e.optional("engine", o.Engine)
		e.optional("version", o.Version)
		if o.Score != 0 {
			e.float("score", o.Score)
		}
		e.optional("outcome", o.Outcome)
	})
}

func (e *encoder) attribution(at *annotation.Attribution) {
	e.about("attribution", string(at.ID), func() {
		e.member("id", string(at.ID))
		list(e, "source", at.Source)
		e.optional("cue", string(at.Cue))
		list(e, "content", at.Content)
		e.optional("speaker", string(at.Speaker))
		e.optional("form", string(at.Form))
		e.optional("act", string(at.Act))
		e.yes("negated", at.Negated)
		e.optional("addressee", string(at.Addressee))
		e.optional("within", string(at.Within))
		e.time("created", at.Created)
		e.time("modified", at.Modified)
		e.origin(at.Origin)
	})
}

func (e *encoder) speaker(p *annotation.Speaker) {
	e.about("speaker", string(p.ID), func() {
		e.member("id", string(p.ID))
		e.member("name", p.Name)
		list(e, "aliases", p.Aliases)
		e.member("kind", string(p.Kind))
		e.optional("description", p.Description)
		e.optional("role", p.Role)
		e.optional("affiliation", p.Affiliation)
		e.optional("wikidata", p.Wikidata)
		e.dictionary("quality", p.Quality)
		e.optional("note", p.Note)
	})
}
