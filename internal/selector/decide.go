package selector

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"quoth/internal/text"
)

// What counts as found. On news pages, a sentence of another article keeps up
// to .32 of itself in runs at its likest place, at a likeness of .47; one with
// a tenth of its words changed keeps .83 and more.
const (
	leastKept     = .6  // of the words, to be found
	keptByContext = .35 // of the words, where the context is there
	keptByPlace   = .35 // of the words, where their neighbours are there
	keptAlone     = .8  // of the words, to be placed among strange words
	leastLikeness = .5  // of the words, to be found
	likeByPlace   = .4  // of the words, where their neighbours are there
	contextIsHere = .35 // of the context, to say that it is there
	contextHolds  = .5  // of the context, to lean on it
	margin        = .06 // of rank, to prefer one place to another
	withinReach   = .24 // of rank, to prefer a place that neighbours attest
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
	switch {
	case c.start >= c.end:
		return false
	case c.verdict == attested:
		return c.kept >= keptByPlace && c.quote >= likeByPlace
	case c.quote < leastLikeness:
		return false
	case c.keptAround >= contextHolds:
		return c.kept >= keptByContext
	}
	return c.kept >= leastKept
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
// as the best. Where neighbours attest a place, the others are none.
func rivals(p pattern, list []candidate) []candidate {
	n := 0
	for n < len(list) && list[0].rank(p)-list[n].rank(p) < margin {
		n++
	}
	var vouched []candidate
	for _, c := range list {
		if c.verdict == attested && list[0].rank(p)-c.rank(p) < withinReach {
			vouched = append(vouched, c)
		}
	}
	if len(vouched) > 0 {
		return vouched
	}
	return list[:n]
}

// settle is the choice among rivals: the only candidate, or the one that its
// position speaks for; and whether there is such a one.
func settle(p pattern, list []candidate, near point) (candidate, bool) {
	best := list[0]
	here := func(c candidate) bool { return near >= 0 && c.start == near }
	if len(list) == 1 {
		strange := best.alien(p) && p.end-p.start < telling || (best.alien(p) || best.verdict == silent) && best.kept < keptAlone
		return best, best.verdict == attested || here(best) || !strange && !best.torn
	}
	if near < 0 || best.alien(p) {
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

// A passage is a selector on its way to an anchor.
type passage struct {
	Selector
	pattern pattern
	near    point // where the position would be in the text searched, or -1
	list    []candidate
}

// unsought is a passage for which nothing has been looked at yet.
func unsought(s Selector) passage {
	p := newPattern(s)
	if s.Position.Len() > 0 { // of the first word, not of white space before it
		s.Position.Start += text.Byte(len(s.Exact) - len(strings.TrimLeftFunc(s.Exact, unicode.IsSpace)))
	}
	return passage{Selector: s, pattern: p}
}

func (f *finder) passage(s Selector) passage {
	g := unsought(s)
	g.near = f.near(g.Position)
	g.list = f.candidates(g.pattern, g.near)
	return g
}

// decide makes the anchor from the candidates that weigh gave.
func (x *Index) decide(g passage) Anchor {
	list := rivals(g.pattern, g.list)
	if len(list) == 0 {
		return Anchor{State: Lost}
	}
	c, sure := settle(g.pattern, list, g.near)
	if !sure {
		return x.ask(g, list)
	}
	a := Anchor{State: Changed, Span: x.edges(g.pattern, c), Score: c.score(g.pattern)}
	switch {
	case !sameWords(x.source[a.Span.Start:a.Span.End], g.Exact):
		a.Score = min(a.Score, .99)
	case g.Position.Len() > 0 && a.Span.Start != g.Position.Start,
		g.Position.Len() <= 0 && c.alien(g.pattern):
		a.State = Moved
	default:
		a.State = Exact
	}
	return a
}

// offered is how many candidates a person is asked about at most.
const offered = 16

// ask is an ambiguous passage.
func (x *Index) ask(g passage, list []candidate) Anchor {
	a := Anchor{State: Ambiguous, Score: list[0].score(g.pattern)}
	for _, c := range list[:min(len(list), offered)] {
		a.Candidates = append(a.Candidates, Candidate{x.edges(g.pattern, c), c.score(g.pattern)})
	}
	slices.SortFunc(a.Candidates, func(a, b Candidate) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	return a
}

// Find finds one passage by its words, context and position. Its state is
// Moved if it is not at the position, or, where none is given, if other words
// stand around it. The cost is bounded whatever the text and the passage.
func (x *Index) Find(s Selector) Anchor { return x.FindTarget([]Selector{s})[0] }

// FindTarget finds the spans of one annotation, which keep their order: a span
// is not placed before the end of the one in front of it.
func (x *Index) FindTarget(spans []Selector) []Anchor {
	f := &finder{Index: x}
	group := make([]passage, len(spans))
	for i, s := range spans {
		group[i] = f.passage(s)
		group[i].list = weigh(group[i].pattern, group[i].list)
	}
	return x.decideInOrder(group)
}

// decideInOrder decides the passages of one target.
func (x *Index) decideInOrder(group []passage) []Anchor {
	x.arrange(group)
	anchors := make([]Anchor, len(group))
	var end text.Byte
	for i, g := range group {
		anchors[i] = x.decide(g)
		if a := &anchors[i]; a.State.Placed() {
			if a.Span.Start < end {
				*a = Anchor{State: Ambiguous, Score: a.Score, Candidates: []Candidate{{a.Span, a.Score}}}
				continue
			}
			end = a.Span.End
		}
	}
	return anchors
}
