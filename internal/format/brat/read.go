package brat

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"quoth/internal/format"
	"quoth/internal/format/foreign"
)

// Read reads an .ann file with the text beside it. The faults tell what is
// wrong, by line of the .ann file; what is wrong is not in the document.
// Relations (R), equivalences (*) and normalisations (N) have no place in
// Quoth and are told as mended.
func Read(ann []byte, words string, at time.Time) (*format.Document, []foreign.Fault) {
	r := reader{
		draft: foreign.Draft{Text: words, Unit: foreign.CodePoints, At: at},
		marks: map[string]int{}, frames: map[string]int{}, triggers: map[string]bool{}, lines: map[string]int{}, noted: map[string]bool{},
	}
	lines := strings.Split(strings.TrimPrefix(string(ann), "\uFEFF"), "\n")
	crlf := strings.HasSuffix(lines[0], "\r")
	var late []int
	for i, line := range lines {
		if crlf {
			line = strings.TrimSuffix(line, "\r")
			lines[i] = line
		}
		switch {
		case strings.TrimSpace(line) == "":
		case line[0] == 'T':
			r.entity(i+1, line)
		case line[0] == 'E':
			r.event(i+1, line)
		default:
			late = append(late, i) // notes and attributes may stand before what they are about
		}
	}
	for _, i := range late {
		r.about(i+1, lines[i])
	}
	r.join()
	r.draft.Marks = slices.DeleteFunc(r.draft.Marks, func(m foreign.Mark) bool { return r.triggers[m.ID] && strings.HasPrefix(m.Label, trigger) })
	return r.draft.Document()
}

type reader struct {
	draft         foreign.Draft
	marks, frames map[string]int // index by id
	lines         map[string]int // where an id stands
	triggers      map[string]bool
	noted         map[string]bool // id and kind of note that has a line already
	goesOn        map[string]string
}

func (r *reader) fault(line int, id, what string, args ...any) {
	r.draft.Faults = append(r.draft.Faults, foreign.Fault{Line: line, Where: id, What: fmt.Sprintf(what, args...)})
}

// new notes an id, and refuses one that was there.
func (r *reader) new(line int, id string) bool {
	if first, twice := r.lines[id]; twice {
		r.fault(line, id, "the id stands in line %d already", first)
		return false
	}
	r.lines[id] = line
	return true
}

// entity reads "T1<tab>Type 0 5;8 10<tab>words".
func (r *reader) entity(line int, s string) {
	cells := strings.SplitN(s, "\t", 3)
	if len(cells) < 2 {
		r.fault(line, "", "here an id, a tab, a type with offsets, a tab and words should stand, not %q", short(s))
		return
	}
	m := foreign.Mark{ID: cells[0], Line: line}
	if !r.new(line, m.ID) {
		return
	}
	kind, places, _ := strings.Cut(cells[1], " ")
	m.Label = kind
	for part := range strings.SplitSeq(places, ";") {
		from, to, _ := strings.Cut(part, " ")
		start, err := strconv.Atoi(from)
		end, err2 := strconv.Atoi(to)
		if err != nil || err2 != nil || kind == "" {
			r.fault(line, m.ID, "%q is not a type with offsets like \"Content 0 5;8 10\"", short(cells[1]))
			return
		}
		m.Spans = append(m.Spans, [2]int{start, end})
	}
	if len(cells) == 3 {
		m.Exact = r.exact(m.Spans, cells[2])
	}
	r.marks[m.ID] = len(r.draft.Marks)
	r.draft.Marks = append(r.draft.Marks, m)
}

// exact divides the words of a T line among its fragments, which stand there
// with a space between them. Where the lengths do not add up the words belong
// to one unit that is not this one; then they are given to the first fragment,
// which will not match and be told.
func (r *reader) exact(spans [][2]int, words string) []string {
	if len(spans) == 1 {
		return []string{words}
	}
	var parts []string
	rest := []rune(words)
	for i, s := range spans {
		n := s[1] - s[0]
		if i > 0 && len(rest) > 0 {
			rest = rest[1:]
		}
		if n < 0 || n > len(rest) {
			return []string{words}
		}
		parts = append(parts, string(rest[:n]))
		rest = rest[n:]
	}
	if len(rest) > 0 {
		return []string{words}
	}
	return parts
}

// event reads "E1<tab>Attribution:T4 Content:T3 Cue:T2 Source:T1".
func (r *reader) event(line int, s string) {
	id, rest, tab := strings.Cut(s, "\t")
	parts := strings.Fields(rest)
	if !tab || len(parts) == 0 {
		r.fault(line, "", "here an id, a tab and a frame should stand, not %q", short(s))
		return
	}
	if !r.new(line, id) {
		return
	}
	f := foreign.Frame{ID: id, Line: line}
	for i, p := range parts {
		role, to, colon := strings.Cut(p, ":")
		if !colon {
			r.fault(line, id, "%q is not a role with an id like \"Content:T3\"", short(p))
			return
		}
		if i == 0 {
			if !strings.HasPrefix(role, trigger) {
				r.draft.Faults = append(r.draft.Faults, foreign.Fault{Line: line, Where: id, Mended: true, What: fmt.Sprintf("events of the type %q have no place in Quoth and are left out", short(role))})
				return
			}
			r.triggers[to] = true
			continue
		}
		switch strings.TrimRight(role, "0123456789") {
		case "Content":
			f.Content = append(f.Content, to)
		case "Source":
			f.Source = append(f.Source, to)
		case "Cue":
			if f.Cue != "" {
				r.fault(line, id, "it has two cues")
				continue
			}
			f.Cue = to
		default:
			r.fault(line, id, "the role %q is none of Content, Cue and Source", short(role))
		}
	}
	r.frames[id] = len(r.draft.Frames)
	r.draft.Frames = append(r.draft.Frames, f)
}
