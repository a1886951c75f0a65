// Package jsonl reads and writes the formats that have one JSON object a line
// with a text and spans in code points: that of Prodigy and spaCy, that of
// doccano, and the tokens and labels of CofeNet.
//
// Neither Prodigy nor doccano has broken passages, notes or frames. A broken
// passage is a span for each part, and what ties parts, notes and attributions
// to them stands in members of our own, which both programs carry along: a
// program that does not know them reads plain spans.
package jsonl

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/format"
	"quoth/internal/format/foreign"
	"quoth/internal/text"
)

// Keeps is what the lines of Prodigy and doccano hold.
var Keeps = []format.Feature{
	format.Words, format.Spaces, format.IDs, format.Discontinuous, format.Overlapping, format.Fields, format.Relations, format.Notes, format.Tags,
	format.Creators, format.Attributions, format.Details, format.Blindness,
}

// about is what our own member "quoth" tells of an annotation.
type about struct {
	Label   string            `json:"label"`
	Note    string            `json:"note,omitempty"`
	Tags    []string          `json:"tags,omitempty"`
	Fields  map[string]string `json:"fields,omitempty"`
	Creator string            `json:"creator,omitempty"`
}

// frame is an attribution by the ids of its annotations.
type frame struct {
	ID      string   `json:"id"`
	Content []string `json:"content"`
	Cue     string   `json:"cue,omitempty"`
	Source  []string `json:"source,omitempty"`
	Form    string   `json:"form,omitempty"`
	Act     string   `json:"act,omitempty"`
	Negated bool     `json:"negated,omitempty"`
}

// own is our own member.
type own struct {
	Article     string           `json:"article"`
	Layer       string           `json:"layer,omitempty"`
	Offsets     string           `json:"offsets"`
	Annotations map[string]about `json:"annotations,omitempty"`
	Frames      []frame          `json:"attributions,omitempty"`
	// Blind is when it was begun without knowing the publisher, and when that
	// was revealed.
	Blind *annotation.Blind `json:"blind,omitempty"`
}

const offsets = "codepoint"

// layerOf is the first layer of a document, or an empty one.
func layerOf(d *format.Document) *annotation.Layer {
	if len(d.Layers) > 0 {
		return d.Layers[0]
	}
	return new(annotation.Layer)
}

func ownOf(d *format.Document, l *annotation.Layer) own {
	o := own{Article: string(d.Article.ID), Layer: string(l.ID), Offsets: offsets, Annotations: make(map[string]about, len(l.Annotations)), Blind: l.Blind}
	for _, an := range l.Annotations {
		a := about{Label: format.Said(l.Scheme, an.Label), Note: an.Note, Tags: an.Tags, Fields: an.Fields, Creator: an.Creator}
		o.Annotations[string(an.ID)] = a
	}
	for _, at := range l.Attributions {
		o.Frames = append(o.Frames, frame{
			ID: string(at.ID), Content: strs(at.Content), Cue: string(at.Cue), Source: strs(at.Source),
			Form: string(at.Form), Act: string(at.Act), Negated: at.Negated,
		})
	}
	return o
}

func strs(ids []annotation.ID) (list []string) {
	for _, id := range ids {
		list = append(list, string(id))
	}
	return list
}

// line writes a value in one line, without the escapes of HTML.
func line(w io.Writer, v any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}

// parse reads one line of JSON.
func parse(data []byte, v any) []foreign.Fault {
	if err := json.Unmarshal(bytes.TrimPrefix(data, []byte("\uFEFF")), v); err != nil {
		return []foreign.Fault{{What: fmt.Sprintf("it is not JSON of this format: %v", err)}}
	}
	return nil
}

// gather joins the parts of each annotation, in the order in which they
// stand, and adds what our own member tells.
func (o own) gather(parts []foreign.Mark, d *foreign.Draft) {
	at := make(map[string]int, len(parts))
	for _, m := range parts {
		a, ours := o.Annotations[m.ID]
		if i, seen := at[m.ID]; seen && ours {
			d.Marks[i].Spans = append(d.Marks[i].Spans, m.Spans...)
			d.Marks[i].Exact = append(d.Marks[i].Exact, m.Exact...)
			continue
		}
		at[m.ID] = len(d.Marks)
		if ours {
			m.Note, m.Tags, m.Fields, m.Creator = a.Note, a.Tags, a.Fields, a.Creator
		}
		d.Marks = append(d.Marks, m)
	}
	for _, f := range o.Frames {
		d.Frames = append(d.Frames, foreign.Frame{
			ID: f.ID, Content: f.Content, Cue: f.Cue, Source: f.Source,
			Form: annotation.Form(f.Form), Act: annotation.Act(f.Act), Negated: f.Negated,
		})
	}
	d.Layer, d.Blind = annotation.LayerID(o.Layer), o.Blind
}

// codePoints converts a span of the article.
func codePoints(x *text.Index, b text.Bytes) ([2]int, error) {
	cp, err := x.CodePoint(b)
	if err != nil {
		return [2]int{}, fmt.Errorf("%v: %w", err, annotation.ErrInvalid)
	}
	return [2]int{int(cp.Start), int(cp.End)}, nil
}

func draft(words string, at time.Time) *foreign.Draft {
	return &foreign.Draft{Text: words, Unit: foreign.CodePoints, At: at}
}
