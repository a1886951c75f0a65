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
	"strings"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/format"
	"quoth/internal/format/foreign"
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

// Read reads a task, alone or in an array of one. The text is the member
// "text" of its data, or the only member that is a text.
func Read(data []byte, at time.Time) (*format.Document, []foreign.Fault) {
	data = bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\uFEFF")))
	var list []task
	if !bytes.HasPrefix(data, []byte("[")) {
		data = append(append([]byte("["), data...), ']')
	}
	if err := json.Unmarshal(data, &list); err != nil {
		return nil, []foreign.Fault{{What: fmt.Sprintf("it is not JSON of Label Studio: %v", err)}}
	}
	if len(list) != 1 || len(list[0].Annotations) > 1 {
		return nil, []foreign.Fault{{What: "it has more or less than one task with one annotator's result: divide it, one file for each"}}
	}
	r := reader{frames: map[string]int{}, marks: map[string]int{}}
	r.draft = foreign.Draft{Text: textOf(list[0].Data), Unit: foreign.UTF16, At: at}
	for _, res := range list[0].Annotations {
		for _, one := range res.Result {
			if one.Type != "relation" {
				r.region(one)
			}
		}
		for _, one := range res.Result {
			if one.Type == "relation" {
				r.relation(one)
			}
		}
	}
	return r.draft.Document()
}

func textOf(data map[string]any) string {
	if s, ok := data["text"].(string); ok {
		return s
	}
	found := ""
	for _, v := range data {
		if s, ok := v.(string); ok {
			if found != "" {
				return ""
			}
			found = s
		}
	}
	return found
}

type reader struct {
	draft         foreign.Draft
	marks, frames map[string]int
}

func (r *reader) fault(mended bool, where, what string, args ...any) {
	r.draft.Faults = append(r.draft.Faults, foreign.Fault{Where: where, Mended: mended, What: fmt.Sprintf(what, args...)})
}

func (r *reader) region(one region) {
	v := one.Value
	if v == nil || one.Type != "labels" && one.Type != "hypertextlabels" {
		r.fault(true, one.ID, "results of the type %q have no place in Quoth and are left out", one.Type)
		return
	}
	labels := append(v.Labels, v.Hyper...)
	if len(labels) != 1 {
		r.fault(false, one.ID, "it has %d labels instead of one", len(labels))
		return
	}
	m := foreign.Mark{ID: one.ID, Label: labels[0], Spans: [][2]int{{}}}
	if v.Global != nil {
		m.Spans[0] = [2]int{v.Global.Start, v.Global.End}
	} else if json.Unmarshal(v.Start, &m.Spans[0][0]) != nil || json.Unmarshal(v.End, &m.Spans[0][1]) != nil {
		r.fault(false, one.ID, "its start and end are not numbers, and it has no globalOffsets")
		return
	}
	if v.Text != "" {
		m.Exact = []string{v.Text}
	}
	if one.Meta != nil {
		m.Note, m.Tags = strings.Join(one.Meta.Text, "\n"), one.Meta.Tags
	}
	if id, _, part := strings.Cut(one.ID, "#"); part {
		if i, known := r.marks[id]; known {
			first := &r.draft.Marks[i]
			first.Spans, first.Exact = append(first.Spans, m.Spans...), append(first.Exact, m.Exact...)
			return
		}
	}
	r.marks[one.ID] = len(r.draft.Marks)
	r.draft.Marks = append(r.draft.Marks, m)
}

func (r *reader) relation(one region) {
	label, id := "", "of-"+one.FromID
	if len(one.Labels) > 0 {
		label = one.Labels[0]
	}
	if len(one.Labels) > 1 {
		id = one.Labels[1]
	}
	switch label {
	case continues:
		return
	case "attribution", "content", "cue", "source":
	default:
		r.fault(true, one.FromID, "relations called %q have no place in Quoth and are left out", label)
		return
	}
	i, known := r.frames[id]
	if !known {
		i = len(r.draft.Frames)
		r.frames[id] = i
		r.draft.Frames = append(r.draft.Frames, foreign.Frame{ID: id, Content: []string{one.FromID}})
	}
	f := &r.draft.Frames[i]
	switch {
	case label == "content":
		f.Content = append(f.Content, one.ToID)
	case label == "source":
		f.Source = append(f.Source, one.ToID)
	case label == "cue" && f.Cue != "":
		r.fault(false, one.FromID, "it has two cues")
	case label == "cue":
		f.Cue = one.ToID
	}
}
