package attribution

import "quoth/internal/suggest/lexicon"

// widest is how many tokens may part two pieces of one quotation.
const widest = 60

// joinable reports whether piece k can go on with the one before it.
func (r *reading) joinable(k int) bool {
	j := r.previous(k)
	if j < 0 || !r.pieces[k].joined && (r.pieces[k].block != r.pieces[j].block || r.pieces[k].from-r.pieces[j].to > widest) {
		return false
	}
	if r.turn(r.pieces[k]) {
		return false
	}
	for i := r.pieces[j].to; i < r.pieces[k].from && i < r.pieces[j].to+widest; i++ {
		if r.tokens[i].sign == '\n' {
			return false // each line of a list is of its own
		}
	}
	return true
}

// turn reports a piece that begins with a speaker's name in capitals, as the
// turns of an interview do: "QUILL: We are late.
func (r *reading) turn(p piece) bool {
	for i := p.from + 1; i < p.to && i < p.from+5; i++ {
		if t := &r.tokens[i]; t.sign == ':' {
			return i > p.from+1
		} else if t.shape != capitals {
			return false
		}
	}
	return false
}

// previous is the piece before piece k that is no title between the two
// halves, as in “I came,” she said on “This Quay” on Sunday. “I saw.”; or -1.
func (r *reading) previous(k int) int {
	for j := k - 1; j >= 0 && j >= k-3; j-- {
		p := r.pieces[j]
		if r.pieces[k].joined || p.to-p.from > 7 || p.to-2 >= p.from && isStop(r.tokens[p.to-2].sign) || j == 0 || r.pieces[j-1].block != p.block {
			return j
		}
	}
	return k - 1
}

// join makes quotations of the pieces: one of each, unless it goes on.
func (r *reading) join(goesOn func(k int) bool) {
	r.quotes = r.quotes[:0]
	of := make([]int, len(r.pieces)) // the quotation of each piece
	for k, p := range r.pieces {
		if r.joinable(k) && goesOn(k) {
			of[k] = of[r.previous(k)]
		} else {
			of[k] = len(r.quotes)
			r.quotes = append(r.quotes, &quotation{block: p.block})
		}
		q := r.quotes[of[k]]
		q.target = append(q.target, p.span)
		q.parts = append(q.parts, [2]int{p.from, p.to})
		for i := p.from; i < p.to; i++ {
			r.tokens[i].quote = of[k] + 1
			if r.tokens[i].word() {
				q.words++
			}
		}
	}
	r.times = map[uint32]int{}
	for _, q := range r.quotes {
		r.times[r.key(q)]++
	}
}

// joinChoice describes whether piece k goes on with the one before: the
// second candidate is that it does.
func (r *reading) joinChoice(k int) (c choice) {
	rule := -2.0
	if q := r.pieces[k]; q.joined {
		rule = 3
		if left, right := r.saidBeside(q.from-1, -1, q.block), r.saidBeside(q.to, +1, q.block); q.block == r.pieces[k-1].block && right > 0 && left == 0 {
			rule = -1 // the second has a cue of its own
		} else if left > 0 && r.cues(r.pieces[k-1].to, q.from) > 1 {
			rule = -1 // so have both: “We are late,” Quill said. Tarn added, “Very.”
		}
	}
	c.add(nil, 0)
	c.add(r.joinFeatures(k), rule)
	return c
}

// cues counts the verbs of saying from token i to j.
func (r *reading) cues(i, j int) (n int) {
	for ; i < j; i++ {
		if r.tokens[i].is(lexicon.Verb) {
			n++
		}
	}
	return n
}

func (r *reading) joinFeatures(k int) (f features) {
	p, q := r.pieces[r.previous(k)], r.pieces[k]
	add := func(template, a, b uint32) { f.add(joinStage, template, a, b) }
	verbs, stops, words, names := 0, 0, 0, 0
	for i := p.to; i < q.from && i < p.to+widest; i++ {
		t := &r.tokens[i]
		switch {
		case t.is(lexicon.Verb):
			verbs++
		case t.sign == '.' || t.sign == '?' || t.sign == '!' || t.sign == '\n':
			stops++
		case t.upper():
			names++
		}
		if t.word() {
			words++
		}
	}
	gap := bucket(words)
	first, last, closing, opening := &border, &border, &r.tokens[p.to-1], &r.tokens[q.from]
	if q.from > p.to {
		first, last = &r.tokens[p.to], &r.tokens[q.from-1]
	}
	if p.to-2 >= p.from {
		closing = &r.tokens[p.to-2]
	}
	if q.from+1 < q.to {
		opening = &r.tokens[q.from+1]
	}
	long := flag(p.to-p.from > 6)<<1 | flag(q.to-q.from > 6)
	across := flag(p.block != q.block)
	add(0, flag(q.joined), across)
	add(1, gap, uint32(last.sign))
	add(2, gap, uint32(closing.sign))
	add(3, uint32(closing.sign), uint32(last.sign))
	add(4, uint32(min(verbs, 3))<<4|uint32(min(stops, 3))<<2|uint32(min(names, 3)), uint32(last.sign))
	add(5, uint32(min(verbs, 3))<<4|uint32(min(stops, 3)), gap)
	add(6, uint32(closing.sign), uint32(opening.shape))
	add(7, last.hash, uint32(opening.shape))
	add(8, first.hash, 0)
	add(9, first.kindly(), uint32(last.sign))
	add(10, long, uint32(min(stops, 3))<<2|uint32(min(verbs, 3)))
	add(11, long, across<<8|uint32(last.sign))
	add(12, opening.hash, uint32(last.sign))
	add(13, flag(q.joined), long<<8|uint32(opening.shape))
	add(14, last.hash, uint32(closing.sign))
	own := r.saidBeside(q.to, +1, q.block)<<4 | r.saidBeside(q.from-1, -1, q.block)
	add(15, own, uint32(min(stops, 3)))
	add(16, own, r.saidBeside(p.to, +1, p.block)<<4|r.saidBeside(p.from-1, -1, p.block))
	add(17, own, uint32(r.lastSign(q)))
	add(18, flag(p.span.Len() > 0 && r.text[p.span.Start] == r.text[q.span.Start])<<1|flag(q.joined), uint32(min(stops, 3))<<4|uint32(min(verbs, 3)))
	add(19, own, gap)
	return f
}

func (r *reading) lastSign(p piece) rune {
	if p.to-2 >= p.from {
		return r.tokens[p.to-2].sign
	}
	return 0
}

// saidBeside is how near a verb of saying stands to a piece, up to the next
// end of a sentence or quotation: 1 to 8, or 0 if there is none.
func (r *reading) saidBeside(i, step, block int) uint32 {
	for n := uint32(1); n < 9 && i >= r.blocks[block][0] && i < r.blocks[block][1]; n++ {
		t := &r.tokens[i]
		if t.sign == '.' || t.sign == '\n' || t.sign == '”' || t.sign == '“' || t.sign == '"' {
			return 0
		}
		if t.is(lexicon.Verb) {
			return n
		}
		i += step
	}
	return 0
}
