package attribution

import (
	"quoth/internal/suggest/lexicon"
)

// reported reports a sentence in the mood of reported speech.
func (r *reading) reported(from int) bool {
	s := r.sentences[r.tokens[from].sentence]
	for i := max(s.from, from-40); i < min(s.to, from+40); i++ {
		if t := &r.tokens[i]; t.quote == 0 && r.vocab.subjunctive[t.hash] {
			return true
		}
	}
	return false
}

// repeated reports words that the article puts between marks again, as it
// does with names.
func (r *reading) repeated(q *quotation) bool { return r.times[r.key(q)] > 1 }

func (r *reading) key(q *quotation) uint32 {
	var h uint32
	for i := q.parts[0][0]; i < q.parts[0][1]; i++ {
		if t := &r.tokens[i]; t.word() {
			h = h*31 + t.hash
		}
	}
	return h
}

// answered reports a comma and a verb of saying right behind a quotation of
// several words: no title stands so.
func (r *reading) answered(q *quotation) bool {
	i := q.parts[len(q.parts)-1][1]
	comma := r.lastInside(q).sign == ','
	if i < len(r.tokens) && r.tokens[i].sign == ',' {
		comma = true
		i++
	}
	return comma && q.words > 2 && i < r.blocks[q.block][1] && r.tokens[i].is(lexicon.Verb|wideVerb)
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
