package extract

import (
	"quoth/internal/article"
	"quoth/internal/ingest"
)

// putBack keeps what stands among kept paragraphs and is written like them.
func (d *document) putBack(root *element) {
	spots := map[*element]bool{}
	shapes := map[string]int{}
	for _, b := range d.blocks {
		if b.kept && b.prose() && d.boxed(b, root) == "" {
			spots[b.spot()] = true
			shapes[b.shape()]++
		}
	}
	for _, b := range d.blocks {
		if b.kept || !b.in.inside(root) || d.boxed(b, root) != "" {
			continue
		}
		if !spots[b.spot()] && shapes[b.shape()] < 2 && !(b.Kind == article.Quotation && b.in.near(spots)) {
			continue
		}
		switch b.Kind {
		case article.Heading, article.Item:
			b.kept = b.linked*2 < b.chars
		case article.Caption, article.Cell:
			b.kept = true
		default:
			b.kept = b.linked*5 < b.chars*4 || ingest.EndsSentence(b.Text)
		}
	}
}

// shape is tag and names of a block's element and of the two around it.
func (b *block) shape() string {
	s := ""
	for e, n := b.in, 0; e != nil && n < 3; e, n = e.parent, n+1 {
		s += e.tag + e.names + "<"
	}
	return s
}

// near reports whether an element not far around is one of the spots. Posts of
// networks come in frames of their own.
func (e *element) near(spots map[*element]bool) bool {
	for n := 0; e != nil && n < 5; e, n = e.parent, n+1 {
		if spots[e] {
			return true
		}
	}
	return false
}

// narrow sets aside what stands outside of the element around both the
// headline and the greatest part of the text: the next article of a page
// without end, and teasers.
func (d *document) narrow(s *said) {
	d.frame, d.home = nil, nil
	sums := map[*element]int{}
	var home *element
	total := 0
	for _, b := range d.blocks {
		if b.kept && b.prose() && d.boxed(b, d.elements[0]) == "" {
			e := b.spot()
			sums[e] += b.chars
			total += b.chars
			if home == nil || sums[e] > sums[home] {
				home = e
			}
		}
	}
	if sums[home]*2 >= total {
		d.home = home // else every paragraph has a place of its own
	}
	h := d.headline(s)
	if home == nil || h < 0 {
		return
	}
	d.frame = home
	for !d.blocks[h].in.inside(d.frame) {
		d.frame = d.frame.parent
	}
	tagged := false
	for e := d.frame; e != nil; e = e.parent {
		if e.tag == "article" || e.tag == "main" {
			d.frame, tagged = e, true
			break
		}
	}
	// An article in several parts may have its headline in the first of them.
	for !tagged && d.frame.parent != nil && d.proseIn(d.frame)*2 < d.proseIn(d.elements[0]) {
		d.frame = d.frame.parent
	}
	for i, b := range d.blocks {
		if i > h && b.kept && b.aside == "" && !b.in.inside(d.frame) {
			b.aside = "another part of the page"
		}
	}
	d.fill(s, h)
}

// fill puts back prose that stands in the frame of the article though not
// among its paragraphs: what is between the headline and the last that was kept, and, where the page
// marks its article, the claim that is checked in a box above, with its
// heading.
func (d *document) fill(s *said, h int) {
	last := 0
	for i, b := range d.blocks {
		if b.kept && b.aside == "" && b.prose() {
			last = i
		}
	}
	for i := h + 1; i < len(d.blocks); i++ {
		b := d.blocks[i]
		if d.frame.tag != "article" && (i > last || b.chars < 100) {
			continue
		}
		if b.kept || b.Kind != article.Paragraph && b.Kind != article.Quotation || !b.prose() || b.linked*5 > b.chars || !ingest.EndsSentence(b.Text) {
			continue
		}
		if !b.in.inside(d.frame) || d.boxed(b, d.frame) != "" || d.isDeck(b, s) {
			continue
		}
		b.kept = true
		if before := d.blocks[i-1]; before.Kind == article.Heading && !before.kept && before.in.inside(d.frame) && before.linked == 0 && d.boxed(before, d.frame) == "" {
			before.kept = true
		}
	}
}
