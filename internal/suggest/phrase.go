package suggest

import (
	"unicode"

	"quoth/internal/suggest/lexicon"
)

// A phrase is the words of a source within a clause, in tokens.
type phrase struct {
	parts [][2]int // one, or several of a compound source
	role  [2]int   // an apposition: "the harbour master"; empty if there is none
	// prepositional tells that a preposition stands before it ("on Monday"),
	// so that it is hardly the subject.
	prepositional bool
	// antecedent is who a relative pronoun stands for, if the clause tells.
	antecedent *phrase
}

func (p phrase) start() int { return p.parts[0][0] }
func (p phrase) end() int   { return p.parts[len(p.parts)-1][1] }

// longest is how many words a source has at most, without its apposition.
const longest = 12

// subordinators begin a clause, so that a subject follows: "after Quill said".
const subordinators = "after before when while where as because although though since if whether than until unless but or nor so how what why " +
	"als weil obwohl wenn während bis quand pendant mais cuando pero durante quando mentre ma mas toen omdat terwijl maar"

// longestAside is how many words may stand between a source and its verb.
const longestAside = 30

func (c *clause) word(i int) bool {
	return i >= 0 && i < len(c.tokens) && c.tokens[i].sign == 0
}

func (c *clause) sign(i int, signs ...rune) bool {
	if i < 0 || i >= len(c.tokens) {
		return false
	}
	for _, s := range signs {
		if c.tokens[i].sign == s {
			return true
		}
	}
	return false
}

// before finds the source that ends with token j: the subject of a verb that
// follows. An apposition, a relative clause or brackets may stand behind it.
func (c *clause) before(j int) (p phrase, ok bool) {
	// "Quill on Monday said": the day is not the subject.
	for c.word(j) && c.tokens[j].is(when) {
		if j--; c.word(j) && c.tokens[j].is(stop) {
			j--
		}
	}
	if c.sign(j, ',', '—', ')') {
		return c.beforeAside(j)
	}
	if !c.word(j) {
		return p, false
	}
	switch t := c.tokens[j]; {
	case t.is(pronoun) && !t.is(determiner):
		return phrase{parts: [][2]int{{j, j + 1}}}, true
	case t.is(relative) && (c.sign(j-1, ',') || !t.is(determiner)):
		p = phrase{parts: [][2]int{{j, j + 1}}}
		k := j - 1
		if c.sign(k, ',') {
			k--
		}
		if who, ok := c.before(k); ok {
			p.antecedent = &who
		}
		return p, true
	case t.is(stop|subordinate|verb|auxiliary|determiner|connector|adverb|negation) && !t.upper:
		return p, false
	}
	i := c.head(j)
	p = phrase{parts: [][2]int{{i, j + 1}}}
	p.prepositional = c.word(i-1) && c.tokens[i-1].is(stop) && !c.tokens[i-1].is(conjunction|subordinate) && !lexicon.Has(subordinators, c.tokens[i-1].lower)
	if c.word(i-1) && c.tokens[i-1].is(conjunction) && c.word(i-2) && (c.tokens[i-2].upper || c.head(i-2) == 0 || c.sign(c.head(i-2)-1, '.', ',', '“')) {
		if other, ok := c.before(i - 2); ok && other.end() == i-1 && (c.tokens[j].upper == c.tokens[i-2].upper) {
			p.parts = append(other.parts, p.parts...)
			p.prepositional = other.prepositional
		}
	}
	return p, true
}

// beforeAside finds the source in front of an aside that ends with the comma,
// dash or bracket j.
func (c *clause) beforeAside(j int) (p phrase, ok bool) {
	open := c.tokens[j].sign
	if open == ')' {
		open = '('
	}
	for i := j - 1; i > 0 && j-i <= longestAside && !c.sign(i, '.', '“'); i-- {
		if !c.sign(i, open) {
			continue
		}
		if c.sign(i-1, ',', '—', ')') {
			return p, false
		}
		p, ok = c.before(i - 1)
		if !ok {
			return p, false
		}
		if t := c.tokens[i+1]; t.sign == 0 && !t.is(relative&^determiner|pronoun) && unicode.IsLetter([]rune(t.lower)[0]) && (!t.is(stop) || t.is(determiner)) {
			p.role = [2]int{i + 1, j}
		}
		return p, true
	}
	return p, false
}

