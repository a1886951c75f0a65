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
	start := max(int(at)-window, 0)
	if i := strings.LastIndexByte(s[start:at-1], '\n'); i >= 0 {
		start += i + 1
	}
	for !utf8.RuneStart(s[start]) {
		start++
	}
	last := start
	g := graphemes.FromString(s[start:at])
	for g.Next() {
		last = start + g.Start()
	}
	return Byte(last)
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
	for int(at) < len(s) {
		in := around(s, at)
		for _, w := range wordsIn(s, in) {
			if w.Start > at {
				return w.Start
			}
		}
		at = max(in.End, at)
		for int(at) < len(s) && s[at] == '\n' {
			at++
			if w := WordAt(s, at); w.Len() > 0 {
				return at
			}
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
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai):
			n++
			inside = false
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if !inside {
				n++
			}
			inside = true
		case r == '\'' || r == '’' || r == '-' || unicode.IsMark(r):
		default:
			inside = false
		}
	}
	return n
}
