// Package claims reads a whole article and ranks what in it is worth checking:
// sentences and clauses with numbers, comparisons, causes, laws, records and
// quoted assertions, but no questions, wishes, opinions or greetings. Each
// comes with its reason in words. The classes are those of ClaimBuster
// (Hassan et al., 2017): check-worthy factual (CFS), unimportant factual (UFS)
// and non-factual sentences (NFS), which are never proposed.
//
// What a language must know stands in a table (see table.go); without one,
// numerals and quotation marks alone decide. Everything is linear in the
// length of the text, deterministic, and the same on every machine.
package claims

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"

	"quoth/internal/article"
	"quoth/internal/suggest"
	"quoth/internal/text"
)

// Engine and Version name this package in the Origin of what it proposes.
const (
	Engine  = "quoth-claims"
	Version = "1"
)

// The classes of ClaimBuster.
const (
	NonFactual  = "NFS"
	Unimportant = "UFS"
	CheckWorthy = "CFS"
)

// worth is the score from which a claim is worth checking; what is below
// factual states nothing that the tables know of and is left out.
const (
	worth   = 0.5
	factual = 0.3
)

// A Claim is one sentence or clause.
type Claim = suggest.Claim

// Rank lists the claims of an article, the one most worth checking first and
// in text order where they are equal. It reads the text, the blocks and the
// language of the article.
func Rank(a *article.Article) []Claim {
	l := languageOf(suggest.LanguageOf(a))
	var list []Claim
	var r reading
	for _, b := range a.Blocks {
		switch b.Kind {
		case article.Byline, article.Heading, article.Verbatim, article.Cell:
			continue
		}
		r = reading{text: a.Text, language: l, words: r.words[:0]}
		for _, s := range text.Sentences(a.Text, b.Span) {
			list = r.sentence(list, s)
		}
	}
	slices.SortStableFunc(list, func(x, y Claim) int { return cmp.Compare(y.Score, x.Score) })
	return list
}

// sentence adds the claim of a sentence: of the one clause in it that is worth
// checking, or of the whole.
func (r *reading) sentence(list []Claim, s text.Bytes) []Claim {
	clauses := r.read(s)
	whole := r.judge(0, len(r.words))
	if r.asks || whole.barred {
		return list
	}
	span, found := s, whole
	if len(clauses) > 1 {
		at, worthy := 0, 0
		var best judgement
		for i, c := range clauses {
			if j := r.judge(c.from, c.to); !j.barred && j.score >= worth {
				worthy++
				at, best = i, j
			}
		}
		if worthy == 1 {
			span, found = clauses[at].span, best
		}
	}
	if found.score < factual {
		return list
	}
	if span = r.trim(span); !strings.ContainsFunc(r.text[span.Start:span.End], unicode.IsLetter) {
		return list
	}
	class := Unimportant
	if found.score >= worth {
		class = CheckWorthy
	}
	return append(list, Claim{
		Target: []text.Bytes{span}, Score: math.Round(found.score*1000) / 1000, Reason: found.reason(), Kind: found.kind(), CheckWorthy: class,
	})
}
