package survey

import (
	"strings"

	"quoth/internal/annotation"
	"quoth/internal/ledger"
	"quoth/internal/suggest"
	"quoth/internal/suggest/attribution"
	"quoth/internal/suggest/lexicon"
	"quoth/internal/text"
)

// A Kind is a kind of error, and what it would take to make fewer of it.
type Kind struct{ Name, Takes string }

// The kinds. A cue is known if a word of it is in the language's lexicon.
var (
	missedWords     = Kind{"missed: up to three words in quotation marks", "telling words that are quoted from words that are held at a distance, which people do by knowing the story"}
	missedQuotation = Kind{"missed: a longer quotation", "knowing songs, titles, chants and documents by what they are"}
	missedKnown     = Kind{"missed: indirect, the cue is a known word", "the sense in which the word is used here; a larger model of the clause"}
	missedUnknown   = Kind{"missed: indirect, the cue is no known word", "more annotated articles, or word vectors: most of these cues are rare"}
	missedElsewhere = Kind{"missed: the cue is found, with other words", "parsing the clause: the content stands on the other side or further away"}
	twice           = Kind{"missed: the same words have a second source", "proposing who quotes as well as who is quoted, which would be one proposal too many for most readers"}
	tooLongOther    = Kind{"too long: takes in what another mark has", "parsing where one clause ends and the next begins"}
	tooLong         = Kind{"too long", "parsing which clauses hang on the cue"}
	tooShort        = Kind{"too short", "parsing which clauses hang on the cue"}
	tooShortParts   = Kind{"too short: a part of it stands apart", "joining what is said over a break that is no quotation"}
	beside          = Kind{"other words at its edge", "parsing the clause"}

	unwantedWords     = Kind{"not marked by people: up to three words in quotation marks", "the same as for those that are missed"}
	unwantedQuotation = Kind{"not marked by people: a longer quotation", "knowing titles, names and examples"}
	unwantedKnown     = Kind{"not marked by people: the cue is a known word", "the sense of the word; a part of these are attributions that people passed over"}
	unwantedUnknown   = Kind{"not marked by people: the cue is no known word", "more annotated articles"}

	sourceMissing  = Kind{"source: none is proposed", "finding who is meant in the sentence before"}
	sourceUnwanted = Kind{"source: one is proposed where people name none", "telling a passive and a heading from a clause with a subject"}
	sourcePronoun  = Kind{"source: another than the pronoun", "parsing who is the subject of the cue"}
	sourceFar      = Kind{"source: another, people's stands in another sentence", "following who speaks from sentence to sentence"}
	sourceNear     = Kind{"source: another of the same sentence", "parsing who is the subject of the cue"}
)

func (c *comparison) errors() (list []Kind) {
	touched := map[int]bool{}
	for g := range c.gold {
		if p, paired := c.pairOf[g]; paired {
			if k, wrong := c.source(c.gold[g], c.proposed[p]); wrong {
				list = append(list, k)
			}
			continue
		}
		list = append(list, c.missed(c.gold[g], touched))
	}
	for p := range c.proposed {
		if !c.taken[p] && !touched[p] {
			list = append(list, c.unwanted(c.proposed[p]))
		}
	}
	return list
}

// missed is why a gold attribution has no pair. The proposals that are to
// blame are touched, so that they are not counted once more.
func (c *comparison) missed(g attribution.Gold, touched map[int]bool) Kind {
	best, most, touching := -1, 0.0, 0
	for p := range c.proposed {
		if share := c.share(g.Content, c.proposed[p].Content); share > 0 {
			touched[p] = true
			touching++
			if share > most {
				best, most = p, share
			}
		}
	}
	if best < 0 {
		return c.unseen(g, touched)
	}
	words := c.proposed[best].Content
	both, mine, its := c.common(g.Content, words), c.size(g.Content), c.size(words)
	switch {
	case most >= 0.5:
		return twice
	case 10*both >= 9*mine && c.othersIn(g, words):
		return tooLongOther
	case 10*both >= 9*mine:
		return tooLong
	case 10*both >= 9*its && touching > 1:
		return tooShortParts
	case 10*both >= 9*its:
		return tooShort
	}
	return beside
}

// unseen is why no word of a gold content is proposed.
func (c *comparison) unseen(g attribution.Gold, touched map[int]bool) Kind {
	for p := range c.proposed {
		if c.common(g.Cue, []text.Bytes{c.proposed[p].Cue}) > 0 && !c.taken[p] {
			touched[p] = true
			return missedElsewhere
		}
	}
	switch direct := ledger.FormOf(c.article, g.Content) == annotation.Direct; {
	case direct && c.words(g.Content) <= 3:
		return missedWords
	case direct:
		return missedQuotation
	case c.known(g.Cue...):
		return missedKnown
	}
	return missedUnknown
}

func (c *comparison) unwanted(p suggest.Attribution) Kind {
	switch {
	case p.Form == annotation.Direct && c.words(p.Content) <= 3:
		return unwantedWords
	case p.Form == annotation.Direct:
		return unwantedQuotation
	case c.known(p.Cue):
		return unwantedKnown
	}
	return unwantedUnknown
}

func (c *comparison) source(g attribution.Gold, p suggest.Attribution) (k Kind, wrong bool) {
	switch {
	case len(g.Source) == 0 && len(p.Source) == 0 || c.common(g.Source, p.Source) > 0:
		return k, false
	case len(p.Source) == 0:
		return sourceMissing, true
	case len(g.Source) == 0:
		return sourceUnwanted, true
	case c.is(lexicon.Pronoun|lexicon.Relative, g.Source...):
		return sourcePronoun, true
	case c.apart(g.Source[0], p.Content.Start()):
		return sourceFar, true
	}
	return sourceNear, true
}

// othersIn reports whether a content takes in half of another gold one.
func (c *comparison) othersIn(g attribution.Gold, content []text.Bytes) bool {
	for _, other := range c.gold {
		if c.share(other.Content, g.Content) < 0.5 && 2*c.common(other.Content, content) > c.size(other.Content) {
			return true
		}
	}
	return false
}

// apart reports whether a sentence ends between a span and a place.
func (c *comparison) apart(b text.Bytes, at text.Byte) bool {
	from, to := min(b.End, at), max(b.Start, at)
	return from < to && strings.ContainsAny(c.article.Text[from:to], ".?!\n")
}

func (c *comparison) words(spans []text.Bytes) (n int) {
	for _, b := range spans {
		n += len(strings.Fields(c.article.Text[b.Start:b.End]))
	}
	return n
}

func (c *comparison) known(cue ...text.Bytes) bool {
	return c.is(lexicon.Verb|lexicon.Attitude, cue...)
}

// is reports whether a word of the spans is of a class.
func (c *comparison) is(class lexicon.Class, spans ...text.Bytes) bool {
	lex := lexicon.Of(suggest.LanguageOf(c.article))
	for _, b := range spans {
		for w := range strings.FieldsSeq(strings.ToLower(c.article.Text[b.Start:b.End])) {
			if lex.Words[strings.Trim(w, ".,:;“”\"")].Class&class != 0 {
				return true
			}
		}
	}
	return false
}
