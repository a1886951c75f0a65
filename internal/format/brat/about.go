package brat

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"quoth/internal/annotation"
	"quoth/internal/format/foreign"
)

// about reads a note or an attribute.
func (r *reader) about(line int, s string) {
	cells := strings.SplitN(s, "\t", 3)
	var head []string
	if len(cells) > 1 {
		head = strings.Fields(cells[1])
	}
	id := cells[0]
	switch {
	case len(head) < 2 || id == "":
		r.fault(line, "", "this line is not of brat's standoff: %q", short(s))
		return
	case id[0] == '#' && len(cells) == 3:
		r.note(line, head[0], head[1], cells[2])
		return
	case (id[0] == 'A' || id[0] == 'M') && r.new(line, id):
		r.attribute(line, id, head)
	case id[0] == 'R' || id[0] == '*' || id[0] == 'N':
		r.draft.Faults = append(r.draft.Faults, foreign.Fault{Line: line, Where: id, Mended: true, What: "relations and normalisations have no place in Quoth and are left out"})
	case id[0] != 'A' && id[0] != 'M':
		r.fault(line, "", "this line is not of brat's standoff: %q", short(s))
	}
}

func (r *reader) note(line int, kind, of, words string) {
	i, known := r.marks[of]
	if !known {
		if _, frame := r.frames[of]; !frame {
			r.fault(line, of, "the note is on something that is not in the file")
			return
		}
		r.draft.Faults = append(r.draft.Faults, foreign.Fault{Line: line, Where: of, Mended: true, What: "a note on a frame has no place in Quoth and is left out"})
		return
	}
	m := &r.draft.Marks[i]
	key := of + " " + kind
	switch {
	case kind == tag:
		m.Tags = append(m.Tags, words)
	case strings.HasPrefix(kind, fieldNote):
		if m.Fields == nil {
			m.Fields = map[string]string{}
		}
		name := strings.TrimPrefix(kind, fieldNote)
		if r.noted[key] {
			words = m.Fields[name] + "\n" + words
		}
		m.Fields[name] = words
	case r.noted[of]:
		m.Note += "\n" + words
	default:
		r.noted[of] = true
		m.Note = words
	}
	r.noted[key] = true
}

func (r *reader) attribute(line int, id string, head []string) {
	value := "true"
	if len(head) > 2 {
		value = head[2]
	}
	if i, frame := r.frames[head[1]]; frame {
		f := &r.draft.Frames[i]
		switch {
		case head[0] == "Form" && slices.Contains([]annotation.Form{annotation.Direct, annotation.Indirect, annotation.Mixed}, annotation.Form(value)):
			f.Form = annotation.Form(value)
		case head[0] == "Act" && slices.Contains(annotation.Acts, annotation.Act(value)):
			f.Act = annotation.Act(value)
		case head[0] == "Negated":
			f.Negated = true
		default:
			r.draft.Faults = append(r.draft.Faults, foreign.Fault{Line: line, Where: id, Mended: true, What: fmt.Sprintf("the attribute %q has no place on an attribution and is left out", short(head[0]))})
		}
		return
	}
	i, known := r.marks[head[1]]
	switch {
	case !known:
		r.fault(line, id, "the attribute is on %q, which is not in the file", short(head[1]))
	case head[0] == joins:
		if r.goesOn == nil {
			r.goesOn = map[string]string{}
		}
		r.goesOn[head[1]] = value
	default:
		m := &r.draft.Marks[i]
		if m.Fields == nil {
			m.Fields = map[string]string{}
		}
		m.Fields[strings.ToLower(strings.ReplaceAll(head[0], "_", "-"))] = value
	}
}

// join puts fragments together that were cut at a line end.
func (r *reader) join() {
	for _, id := range slices.Sorted(maps.Keys(r.goesOn)) {
		list := r.goesOn[id]
		m := &r.draft.Marks[r.marks[id]]
		for _, n := range slices.Backward(strings.Split(list, ",")) {
			i, err := strconv.Atoi(n)
			if err != nil || i < 1 || i >= len(m.Spans) {
				r.fault(m.Line, id, "the attribute %s names the fragment %q, which it does not have", joins, short(n))
				continue
			}
			m.Spans[i-1][1] = m.Spans[i][1]
			m.Spans = slices.Delete(m.Spans, i, i+1)
			if i < len(m.Exact) {
				m.Exact[i-1] += "\n" + m.Exact[i]
				m.Exact = slices.Delete(m.Exact, i, i+1)
			}
		}
	}
}

// short is the beginning of a line for a message.
func short(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
