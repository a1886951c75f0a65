package suggest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth/internal/article"
	"quoth/internal/suggest/lexicon"
	"quoth/internal/text"
)

// A token is a word or a sign of a clause.
type token struct {
	text.Bytes
	lower string // of a word, without a possessive ending; empty for a sign
	sign  rune   // of a sign; '“' stands for a whole quotation, '.' for any end of a sentence
	word
	upper bool // begins with a capital letter
	owns  bool // has a possessive ending, which Bytes leaves out
}

func (t token) is(c class) bool { return t.Class&c != 0 }

// A clause is a stretch of an article beside a content, cut into tokens.
type clause struct {
	article *article.Article
	lang    *lexicon.Lexicon
	tokens  []token
	// title tells that capitals mean nothing, as in an English headline.
	title bool
}

// newClause cuts s, which stands at an offset of the article. The pieces are
// quotations in it, in bytes of s: each is one token.
func newClause(a *article.Article, lang *lexicon.Lexicon, s string, at text.Byte, quoted []piece, title bool) *clause {
	c := &clause{article: a, lang: lang, title: title}
	for i := 0; i < len(s); {
		if len(quoted) > 0 && quoted[0].start <= i {
			end := max(quoted[0].end, i)
			c.add(at, i, end, token{sign: '“'})
			if endsIn(strings.TrimRight(s[i:end], "”“«»’‘\"'"), ".") {
				c.add(at, end, end, token{sign: '.'})
			}
			i, quoted = end, quoted[1:]
			if i < len(s) {
				continue
			}
			break
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case letterOrDigit(r):
			end := wordEnd(s, i, lang.Elides)
			if len(quoted) > 0 {
				end = min(end, quoted[0].start)
			}
			c.addWord(s, at, i, end)
			i = end
			continue
		case r == '\n':
			c.add(at, i, i+n, token{sign: '.'}) // a line of an interview or a list
		case unicode.IsSpace(r):
		case strings.ContainsRune(".!?。！？", r):
			c.add(at, i, i+n, token{sign: '.'})
		case r == '–' || r == '―' || r == '-' && (i == 0 || s[i-1] == ' ' || s[i-1] == '-'):
			c.add(at, i, i+n, token{sign: '—'})
		case r == '&' && joins(s, i):
			c.add(at, i, i+n, token{lower: "&", upper: true})
		default:
			c.add(at, i, i+n, token{sign: r})
		}
		i += n
	}
	return c
}

// joins reports whether the sign at i ties two names to that of a firm.
func joins(s string, i int) bool {
	before, _ := utf8.DecodeLastRuneInString(strings.TrimSuffix(s[:i], " "))
	after, _ := utf8.DecodeRuneInString(strings.TrimPrefix(s[i+1:], " "))
	return letterOrDigit(before) && unicode.IsUpper(after)
}

func (c *clause) add(at text.Byte, start, end int, t token) {
	t.Bytes = text.Bytes{Start: at + text.Byte(start), End: at + text.Byte(end)}
	c.tokens = append(c.tokens, t)
}

func (c *clause) addWord(s string, at text.Byte, start, end int) {
	w := s[start:end]
	r, _ := utf8.DecodeRuneInString(w)
	t := token{lower: strings.ReplaceAll(strings.ToLower(w), "’", "'"), upper: unicode.IsUpper(r)}
	if bare, ok := strings.CutSuffix(t.lower, "'s"); ok && bare != "" {
		t.lower, t.owns, end = bare, true, start+strings.LastIndexAny(w, "'’")
	} else if bare, ok := strings.CutSuffix(t.lower, "'"); ok && bare != "" {
		t.lower, t.owns, end = bare, !c.lang.Elides, start+len(strings.TrimRight(w, "'’"))
	}
	// A capital makes a name of a word, except at the beginning of a sentence
	// and in a headline that has capitals everywhere.
	first := len(c.tokens) == 0 || c.tokens[len(c.tokens)-1].sign == '.' || c.tokens[len(c.tokens)-1].sign == ':' || c.tokens[len(c.tokens)-1].sign == '“'
	if !t.upper || first || c.title || t.lower == "i" {
		t.word = c.lang.Words[t.lower]
	} else {
		t.Class = c.lang.Words[t.lower].Class & when
	}
	switch {
	case r >= '0' && r <= '9' && strings.Trim(t.lower, "0123456789") == "":
		t.Class |= when // a year; an age is not the subject either
	case t.Class == 0 && !t.upper && strings.HasSuffix(t.lower, "ly") && len(t.lower) > 4:
		t.Class |= adverb
	}
	if t.upper && first && !c.title {
		t.Class &^= verb | auxiliary // "Will Ost said", "States say"
	}
	c.add(at, start, end, t)
}

// abbreviations keep their full stop.
const abbreviations = " mr mrs ms dr prof sen rep gov gen lt col sgt capt rev hon st jr sr inc ltd co corp no vs dept hr fr bzw nr mme sra pres "

// wordEnd is where the word at i ends: apostrophes, hyphens and full stops
// within it belong to it, the full stop of an initial or abbreviation too. In
// a language that elides, l'homme is two words.
func wordEnd(s string, i int, elides bool) int {
	start := i
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !letterOrDigit(r) && !unicode.IsMark(r) {
			next, _ := utf8.DecodeRuneInString(s[i+n:])
			inside := letterOrDigit(next)
			if !strings.ContainsRune("'’-.&", r) && !(r == ',' && s[i-1] >= '0' && s[i-1] <= '9' && unicode.IsDigit(next)) {
				break
			}
			if elides && inside && (r == '\'' || r == '’') {
				return i + n
			}
			if r == '.' && !inside {
				if strings.ContainsRune(",;)", next) {
					return i + n // an abbreviation: no sentence ends before these
				}
				w := s[start:i]
				initial, size := utf8.DecodeRuneInString(w)
				if !(size == len(w) && unicode.IsUpper(initial) || strings.Contains(w, ".") || strings.Contains(abbreviations, " "+strings.ToLower(w)+" ")) || strings.TrimSpace(s[i+n:]) == "" {
					break
				}
				return i + n
			}
			if !inside {
				if (r == '\'' || r == '’') && i > start && (s[i-1] == 's' || s[i-1] == 'z' || s[i-1] == 'x') {
					return i + n
				}
				break
			}
		}
		i += n
	}
	return i
}

// span is what the tokens from i to j stand over.
func (c *clause) span(i, j int) text.Bytes {
	return text.Bytes{Start: c.tokens[i].Start, End: c.tokens[j-1].End}
}

func (c *clause) text(i, j int) string {
	b := c.span(i, j)
	return c.article.Text[b.Start:b.End]
}

// saysOnce reports whether the clause holds a verb with somebody beside it,
// and one sentence only.
func (c *clause) saysOnce() bool {
	for i, t := range c.tokens {
		if t.sign == '.' && i < len(c.tokens)-1 {
			return false
		}
	}
	for _, m := range c.verbs(right) {
		if m.score >= sure {
			return true
		}
	}
	for _, m := range c.introduced(right) {
		if m.score >= sure {
			return true
		}
	}
	return false
}
