package attribution

import (
	"math"

	"quoth/internal/suggest/lexicon"
)

// A choice is what a stage chooses among: features and what the rules say of
// each candidate, in log odds.
type choice struct {
	features []features
	rules    []float64
}

func (c *choice) add(f features, rule float64) {
	c.features = append(c.features, f)
	c.rules = append(c.rules, rule)
}

// best is the candidate with the highest score and its probability among all.
func (m *Model) best(c *choice) (at int, p float64) {
	if len(c.rules) == 0 {
		return -1, 0
	}
	scores := make([]float64, len(c.rules))
	for i := range scores {
		scores[i] = c.rules[i] + m.score(c.features[i])
		if scores[i] > scores[at] {
			at = i
		}
	}
	sum := 0.0
	for _, s := range scores {
		sum += math.Exp(s - scores[at])
	}
	return at, 1 / sum
}

// sources lists the phrases that may be the source of a cue; the first is
// none at all.
func (r *reading) sources(cue int) (list []phrase, c choice) {
	s := &r.sentences[r.tokens[cue].sentence]
	list = append(list, phrase{})
	list = append(list, r.phrases(max(s.from, cue-behind), min(s.to, cue+ahead), cue)...)
	t := &r.tokens[cue]
	p1, n1 := r.context(cue-1, s), r.context(cue+1, s)
	var none features
	for i, v := range [][2]uint32{{t.hash, 0}, {t.hash, p1.hash}, {t.hash, n1.hash}, {p1.hash, n1.hash}, {t.kindly(), p1.kindly()}, {t.kindly(), n1.kindly()}, {t.suffix, p1.hash}, {0, p1.kindly()}, {flag(s.title), t.suffix}} {
		none.add(sourceStage, uint32(i), v[0], v[1])
	}
	c.add(none, -1)
	for i := 1; i < len(list); i++ {
		f, rule := r.sourceFeatures(list, i, cue, s)
		c.add(f, rule)
	}
	return list, c
}

// open counts the tokens from i to j outside quotations that are contents.
func (r *reading) open(i, j int) (n int) {
	for ; i < j; i++ {
		if !r.closed(i) {
			n++
		}
	}
	return n
}

// between tells what stands from token i to j.
func (r *reading) between(i, j int) (commas, verbs, others int) {
	for k := max(i, 0); k < j && k < len(r.tokens); k++ {
		t := &r.tokens[k]
		switch {
		case t.sign == ',' || t.sign == '—':
			commas++
		case t.sign != 0:
			others++
		case t.is(lexicon.Verb|lexicon.Auxiliary) || t.ed:
			verbs++
		}
	}
	return commas, verbs, others
}

func (r *reading) sourceFeatures(list []phrase, i, cue int, s *sentence) (f features, rule float64) {
	f = make(features, 0, 32)
	p := list[i]
	t := &r.tokens[cue]
	before := p.to <= cue
	side, gap, nth := uint32(1), p.from-cue-1, 0
	var commas, verbs, others int
	if before {
		side, gap = 2, r.open(p.to, cue)
		commas, verbs, others = r.between(p.to, cue)
		for k := i + 1; k < len(list) && list[k].from < cue; k++ {
			nth++
		}
	} else {
		commas, verbs, others = r.between(cue+1, p.from)
		for k := i - 1; k > 0 && list[k].from > cue; k-- {
			nth++
		}
	}
	first, last := &r.tokens[p.from], &r.tokens[p.to-1]
	left, right := r.context(p.from-1, s), r.context(p.to, s)
	place := side<<8 | bucket(gap)
	kind := uint32(p.kind)
	add := func(template, a, b uint32) { f.add(sourceStage, 20+template, a, b) }
	seen := uint32(min(commas, 3))<<4 | uint32(min(verbs, 3))<<2 | uint32(min(others, 3))
	add(0, place, kind)
	add(1, place, t.hash)
	add(2, side<<8|uint32(min(nth, 5)), kind)
	add(3, side<<8|uint32(min(nth, 5)), t.suffix)
	add(4, side<<8|seen, kind)
	add(5, side<<8|seen, t.hash)
	add(6, side<<8|seen, uint32(min(nth, 5)))
	add(7, left.hash, side<<4|kind)
	add(8, right.hash, side<<4|kind)
	add(9, left.kindly(), side)
	add(10, right.kindly(), side)
	add(11, last.hash, 0)
	add(12, first.hash, side)
	add(13, last.suffix, kind)
	add(14, side<<8|flag(p.from == s.from), kind)
	add(15, side, t.hash)
	add(16, r.context(cue-1, s).hash, side<<4|kind)
	add(17, r.context(cue+1, s).hash, side<<8|uint32(min(nth, 5)))
	add(18, side, t.kindly())
	add(19, place, seen)
	add(20, left.hash, t.hash)
	add(21, side<<4|kind, flag(p.from-1 >= s.from && r.tokens[p.from-1].quote > 0)|flag(p.to < s.to && r.tokens[p.to].quote > 0)<<1|flag(s.title)<<2)
	add(22, bucket(p.from-s.from), side<<4|kind)
	add(23, left.kindly(), right.kindly())
	add(24, uint32(min(nth, 5))<<8|flag(t.upper()), t.suffix)
	add(25, side<<8|flag(t.is(lexicon.Participle))<<1|flag(r.tokens[p.from].is(lexicon.When)), uint32(min(nth, 5)))
	return f, r.sourceRule(p, cue, before, gap, commas, verbs, nth, left)
}

// sourceRule is the grammar of sources: the nearest phrase before a verb
// without a preposition, or right behind it.
func (r *reading) sourceRule(p phrase, cue int, before bool, gap, commas, verbs, nth int, left *token) (rule float64) {
	t := &r.tokens[cue]
	if before {
		rule = 2 - 0.5*float64(nth) - float64(verbs) - 0.1*float64(gap)
		if left.is(lexicon.Stop|lexicon.Connector) && !left.is(lexicon.Subordinate) {
			rule--
		}
		if t.is(lexicon.Participle) && p.from == r.sentences[t.sentence].from {
			rule++
		}
	} else {
		rule = 0.5 - float64(gap) - float64(nth) - float64(commas)
		if t.hash == accordingWord && nth == 0 || left.hash == byWord {
			rule += 4
		}
		if r.tokens[max(cue-1, 0)].quote > 0 || r.tokens[max(cue-1, 0)].sign == ',' || r.lang.Inverted {
			rule++
		}
	}
	if r.tokens[p.from].is(lexicon.When) || p.kind == plain && !r.vocab.caseless {
		rule--
	}
	if p.to < len(r.tokens) && r.vocab.topic[r.tokens[p.to].hash] {
		rule += 2
	}
	return rule
}
