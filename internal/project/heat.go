package project

import (
	"cmp"
	"math/bits"
	"slices"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/text"
)

// A Reader is one person's layer, with whom it is told of.
type Reader struct {
	Name  string // pseudonym, or "" to whom it is not told
	Layer *annotation.Layer
}

// A Heat is how many readers have marked which passage of an article, and as
// what. What they have read of it is theirs, whoever asks.
type Heat struct {
	Readers  int       `json:"readers"`
	Passages []Passage `json:"passages"` // of one reader or more, in text order
}

// A Passage is a stretch of the text over which nothing changes.
type Passage struct {
	Start  text.CodePoint `json:"start"`
	End    text.CodePoint `json:"end"`
	By     int            `json:"by"` // readers who marked it, with whatever label
	Labels []Count        `json:"labels"`
	// Split is how far the labels of those who marked it differ: 0 if all gave
	// the same, towards 1 the more evenly they are spread.
	Split float64 `json:"split,omitempty"`
	span  text.Bytes
}

// Span is the passage in bytes of the text.
func (p *Passage) Span() text.Bytes { return p.span }

// A Count is how many readers gave a label.
type Count struct {
	Label string `json:"label"`
	By    int    `json:"by"`
}

// A set is of readers, by their place in the list.
type set []uint64

func (s set) has(i int) bool { return s[i/64]>>(i%64)&1 != 0 }
func (s set) add(i int)      { s[i/64] |= 1 << (i % 64) }
func (s set) drop(i int)     { s[i/64] &^= 1 << (i % 64) }
func (s set) len() (n int) {
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// A sweep is the text cut wherever a mark begins or ends, with who has marked
// each piece as what.
type sweep struct {
	article *article.Article
	readers int
	labels  []string // in the order of the first reader's scheme
	cuts    []text.Byte
	by      [][]set // by piece and label; piece i is from cuts[i] to cuts[i+1]
}

// newSweep goes through the marks of all readers once, in text order. Labels
// that are given by saying who says something are left out: they follow from
// others.
func newSweep(a *article.Article, readers []Reader) *sweep {
	s := &sweep{article: a, readers: len(readers)}
	index := map[string]int{}
	type edge struct {
		at     text.Byte
		label  int
		reader int
		by     int // +1 where a mark begins, -1 where it ends
	}
	var edges []edge
	for i, r := range readers {
		for _, l := range r.Layer.Scheme.Labels {
			if _, known := index[l.ID]; !known && !l.Derived {
				index[l.ID] = len(s.labels)
				s.labels = append(s.labels, l.ID)
			}
		}
		for _, an := range r.Layer.Annotations {
			label, counts := index[an.Label]
			if !counts {
				continue
			}
			for _, t := range an.Target {
				edges = append(edges, edge{t.Start, label, i, 1}, edge{t.End, label, i, -1})
			}
		}
	}
	slices.SortFunc(edges, func(x, y edge) int { return cmp.Compare(x.at, y.at) })
	words := (len(readers) + 63) / 64
	depth := make([]int16, len(s.labels)*len(readers))
	now := make([]set, len(s.labels))
	for l := range now {
		now[l] = make(set, words)
	}
	s.cuts = append(s.cuts, 0)
	piece := func(until text.Byte) {
		if until == s.cuts[len(s.cuts)-1] {
			return
		}
		flat := make(set, words*len(now))
		here := make([]set, len(now))
		for l := range now {
			here[l] = flat[l*words : (l+1)*words]
			copy(here[l], now[l])
		}
		s.by = append(s.by, here)
		s.cuts = append(s.cuts, until)
	}
	for _, e := range edges {
		piece(e.at)
		d := &depth[e.label*len(readers)+e.reader]
		*d += int16(e.by)
		if *d > 0 {
			now[e.label].add(e.reader)
		} else {
			now[e.label].drop(e.reader)
		}
	}
	piece(text.Byte(len(a.Text)))
	return s
}

// anyone is the readers who marked a piece, with whatever label.
func (s *sweep) anyone(piece int) set {
	all := make(set, (s.readers+63)/64)
	for _, by := range s.by[piece] {
		for w := range by {
			all[w] |= by[w]
		}
	}
	return all
}

// length of a piece in code points.
func (s *sweep) lengths() []int {
	list := make([]int, len(s.by))
	for i := range list {
		list[i] = len([]rune(s.article.Text[s.cuts[i]:s.cuts[i+1]]))
	}
	return list
}

// NewHeat counts who has marked what.
func NewHeat(a *article.Article, readers []Reader) Heat {
	s := newSweep(a, readers)
	h := Heat{Readers: len(readers), Passages: []Passage{}}
	at := text.CodePoint(0)
	for i, length := range s.lengths() {
		p := Passage{Start: at, End: at + text.CodePoint(length), By: s.anyone(i).len(), span: text.Bytes{Start: s.cuts[i], End: s.cuts[i+1]}}
		at = p.End
		if p.By == 0 {
			continue
		}
		given, same := 0, 0.0
		for l, by := range s.by[i] {
			if n := by.len(); n > 0 {
				p.Labels = append(p.Labels, Count{s.labels[l], n})
				given += n
				same += float64(n) * float64(n)
			}
		}
		slices.SortStableFunc(p.Labels, func(x, y Count) int { return cmp.Compare(y.By, x.By) })
		if len(p.Labels) > 1 {
			p.Split = 1 - same/float64(given*given)
		}
		h.Passages = append(h.Passages, p)
	}
	return h
}

// Level is how strongly a passage is shown, from 1 to most: the share of the
// readers who marked it.
func (h *Heat) Level(p *Passage, most int) int {
	return max(1, (p.By*most+h.Readers-1)/max(h.Readers, 1))
}
