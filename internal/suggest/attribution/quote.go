package attribution

import (
	"quoth/internal/annotation"
	"quoth/internal/suggest/lexicon"
)

// quoteChoice describes a quotation: the second candidate is that it is a
// content by itself, the first that it is a title, a scare quote or a part of
// a longer content.
func (r *reading) quoteChoice(q *quotation) (c choice) {
	var f features
	add := func(template, a, b uint32) { f.add(quoteStage, template, a, b) }
	from, to := q.parts[0][0], q.parts[len(q.parts)-1][1]
	before, after := &border, &border
	block := r.blocks[q.block]
	if from > block[0] {
		before = &r.tokens[from-1]
	}
	if to < len(r.tokens) && to < r.blockEnd(to-1) {
		after = &r.tokens[to]
	}
	first, last := r.firstWord(q), r.lastInside(q)
	ended := last.sign != 0 && last.sign != '—'
	words := bucket(q.words)
	fullness := flag(ended)<<2 | flag(first.upper())<<1 | flag(len(q.parts) > 1)
	near := flag(r.saidNear(to, +1))<<1 | flag(r.saidNear(from-1, -1))
	add(0, words, 0)
	add(1, words, fullness)
	add(2, uint32(last.sign), fullness)
	add(3, before.hash, fullness)
	add(4, after.hash, fullness)
	add(5, near, fullness)
	add(6, near, words)
	add(7, before.kindly(), words)
	add(8, after.kindly(), words)
	add(9, before.hash, after.hash)
	add(10, first.kindly(), words)
	add(11, uint32(r.tokens[from].sign), words)
	add(12, before.hash, words)
	add(13, before.kindly(), after.kindly())
	add(14, flag(from == block[0]), words)
	add(15, near, before.hash)
	add(16, first.hash, fullness)
	announced, alone := r.announced(q, from), after == &border && from == block[0]
	add(17, flag(alone)<<1|flag(announced), words)
	add(18, flag(alone)<<1|flag(announced), fullness)
	lower, upper := 0, 0
	for i := from; i < q.parts[0][1]; i++ {
		if t := &r.tokens[i]; t.shape == small {
			lower++
		} else if t.upper() {
			upper++
		}
	}
	cased := uint32(min(lower, 6))<<4 | uint32(min(upper, 6))
	count := uint32(min(q.words, 12))
	p2, p3 := &border, &border
	if from-2 >= block[0] {
		p2 = &r.tokens[from-2]
	}
	if from-3 >= block[0] {
		p3 = &r.tokens[from-3]
	}
	quoted := r.saidAround(q, from, to)
	add(19, cased, flag(ended))
	add(20, count, before.kindly())
	add(21, count, flag(quoted)<<1|flag(ended))
	add(22, p2.hash, before.kindly())
	add(23, p2.suffix, flag(ended))
	add(24, before.suffix, uint32(min(count, 4)))
	add(25, cased, before.kindly())
	add(26, cased, flag(quoted))
	add(27, p2.kindly(), before.kindly())
	add(28, p3.kindly(), p2.kindly())
	add(29, p2.hash, p3.hash)
	add(30, p2.hash, before.hash)
	add(31, after.suffix, uint32(min(count, 4)))
	add(32, last.suffix, uint32(min(count, 4)))
	add(33, first.suffix, uint32(min(count, 4)))
	add(34, first.kindly(), last.kindly())
	add(35, flag(quoted), before.hash)
	add(36, flag(quoted), after.hash)
	add(37, uint32(min(r.pieceCount(q), 4)), count)
	rule := -3.0
	comma := ended && last.sign == ',' || after.sign == ',' && q.words > 1 && (near > 0 || q.words > 2 && len(r.lang.Words) == 0)
	ended = ended || comma
	switch {
	case r.lang.Unspaced != nil && q.words > 7, q.words > 8:
		rule = 1.5
	case q.words > 2 && ended:
		rule = 1
	case q.words > 4:
		rule = 0
	case q.words > 1 && near > 0:
		rule = -1
	}
	if comma {
		rule += 1.5
	}
	if near > 0 || announced {
		rule++
	}
	if before.sign != ':' && before.sign != ',' && before != &border && !ended && near == 0 {
		rule -= 1.5
	}
	c.add(nil, 0)
	c.add(f, rule)
	return c
}

// saidAround reports a verb of saying in the sentence of a quotation.
func (r *reading) saidAround(q *quotation, from, to int) bool {
	s := r.sentences[r.tokens[from].sentence]
	for i := max(s.from, from-40); i < min(s.to, to+40); i++ {
		if t := &r.tokens[i]; t.quote == 0 && t.is(lexicon.Verb) {
			return true
		}
	}
	return false
}

// pieceCount is how many quotations the sentence holds.
func (r *reading) pieceCount(q *quotation) (n int) {
	s := r.sentences[r.tokens[q.parts[0][0]].sentence]
	last := -1
	for i := s.from; i < min(s.to, s.from+longestContent); i++ {
		if k := r.tokens[i].quote; k > 0 && k != last {
			last = k
			n++
		}
	}
	return n
}

// announced reports a quotation that begins its block behind one that ends
// with a colon.
func (r *reading) announced(q *quotation, from int) bool {
	return q.block > 0 && from == r.blocks[q.block][0] && from > 0 && r.tokens[from-1].sign == ':'
}

// blockEnd is where the block of token i ends.
func (r *reading) blockEnd(i int) int {
	return r.blocks[r.sentences[r.tokens[i].sentence].block][1]
}

