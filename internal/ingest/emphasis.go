package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth/internal/article"
)

// maxPairing bounds how far back the opening of an emphasis is looked for, in
// rows of "*" and "_". No writing nests so deep; hostile input does.
const maxPairing = 64

// pair matches the rows of "*" and "_" that open with those that close
// (CommonMark's emphasis). What is matched leaves the text of the row; what is
// left over stays as characters.
func (p *inlineParser) pair() {
	var open []int // nodes that may still open
	for c := range p.nodes {
		shut := &p.nodes[c]
		if !shut.delim {
			continue
		}
		for shut.canShut && shut.text != "" {
			o := p.opener(open, shut)
			if o < 0 {
				break
			}
			from := &p.nodes[open[o]]
			kind, n := article.Emphasis, 1
			if len(from.text) >= 2 && len(shut.text) >= 2 {
				kind, n = article.Strong, 2
			}
			from.text, shut.text = from.text[n:], shut.text[n:]
			from.opens = append(from.opens, kind)
			shut.shuts = append(shut.shuts, kind)
			open = open[:o+1]
			if from.text == "" {
				open = open[:o]
			}
		}
		if shut.canOpen && shut.text != "" {
			open = append(open, c)
		}
	}
}

// opener is the index in open of the nearest row that the closing row can
// match, or -1.
func (p *inlineParser) opener(open []int, shut *node) int {
	for o := len(open) - 1; o >= 0 && o >= len(open)-maxPairing; o-- {
		n := p.nodes[open[o]]
		// Rows that could do both match only in a sum that is no multiple of
		// three, so that "*foo**bar*" is one emphasis.
		odd := (n.canShut || shut.canOpen) && (len(n.text)+len(shut.text))%3 == 0 && !(len(n.text)%3 == 0 && len(shut.text)%3 == 0)
		if n.text[0] == shut.text[0] && !odd {
			return o
		}
	}
	return -1
}

// rowLen is how often the byte at i is repeated from there.
func rowLen(s string, i int) int {
	return len(s) - i - len(strings.TrimLeft(s[i:], s[i:i+1]))
}

// isPunct reports whether a backslash takes the meaning of c: ASCII
// punctuation.
func isPunct(c byte) bool { return c < utf8.RuneSelf && isMark(rune(c)) }

// isMark reports whether r is punctuation or a symbol.
func isMark(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }
