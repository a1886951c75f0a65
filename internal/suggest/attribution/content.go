package attribution

import "quoth/internal/suggest/lexicon"

// where a content stands to its cue.
const (
	right = iota // Quill said it.
	left         // It is so, Quill said.
	both         // It, Quill said, is so.
)

// A place is a cue with its source: the content stands before from or behind to.
type place struct {
	cue      int
	source   phrase
	from, to int
	s        *sentence
}

func (r *reading) placeOf(cue int, source phrase) place {
	p := place{cue: cue, source: source, from: cue, to: cue + 1, s: &r.sentences[r.tokens[cue].sentence]}
	p.from, p.to = r.cueSpan(cue, source.from)
	if source.to > source.from {
		if source.to <= cue && cue-source.to < 25 {
			p.from = min(p.from, source.from)
		} else if source.from > cue && source.from-p.to < 3 {
			p.to = max(p.to, source.to)
		}
	}
	return p
}

// leftEnd is where a content before the place ends.
func (r *reading) leftEnd(p place) int {
	end := p.from
	for end > p.s.from && (r.tokens[end-1].sign == ',' || r.tokens[end-1].sign == '—' || r.tokens[end-1].sign == ';' || r.tokens[end-1].sign == '(') && r.tokens[end-1].quote == 0 {
		end--
	}
	return end
}

func (r *reading) hasWords(from, to int) bool {
	for i := from; i < to; i++ {
		if r.tokens[i].word() {
			return true
		}
	}
	return false
}

// sides describes the three ways a content can stand.
func (r *reading) sides(p place) (c choice) {
	t := &r.tokens[p.cue]
	n1, n2 := r.context(p.to, p.s), r.context(p.to+1, p.s)
	end := r.leftEnd(p)
	l1, l2 := r.context(p.from-1, p.s), r.context(p.from-2, p.s)
	hasLeft, hasRight := r.hasWords(max(p.s.from, end-12), end), r.hasWords(p.to, min(p.s.to, p.to+12))
	before := uint32(0)
	switch {
	case p.source.to == p.source.from:
	case p.source.to <= p.cue:
		before = 1
	default:
		before = 2
	}
	lead := &r.tokens[p.s.from]
	for side := range 3 {
		var f features
		add := func(template, a, b uint32) { f.add(sideStage, template<<2|uint32(side), a, b) }
		shape := flag(hasLeft)<<4 | flag(hasRight)<<3 | before
		add(0, shape, 0)
		add(1, t.hash, 0)
		add(2, t.hash, shape)
		add(3, n1.hash, l1.hash)
		add(4, n1.hash, shape)
		add(5, l1.hash, shape)
		add(6, n1.kindly(), n2.kindly())
		add(7, n1.hash, n2.hash)
		add(8, t.kindly(), shape)
		add(9, t.hash, n1.hash)
		add(10, t.hash, l1.hash)
		add(11, bucket(end-p.s.from), bucket(p.s.to-p.to))
		add(12, shape, flag(l1.sign == ',')<<1|flag(n1.sign == ',')|flag(n1.sign == '.')<<2|flag(l1.quote > 0)<<3|flag(n1.quote > 0)<<4|flag(l2.quote > 0)<<5|flag(n2.quote > 0)<<6)
		add(13, t.suffix, l1.hash)
		add(14, l1.kindly(), l2.kindly())
		add(15, lead.hash, shape)
		add(16, r.context(p.cue-1, p.s).hash, shape)
		add(17, n1.kindly(), shape)
		add(18, t.suffix, n1.hash)
		add(19, lead.kindly(), flag(l1.sign == ',')<<1|flag(p.from == p.s.from))
		rule := 0.0
		comma := l1.sign == ',' || l1.quote > 0 || r.tokens[p.cue].hash == accordingWord
		switch {
		case side == right && !hasRight, side != right && !hasLeft, side == both && !hasRight:
			rule = -8
		case side == right && !comma:
			rule = 2
		case side == left && comma && (n1.sign != 0 || n1.is(lexicon.Stop|lexicon.When|lexicon.Adverb)):
			rule = 1
		case side == both && comma && n1.sign == ',':
			rule = 1.5
		}
		c.add(f, rule)
	}
	return c
}

// starts lists where a content behind the place may begin.
func (r *reading) starts(p place, side int) (list []int, c choice) {
	t := &r.tokens[p.cue]
	for i := p.to; i < p.s.to && i < p.to+ahead; i++ {
		k := &r.tokens[i]
		opens := k.quote > 0 && (i == 0 || r.tokens[i-1].quote != k.quote)
		if i >= p.to+14 && !opens && k.hash != thatWord || !k.word() && !opens || k.quote > 0 && !opens {
			continue
		}
		p1, n1 := r.context(i-1, p.s), r.context(i+1, p.s)
		commas, verbs, _ := r.between(p.to, i)
		gap := bucket(i - p.to)
		f := make(features, 0, 20)
		add := func(template, a, b uint32) { f.add(startStage, template, a, b) }
		add(0, gap, t.hash)
		add(1, gap, k.hash)
		add(2, gap, p1.hash)
		add(3, k.hash, p1.hash)
		add(4, k.hash, t.hash)
		add(5, p1.hash, t.hash)
		add(6, k.kindly(), p1.kindly())
		add(7, k.kindly(), gap)
		add(8, p1.kindly(), t.kindly())
		add(9, flag(opens)<<4|uint32(min(commas, 3))<<2|uint32(min(verbs, 3)), gap)
		add(10, flag(opens)<<4|uint32(side), p1.hash)
		add(11, k.suffix, gap)
		add(12, n1.hash, gap)
		add(13, gap, uint32(side)<<1|flag(p.source.from >= p.to))
		add(14, k.kindly(), n1.kindly())
		add(15, gap, t.suffix)
		add(16, k.hash, t.kindly())
		rule := -0.7 * float64(i-p.to)
		if k.hash == thatWord {
			rule += 3
		}
		if opens && p1.sign != 0 {
			rule += 3
		}
		list = append(list, i)
		c.add(f, max(rule, -6))
	}
	return list, c
}
