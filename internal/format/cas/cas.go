// Package cas reads and writes UIMA CAS JSON 0.4, the feature structures of
// Apache UIMA with their type system
// (https://github.com/apache/uima-uimaj-io-jsoncas, SPECIFICATION.adoc).
// Begin and end count UTF-16 code units, as in Java; dkpro-cassis makes code
// points of them.
//
// The types are our own, declared in the file: quoth.Passage with its words,
// so that a wrong offset is found, quoth.Part for what follows of a broken
// passage, quoth.Attribution, quoth.Speaker, quoth.Evidence, quoth.Reading for
// a paragraph that was read, and quoth.Layer.
package cas

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/format"
	"quoth/internal/text"
)

// Keeps is what a CAS holds.
var Keeps = []format.Feature{
	format.Words, format.Spaces, format.IDs, format.Discontinuous, format.Overlapping, format.Fields, format.Relations, format.Notes, format.Tags,
	format.Claims, format.Evidence, format.Creators, format.Times, format.Origins, format.Attributions, format.Details, format.Nesting,
	format.Speakers, format.Coverage, format.Blindness,
}

// An object is JSON whose members keep their order, which the specification
// asks for.
type object []member

type member struct {
	name  string
	value any
}

// MarshalJSON writes the members that are not empty.
func (o object) MarshalJSON() ([]byte, error) {
	b := []byte{'{'}
	for _, m := range o {
		if m.value == nil || m.value == any("") || m.value == any(false) {
			continue
		}
		if len(b) > 1 {
			b = append(b, ',')
		}
		name, err := encoded(m.name)
		if err != nil {
			return nil, err
		}
		value, err := encoded(m.value)
		if err != nil {
			return nil, err
		}
		b = append(append(append(b, name...), ':'), value...)
	}
	return append(b, '}'), nil
}

func encoded(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimRight(b.Bytes(), "\n"), err
}

// The types and the ranges of their features.
const (
	annotationType = "uima.tcas.Annotation"
	top            = "uima.cas.TOP"
	str            = "uima.cas.String"
	array          = "uima.cas.StringArray"
	double         = "uima.cas.Double"
	structures     = "uima.cas.FSArray"
)

var types = []struct {
	name, super string
	features    [][2]string
}{
	{"quoth.Passage", annotationType, append([][2]string{
		{"identifier", str}, {"label", str}, {"words", str}, {"note", str}, {"tags", array}, {"fields", array}, {"creator", str},
		{"claimKind", str}, {"restatement", str}, {"checkWorthy", str}, {"verdict", str}, {"justification", str}, {"evidence", structures},
	}, made...)},
	{"quoth.Part", annotationType, [][2]string{{"passage", "quoth.Passage"}, {"words", str}}},
	{"quoth.Reading", annotationType, [][2]string{{"at", str}}},
	{"quoth.Evidence", top, [][2]string{{"url", str}, {"archived", str}, {"quote", str}, {"date", str}, {"stance", str}, {"note", str}}},
	{"quoth.Attribution", top, append([][2]string{
		{"identifier", str}, {"content", structures}, {"cue", "quoth.Passage"}, {"source", structures}, {"speaker", "quoth.Speaker"},
		{"addressee", "quoth.Speaker"}, {"within", "quoth.Attribution"}, {"form", str}, {"act", str}, {"negated", "uima.cas.Boolean"},
	}, made...)},
	{"quoth.Speaker", top, [][2]string{
		{"identifier", str}, {"name", str}, {"kind", str}, {"aliases", array}, {"description", str}, {"role", str}, {"affiliation", str},
		{"wikidata", str}, {"note", str}, {"quality", array},
	}},
	{"quoth.Layer", top, [][2]string{
		{"identifier", str}, {"creator", str}, {"created", str}, {"scheme", str}, {"schemeVersion", str}, {"blindSince", str}, {"blindRevealed", str},
	}},
}

// made is what tells who made something and when.
var made = [][2]string{{"created", str}, {"modified", str}, {"engine", str}, {"version", str}, {"score", double}, {"outcome", str}}

func typeSystem() (all object) {
	for _, t := range types {
		one := object{{"%NAME", t.name}, {"%SUPER_TYPE", t.super}}
		for _, f := range t.features {
			one = append(one, member{f[0], object{{"%NAME", f[0]}, {"%RANGE", f[1]}}})
		}
		all = append(all, member{t.name, one})
	}
	return all
}

const sofa = 1

type encoder struct {
	d          *format.Document
	x          *text.Index
	structures []object
	members    []int
	next       int
	err        error
}

// Write writes the document's first layer.
func Write(w io.Writer, d *format.Document) error {
	l := new(annotation.Layer)
	if len(d.Layers) > 0 {
		l = d.Layers[0]
	}
	e := encoder{d: d, x: text.NewIndex(d.Article.Text), next: sofa}
	e.structures = []object{{{"%ID", sofa}, {"%TYPE", "uima.cas.Sofa"}, {"sofaNum", 1}, {"sofaID", "_InitialView"}, {"mimeType", "text"}, {"sofaString", d.Article.Text}}}
	language := d.Article.Meta.Language
	if language == "" {
		language = "x-unspecified"
	}
	e.at("uima.tcas.DocumentAnnotation", text.Bytes{End: text.Byte(len(d.Article.Text))}, member{"language", language})
	e.layer(l)
	if e.err != nil {
		return fmt.Errorf("%v: %w", e.err, annotation.ErrInvalid)
	}
	data, err := encoded(object{
		{"%TYPES", typeSystem()}, {"%FEATURE_STRUCTURES", e.structures},
		{"%VIEWS", object{{"_InitialView", object{{"%SOFA", sofa}, {"%MEMBERS", e.members}}}}},
	})
	if err != nil {
		return err
	}
	_, err = w.Write(append(data, '\n'))
	return err
}

// add adds a feature structure and returns its ID. Arrays are not members of
// the view.
func (e *encoder) add(kind string, features ...member) int {
	e.next++
	e.structures = append(e.structures, append(object{{"%ID", e.next}, {"%TYPE", kind}}, features...))
	if kind != array && kind != structures {
		e.members = append(e.members, e.next)
	}
	return e.next
}

// at adds an annotation.
func (e *encoder) at(kind string, b text.Bytes, features ...member) int {
	u, err := e.x.UTF16(b)
	if err != nil {
		e.err = err
	}
	return e.add(kind, append([]member{{"@sofa", sofa}, {"begin", int(u.Start)}, {"end", int(u.End)}}, features...)...)
}

// list adds an array and returns the member that refers to it.
func list[T any](e *encoder, name, kind string, items []T) member {
	if len(items) == 0 {
		return member{}
	}
	return member{"@" + name, e.add(kind, member{"%ELEMENTS", items})}
}

// ref is a member that refers to another structure.
func ref(name string, id int) member {
	if id == 0 {
		return member{}
	}
	return member{"@" + name, id}
}

func pairs(m map[string]string) (all []string) {
	for _, k := range slices.Sorted(maps.Keys(m)) {
		all = append(all, k+"="+m[k])
	}
	return all
}

func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}

func making(created, modified time.Time, o annotation.Origin) []member {
	m := []member{{"created", moment(created)}, {"modified", moment(modified)}, {"engine", o.Engine}, {"version", o.Version}, {"outcome", o.Outcome}}
	if o.Score != 0 {
		m = append(m, member{"score", o.Score})
	}
	return m
}
