package suggest

import (
	"strings"

	"quoth/internal/annotation"
)

// find returns matches of every kind in a clause that stands at a side of the content.
func (c *clause) find(at side) []match {
	list := append(c.verbs(at), c.introduced(at)...)
	switch at {
	case left:
		list = append(list, c.attitudes()...)
		list = append(list, c.colon()...)
	case right:
		list = append(list, c.signed()...)
	}
	return list
}

// attitudes finds nouns that are cues: "His concern is that …", "Quill’s
// claim that …".
func (c *clause) attitudes() (list []match) {
	for i, t := range c.tokens {
		if !t.is(attitude) || !c.word(i-1) {
			continue
		}
		k := i - 1
		for k > 0 && c.word(k) && !c.tokens[k].owns && !c.tokens[k].is(possessive) && i-k < 3 {
			k-- // "His main concern"
		}
		if !c.word(k) || !c.tokens[k].owns && !c.tokens[k].is(possessive) {
			continue
		}
		p := phrase{parts: [][2]int{{k, k + 1}}}
		if c.tokens[k].owns {
			p.parts[0][0] = c.head(k)
		}
		end := i + 1
		for c.word(end) && c.tokens[end].is(auxiliary) {
			end++
		}
		m := match{clause: c, cue: [2]int{i, end}, source: &p, act: annotation.Belief, why: "the noun beside it"}
		m.score = 0.85 - min(0.06*float64(max(0, len(c.tokens)-end-1)), 0.6)
		list = append(list, m)
	}
	return list
}

// colon finds a source that only a colon ties to the content, as headlines
// and interviews do: "Mayor: bridge is safe".
func (c *clause) colon() []match {
	last := len(c.tokens) - 1
	if !c.sign(last, ':') {
		return nil
	}
	p, ok := c.before(last - 1)
	if !ok || p.prepositional {
		return nil
	}
	m := match{clause: c, cue: [2]int{last, last + 1}, source: &p, score: 0.4, act: annotation.Statement, why: "the colon"}
	if p.start() <= c.first() {
		m.score = 0.75
	}
	return []match{m}
}

// signed finds the name that signs a quotation: “…” — Mara Quill.
func (c *clause) signed() []match {
	if len(c.tokens) < 2 || !c.sign(0, '—', ':') || c.sign(0, ':') && !c.title {
		return nil
	}
	p, ok := c.after(1)
	if !ok || !c.tokens[1].upper {
		return nil
	}
	end := p.end()
	if p.role[1] > 0 {
		end = p.role[1]
	}
	if c.sign(end, '.') {
		end++
	}
	if end < len(c.tokens) {
		return nil
	}
	return []match{{clause: c, cue: [2]int{0, 1}, source: &p, score: 0.85, act: annotation.Statement, why: "the name that signs it"}}
}

// introduced finds sources behind a preposition: "according to Quill".
func (c *clause) introduced(at side) (list []match) {
	for i := range c.tokens {
		if !c.word(i) {
			continue
		}
		if t := c.tokens[i]; c.lang.Postposed != "" && t.lower == c.lang.Postposed {
			if p, ok := c.before(i - 1); ok {
				list = append(list, match{clause: c, cue: [2]int{i, i + 1}, source: &p, score: 0.9, act: annotation.Statement, why: "the preposition beside it"})
			}
			continue
		}
		for _, words := range c.lang.Phrases {
			n := c.matches(i, words)
			if n == 0 {
				continue
			}
			p, ok := c.after(i + n)
			if !ok || words == "so" && (at == left || i > c.first() || !c.plausible(p, left)) {
				break
			}
			m := match{clause: c, cue: [2]int{i, i + n}, source: &p, score: 0.9, act: annotation.Statement, why: "the preposition beside it"}
			if start := c.first(); i > start {
				m.score -= min(0.02*float64(i-start), 0.4)
			}
			if at == left {
				m.score -= min(0.03*float64(max(0, len(c.tokens)-p.end()-1)), 0.5)
			}
			list = append(list, m)
			break
		}
	}
	return list
}

// matches is how many tokens from i on are the words, or 0.
func (c *clause) matches(i int, words string) int {
	n := 0
	for words != "" {
		w := words
		if k := strings.IndexByte(words, ' '); k >= 0 {
			w, words = words[:k], words[k+1:]
		} else {
			words = ""
		}
		if !c.word(i+n) || c.tokens[i+n].lower != w {
			return 0
		}
		n++
	}
	return n
}
