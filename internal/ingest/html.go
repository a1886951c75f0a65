package ingest

import (
	"strings"
	"unicode/utf8"

	"quoth/internal/article"
)

const (
	// blockTags end the block before them and begin another.
	blockTags = "|p|h1|h2|h3|h4|h5|h6|div|section|article|main|ul|ol|li|dl|dt|dd|blockquote|figure|figcaption|table|thead|tbody|tfoot|tr|td|th|caption|pre|header|footer|aside|address|details|summary|center|body|html|head|"

	// dropped is what no reader of an article wants to have back.
	dropped = "|script|style|noscript|template|svg|math|iframe|object|select|textarea|button|nav|form|audio|video|canvas|dialog|map|noembed|noframes|"

	voidTags = "|area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr|"

	// maxDepth is how deep blocks nest before their nesting stops to count.
	// Pages of news stay under forty.
	maxDepth = 100
)

// A context is what holds for the text between two block tags.
type context struct {
	kind    article.Kind
	level   int // of a heading, else the depth of lists
	ordered bool
	pre     bool
	article bool   // inside <article> or <main>
	aside   string // why the text is not part of the article
}

// A frame is an open block element and the context outside it.
type frame struct {
	name    string
	outside context
}

// page builds pieces from tokens.
type page struct {
	z      tokenizer
	meta   *article.Meta
	pieces []piece

	context
	stack []frame
	over  int            // elements beyond maxDepth
	open  map[string]int // how many of each name are on the stack

	words  words
	style  style
	inline [4]int // open tags of each kind of mark
	broken bool   // a line break stands at the end of the words
	code   strings.Builder

	byline byline
	forms  bool // the content of forms is kept
}

// htmlPieces reads the HTML that news and clipboards are made of: headings,
// paragraphs, lists, quotations, captions, tables and preformatted text, with
// emphasis, strong, links and code in them. It is no full parser: tags are
// balanced, not corrected as HTML's tree construction does, and inline markup
// ends with its block. What the page says about itself goes to meta.
func htmlPieces(s string, meta *article.Meta, forms bool) []piece {
	p := &page{z: tokenizer{src: s, ends: map[string]int{}}, meta: meta, open: map[string]int{}, forms: forms}
	p.kind = article.Paragraph
	for {
		switch t := p.z.next(); t.kind {
		case endOfInput:
			p.flush()
			p.byline.settle(meta, p.pieces)
			return p.pieces
		case textToken:
			p.text(unescape(t.text))
		case startTag:
			p.start(t)
		case endTag:
			p.end(t.name)
		}
	}
}

func (p *page) start(t token) {
	void := t.void || listed(voidTags, t.name)
	if !void && p.drops(t) {
		p.skip(t.name)
		return
	}
	switch {
	case t.name == "br":
		p.lineBreak()
	case t.name == "hr":
		p.flush()
	case t.name == "q":
		p.text("“")
	case t.name == "html", t.name == "body", t.name == "title", t.name == "meta", t.name == "link", t.name == "time":
		p.describe(t)
	case t.name == "a", markOf(t.name) != "":
		if !void {
			p.mark(t)
		}
	}
	if !void {
		p.byline.start(t)
	}
	if listed(blockTags, t.name) {
		p.flush()
		if !void {
			p.enter(t)
		}
	}
}

// drops reports whether an element goes with all that is inside. One that
// never ends would take the whole article with it, so it is only stepped over.
func (p *page) drops(t token) bool {
	_, hidden := t.attr("hidden")
	aria, _ := t.attr("aria-hidden")
	css, _ := t.attr("style")
	css = strings.ReplaceAll(strings.ToLower(css), " ", "")
	if t.name == "html" || t.name == "body" {
		return false // some pages show themselves only when their script runs
	}
	hidden = hidden || strings.EqualFold(aria, "true") || strings.Contains(css, "display:none")
	if !hidden && (!listed(dropped, t.name) || t.name == "form" && p.forms) {
		return false
	}
	return isRaw(t.name) || p.z.endOf(t.name) >= 0
}

// skip goes on to the end tag that belongs to the element.
func (p *page) skip(name string) {
	if listed(blockTags, name) {
		p.flush()
	}
	for depth := 1; depth > 0; {
		t := p.z.next()
		switch {
		case t.kind == endOfInput:
			return
		case t.name != name || t.void:
		case t.kind == startTag:
			depth++
		case t.kind == endTag:
			depth--
		}
	}
}

// mark begins inline markup.
func (p *page) mark(t token) {
	kind, url := markOf(t.name), ""
	if t.name == "a" {
		href, _ := t.attr("href")
		if url, _ = webURL(href); url == "" {
			return
		}
		// A link within a link cannot be: the second one ends the first.
		p.style = p.style.without(article.Link)
		p.inline[markIndex(article.Link)] = 0
		kind = article.Link
	}
	p.inline[markIndex(kind)]++
	p.style = p.style.with(kind, url)
}

func (p *page) end(name string) {
	p.byline.end(name)
	kind := markOf(name)
	if name == "a" {
		kind = article.Link
	}
	switch {
	case name == "q":
		p.text("”")
	case name == "p" && p.open["p"] == 0, name == "br":
		p.lineBreak()
	case kind != "" && p.inline[markIndex(kind)] > 0:
		i := markIndex(kind)
		if p.inline[i]--; p.inline[i] == 0 {
			p.style = p.style.without(kind)
		}
	case listed(blockTags, name):
		p.flush()
		p.leave(name)
	}
}

// text adds words to the open block.
func (p *page) text(s string) {
	if p.pre {
		p.code.WriteString(s)
		return
	}
	p.byline.text(s)
	if p.broken && strings.TrimSpace(s) != "" {
		p.words.line, p.broken = true, false
	}
	p.words.write(s, p.style)
}

// lineBreak keeps one break as a line end; two in a row end the block.
func (p *page) lineBreak() {
	switch {
	case p.pre:
		p.code.WriteByte('\n')
	case p.broken:
		p.flush()
	default:
		p.broken = len(p.words.buf) > 0
	}
}

// flush ends the open block, and the inline markup with it.
func (p *page) flush() {
	p.style, p.inline, p.broken = style{}, [4]int{}, false
	if p.code.Len() > 0 {
		for _, v := range verbatim(p.code.String()) {
			v.aside = p.aside
			p.pieces = append(p.pieces, v)
		}
		p.code.Reset()
	}
	d, ok := p.words.draft(p.kind)
	if !ok {
		return
	}
	long := utf8.RuneCountInString(d.Text) > 300
	switch {
	case p.kind == article.Heading:
		d.Level = p.level
	case p.kind == article.Item:
		d.Level, d.Ordered = max(p.level, 1), p.ordered
	case long && (p.kind == article.Cell || p.kind == article.Byline || p.kind == article.Deck):
		d.Kind = article.Paragraph // a table or a class that only lays out
	}
	p.pieces = append(p.pieces, piece{Draft: d, aside: p.aside})
}
