package suggest

import (
	"quoth/internal/annotation"
	"quoth/internal/text"
)

// withArticle is the run's start, or that of the article before it.
func (c *clause) withArticle(from int) int {
	if c.word(from-1) && c.tokens[from-1].is(determiner) {
		return from - 1
	}
	return from
}

// leads reports whether a name speaks or begins its sentence.
func (c *clause) leads(from, to int) bool {
	start := c.withArticle(from)
	for c.word(start-1) && !c.tokens[start-1].is(verb|stop|auxiliary|conjunction|connector) {
		start-- // the title: "harbour master Mara Quill"
	}
	return c.says(from, to) || start == 0 || c.sign(start-1, '.', '“')
}

// says reports whether a verb of saying stands beside the name.
func (c *clause) says(from, to int) bool {
	for c.word(to) && c.tokens[to].is(auxiliary|adverb|negation) {
		to++
	}
	start := c.withArticle(from)
	return c.word(to) && c.tokens[to].is(verb) || c.word(start-1) && c.tokens[start-1].is(verb)
}

// near proposes somebody for a quotation without a cue: the nearest name in
// its paragraph, and whoever spoke last.
func (s *search) near() (found []match) {
	b := s.around[0]
	last := s.around[len(s.around)-1]
	block := s.block(b)
	span := s.article.Blocks[block].Span
	before := s.clause(block, text.Bytes{Start: s.boundary(max(span.Start, b.Start-reach)), End: b.Start})
	if m, ok := s.nearest(before, true); ok {
		found = append(found, m)
	}
	after := s.clause(s.article.BlockAt(last.End-1), text.Bytes{Start: last.End, End: s.boundary(min(s.end(last), last.End+reach))})
	if m, ok := s.nearest(after, false); ok {
		m.score -= 0.02
		found = append(found, m)
	}
	if c, run, _, ok := s.lastNamed(b.Start, annotation.Person); ok {
		p := phrase{parts: [][2]int{run}}
		found = append(found, match{clause: c, source: &p, score: 0.3, why: "who spoke last before it"})
	}
	return found
}

// nearest is the name in the clause that stands nearest to its end or start.
func (s *search) nearest(c *clause, atEnd bool) (m match, ok bool) {
	for to := len(c.tokens); to > 0; to-- {
		from, j := c.run(0, to)
		if j == from {
			to = j
			if j == 0 {
				break
			}
			continue
		}
		to = from + 1
		p := phrase{parts: [][2]int{{c.withArticle(from), j}}}
		who := s.identify(c, p)
		if who.kind != annotation.Person && who.kind != annotation.Organisation || c.tokens[from].is(when) {
			continue
		}
		if j-from == 1 && who.kind == annotation.Person && who.speaker == "" && len(who.name) == len(c.text(from, j)) && c.lang.Postposed != "" {
			continue // any German noun
		}
		m, ok = match{clause: c, source: &p, score: 0.35, why: "the nearest name"}, true
		if atEnd {
			return m, ok
		}
	}
	return m, ok
}

// lastSentence is the clause from its last end of a sentence on.
func (c *clause) lastSentence() *clause {
	for i := len(c.tokens) - 1; i >= 0; i-- {
		if c.tokens[i].sign == '.' {
			return &clause{article: c.article, lang: c.lang, title: c.title, tokens: c.tokens[i+1:]}
		}
	}
	return c
}

// firstSentence is the clause up to its first end of a sentence.
func (c *clause) firstSentence() *clause {
	for i, t := range c.tokens {
		if t.sign == '.' {
			return &clause{article: c.article, lang: c.lang, title: c.title, tokens: c.tokens[:i]}
		}
	}
	return c
}
