package format

import (
	"maps"
	"slices"
	"strconv"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/scheme"
	"quoth/internal/text"
)

func (e *encoder) w3cArticle(a *article.Article) {
	m := a.Meta
	e.object(broken, func() {
		e.member("id", iriOf(a))
		e.member("type", "Text")
		e.member("sha256", hashOf(a.Text))
		e.write(without(metaTable(&m), "canonical", "source", "sources"))
		e.write([]member{{name: "intake", at: &m.Source}}) // the model's source is something else
		if isIRI(m.Canonical) {
			e.member("canonical", m.Canonical)
		}
		e.member("value", a.Text)
	})
}

// w3cLayer writes what a layer has besides annotations.
func (e *encoder) w3cLayer(l *annotation.Layer, a *article.Article, x *text.Index) {
	e.object(broken, func() {
		e.member("id", layerIRI(l))
		e.member("type", "Layer")
		e.person("creator", l.Creator)
		e.time("created", l.Created)
		e.time("modified", l.Modified)
		e.write([]member{{name: "blind", at: &l.Blind}})
		e.name("scheme")
		e.w3cScheme(l)
		lines(e, "attributions", l.Attributions, func(at *annotation.Attribution) { e.w3cAttribution(at, l) })
		lines(e, "speakers", l.Speakers, func(p *annotation.Speaker) { e.w3cSpeaker(p, l) })
		lines(e, "coverage", l.Coverage, func(r *annotation.Reading) {
			e.object(inline, func() {
				e.member("type", "Reading")
				e.int("block", r.Block)
				e.position(x, a.Blocks[r.Block].Span)
				e.time("at", r.At)
			})
		})
	})
}

// position writes the code points of a span.
func (e *encoder) position(x *text.Index, b text.Bytes) {
	cp, err := x.CodePoint(b)
	if err != nil && e.err == nil {
		e.err = err // cannot be: verify has found every span
	}
	e.int("start", int(cp.Start))
	e.int("end", int(cp.End))
}

// A scheme is named by its version, since another version is another scheme;
// a layer may hold one of its own under the same name, hence the layer's name.
func schemeIRI(l *annotation.Layer) string {
	return partIRI(l, "scheme", l.Scheme.ID+"-"+strconv.Itoa(l.Scheme.Version))
}

func labelIRI(l *annotation.Layer, id scheme.ID) string { return partIRI(l, "label", id) }

func (e *encoder) w3cScheme(l *annotation.Layer) {
	s := l.Scheme
	e.object(broken, func() {
		e.member("id", schemeIRI(l))
		e.member("type", "Scheme")
		e.member("name", s.Name)
		e.int("version", s.Version)
		e.write([]member{{name: "description", at: &s.Description}, {name: "language", at: &s.Language}})
		lines(e, "labels", s.Labels, func(label scheme.Label) {
			e.object(inline, func() {
				e.member("id", labelIRI(l, label.ID))
				e.member("type", "Label")
				e.member("name", label.Name)
				e.write([]member{
					{name: "role", at: (*string)(&label.Role)},
					{name: "definition", at: &label.Definition},
					{name: "example", at: &label.Example},
					{name: "counterExample", at: &label.CounterExample},
				})
			})
		})
	})
}

// w3cAttribution writes an attribution with the IRIs of what it refers to.
func (e *encoder) w3cAttribution(at *annotation.Attribution, l *annotation.Layer) {
	iris := func(ids []annotation.ID) (list []annotation.ID) {
		for _, id := range ids {
			list = append(list, annotation.ID(partIRI(l, "annotation", id)))
		}
		return list
	}
	c := *at
	c.Source, c.Content = iris(at.Source), iris(at.Content)
	if at.Cue != "" {
		c.Cue = iris([]annotation.ID{at.Cue})[0]
	}
	for _, id := range []*annotation.SpeakerID{&c.Speaker, &c.Addressee} {
		if *id != "" {
			*id = annotation.SpeakerID(partIRI(l, "speaker", *id))
		}
	}
	if at.Within != "" {
		c.Within = annotation.AttributionID(partIRI(l, "attribution", at.Within))
	}
	e.about("attribution", string(at.ID), func() {
		e.member("id", partIRI(l, "attribution", at.ID))
		e.member("type", "Attribution")
		list(e, "sourceWords", c.Source) // the model's source is something else
		e.write(without(attributionTable(&c), "id", "source", "origin"))
		e.w3cOrigin(at.Origin)
	})
}

func (e *encoder) w3cSpeaker(p *annotation.Speaker, l *annotation.Layer) {
	e.about("speaker", string(p.ID), func() {
		e.member("id", partIRI(l, "speaker", p.ID))
		e.member("type", "Speaker")
		e.write(without(speakerTable(p), "id", "quality"))
		if len(p.Quality) == 0 {
			return
		}
		e.name("quality")
		e.array(inline, func() {
			for _, k := range slices.Sorted(maps.Keys(p.Quality)) {
				e.object(inline, func() {
					e.member("type", "Judgement")
					e.member("name", k)
					e.member("value", p.Quality[k])
				})
			}
		})
	})
}
