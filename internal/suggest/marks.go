package suggest

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A piece is what stands between two quotation marks of one block, the marks
// included, in bytes of the block. Quotations inside quotations are not told
// apart: the outermost counts.
type piece struct {
	start, end int
	mark       rune // the opening mark
	open       bool // no closing mark: it goes to the end of the block
}

// closers gives every opening mark the marks that may close it. English “…”,
// German „…“ and »…«, Polish „…”, Swedish ”…”, French «…», Japanese 「…」.
func closers(open rune) string {
	switch open {
	case '“':
		return "”\""
	case '„':
		return "“”\""
	case '”':
		return "”"
	case '«':
		return "»"
	case '»':
		return "«»"
	case '‹':
		return "›"
	case '›':
		return "‹›"
	case '‚':
		return "‘’"
	case '‘':
		return "’"
	case '"':
		return "\"”"
	case '\'':
		return "'"
	case '「':
		return "」"
	case '『':
		return "』"
	}
	return ""
}

// single reports a mark that is also an apostrophe, or is closed by one.
func single(open rune) bool { return open == '‘' || open == '\'' || open == '‚' }

// pieces finds the quotations of a block. An unclosed one is kept only if its
// mark can mean nothing else, or if carried says that the next block begins
// with the same mark.
func pieces(s string, carried func(mark rune) bool) (list []piece) {
	begun := -1 // where the quotation begins that is open
	var mark rune
	inner := 0              // curly quotations within a straight one
	none := map[rune]bool{} // single marks that nothing closes from here on
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case begun < 0 || r == mark && r == '"' && opens(s, i, n, r) && !closes(s, i, n):
			// A second straight mark that can only open: the first was stray.
			if opens(s, i, n, r) && !none[r] {
				if single(r) && !hasCloser(s, i+n, r) && !(i == 0 && carried(r)) {
					none[r] = true
				} else {
					begun, mark, inner = i, r, 0
				}
			}
		case mark == '"' && r == '“':
			inner++
		case mark == '"' && r == '”' && inner > 0:
			inner--
		case strings.ContainsRune(closers(mark), r) || r == mark && r == '“' && canClose(s, i, n):
			if single(mark) && !closesSingle(s, i, n, mark) {
				break
			}
			list = append(list, piece{start: begun, end: i + n, mark: mark})
			begun = -1
		case r == mark && r != '"' && !single(r):
			begun = i // the first was never closed
		}
		i += n
	}
	if begun >= 0 && begun+utf8.RuneLen(mark) < len(s) && (carried(mark) || strings.ContainsRune("“„«「『", mark)) {
		list = append(list, piece{start: begun, end: len(s), mark: mark, open: true})
	}
	return list
}

// opens reports whether the mark at i can begin a quotation where none is open.
func opens(s string, i, n int, r rune) bool {
	if closers(r) == "" {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[i+n:])
	switch r {
	case '“', '„', '«', '「', '『', '‹', '‚':
		return i+n < len(s)
	case '”', '»', '›':
		return (i == 0 || unicode.IsSpace(before)) && letterOrDigit(after)
	case '"':
		return wordBefore(before) && i+n < len(s) && !unicode.IsSpace(after)
	}
	return wordBefore(before) && i+n < len(s) && !unicode.IsSpace(after) && !elided(s[i+n:])
}

// wordBefore reports whether a word could begin behind the character.
func wordBefore(r rune) bool {
	return r == utf8.RuneError || unicode.IsSpace(r) || strings.ContainsRune("([{—–-/:“\"‘'«„", r)
}

func letterOrDigit(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// elided reports whether the apostrophe before s stands for letters left out:
// 'tis, 'em, '90s.
func elided(s string) bool {
	end := strings.IndexFunc(s, func(r rune) bool { return !letterOrDigit(r) })
	if end < 0 {
		end = len(s)
	}
	switch strings.ToLower(s[:end]) {
	case "tis", "twas", "twill", "em", "til", "cause", "bout", "n", "round", "un", "s", "ne", "nen":
		return true
	}
	return end == 3 && s[0] >= '0' && s[0] <= '9' && s[2] == 's' || end == 2 && s[0] >= '0' && s[0] <= '9' && s[1] >= '0' && s[1] <= '9' && !strings.HasPrefix(s[2:], "'") && !strings.HasPrefix(s[2:], "’")
}

// closes reports whether the straight mark at i can end a quotation.
func closes(s string, i, n int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[i+n:])
	return !unicode.IsSpace(before) || !letterOrDigit(after)
}

// canClose reports whether the mark at i stands behind something and
// not inside a word.
func canClose(s string, i, n int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[i+n:])
	return i > 0 && !unicode.IsSpace(before) && !letterOrDigit(after)
}

func hasCloser(s string, from int, open rune) bool {
	marks := closers(open)
	for i, r := range s[from:] {
		if strings.ContainsRune(marks, r) && i > 0 && canClose(s, from+i, utf8.RuneLen(r)) {
			return true
		}
	}
	return false
}

// closesSingle tells a closing single mark from an apostrophe. Behind a stop
// it closes. Behind a letter it may be a plural's ("the pilots’ boat") or a
// dropped g ("goin’ home"): then it closes only if no other mark could, up to
// the next opening one.
func closesSingle(s string, i, n int, mark rune) bool {
	if !canClose(s, i, n) {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after := s[i+n:]
	next, _ := utf8.DecodeRuneInString(strings.TrimLeft(after, " "))
	weak := (before == 's' || before == 'n') && strings.HasPrefix(after, " ") && unicode.IsLower(next)
	if !weak {
		return true
	}
	for j, r := range after {
		switch at := i + n + j; {
		case r == '‘' || r == '‚' || r == '\'' && opens(s, at, 1, r):
			return true
		case strings.ContainsRune(closers(mark), r) && canClose(s, at, utf8.RuneLen(r)):
			return false
		}
	}
	return true
}
