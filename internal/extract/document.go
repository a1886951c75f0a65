package extract

import (
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"quoth/internal/article"
	"quoth/internal/ingest"
)

// A document is a page taken apart: its block elements, and its words as
// blocks in the order of the page, the article's and all others.
type document struct {
	base     *url.URL
	elements []*element
	blocks   []*block
	pictures []picture
	frame    *element // around headline and text; nil if not found
	home     *element // where most of the text stands; nil likewise
	hidden   bool     // what the page hides is read as well
	data     bool     // the words are those of the page's data

	words  ingest.Collector
	raw    int // characters of the open block
	linked int // of those in links
	inLink bool
	pre    strings.Builder
}

// An element is a block element of the page.
type element struct {
	node   *html.Node
	parent *element
	tag    string
	names  string // class and id in lower case, as " words between spaces "
	reason string // why the element is not the article, as far as its names say
	only   bool   // nothing else stands in its parent
	stays  bool   // readability has kept it

	holds  int  // blocks right in it
	prose  int  // characters of prose at this spot
	within int  // characters of prose anywhere inside
	titled bool // it holds a heading of the first level
}

// A block is a block of the page on its way into the article.
type block struct {
	article.Draft
	in     *element
	chars  int // see length
	linked int // see ink
	kept   bool
	aside  string
}

// A context is what holds for the words between two block tags.
type context struct {
	kind    article.Kind
	level   int
	ordered bool
	pre     bool
}

// stamp stands at the end of an element's id, with its number behind, so that
// it is known again in what readability gives back. Where readability puts one
// element in the place of another, it carries the id over and nothing else.
const stamp = " quoth="

func setID(n *html.Node, number int) {
	mine := stamp + strconv.Itoa(number)
	for i := range n.Attr {
		if n.Attr[i].Key == "id" {
			n.Attr[i].Val = n.Attr[i].Val[:min(len(n.Attr[i].Val), maxNames)] + mine
			return
		}
	}
	n.Attr = append(n.Attr, html.Attribute{Key: "id", Val: mine})
}

// read takes the page apart. It takes out what no reader sees and numbers the
// block elements, so that the rest of the tree can be given to readability.
func read(root *html.Node, base *url.URL, hidden bool) *document {
	d := &document{base: base, hidden: hidden}
	top := d.element(root, nil, "html")
	d.walk(root, top, context{kind: article.Paragraph})
	d.flush(top, context{kind: article.Paragraph})
	return d
}

func (d *document) element(n *html.Node, parent *element, tag string) *element {
	e := &element{node: n, parent: parent, tag: tag}
	if n.Type == html.ElementNode {
		e.names = names(n)
		e.reason = boxReason(tag, e.names, n)
		setID(n, len(d.elements))
		e.only = alone(n)
	}
	d.elements = append(d.elements, e)
	return e
}

// alone reports whether nothing but white space stands beside the node.
func alone(n *html.Node) bool {
	for s := n.PrevSibling; s != nil; s = s.PrevSibling {
		if s.Type == html.ElementNode || s.Type == html.TextNode && strings.TrimSpace(s.Data) != "" {
			return false
		}
	}
	for s := n.NextSibling; s != nil; s = s.NextSibling {
		if s.Type == html.ElementNode || s.Type == html.TextNode && strings.TrimSpace(s.Data) != "" {
			return false
		}
	}
	return true
}

func (d *document) walk(n *html.Node, in *element, c context) {
	var next *html.Node
	for child := n.FirstChild; child != nil; child = next {
		next = child.NextSibling
		switch child.Type {
		case html.TextNode:
			d.text(child.Data, c)
		case html.ElementNode:
			if d.drops(child) {
				if isBlock(child) {
					d.flush(in, c)
				}
				n.RemoveChild(child)
				continue
			}
			d.enter(child, in, c)
		case html.CommentNode:
			n.RemoveChild(child)
		}
	}
}

func (d *document) text(s string, c context) {
	if c.pre {
		d.pre.WriteString(s)
		return
	}
	count := ink(s)
	d.raw += count
	if d.inLink {
		d.linked += count
	}
	d.words.Text(s)
}

func (d *document) enter(n *html.Node, in *element, c context) {
	switch n.Data {
	case "br":
		switch {
		case c.pre:
			d.pre.WriteByte('\n')
		case d.words.Broken():
			d.flush(in, c)
		default:
			d.words.Break()
		}
		return
	case "hr":
		d.flush(in, c)
		return
	case "img":
		d.image(n, in)
		return
	case "q":
		d.text("“", c)
		d.walk(n, in, c)
		d.text("”", c)
		return
	case "a":
		outer := d.inLink
		d.inLink = true
		if address, ok := d.absolute(attr(n, "href")); ok {
			d.words.Within(article.Link, address, func() { d.walk(n, in, c) })
		} else {
			d.walk(n, in, c)
		}
		d.inLink = outer
		return
	}
	if kind := markOf(n.Data); kind != "" {
		d.words.Within(kind, "", func() { d.walk(n, in, c) })
		return
	}
	if !isBlock(n) {
		d.walk(n, in, c)
		return
	}
	d.flush(in, c)
	reveal(n)
	e := d.element(n, in, n.Data)
	inner := c.in(n, e)
	d.walk(n, e, inner)
	d.flush(e, inner)
}

// flush ends the open block.
func (d *document) flush(in *element, c context) {
	if d.pre.Len() > 0 {
		for _, v := range ingest.Verbatim(d.pre.String()) {
			d.blocks = append(d.blocks, &block{Draft: v, in: in, chars: length(v.Text)})
		}
		d.pre.Reset()
	}
	linked, raw := d.linked, d.raw
	d.linked, d.raw = 0, 0
	if raw == 0 {
		return
	}
	draft, ok := d.words.Draft(c.kind)
	if !ok {
		return
	}
	b := &block{Draft: draft, in: in, chars: length(draft.Text), linked: linked}
	switch c.kind {
	case article.Heading:
		b.Level = c.level
	case article.Item:
		b.Level, b.Ordered = max(c.level, 1), c.ordered
	case article.Cell:
		if b.chars > 300 {
			b.Kind = article.Paragraph // a table that only lays out
		}
	}
	d.blocks = append(d.blocks, b)
}
