package attribution

import (
	"quoth/internal/suggest/lexicon"
)

// quoted makes an attribution of a quotation.
func (r *reading) quoted(q *quotation) found {
	f := found{cue: -1, content: q.parts, quote: q, p: 0.4}
	list, c := r.voices(q)
	k, p := r.model.best(&c)
	if list[k] < 0 {
		return f
	}
	f.cue, f.p = list[k], 0.5+p/2
	f.source = r.sourceOf(f.cue)
	f.from, f.to = r.cueSpan(f.cue, f.source.from)
	return f
}

// claimed makes an attribution of a cue.
func (r *reading) claimed(cue int) (f found, ok bool) {
	source := r.sourceOf(cue)
	p := r.placeOf(cue, source)
	c := r.sides(p)
	side, _ := r.model.best(&c)
	f = found{cue: cue, source: source}
	f.from, f.to = r.cueSpan(cue, f.source.from)
	if side != right {
		end := r.leftEnd(p)
		if list, c := r.lefts(p, end, side); len(list) > 0 {
			k, _ := r.model.best(&c)
			f.content = append(f.content, r.whole(list[k], end))
		}
	}
	if side != left {
		if list, c := r.starts(p, side); len(list) > 0 {
			k, _ := r.model.best(&c)
			start := list[k]
			if list, c := r.ends(p, start, side); len(list) > 0 {
				k, _ := r.model.best(&c)
				part := r.whole(start, list[k])
				if n := len(f.content); n == 0 || part[0] >= f.content[n-1][1] {
					f.content = append(f.content, part)
				}
			}
		}
	}
	return f, len(f.content) > 0
}

// sourceOf is the source of a cue, empty if it has none.
func (r *reading) sourceOf(cue int) phrase {
	phrases, c := r.sources(cue)
	k, _ := r.model.best(&c)
	p := phrases[k]
	if p.to == p.from+1 && r.tokens[p.from].is(lexicon.Impersonal) && r.passive(p.to, cue) {
		return phrase{} // "it is said"
	}
	return r.coupled(r.widened(p, cue), cue)
}

// passive reports nothing but a form of "to be" and adverbs from i to the cue.
func (r *reading) passive(i, cue int) bool {
	be := false
	for ; i < cue; i++ {
		t := &r.tokens[i]
		if !t.is(lexicon.Auxiliary | lexicon.Adverb | lexicon.Negation) {
			return false
		}
		be = be || r.vocab.be[t.hash]
	}
	return (be || r.vocab.be[r.tokens[cue].hash]) && i == cue
}

// whole takes in the quotations that a stretch cuts, within their block, and
// leaves out the full stop.
func (r *reading) whole(from, to int) [2]int {
	if q := r.tokens[from].quote; q > 0 {
		for _, p := range r.quotes[q-1].parts {
			if p[0] <= from && from < p[1] {
				from = p[0]
			}
		}
	}
	if q := r.tokens[to-1].quote; q > 0 {
		for _, p := range r.quotes[q-1].parts {
			if p[0] < to && to <= p[1] {
				to = p[1]
			}
		}
	}
	for to > from+1 && r.tokens[to-1].quote == 0 && (r.tokens[to-1].sign == '.' || r.tokens[to-1].sign == ',' || r.tokens[to-1].sign == '—') {
		to--
	}
	return [2]int{from, to}
}
