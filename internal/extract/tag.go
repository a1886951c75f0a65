package extract

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"quoth/internal/article"
)

// maxURL is the longest address that is kept, in bytes.
const maxURL = 2000

var blockTags = set("address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup html legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul")

// droppedTags are what no reader of an article wants to have back.
var droppedTags = set("script style noscript template svg math iframe object embed applet select textarea nav audio video canvas dialog map noembed noframes frameset datalist input link meta title head progress meter")

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// isBlock reports whether an element ends the block before it. Of those that a
// site has named itself (with a hyphen), the ones do that hold other blocks.
func isBlock(n *html.Node) bool {
	if blockTags[n.Data] {
		return true
	}
	if strings.IndexByte(n.Data, '-') < 0 {
		return false
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && (blockTags[c.Data] || strings.IndexByte(c.Data, '-') > 0) {
			return true
		}
	}
	return false
}

// asideNames are the names of what shows only when the reader points at it, or
// is there for a screen reader alone.
var asideNames = []string{"tooltip", "popover", "popup", "hovercard", "flyout", "rollover block", "sr only", "screen reader text", "visually hidden", "visuallyhidden"}

// drops reports whether an element goes with all that is inside.
func (d *document) drops(n *html.Node) bool {
	switch n.Data {
	case "html", "body", "main", "article":
		return false // some pages show these only when their script runs
	case "button":
		// A question that unfolds its answer is a heading all the same.
		return n.Parent.Data != "dt" && (len(n.Parent.Data) != 2 || n.Parent.Data[0] != 'h')
	}
	if n.Namespace != "" || droppedTags[n.Data] || !d.hidden && isHidden(n) {
		return true
	}
	if n.Data == "span" || n.Data == "div" {
		own := names(n)
		for _, name := range asideNames {
			if hasName(own, name) && !holdsMain(n) {
				return true
			}
		}
	}
	return false
}

// isHidden reports whether an element is not shown, as far as its own
// attributes say. A page that was saved while a dialog was open hides all
// behind it from screen readers.
func isHidden(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "aria-hidden":
			if strings.EqualFold(a.Val, "true") && !holdsMain(n) {
				return true
			}
		case "style":
			css := strings.ReplaceAll(strings.ToLower(a.Val), " ", "")
			if strings.Contains(css, "display:none") || strings.Contains(css, "visibility:hidden") {
				return true
			}
		}
	}
	return false
}

// reveal takes from an element what would hide it from readability, now that it
// is read.
func reveal(n *html.Node) {
	n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool {
		return a.Key == "hidden" || a.Key == "aria-hidden" || a.Key == "style"
	})
}

// maxLook bounds how many elements holdsMain looks at.
const maxLook = 2000

// holdsMain reports whether an element holds a heading of the first level or
// what the page marks as its article.
func holdsMain(n *html.Node) bool {
	look := maxLook
	var walk func(*html.Node) bool
	walk = func(n *html.Node) bool {
		for c := n.FirstChild; c != nil && look > 0; c = c.NextSibling {
			if c.Type != html.ElementNode {
				continue
			}
			look--
			if c.Data == "h1" || c.Data == "article" || c.Data == "main" || walk(c) {
				return true
			}
		}
		return false
	}
	return walk(n)
}

// attr is the value of an attribute, or empty.
func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// maxNames bounds the class and id of an element, in bytes. Real ones stay
// under five hundred.
const maxNames = 1000

// names is class and id as lower-case words with a space around each; words
// end at every sign that is no letter and where camelCase goes on.
func names(n *html.Node) string {
	var b strings.Builder
	for _, a := range n.Attr {
		switch a.Key {
		case "class", "id", "data-component", "data-testid", "itemprop", "role":
		default:
			continue
		}
		lower := false
		b.WriteByte(' ')
		for word := range strings.FieldsSeq(a.Val[:min(len(a.Val), maxNames)]) {
			if strings.HasPrefix(word, "tag-") || strings.HasPrefix(word, "category-") || strings.HasPrefix(word, "post-") {
				continue // blogs name the keywords of an article so
			}
			b.WriteByte(' ')
			for _, r := range word {
				switch {
				case unicode.IsUpper(r) && lower:
					b.WriteByte(' ')
					b.WriteRune(unicode.ToLower(r))
				case unicode.IsLetter(r):
					b.WriteRune(unicode.ToLower(r))
				case !strings.HasSuffix(b.String(), " "):
					b.WriteByte(' ')
				}
				lower = unicode.IsLower(r)
			}
		}
	}
	if b.Len() == 0 {
		return ""
	}
	return b.String() + " "
}

// markOf is the mark that an inline element makes, or empty.
func markOf(tag string) article.MarkKind {
	switch tag {
	case "em", "i", "cite", "dfn":
		return article.Emphasis
	case "strong", "b":
		return article.Strong
	case "code", "kbd", "samp", "tt":
		return article.Code
	}
	return ""
}
