package format

import (
	"encoding/json"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/scheme"
	"quoth/internal/text"
)

// A layerReader reads what points into an article.
type layerReader struct {
	*parser
	article *article.Article
	index   *text.Index
	spans   int     // of annotations so far
	places  []place // of the annotation that is being read
}

func (r *layerReader) layer() *annotation.Layer {
	l := &annotation.Layer{Article: r.article.ID}
	r.read(layerTable(l), func(name string) bool {
		switch name {
		case "scheme":
			l.Scheme = r.scheme()
		case "annotations":
			r.array(func(int) { l.Annotations = append(l.Annotations, r.annotation()) })
		case "attributions":
			r.array(func(int) {
				at := new(annotation.Attribution)
				r.read(attributionTable(at), nil)
				l.Attributions = append(l.Attributions, at)
			})
		case "speakers":
			r.array(func(int) {
				s := new(annotation.Speaker)
				r.read(speakerTable(s), nil)
				l.Speakers = append(l.Speakers, s)
			})
		case "coverage":
			r.array(func(i int) { l.Coverage = append(l.Coverage, r.reading(i)) })
		case "orphans":
			r.array(func(int) { l.Orphans = append(l.Orphans, r.orphan()) })
		case "adjudication":
			l.Adjudication = r.adjudication()
		default:
			return false
		}
		return true
	})
	return l
}

// scheme reads a scheme through its own JSON form, as it is written.
func (r *layerReader) scheme() *scheme.Scheme {
	r.next()
	at := r.at
	r.skip()
	if r.err != nil {
		return nil
	}
	var s *scheme.Scheme
	if err := json.Unmarshal([]byte(r.s[at:r.at]), &s); err != nil {
		r.fail(at, "the scheme cannot be read: %v", err)
	}
	return s
}

func (r *layerReader) annotation() *annotation.Annotation {
	r.next()
	start := r.at
	an := new(annotation.Annotation)
	r.places = r.places[:0]
	r.read(annotationTable(an), func(name string) bool {
		if name == "spans" {
			r.array(func(int) { r.places = append(r.places, r.span()) })
		}
		return name == "spans"
	})
	for i, s := range r.places {
		if r.err != nil {
			break
		}
		b, wrong := s.in(r.article, r.index)
		if wrong != "" {
			r.fail(start, "annotation %s, span %d: %s", an.ID, i+1, wrong)
		}
		an.Target = append(an.Target, b)
		r.spans++
	}
	return an
}

func (r *layerReader) reading(i int) *annotation.Reading {
	reading := &annotation.Reading{Block: -1}
	r.next()
	start := r.at
	b := r.place("coverage", i, []member{{name: "block", at: &reading.Block}, {name: "at", at: &reading.At}})
	if n := reading.Block; r.err == nil && n >= 0 && n < len(r.article.Blocks) && r.article.Blocks[n].Span != b {
		r.fail(start, "coverage %d: the offsets are not those of block %d", i+1, n)
	}
	return reading
}
