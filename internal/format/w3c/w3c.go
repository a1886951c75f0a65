// Package w3c reads Web Annotations (https://www.w3.org/TR/annotation-model/):
// a collection, a page, an array or a single annotation in JSON-LD, with the
// words in which the model's own context writes them. What package format
// writes comes back whole; annotations of other programs are read as far as
// they point into the text.
//
// Offsets count code points, as the model says; a file that counts UTF-16
// code units is told by the words of its TextQuoteSelectors. A quotation
// without a position is looked for, and taken only if it stands in one place.
package w3c

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/format"
	"quoth/internal/format/foreign"
	"quoth/internal/scheme"
)

// A node is an object of JSON-LD.
type node map[string]any

// text is a member that is a string.
func (n node) text(name string) string {
	s, _ := n[name].(string)
	return s
}

func (n node) int(name string) (int, bool) {
	v, ok := n[name].(json.Number)
	if !ok {
		return 0, false
	}
	i, err := v.Int64()
	return int(i), err == nil
}

func (n node) time(name string) time.Time {
	t, err := time.Parse(time.RFC3339, n.text(name))
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}

// node is a member that is an object, or its first; a string is the id of one.
func (n node) node(name string) node {
	if all := n.nodes(name); len(all) > 0 {
		return all[0]
	}
	return nil
}

// nodes are the objects of a member, which JSON-LD writes alone or in an array.
func (n node) nodes(name string) (list []node) {
	var values []any
	switch v := n[name].(type) {
	case []any:
		values = v
	case nil:
	default:
		values = []any{v}
	}
	for _, v := range values {
		switch v := v.(type) {
		case map[string]any:
			list = append(list, v)
		case string:
			list = append(list, node{"id": v})
		}
	}
	return list
}

// is reports whether the object is of a type.
func (n node) is(kind string) bool {
	switch v := n["type"].(type) {
	case string:
		return v == kind
	case []any:
		for _, t := range v {
			if t == any(kind) {
				return true
			}
		}
	}
	return false
}

// into decodes the object into a struct by its JSON names.
func (n node) into(v any) error {
	data, err := json.Marshal(n)
	if err != nil {
		return err
	}
	return json.Unmarshal(data, v)
}

// idOf is the last part of one of our own IRIs: what stands behind
// "#annotation/". Any other IRI is taken as it is.
func idOf(iri, kind string) string {
	_, part, ours := strings.Cut(iri, "#"+kind+"/")
	if !ours || !strings.HasPrefix(iri, "urn:") {
		return iri
	}
	id, err := url.PathUnescape(part)
	if err != nil {
		return iri
	}
	return id
}

func layerOf(iri string) annotation.LayerID {
	for _, prefix := range []string{"urn:uuid:", "urn:quoth:layer:"} {
		if rest, ours := strings.CutPrefix(iri, prefix); ours {
			if id, err := url.PathUnescape(rest); err == nil {
				return annotation.LayerID(id)
			}
		}
	}
	return annotation.LayerID(iri)
}

// Read reads a file. The article's text is in it where Quoth has written it;
// else words is the text of a file beside it.
func Read(data []byte, words string, at time.Time) (*format.Document, []foreign.Fault) {
	var whole any
	d := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\uFEFF"))))
	d.UseNumber()
	if err := d.Decode(&whole); err != nil {
		return nil, []foreign.Fault{{What: fmt.Sprintf("it is not JSON: %v", err)}}
	}
	if d.More() {
		return nil, []foreign.Fault{{What: "more follows behind the end of the JSON"}}
	}
	root, _ := whole.(map[string]any)
	if list, ok := whole.([]any); ok {
		root = node{"items": list}
	}
	r := reader{root: root, text: words, at: at, layers: map[string]*foreign.Draft{}}
	return r.document()
}

type reader struct {
	root   node
	text   string
	at     time.Time
	drafts []*foreign.Draft
	layers map[string]*foreign.Draft // by IRI
	ids    int
}

