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
		meta := a.Meta
		e.object(broken, func() { e.write(metaTable(&meta)) })
		e.member("text", a.Text)
		lines(e, "blocks", a.Blocks, func(b article.Block) {
			e.object(inline, func() {
				e.member("kind", string(b.Kind))
				e.offsets(x, b.Span)
				e.write(blockTable(&b)[1:])
			})
		})
		lines(e, "marks", a.Marks, func(m article.Mark) {
			e.object(inline, func() {
				e.member("kind", string(m.Kind))
				e.offsets(x, m.Span)
				e.write(markTable(&m)[1:])
			})
		})
		lines(e, "asides", a.Asides, func(s article.Aside) { e.line(asideTable(&s)) })
		if len(a.Images) > 0 {
			lines(e, "images", a.Images, func(m article.Image) { e.line(imageTable(&m)) })
		}
	})
}

func (e *encoder) layer(l *annotation.Layer, a *article.Article, x *text.Index) {
	e.object(broken, func() {
		e.write(layerTable(l))
		e.name("scheme")
		e.scheme(l.Scheme)
		lines(e, "annotations", l.Annotations, func(an *annotation.Annotation) { e.annotation(an, a, x) })
		lines(e, "attributions", l.Attributions, func(at *annotation.Attribution) {
			e.about("attribution", string(at.ID), func() { e.write(attributionTable(at)) })
		})
		lines(e, "speakers", l.Speakers, func(p *annotation.Speaker) {
			e.about("speaker", string(p.ID), func() { e.write(speakerTable(p)) })
		})
		lines(e, "coverage", l.Coverage, func(r *annotation.Reading) {
			e.object(inline, func() {
				e.int("block", r.Block)
				e.offsets(x, a.Blocks[r.Block].Span)
				e.time("at", r.At)
			})
		})
		if len(l.Orphans) > 0 {
			lines(e, "orphans", l.Orphans, e.orphan)
		}
		if l.Adjudication != nil {
			e.adjudication(l.Adjudication, a, x)
		}
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
	if err == nil && e.oneLine {
		b.Reset()
		err = json.Compact(&b, data)
	}
	if err != nil && e.err == nil {
		e.err = fmt.Errorf("scheme %s: %w", s.ID, err)
	}
	e.raw(b.String())
}

func (e *encoder) annotation(an *annotation.Annotation, a *article.Article, x *text.Index) {
	e.about("annotation", string(an.ID), func() {
		table := annotationTable(an)
		e.write(table[:2]) // the spans stand in front, where they are looked for
		e.name("spans")
		e.array(inline, func() {
			for _, b := range an.Target {
				e.span(b, a, x)
			}
		})
		e.write(table[2:])
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
