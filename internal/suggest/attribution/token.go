package attribution

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth/internal/annotation"
	"quoth/internal/suggest/lexicon"
	"quoth/internal/text"
)

// A token is a word, a possessive ending or a sign of the article.
type token struct {
	start, end int    // bytes of the text
	hash       uint32 // of the lower-case letters
	suffix     uint32 // of the last three of them
	class      lexicon.Class
	act        annotation.Act
	sign       rune // of a sign; 0 for a word
	shape      shape
	ed         bool // ends like a past tense
	owns       bool // a possessive ending: 's
	quote      int  // the number of the quotation that it stands in, from 1
	sentence   int
}

// shape is how a word is written.
type shape uint8

const (
	signs shape = iota
	small
	capital
	capitals
	digits
)

func (t *token) is(c lexicon.Class) bool { return t.class&c != 0 }
func (t *token) word() bool              { return t.sign == 0 && !t.owns }
func (t *token) upper() bool             { return t.shape == capital || t.shape == capitals }

// hashOf is FNV-1a, the same on every machine.
func hashOf(s string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}

// cut makes tokens of the bytes from start to end.
func (r *reading) cut(start, end int) {
	s := r.text
	for i := start; i < end; {
		c, n := utf8.DecodeRuneInString(s[i:end])
		switch {
		case unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c):
			i = r.addWord(i, end)
			continue
		case unicode.IsSpace(c) && c != '\n' || unicode.Is(unicode.Cf, c) || unicode.IsControl(c) && c != '\n':
		case c == '–' || c == '―' || c == '-':
			r.addSign(i, i+n, '—')
		case c == '\'' && i+n < end && s[i+n] == '\'':
			r.addSign(i, i+2, '"')
			n = 2
		default:
			r.addSign(i, i+n, c)
		}
		i += n
	}
}

// same gives signs of other scripts the Latin ones that do their work.
var same = map[rune]rune{'،': ',', '，': ',', '、': ',', '؛': ';', '；': ';', '؟': '?', '？': '?', '！': '!', '。': '.', '．': '.', '：': ':', '（': '(', '）': ')'}

func (r *reading) addSign(start, end int, c rune) {
	if c > 0x600 {
		if latin, ok := same[c]; ok {
			c = latin
		}
	}
	r.tokens = append(r.tokens, token{start: start, end: end, sign: c, hash: uint32(c) | 1<<31})
}

// longestWord is how many bytes of a word are looked at: no word of a language
// with spaces is longer.
const longestWord = 120

func (r *reading) addWord(start, limit int) int {
	s := r.text
	end := start
	first, n := utf8.DecodeRuneInString(s[start:limit])
	if unspaced(first) {
		end += n // in a script without spaces every character is a token
	} else {
		end = r.wordEnd(start, limit)
	}
	word := s[start:end]
	t := token{start: start, end: end, shape: shapeOf(word)}
	lower := lowered(word)
	own := ""
	if !r.lang.Elides {
		for _, ending := range []string{"'s", "’s", "'S", "’S"} {
			if strings.HasSuffix(word, ending) && len(word) > len(ending) {
				own = ending
				t.end -= len(ending)
				lower = strings.TrimSuffix(lower, "'s")
				break
			}
		}
	}
	t.hash = hashOf(lower)
	t.suffix = hashOf(lower[max(0, len(lower)-3):])
	w := r.lang.Words[lower]
	if extra, ok := r.vocab.wide[lower]; ok {
		w.Class |= extra.Class
		if w.Act == "" {
			w.Act = extra.Act
		}
	}
	t.ed = strings.HasSuffix(lower, "ed") && len(lower) > 4
	t.class, t.act = w.Class, w.Act
	if w.Class == 0 && t.shape == small && strings.HasSuffix(lower, "ly") && len(lower) > 4 {
		t.class = lexicon.Adverb
	}
	for _, verb := range r.lang.Unspaced {
		if strings.HasPrefix(s[start:], verb) {
			t.class, t.act = t.class|lexicon.Verb, annotation.Statement
			break
		}
	}
	r.tokens = append(r.tokens, t)
	if own != "" {
		r.tokens = append(r.tokens, token{start: t.end, end: end, owns: true, hash: hashOf("'s"), shape: small})
	}
	return end
}

func shapeOf(word string) shape {
	first, n := utf8.DecodeRuneInString(word)
	switch {
	case unicode.IsDigit(first):
		return digits
	case !unicode.IsUpper(first):
		return small
	}
	second, _ := utf8.DecodeRuneInString(word[n:])
	if unicode.IsUpper(second) {
		return capitals
	}
	return capital
}

// lowered is the word in small letters with straight apostrophes.
func lowered(word string) string {
	plain := true
	for i := 0; i < len(word); i++ {
		if c := word[i]; c >= 0x80 || c >= 'A' && c <= 'Z' {
			plain = false
			break
		}
	}
	if plain {
		return word
	}
	return strings.ReplaceAll(strings.ToLower(word), "’", "'")
}

// unspaced reports a character of a script that puts no spaces between words.
func unspaced(c rune) bool {
	return c >= 0x3040 && c <= 0x30FF || c >= 0x3400 && c <= 0x9FFF || c >= 0xF900 && c <= 0xFAFF || c >= 0x20000 && c <= 0x3FFFF
}

// wordEnd is where the word at start ends. Apostrophes, hyphens and full stops
// within it belong to it, and so does the full stop of an abbreviation.
func (r *reading) wordEnd(start, limit int) int {
	s, i := r.text, start
	limit = min(limit, start+longestWord)
	for limit < len(s) && !utf8.RuneStart(s[limit]) {
		limit--
	}
	for i < limit {
		c, n := utf8.DecodeRuneInString(s[i:limit])
		if unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c) {
			if unspaced(c) {
				break
			}
			i += n
			continue
		}
		next, _ := utf8.DecodeRuneInString(s[i+n : limit])
		inside := unicode.IsLetter(next) || unicode.IsDigit(next)
		switch {
		case inside && (c == '\'' || c == '’') && r.lang.Elides:
			return i + n
		case inside && (c == '\'' || c == '’' || c == '-' || c == '&' || c == '.' || c == '\u00ad' || c == '@' || c == '_'):
		case inside && c == ',' && unicode.IsDigit(next) && s[i-1] >= '0' && s[i-1] <= '9':
		case c == '.' && abbreviated(s[start:i]):
			return i + n
		default:
			return i
		}
		i += n
	}
	return i
}

// abbreviations keep their full stop and end no sentence.
var abbreviations = setOf("mr mrs ms dr prof sen sens rep reps gov gen lt col sgt capt rev hon st jr sr inc ltd corp no vs dept maj cmdr adm messrs " +
	"jan feb aug sept oct nov dec bzw nr mme sra ca etc usw evtl mio mrd str tel bspw sog geb vgl zz")

func abbreviated(word string) bool {
	first, n := utf8.DecodeRuneInString(word)
	switch {
	case n == len(word):
		return unicode.IsUpper(first) || first == 'd' || first == 'z' || first == 'u'
	case strings.Contains(word, "."):
		return len(word) < 8
	}
	return abbreviations[strings.ToLower(word)]
}

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// span is what the tokens from i to j stand over.
func (r *reading) span(i, j int) text.Bytes {
	return text.Bytes{Start: text.Byte(r.tokens[i].start), End: text.Byte(r.tokens[j-1].end)}
}

func (r *reading) words(i, j int) string { return r.text[r.tokens[i].start:r.tokens[j-1].end] }
