package labelstudio

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"quoth/internal/format"
	"quoth/internal/format/foreign"
)

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
