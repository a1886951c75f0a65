package extract

import (
	"strings"

	"quoth/internal/article"
	"quoth/internal/ingest"
)

// judge decides of every block whether it is the article. Readability's choice
// is where it starts from: what stands among its paragraphs is put back, and
// what is furniture by its place, its links or its words is set aside.
func (d *document) judge(m *said) {
	root := d.region(m)
	if root == nil {
		return
	}
	d.putBack(root)
	d.narrow(m)
	for _, b := range d.blocks {
		if b.kept && b.aside == "" {
			d.setAside(b, root)
		}
	}
	d.lists()
	d.top(m)
	d.tail()
	d.labels()
	d.leftOut(root)
}

// maxAsides bounds how many passages an article carries that are not in it.
const maxAsides = 200

// leftOut sets aside what stands between the article's paragraphs and was not
// kept, so that the reader can put it back. Comments are too many.
func (d *document) leftOut(root *element) {
	first, last, n := -1, -1, 0
	for i, b := range d.blocks {
		if b.kept && b.aside == "" {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	for i := first + 1; i < last; i++ {
		b := d.blocks[i]
		if b.kept || n >= maxAsides || !b.in.inside(root) && !b.in.inside(d.frame) {
			continue
		}
		if b.aside = d.boxed(b, nil); b.aside == comment {
			continue
		} else if b.aside == "" {
			b.aside = "probably not the article"
		}
		b.kept = true
		n++
	}
}

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
func (d *document) narrow(m *said) {
	d.frame, d.home = nil, nil
	sums := map[*element]int{}
	var home *element
	for _, b := range d.blocks {
		if b.kept && b.prose() && d.boxed(b, d.elements[0]) == "" {
			e := b.spot()
			sums[e] += b.chars
			if home == nil || sums[e] > sums[home] {
				home = e
			}
		}
	}
	h := d.headline(m)
	if home == nil || h < 0 {
		return
	}
	d.frame = home
	for !d.blocks[h].in.inside(d.frame) {
		d.frame = d.frame.parent
	}
	for e := d.frame; e != nil; e = e.parent {
		if e.tag == "article" || e.tag == "main" {
			d.frame = e
			break
		}
	}
	for i, b := range d.blocks {
		if i > h && b.kept && b.aside == "" && !b.in.inside(d.frame) {
			b.aside = "another part of the page"
		}
	}
	d.home = home
	d.fill(m, h)
}

// fill puts back prose that stands in the frame of the article though not
// among its paragraphs, such as the claim that is checked in a box above them,
// with its heading.
func (d *document) fill(m *said, h int) {
	if d.frame.tag != "article" {
		return
	}
	for i := h + 1; i < len(d.blocks); i++ {
		b := d.blocks[i]
		if b.kept || !b.in.inside(d.frame) || b.Kind != article.Paragraph && b.Kind != article.Quotation || !b.prose() || b.linked*5 > b.chars || !ingest.EndsSentence(b.Text) || d.boxed(b, d.frame) != "" || d.isDeck(b, m, d.home) {
			continue
		}
		b.kept = true
		if before := d.blocks[i-1]; before.Kind == article.Heading && !before.kept && before.in.inside(d.frame) && before.linked == 0 && d.boxed(before, d.frame) == "" {
			before.kept = true
		}
	}
}

// setAside judges a block by where it stands and by its words.
func (d *document) setAside(b *block, root *element) {
	line := strings.ReplaceAll(b.Text, "\n", " ")
	if (b.Kind == article.Paragraph || b.Kind == article.Heading) && (ingest.IsCaption(line) || isCredit(line)) {
		b.become(article.Caption)
	}
	if b.aside = d.boxed(b, root); b.aside != "" || b.Kind == article.Caption || b.Kind == article.Cell {
		return
	}
	if b.aside = ingest.Furniture(line); b.aside != "" {
		return
	}
	switch {
	case b.points():
		b.aside = related
	case isCount(line):
		b.aside = gallery
	}
}

// isCredit reports whether a line begins with the words that sites put before
// a caption for those who cannot see the picture.
func isCredit(s string) bool {
	low := strings.ToLower(s[:min(len(s), 20)])
	for _, w := range []string{"image caption", "media caption", "image copyright", "image source,", "(image credit:", "(image:"} {
		if strings.HasPrefix(low, w) {
			return true
		}
	}
	return false
}

// isCount reports whether a line counts pictures: "Image 1 of 5".
func isCount(s string) bool {
	if len(s) > 30 {
		return false
	}
	f := strings.Fields(strings.ToLower(s))
	if len(f) > 0 && (f[0] == "image" || f[0] == "photo" || f[0] == "slide" || f[0] == "picture") {
		f = f[1:]
	}
	return len(f) >= 3 && isNumber(f[0]) && (f[1] == "of" || f[1] == "/") && isNumber(f[len(f)-1])
}

func isNumber(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

func (b *block) become(k article.Kind) { b.Kind, b.Level, b.Ordered = k, 0, false }

// points reports whether a block is nothing but a link to something else, or a
// short label and such a link. A linked sentence is news; a linked headline
// points elsewhere.
func (b *block) points() bool {
	if b.Kind == article.Quotation || b.linked == 0 {
		return false
	}
	all := ink(b.Text)
	if b.linked*10 >= all*9 {
		return !ingest.EndsSentence(b.Text)
	}
	if strings.Count(b.Text, "\n") > 0 && b.linked*10 >= all*6 && !ingest.EndsSentence(b.Text) {
		return true // a list of links by another name
	}
	at := strings.IndexAny(b.Text, ":|：")
	return at > 0 && at < 30 && b.linked*10 >= (all-at)*8
}

// lists sets aside lists of links.
func (d *document) lists() {
	type sum struct{ n, ink, linked, prose int }
	sums := map[*element]*sum{}
	each := func(f func(*block, *element)) {
		for _, b := range d.blocks {
			if b.kept && b.Kind == article.Item {
				e := b.in
				for e.parent != nil && e.tag != "ul" && e.tag != "ol" {
					e = e.parent
				}
				f(b, e)
			}
		}
	}
	each(func(b *block, list *element) {
		s := sums[list]
		if s == nil {
			s = &sum{}
			sums[list] = s
		}
		s.n++
		s.ink += ink(b.Text)
		s.linked += b.linked
		if ingest.EndsSentence(b.Text) {
			s.prose++
		}
	})
	each(func(b *block, list *element) {
		if s := sums[list]; s.n > 1 && s.linked*2 > s.ink && s.prose*2 < s.n && b.aside == "" {
			b.aside = related
		}
	})
}

// labels sets aside short lines that only lead over to what was set aside:
// "More from us", "Don't miss".
func (d *document) labels() {
	next, chain := "", 0
	for i := len(d.blocks) - 1; i >= 0; i-- {
		b := d.blocks[i]
		if !b.kept {
			continue
		}
		if b.aside == "" && next == related && chain < 2 && b.chars <= 60 && !ingest.EndsSentence(b.Text) &&
			(b.Kind == article.Heading || b.Kind == article.Paragraph) {
			b.aside = related
			chain++
		} else {
			chain = 0
		}
		next = b.aside
		if b.Kind == article.Caption {
			next = ""
		}
	}
}
