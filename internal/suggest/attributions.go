package suggest

import (
	"strings"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/text"
)

// What the worker is asked for a whole article, which Question writes:
// Attributions, or Claims.
const (
	AskAttributions = "attributions"
	AskClaims       = "claims"
)

// Attributions are what an engine proposes for an article, in text order.
type Attributions struct {
	Engine, Version string // for the Origin of what is accepted
	All             []Attribution
}

// An Attribution is one proposal of a whole-text pass: see package
// attribution. All spans are bytes of the article's text.
type Attribution struct {
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

// LanguageOf is the language in which an article is searched: the first part
// of its tag, and English if it has none.
func LanguageOf(a *article.Article) string {
	tag, _, _ := strings.Cut(strings.ToLower(a.Meta.Language), "-")
	if tag == "" {
		return "en"
	}
	return tag
}

// Claims are what an engine proposes to check in an article, the one most
// worth checking first.
type Claims struct {
	Engine, Version string // for the Origin of what is accepted
	All             []Claim
}

// A Claim is a sentence or a clause that states something that can be checked:
// see package claims.
type Claim struct {
	Target      annotation.Target
	Kind        annotation.ClaimKind // "" if it is not plain
	CheckWorthy string               // the class of ClaimBuster: "UFS" or "CFS"
	Reason      string               // in words, for the reader
	Score       float64              // 0 to 1
}
