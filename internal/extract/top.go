package extract

import (
	"strings"
	"unicode"

	"quoth/internal/article"
	"quoth/internal/ingest"
)

// deckNames are the names that sites give to the sentence under the headline.
var deckNames = []string{"deck", "dek", "standfirst", "subtitle", "sub title", "subheadline", "sub headline", "subhead", "sub heading", "subheading", "article description", "story summary", "article summary", "excerpt", "abstract", "kicker", "alternative headline", "teaser text"}

// top finds the headline and what stands between it and the first paragraph.
func (d *document) top(s *said) {
	h := d.headline(s)
	first := d.first(s)
	if first < 0 {
		return
	}
	home := d.blocks[first].spot()
	d.restore(s, h, first)
	begun := false
	for i, b := range d.blocks[:min(first+1, len(d.blocks))] {
		switch {
		case i == h:
			b.become(article.Headline)
			b.kept, b.aside = true, ""
		case s.isHeadline(b.Text) && b.kept:
			b.aside = "the headline a second time"
		case !b.kept || b.aside != "" || b.Kind == article.Deck || b.Kind == article.Byline:
		case i < h:
			b.aside = "above the headline"
		case b.Kind == article.Caption:
		case !begun && d.isDeck(b, s):
			b.become(article.Deck)
			begun = true
		case i == first:
		case b.dated():
			b.become(article.Byline)
		case b.spot() != home, strings.HasPrefix(b.Text, "http") && !strings.Contains(b.Text, " "):
			if !b.prose() {
				b.aside = "above the article"
			}
		default:
			begun = true
		}
	}
	if h > first { // the headline stands behind the beginning: believe the words
		d.blocks[h].become(article.Headline)
		d.blocks[h].kept, d.blocks[h].aside = true, ""
	}
}

// restore keeps the deck, the bylines and the captions that stand between the
// headline and the first paragraph; readability drops most of them.
func (d *document) restore(s *said, h, first int) {
	if h < 0 {
		return
	}
	decked := false
	for i := h + 1; i < first; i++ {
		b := d.blocks[i]
		if b.kept && b.aside == byline && len(b.Text) <= 200 {
			b.become(article.Byline)
			b.aside = ""
		}
		if b.kept || !b.in.inside(d.frame) {
			continue
		}
		why := d.boxed(b, d.frame)
		switch {
		case b.chars > 400 || b.linked*5 > b.chars*4 && why != byline:
		case why == byline || why == "" && b.dated():
			if len(b.Text) <= 200 {
				b.become(article.Byline)
				b.kept = true
			}
		case why != "":
		case b.Kind == article.Caption:
			b.kept = true
		case !decked && (b.Kind == article.Paragraph || b.Kind == article.Heading) && d.isDeck(b, s):
			b.become(article.Deck)
			b.kept, decked = true, true
		}
	}
}

// headline is the index of the block that is the headline, or -1.
func (d *document) headline(s *said) int {
	first := d.first(s)
	best := -1
	for i, b := range d.blocks {
		if first >= 0 && i > first && best >= 0 {
			break
		}
		switch {
		case s.isHeadline(b.Text) && (b.Kind == article.Heading || b.Kind == article.Paragraph):
			if b.Kind == article.Heading && b.Level == 1 || best < 0 {
				best = i
			}
		case b.Kind == article.Heading && b.Level == 1 && best < 0 && (first < 0 || i < first) && b.in.reason == "" && b.chars >= 8 && !s.isSite(letters(b.Text)):
			best = i
		}
	}
	if first >= 0 && best > first+3 {
		return -1
	}
	return best
}

// first is the index of the first paragraph of the article, or -1.
func (d *document) first(s *said) int {
	for i, b := range d.blocks {
		if b.kept && b.aside == "" && b.prose() && !b.dated() && !d.isDeck(b, s) {
			return i
		}
	}
	return -1
}

// isDeck reports whether a block above or at the first paragraph is the deck:
// it is named so or stands apart, or it is a heading, and the page describes
// itself with it.
func (d *document) isDeck(b *block, s *said) bool {
	if b.chars < 25 || b.chars > 400 || b.dated() {
		return false
	}
	for e, n := b.in, 0; e != nil && e != d.home && n < 4; e, n = e.parent, n+1 {
		for _, name := range deckNames {
			if hasName(e.names, name) {
				return true
			}
		}
	}
	return d.home != nil && b.spot() != d.home && (b.Kind == article.Heading || b.chars <= 300 && s.describes(b.Text))
}

// hasName reports whether the words of a name stand in a row among names.
func hasName(names, name string) bool {
	for from := 0; ; {
		at := strings.Index(names[from:], name)
		if at < 0 {
			return false
		}
		at += from
		if end := at + len(name); at > 0 && names[at-1] == ' ' && end < len(names) && names[end] == ' ' {
			return true
		}
		from = at + 1
	}
}

// letters is a text's letters and digits alone, in lower case, to compare.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// dated reports whether a block says who wrote the article, or when.
func (b *block) dated() bool {
	return ingest.Names(b.Text) != nil || ingest.IsDateline(b.Text) || isTime(b.Text) ||
		len(strings.Fields(b.Text)) <= 10 && !strings.ContainsAny(b.Text, "“”\"") && ingest.DateIn(b.Text) != "" && b.chars < 90
}

// isTime reports whether a short line says when: it begins like "Updated" and
// holds a number.
func isTime(s string) bool {
	if len(s) > 120 || !strings.ContainsFunc(s, unicode.IsDigit) {
		return false
	}
	low := strings.ToLower(s)
	for _, w := range []string{"updated", "published", "posted", "first published", "last updated", "last modified", "by "} {
		if strings.HasPrefix(low, w) {
			return true
		}
	}
	return false
}
