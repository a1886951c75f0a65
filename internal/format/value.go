package format

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// maxDigits keeps whole numbers where JavaScript is exact too (below 2⁵³).
const maxDigits = 15

// number passes over a number and returns it as written.
func (p *parser) number(what string) string {
	p.next()
	if p.err != nil {
		return ""
	}
	from := p.at
	digits := func() (n int) {
		for p.at < len(p.s) && p.s[p.at] >= '0' && p.s[p.at] <= '9' {
			p.at++
			n++
		}
		return n
	}
	sign := func(any string) bool {
		if p.at < len(p.s) && strings.IndexByte(any, p.s[p.at]) >= 0 {
			p.at++
			return true
		}
		return false
	}
	sign("-")
	zero := p.at < len(p.s) && p.s[p.at] == '0'
	n := digits()
	good := n == 1 || n > 1 && !zero
	if good && sign(".") {
		good = digits() > 0
	}
	if good && sign("eE") {
		sign("+-")
		good = digits() > 0
	}
	switch {
	case good:
		return p.s[from:p.at]
	case p.at == len(p.s) && (n < 2 || !zero):
		p.cutOff()
	default:
		p.at = from
		p.fail(from, "here %s should stand, not %s", what, p.excerpt())
	}
	return ""
}

// int reads a whole number from 0 that every reader holds exactly.
func (p *parser) int() int {
	p.next()
	at := p.at
	s := p.number("a whole number")
	if p.err != nil {
		return 0
	}
	v, err := strconv.Atoi(s)
	if err != nil || v < 0 || len(s) > maxDigits {
		p.fail(at, "%s is not a whole number from 0 with at most %d digits", quoted(s), maxDigits)
		return 0
	}
	return v
}

// float reads a number.
func (p *parser) float() float64 {
	p.next()
	at := p.at
	s := p.number("a number")
	if p.err != nil {
		return 0
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		p.fail(at, "the number %s is too large", quoted(s))
		return 0
	}
	return v
}

func (p *parser) word(w string) bool {
	rest := p.s[p.at:]
	switch {
	case strings.HasPrefix(rest, w):
		p.at += len(w)
		return true
	case strings.HasPrefix(w, rest):
		p.cutOff()
	default:
		p.fail(p.at, "here a value should stand, not %s", p.excerpt())
	}
	return false
}

func (p *parser) bool() bool {
	switch c := p.next(); {
	case p.err != nil:
	case c == 't':
		return p.word("true")
	case c == 'f':
		p.word("false")
	default:
		p.fail(p.at, "here true or false should stand, not %s", p.excerpt())
	}
	return false
}

// time reads an RFC 3339 time, as UTC.
func (p *parser) time() time.Time {
	p.next()
	at := p.at
	s := p.text()
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		p.fail(at, "%s is not a time like 2026-03-01T09:30:00Z", quoted(s))
		return time.Time{}
	}
	if t = t.UTC(); t.Year() < 0 || t.Year() > 9999 {
		p.fail(at, "the time %s is not of a year from 0 to 9999", quoted(s))
		return time.Time{}
	}
	return t
}

// quoted shows the beginning of a text in a message.
func quoted(s string) string {
	const most = 60 // bytes: what one line of a message can bear
	if len(s) <= most {
		return strconv.Quote(s)
	}
	cut := most
	for !utf8.RuneStart(s[cut]) {
		cut--
	}
	return strconv.Quote(s[:cut]) + "…"
}
