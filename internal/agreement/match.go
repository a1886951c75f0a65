package agreement

import (
	"slices"
)

// A Match counts what two annotators' marks have in common.
type Match struct {
	One, Other     float64 // how much each has
	OfOne, OfOther float64 // how much of each the other has too
}

func (m *Match) add(o Match) {
	m.One += o.One
	m.Other += o.Other
	m.OfOne += o.OfOne
	m.OfOther += o.OfOther
}

// Precision is the share of the other's marks that are the one's too, with the
// one as the reference; Recall the share of the one's that the other has.
func (m Match) Precision() float64 { return ratio(m.OfOther, m.Other) }

// Recall is explained at Precision.
func (m Match) Recall() float64 { return ratio(m.OfOne, m.One) }

// F1 is the harmonic mean of precision and recall: van Rijsbergen (1979),
// ch. 7; as agreement: Hripcsak & Rothschild (2005). It does not depend
// on who is the reference. It is 0 if one of them has nothing and undefined if
// neither has anything.
func (m Match) F1() float64 {
	p, r := m.Precision(), m.Recall()
	switch {
	case m.One+m.Other == 0:
		return Undefined
	case !Defined(p) || !Defined(r) || p+r == 0:
		return 0
	}
	return 2 * p * r / (p + r)
}

// Matches are the three ways to compare marks of two annotators.
type Matches struct {
	// Exact matches have the same spans and label.
	Exact Match
	// Overlap matches share at least one character and the label; one mark may
	// match several: Breck, Choi & Cardie (2007).
	Overlap Match
	// Characters counts those that both gave the same label, each label apart:
	// the intersection of Johansson & Moschitti (2010).
	Characters Match
}

func (m *Matches) add(o Matches) {
	m.Exact.add(o.Exact)
	m.Overlap.add(o.Overlap)
	m.Characters.add(o.Characters)
}

// labelled are the marks of one annotator and label: their spans in the order
// of the text, the mark that each belongs to, and what they cover together.
type labelled struct {
	marks []int // what identifies each, ascending
	spans []Span
	of    []int
	cover []Unit
	chars float64
}

// identify numbers marks in their order, so that those with the same spans and
// label have the same number.
func identify(by [][]Mark) [][]int {
	type mark struct {
		*Mark
		who, at int
	}
	var all []mark
	ids := make([][]int, len(by))
	for who, marks := range by {
		ids[who] = make([]int, len(marks))
		for i := range marks {
			all = append(all, mark{&marks[i], who, i})
		}
	}
	slices.SortFunc(all, func(a, b mark) int { return compareMarks(*a.Mark, *b.Mark) })
	id := 0
	for i, m := range all {
		if i > 0 && compareMarks(*all[i-1].Mark, *m.Mark) != 0 {
			id++
		}
		ids[m.who][m.at] = id
	}
	return ids
}

// byLabel sorts one annotator's marks by label.
func (c *coder) byLabel(marks []Mark, ids []int) []labelled {
	list := make([]labelled, len(c.labels))
	for i, m := range marks {
		l := &list[c.index[m.Label]]
		for _, s := range m.Spans {
			l.spans = append(l.spans, s)
			l.of = append(l.of, len(l.marks))
		}
		l.marks = append(l.marks, ids[i])
	}
	for i := range list {
		l := &list[i]
		order := make([]int, len(l.spans))
		for k := range order {
			order[k] = k
		}
		slices.SortFunc(order, func(a, b int) int { return int(l.spans[a].Start - l.spans[b].Start) })
		spans, of := make([]Span, len(order)), make([]int, len(order))
		for k, from := range order {
			spans[k], of[k] = l.spans[from], l.of[from]
		}
		l.spans, l.of = spans, of
		for _, s := range spans {
			if n := len(l.cover); n > 0 && int(s.Start) <= l.cover[n-1].End {
				l.cover[n-1].End = max(l.cover[n-1].End, int(s.End))
				continue
			}
			l.cover = append(l.cover, Unit{Start: int(s.Start), End: int(s.End)})
		}
		for _, c := range l.cover {
			l.chars += float64(c.Len())
		}
	}
	return list
}

// match compares the marks of two annotators with one label. a and b are work
// space for one flag a mark.
func match(one, other *labelled, a, b []bool) (m Matches) {
	n, k := float64(len(one.marks)), float64(len(other.marks))
	m.Exact.One, m.Exact.Other = n, k
	m.Overlap.One, m.Overlap.Other = n, k
	m.Characters.One, m.Characters.Other = one.chars, other.chars
	if n == 0 || k == 0 {
		return m
	}
	for i, j := 0, 0; i < len(one.marks) && j < len(other.marks); {
		switch {
		case one.marks[i] < other.marks[j]:
			i++
		case one.marks[i] > other.marks[j]:
			j++
		default:
			m.Exact.OfOne++
			m.Exact.OfOther++
			i++
			j++
		}
	}
	clear(a[:len(one.marks)])
	clear(b[:len(other.marks)])
	meet := func(i, j int) {
		if k := one.of[i]; !a[k] {
			a[k] = true
			m.Overlap.OfOne++
		}
		if k := other.of[j]; !b[k] {
			b[k] = true
			m.Overlap.OfOther++
		}
	}
	if len(one.cover) == len(one.spans) && len(other.cover) == len(other.spans) {
		// Nobody's spans overlap, so that one walk over them does for both.
		for i, j := 0, 0; i < len(one.cover) && j < len(other.cover); {
			x, y := &one.cover[i], &other.cover[j]
			if both := min(x.End, y.End) - max(x.Start, y.Start); both > 0 {
				m.Characters.OfOne += float64(both)
				meet(i, j)
			}
			if x.End < y.End {
				i++
			} else {
				j++
			}
		}
		m.Characters.OfOther = m.Characters.OfOne
		return m
	}
	first := 0
	for i, s := range one.spans {
		// Spans of one annotator may overlap, so an end says nothing of those
		// that begin later, but what ends before the earliest start is done.
		for first < len(other.spans) && other.spans[first].End <= s.Start {
			first++
		}
		for j := first; j < len(other.spans) && other.spans[j].Start < s.End; j++ {
			if s.Overlaps(other.spans[j]) {
				meet(i, j)
			}
		}
	}
	for i, j := 0, 0; i < len(one.cover) && j < len(other.cover); {
		x, y := one.cover[i], other.cover[j]
		if both := min(x.End, y.End) - max(x.Start, y.Start); both > 0 {
			m.Characters.OfOne += float64(both)
		}
		if x.End < y.End {
			i++
		} else {
			j++
		}
	}
	m.Characters.OfOther = m.Characters.OfOne
	return m
}
