// Package survey compares what an engine proposes with what people marked and
// counts its errors by kind, the commonest first.
//
// A proposal is paired with the marked attribution that it shares most of its
// content with, one to one, if that is at least half of the letters and digits
// of both, as is usual for overlap scores.
package survey

import (
	"cmp"
	"slices"
	"unicode"

	"quoth/internal/article"
	"quoth/internal/suggest"
	"quoth/internal/suggest/attribution"
	"quoth/internal/text"
)

// A Count is how often a kind of error was made.
type Count struct {
	Kind
	Errors int
	First  int // index of the first example that has it
}

// A Survey is the errors of an engine.
type Survey struct {
	Articles, Marked, Proposed, Paired int
	Kinds                              []Count // the commonest first
}

// Of compares what propose says of each example's article with its gold.
func Of(examples []attribution.Example, propose func(*article.Article) []suggest.Attribution) Survey {
	s := Survey{Articles: len(examples)}
	counts := map[Kind]*Count{}
	for i, e := range examples {
		c := newComparison(e, propose(e.Article))
		s.Marked += len(e.Gold)
		s.Proposed += len(c.proposed)
		s.Paired += len(c.pairOf)
		for _, k := range c.errors() {
			if counts[k] == nil {
				counts[k] = &Count{Kind: k, First: i}
			}
			counts[k].Errors++
		}
	}
	for _, c := range counts {
		s.Kinds = append(s.Kinds, *c)
	}
	slices.SortFunc(s.Kinds, func(a, b Count) int {
		return cmp.Or(b.Errors-a.Errors, cmp.Compare(a.Name, b.Name))
	})
	return s
}

// A comparison is of one article.
type comparison struct {
	article  *article.Article
	gold     []attribution.Gold
	proposed []suggest.Attribution
	letters  []int       // that stand before each byte
	pairOf   map[int]int // the proposal of a gold attribution
	taken    map[int]bool
}

func newComparison(e attribution.Example, proposed []suggest.Attribution) *comparison {
	c := &comparison{article: e.Article, gold: e.Gold, proposed: proposed, pairOf: map[int]int{}, taken: map[int]bool{}}
	c.letters = make([]int, len(e.Article.Text)+1)
	n := 0
	for i, r := range e.Article.Text {
		c.letters[i] = n
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	c.letters[len(e.Article.Text)] = n
	type candidate struct {
		share float64
		g, p  int
	}
	var all []candidate
	for g := range c.gold {
		for p := range c.proposed {
			if share := c.share(c.gold[g].Content, c.proposed[p].Content); share >= 0.5 {
				all = append(all, candidate{share: share, g: g, p: p})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return cmp.Compare(b.share, a.share) })
	for _, m := range all {
		if _, done := c.pairOf[m.g]; !done && !c.taken[m.p] {
			c.pairOf[m.g], c.taken[m.p] = m.p, true
		}
	}
	return c
}

// common is the letters that two lists of spans share.
func (c *comparison) common(a, b []text.Bytes) (n int) {
	for _, x := range a {
		for _, y := range b {
			if from, to := max(x.Start, y.Start), min(x.End, y.End); from < to {
				n += c.letters[to] - c.letters[from]
			}
		}
	}
	return n
}

func (c *comparison) size(spans []text.Bytes) int { return c.common(spans, spans) }

// share is the letters that two lists have in common, of those of either.
func (c *comparison) share(a, b []text.Bytes) float64 {
	both := c.common(a, b)
	if both == 0 {
		return 0
	}
	return float64(both) / float64(c.size(a)+c.size(b)-both)
}