func (r *reading) firstWord(q *quotation) *token {
	for i := q.parts[0][0]; i < q.parts[0][1]; i++ {
		if r.tokens[i].word() {
			return &r.tokens[i]
		}
	}
	return &border
}

// lastInside is what stands before the closing mark.
func (r *reading) lastInside(q *quotation) *token {
	part := q.parts[len(q.parts)-1]
	i := part[1] - 1
	for i > part[0] && !r.tokens[i].word() && !isStop(r.tokens[i].sign) {
		i--
	}
	return &r.tokens[i]
}

func isStop(sign rune) bool {
	switch sign {
	case '.', ',', '!', '?', '…', '—', ';', ':':
		return true
	}
	return false
}

// saidNear reports a verb of saying near a quotation, to its right or left.
func (r *reading) saidNear(i, step int) bool {
	for n := 0; n < 9 && i >= 0 && i < len(r.tokens); n++ {
		t := &r.tokens[i]
		if t.sign == '.' || t.sign == '\n' || t.quote > 0 {
			return false
		}
		if t.is(lexicon.Verb) || t.hash == accordingWord {
			return true
		}
		i += step
	}
	return false
}

// window is how many tokens beside a quotation are searched for its cue.
const window = 34

// voices lists the words that may be the cue of a quotation; the first, -1,
// is none.
func (r *reading) voices(q *quotation) (list []int, c choice) {
	list = append(list, -1)
	var none features
	none.add(voiceStage, 0, uint32(len(q.parts)), flag(q.parts[0][0] == r.blocks[q.block][0]))
	c.add(none, 0)
	for n, part := range q.parts {
		start := max(0, part[0]-window)
		if n > 0 {
			start = max(start, q.parts[n-1][1]+window)
		}
		if q.parts[0][0] > r.blocks[q.block][0] || n > 0 {
			start = max(start, r.blocks[r.blockOf(part[0])][0])
		} else if q.block > 0 {
			start = max(start, r.blocks[q.block-1][0])
		}
		for i := part[0] - 1; i >= start; i-- {
			r.addVoice(&list, &c, q, i, part[0]-1-i, 1, n)
		}
		stop := min(r.blockEnd(part[1]-1), part[1]+window)
		for i := part[1]; i < stop && r.tokens[i].quote != r.tokens[part[0]].quote; i++ {
			r.addVoice(&list, &c, q, i, i-part[1], 2, n)
		}
	}
	return list, c
}

func (r *reading) blockOf(i int) int { return r.sentences[r.tokens[i].sentence].block }

func (r *reading) addVoice(list *[]int, c *choice, q *quotation, i, gap int, side uint32, part int) {
	if sign := r.tokens[i].sign; !r.mayBeCue(i) && !(sign == ':' && gap == 0) && !(sign == '—' && gap == 0 && side == 2) {
		return
	}
	t := &r.tokens[i]
	s := &r.sentences[t.sentence]
	p1, n1 := r.context(i-1, s), r.context(i+1, s)
	from, to := i+1, q.parts[part][0]
	if side == 2 {
		from, to = q.parts[part][1], i
	}
	commas, verbs, others := r.between(from, to)
	broken := flag(part > 0 || len(q.parts) > 1 && side == 2 && i < q.parts[len(q.parts)-1][0])
	edge := &border
	if to > from {
		edge = &r.tokens[to-1]
		if side == 2 {
			edge = &r.tokens[from]
		}
	}
	where := side<<8 | bucket(gap) | broken<<12
	seen := uint32(min(commas, 3))<<4 | uint32(min(verbs, 3))<<2 | uint32(min(others, 3)) | side<<8
	var f features
	add := func(template, a, b uint32) { f.add(voiceStage, template, a, b) }
	add(1, where, 0)
	add(2, t.hash, side)
	add(3, where, t.kindly())
	add(4, seen, t.kindly())
	add(5, t.suffix, side)
	add(6, p1.kindly(), n1.kindly())
	add(7, t.hash, where)
	add(8, edge.hash, side)
	add(9, t.kindly(), side<<8|p1.kindly())
	add(10, t.kindly(), side<<8|n1.kindly())
	add(11, t.hash, p1.hash)
	add(12, seen, flag(r.blockOf(i) != q.block))
	if edge.sign == ':' {
		others--
	}
	near := t.sentence == r.tokens[q.parts[part][0]].sentence
	add(13, flag(near), side<<1|broken)
	add(14, flag(near)<<8|side, t.kindly())
	rule := -2 - 0.15*float64(gap) - 0.7*float64(others)
	if t.is(lexicon.Verb) {
		rule = 2.5 - 0.12*float64(gap) - 0.7*float64(others) - 0.5*float64(verbs)
		if broken > 0 {
			rule++
		}
	}
	if !near && (side == 2 || q.parts[part][0] > r.blocks[q.block][0]) {
		rule -= 2
	}
	if t.hash == accordingWord {
		rule += 2
	}
	if t.sign == '—' && r.signed(i) {
		rule += 3
	}
	*list = append(*list, i)
	c.add(f, rule)
}

// target is spans as a content.
func (r *reading) target(parts [][2]int) (t annotation.Target) {
	for _, p := range parts {
		t = append(t, r.span(p[0], p[1]))
	}
	return t
}

// signed reports whether nothing but a name follows the dash in its line.
func (r *reading) signed(i int) bool {
	k := i + 1
	for k < len(r.tokens) && r.tokens[k].word() && k-i < 7 {
		k++
	}
	return k > i+1 && r.tokens[i+1].upper() && (k == r.blockEnd(i) || r.tokens[k].sign == '\n' || r.tokens[k].sign == '.')
}
