package attribution

import (
	"strings"
	"unicode/utf8"

	"quoth/internal/suggest/lexicon"
)

// mayBeCue reports a word that can be the heart of a cue.
func (r *reading) mayBeCue(i int) bool {
	t := &r.tokens[i]
	s := &r.sentences[t.sentence]
	if t.sign != 0 {
		return t.sign == ':' && (s.title || i-s.from < 12)
	}
	if !t.word() || t.shape == digits || r.closed(i) {
		return false
	}
	if t.upper() && i != s.from && !s.title {
		return false
	}
	if t.is(lexicon.Verb | lexicon.Attitude | wideVerb) {
		return true
	}
	return r.model != nil && !t.is(lexicon.Determiner|lexicon.Pronoun|lexicon.Relative|lexicon.Conjunction|lexicon.Auxiliary|lexicon.Negation|lexicon.Possessive|lexicon.When)
}

// context is the token at a place of the sentence; outside it, a border.
func (r *reading) context(i int, s *sentence) *token {
	if i < s.from || i >= s.to {
		return &border
	}
	return &r.tokens[i]
}

var border = token{sign: '.', hash: 7}

// kind of a token for features: its class and how it is written.
func (t *token) kindly() uint32 { return uint32(t.class)<<4 | uint32(t.shape) }

// cueFeatures describes the word i as the heart of a cue.
func (r *reading) cueFeatures(f *features, i int) {
	t := &r.tokens[i]
	s := &r.sentences[t.sentence]
	p1, p2, p3 := r.context(i-1, s), r.context(i-2, s), r.context(i-3, s)
	n1, n2, n3 := r.context(i+1, s), r.context(i+2, s), r.context(i+3, s)
	add := func(template, a, b uint32) { f.add(cueStage, template, a, b) }
	w := t.hash
	add(1, w, 0)
	add(2, w, n1.hash)
	add(3, w, p1.hash)
	add(4, p1.hash, n1.hash)
	add(5, t.suffix, t.kindly())
	add(6, p1.kindly(), n1.kindly())
	add(7, w, p1.kindly())
	add(8, w, n1.kindly())
	add(9, n1.hash, t.kindly())
	add(10, p1.hash, t.kindly())
	add(11, n2.hash, t.kindly())
	add(12, p2.hash, t.kindly())
	add(13, t.suffix, n1.hash)
	add(14, t.suffix, p1.hash)
	add(15, t.suffix, p1.kindly())
	add(16, n1.hash, n2.hash)
	add(17, w, p2.kindly())
	add(18, w, n2.kindly())
	add(19, t.suffix, flag(s.title)<<1|flag(i == s.from))
	add(20, w, flag(n1.quote > 0)|flag(n2.quote > 0)<<1|flag(p1.quote > 0)<<2|flag(p2.quote > 0)<<3|flag(n3.quote > 0)<<4)
	add(21, t.kindly(), flag(n1.quote > 0)|flag(n2.quote > 0)<<1|flag(p1.quote > 0)<<2|flag(p2.quote > 0)<<3)
	add(22, p1.kindly()*31+p2.kindly(), t.kindly())
	add(23, n1.kindly()*31+n2.kindly(), t.suffix)
	add(24, w, n2.hash)
	add(25, p3.kindly(), t.kindly())
	said, nearest := r.other(i, s)
	add(26, flag(said)<<8|nearest, t.kindly())
	add(27, flag(said), w)
	add(28, t.suffix, flag(t.quote > 0))
	add(29, t.kindly(), uint32(s.block/3))
	add(30, p1.suffix, t.suffix)
	add(31, n1.suffix, t.suffix)
}

// other reports whether the sentence has another verb of saying, and how the
// last one before word i is written.
func (r *reading) other(i int, s *sentence) (said bool, nearest uint32) {
	for k := max(s.from, i-30); k < min(s.to, i+30); k++ {
		t := &r.tokens[k]
		if k != i && t.is(lexicon.Verb) && !r.closed(k) {
			said = true
			if k < i {
				nearest = bucket(i - k)
			}
		}
	}
	return said, nearest
}

// cueRule is what the lexicon says of word i, in log odds.
func (r *reading) cueRule(i int) float64 {
	t := &r.tokens[i]
	s := &r.sentences[t.sentence]
	if t.quote > 0 {
		return -4
	}
	p1, n1 := r.context(i-1, s), r.context(i+1, s)
	switch {
	case t.sign == ':':
		if s.title {
			return 0
		}
		return -3
	case t.is(lexicon.Attitude):
		if p1.owns || p1.is(lexicon.Possessive) {
			return 0
		}
		return -3
	case !t.is(lexicon.Verb | wideVerb):
		return -4
	case p1.is(lexicon.Determiner|lexicon.Possessive) && !p1.is(lexicon.Pronoun):
		return -3
	}
	rule := -1.0
	if !t.is(lexicon.Verb) {
		rule = -2
	}
	if n1.hash == thatWord || n1.is(lexicon.Pronoun|lexicon.Determiner) || n1.sign == ':' || n1.upper() {
		rule += 1.5
	}
	if p1.is(lexicon.Pronoun) || p1.upper() || p1.is(lexicon.Auxiliary) {
		rule++
	}
	return rule
}

// cueSpan widens the heart of a cue to what PolNeAR counts in: auxiliaries and
// negations before it, and the particle or colon behind it.
func (r *reading) cueSpan(i, source int) (from, to int) {
	s := &r.sentences[r.tokens[i].sentence]
	from, to = i, i+1
	if r.tokens[i].sign != 0 {
		return from, to
	}
	for _, verb := range r.lang.Unspaced {
		if strings.HasPrefix(r.text[r.tokens[i].start:], verb) {
			return i, min(i+utf8.RuneCountInString(verb), s.to)
		}
	}
	for from > s.from && i-from < 5 && from-1 != source {
		t := &r.tokens[from-1]
		if !t.word() || t.quote > 0 || !t.is(lexicon.Auxiliary|lexicon.Adverb|lexicon.Negation) || t.is(lexicon.Pronoun) {
			break
		}
		from--
	}
	if to < s.to && to != source {
		t := &r.tokens[to]
		if r.tokens[i].hash == accordingWord && t.hash == toWord || t.is(lexicon.Adverb) && !t.is(lexicon.Stop) && to+1 < s.to && r.tokens[to+1].sign != 0 {
			to++
		}
	}
	return from, to
}

var accordingWord = hashOf("according")