// head is where the source begins that ends with the word j.
func (c *clause) head(j int) int {
	i := j
	for i > 0 && j-i < longest && c.word(i-1) {
		t := c.tokens[i-1]
		switch {
		case t.is(connector) && (c.tokens[i].upper || c.tokens[i].is(determiner) || i == j) && c.word(i-2) && !c.tokens[i-2].is(verb|auxiliary|stop):
		case t.is(determiner):
			i--
			if c.word(i-1) && c.tokens[i-1].is(connector) && c.word(i-2) && !c.tokens[i-2].is(verb|auxiliary|stop|pronoun) {
				i--
				continue
			}
			return i
		case t.owns:
		case !t.upper && t.is(stop|subordinate|verb|auxiliary|pronoun|adverb|negation|conjunction|when):
			return i
		case t.is(conjunction | relative | pronoun | subordinate | stop | auxiliary):
			return i
		}
		i--
	}
	return i
}

// after finds the source that begins with token k, as in "said Mara Quill".
func (c *clause) after(k int) (p phrase, ok bool) {
	if !c.word(k) {
		return p, false
	}
	first := c.tokens[k]
	switch {
	case first.is(pronoun) && !first.is(determiner) || first.is(pronoun) && (k+1 >= len(c.tokens) || !c.word(k+1)):
		return phrase{parts: [][2]int{{k, k + 1}}}, true
	case first.is(determiner):
	case first.is(stop | subordinate | verb | auxiliary | adverb | negation | relative | when | connector | conjunction):
		return p, false
	}
	described, names := first.is(determiner) || !first.upper, 0
	end := k
	for ; c.word(end) && end-k < longest; end++ {
		t := c.tokens[end]
		if t.upper {
			names++
		}
		if end == k {
			continue
		}
		last := c.tokens[end-1]
		// A preposition that may as well begin something else ("at noon")
		// needs a name or an article behind it ("at the ministry").
		linked := c.word(end+1) && described && names < 2 && (!t.is(stop) || c.tokens[end+1].upper || c.tokens[end+1].is(determiner))
		switch {
		case c.inName(end):
		case t.is(connector) && linked && !t.is(when):
		case t.is(determiner) && (last.is(connector) || c.lang.Postposed != "" && described && names == 1 && !last.is(determiner)):
			names = 0
		case t.is(determiner | verb | auxiliary | stop | subordinate | adverb | negation | when | conjunction | pronoun | relative | connector):
			goto done
		case !t.upper && last.upper && !described:
			goto done
		}
	}
done:
	for end > k+1 && c.tokens[end-1].is(connector|determiner|stop) {
		end--
	}
	if end == k+1 && first.is(determiner) && !first.is(pronoun) && first.lower != "some" && first.lower != "many" {
		return p, false
	}
	p = phrase{parts: [][2]int{{k, end}}}
	if c.word(end) && c.tokens[end].is(conjunction) && c.word(end+1) && (c.tokens[end+1].upper || c.tokens[end+1].is(determiner)) {
		if other, ok := c.after(end + 1); ok {
			p.parts = append(p.parts, other.parts...)
		}
	}
	if c.sign(end, ',') && c.word(end+1) && (c.tokens[end+1].is(determiner) || !c.tokens[end+1].upper && !c.tokens[end+1].is(stop|verb|relative|conjunction)) {
		to := end + 1
		for c.word(to) && to-end < longest && !c.tokens[to].is(when) {
			to++
		}
		if to == len(c.tokens) || c.sign(to, ',', '.', '—', ';') {
			p.role = [2]int{end + 1, to}
		}
	}
	return p, true
}

// inName reports whether the small word i stands between two words of a name.
func (c *clause) inName(i int) bool {
	from, to := i-1, i
	for c.word(from) && particle(c.tokens[from].lower) {
		from--
	}
	for c.word(to) && particle(c.tokens[to].lower) {
		to++
	}
	return to > i && c.word(from) && c.tokens[from].upper && c.word(to) && c.tokens[to].upper && (c.lang.Postposed == "" || !c.tokens[i].is(determiner))
}

// particle reports a small word within a name: Ana de la Roca.
func particle(w string) bool {
	switch w {
	case "de", "del", "della", "di", "da", "das", "dos", "do", "du", "d", "la", "le", "el", "al", "bin", "ibn", "van", "von", "zu", "der", "den", "ten", "ter", "dal":
		return true
	}
	return false
}
