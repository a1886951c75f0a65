package extract

import (
	"strings"
	"unicode/utf8"

	"quoth/internal/article"
	"quoth/internal/ingest"
)

// judge decides of every block whether it is the article. Readability's choice
// is where it starts from: what stands among its paragraphs is put back, and
// what is furniture by its place, its links or its words is set aside.
func (d *document) judge(m *said) {
	root := d.region()
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
	d.frame = nil
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
	for d.frame != nil && !d.blocks[h].in.inside(d.frame) {
		d.frame = d.frame.parent
	}
	for i, b := range d.blocks {
		if i > h && b.kept && b.aside == "" && !b.in.inside(d.frame) {
			b.aside = "another part of the page"
		}
	}
}

// setAside judges a block by where it stands and by its words.
func (d *document) setAside(b *block, root *element) {
	line := strings.ReplaceAll(b.Text, "\n", " ")
	if (b.Kind == article.Paragraph || b.Kind == article.Heading) && ingest.IsCaption(line) {
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
		b.aside = "a picture gallery"
	}
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

// ink is how many characters of a block are not white space.
func (b *block) ink() int {
	n := 0
	for f := range strings.FieldsSeq(b.Text) {
		n += utf8.RuneCountInString(f)
	}
	return n
}

// points reports whether a block is nothing but a link to something else, or a
// short label and such a link. A linked sentence is news; a linked headline
// points elsewhere.
func (b *block) points() bool {
	if b.Kind == article.Quotation || b.linked == 0 {
		return false
	}
	ink := b.ink()
	if b.linked*10 >= ink*9 {
		return !ingest.EndsSentence(b.Text)
	}
	at := strings.IndexAny(b.Text, ":|：")
	return at > 0 && at < 30 && b.linked*10 >= (ink-at)*8
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
		s.ink += b.ink()
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
	next := ""
	for i := len(d.blocks) - 1; i >= 0; i-- {
		b := d.blocks[i]
		if !b.kept {
			continue
		}
		if b.aside == "" && next == related && b.chars <= 60 && !ingest.EndsSentence(b.Text) &&
			(b.Kind == article.Heading || b.Kind == article.Paragraph) {
			b.aside = related
		}
		next = b.aside
		if b.Kind == article.Caption {
			next = ""
		}
	}
}
