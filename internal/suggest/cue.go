package suggest

import (
	"quoth/internal/annotation"
	"quoth/internal/suggest/lexicon"
)

// side is where a clause stands to the content.
type side int

const (
	left   side = iota // the content follows the clause
	right              // the clause follows the content
	inside             // the clause is within what was marked
)

// sure is the score from which nothing else is looked for.
const sure = 0.6

// A match is a cue and its source in a clause.
type match struct {
	clause *clause
	cue    [2]int // tokens; empty if there is none
	source *phrase
	score  float64
	why    string
	act    annotation.Act
	not    bool
	// content is what is said, if the clause lies within what was marked.
	content annotation.Target
}

// verbs finds the verbs of saying with their subjects.
func (c *clause) verbs(at side) (list []match) {
	for v, t := range c.tokens {
		if !t.is(verb) || t.sign != 0 {
			continue
		}
		m := match{clause: c, act: t.Act, not: t.is(negative), why: "the verb beside it"}
		from, passive := v, false
		for c.word(from-1) && c.tokens[from-1].is(auxiliary|adverb|negation) && (!c.tokens[from-1].upper || c.title) {
			from--
			m.not = m.not || c.tokens[from].is(negation)
			switch c.tokens[from].lower {
			case "is", "was", "are", "were", "been", "be", "wird", "wurde":
				passive = !t.is(participle)
			}
		}
		// An adverb or auxiliary of the clause before is no part of the cue.
		m.cue = [2]int{from, v + 1}
		distance := c.distance(v, at)
		if passive || c.word(from-1) && c.tokens[from-1].is(impersonal) && c.lang.Postposed != "" {
			if c.word(from-1) && c.tokens[from-1].is(impersonal) {
				m.score, m.why, m.cue[0] = 0.85-distance, "a saying without a source", from-1
				list = append(list, m)
			}
			continue
		}
		if c.lang.Inverted && c.word(v+1) && c.tokens[v+1].is(impersonal) {
			m.score, m.why, m.cue[1] = 0.85-distance, "a saying without a source", v+2
			list = append(list, m)
			continue
		}
		list = append(list, c.subjects(m, v, from, at, distance)...)
	}
	return list
}

// distance is what the words between a verb and the content take from the score.
func (c *clause) distance(v int, at side) float64 {
	n := 0
	if at == left {
		for i := v + 1; i < len(c.tokens); i++ {
			if c.word(i) && !c.tokens[i].is(subordinate) {
				n++
			}
		}
		if c.tokens[v].is(addressing) {
			n = max(0, n-4)
		}
	} else {
		for i := 0; i < v; i++ {
			if c.sign(i, '.', ';') {
				return 1
			}
		}
	}
	return min(0.06*float64(n), 0.6)
}

// subjects finds who the verb v belongs to; its cue begins at from.
func (c *clause) subjects(m match, v, from int, at side, distance float64) (list []match) {
	start := c.first()
	p, ok := c.before(from - 1)
	// A participle is of whoever the sentence is about, not of the noun beside it.
	apart := c.tokens[v].is(participle) && from == v
	certain := ok && !apart && !p.prepositional && !c.object(p)
	if ok {
		m := m
		m.source, m.score = &p, 0.95-distance
		if !certain {
			m.score -= 0.35
		}
		if at == right && p.start() > start {
			m.score -= 0.3 + 0.04*float64(p.start()-start)
		}
		list = append(list, m)
	}
	if at == left && (apart || !ok && c.word(from-1) && c.tokens[from-1].is(conjunction)) {
		// "Quill shrugged, saying …" and "Quill apologised and said …".
		if p, ok := c.topic(from); ok {
			m := m
			m.source, m.score = &p, 0.8-distance
			list = append(list, m)
		}
	}
	if !certain && c.lang.Objects != "" {
		if p, ok := c.framed(v); ok {
			m := m
			m.source, m.score = &p, 0.9-distance
			list = append(list, m)
		}
	}
	if lexicon.Has("told tell tells telling", c.tokens[v].lower) { // hardly ever inverted
		return list
	}
	if k := c.skipAdverbs(v + 1); at == right && from == start || at != left && k == v+1 && c.lang.Inverted || at == left && c.lang.Inverted || c.title && at == right {
		if p, ok := c.after(k); ok && c.plausible(p, at) {
			m := m
			m.source, m.score = &p, 0.95-distance
			if at == left {
				// The source's own words do not part the verb from the content.
				m.score = min(0.92, 0.9-distance+0.06*float64(p.end()-p.start()))
			} else if from != start {
				m.score -= 0.35
			}
			if at == left && certain || c.object(p) {
				m.score -= 0.3
			}
			list = append(list, m)
		}
	}
	return list
}

// topic is the subject of the sentence that goes on at a token: its first
// words, or those behind a phrase that is set off: "In March, Quill …".
func (c *clause) topic(to int) (p phrase, ok bool) {
	for i := c.first(); i < to; i++ {
		if p, ok = c.after(i); ok && p.end() <= to {
			return p, true
		}
		for i < to && !c.sign(i, ',') {
			i++
		}
	}
	return p, false
}

// object reports a phrase whose article tells that it is no subject.
func (c *clause) object(p phrase) bool {
	return c.lang.Objects != "" && lexicon.Has(c.lang.Objects, c.tokens[p.start()].lower)
}

// framed finds the subject of a verb at the end of its clause by the auxiliary
// that stands apart: "Quill hatte am Montag erklärt".
func (c *clause) framed(v int) (p phrase, ok bool) {
	for i := v - 1; i > 0 && v-i < longest && !c.sign(i, '.', ','); i-- {
		if c.word(i) && c.tokens[i].is(auxiliary) {
			p, ok = c.before(i - 1)
			return p, ok && !p.prepositional
		}
	}
	return p, false
}

// plausible keeps the words of the content's own clause from being a subject.
func (c *clause) plausible(p phrase, at side) bool {
	t := c.tokens[p.start()]
	return at == right || t.upper || t.is(determiner|pronoun)
}

func (c *clause) skipAdverbs(i int) int {
	for c.word(i) && c.tokens[i].is(adverb) && !c.tokens[i].is(verb) {
		i++
	}
	return i
}

// first is the first word of the clause.
func (c *clause) first() int {
	for i := range c.tokens {
		if c.word(i) && !(c.tokens[i].is(conjunction) || c.tokens[i].lower == "but") {
			return i
		}
	}
	return 0
}
