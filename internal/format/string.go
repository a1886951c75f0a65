package format

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// text reads a string. It may be a part of the file: clone what is kept.
func (p *parser) text() string {
	if !p.expect('"', "a text in quotes") {
		return ""
	}
	from := p.at
	for i := from; i < len(p.s); i++ {
		switch c := p.s[i]; {
		case c == '"':
			p.at = i + 1
			return p.s[from:i]
		case c == '\\':
			return p.escaped(from, i)
		case c < ' ':
			p.fail(i, "a text holds the control character %q", rune(c))
			return ""
		}
	}
	p.cutOff()
	return ""
}

// escaped reads the rest of a string that began at from and has its first
// backslash at i.
func (p *parser) escaped(from, i int) string {
	var b strings.Builder
	plain := from
	for i < len(p.s) {
		switch c := p.s[i]; {
		case c == '"':
			b.WriteString(p.s[plain:i])
			p.at = i + 1
			return b.String()
		case c < ' ':
			p.fail(i, "a text holds the control character %q", rune(c))
			return ""
		case c != '\\':
			i++
			continue
		}
		b.WriteString(p.s[plain:i])
		r, n := escape(p.s[i:])
		switch {
		case n == 0:
			p.cutOff()
			return ""
		case n < 0:
			p.fail(i, "%s is not a character, or half of one", quoted(p.s[i:min(i+6, len(p.s))]))
			return ""
		}
		b.WriteRune(r)
		i += n
		plain = i
	}
	p.cutOff()
	return ""
}

// simple holds the letters that may follow a backslash, and what they mean.
const simple = "\"\"\\\\//b\bf\fn\nr\rt\t"

// escape reads one escaped character; n is its length, 0 if the text ends
// before the character does, and -1 if there is no such character.
func escape(s string) (r rune, n int) {
	if len(s) < 2 {
		return 0, 0
	}
	if s[1] != 'u' {
		for i := 0; i < len(simple); i += 2 {
			if simple[i] == s[1] {
				return rune(simple[i+1]), 2
			}
		}
		return 0, -1
	}
	unit := func(s string) (rune, int) {
		if len(s) < 6 {
			return 0, 0
		}
		v, err := strconv.ParseUint(s[2:6], 16, 16)
		if err != nil || s[:2] != `\u` {
			return 0, -1
		}
		return rune(v), 6
	}
	r, n = unit(s)
	if n <= 0 || !utf16.IsSurrogate(r) {
		return r, n
	}
	low, n := unit(s[6:])
	if n <= 0 {
		return 0, n
	}
	if r = utf16.DecodeRune(r, low); r == utf8.RuneError {
		return 0, -1
	}
	return r, 12
}
