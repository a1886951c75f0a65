package attribution

import (
	"quoth/internal/suggest/lexicon"
)

// longestRole is how many words of a role are compared.
const longestRole = 4

func (c *cast) noteRoles(m mention) {
	r := c.r
	start := m.from
	for start > 0 && m.from-start < longestRole && r.tokens[start-1].word() && r.tokens[start-1].class == 0 && (r.tokens[start-1].shape == small || start < m.from && r.opening(start-1)) {
		start--
	}
	if start < m.from {
		c.note(start, m.from, m.who)
	}
	for i := m.from; i < m.to; i++ { // the title within the name
		if w := lowered(r.words(i, i+1)); lexicon.Title(w) && !lexicon.Address(w) {
			c.byRole[w] = m.who
		}
	}
	i := m.to
	if i+1 < len(r.tokens) && r.tokens[i].sign == ',' {
		i++
		if r.tokens[i].is(lexicon.Determiner) {
			i++
		}
		end := i
		for end < len(r.tokens) && end-i < longestRole && r.tokens[end].word() && !r.tokens[end].is(smallWords|lexicon.Connector|lexicon.Relative|lexicon.Verb) {
			end++
		}
		if end > i {
			c.note(i, end, m.who)
		}
	}
}

// note remembers a role by all its words and by its last.
func (c *cast) note(from, to, who int) {
	r := c.r
	c.byRole[lowered(r.words(from, to))] = who
	last := lowered(r.words(to-1, to))
	c.byRole[last] = who
	p := &c.characters[who]
	if p.gender == unknown {
		p.gender = genderOf(last)
	}
}
