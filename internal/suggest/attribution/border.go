package attribution

import (
	"quoth/internal/suggest/lexicon"
)

// longestContent is how many tokens of one sentence a content is followed.
const longestContent = 110

// ends lists where a content that begins at start may end.
func (r *reading) ends(p place, start, side int) (list []int, c choice) {
	t := &r.tokens[p.cue]
	opened := &r.tokens[start]
	limit := min(p.s.to, start+longestContent)
	commas, verbs, depth := 0, 0, 0
	for j := start + 1; j <= limit; j++ {
		last := &r.tokens[j-1]
		switch {
		case last.sign == ',' || last.sign == '—':
			commas++
		case last.sign == '(':
			depth++
		case last.sign == ')':
			depth = max(0, depth-1)
		case last.is(lexicon.Verb|lexicon.Auxiliary) || last.ed:
			verbs++
		}
		next := r.context(j, p.s)
		inQuote := last.quote > 0 && next.quote == last.quote
		border := j == p.s.to || next.sign != 0 || next.quote != last.quote || next.is(smallWords|lexicon.Relative|lexicon.Connector)
		if inQuote || !border && j < limit || !last.word() && last.quote == 0 && last.sign != ')' && j < p.s.to {
			continue
		}
		n2, n3, p2 := r.context(j+1, p.s), r.context(j+2, p.s), r.context(j-2, p.s)
		final := j >= p.s.to-1 && (j == p.s.to || next.sign == '.')
		rest := bucket(p.s.to - j)
		f := make(features, 0, 26)
		add := func(template, a, b uint32) { f.add(endStage, template, a, b) }
		seen := uint32(min(commas, 3))<<2 | uint32(min(verbs, 3))
		add(0, flag(final), t.hash)
		add(1, flag(final), seen)
		add(2, flag(final), bucket(j-start))
		add(3, next.hash, 0)
		add(4, next.hash, n2.hash)
		add(5, next.hash, n2.kindly())
		add(6, next.kindly(), n2.kindly()*31+n3.kindly())
		add(7, next.hash, t.hash)
		add(8, next.hash, t.kindly())
		add(9, next.hash, last.hash)
		add(10, last.kindly(), next.hash)
		add(11, next.hash, seen)
		add(12, next.hash, bucket(j-start))
		add(13, next.hash, rest)
		add(14, next.hash, opened.hash)
		add(15, flag(final), opened.hash)
		add(16, flag(last.quote > 0)<<1|flag(next.quote > 0), next.hash)
		add(17, next.hash, n2.suffix)
		add(18, flag(depth > 0), next.hash)
		add(19, flag(final), uint32(side)<<8|rest)
		add(20, last.hash, flag(final))
		add(21, next.hash, t.suffix)
		add(22, flag(final)<<4|flag(opened.quote > 0)<<1|flag(last.quote > 0), next.kindly())
		add(23, p2.hash, next.hash)
		add(24, n2.hash, n3.hash)
		add(25, flag(final), t.suffix)
		rule := -1.0
		if final {
			rule = 2
		}
		list = append(list, j)
		c.add(f, rule)
	}
	return list, c
}

// lefts lists where a content that ends before the place may begin.
func (r *reading) lefts(p place, end, side int) (list []int, c choice) {
	t := &r.tokens[p.cue]
	limit := max(p.s.from, end-longestContent)
	for i := limit; i < end; i++ {
		k, p1, n1 := &r.tokens[i], r.context(i-1, p.s), r.context(i+1, p.s)
		if k.quote > 0 && p1.quote == k.quote {
			continue
		}
		if i > limit && p1.sign == 0 && !k.is(lexicon.Subordinate|lexicon.Conjunction|lexicon.Relative) && k.quote == 0 && end-i > 8 || !k.word() && k.quote == 0 {
			continue
		}
		first := i == p.s.from
		f := make(features, 0, 16)
		add := func(template, a, b uint32) { f.add(leftStage, template, a, b) }
		add(0, flag(first), t.hash)
		add(1, flag(first), bucket(end-i))
		add(2, p1.hash, k.hash)
		add(3, p1.hash, t.hash)
		add(4, k.hash, t.hash)
		add(5, p1.kindly(), k.kindly())
		add(6, flag(first), k.hash)
		add(7, p1.hash, bucket(end-i))
		add(8, k.kindly(), n1.kindly())
		add(9, flag(first), uint32(side))
		add(10, p1.hash, bucket(i-p.s.from))
		add(11, k.hash, n1.hash)
		add(12, flag(first)<<1|flag(k.quote > 0), t.suffix)
		add(13, p1.hash, r.tokens[end-1].hash)
		add(14, k.kindly(), t.suffix)
		add(15, flag(p.source.to > p.cue), flag(first)<<8|bucket(end-i))
		rule := -1.0
		if first {
			rule = 2
		}
		list = append(list, i)
		c.add(f, rule)
	}
	return list, c
}
