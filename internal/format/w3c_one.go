package format

import (
	"fmt"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/text"
)

// A Served annotation has an address of its own, and is written by itself.
type Served struct {
	IRI       string // its address
	Source    string // what it is about: one of SourcesOf
	Creator   string // as whoever asks may know; "" for nobody
	Canonical string // the name it had elsewhere; "" for none
	Via       []string
}

// Terms of our own that an annotation by itself is written with.
var (
	servedValues = []string{
		"archived", "checkWorthy", "date", "engine", "field", "justification", "kind", "note", "outcome", "quote",
		"restatement", "score", "stance", "url", "verdict", "version",
	}
	servedLinks = []string{"claim", "evidence", "labelled", "origin"}
)

// W3CContext is the JSON-LD context of what W3CAnnotation writes.
func W3CContext() []string {
	e := &encoder{oneLine: true}
	e.ownContext(servedValues, servedLinks)
	return []string{`"http://www.w3.org/ns/anno.jsonld"`, string(e.buf)}
}

// W3CAnnotation is one annotation as W3C writes it, without its context. Of
// the layer only ID and scheme are looked at; x is the index of the article's
// text. The error wraps annotation.ErrInvalid if it does not fit the article.
func W3CAnnotation(an *annotation.Annotation, l *annotation.Layer, a *article.Article, x *text.Index, s Served) ([]byte, error) {
	if err := an.Check(a, l.Scheme); err != nil {
		return nil, err
	}
	e := &encoder{oneLine: true}
	e.about("annotation", string(an.ID), func() {
		e.member("id", s.IRI)
		e.member("type", "Annotation")
		e.write([]member{{name: "canonical", at: &s.Canonical}})
		list(e, "via", s.Via)
		e.w3cSaid(an, s.Creator, l, a, s.Source, x)
	})
	if e.err != nil {
		return nil, fmt.Errorf("it was not written: %w", e.err)
	}
	return e.buf, nil
}

// SourcesOf are the names under which an article may be annotated: as it names
// itself or was given, if it has an address, and last by its text, which tells
// nothing of who published it.
func SourcesOf(a *article.Article) (list []string) {
	for _, url := range []string{a.Meta.Canonical, a.Meta.URL} {
		if isIRI(url) {
			list = append(list, url)
		}
	}
	return append(list, iriOf(a))
}
