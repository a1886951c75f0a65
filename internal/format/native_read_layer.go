package format

import (
	"encoding/json"
	"strings"

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
	spans   int               // of annotations so far
	places  []place           // of the annotation that is being read
	known   map[string]string // creators and labels, which come again and again
}

func (r *layerReader) layer() *annotation.Layer {
	l := &annotation.Layer{Article: r.article.ID}
	r.object(func(name string) {
		switch name {
		case "id":
			l.ID = annotation.LayerID(r.kept())
		case "creator":
			l.Creator = r.kept()
		case "created":
			l.Created = r.time()
		case "modified":
			l.Modified = r.time()
		case "scheme":
			l.Scheme = r.scheme()
		case "annotations":
			r.array(func(int) { l.Annotations = append(l.Annotations, r.annotation()) })
		case "attributions":
			r.array(func(int) { l.Attributions = append(l.Attributions, r.attribution()) })
		case "speakers":
			r.array(func(int) { l.Speakers = append(l.Speakers, r.speaker()) })
		case "coverage":
			r.array(func(i int) { l.Coverage = append(l.Coverage, r.reading(i)) })
		default:
			r.skip()
		}
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

// same is a string that comes again and again, kept once.
func (r *layerReader) same() string {
	s := r.text()
	if k, known := r.known[s]; known {
		return k
	}
	if r.known == nil {
		r.known = make(map[string]string)
	}
	k := strings.Clone(s)
	r.known[k] = k
	return k
}

func (r *layerReader) annotation() *annotation.Annotation {
	r.next()
	start := r.at
	an := new(annotation.Annotation)
	r.places = r.places[:0]
	r.object(func(name string) {
		switch name {
		case "id":
			an.ID = annotation.ID(r.kept())
		case "label":
			an.Label = r.same()
		case "spans":
			r.array(func(int) { r.places = append(r.places, r.span()) })
		case "fields":
			an.Fields = r.dictionary()
		case "note":
			an.Note = r.kept()
		case "tags":
			an.Tags = texts[string](r.parser)
		case "claim":
			an.Claim = r.claim()
		case "evidence":
			r.array(func(int) { an.Evidence = append(an.Evidence, r.evidence()) })
		case "creator":
			an.Creator = r.same()
		case "created":
			an.Created = r.time()
		case "modified":
			an.Modified = r.time()
		case "origin":
			an.Origin = r.origin()
		default:
			r.skip()
		}
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
	var b text.Bytes
	r.next()
	start := r.at
	r.place("coverage", i, func(name string) bool {
		switch name {
		case "block":
			reading.Block = r.int()
		case "at":
			reading.At = r.time()
		default:
			return false
		}
		return true
	}, &b)
	if n := reading.Block; r.err == nil && n >= 0 && n < len(r.article.Blocks) && r.article.Blocks[n].Span != b {
		r.fail(start, "coverage %d: the offsets are not those of block %d", i+1, n)
	}
	return reading
}
