package format

import (
	"io"
	"slices"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/text"
)

// Terms of our own that the context declares beside the W3C's: those that
// hold a value, and those that hold or name another thing.
var (
	valueTerms = []string{
		"act", "affiliation", "aliases", "archived", "at", "block", "bylines", "checkWorthy", "counterExample", "date",
		"definition", "description", "direction", "engine", "example", "field", "form", "intake", "justification", "kind", "licence",
		"negated", "note", "notices", "outcome", "published", "publisher", "quote", "restatement", "retrieved", "revealed", "role",
		"score", "section", "sha256", "since", "stance", "title", "url", "verdict", "version", "wikidata",
	}
	linkTerms = []string{
		"addressee", "article", "attributions", "blind", "claim", "content", "coverage", "cue", "evidence", "labelled", "labels",
		"layer", "layers", "origin", "quality", "scheme", "sourceWords", "speaker", "speakers", "within",
	}
	typeTerms = []string{"Attribution", "Judgement", "Layer", "Label", "Reading", "Scheme", "Speaker"}
)

// W3C writes the annotations of every layer as one AnnotationCollection with
// one AnnotationPage (https://www.w3.org/TR/annotation-model/). Errors are
// those of Write.
//
// A span is described twice, by its words and by its position, which counts
// code points as the model requires; other programs write UTF-16 code units
// under the same name. The position is one of the text as Quoth keeps it, so
// that on the page itself the words are what finds the place again.
//
// The model says that each of several targets is meant by itself. A broken
// quotation is one target, hence an oa:Composite of its spans in text order
// (https://www.w3.org/TR/annotation-vocab/#composite).
//
// The label is a body with the purpose classifying, the note commenting, a
// tag tagging, a field and a claim's restatement describing, evidence
// linking. Attributions, speakers, coverage and schemes have no place in the
// model: they are written in terms of our own, declared in the context, so
// that a JSON-LD processor keeps them.
func W3C(w io.Writer, d *Document) error {
	e := new(encoder)
	x, _, err := d.verify()
	if err != nil {
		e.err = err
		return e.flush(w)
	}
	a := d.Article
	total := 0
	for _, l := range d.Layers {
		total += len(l.Annotations)
	}
	e.object(broken, func() {
		e.name("@context")
		e.array(broken, func() {
			e.text("http://www.w3.org/ns/anno.jsonld")
			e.ownContext(slices.Concat(typeTerms, valueTerms), linkTerms)
		})
		collection := iriOf(a) + "#annotations"
		e.member("id", collection)
		e.member("type", "AnnotationCollection")
		e.write([]member{{name: "label", at: &a.Meta.Title}})
		e.int("total", total)
		e.time("generated", d.Exported)
		if d.Generator != "" {
			e.software("generator", d.Generator, "")
		}
		e.name("article")
		e.w3cArticle(a)
		lines(e, "layers", d.Layers, func(l *annotation.Layer) { e.w3cLayer(l, a, x) })
		e.name("first")
		e.object(broken, func() {
			e.member("id", collection+"-1")
			e.member("type", "AnnotationPage")
			e.member("partOf", collection)
			e.int("startIndex", 0)
			e.name("items")
			e.array(broken, func() {
				for _, l := range d.Layers {
					for _, an := range l.Annotations {
						e.w3cAnnotation(an, l, a, x)
					}
				}
			})
		})
	})
	return e.flush(w)
}

func (e *encoder) ownContext(values, links []string) {
	e.object(broken, func() {
		e.member("quoth", quothTerms)
		for _, t := range values {
			e.member(t, "quoth:"+t)
		}
		for _, t := range links {
			e.name(t)
			e.object(inline, func() {
				e.member("@id", "quoth:"+t)
				e.member("@type", "@id")
			})
		}
	})
}

func (e *encoder) software(name, program, version string) {
	e.name(name)
	e.object(inline, func() {
		e.member("type", "Software")
		e.member("name", program)
		e.write([]member{{name: "version", at: &version}})
	})
}

func (e *encoder) person(name, pseudonym string) {
	if pseudonym != "" {
		e.name(name)
		e.object(inline, func() {
			e.member("type", "Person")
			e.member("name", pseudonym)
		})
	}
}

func (e *encoder) w3cAnnotation(an *annotation.Annotation, l *annotation.Layer, a *article.Article, x *text.Index) {
	e.about("annotation", string(an.ID), func() {
		e.member("id", partIRI(l, "annotation", an.ID))
		e.member("type", "Annotation")
		e.member("layer", layerIRI(l))
		e.w3cSaid(an, an.Creator, l, a, sourceOf(a), x)
	})
}

// w3cSaid writes what an annotation says, and of what.
func (e *encoder) w3cSaid(an *annotation.Annotation, creator string, l *annotation.Layer, a *article.Article, source string, x *text.Index) {
	e.member("motivation", "classifying")
	e.person("creator", creator)
	e.time("created", an.Created)
	e.time("modified", an.Modified)
	e.w3cOrigin(an.Origin)
	e.name("body")
	e.array(inline, func() { e.bodies(an, l) })
	e.write([]member{{name: "claim", at: &an.Claim}, {name: "evidence", at: &an.Evidence}})
	e.name("target")
	if len(an.Target) == 1 {
		e.resource(an.Target[0], a, source, x)
		return
	}
	e.object(inline, func() {
		e.member("type", "oa:Composite")
		e.name("items")
		e.array(inline, func() {
			for _, b := range an.Target {
				e.resource(b, a, source, x)
			}
		})
	})
}

// w3cOrigin tells the software that proposed the annotation.
func (e *encoder) w3cOrigin(o annotation.Origin) {
	if o.Engine != "" {
		e.software("generator", o.Engine, o.Version)
	}
	e.write([]member{{name: "origin", at: &o}})
}

// resource is a span, described in both ways.
func (e *encoder) resource(b text.Bytes, a *article.Article, source string, x *text.Index) {
	prefix, exact, suffix := annotation.Quote(a, b, context)
	e.object(inline, func() {
		e.member("type", "SpecificResource")
		e.member("source", source)
		e.name("selector")
		e.array(inline, func() {
			e.object(inline, func() {
				e.member("type", "TextQuoteSelector")
				e.member("exact", exact)
				e.member("prefix", prefix)
				e.member("suffix", suffix)
			})
			e.object(inline, func() {
				e.member("type", "TextPositionSelector")
				e.position(x, b)
			})
		})
	})
}
