package selector

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"quoth/internal/text"
)

// A point is an offset in a folded text, in symbols. It is neither bytes nor
// code points: a run of white space is one symbol, an ellipsis three.
type point int

// folded is a text reduced to what must be the same for two passages to be the
// same words. Symbols are lower-case code points; the source knows the case.
type folded struct {
	source  string
	symbols []rune
	starts  []int32 // of the character behind each symbol, in bytes of source
}

// fold reads s once. White space becomes one space, none at the ends; quotation
// marks, dashes and ellipses become those of a typewriter; what is not seen
// (soft hyphens, zero-width characters, direction marks) goes.
func fold(s string) *folded {
	f := &folded{source: s, symbols: make([]rune, 0, len(s)), starts: make([]int32, 0, len(s))}
	if composed(s) {
		f.add(s, -1)
	} else {
		var segments norm.Iter
		for segments.InitString(norm.NFC, s); !segments.Done(); {
			at := segments.Pos()
			f.add(string(segments.Next()), at)
		}
	}
	if n := len(f.symbols); n > 0 && f.symbols[n-1] == ' ' {
		f.symbols, f.starts = f.symbols[:n-1], f.starts[:n-1]
	}
	return f
}

// composed reports whether s is in normal form C. Most texts of most languages
// need no table for that: nothing below U+0300 composes, nor does a quotation
// mark, a dash or an ellipsis.
func composed(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < 0xCC {
			continue
		}
		if s[i] != 0xE2 || i+2 >= len(s) || s[i+1] != 0x80 || s[i+2] < 0x90 || s[i+2] > 0xA7 {
			return norm.NFC.IsNormalString(s)
		}
		i += 2
	}
	return true
}

// add folds a stretch. Its characters lie where they are found, or all of them
// at the byte at, if that is not negative.
func (f *folded) add(s string, at int) {
	for i, r := range s {
		if at >= 0 {
			i = at
		}
		if r < utf8.RuneSelf {
			r = ascii[r]
		} else {
			r = other(r)
		}
		switch r {
		case gone:
			continue
		case ' ':
			if n := len(f.symbols); n == 0 || f.symbols[n-1] == ' ' {
				continue
			}
		case '…':
			f.put('.', i)
			f.put('.', i)
			r = '.'
		}
		f.put(r, i)
	}
}

func (f *folded) put(r rune, at int) {
	f.symbols = append(f.symbols, r)
	f.starts = append(f.starts, int32(at))
}

// len is the length in symbols.
func (f *folded) len() point { return point(len(f.symbols)) }

// point is the first symbol at or behind a byte of the source.
func (f *folded) point(at text.Byte) point {
	low, high := 0, len(f.starts)
	for low < high {
		if mid := (low + high) / 2; text.Byte(f.starts[mid]) < at {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return point(low)
}

// byteAt is where the character behind a symbol begins, or the end.
func (f *folded) byteAt(p point) text.Byte {
	if p < f.len() {
		return text.Byte(f.starts[p])
	}
	return text.Byte(len(f.source))
}

// trim draws a stretch in over spaces.
func (f *folded) trim(start, end point) (point, point) {
	for start < end && f.symbols[start] == ' ' {
		start++
	}
	for start < end && f.symbols[end-1] == ' ' {
		end--
	}
	return start, end
}

// bytes is a stretch, not empty, in bytes of the source, cut between
// characters as a reader sees them.
func (f *folded) bytes(start, end point) text.Bytes {
	return text.Bytes{
		Start: text.Byte(f.starts[start]),
		End:   text.NextCharacter(f.source, text.Byte(f.starts[end-1])),
	}
}

// gone stands for a character that does not count.
const gone rune = -1

var ascii = func() (table [utf8.RuneSelf]rune) {
	for r := range table {
		switch r := rune(r); {
		case r == ' ' || '\t' <= r && r <= '\r':
			table[r] = ' '
		case r < ' ' || r == 0x7F:
			table[r] = gone
		case r == '`':
			table[r] = '\''
		case 'A' <= r && r <= 'Z':
			table[r] = r + 'a' - 'A'
		default:
			table[r] = r
		}
	}
	return table
}()

func other(r rune) rune {
	switch r {
	case '“', '”', '„', '‟', '«', '»', '″', '〝', '〞', '＂':
		return '"'
	case '‘', '’', '‚', '‛', '‹', '›', '′', '´', 'ʼ', 'ʻ', '＇':
		return '\''
	case '‐', '‑', '‒', '–', '—', '―', '−', '﹘', '－':
		return '-'
	case '…':
		return r
	case '\u00AD', '\u034F', '\u061C', '\u180E', '\u2060', '\uFEFF':
		return gone
	}
	switch {
	case r >= '\u200B' && r <= '\u200F', r >= '\u202A' && r <= '\u202E', r >= '\u2066' && r <= '\u2069', r >= '\uFE00' && r <= '\uFE0F':
		return gone
	case unicode.IsSpace(r):
		return ' '
	case unicode.IsControl(r):
		return gone
	}
	return unicode.ToLower(r)
}

// sameWords reports whether two passages differ in nothing but what is
// forgiven: white space, present or not, and the form of marks. Case counts.
func sameWords(a, b string) bool {
	return a == b || bare(a) == bare(b)
}

func bare(s string) string {
	if !norm.NFC.IsNormalString(s) {
		s = norm.NFC.String(s)
	}
	var b strings.Builder
	for _, r := range s {
		kept := r
		if r < utf8.RuneSelf {
			r = ascii[r]
		} else {
			r = other(r)
		}
		switch {
		case r == gone, r == ' ':
		case r == '…':
			b.WriteString("...")
		case r == '"', r == '\'', r == '-':
			b.WriteRune(r)
		default:
			b.WriteRune(kept)
		}
	}
	return b.String()
}
