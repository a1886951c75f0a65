package attribution

import (
	"strings"

	"quoth/internal/annotation"
	"quoth/internal/suggest/lexicon"
)

// A speaker is who a source means.
type speaker struct {
	name string // empty if that is not known
	kind annotation.SpeakerKind
	who  int     // of the cast, or -1
	sure float64 // what the score is multiplied with
}

// nobody is a source that means nobody who is known.
var nobody = speaker{who: -1, sure: 1}

// A voice is who spoke last.
type voice struct {
	speaker
	cue   int
	block int
}

// speakers tells who the sources mean, in text order.
func (r *reading) speakers(all []found) []speaker {
	c := r.cast()
	list := make([]speaker, len(all))
	var last voice
	last.speaker = nobody
	for k, f := range all {
		at := f.content[0][0]
		if f.cue >= 0 {
			at = f.cue
		}
		if f.source.to > f.source.from {
			at = max(at, f.source.from)
		}
		c.advance(at + 1)
		switch {
		case f.source.to > f.source.from:
			list[k] = c.identify(f.source, last)
		case f.quote != nil && (f.cue < 0 || r.vocab.drops):
			list[k] = c.nearby(f, last)
		default:
			list[k] = nobody
		}
		if list[k].name != "" && (f.quote != nil || f.p > 0.6) {
			last = voice{list[k], at, r.blockOf(at)}
		}
	}
	return list
}

// identify tells who the words of a source mean.
func (c *cast) identify(p phrase, last voice) speaker {
	r := c.r
	switch p.kind {
	case pronoun, owner, relative:
		return c.pronoun(p, last)
	}
	for i := p.from + 1; i < p.to-1; i++ { // an apposition: the half with a name
		if r.tokens[i].sign == ',' {
			first := c.identify(phrase{p.from, i, p.kind}, last)
			second := c.identify(phrase{i + 1, p.to, named}, last)
			if first.kind == annotation.Unnamed && second.who >= 0 {
				return second
			}
			return first
		}
		if r.tokens[i].is(lexicon.Conjunction) && r.tokens[i+1].upper() && r.tokens[p.from].upper() {
			first := c.identify(phrase{p.from, i, named}, last)
			second := c.identify(phrase{i + 1, p.to, named}, last)
			if first.name != "" && second.name != "" {
				return speaker{first.name + " & " + second.name, annotation.Group, -1, 0.9}
			}
		}
	}
	words := r.words(p.from, p.to)
	if m, ok := c.within(p); ok {
		person := m.who >= 0 && c.characters[m.who].kind == annotation.Person
		switch {
		case m.to < p.to && !c.apposed(m, p), c.linked(m, p):
			// "Quill supporters", "an aide to Quill": somebody else
		case m.who >= 0 && (person || m.from == p.from || m.from == p.from+1):
			return speaker{c.characters[m.who].name, c.characters[m.who].kind, m.who, 1}
		case m.who < 0 && m.to == p.to && !r.vocab.nouns:
			n := r.nameAt(m.from)
			name := r.words(n.start, n.to)
			if !lexicon.Crowd(lowered(name)) && !(r.opening(m.from) && r.tokens[m.to-1].hash == r.tokens[m.from].hash && plural(name)) {
				if lexicon.Organisation(name) || r.tokens[p.from].is(lexicon.Determiner) {
					return speaker{name, annotation.Organisation, -1, 0.95}
				}
				return c.newcomer(name, m, n)
			}
		}
	}
	return c.described(p, words)
}

// newcomer is somebody who is named by one word alone; from here on pronouns
// can mean them.
func (c *cast) newcomer(name string, m mention, n nameRun) speaker {
	who, ok := c.byName[name]
	if !ok {
		who = c.introduce(name, n, annotation.Person)
	}
	c.characters[who].last = m.from
	return speaker{name, annotation.Person, who, 0.95}
}

// plural reports a capital that only begins a sentence: "Residents said".
func plural(name string) bool { return strings.HasSuffix(name, "s") && len(name) > 6 }

// within is the last mention in a phrase.
func (c *cast) within(p phrase) (m mention, ok bool) {
	for k := min(c.at, len(c.mentions)-1); k >= 0 && c.mentions[k].to > p.from; k-- {
		if c.mentions[k].from >= p.from && c.mentions[k].to <= p.to {
			m, ok = c.mentions[k], true
			break
		}
	}
	for k := c.at; !ok && k < len(c.mentions) && c.mentions[k].from < p.to; k++ {
		if c.mentions[k].from >= p.from && c.mentions[k].to <= p.to {
			m, ok = c.mentions[k], true
		}
	}
	return m, ok
}

// apposed reports a name that begins its phrase and is followed by what it is:
// "Mara Quill, the harbour master".
func (c *cast) apposed(m mention, p phrase) bool {
	return m.from == p.from && c.r.tokens[m.to].sign == ','
}

// linked reports a name behind a preposition or an owner: "an aide to Quill".
func (c *cast) linked(m mention, p phrase) bool {
	for i := p.from; i < m.from; i++ {
		if t := &c.r.tokens[i]; t.is(lexicon.Connector|lexicon.Stop) && !t.is(lexicon.Determiner) {
			return true
		}
	}
	return false
}

// described is somebody without a name: known by the role, or unnamed.
func (c *cast) described(p phrase, words string) speaker {
	r := c.r
	start := p.from
	definite := r.tokens[start].is(lexicon.Determiner)
	if definite && start+1 < p.to {
		start++
	}
	role := lowered(r.words(start, p.to))
	first := r.tokens[p.from].hash
	if definite && (r.vocab.article[first] || len(r.vocab.article) == 0) || start == p.from && p.to == p.from+1 {
		if who, ok := c.byRole[role]; ok && c.characters[who].last >= 0 {
			return speaker{c.characters[who].name, annotation.Person, who, 0.9}
		}
	}
	head := c.headOf(start, p.to)
	if full, ok := c.unnamed[head]; ok && definite && (r.vocab.article[first] || len(r.vocab.article) == 0) && p.to-start == 1 {
		return speaker{full, annotation.Unnamed, -1, 0.9} // "the official", who was described above
	}
	s := speaker{words, annotation.Unnamed, -1, 0.9}
	if r.vocab.caseless {
		s.kind = "" // whether it is a name cannot be seen
	}
	switch {
	case lexicon.Document(head):
		s.kind = annotation.Document
	case lexicon.Organisation(head):
		s.kind = annotation.Organisation
	case !r.vocab.article[first] && p.to-p.from > 2:
		c.unnamed[head] = words
	}
	return s
}

// headOf is the noun that a description is about: the last before "of" or "for".
func (c *cast) headOf(from, to int) string {
	for i := from + 1; i < to; i++ {
		if t := &c.r.tokens[i]; t.is(lexicon.Connector) || t.sign != 0 {
			to = i
		}
	}
	return lowered(c.r.words(to-1, to))
}

var iWord = hashOf("i")

// nearby proposes somebody for a quotation without a cue: who spoke last in
// this paragraph or the one before.
func (c *cast) nearby(f found, last voice) speaker {
	block := c.r.blockOf(f.content[0][0])
	if last.name != "" && block-last.block <= 1 {
		s := last.speaker
		s.sure = 0.7
		return s
	}
	return nobody
}
