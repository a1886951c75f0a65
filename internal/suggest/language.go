package suggest

import (
	"quoth/internal/article"
	"quoth/internal/suggest/lexicon"
)

type (
	class = lexicon.Class
	word  = lexicon.Word
)

const (
	verb        = lexicon.Verb
	negative    = lexicon.Negative
	participle  = lexicon.Participle
	addressing  = lexicon.Addressing
	auxiliary   = lexicon.Auxiliary
	negation    = lexicon.Negation
	adverb      = lexicon.Adverb
	pronoun     = lexicon.Pronoun
	relative    = lexicon.Relative
	determiner  = lexicon.Determiner
	connector   = lexicon.Connector
	stop        = lexicon.Stop
	conjunction = lexicon.Conjunction
	subordinate = lexicon.Subordinate
	possessive  = lexicon.Possessive
	attitude    = lexicon.Attitude
	impersonal  = lexicon.Impersonal
	when        = lexicon.When
)

// languageOf is the lexicon of the article's language: of the tag's first
// part, English if the article does not say, nil if Quoth knows none.
func languageOf(a *article.Article) *lexicon.Lexicon {
	return lexicon.Of(LanguageOf(a))
}
