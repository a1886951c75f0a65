// Package attribution reads a whole article and proposes every attribution in
// it: who (source) is said (cue) to say, think or want what (content), and who
// that source is (speaker). Package suggest answers for one marked passage;
// this one looks for the passages itself, and is meant for a worker.
//
// The rules are those of PolNeAR: one contiguous cue without the comma behind
// it; a content may be discontinuous; quotation marks belong to it; denials
// count, plain actions do not; a passive "it is said" has no source.
//
// An attribution is made in stages (see model.go), each a choice among
// candidates that rules list and weigh. Weights that were learned from
// annotated articles may be added to those of the rules: see Model and Train.
// Everything is linear in the length of the text, deterministic, and the same
// on every machine.
package attribution

import (
	"cmp"
	"math"
	"slices"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/suggest/lexicon"
	"quoth/internal/text"
)

// Engine and Version name this package in the Origin of what it proposes.
const (
	Engine  = "quoth-attribution"
	Version = "1"
)

// A Proposal is one attribution. All spans are bytes of the article's text.
type Proposal struct {
	Source  []text.Bytes // none if nobody is named
	Cue     text.Bytes   // zero if there is none
	Content annotation.Target
	Form    annotation.Form
	Act     annotation.Act
	Negated bool // the source is said not to say it
	// Speaker is who the source means, as fully as the article names them:
	// empty if that is not known.
	Speaker string
	Kind    annotation.SpeakerKind
	Score   float64 // 0 to 1
}

// found is an attribution in tokens.
type found struct {
	cue      int // its heart; -1 if there is none
	from, to int // the cue
	source   phrase
	content  [][2]int
	quote    *quotation
	p        float64
}

// Attributions proposes the attributions of an article in text order. It reads
// the text, the bounds of the blocks and the language of the article; of an
// article in a language without a table it proposes nothing but quotations.
// The model may be nil.
func Attributions(a *article.Article, m *Model) []Proposal {
	r := read(a, m)
	all := r.attributions()
	slices.SortStableFunc(all, func(x, y found) int { return cmp.Compare(x.content[0][0], y.content[0][0]) })
	return r.proposals(all)
}

// A limit is how likely something must be to be proposed. The limits were set
// on a held-back part of the training data, for the best F1 of content and
// source together; English takes in nearly every quotation.
type limit struct {
	quoted, remaining, cue float64
	whole                  int // words of a quotation that ends like a sentence
}

func (r *reading) limits() limit {
	if r.language == "en" {
		return limit{quoted: 0.4, remaining: 0.08, cue: 0.35, whole: 9}
	}
	return limit{quoted: 0.5, remaining: 0.5, cue: 0.4, whole: 7}
}

func (r *reading) attributions() (all []found) {
	limits := r.limits()
	used := map[int]bool{}
	for _, q := range r.quotes {
		q.p = r.probability(r.quoteChoice(q))
		if q.words >= limits.whole && isStop(r.lastInside(q).sign) {
			q.p = max(q.p, 0.8)
		}
		q.direct = q.p >= limits.quoted
	}
	for _, q := range r.quotes {
		if q.direct {
			f := r.quoted(q)
			used[f.cue] = true
			all = append(all, f)
		}
	}
	if r.model == nil && !r.indirect() {
		return all
	}
	var more []found
	for i := range r.tokens {
		if used[i] || !r.mayBeCue(i) {
			continue
		}
		if p := r.cueProbability(i); p >= limits.cue {
			if f, ok := r.claimed(i); ok {
				f.p = p
				more = append(more, f)
			}
		}
	}
	all = r.apart(all, more)
	return append(all, r.remaining(all)...)
}

// remaining makes attributions of the quotations that no content takes in.
func (r *reading) remaining(all []found) (more []found) {
	taken := map[int]bool{}
	for _, f := range all {
		for _, part := range f.content {
			for i := part[0]; i < part[1]; i++ {
				taken[r.tokens[i].quote] = true
			}
		}
	}
	for n, q := range r.quotes {
		if !taken[n+1] && q.p >= r.limits().remaining {
			more = append(more, r.quoted(q))
		}
	}
	return more
}

// indirect reports a language whose verbs are known well enough.
func (r *reading) indirect() bool { return r.language == "en" || r.language == "de" }

func (r *reading) probability(c choice) float64 {
	yes := c.rules[1] + r.model.score(c.features[1])
	return 1 / (1 + math.Exp(-yes))
}

func (r *reading) cueProbability(i int) float64 {
	rule := r.cueRule(i)
	if r.model != nil {
		f := make(features, 0, 40)
		r.cueFeatures(&f, i)
		rule += r.model.score(f)
	}
	return 1 / (1 + math.Exp(-rule))
}

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
	return r.widened(p, cue)
}

// passive reports nothing but a form of "to be" and adverbs from i to the cue.
func (r *reading) passive(i, cue int) bool {
	be := false
	for ; i < cue; i++ {
		t := &r.tokens[i]
		if !t.is(lexicon.Auxiliary | lexicon.Adverb | lexicon.Negation) {
			return false
		}
		be = be || beings[t.hash]
	}
	return be && i == cue
}

var beings = hashes("is was are were been be being wird wurde")

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

// apart keeps of the overlapping attributions the likelier.
func (r *reading) apart(sure, more []found) []found {
	taken := make([]bool, len(r.tokens))
	mark := func(f found) {
		for _, part := range f.content {
			for i := part[0]; i < part[1]; i++ {
				taken[i] = true
			}
		}
	}
	for _, f := range sure {
		mark(f)
	}
	slices.SortStableFunc(more, func(x, y found) int { return cmp.Compare(y.p, x.p) })
	for _, f := range more {
		shared, words := 0, 0
		for _, part := range f.content {
			for i := part[0]; i < part[1]; i++ {
				words++
				if taken[i] {
					shared++
				}
			}
		}
		if taken[f.cue] || 2*shared > words {
			continue
		}
		mark(f)
		sure = append(sure, f)
	}
	return sure
}
