package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth/internal/article"
)

// maxNodes bounds the inline markup of one block. A block of a real text has
// some dozens; what comes after stays as characters.
const maxNodes = 100_000

// A node is a stretch of inline Markdown: words, or a row of "*" or "_" that
// may turn out to be words.
type node struct {
	text         string
	code         bool
	link         string // address of the link that the words belong to, or empty
	delim        bool
	opens, shuts []article.MarkKind // what a row of "*" or "_" turned out to do
	canOpen      bool
	canShut      bool
}

// inlineWords reads the inline markup of one block, in which "\n" is a hard
// break. The alternative texts of images come back apart.
func inlineWords(s string) (w words, captions []string) {
	p := inlineParser{src: s}
	p.scan()
	p.pair()
	var st style
	deep := map[article.MarkKind]int{} // emphasis may stand within emphasis
	for _, n := range p.nodes {
		for _, k := range n.shuts {
			if deep[k]--; deep[k] == 0 {
				st = st.without(k)
			}
		}
		for i, line := range strings.Split(n.text, "\n") {
			if i > 0 {
				w.line = true
			}
			in := st
			if n.link != "" {
				in = in.with(article.Link, n.link)
			}
			if n.code {
				in = in.with(article.Code, "")
			}
			w.write(line, in)
		}
		for i := len(n.opens) - 1; i >= 0; i-- {
			deep[n.opens[i]]++
			st = st.with(n.opens[i], "")
		}
	}
	return w, p.captions
}

type inlineParser struct {
	src      string
	nodes    []node
	brackets []bracket // that are open
	captions []string
	absent   [11]bool // no row of so many backticks follows
	from     int      // start of the words that are not in nodes yet
}

// A bracket is a "[" that may begin a link, or "![" that may begin an image.
type bracket struct {
	node  int
	image bool
}

// scan cuts the source into nodes and resolves links, images and code.
func (p *inlineParser) scan() {
	s := p.src
	for i := 0; i < len(s) && len(p.nodes) < maxNodes; {
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s) && isPunct(s[i+1]):
			p.words(i)
			p.from = i + 1
			i += 2
		case c == '&':
			text, n := entity(s[i:])
			if n == 0 {
				i++
				break
			}
			p.words(i)
			p.add(node{text: text})
			i += n
			p.from = i
		case c == '`':
			i = p.codeSpan(i)
		case c == '*' || c == '_':
			i = p.delimiter(i)
		case c == '<':
			i = p.address(i)
		case c == '[' || c == '!' && strings.HasPrefix(s[i:], "!["):
			p.words(i)
			n := 1
			if c == '!' {
				n = 2
			}
			p.brackets = append(p.brackets, bracket{len(p.nodes), c == '!'})
			p.add(node{text: s[i : i+n]})
			i += n
			p.from = i
		case c == ']' && len(p.brackets) > 0:
			i = p.closeBracket(i)
		default:
			i++
		}
	}
	p.words(len(s))
}

// words makes a node of the plain words up to end.
func (p *inlineParser) words(end int) {
	if p.from < end {
		p.add(node{text: p.src[p.from:end]})
	}
	p.from = end
}

func (p *inlineParser) add(n node) { p.nodes = append(p.nodes, n) }

// codeSpan reads `code` between rows of equally many backticks, at most ten.
func (p *inlineParser) codeSpan(i int) (next int) {
	n := rowLen(p.src, i)
	next = i + n
	if n >= len(p.absent) || p.absent[n] {
		return next
	}
	for j := next; j < len(p.src); {
		k := strings.IndexByte(p.src[j:], '`')
		if k < 0 {
			break
		}
		j += k
		m := rowLen(p.src, j)
		if m == n {
			p.words(i)
			p.add(node{text: strings.ReplaceAll(p.src[next:j], "\n", " "), code: true})
			p.from = j + m
			return j + m
		}
		j += m
	}
	p.absent[n] = true
	return next
}

// delimiter reads a row of "*" or "_" and judges from the characters around it
// whether it can open or close emphasis (CommonMark's flanking).
func (p *inlineParser) delimiter(i int) (next int) {
	n := rowLen(p.src, i)
	before, _ := utf8.DecodeLastRuneInString(p.src[:i])
	after, _ := utf8.DecodeRuneInString(p.src[i+n:])
	spaceBefore := i == 0 || unicode.IsSpace(before)
	spaceAfter := i+n == len(p.src) || unicode.IsSpace(after)
	left := !spaceAfter && (!isMark(after) || spaceBefore || isMark(before))
	right := !spaceBefore && (!isMark(before) || spaceAfter || isMark(after))
	d := node{text: p.src[i : i+n], delim: true, canOpen: left, canShut: right}
	if p.src[i] == '_' {
		d.canOpen = left && (!right || isMark(before))
		d.canShut = right && (!left || isMark(after))
	}
	p.words(i)
	p.add(d)
	p.from = i + n
	return i + n
}
