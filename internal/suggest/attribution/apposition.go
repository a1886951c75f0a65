package attribution

import (
	"quoth/internal/suggest/lexicon"
)

// widened takes in the apposition of a source: "Quill, the harbour master,"
// and "a lawyer for the board, Ivo Tarn,".
func (r *reading) widened(p phrase, cue int) phrase {
	if p.to == p.from || p.kind == pronoun || p.kind == relative || p.kind == owner {
		return p
	}
	s := &r.sentences[r.tokens[p.from].sentence]
	if before := r.context(p.from-1, s); before.sign == ',' && r.context(p.to, s).sign == ',' && p.to <= cue {
		for _, q := range r.phrases(max(s.from, p.from-20), p.from-1, cue) {
			if q.to == p.from-1 && (q.kind == named || q.kind == definite) && (r.named(p) || r.named(q)) {
				p.from, p.kind = q.from, q.kind
				return p
			}
		}
	}
	if r.context(p.to, s).sign != ',' || p.to+1 >= s.to {
		return p
	}
	q := r.phraseAt(p.to+1, min(s.to, p.to+16), cue)
	if q.to == q.from || q.kind != named && q.kind != definite || !r.named(p) && !r.named(q) {
		return p
	}
	if after := r.context(q.to, s); after.sign == ',' && (cue < p.from || q.to < cue && cue-q.to < 6) || after.sign == '.' && cue < p.from || q.to == s.to && cue < p.from {
		p.to = q.to
	}
	return p
}

const (
	named    phraseKind = iota + 1 // begins with a capital
	definite                       // begins with an article
	plain                          // another noun: "officials"
	pronoun                        // "she"
	relative                       // "who"
	owner                          // "his"
)

// office reports a word for somebody by what they do: behind it "for the
// board" and "at the ministry" belong to the phrase.
func (r *reading) office(i int) bool {
	t := &r.tokens[i]
	return t.shape == small && (r.vocab.office[t.hash] || t.suffix == manEnding) || t.word() && t.act == "" && lexicon.Title(lowered(r.words(i, i+1)))
}

// coupled takes in the other of two who speak together: "Quill and Tarn said".
func (r *reading) coupled(p phrase, cue int) phrase {
	if p.kind != named {
		return p
	}
	s := &r.sentences[r.tokens[p.from].sentence]
	if p.to <= cue && p.from-1 > s.from && r.tokens[p.from-1].is(lexicon.Conjunction) {
		for _, q := range r.phrases(max(s.from, p.from-20), p.from-1, cue) {
			if before := r.context(q.from-1, s); q.to == p.from-1 && q.kind == named && (before.sign != 0 || before.is(lexicon.Subordinate)) {
				p.from = q.from
			}
		}
	}
	if p.from > cue && p.to+1 < s.to && r.tokens[p.to].is(lexicon.Conjunction) {
		q := r.phraseAt(p.to+1, min(s.to, p.to+16), cue)
		if q.to > q.from && q.kind == named && r.context(q.to, s).sign != 0 {
			p.to = q.to
		}
	}
	return p
}

var manEnding = hashOf("man")
