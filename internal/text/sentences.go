package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/sentences"
)

// Words in lower case, with a space around each: they are searched for as
// parts of these strings, which costs the program no tables. English first,
// then what German, French and Spanish news write.
const (
	// titles stand before a name, so that their full stop ends nothing.
	titles = " mr mrs ms mx dr prof rev hon sen rep gov gen col lt sgt capt cpl cmdr adm maj pres supt insp mme mlle sra dra fr hr "
	// shortened words end nothing either, unless a new sentence plainly follows.
	shortened = " jr sr st mt ft inc corp co ltd bros vs approx dept jan feb mar apr aug sept sep oct nov dec bzw ca str mio mrd cf "
	// counters end nothing when a number follows: "No. 7".
	counters = " no nos nr p pp art sec fig vol ch "
	// hours of the clock are followed by these or by a new sentence.
	afterHours = " monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december et est edt ct pt pst pdt gmt bst utc cet cest eastern "
	// starters begin a sentence and hardly ever a name.
	starters = " the a an he she it they we you i but and so or yet in on at this that these those his her its their our my there here when while if as after before for from with by to however meanwhile then now what who how why where not some many most all both each although though since because according last next until under over despite during der die das ein eine er sie es wir aber und im am "
)

const (
	openers = "“„‘‚«‹\"'([{「『»¿¡–—-… \u00a0\u202f"
	closers = "”’»›\")]}」』"
)

// Sentences cuts a stretch, usually a block, into sentences (UAX #29), each
// with the space behind it, so that they join to the stretch. On top of the
// standard, the full stop of a title, an initial or another abbreviation ends
// nothing, no sentence begins in lower case, and a number alone is the start
// of what follows it. Where "the U.S. The" and "the U.S. Senate" look alike,
// the next word decides.
func Sentences(s string, within Bytes) (list []Bytes) {
	it := sentences.FromString(s[within.Start:within.End])
	var piece Byte   // where the standard's last sentence began, which may have been joined to others
	wordless := true // as far as the sentence goes
	for it.Next() {
		b := Bytes{within.Start + Byte(it.Start()), within.Start + Byte(it.End())}
		if len(list) == 0 {
			list, piece = append(list, b), b.Start
			continue
		}
		last := &list[len(list)-1]
		b.Start += closing(s[b.Start:b.End])
		last.End = b.Start
		wordless = wordless && !strings.ContainsFunc(s[piece:b.Start], unicode.IsLetter)
		if b.Start == b.End || goesOn(s[piece:b.Start], s[b.Start:within.End], wordless) {
			last.End = b.End
		} else {
			list, wordless = append(list, b), true
		}
		piece = b.Start
	}
	return list
}

// SentenceAt is the sentence over an offset; an offset at the end of the
// stretch belongs to the last one.
func SentenceAt(s string, within Bytes, at Byte) Bytes {
	list := Sentences(s, within)
	for _, b := range list {
		if b.Contains(at) {
			return b
		}
	}
	if n := len(list); n > 0 && at >= within.End {
		return list[n-1]
	}
	return within
}

// closing is how many bytes of what follows a sentence still belong to it: the
// closing mark that French puts behind a space, as in "Non ! » Il part."
func closing(after string) Byte {
	mark, n := utf8.DecodeRuneInString(after)
	if !strings.ContainsRune("»›", mark) {
		return 0
	}
	rest := strings.TrimLeftFunc(after[n:], unicode.IsSpace)
	if len(rest) == len(after)-n && rest != "" {
		return 0 // Danish and some German books open with this mark
	}
	return Byte(len(after) - len(rest))
}

// goesOn reports whether what UAX #29 takes for a new sentence is the rest of
// the one before; wordless tells that the one before has no words yet. A line
// break stays what it is.
func goesOn(before, after string, wordless bool) bool {
	end := strings.TrimRightFunc(before, unicode.IsSpace)
	if strings.Contains(before[len(end):], "\n") {
		return false
	}
	next := strings.TrimLeft(after, openers)
	first, _ := utf8.DecodeRuneInString(next)
	if unicode.IsLower(first) || wordless {
		return true
	}
	if first == 'と' && (strings.HasSuffix(end, "」") || strings.HasSuffix(end, "』")) {
		return true // the particle that ties words said to whoever says them
	}
	word, stopped := strings.CutSuffix(end, ".")
	if !stopped {
		return false
	}
	if i := strings.LastIndexFunc(word, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(openers, r) }); i >= 0 {
		_, n := utf8.DecodeRuneInString(word[i:])
		word = word[i+n:]
	}
	following := strings.ToLower(leadingWord(next))
	initial := utf8.RuneCountInString(following) == 1 && strings.HasPrefix(next[len(leadingWord(next)):], ".")
	starts := among(starters, following) && !initial
	capital, _ := utf8.DecodeRuneInString(word)
	switch lower := strings.ToLower(word); {
	case among(titles, lower):
		return unicode.IsUpper(capital)
	case among(counters, lower) && unicode.IsDigit(first):
		return true
	case among(shortened, lower):
		return !starts
	case lower == "a.m" || lower == "p.m":
		return unicode.IsDigit(first) || among(afterHours, following)
	case word == "I":
		return initial // "I. M. Quill", but not "Quill and I. Then"
	case utf8.RuneCountInString(word) == 1 && unicode.IsUpper(capital), dotted(word):
		return !starts
	}
	return false
}

// dotted reports an abbreviation of several: "U.S", "e.g", "Ph.D". A decimal
// number is none.
func dotted(word string) bool {
	parts := strings.Split(word, ".")
	for _, p := range parts {
		if n := utf8.RuneCountInString(p); n < 1 || n > 2 || strings.ContainsFunc(p, func(r rune) bool { return !unicode.IsLetter(r) }) {
			return false
		}
	}
	return len(parts) > 1
}

// leadingWord is the letters that s begins with.
func leadingWord(s string) string {
	if i := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }); i >= 0 {
		return s[:i]
	}
	return s
}

func among(list, word string) bool {
	return word != "" && strings.Contains(list, " "+word+" ")
}
