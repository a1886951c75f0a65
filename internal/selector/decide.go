package selector

import (
	"cmp"
	"slices"
)

// What counts as found. On news pages, a sentence of another article keeps up
// to .32 of itself in runs at its likest place, at a likeness of .47; one with
// a tenth of its words changed keeps .83 and more.
const (
	leastKept     = .6  // of the words, to be found
	leastLikeness = .5  // of the words, to be found
	keptByContext = .35 // of the words, where the context is there
	keptAlone     = .8  // of the words, to be placed among strange words
	contextIsHere = .35 // of the context, to say that it is there
	contextHolds  = .5  // of the context, to lean on it
	margin        = .06 // of rank, to prefer one place to another
	telling       = 16  // symbols: fewer words may stand anywhere by chance
)

// rank orders candidates: words before context.
func (c candidate) rank(p pattern) float64 {
	words := (c.quote + c.kept) / 2
	if p.around() == 0 {
		return words
	}
	return .7*words + .3*(max(0, c.context)+c.keptAround)/2
}

// score is the certainty that is shown.
func (c candidate) score(p pattern) float64 {
	s := c.quote
	if p.around() > 0 {
		s = .75*s + .25*max(0, c.context)
	}
	return min(1, max(0, s))
}

// alien reports whether the words around are others than they were.
func (c candidate) alien(p pattern) bool { return p.around() > 0 && c.keptAround < contextIsHere }

// likely reports whether a candidate is worth a place or a question.
func (c candidate) likely() bool {
	if c.start >= c.end {
		return false
	}
	least := leastKept
	if c.keptAround >= contextHolds {
		least = keptByContext
	}
	return c.kept >= least && c.quote >= leastLikeness
}

// weigh leaves the likely candidates, the best first and each place once.
func weigh(p pattern, list []candidate) []candidate {
	list = slices.DeleteFunc(list, func(c candidate) bool { return !c.likely() })
	slices.SortStableFunc(list, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.rank(p), a.rank(p)), cmp.Compare(a.start, b.start))
	})
	best := list[:0]
	for _, c := range list {
		if !slices.ContainsFunc(best, func(b candidate) bool { return c.start < b.end && b.start < c.end }) {
			best = append(best, c)
		}
	}
	return best
}

// rivals are the candidates, of those that weigh gave, that are about as good
// as the best.
func rivals(p pattern, list []candidate) []candidate {
	n := 0
	for n < len(list) && list[0].rank(p)-list[n].rank(p) < margin {
		n++
	}
	return list[:n]
}

// settle is the choice for one passage alone: the only candidate or the one
// that its position speaks for, and whether there is one.
func settle(p pattern, list []candidate, near point) (candidate, bool) {
	best := list[0]
	alien := best.alien(p)
	here := func(c candidate) bool { return near >= 0 && c.start == near }
	if len(list) == 1 {
		doubtful := alien && (p.end-p.start < telling || best.kept < keptAlone)
		return best, !doubtful || here(best)
	}
	if near < 0 || alien {
		return best, false
	}
	byDistance := slices.Clone(list)
	slices.SortStableFunc(byDistance, func(a, b candidate) int {
		return cmp.Compare(distance(a.start, near), distance(b.start, near))
	})
	first, second := byDistance[0], byDistance[1]
	if here(first) {
		return first, true
	}
	// Near is not enough without context: texts grow and shrink above.
	return first, p.around() > 0 && 8*distance(first.start, near) <= distance(second.start, near)
}

func distance(a, b point) point { return max(a-b, b-a) }

// Find finds one passage by its words, context and position.
func (x *Index) Find(s Selector) Anchor {
	f := &finder{Index: x}
	p := newPattern(s)
	near := x.near(s.Position)
	list := rivals(p, weigh(p, f.candidates(p, near)))
	if len(list) == 0 {
		return Anchor{State: Lost}
	}
	c, sure := settle(p, list, near)
	if !sure {
		return x.ask(p, list)
	}
	a := x.anchor(p, c, s.Exact)
	if a.State == Exact {
		switch {
		case s.Position.Len() > 0 && a.Span.Start != s.Position.Start,
			s.Position.Len() <= 0 && c.alien(p):
			a.State = Moved
		}
	}
	return a
}

// anchor is a placed passage: exact or changed.
func (x *Index) anchor(p pattern, c candidate, exact string) Anchor {
	c = x.edges(p, c)
	a := Anchor{State: Changed, Span: x.bytes(c.start, c.end), Score: c.score(p)}
	if sameWords(x.source[a.Span.Start:a.Span.End], exact) {
		a.State = Exact
	} else {
		a.Score = min(a.Score, .99)
	}
	return a
}

// offered is how many candidates a person is asked about at most.
const offered = 16

// ask is an ambiguous passage.
func (x *Index) ask(p pattern, list []candidate) Anchor {
	a := Anchor{State: Ambiguous, Score: list[0].score(p)}
	for _, c := range list[:min(len(list), offered)] {
		c = x.edges(p, c)
		a.Candidates = append(a.Candidates, Candidate{x.bytes(c.start, c.end), c.score(p)})
	}
	slices.SortFunc(a.Candidates, func(a, b Candidate) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	return a
}
