package claims

import (
	"strings"
	"sync"
)

// A signal is what a word tells about the sentence it stands in.
type signal uint8

const (
	none       signal = iota
	quantity          // a number of something: "12 million", "a third"
	few               // a small number in words: "two"
	unit              // what a number is of: "per cent", "crowns"
	year              // "1974", "since last summer"
	day               // "on Tuesday": says when, which alone is not much
	label             // the number behind it counts nothing: "room 12"
	compares          // "than", "fewer"
	record            // "first", "largest"
	causes            // "because of", "led to"
	rules             // "law", "forbids"
	changes           // "rose", "doubled"
	stands            // where somebody stands: "voted against"
	happens           // "was opened", "killed"
	universal         // "every", "none of"
	habit             // "never"
	authority         // who is believed: "study", "auditors"
	says              // "said"
	opinion           // "I think", "beautiful"
	wish              // "I hope", "let us"
	greeting          // "good morning"
	hedge             // "perhaps", "seems"
	future            // "will"
	personal          // "I", "my"
	contrast          // begins a clause of its own behind a comma: "but"
	lastSignal        // not one: their number
)

// names are the keys of a table.
var names = map[string]signal{
	"quantity": quantity, "few": few, "unit": unit, "year": year, "day": day, "label": label, "compares": compares, "record": record,
	"causes": causes, "rules": rules, "changes": changes, "stands": stands, "happens": happens, "universal": universal, "habit": habit,
	"authority": authority, "says": says, "opinion": opinion, "wish": wish, "greeting": greeting, "hedge": hedge, "future": future,
	"personal": personal, "contrast": contrast,
}

// A table is what must be known of a language: by the name of a signal, words
// and phrases in small letters, parted by commas.
type table struct {
	words [][2]string
	// endings are ends of words, for languages that compound.
	endings [][2]string
	nouns   bool // every noun has a capital
}

// A phrase is the words behind its first one, and what they tell.
type phrase struct {
	rest   []string
	signal signal
}

type ending struct {
	end    string
	signal signal
}

// A language is a table built for reading.
type language struct {
	phrases map[string][]phrase // by first word, the longest first
	endings []ending
	nouns   bool
}

var (
	built    = map[string]*language{}
	building sync.Mutex
)

// languageOf is a language, built when first asked for, or nil if there is no
// table of it.
func languageOf(tag string) *language {
	building.Lock()
	defer building.Unlock()
	if l := built[tag]; l != nil {
		return l
	}
	t, ok := tables[tag]
	if !ok {
		return nil
	}
	l := &language{phrases: map[string][]phrase{}, nouns: t.nouns}
	for _, entry := range t.words {
		for p := range strings.SplitSeq(entry[1], ",") {
			if w := strings.Fields(p); len(w) > 0 {
				l.add(w[0], phrase{w[1:], names[entry[0]]})
			}
		}
	}
	for _, entry := range t.endings {
		for _, e := range strings.Fields(entry[1]) {
			l.endings = append(l.endings, ending{e, names[entry[0]]})
		}
	}
	built[tag] = l
	return l
}

func (l *language) add(first string, p phrase) {
	list := l.phrases[first]
	at := len(list)
	for at > 0 && len(list[at-1].rest) < len(p.rest) {
		at--
	}
	list = append(list, phrase{})
	copy(list[at+1:], list[at:])
	list[at] = p
	l.phrases[first] = list
}
