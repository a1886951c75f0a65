package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"github.com/clipperhouse/uax29/v2/words"
)

// window is how much text, in bytes, is looked at around an offset. Words and
// characters are far shorter; a run without any boundary is cut there.
const window = 512

// around is the paragraph at an offset, or a window of it, so that moving the
// caret costs the same in a long article as in a short one.
func around(s string, at Byte) Bytes {
	start := max(int(at)-window, 0)
	if i := strings.LastIndexByte(s[start:at], '\n'); i >= 0 {
		start += i + 1
	}
	end := min(int(at)+window, len(s))
	if i := strings.IndexByte(s[at:end], '\n'); i >= 0 {
		end = int(at) + i
	}
	for start < int(at) && !utf8.RuneStart(s[start]) {
		start++
	}
	for end < len(s) && !utf8.RuneStart(s[end]) {
		end++
	}
	return Bytes{Byte(start), Byte(end)}
}

// NextCharacter is the end of the character, as a reader sees one (an
// extended grapheme cluster), that begins at an offset.
func NextCharacter(s string, at Byte) Byte {
	if int(at) >= len(s) {
		return Byte(len(s))
	}
	first, n := utf8.DecodeRuneInString(s[at:])
	if second, _ := utf8.DecodeRuneInString(s[int(at)+n:]); plain(first) && plain(second) {
		return at + Byte(n)
	}
	end := min(int(at)+window, len(s))
	for end < len(s) && !utf8.RuneStart(s[end]) {
		end++
	}
	g := graphemes.FromString(s[at:end])
	if g.Next() {
		return at + Byte(g.End())
	}
	return Byte(len(s))
}

// PreviousCharacter is the start of the character that ends at an offset.
func PreviousCharacter(s string, at Byte) Byte {
	if at <= 0 {
		return 0
	}
	// Whether a boundary lies before some characters depends on what is
	// before them, so begin where one lies for certain.
	start, after := int(at), false
	for start > 0 && int(at)-start < window {
		r, n := utf8.DecodeLastRuneInString(s[:start])
		if after && plain(r) {
			break
		}
		start -= n
		after = plain(r)
	}
	last := start
	g := graphemes.FromString(s[start:at])
	for g.Next() {
		last = start + g.Start()
	}
	return Byte(last)
}

// plain reports a character that neither joins the one before nor draws in the
// one behind, as most do: between two of them there is always a boundary, and
// no need to ask the tables of UAX #29. The ranges are those of Latin letters
// and marks, and of Chinese and Japanese characters but for combining marks.
func plain(r rune) bool {
	return r >= ' ' && r < 0x300 || r == '\n' || r >= 0x2010 && r <= 0x2027 || r >= 0x3040 && r <= 0x3098 || r >= 0x309B && r <= 0x9FFF
}

// wordsIn returns the words of a stretch: the segments of UAX #29 that hold a
// letter or a digit.
func wordsIn(s string, b Bytes) (list []Bytes) {
	w := words.FromString(s[b.Start:b.End])
	for w.Next() {
		if isWord(w.Value()) {
			list = append(list, Bytes{b.Start + Byte(w.Start()), b.Start + Byte(w.End())})
		}
	}
	return list
}

func isWord(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsNumber(r) || r > 0x2000 && unicode.IsSymbol(r) {
			return true
		}
	}
	return false
}

// WordAt is the word over an offset, empty at the offset if there is none.
func WordAt(s string, at Byte) Bytes {
	for _, w := range wordsIn(s, around(s, at)) {
		if w.Contains(at) {
			return w
		}
	}
	return Bytes{at, at}
}

// NextWord is the start of the first word behind an offset, or the end of s.
func NextWord(s string, at Byte) Byte {
	for from := at + 1; int(at) < len(s); from = at {
		in := around(s, at)
		for _, w := range wordsIn(s, in) {
			if w.Start >= from {
				return w.Start
			}
		}
		for at = in.End; int(at) < len(s) && s[at] == '\n'; at++ {
		}
	}
	return Byte(len(s))
}

// PreviousWord is the start of the last word before an offset, or 0.
func PreviousWord(s string, at Byte) Byte {
	for at > 0 {
		in := around(s, at)
		list := wordsIn(s, in)
		for i := len(list) - 1; i >= 0; i-- {
			if list[i].Start < at {
				return list[i].Start
			}
		}
		at = in.Start
		for at > 0 && s[at-1] == '\n' {
			at--
		}
		if at == in.Start && at > 0 {
			at = PreviousCharacter(s, at)
		}
	}
	return 0
}

// SnapToWords grows a span to whole words at both ends. It takes in no space
// and no punctuation from outside, and never shrinks.
func SnapToWords(s string, b Bytes) Bytes {
	if w := WordAt(s, b.Start); w.Len() > 0 {
		b.Start = min(b.Start, w.Start)
	}
	if b.End > b.Start {
		last := PreviousCharacter(s, b.End)
		if w := WordAt(s, last); w.Len() > 0 {
			b.End = max(b.End, w.End)
		}
	}
	return b
}

// CountWords counts the words of s; in scripts without spaces between words,
// the characters.
func CountWords(s string) (n int) {
	inside := false
	for _, r := range s {
		switch {
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9', r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			alone := r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai)
			if alone || !inside {
				n++
			}
			inside = !alone
		case r == '\'', r == '’', r == '-', r >= utf8.RuneSelf && unicode.IsMark(r):
		default:
			inside = false
		}
	}
	return n
}