func (r *reader) document() (*format.Document, []foreign.Fault) {
	a := r.root.node("article")
	if s := a.text("value"); s != "" {
		r.text = s
	}
	if r.text == "" {
		return nil, []foreign.Fault{{What: "the text that it is about is not in it: put it into a file beside, of the same name and ending in .txt"}}
	}
	for _, l := range r.root.nodes("layers") {
		r.layer(l)
	}
	annotations := r.root.nodes("items")
	for _, page := range r.root.nodes("first") {
		annotations = append(annotations, page.nodes("items")...)
		if next := page.text("next"); next != "" {
			r.draft("").Faults = append(r.draft("").Faults, foreign.Fault{What: fmt.Sprintf("the collection goes on in %q, which is not in the file", next)})
		}
	}
	if r.root.is("Annotation") {
		annotations = append(annotations, r.root)
	}
	for _, n := range annotations {
		r.annotation(n)
	}
	nothing := len(r.drafts) == 0
	if nothing {
		r.draft("")
	}
	d := r.drafts[0]
	d.Text, d.Unit, d.More = r.text, foreign.CodePoints, r.drafts[1:]
	if a != nil {
		delete(a, "value")
		if err := a.into(&d.Meta); err != nil {
			d.Faults = append(d.Faults, foreign.Fault{What: fmt.Sprintf("what it says of the article cannot be read: %v", err)})
		}
		d.Meta.Source = a.text("intake")
	}
	if nothing && !r.root.is("AnnotationCollection") && !r.root.is("AnnotationPage") {
		d.Faults = append(d.Faults, foreign.Fault{What: "it is no Web Annotation: it has neither items nor a body and a target"})
	}
	return d.Document()
}

// draft is the layer with an IRI; annotations of other programs have none.
func (r *reader) draft(iri string) *foreign.Draft {
	if d := r.layers[iri]; d != nil {
		return d
	}
	d := &foreign.Draft{Layer: layerOf(iri), At: r.at}
	r.layers[iri] = d
	r.drafts = append(r.drafts, d)
	return d
}

// layer reads what a layer has besides annotations.
func (r *reader) layer(n node) {
	d := r.draft(n.text("id"))
	d.Creator = n.node("creator").text("name")
	if at := n.time("created"); !at.IsZero() {
		d.At = at
	}
	if b := n.node("blind"); b != nil {
		d.Blind = &annotation.Blind{Since: b.time("since"), Revealed: b.time("revealed")}
	}
	if s := n.node("scheme"); s != nil {
		d.Scheme = schemeOf(s)
	}
	for _, p := range n.nodes("speakers") {
		speaker := new(annotation.Speaker)
		quality := p.nodes("quality")
		delete(p, "quality")
		if err := p.into(speaker); err != nil {
			d.Faults = append(d.Faults, foreign.Fault{Where: p.text("id"), What: fmt.Sprintf("the speaker cannot be read: %v", err)})
			continue
		}
		speaker.ID = annotation.SpeakerID(idOf(p.text("id"), "speaker"))
		for _, q := range quality {
			if speaker.Quality == nil {
				speaker.Quality = map[string]string{}
			}
			speaker.Quality[q.text("name")] = q.text("value")
		}
		d.Speakers = append(d.Speakers, speaker)
	}
	for _, c := range n.nodes("coverage") {
		if block, ok := c.int("block"); ok {
			d.Coverage = append(d.Coverage, &annotation.Reading{Block: block, At: c.time("at")})
		}
	}
	for _, at := range n.nodes("attributions") {
		d.Frames = append(d.Frames, r.frame(at))
	}
}

func (r *reader) frame(n node) foreign.Frame {
	f := foreign.Frame{
		ID: idOf(n.text("id"), "attribution"), Form: annotation.Form(n.text("form")), Act: annotation.Act(n.text("act")), Negated: n["negated"] == true,
		Speaker: idOf(n.text("speaker"), "speaker"), Addressee: idOf(n.text("addressee"), "speaker"), Within: idOf(n.text("within"), "attribution"),
		Cue: idOf(n.text("cue"), "annotation"), At: n.time("created"), Modified: n.time("modified"), Origin: originOf(n),
	}
	for _, c := range n.nodes("content") {
		f.Content = append(f.Content, idOf(c.text("id"), "annotation"))
	}
	for _, s := range n.nodes("sourceWords") {
		f.Source = append(f.Source, idOf(s.text("id"), "annotation"))
	}
	return f
}

func originOf(n node) (o annotation.Origin) {
	if v := n.node("origin"); v != nil && v.into(&o) != nil {
		return annotation.Origin{}
	}
	return o
}

// schemeOf is what a layer says of its scheme. Its IRI ends in the scheme's ID
// and version.
func schemeOf(n node) *scheme.Scheme {
	s := &scheme.Scheme{Name: n.text("name"), Description: n.text("description"), Language: n.text("language")}
	s.Version, _ = n.int("version")
	s.ID = strings.TrimSuffix(idOf(n.text("id"), "scheme"), fmt.Sprint("-", s.Version))
	for _, l := range n.nodes("labels") {
		s.Labels = append(s.Labels, scheme.Label{
			ID: idOf(l.text("id"), "label"), Name: l.text("name"), Role: scheme.Role(l.text("role")),
			Definition: l.text("definition"), Example: l.text("example"), CounterExample: l.text("counterExample"),
		})
	}
	return s
}
