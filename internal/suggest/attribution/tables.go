package attribution

import (
	"strings"
	"sync"

	"quoth/internal/suggest/lexicon"
)

// A table is what this pass must know of a language beyond its lexicon.
type table struct {
	she, he, they, it string // pronouns, and their possessives
	woman, man        string // nouns for relatives: behind "my" they are somebody
	office            string // what people are: "lawyer for the board"
	genitive          string // what ties two nouns: "of"; empty if every connector does
	be                string // forms of the passive
	alone             string // determiners that are a source by themselves
	places            string // what names of places and institutions begin with
	naming            string // what stands beside a title or a name in marks
	subjunctive       string // the mood of reported speech
	topic             string // particles behind a subject
	verbs             string // of the wider lexicon, in the forms that occur
	article           string // in front of what was mentioned above; empty if any
	drops             bool   // "added" alone may mean "she added"
	caseless          bool   // names have no capitals
	nouns             bool   // every noun has a capital
	indirect          bool   // its verbs are known well enough to propose what is not in marks
	limits            limit
}

// A limit is how likely something must be to be proposed.
type limit struct {
	quoted, remaining, cue, join float64
	whole                        int // words of a quotation that ends like a sentence
}

// The limits were set on a held-back part of the training data, for the best
// F1 of content and source together; English takes in nearly every quotation.
var elsewhere = limit{quoted: 0.5, remaining: 0.5, cue: 0.4, join: 0.5, whole: 7}

var tables = map[string]table{
	"en": {
		she: "she her hers", he: "he him his", they: "they we you them their our your us everyone others nobody", it: "it its",
		woman: "wife mother sister daughter woman girl widow girlfriend aunt grandmother niece",
		man:   "husband father brother son man boy boyfriend uncle grandfather nephew",
		office: "lawyer lawyers attorney attorneys aide aides adviser advisers advisor advisors member members leader leaders official officials officer officers expert experts professor professors researcher researchers " +
			"analyst analysts economist economists strategist strategists fellow fellows spokesperson spokespeople representative representatives candidate nominee delegate delegates editor author host reporter person people source sources",
		genitive: "of", be: "is was are were been be being", article: "the",
		alone:  "some many most one another several few this that these those others all both",
		places: "new north south east west northern southern eastern western san los el las fort mount lake st port united central white supreme capitol wall saudi great the",
		naming: "film book novel song album titled entitled called named dubbed nicknamed known so-called ship magazine newspaper show series episode movie program project operation word words term phrase labeled labelled",

		indirect: true,
		limits:   limit{quoted: 0.4, remaining: 0.03, cue: 0.35, join: 0.65, whole: 9},
	},
	"de": {
		she: "ihr ihre", he: "er sein seine seiner", they: "wir", it: "es",
		woman: "frau mutter schwester tochter", man: "mann vater bruder sohn",
		office: "sprecher sprecherin anwalt anwältin vertreter vertreterin mitglied experte expertin beamter",
		be:     "wird wurde heißt hieß heiße", alone: "viele einige manche alle",
		naming:      "firma organisation zeitung buch film album titel motto name namen codename codenamen stück lied band schiff partei gruppe programm projekt serie sendung kampagne aktion modell typ magazin magazins verein zeitschrift genannt genannte genannten sogenannte sogenannten sogenannter bezeichnet heißt nennt begriff wort stichwort spitznamen unternehmen gesellschaft stiftung initiative operation hotel flugzeug rakete roman oper bezeichnung website portal",
		subjunctive: "sei seien habe hätten hätte werde würde würden könne könnten müsse müssten dürfe dürften solle sollten wolle gebe gäbe komme stehe gehe lasse bleibe mache brauche wisse handele handle finde",
		verbs:       wideGerman, nouns: true, indirect: true, limits: elsewhere,
	},
	"fr": {she: "elle a-t-elle avait-elle", he: "il a-t-il avait-il lui", they: "ils elles", office: "porte-parole", woman: "femme mère sœur fille", man: "mari père frère fils", drops: true, limits: elsewhere},
	"es": {she: "ella", he: "él", they: "ellos ellas nosotros", office: "portavoz", woman: "esposa madre hermana hija", man: "esposo padre hermano hijo", drops: true, limits: elsewhere},
	"it": {she: "lei ella", he: "lui egli", they: "loro noi", office: "portavoce", woman: "moglie madre sorella figlia", man: "marito padre fratello figlio", drops: true, limits: elsewhere},
	"pt": {she: "ela", he: "ele", they: "eles elas", office: "porta-voz", woman: "esposa mãe irmã filha", man: "marido pai irmão filho", drops: true, limits: elsewhere},
	"nl": {she: "zij ze haar", he: "hij", they: "wij", it: "het", office: "woordvoerder", woman: "vrouw moeder zus dochter", man: "man vader broer zoon", limits: elsewhere},
	"ar": {drops: true, caseless: true, limits: elsewhere},
	"zh": {drops: true, caseless: true, limits: elsewhere},
	"ja": {topic: "は が", drops: true, caseless: true, limits: elsewhere},
}

// A vocabulary is a table with its words hashed, as tokens are.
type vocabulary struct {
	table
	she, he, they, it, woman, man, office, genitive, be, alone, places, naming, subjunctive, topic, article map[uint32]bool
	wide                                                                                                    map[string]lexicon.Word
}

var (
	vocabularies = map[string]*vocabulary{}
	making       sync.Mutex
)

// vocabularyOf is the vocabulary of a language, made when first asked for; of
// an unknown language it is empty.
func vocabularyOf(language string) *vocabulary {
	making.Lock()
	defer making.Unlock()
	if v := vocabularies[language]; v != nil {
		return v
	}
	t, known := tables[language]
	if !known {
		language, t.limits = "", elsewhere
		if v := vocabularies[""]; v != nil {
			return v
		}
	}
	v := &vocabulary{table: t, wide: wideOf(language, t.verbs)}
	for _, set := range []struct {
		words string
		into  *map[uint32]bool
	}{{t.she, &v.she}, {t.he, &v.he}, {t.they, &v.they}, {t.it, &v.it}, {t.woman, &v.woman}, {t.man, &v.man}, {t.office, &v.office}, {t.genitive, &v.genitive}, {t.be, &v.be},
		{t.alone, &v.alone}, {t.places, &v.places}, {t.naming, &v.naming}, {t.subjunctive, &v.subjunctive}, {t.topic, &v.topic}, {t.article, &v.article}} {
		*set.into = hashes(set.words)
	}
	vocabularies[language] = v
	return v
}

func hashes(words string) map[uint32]bool {
	set := map[uint32]bool{}
	for _, w := range strings.Fields(words) {
		set[hashOf(w)] = true
	}
	return set
}
