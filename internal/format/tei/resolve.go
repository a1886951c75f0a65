package tei

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"quoth/internal/annotation"
	"quoth/internal/format/foreign"
	"quoth/internal/text"
)

// nameOf is what an id or a reference names: what n says, or the id itself.
func (r *reader) nameOf(ref string) string {
	id := strings.TrimPrefix(ref, "#")
	if n, known := r.names[id]; known {
		return n
	}
	return id
}

func (r *reader) namesOf(refs []string) (all []string) {
	for _, ref := range refs {
		all = append(all, r.nameOf(ref))
	}
	return all
}

// document makes the draft of what was gathered.
func (r *reader) document() {
	at := r.marked()
	r.pointed(at)
	ours := slices.ContainsFunc(r.all, func(f fs) bool { return f.kind == "layer" })
	speakers := map[string]*annotation.Speaker{}
	for _, id := range slices.Sorted(maps.Keys(r.people)) {
		name := r.people[id]
		if name == "" {
			name = r.nameOf(id)
		}
		p := &annotation.Speaker{ID: annotation.SpeakerID(r.nameOf(id)), Name: name, Kind: annotation.Person}
		speakers[id] = p
		r.draft.Speakers = append(r.draft.Speakers, p)
	}
	slices.SortFunc(r.draft.Speakers, func(a, b *annotation.Speaker) int { return strings.Compare(string(a.ID), string(b.ID)) })
	for _, f := range r.all {
		mark := func() *foreign.Mark {
			if i, known := at[f.of]; known {
				return &r.draft.Marks[i]
			}
			r.fault(f.of, "a feature structure is about it, but it is not a passage of the file")
			return new(foreign.Mark)
		}
		switch f.kind {
		case "layer":
			r.layer(f)
		case "passage":
			f.into(mark())
		case "evidence":
			m := mark()
			m.Evidence = append(m.Evidence, annotation.Evidence{
				URL: f.one("url"), Archived: f.one("archived"), Quote: f.one("quote"), Date: f.one("date"), Stance: annotation.Stance(f.one("stance")), Note: f.one("note"),
			})
		case "speaker":
			if p := speakers[f.of]; p != nil {
				f.describe(p)
			}
		case "attribution":
			r.draft.Frames = append(r.draft.Frames, r.frame(f))
		case "reading":
			r.reading(f)
		}
	}
	if !ours {
		r.saidBy(at, speakers)
	}
}

// marked makes marks of what is marked in the text, and joins the parts of a
// broken quotation. It returns where each stands, by xml:id.
func (r *reader) marked() map[string]int {
	at := map[string]int{}
	slices.SortStableFunc(r.closed, func(a, b *element) int { return a.span[0] - b.span[0] })
	for i, c := range r.closed {
		if c.span[0] < 0 || c.span[1] <= c.span[0] {
			r.draft.Faults = append(r.draft.Faults, foreign.Fault{Where: c.id, Mended: true, What: fmt.Sprintf("the %s has no words and is left out", c.name)})
			continue
		}
		if before, known := at[strings.TrimPrefix(c.prev, "#")]; known && c.prev != "" {
			r.draft.Marks[before].Spans = append(r.draft.Marks[before].Spans, c.span)
			if c.id != "" {
				at[c.id] = before
			}
			continue
		}
		if c.id == "" {
			c.id = fmt.Sprint("passage", i+1)
		}
		m := foreign.Mark{ID: c.id, Label: c.name, Spans: [][2]int{c.span}}
		if c.n != "" {
			m.ID = c.n
		}
		if label := r.label(c.ana); label != "" {
			m.Label = label
		}
		at[c.id] = len(r.draft.Marks)
		r.draft.Marks = append(r.draft.Marks, m)
	}
	return at
}

// label is the category that ana names, or the last part of another reference.
func (r *reader) label(ana string) string {
	refs := strings.Fields(ana)
	if len(refs) == 0 {
		return ""
	}
	id := strings.TrimPrefix(refs[0], "#")
	if label, known := r.labels[id]; known {
		return label
	}
	return id[strings.LastIndexAny(id, "#/")+1:]
}

