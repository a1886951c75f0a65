package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// titleLike reports whether a line may be a headline: short, and no sentence.
func titleLike(s string) bool {
	n := utf8.RuneCountInString(s)
	if n > 160 || len(strings.Fields(s)) > 25 || isTurn(s) || endsSentence(s) {
		return false
	}
	if r, _ := utf8.DecodeRuneInString(s); isEastAsian(r) && n > 60 {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(s)
	return !strings.ContainsRune(":：;,،、，-—", r) && !strings.HasPrefix(s, "- ")
}

// deckLike reports whether a paragraph may be a deck: one or two sentences of
// at least five words or ten characters of Chinese or Japanese, no speech and
// no report's place name ("HARBOUR TOWN —").
func deckLike(s string) bool {
	n := utf8.RuneCountInString(s)
	first, _ := utf8.DecodeRuneInString(s)
	east := isEastAsian(first) && !strings.Contains(s, " ")
	if n > 260 || east && (n > 120 || n < 10) || !east && len(strings.Fields(s)) < 5 || isTurn(s) {
		return false
	}
	if strings.ContainsRune("“\"„«「『", first) || strings.HasSuffix(s, ":") || strings.HasPrefix(s, "- ") {
		return false
	}
	for _, dash := range []string{" — ", " – ", " - ", "— "} {
		if at := strings.Index(s, dash); at > 0 && at < 50 {
			place, _, _ := strings.Cut(s[:at], "(")
			if place != "" && strings.ToUpper(place) == place && strings.ToLower(place) != place {
				return false
			}
		}
	}
	return strings.Count(s, ". ")+strings.Count(s, "? ")+strings.Count(s, "! ") <= 1
}

// isTurn reports whether a line is a turn of an interview: "Q: Why now?".
func isTurn(s string) bool {
	for _, start := range []string{"Q:", "A:", "Q.", "A.", "Q ", "– ", "— "} {
		if strings.HasPrefix(s, start) && len(s) > len(start) {
			return start != "A." || s[2] == ' '
		}
	}
	return false
}

// endsSentence reports whether a line ends with a full stop, also inside
// quotation marks or brackets. The stop of "U.S." ends no sentence.
func endsSentence(s string) bool {
	s = strings.TrimRightFunc(s, func(r rune) bool { return unicode.In(r, unicode.Pe, unicode.Pf, unicode.Pi) || r == '"' || r == '\'' })
	r, n := utf8.DecodeLastRuneInString(s)
	if !strings.ContainsRune(".。۔।｡．", r) || n == 0 {
		return false
	}
	return len(s) < 4 || s[len(s)-3] != '.' || s[len(s)-2] < 'A' || s[len(s)-2] > 'Z'
}
