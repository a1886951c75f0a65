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
	naming := flag(r.vocab.naming[before.hash]) | flag(r.vocab.naming[p2.hash])<<1 | flag(r.vocab.naming[p3.hash])<<2 | flag(r.vocab.naming[after.hash])<<3
	reported := r.reported(from)
	add(38, naming, flag(ended))
	add(39, naming, uint32(min(count, 5)))
	add(40, flag(reported), flag(quoted)<<1|flag(ended))
	add(41, flag(reported), uint32(min(count, 5)))
	add(42, flag(reported), before.kindly())
	add(43, flag(r.repeated(q)), flag(ended))
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

// target is spans as a content.
func (r *reading) target(parts [][2]int) (t annotation.Target) {
	for _, p := range parts {
		t = append(t, r.span(p[0], p[1]))
	}
	return t
}