// pointed makes marks of the spans of standOff, and tells if their words stand
// where they would if offsets counted UTF-16 code units.
func (r *reader) pointed(at map[string]int) {
	index := text.NewIndex(r.draft.Text)
	told, right, units := 0, 0, 0
	for i, s := range r.spans {
		id := s.id
		if id == "" {
			id = fmt.Sprint("span", i+1)
		}
		m := foreign.Mark{ID: id, Label: r.label(s.ana), Spans: r.places(id, s.target)}
		if s.n != "" {
			m.ID = s.n
		}
		if m.Label == "" {
			m.Label = "span"
		}
		if len(m.Spans) == 0 {
			continue
		}
		if s.words != "" {
			told++
			if r.says(index, m.Spans, s.words, false) {
				right++
			} else if len(m.Spans) == 1 {
				m.Exact = []string{s.words}
			} else {
				r.fault(m.ID, "its words are not %.60q", s.words)
			}
			if r.says(index, m.Spans, s.words, true) {
				units++
			}
		}
		at[s.id] = len(r.draft.Marks)
		r.draft.Marks = append(r.draft.Marks, m)
	}
	if units > right {
		r.fault("", "the offsets do not count code points: %d of %d passages say what the file expects; counted in UTF-16 code units, %d do", right, told, units)
	}
}

// says reports whether the words of the spans are those that are told, with
// offsets in code points or, from the beginning of the paragraph, in UTF-16.
func (r *reader) says(x *text.Index, spans [][2]int, words string, utf16 bool) bool {
	var parts []string
	for _, s := range spans {
		b, err := x.FromCodePoint(text.Span[text.CodePoint]{Start: text.CodePoint(s[0]), End: text.CodePoint(s[1])})
		if utf16 {
			i := slices.IndexFunc(r.blocks, func(b block) bool { return b.start >= 0 && b.start <= s[0] && s[0] <= b.end })
			if i < 0 {
				return false
			}
			start := r.blocks[i].start
			from, err2 := x.FromCodePoint(text.Span[text.CodePoint]{Start: text.CodePoint(start), End: text.CodePoint(start)})
			if err2 != nil {
				return false
			}
			u, err2 := x.UTF16(from)
			if err2 != nil {
				return false
			}
			b, err = x.FromUTF16(text.Span[text.UTF16]{Start: u.Start + text.UTF16(s[0]-start), End: u.Start + text.UTF16(s[1]-start)})
		}
		if err != nil {
			return false
		}
		parts = append(parts, r.draft.Text[b.Start:b.End])
	}
	return strings.Join(strings.Fields(strings.Join(parts, " … ")), " ") == strings.Join(strings.Fields(words), " ")
}

// places reads the pointers of a span.
func (r *reader) places(id, target string) (spans [][2]int) {
	for pointer := range strings.FieldsSeq(target) {
		inner, is := strings.CutPrefix(pointer, "#string-range(")
		if is {
			p := strings.Split(strings.TrimSuffix(inner, ")"), ",")
			if len(p) == 3 {
				from, ok := r.offset(p[0], p[1])
				length, err := strconv.Atoi(p[2])
				if ok && err == nil && length > 0 {
					spans = append(spans, [2]int{from, from + length})
					continue
				}
			}
		} else if inner, is = strings.CutPrefix(pointer, "#range(string-index("); is {
			p := strings.FieldsFunc(strings.ReplaceAll(inner, "string-index", ""), func(c rune) bool { return strings.ContainsRune("(),", c) })
			if len(p) == 4 {
				from, ok := r.offset(p[0], p[1])
				to, ok2 := r.offset(p[2], p[3])
				if ok && ok2 {
					spans = append(spans, [2]int{from, to})
					continue
				}
			}
		}
		r.fault(id, "its target %.60q is not string-range(ID,OFFSET,LENGTH) or range(string-index(ID,OFFSET),string-index(ID,OFFSET)) of a paragraph of the text", pointer)
		return nil
	}
	return spans
}

func (r *reader) offset(id, number string) (int, bool) {
	n, err := strconv.Atoi(number)
	i := slices.IndexFunc(r.blocks, func(b block) bool { return b.id == id && b.start >= 0 })
	if err != nil || n < 0 || i < 0 || n > 1<<30 {
		return 0, false
	}
	return r.blocks[i].start + n, true
}
