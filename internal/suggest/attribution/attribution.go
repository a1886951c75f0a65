// Package attribution reads a whole article and proposes every attribution in
// it: who (source) is said (cue) to say, think or want what (content), and who
// that source is (speaker). Package suggest answers for one marked passage;
// this one looks for the passages itself, and is meant for a worker.
//
// The rules are those of PolNeAR: one contiguous cue without the comma behind
// it; a content may be discontinuous; quotation marks belong to it; denials
// count, plain actions do not; a passive "it is said" has no source.
//
// An attribution is made in stages (see learned.go), each a choice among
// candidates that rules list and weigh. Weights that were learned from
// annotated articles may be added to those of the rules: see Model and Train.
// Everything is linear in the length of the text, deterministic, and the same
// on every machine.
package attribution

import (
	"cmp"
	"math"
	"slices"

	"quoth/internal/article"
	"quoth/internal/suggest"
)

// Engine and Version name this package in the Origin of what it proposes.
const (
	Engine  = "quoth-attribution"
	Version = "2"
)

// A Proposal is one attribution.
type Proposal = suggest.Attribution

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

func (r *reading) attributions() (all []found) {
	limits := r.vocab.limits
	used := map[int]bool{}
	for _, q := range r.quotes {
		q.p = r.probability(r.quoteChoice(q))
		if q.words >= limits.whole && isStop(r.lastInside(q).sign) || r.answered(q) {
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
	if r.model == nil && !r.vocab.indirect {
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
