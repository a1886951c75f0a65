package format

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"quoth/internal/annotation"
)

// maxDepth is how deep arrays and objects may lie in each other. Our own
// files go down to seven; the rest is for what later versions add.
const maxDepth = 64

// A parser reads JSON (RFC 8259) from front to back, asked for one value
// after the other. It is ours because encoding/json lets pass what must not
// be guessed at (a name given twice, half a surrogate pair, a name in other
// letter case), does not say where it stands, and is slow in a tab.
//
// After the first thing that is wrong every value reads as zero and err tells.
type parser struct {
	s     string
	at    int
	depth int
	err   error
	known map[string]string // short strings that were kept
}

// mark is the byte order mark, which some editors put before a file.
const mark = "\uFEFF"

// newParser takes a file; a byte order mark before it is passed over.
func newParser(data []byte) *parser {
	p := &parser{s: string(data)}
	if !utf8.ValidString(p.s) {
		bad := 0
		for n := 0; bad < len(p.s); bad += n {
			var r rune
			if r, n = utf8.DecodeRuneInString(p.s[bad:]); r == utf8.RuneError && n == 1 {
				break
			}
		}
		if len(p.s)-bad < utf8.UTFMax && !utf8.FullRuneInString(p.s[bad:]) {
			p.cutOff()
		} else {
			p.fail(bad, "this is not UTF-8: save the file as UTF-8 and open it again")
		}
	}
	if p.at == 0 && strings.HasPrefix(p.s, mark) {
		p.at = len(mark)
	}
	if p.err == nil && strings.TrimSpace(p.s[p.at:]) == "" {
		p.fail(0, "the file is empty")
	}
	return p
}

// fail notes what is wrong at an offset, unless something was wrong already.
func (p *parser) fail(at int, format string, args ...any) {
	if p.err == nil {
		p.err = fmt.Errorf("line %d, byte %d: %s: %w", 1+strings.Count(p.s[:at], "\n"), at, fmt.Sprintf(format, args...), annotation.ErrInvalid)
	}
	p.at = len(p.s)
}

func (p *parser) cutOff() {
	if p.err == nil {
		p.err = fmt.Errorf("the file is cut off at line %d, byte %d: fetch or export it again: %w", 1+strings.Count(p.s, "\n"), len(p.s), annotation.ErrInvalid)
	}
	p.at = len(p.s)
}

// next is the byte that the next value or sign begins with, or 0 at the end.
func (p *parser) next() byte {
	for p.at < len(p.s) {
		switch c := p.s[p.at]; c {
		case ' ', '\t', '\r', '\n':
			p.at++
		default:
			return c
		}
	}
	if p.err == nil {
		p.cutOff()
	}
	return 0
}

// expect passes over a sign.
func (p *parser) expect(sign byte, what string) bool {
	c := p.next()
	if p.err != nil {
		return false
	}
	if c != sign {
		p.fail(p.at, "here %s should stand, not %s", what, p.excerpt())
		return false
	}
	p.at++
	return true
}

// excerpt shows what stands here, which is known to be something.
func (p *parser) excerpt() string {
	line, _, _ := strings.Cut(p.s[p.at:min(p.at+20, len(p.s))], "\n")
	return quoted(strings.ToValidUTF8(line, ""))
}

// end reports whether nothing but white space is left, and fails otherwise.
func (p *parser) end() {
	for p.err == nil && p.at < len(p.s) {
		if !strings.ContainsRune(" \t\r\n", rune(p.s[p.at])) {
			p.fail(p.at, "the file should end here, but %s follows", p.excerpt())
		}
		p.at++
	}
}

func (p *parser) enter(sign byte, what string) bool {
	at := p.at
	if !p.expect(sign, what) {
		return false
	}
	if p.depth++; p.depth > maxDepth {
		p.fail(at, "arrays and objects lie more than %d deep in each other", maxDepth)
		return false
	}
	return true
}

// more reports whether the list goes on before the sign that closes it.
func (p *parser) more(i int, closing byte, what string) bool {
	c := p.next()
	if p.err != nil {
		return false
	}
	if c == closing {
		p.at++
		p.depth--
		return false
	}
	return i == 0 || p.expect(',', what)
}

// object reads an object: member is called with each name and must read or
// skip the value. A name that comes twice is an error.
func (p *parser) object(member func(name string)) {
	if !p.enter('{', "an object") {
		return
	}
	var few [12]string
	names := few[:0]
	var many map[string]bool // when comparing with each would be slow
	for i := 0; p.more(i, '}', `"," or "}"`); i++ {
		p.next()
		at := p.at
		name := p.text()
		if p.err != nil {
			return
		}
		if slices.Contains(names, name) || many[name] {
			p.fail(at, "the name %s comes twice in one object", quoted(name))
			return
		}
		if len(names) < len(few) {
			names = append(names, name)
		} else {
			if many == nil {
				many = make(map[string]bool)
			}
			many[name] = true
		}
		if !p.expect(':', `":"`) {
			return
		}
		member(name)
	}
}

// array reads an array: item is called for each value and must read it.
func (p *parser) array(item func(i int)) {
	if !p.enter('[', "an array") {
		return
	}
	for i := 0; p.more(i, ']', `"," or "]"`); i++ {
		item(i)
	}
}

// members passes over an object and tells where the value of each name begins.
func (p *parser) members() map[string]int {
	at := make(map[string]int)
	p.object(func(name string) {
		p.next()
		at[name] = p.at
		p.skip()
	})
	return at
}

// skip passes over a value of any kind and checks how it is written.
func (p *parser) skip() {
	switch c := p.next(); {
	case p.err != nil:
	case c == '{':
		p.object(func(string) { p.skip() })
	case c == '[':
		p.array(func(int) { p.skip() })
	case c == '"':
		p.text()
	case c == 't':
		p.word("true")
	case c == 'f':
		p.word("false")
	case c == 'n':
		p.word("null")
	default:
		p.number("a value")
	}
}
