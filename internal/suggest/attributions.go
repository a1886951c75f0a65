package suggest

import (
	"strings"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/text"
)

// AskAttributions is what the worker is asked for the attributions of a whole
// article: it takes the article as JSON and answers with Attributions as JSON.
const AskAttributions = "attributions"

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
