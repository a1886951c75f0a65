package extract

import (
	"slices"

	"quoth/internal/article"
	"quoth/internal/ingest"
)

// region finds the element that holds the article, and corrects what is kept
// where readability has taken a wrong part of the page. It is nil if the page
// has no prose.
func (d *document) region(s *said) *element {
	d.count(s)
	root := d.around()
	own := d.richest()
	if own.prose == 0 {
		return root
	}
	if root == nil || d.proseIn(root)*2 < own.prose {
		for _, b := range d.blocks {
			b.kept = b.in.inside(own) && b.prose() && d.boxed(b, own) == ""
		}
		root = own
	}
	return root
}

// count adds up for every element what prose stands in it, and decides which
// names of elements are to be believed.
func (d *document) count(s *said) {
	for _, b := range d.blocks {
		b.in.holds++
		if b.Kind == article.Heading && b.Level == 1 {
			headline := s.isHeadline(b.Text)
			for e := b.in; e != nil; e = e.parent {
				e.titled = true
				if headline {
					e.reason = "" // no box holds the headline
				}
			}
		}
	}
	// What holds the top heading and nearly all prose is the page, and the name
	// says what else the page has.
	page := d.elements[0]
	d.within(func(*block) bool { return true })
	for _, e := range d.elements {
		if e.titled && e.within*5 >= page.within*4 {
			e.reason = ""
		}
	}
	d.within(func(b *block) bool { return !b.in.under(comment, cookie, dialog) })
	for _, e := range d.elements {
		// What holds most of the prose is the article, whatever its name.
		if !slices.Contains([]string{comment, cookie, dialog}, e.reason) && e.within*5 >= page.within*2 {
			e.reason = ""
		}
	}
	for _, b := range d.blocks {
		if b.prose() && b.Kind != article.Item && d.boxed(b, page) == "" {
			b.spot().prose += b.chars
		}
	}
}

// within adds up for every element the prose among some blocks inside it.
func (d *document) within(among func(*block) bool) {
	for _, e := range d.elements {
		e.within = 0
	}
	for _, b := range d.blocks {
		if b.prose() && among(b) {
			for e := b.in; e != nil; e = e.parent {
				e.within += b.chars
			}
		}
	}
}

// around is the innermost element that holds nearly all of the prose that
// readability has kept.
func (d *document) around() *element {
	inside := map[*element]int{}
	total := 0
	for _, b := range d.blocks {
		if !b.kept || !b.prose() || d.boxed(b, d.elements[0]) != "" {
			continue
		}
		total += b.chars
		for e := b.in; e != nil; e = e.parent {
			inside[e] += b.chars
		}
	}
	if total == 0 {
		return nil
	}
	var best *element
	for _, e := range d.elements { // parents stand before their children
		if inside[e]*20 >= total*17 {
			best = e
		}
	}
	return best
}

// richest is the element with the most prose right in it.
func (d *document) richest() *element {
	best := d.elements[0]
	for _, e := range d.elements {
		if e.prose > best.prose {
			best = e
		}
	}
	return best
}

// proseIn is how many characters of prose readability has kept in e.
func (d *document) proseIn(e *element) int {
	n := 0
	for _, b := range d.blocks {
		if b.kept && b.prose() && b.in.inside(e) && d.boxed(b, d.elements[0]) == "" {
			n += b.chars
		}
	}
	return n
}

func (e *element) inside(root *element) bool {
	for ; e != nil; e = e.parent {
		if e == root {
			return true
		}
	}
	return false
}

// under reports whether the element or one around it has one of the reasons.
func (e *element) under(reasons ...string) bool {
	for ; e != nil; e = e.parent {
		if slices.Contains(reasons, e.reason) {
			return true
		}
	}
	return false
}

// boxed says by the names of the elements between a block and the root why it
// is not the article, or is empty.
func (d *document) boxed(b *block, root *element) string {
	for e := b.in; e != nil && e != root; e = e.parent {
		switch {
		case e.reason == "":
		case e == b.in && e.tag == "p" && b.chars >= 120 && b.linked*3 < b.chars && b.Kind != article.Caption:
			// what is said about one long paragraph is about its looks
		case (e.reason == navigation || e.reason == video || e.reason == gallery) && b.in.stays && b.prose() && b.linked*5 < b.chars && ingest.EndsSentence(b.Text):
			// a frame for all kinds of things, and readability found prose in it
		case b.Kind == article.Quotation && (e.reason == share || e.reason == video):
			// a post of a network is quoted
		default:
			return e.reason
		}
	}
	return ""
}

// prose reports whether a block reads like a paragraph of a text.
func (b *block) prose() bool {
	return b.Kind != article.Caption && b.Kind != article.Heading && b.chars >= 60 && b.linked*2 < b.chars
}

// spot is where a block stands: the element that holds it and its siblings.
func (b *block) spot() *element {
	e := b.in
	for e.parent != nil {
		switch e.tag {
		case "p", "li", "ul", "ol", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "dl", "td", "th", "tr", "tbody", "thead", "table", "pre", "figure", "figcaption":
			e = e.parent
			continue
		}
		if e == b.in && e.holds == 1 && e.tag == "div" {
			e = e.parent // a paragraph by another name
		}
		break
	}
	return e
}
