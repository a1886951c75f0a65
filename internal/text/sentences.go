package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/sentences"
)

// abbreviations end with a full stop that ends no sentence, in lower case and
// without it.
var abbreviations = map[string]bool{
	"mr": true, "mrs": true, "ms": true, "dr": true, "prof": true, "st": true, "sr": true, "jr": true, "sen": true, "rep": true,
	"gov": true, "gen": true, "col": true, "lt": true, "sgt": true, "capt": true, "rev": true, "hon": true, "pres": true,
	"no": true, "nos": true, "vs": true, "etc": true, "approx": true, "dept": true, "fig": true, "vol": true, "pp": true,
	"jan": true, "feb": true, "mar": true, "apr": true, "aug": true, "sept": true, "sep": true, "oct": true, "nov": true, "dec": true,
	"z.b": true, "d.h": true, "bzw": true, "ca": true, "nr": true, "u.a": true, "hr": true, "fr": true, "str": true, "mio": true, "mrd": true,
	"m": true, "mme": true, "mlle": true, "sra": true, "dra": true, "e.g": true, "i.e": true, "cf": true,
}

// Sentences cuts a stretch, usually a block, into sentences (UAX #29), each
// with the space behind it. On top of the standard, a full stop behind a
// title, an abbreviation or an initial ends nothing, and neither does a mark
// inside quotation marks that goes on in lower case.
func Sentences(s string, within Bytes) (list []Bytes) {
	it := sentences.FromString(s[within.Start:within.End])
	for it.Next() {
		b := Bytes{within.Start + Byte(it.Start()), within.Start + Byte(it.End())}
		if n := len(list); n > 0 && goesOn(s[list[n-1].Start:list[n-1].End], s[b.Start:b.End]) {
			list[n-1].End = b.End
			continue
		}
		list = append(list, b)
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

// goesOn reports whether what UAX #29 takes for a new sentence is the rest of
// the one before.
func goesOn(before, after string) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(after, "“”\"'‘’«»„()[] "))
	before = strings.TrimRightFunc(before, unicode.IsSpace)
	closed := strings.TrimRight(before, "“”\"'’»«)]」』")
	if closed != before && unicode.IsLower(first) {
		return true
	}
	if !strings.HasSuffix(before, ".") {
		return false
	}
	word := strings.TrimSuffix(before, ".")
	if i := strings.LastIndexFunc(word, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("(“\"'‘’«„-–—", r) }); i >= 0 {
		_, n := utf8.DecodeRuneInString(word[i:])
		word = word[i+n:]
	}
	if abbreviations[strings.ToLower(word)] {
		// "No. 7" goes on, "He said no. Then" does not.
		return word != "no" && word != "No" || unicode.IsDigit(first)
	}
	if unicode.IsLower(first) {
		return true
	}
	letters := strings.ReplaceAll(word, ".", "")
	single := utf8.RuneCountInString(letters) == 1 && unicode.IsUpper([]rune(letters)[0])
	if single {
		return letters != "I" // an initial, as in "J. R. Quill"
	}
	// "U.S. officials" goes on; "in the U.S. The" cannot be told apart from
	// "the U.S. Senate" without grammar, so it is kept together.
	return strings.Contains(word, ".") && utf8.RuneCountInString(letters) <= 4
}
