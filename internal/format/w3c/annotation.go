package w3c

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"quoth/internal/annotation"
	"quoth/internal/format/foreign"
)

// annotation reads one annotation into the draft of its layer. Each of
// several targets is meant by itself, so each becomes an annotation.
func (r *reader) annotation(n node) {
	d := r.draft(n.text("layer"))
	r.ids++
	m := foreign.Mark{ID: idOf(n.text("id"), "annotation"), At: n.time("created"), Modified: n.time("modified"), Creator: n.node("creator").text("name"), Origin: originOf(n)}
	if m.ID == "" {
		m.ID = "a" + strconv.Itoa(r.ids)
	}
	if c := n.node("claim"); c != nil {
		m.Claim = new(annotation.Claim)
		if err := c.into(m.Claim); err != nil {
			d.Faults = append(d.Faults, foreign.Fault{Where: m.ID, What: fmt.Sprintf("its claim cannot be read: %v", err)})
		}
	}
	for _, v := range n.nodes("evidence") {
		var e annotation.Evidence
		if err := v.into(&e); err != nil {
			d.Faults = append(d.Faults, foreign.Fault{Where: m.ID, What: fmt.Sprintf("its evidence cannot be read: %v", err)})
			continue
		}
		m.Evidence = append(m.Evidence, e)
	}
	r.bodies(n, &m)
	targets := n.nodes("target")
	for i, t := range targets {
		one := m
		if i > 0 {
			one.ID += "." + strconv.Itoa(i+1)
		}
		parts := []node{t}
		if t.is("oa:Composite") || t.is("Composite") || t.is("List") {
			parts = t.nodes("items")
		}
		whole := true
		for _, part := range parts {
			whole = r.place(part, &one, d) && whole
		}
		if whole {
			d.Marks = append(d.Marks, one)
		}
	}
	if len(targets) == 0 {
		d.Faults = append(d.Faults, foreign.Fault{Where: m.ID, What: "it has no target"})
	}
}

// bodies reads what was said, by purpose. Without a label of ours the first
// tag is the label, and without a tag the motivation.
func (r *reader) bodies(n node, m *foreign.Mark) {
	s := saidOf(n)
	m.Label, m.Tags, m.Note, m.Fields = s.label, s.tags, s.note, s.fields
	if m.Label == "" && len(s.classes) > 0 {
		m.Label, s.classes = s.classes[0], s.classes[1:]
	}
	for _, class := range s.classes {
		join(&m.Note, class)
	}
	if s.label == "" {
		for _, url := range s.links {
			m.Evidence = append(m.Evidence, annotation.Evidence{URL: url})
		}
	}
	if m.Label == "" && len(m.Tags) > 0 {
		m.Label, m.Tags = m.Tags[0], m.Tags[1:]
	}
	if m.Label == "" {
		m.Label = n.text("motivation")
	}
	if m.Label == "" {
		m.Label = "note"
	}
}

// place reads one span of a target. It returns false where there is none.
func (r *reader) place(n node, m *foreign.Mark, d *foreign.Draft) bool {
	fault := func(what string, args ...any) bool {
		d.Faults = append(d.Faults, foreign.Fault{Where: m.ID, What: fmt.Sprintf(what, args...)})
		return false
	}
	var span *[2]int
	var quote node
	selectors := n.nodes("selector")
	for _, s := range selectors {
		switch {
		case s.is("TextPositionSelector") || s.is("DataPositionSelector"):
			start, known := s.int("start")
			end, known2 := s.int("end")
			if !known || !known2 {
				return fault("its TextPositionSelector has no whole numbers as start and end")
			}
			if s.is("TextPositionSelector") {
				span = &[2]int{start, end}
			}
		case s.is("TextQuoteSelector"):
			quote = s
		case s.is("FragmentSelector") && strings.HasPrefix(s.text("value"), "char="): // RFC 5147
			var at [2]int
			if _, err := fmt.Sscanf(s.text("value"), "char=%d,%d", &at[0], &at[1]); err == nil && span == nil {
				span = &at
			}
		}
	}
	switch exact := quote.text("exact"); {
	case span != nil:
		if quote != nil && len(m.Exact) == len(m.Spans) { // words that are told for each span so far
			m.Exact = append(m.Exact, exact)
		}
		m.Spans = append(m.Spans, *span)
	case exact != "":
		at, places := r.find(quote)
		if places != 1 {
			return fault("its words stand in %d places of the text, and it has no position: %.40q", places, exact)
		}
		m.Spans = append(m.Spans, at)
	default:
		d.Faults = append(d.Faults, foreign.Fault{Where: m.ID, Mended: true, What: "it points at no passage and is left out"})
		return false
	}
	return true
}

// find looks for a quotation with its context, and then without. It returns
// its code points and in how many places it stands.
func (r *reader) find(quote node) (at [2]int, places int) {
	exact := quote.text("exact")
	for _, around := range [][2]string{{quote.text("prefix"), quote.text("suffix")}, {}} {
		words := around[0] + exact + around[1]
		if places = strings.Count(r.text, words); places == 1 {
			i := strings.Index(r.text, words) + len(around[0])
			start := utf8.RuneCountInString(r.text[:i])
			return [2]int{start, start + utf8.RuneCountInString(exact)}, 1
		}
	}
	return at, places
}
