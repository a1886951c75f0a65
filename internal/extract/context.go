package extract

import (
	"golang.org/x/net/html"

	"quoth/internal/article"
)

// isGrid reports whether a cell stands in a table of at least two columns and
// two rows: one that shows data, not one that lays out.
func isGrid(cell *html.Node) bool {
	table := cell.Parent
	for table != nil && table.Data != "table" {
		table = table.Parent
	}
	for c := cell.FirstChild; c != nil; c = c.NextSibling {
		if c.Data == "p" || c.Data == "div" || c.Data == "table" {
			return false
		}
	}
	if table == nil || attr(table, "role") == "presentation" {
		return false
	}
	rows, columns := 0, 0
	for part := table.FirstChild; part != nil; part = part.NextSibling {
		for row := part.FirstChild; row != nil; row = row.NextSibling {
			if row.Data != "tr" {
				continue
			}
			n := 0
			for c := row.FirstChild; c != nil && n < 2; c = c.NextSibling {
				if c.Data == "td" || c.Data == "th" {
					n++
				}
			}
			columns = max(columns, n)
			if rows++; rows > 1 && columns > 1 {
				return true
			}
			if rows > 20 {
				return false // each of its cells asks
			}
		}
	}
	return false
}

// in is the context inside a block element.
func (c context) in(n *html.Node, e *element) context {
	depth := 0
	if c.kind != article.Heading {
		depth = c.level
	}
	switch n.Data {
	case "h1", "h2", "h3", "h4", "h5", "h6":
		c.kind, c.level = article.Heading, max(int(n.Data[1]-'0'), 1)
	case "ul", "ol":
		c.level, c.ordered = min(depth+1, 9), n.Data == "ol"
	case "li":
		c.kind, c.level = article.Item, max(depth, 1)
	case "blockquote":
		c.kind, c.level = article.Quotation, 0
	case "figure":
		c.kind, c.level = article.Caption, 0
	case "figcaption", "caption":
		c.kind, c.level = article.Caption, 0
	case "td", "th":
		if isGrid(n) {
			c.kind, c.level = article.Cell, 0
		}
	case "pre":
		c.pre = true
	}
	if (c.kind == article.Paragraph || c.kind == article.Item) && isCaptionName(e.names) {
		c.kind, c.level = article.Caption, 0
	}
	return c
}
