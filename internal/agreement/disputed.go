package agreement

import (
	"slices"

	"quoth/internal/article"
	"quoth/internal/text"
)

// A Passage is a stretch of an article on which annotators differ.
type Passage struct {
	Article article.ID
	Span    Span
	Share   float64 // of the pairs of annotators, on average over its characters
	Amount  float64 // Share times length: how much of the whole disagreement it is
	Sides   []Side  // those with the most annotators first
}

// A Side is what some annotators have in a passage: all labels there, sorted,
// or none.
type Side struct {
	Labels     []string
	Annotators []string
}

// disputed lists the passages of a continuum in the order of the text. A
// passage ends where all annotators have the same, marked or not.
func (c *coder) disputed(x *Continuum, r *measured) []Passage {
	m := float64(len(x.Annotators))
	var list []Passage
	if m < 2 {
		return nil
	}
	open := false
	sections(r.edges, len(x.Annotators), len(c.sets), x.Length, func(s *section) {
		if len(s.sets) == 1 {
			open = false
			return
		}
		equal := 0.0
		for _, set := range s.sets {
			equal += s.count[set] * (s.count[set] - 1)
		}
		if !open {
			list = append(list, Passage{Article: x.Article, Span: Span{Start: text.CodePoint(s.start)}})
			open = true
		}
		p := &list[len(list)-1]
		p.Span.End = text.CodePoint(s.end)
		p.Amount += (1 - equal/(m*(m-1))) * float64(s.end-s.start)
	})
	at := make([]int, len(r.runs))
	for i := range list {
		p := &list[i]
		p.Share = p.Amount / float64(p.Span.Len())
		p.Sides = c.sides(x, r.runs, at, p.Span)
	}
	return list
}

// sides says who has what in a passage. at holds, for each annotator, a run
// that begins no later than the passage, and is moved on to it.
func (c *coder) sides(x *Continuum, runs [][]run, at []int, span Span) []Side {
	var sides []Side
	for who, list := range runs {
		for at[who]+1 < len(list) && list[at[who]+1].start <= int(span.Start) {
			at[who]++
		}
		var labels []string
		for i := at[who]; i < len(list) && list[i].start < int(span.End); i++ {
			for _, l := range c.sets[list[i].set] {
				if !slices.Contains(labels, c.labels[l]) {
					labels = append(labels, c.labels[l])
				}
			}
		}
		slices.Sort(labels)
		k := slices.IndexFunc(sides, func(s Side) bool { return slices.Equal(s.Labels, labels) })
		if k < 0 {
			k = len(sides)
			sides = append(sides, Side{Labels: labels})
		}
		sides[k].Annotators = append(sides[k].Annotators, x.Annotators[who])
	}
	slices.SortStableFunc(sides, func(a, b Side) int { return len(b.Annotators) - len(a.Annotators) })
	return sides
}
