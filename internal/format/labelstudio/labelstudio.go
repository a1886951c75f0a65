// Package labelstudio reads and writes one task of Label Studio with the
// result of its Labels control on a Text object
// (https://labelstud.io/guide/export, "Raw JSON format of completed tasks"):
// an array of one task whose regions have start and end. Label Studio is
// written in JavaScript and counts UTF-16 code units (its issue 1347), which
// is what is written and read here; a file in code points is told by the words
// of its regions.
//
// Regions of HypertextLabels are read by globalOffsets where they have them.
// Their XPaths count in a page that is not in the file.
package labelstudio

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"quoth/internal/annotation"
	"quoth/internal/format"
	"quoth/internal/text"
)

// Keeps is what a task holds.
var Keeps = []format.Feature{
	format.Words, format.Spaces, format.IDs, format.Discontinuous, format.Overlapping, format.Notes, format.Tags, format.Attributions,
}

type task struct {
	Data        map[string]any `json:"data"`
	Annotations []result       `json:"annotations"`
}

type result struct {
	Result []region `json:"result"`
}

type region struct {
	ID       string   `json:"id,omitempty"`
	Type     string   `json:"type"`
	FromName string   `json:"from_name,omitempty"`
	ToName   string   `json:"to_name,omitempty"`
	Value    *value   `json:"value,omitempty"`
	Meta     *meta    `json:"meta,omitempty"`
	FromID   string   `json:"from_id,omitempty"`
	ToID     string   `json:"to_id,omitempty"`
	Side     string   `json:"direction,omitempty"`
	Labels   []string `json:"labels,omitempty"`
}

type value struct {
	Start  json.RawMessage `json:"start"` // a number; an XPath in hypertext
	End    json.RawMessage `json:"end"`
	Text   string          `json:"text"`
	Labels []string        `json:"labels,omitempty"`
	Hyper  []string        `json:"hypertextlabels,omitempty"`
	Global *struct {
		Start int `json:"start"`
		End   int `json:"end"`
	} `json:"globalOffsets,omitempty"`
}

type meta struct {
	Text []string `json:"text,omitempty"`
	Tags []string `json:"tags,omitempty"`
}

// continues is the label of the relation between the parts of a broken
// passage; a frame's relations begin with its id.
const continues = "continues"

// Write writes the first layer. A broken passage is a region for each part
// with relations between them, and an attribution relations from its first
// content.
func Write(w io.Writer, d *format.Document) error {
	a := d.Article
	x := text.NewIndex(a.Text)
	t := task{Data: map[string]any{"text": a.Text, "offsets": "utf16"}, Annotations: []result{{Result: []region{}}}}
	res := &t.Annotations[0].Result
	relate := func(from, to annotation.ID, labels ...string) {
		*res = append(*res, region{Type: "relation", FromID: string(from), ToID: string(to), Side: "right", Labels: labels})
	}
	for _, l := range d.Layers[:min(len(d.Layers), 1)] {
		for _, an := range l.Annotations {
			for i, b := range an.Target {
				u, err := x.UTF16(b)
				if err != nil {
					return fmt.Errorf("%v: %w", err, annotation.ErrInvalid)
				}
				r := region{ID: string(an.ID), Type: "labels", FromName: "label", ToName: "text", Value: &value{
					Start: strconv.AppendInt(nil, int64(u.Start), 10), End: strconv.AppendInt(nil, int64(u.End), 10),
					Text: a.Text[b.Start:b.End], Labels: []string{format.Said(l.Scheme, an.Label)},
				}}
				if i > 0 {
					r.ID += "#" + strconv.Itoa(i+1)
				} else if an.Note != "" || len(an.Tags) > 0 {
					r.Meta = &meta{Tags: an.Tags}
					if an.Note != "" {
						r.Meta.Text = []string{an.Note}
					}
				}
				*res = append(*res, r)
				if i > 0 {
					relate(an.ID, annotation.ID(r.ID), continues)
				}
			}
		}
		for _, at := range l.Attributions {
			relate(at.Content[0], at.Content[0], "attribution", string(at.ID))
			for _, id := range at.Content[1:] {
				relate(at.Content[0], id, "content", string(at.ID))
			}
			if at.Cue != "" {
				relate(at.Content[0], at.Cue, "cue", string(at.ID))
			}
			for _, id := range at.Source {
				relate(at.Content[0], id, "source", string(at.ID))
			}
		}
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode([]task{t}); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}
