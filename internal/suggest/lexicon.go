package suggest

import (
	"strings"
	"sync"

	"quoth/internal/annotation"
	"quoth/internal/article"
)

// A class is what a word can be in a clause that says who says something. A
// word can be several.
type class uint32

const (
	verb        class = 1 << iota // of saying, thinking, seeing
	negative                      // a verb that says that somebody does not: "declined"
	participle                    // "saying": its subject stands before the clause
	addressing                    // a verb with an addressee: "told"
	auxiliary                     // may stand between subject and verb: "has"
	negation                      // "not"
	adverb                        // may stand there too: "also"
	pronoun                       // a source by itself: "she"
	relative                      // "who"
	determiner                    // begins a description: "a", "the"
	connector                     // within a name or a description: "of"
	stop                          // ends a name or a description: "on", "because"
	conjunction                   // joins two sources: "and"
	subordinate                   // stands between cue and content: "that"
	possessive                    // "his"
	attitude                      // a noun that is a cue: "concern"
	impersonal                    // the subject of a cue without source: "it"
	when                          // "Monday", "yesterday"
)

// A word is an entry of a lexicon.
type word struct {
	class class
	act   annotation.Act
}

// A lexicon is the small words and the verbs of one language, lower case.
type lexicon struct {
	words map[string]word
	// phrases introduce a source: "according to". The longest go first.
	phrases []string
	// postposed stands behind its source: German "zufolge".
	postposed string
	// inverted tells that the subject may follow any verb, not only one that
	// stands right behind a quotation.
	inverted bool
	// objects are articles that never begin a subject.
	objects string
	// elides tells that an apostrophe parts two words: French l'homme.
	elides bool
	// unspaced are the verbs of a script without spaces between words.
	unspaced []string
}

// acts are the keys of a table that are verbs, and the act that they tell.
var acts = map[string]annotation.Act{
	"statement": annotation.Statement, "belief": annotation.Belief, "intention": annotation.Intention,
	"decree": annotation.Decree, "witnessing": annotation.Witnessing, "denial": annotation.Denial,
}

var classes = map[string]class{
	"negative": negative, "participle": participle, "addressing": addressing, "auxiliary": auxiliary,
	"negation": negation, "adverb": adverb, "pronoun": pronoun, "relative": relative, "determiner": determiner,
	"connector": connector, "stop": stop, "conjunction": conjunction, "subordinate": subordinate,
	"possessive": possessive, "attitude": attitude, "impersonal": impersonal, "when": when,
}

// A table is the source of a lexicon: words by the name of their act or class.
type table struct {
	phrases   []string
	postposed string
	inverted  bool
	objects   string
	elides    bool
	unspaced  []string
	words     [][2]string
}

var (
	built    = map[string]*lexicon{}
	building sync.Mutex
)

// lexiconOf returns the lexicon of a language, built when first asked for, or
// nil if there is none.
func lexiconOf(language string) *lexicon {
	building.Lock()
	defer building.Unlock()
	if l := built[language]; l != nil {
		return l
	}
	t, ok := tables[language]
	if !ok {
		return nil
	}
	l := &lexicon{words: map[string]word{}, phrases: t.phrases, postposed: t.postposed, inverted: t.inverted, objects: t.objects, elides: t.elides, unspaced: t.unspaced}
	for _, entry := range t.words {
		for _, w := range strings.Fields(entry[1]) {
			e := l.words[w]
			if act, ok := acts[entry[0]]; ok {
				e.class |= verb
				e.act = act
			} else {
				e.class |= classes[entry[0]]
			}
			l.words[w] = e
		}
	}
	built[language] = l
	return l
}

// languageOf is the lexicon of the article's language: of the tag's first
// part, English if the article does not say, nil if Quoth knows none.
func languageOf(a *article.Article) *lexicon {
	tag, _, _ := strings.Cut(strings.ToLower(a.Meta.Language), "-")
	if tag == "" {
		tag = "en"
	}
	return lexiconOf(tag)
}
