package ingest

import (
	"strings"

	"quoth/internal/article"
)

// The rules below are those by which this package judges lines of plain text
// and simple HTML. Package extract, which reads whole web pages on the server,
// judges by the same.

// Furniture says in words for the reader why a line of its own is not part of
// an article (an advertisement label, a sharing button, a pointer to another
// article), or is empty.
func Furniture(line string) string { return reason(line) }

// IsSection reports whether a line is the name of a section of a site or a
// path of them: "News", "Home > Local".
func IsSection(line string) bool { return isSection(line) }

// IsCaption reports whether a line describes a picture and says whose it is.
func IsCaption(line string) bool { return isCaption(line) }

// IsDateline reports whether a line is a date, or says when the article was
// published or changed.
func IsDateline(line string) bool { return isDateline(line) }

// EndsSentence reports whether a line ends with a full stop, also inside
// quotation marks or brackets.
func EndsSentence(line string) bool { return endsSentence(line) }

// Names gives the names in a line such as "By Ann Example and Bo Sample", or
// nil if it is not one.
func Names(line string) []string { return bylineNames(line) }

// SplitNames takes a list of names apart, or gives nil if it holds something
// else.
func SplitNames(list string) []string { return splitNames(list) }

// DateIn is the first date of a line as YYYY-MM-DD, or empty.
func DateIn(line string) string { return dateIn(line) }

// Language guesses language (BCP 47) and direction of a text from its letters
// and small words, of which the first 20,000 bytes are enough. Either is empty
// if it does not show.
func Language(words string) (language string, direction article.Direction) {
	return guess(words[:floor(words, 20_000)])
}

// WebURL is the address if a link may point there: http, https or mailto.
func WebURL(address string) (string, bool) { return webURL(address) }

// A Collector gathers the words of one block with its inline marks. White
// space collapses as HTML collapses it; the text comes out in NFC, by the rule
// of package text.
type Collector struct {
	words words
	style style
	line  bool
}

// Text adds words in the marks that are open.
func (c *Collector) Text(s string) {
	if c.line && strings.TrimSpace(s) != "" {
		c.words.line, c.line = true, false
	}
	c.words.write(s, c.style)
}

// Break ends the line but not the block. Before the first word it is nothing.
func (c *Collector) Break() { c.line = len(c.words.buf) > 0 }

// Broken reports whether a break stands at the end of the words.
func (c *Collector) Broken() bool { return c.line }

// Within calls f; what it adds is in the mark. A mark within another of its
// kind is that one, except that a link ends the link around it.
func (c *Collector) Within(kind article.MarkKind, url string, f func()) {
	outer := c.style
	if kind == article.Link {
		c.style = c.style.without(kind)
	}
	c.style = c.style.with(kind, url)
	f()
	c.style = outer
}

// Draft takes what was gathered out as a block, and reports whether there was
// anything. The marks that are open stay open for the next one.
func (c *Collector) Draft(kind article.Kind) (article.Draft, bool) {
	c.line = false
	return c.words.draft(kind)
}

// Verbatim makes blocks of preformatted text, one for each stretch without an
// empty line.
func Verbatim(s string) []article.Draft {
	var out []article.Draft
	for _, p := range verbatim(s) {
		out = append(out, p.Draft)
	}
	return out
}
