package attribution

import (
	"quoth/internal/annotation"
	"quoth/internal/suggest/lexicon"
)

// reach is how many mentions are passed in the search for a pronoun's name.
const reach = 24

// pronoun tells who a pronoun stands for: whoever spoke last in this or the
// last paragraph, or the subject of a sentence since.
func (c *cast) pronoun(p phrase, last voice) speaker {
	r := c.r
	h := r.tokens[p.from].hash
	if p.kind == relative {
		s := &r.sentences[r.tokens[p.from].sentence]
		list := r.phrases(max(s.from, p.from-behind), p.from, p.from)
		for k := len(list) - 1; k >= 0 && p.from-list[k].to < 3; k-- {
			if list[k].kind == named || list[k].kind == definite || list[k].kind == plain {
				return c.identify(list[k], last)
			}
		}
		return nobody
	}
	want := unknown
	if r.vocab.caseless { // names cannot be told from other words
		s := last.speaker
		s.sure = 0.7
		return s
	}
	switch {
	case h == iWord:
		return c.self(p.from)
	case r.vocab.they[h]:
		return speaker{"", annotation.Group, -1, 0.9}
	case r.vocab.it[h]:
		if subject, ok := c.subject(r.tokens[p.from].sentence - 1); ok && r.blockOf(p.from) == r.blockOf(subject.from) && subject.kind != pronoun {
			return c.identify(subject, last)
		}
		return c.lastOf(p.from, unknown, annotation.Organisation)
	case r.vocab.she[h]:
		want = woman
	case r.vocab.he[h]:
		want = man
	default:
		if len(r.vocab.article) > 0 {
			return speaker{"", annotation.Unnamed, -1, 0.9}
		}
	}
	found := c.lastOf(p.from, want, annotation.Person)
	if kin, at := c.kin(p.from, want); at > 0 && (found.who < 0 || c.characters[found.who].last < at) && last.cue < at {
		return kin
	}
	if last.who >= 0 && last.kind == annotation.Person && r.blockOf(p.from)-last.block <= 2 && agrees(c.characters[last.who].gender, want) {
		// A name that became the subject since then goes first.
		if found.who < 0 || c.characters[found.who].last < last.cue || found.sure < 0.8 {
			found = last.speaker
			found.sure = 0.85
		}
	}
	if found.who >= 0 && c.characters[found.who].gender == unknown {
		c.characters[found.who].gender = want
	}
	return found
}

// kin looks back in the paragraph for somebody who has no name but a sex: "my
// wife". It returns the token as well, or 0.
func (c *cast) kin(i int, want gender) (speaker, int) {
	r := c.r
	for k := i - 1; k > max(r.blocks[r.blockOf(i)][0], i-kinReach); k-- {
		t := &r.tokens[k]
		if t.quote > 0 || r.kinOf(t.hash) != want || want == unknown {
			continue
		}
		if from := k - 1; r.tokens[from].is(lexicon.Determiner | lexicon.Possessive) {
			return speaker{r.words(from, k+1), annotation.Unnamed, -1, 0.7}, k
		}
	}
	return nobody, 0
}

// kinReach is how many tokens back they are looked for: two sentences.
const kinReach = 50

// kinOf is the sex that a noun for somebody tells.
func (r *reading) kinOf(h uint32) gender {
	switch {
	case r.vocab.woman[h]:
		return woman
	case r.vocab.man[h]:
		return man
	}
	return unknown
}

func agrees(have, want gender) bool { return have == unknown || want == unknown || have == want }

// subject is the phrase that a sentence begins with.
func (c *cast) subject(sentence int) (p phrase, ok bool) {
	if sentence < 0 {
		return p, false
	}
	s := c.r.sentences[sentence]
	for _, p := range c.r.phrases(s.from, min(s.to, s.from+behind), s.to) {
		if p.from == s.from && p.to-p.from < longestRole+2 && (p.kind == definite || p.kind == named) {
			return p, true
		}
		break
	}
	return p, false
}

// self is who says I: in an interview whoever has the turn, or the author.
func (c *cast) self(i int) speaker {
	r := c.r
	from := r.blocks[r.blockOf(i)][0]
	for from < i && r.tokens[from].sign != 0 && r.tokens[from].sign != ':' {
		from++
	}
	if n := r.nameAt(from); n.to > n.from && r.tokens[n.to].sign == ':' {
		s := c.identify(phrase{n.from, n.to, named}, voice{speaker: nobody})
		return s
	}
	return speaker{"", annotation.Author, -1, 0.9}
}

// lastOf looks back for the last sentence that names somebody who fits, and
// takes the first of it: its subject, as a rule. What is said within
// quotations names others.
func (c *cast) lastOf(i int, want gender, kind annotation.SpeakerKind) speaker {
	r := c.r
	best, sentence := -1, -1
	sure := 0.0
	for k, n := min(c.at, len(c.mentions))-1, 0; k >= 0 && n < reach; k, n = k-1, n+1 {
		m := c.mentions[k]
		if m.from >= i || m.who < 0 || r.tokens[m.from].quote > 0 {
			continue
		}
		at := r.tokens[m.from].sentence
		if best >= 0 && at != sentence {
			break
		}
		p := c.characters[m.who]
		if p.kind != kind || !agrees(p.gender, want) {
			continue
		}
		if best < 0 || m.subject {
			best, sentence = m.who, at
			sure = 0.7
			if m.subject {
				sure = 0.8
			}
		}
	}
	if best < 0 {
		return speaker{"", kind, -1, 0.9}
	}
	return speaker{c.characters[best].name, kind, best, sure}
}
