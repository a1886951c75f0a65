package webanno

import (
	"slices"
	"strings"

	"quoth/internal/annotation"
	"quoth/internal/format"
	"quoth/internal/format/foreign"
)

// relations makes attributions of our own relations.
func (r *reader) relations() {
	slices.SortStableFunc(r.later, func(x, y tie) int { return x.order() - y.order() })
	for _, t := range r.later {
		r.line = t.line
		if t.features["layer"] != attribution {
			r.left("relations of the layer " + t.features["layer"])
			continue
		}
		from, known := r.marks[t.from]
		to, known2 := r.marks[t.to]
		if !known || !known2 {
			r.fault(t.features["id"], "the relation's source or target is not a passage of the file")
			continue
		}
		id := t.features["id"]
		i, there := r.frames[id]
		if !there {
			i = len(r.draft.Frames)
			r.frames[id] = i
			r.draft.Frames = append(r.draft.Frames, foreign.Frame{
				ID: id, Line: t.line, Content: []string{r.idOf(from)}, Form: annotation.Form(t.features["form"]), Act: annotation.Act(t.features["act"]),
				Negated: t.features["negated"] == "true",
			})
		}
		f := &r.draft.Frames[i]
		switch role := strings.TrimRight(t.features["role"], "0123456789"); {
		case role == "content" && to != from:
			f.Content = append(f.Content, r.idOf(to))
		case role == "source":
			f.Source = append(f.Source, r.idOf(to))
		case role == "cue" && f.Cue != "":
			r.fault(id, "it has two cues")
		case role == "cue":
			f.Cue = r.idOf(to)
		case role != "content":
			r.fault(id, "the role %q is none of content, cue and source", role)
		}
	}
}

// idOf is the ID that a span will have.
func (r *reader) idOf(i int) string {
	m := r.draft.Marks[i]
	if m.Fields["layer"] == passage && m.Fields["id"] != "" {
		return m.Fields["id"]
	}
	return m.ID
}

// whole gives marks what their features say, and joins those of one passage.
func (r *reader) whole() {
	at := map[string]int{}
	var marks []foreign.Mark
	for _, m := range r.draft.Marks {
		f := m.Fields
		if f["layer"] != passage {
			marks = append(marks, other(m))
			continue
		}
		m.Fields = nil
		if f["id"] != "" {
			m.ID = f["id"]
		}
		if i, known := at[m.ID]; known {
			marks[i].Spans, marks[i].Exact = append(marks[i].Spans, m.Spans...), append(marks[i].Exact, m.Exact...)
			continue
		}
		at[m.ID] = len(marks)
		m.Label, m.Note, m.Creator = f["label"], f["note"], f["annotator"]
		for _, t := range format.Values(f["tags"]) {
			m.Tags = append(m.Tags, format.Plain(t))
		}
		for _, v := range format.Values(f["fields"]) {
			if m.Fields == nil {
				m.Fields = map[string]string{}
			}
			name, is, _ := strings.Cut(format.Plain(v), "=")
			m.Fields[name] = is
		}
		marks = append(marks, m)
	}
	r.draft.Marks = marks
}

// other makes a mark of a span of another layer.
func other(m foreign.Mark) foreign.Mark {
	layer := m.Fields["layer"]
	delete(m.Fields, "layer")
	for _, name := range []string{"value", "label", "PosValue"} {
		if v := m.Fields[name]; v != "" && m.Label == "" {
			m.Label = v
			delete(m.Fields, name)
		}
	}
	if m.Label == "" {
		m.Label = layer[strings.LastIndexByte(layer, '.')+1:]
	}
	if len(m.Fields) == 0 {
		m.Fields = nil
	}
	return m
}

// divided cuts a cell at the bars without a backslash before them.
func divided(cell string) (parts []string) {
	from := 0
	for i := 0; i < len(cell); i++ {
		switch cell[i] {
		case '\\':
			i++
		case '|':
			parts = append(parts, cell[from:i])
			from = i + 1
		}
	}
	return append(parts, cell[from:])
}

// disambiguated cuts the number in brackets off a value.
func disambiguated(v string) (value, number string) {
	if !strings.HasSuffix(v, "]") || strings.HasSuffix(v, `\]`) {
		return v, ""
	}
	i := strings.LastIndexByte(v, '[')
	if i < 0 {
		return v, ""
	}
	return v[:i], v[i+1 : len(v)-1]
}

func plain(v string) string {
	if v == "*" {
		return ""
	}
	return unescapeValue.Replace(v)
}
