package ingest

import (
	"strings"

	"quoth/internal/article"
)

// enter begins a block element.
func (p *page) enter(t token) {
	p.close(t.name)
	if len(p.stack) >= maxDepth {
		p.over++
		return
	}
	p.stack = append(p.stack, frame{t.name, p.context})
	p.open[t.name]++
	depth := 0
	if p.kind != article.Heading {
		depth = p.level
	}
	switch t.name {
	case "p", "div", "span":
		if kind := classKind(t); kind != "" && p.kind == article.Paragraph {
			p.kind = kind
		}
	case "h1", "h2", "h3", "h4", "h5", "h6":
		p.kind, p.level = article.Heading, int(t.name[1]-'0')
		if kind := classKind(t); kind == article.Deck {
			p.kind = kind
		}
		if t.name == "h1" {
			p.aside = "" // the headline, in whatever frame it stands
		}
	case "ul", "ol":
		p.level, p.ordered = min(depth+1, 6), t.name == "ol"
	case "li":
		p.kind, p.level = article.Item, depth
	case "blockquote":
		p.kind = article.Quotation
	case "figcaption", "caption":
		p.kind = article.Caption
	case "td", "th":
		p.kind = article.Cell
	case "pre":
		p.pre = true
	case "article", "main":
		p.article = true
	case "address":
		p.kind = article.Byline
	case "header":
		if !p.article {
			p.aside = "the head of the page"
		}
	case "footer":
		if p.kind != article.Quotation {
			p.aside = "the foot of the page"
		}
	case "aside":
		p.aside = "a box beside the article"
	}
}

// close ends the elements whose end tag HTML lets one leave out before name.
func (p *page) close(name string) {
	if p.open["p"] > 0 {
		p.leaveTo("p", "|td|th|button|")
	}
	switch name {
	case "h1", "h2", "h3", "h4", "h5", "h6":
		if n := len(p.stack); n > 0 && listed("|h1|h2|h3|h4|h5|h6|", p.stack[n-1].name) {
			p.pop(n - 1)
		}
	case "li":
		p.leaveTo("li", "|ul|ol|")
	case "dt", "dd":
		p.leaveTo("dt", "|dl|")
		p.leaveTo("dd", "|dl|")
	case "td", "th", "tr":
		p.leaveTo("td", "|table|")
		p.leaveTo("th", "|table|")
		if name == "tr" {
			p.leaveTo("tr", "|table|")
		}
	}
}

// leaveTo ends the innermost element of the name, but looks for it only as
// far as one of the elements that shield it.
func (p *page) leaveTo(name, shields string) {
	if p.open[name] == 0 {
		return
	}
	for i := len(p.stack) - 1; i >= 0; i-- {
		if p.stack[i].name == name {
			p.pop(i)
			return
		}
		if listed(shields, p.stack[i].name) {
			return
		}
	}
}

// leave ends a block element; an end tag that nothing began is no harm.
func (p *page) leave(name string) {
	if p.over > 0 {
		p.over--
		return
	}
	if p.open[name] == 0 {
		return
	}
	for i := len(p.stack) - 1; i >= 0; i-- {
		if p.stack[i].name == name {
			p.pop(i)
			return
		}
	}
}

// pop ends the element at i and all inside it.
func (p *page) pop(i int) {
	p.context = p.stack[i].outside
	for _, f := range p.stack[i:] {
		p.open[f.name]--
	}
	p.stack = p.stack[:i]
}

// classKind is what the class of an element says about its text, or empty.
// The names are those that many news sites share.
func classKind(t token) article.Kind {
	class, _ := t.attr("class")
	for name := range strings.FieldsSeq(strings.ToLower(class)) {
		switch {
		case strings.Contains(name, "byline"):
			return article.Byline
		case listed("|deck|dek|standfirst|subtitle|subheadline|article-deck|article__deck|article-subtitle|", name):
			return article.Deck
		case listed("|caption|wp-caption-text|image-caption|photo-caption|", name):
			return article.Caption
		}
	}
	return ""
}

// markOf is the mark that an inline element makes, or empty.
func markOf(name string) article.MarkKind {
	switch name {
	case "em", "i", "cite", "dfn":
		return article.Emphasis
	case "strong", "b":
		return article.Strong
	case "code", "kbd", "samp", "tt":
		return article.Code
	}
	return ""
}

func markIndex(kind article.MarkKind) int {
	return strings.Index(letters, letter(kind))
}
