package attribution

import (
	"quoth/internal/suggest/lexicon"
	"quoth/internal/text"
)

// headRates tells how often a word, by its hash, stands in a cue when it
// occurs: the heart of a cue is the word of it with the highest rate.
func headRates(examples []Example) map[uint32]float64 {
	inCue, all := map[uint32]float64{}, map[uint32]float64{}
	for _, e := range examples {
		r := read(e.Article, nil)
		for i := range r.tokens {
			all[r.tokens[i].hash]++
		}
		for _, g := range e.Gold {
			for _, i := range r.tokensOf(g.Cue) {
				inCue[r.tokens[i].hash]++
			}
		}
	}
	for h := range inCue {
		inCue[h] /= all[h] + 2
	}
	return inCue
}

// tokensOf lists the tokens that spans touch.
func (r *reading) tokensOf(spans []text.Bytes) (list []int) {
	for _, b := range spans {
		for i := r.at(int(b.Start)); i < len(r.tokens) && r.tokens[i].start < int(b.End); i++ {
			if len(list) == 0 || i > list[len(list)-1] {
				list = append(list, i)
			}
		}
	}
	return list
}

// A goal is what people marked, in tokens.
type goal struct {
	Gold
	head    int
	source  []int
	content []int
	quote   *quotation
}

func (r *reading) goalOf(g Gold, rates map[uint32]float64) goal {
	out := goal{Gold: g, head: -1, source: r.tokensOf(g.Source), content: r.tokensOf(g.Content)}
	for _, i := range r.tokensOf(g.Cue) {
		if t := &r.tokens[i]; t.owns || t.is(lexicon.When) || t.is(lexicon.Auxiliary) && out.head >= 0 {
			continue
		}
		if out.head < 0 || rates[r.tokens[i].hash] > rates[r.tokens[out.head].hash] {
			out.head = i
		}
	}
	return out
}

// shared is the words that a quotation and a content share, of those of both.
func (r *reading) shared(q *quotation, content []int) float64 {
	inside := map[int]bool{}
	words, both := 0, 0
	for _, p := range q.parts {
		for i := p[0]; i < p[1]; i++ {
			if r.tokens[i].word() {
				inside[i] = true
				words++
			}
		}
	}
	for _, i := range content {
		if inside[i] {
			both++
		} else if r.tokens[i].word() {
			words++
		}
	}
	return float64(both) / float64(max(words, 1))
}

func lessonsOf(language string, document int, e Example, rates map[uint32]float64) (list []lesson) {
	r := read(e.Article, nil)
	r.model = &Model{language: language, weights: make([]int8, 1<<bits)}
	var goals []goal
	for _, g := range e.Gold {
		goals = append(goals, r.goalOf(g, rates))
	}
	teach := func(c choice, right func(i int) bool) {
		l := lesson{choice: c, document: document, right: make([]bool, len(c.rules))}
		some := false
		for i := range l.right {
			l.right[i] = right(i)
			some = some || l.right[i]
		}
		if some {
			list = append(list, l)
		}
	}
	r.teachJoins(goals, teach)
	byQuote := map[int]int{} // the goals by the quotations that they touch, plus one
	for k, g := range goals {
		for _, i := range g.content {
			if q := r.tokens[i].quote; q > 0 {
				if old, ok := byQuote[q]; !ok || r.shared(r.quotes[q-1], g.content) > r.shared(r.quotes[q-1], goals[old].content) {
					byQuote[q] = k
				}
			}
		}
	}
	heads := map[int]int{}
	for k, g := range goals {
		heads[g.head] = k
	}
	for n, q := range r.quotes {
		k, ok := byQuote[n+1]
		q.direct = ok && r.shared(q, goals[k].content) >= 0.8
		teach(r.quoteChoice(q), func(i int) bool { return i == int(flag(q.direct)) })
		if q.direct {
			goals[k].quote = q
		}
	}
	direct := map[int]bool{}
	for k, g := range goals {
		if g.quote == nil || g.head < 0 {
			continue
		}
		direct[g.head] = true
		voices, c := r.voices(g.quote)
		teach(c, func(i int) bool { return voices[i] == goals[k].head })
	}
	for i := range r.tokens {
		if direct[i] || !r.mayBeCue(i) {
			continue
		}
		var f features
		r.cueFeatures(&f, i)
		c := choice{}
		c.add(nil, 0)
		c.add(f, r.cueRule(i))
		_, is := heads[i]
		teach(c, func(k int) bool { return k == int(flag(is)) })
	}
	for _, g := range goals {
		if g.head < 0 || len(g.content) == 0 || r.closed(g.head) {
			continue
		}
		phrases, c := r.sources(g.head)
		chosen := phrase{}
		right := func(i int) bool {
			return i == 0 && len(g.source) == 0 || phrases[i].to > phrases[i].from && touches(phrases[i], g.source)
		}
		for i := range phrases {
			if i > 0 && right(i) {
				chosen = phrases[i]
				if chosen.to <= g.head {
					continue
				}
				break
			}
		}
		teach(c, right)
		if g.quote == nil {
			r.teachContent(g, chosen, teach)
		}
	}
	return list
}

func touches(p phrase, tokens []int) bool {
	for _, i := range tokens {
		if p.from <= i && i < p.to {
			return true
		}
	}
	return false
}
