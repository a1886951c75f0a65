package ledger

import (
	"strings"
	"unicode/utf8"

	"quoth/internal/annotation"
	"quoth/internal/article"
)

// Apostrophes are not among the marks: within a passage they are far more
// often apostrophes than quotation marks.
const quotationMarks = "“”„‟\"«»‹›「」『』"

// Single marks count only where the whole passage stands between them.
const singleMarks = "‘’‚'"

// FormOf tells by its quotation marks how a passage gives the words of
// another: Direct if every span stands between marks (its own, or just
// outside it), Mixed if marks occur somewhere, otherwise Indirect.
func FormOf(a *article.Article, t annotation.Target) annotation.Form {
	direct, some := len(t) > 0, false
	for _, b := range t {
		if b.Start < 0 || b.Len() <= 0 || int(b.End) > len(a.Text) {
			return annotation.Indirect
		}
		s := a.Text[b.Start:b.End]
		first, n := utf8.DecodeRuneInString(s)
		last, m := utf8.DecodeLastRuneInString(s)
		opened, closed := isMark(first), isMark(last) || isMark(first) && strings.HasPrefix(a.Text[b.End:], "\n")
		if !opened && !closed {
			before, _ := utf8.DecodeLastRuneInString(a.Text[:b.Start])
			after, _ := utf8.DecodeRuneInString(a.Text[b.End:])
			opened, closed = isMark(before), isMark(after)
			n, m = 0, 0
		}
		inner := s
		if n+m <= len(s) {
			inner = s[n : len(s)-m]
		}
		// “one” and “two” begins and ends with a mark and is not one quotation.
		if opened && closed && !(n > 0 && closesBetween(inner, first)) {
			some = true
			continue
		}
		direct = false
		some = some || strings.ContainsAny(s, quotationMarks)
	}
	switch {
	case direct:
		return annotation.Direct
	case some:
		return annotation.Mixed
	}
	return annotation.Indirect
}

func isMark(r rune) bool {
	return strings.ContainsRune(quotationMarks, r) || strings.ContainsRune(singleMarks, r)
}

// closesBetween reports whether the quotation that the mark opens is over
// before the end of the passage.
func closesBetween(inner string, open rune) bool {
	switch open {
	case '“':
		return strings.ContainsRune(inner, '”')
	case '„':
		return strings.ContainsAny(inner, "“”")
	case '«':
		return strings.ContainsRune(inner, '»')
	case '»':
		return strings.ContainsRune(inner, '«')
	case '"':
		return strings.ContainsRune(inner, '"')
	}
	return false
}
