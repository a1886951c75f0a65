package text

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Normalize is a text as Quoth keeps it. The rule: valid UTF-8 in
// normalisation form C; line ends are "\n"; the byte order mark, the soft
// hyphen (U+00AD), the zero-width space (U+200B) and control characters other
// than "\n" and "\t" are dropped, because they are neither seen nor meant.
// No-break spaces, joiners and direction marks are kept, because they are. Of
// more than 32 combining marks and joiners in a row the rest is dropped: no
// script has so many on a letter (UAX #15 allows 30), and browsers take time by
// the square of their number.
//
// It returns ErrBoundary, with the offset in bytes, if raw is not valid UTF-8.
func Normalize(raw string) (string, error) {
	if !utf8.ValidString(raw) {
		for at, r := range raw {
			if r == utf8.RuneError {
				if _, n := utf8.DecodeRuneInString(raw[at:]); n == 1 {
					return "", fmt.Errorf("byte %d is not UTF-8: %w", at, ErrBoundary)
				}
			}
		}
	}
	raw = strings.ReplaceAll(raw, "\r\n", "\n")
	raw = strings.Map(func(r rune) rune {
		switch {
		case r == '\r', r == '\u2028', r == '\u2029', r == '\u0085':
			return '\n'
		case r == '\n', r == '\t':
			return r
		case r == '\uFEFF', r == '\u00AD', r == '\u200B', unicode.IsControl(r):
			return -1
		}
		return r
	}, raw)
	return unpile(norm.NFC.String(raw)), nil
}

// mostMarks bounds the marks and joiners in a row.
const mostMarks = 32

// unpile drops the marks and joiners beyond the bound. What is left is in
// normalisation form C if s is: enough marks stay to keep apart what they kept
// apart.
func unpile(s string) string {
	row, drop := 0, false
	for _, r := range s {
		if row = marksAfter(row, r); row > mostMarks {
			drop = true
			break
		}
	}
	if !drop {
		return s
	}
	row = 0
	return strings.Map(func(r rune) rune {
		if row = marksAfter(row, r); row > mostMarks {
			return -1
		}
		return r
	}, s)
}

// marksAfter is how many marks and joiners stand in a row with r, behind row
// of them.
func marksAfter(row int, r rune) int {
	switch {
	case r < 0x300:
	// Thai and Lao AM are shaped as a mark and a letter.
	case unicode.Is(unicode.M, r), r == '\u200C', r == '\u200D', r == '\u0E33', r == '\u0EB3':
		return row + 1
	}
	return 0
}

// IsNormal reports whether s is as Normalize leaves it.
func IsNormal(s string) bool {
	if !norm.NFC.IsNormalString(s) || !utf8.ValidString(s) {
		return false
	}
	row := 0
	for _, r := range s {
		if row = marksAfter(row, r); row > mostMarks {
			return false
		}
		switch {
		case r == '\n', r == '\t':
		case r == '\uFEFF', r == '\u00AD', r == '\u200B', r == '\u2028', r == '\u2029', unicode.IsControl(r):
			return false
		}
	}
	return true
}

// Trim draws the ends of a span in over white space; a span of nothing else
// becomes empty.
func Trim(s string, b Bytes) Bytes {
	for b.Start < b.End {
		r, n := utf8.DecodeRuneInString(s[b.Start:b.End])
		if !unicode.IsSpace(r) && r != '\u200B' {
			break
		}
		b.Start += Byte(n)
	}
	for b.Start < b.End {
		r, n := utf8.DecodeLastRuneInString(s[b.Start:b.End])
		if !unicode.IsSpace(r) && r != '\u200B' {
			break
		}
		b.End -= Byte(n)
	}
	return b
}
