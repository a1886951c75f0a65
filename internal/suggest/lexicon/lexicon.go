// Package lexicon holds, for each language that Quoth knows, the verbs that
// news uses to say who says what, and the small words that tell where a source
// begins and ends. One table per language; no rule is written here.
package lexicon

import (
	"strings"
	"sync"

	"quoth/internal/annotation"
)

// A Class is what a word can be in a clause that says who says something. A
// word can be several.
type Class uint32

const (
	Verb        Class = 1 << iota // of saying, thinking, seeing
	Negative                      // a verb that says that somebody does not: "declined"
	Participle                    // "saying": its subject stands before the clause
	Addressing                    // a verb with an addressee: "told"
	Auxiliary                     // may stand between subject and verb: "has"
	Negation                      // "not"
	Adverb                        // may stand there too: "also"
	Pronoun                       // a source by itself: "she"
	Relative                      // "who"
	Determiner                    // begins a description: "a", "the"
	Connector                     // within a name or a description: "of"
	Stop                          // ends a name or a description: "on", "because"
	Conjunction                   // joins two sources: "and"
	Subordinate                   // stands between cue and content: "that"
	Possessive                    // "his"
	Attitude                      // a noun that is a cue: "concern"
	Impersonal                    // the subject of a cue without source: "it"
	When                          // "Monday", "yesterday"
)

// A Word is an entry of a lexicon.
type Word struct {
	Class Class
	Act   annotation.Act
}

// A Lexicon is the small words and the verbs of one language, lower case.
type Lexicon struct {
	Words map[string]Word
	// Phrases introduce a source: "according to". The longest go first.
	Phrases []string
	// Postposed stands behind its source: German "zufolge".
	Postposed string
	// Inverted tells that the subject may follow any verb, not only one that
	// stands right behind a quotation.
	Inverted bool
	// Objects are articles that never begin a subject.
	Objects string
	// Elides tells that an apostrophe parts two words: French l'homme.
	Elides bool
	// Unspaced are the verbs of a script without spaces between words.
	Unspaced []string
}

// acts are the keys of a table that are verbs, and the act that they tell.
var acts = map[string]annotation.Act{
	"statement": annotation.Statement, "belief": annotation.Belief, "intention": annotation.Intention,
	"decree": annotation.Decree, "witnessing": annotation.Witnessing, "denial": annotation.Denial,
}

var classes = map[string]Class{
	"negative": Negative, "participle": Participle, "addressing": Addressing, "auxiliary": Auxiliary,
	"negation": Negation, "adverb": Adverb, "pronoun": Pronoun, "relative": Relative, "determiner": Determiner,
	"connector": Connector, "stop": Stop, "conjunction": Conjunction, "subordinate": Subordinate,
	"possessive": Possessive, "attitude": Attitude, "impersonal": Impersonal, "when": When,
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
	built    = map[string]*Lexicon{}
	building sync.Mutex
)

// Of returns the lexicon of a language, built when first asked for, or
// nil if there is none.
func Of(language string) *Lexicon {
	building.Lock()
	defer building.Unlock()
	if l := built[language]; l != nil {
		return l
	}
	t, ok := tables[language]
	if !ok {
		return nil
	}
	l := &Lexicon{Words: map[string]Word{}, Phrases: t.phrases, Postposed: t.postposed, Inverted: t.inverted, Objects: t.objects, Elides: t.elides, Unspaced: t.unspaced}
	for _, entry := range t.words {
		for _, w := range strings.Fields(entry[1]) {
			e := l.Words[w]
			if act, ok := acts[entry[0]]; ok {
				e.Class |= Verb
				e.Act = act
			} else {
				e.Class |= classes[entry[0]]
			}
			l.Words[w] = e
		}
	}
	built[language] = l
	return l
}
