// Package selector describes a passage of an article by its words and finds it
// again in another revision, or on another page, where words, marks, white
// space and neighbours may differ. It is pure: a text goes in, typed offsets
// and a stated certainty come out. It never guesses: where two places are as
// likely it names both, and where nothing is left it says so.
//
// How: an Index of the text is made once. A quotation that stands there word
// for word with its context is found through its rarest stretch. Otherwise
// seeds (short stretches of the quotation and of its context) vote for
// diagonals, and only where they gather is the text aligned, by Myers'
// bit-parallel algorithm. What was kept of the words, then the context, then
// the position decide; of many annotations at once, the neighbours too.
package selector

import (
	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/text"
)

// A Selector describes a passage: a TextQuoteSelector with, where known, a
// TextPositionSelector.
// https://www.w3.org/TR/annotation-model/#text-quote-selector
type Selector struct {
	Exact  string // the words
	Prefix string // what stood before them; may be empty
	Suffix string // what stood after them; may be empty
	// Position is where the words were, in bytes of the text that they are
	// from. An empty span means that this is not known.
	Position text.Bytes
}

// Around is how many characters of context Describe takes on each side. The
// exchange formats write half of that; more tells repeated sentences apart.
const Around = 64

// Describe gives the selectors of a target, one for each of its spans.
func Describe(a *article.Article, t annotation.Target) []Selector {
	list := make([]Selector, len(t))
	for i, span := range t {
		prefix, exact, suffix := annotation.Quote(a, span, Around)
		list[i] = Selector{exact, prefix, suffix, span}
	}
	return list
}

// A State is what became of a passage.
type State string

const (
	// Exact: the same words, where they were. White space, the form of
	// quotation marks and dashes, and characters that are not seen are forgiven.
	Exact State = "exact"
	// Moved: the same words, elsewhere.
	Moved State = "moved"
	// Changed: other words or other capitals, in their place or elsewhere.
	Changed State = "changed"
	// Ambiguous: there are candidates and no reason to prefer one. A person
	// is to be asked.
	Ambiguous State = "ambiguous"
	// Lost: the words are gone. The annotation is kept as an orphan.
	Lost State = "lost"
)

// Placed reports whether the state comes with a place in the text.
func (s State) Placed() bool { return s == Exact || s == Moved || s == Changed }

// An Anchor is what was found of one passage.
type Anchor struct {
	State State
	// Span is where it is, in bytes of the text searched; empty unless placed.
	Span text.Bytes
	// Score is how sure that is, 0 to 1: how much of the words was kept and,
	// with less weight, how much of the context. Of an ambiguous passage it is
	// that of the best candidate, of a lost one 0.
	Score float64
	// Candidates are the places to choose from, if ambiguous: at least one, in
	// text order.
	Candidates []Candidate
}

// A Candidate is a place where a passage may be.
type Candidate struct {
	Span  text.Bytes // in bytes of the text searched
	Score float64    // 0 to 1
}
