package extract

import (
	"strings"

	"quoth/internal/article"
	"quoth/internal/ingest"
)

// judge decides of every block whether it is the article. Readability's choice
// is where it starts from: what stands among its paragraphs is put back, and
// what is furniture by its place, its links or its words is set aside.
func (d *document) judge(s *said) {
	root := d.region(s)
	if root == nil {
		return
	}
	d.putBack(root)
	d.narrow(s)
	for _, b := range d.blocks {
		if b.kept && b.aside == "" {
			d.setAside(b, root)
		}
	}
	d.repeats()
	d.lists()
	d.top(s)
	d.tail()
	d.labels()
	d.witness(s)
	d.leftOut(root)
}

// maxAsked bounds how many paragraphs are looked for in a page's data.
const maxAsked = 300

// witness keeps the prose that the page's data call the article's text. They
// often hold only its beginning, so they tell nothing about the rest.
func (d *document) witness(s *said) {
	words, _ := s.object()["articleBody"].(string)
	if words = letters(words[:min(len(words), maxBody)]); len(words) < 2*enough {
		return
	}
	asked := 0
	for _, b := range d.blocks {
		if b.Kind != article.Paragraph && b.Kind != article.Quotation || b.kept && b.aside == "" || b.aside == twice || !b.prose() {
			continue
		}
		if asked++; asked > maxAsked {
			return
		}
		if key := letters(b.Text); len(key) >= 60 && strings.Contains(words, key) {
			b.kept, b.aside = true, ""
		}
	}
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

// repeats sets aside what stands on the page twice: the caption of a picture
// that is shown large and small, and paragraphs in a row that stand again in a
// frame of their own for telephones. One that comes back alone is meant, as the
// question in a row of interviews.
func (d *document) repeats() {
	seen := map[string]*element{}
	var before *block
	again := false // the paragraph before is a repeat
	for _, b := range d.blocks {
		if !b.kept || b.aside != "" || b.Kind == article.Cell || b.chars < 60 && b.Kind != article.Caption {
			continue
		}
		key := letters(b.Text)
		first := seen[key]
		if key == "" {
			continue
		} else if first == nil {
			seen[key] = b.spot()
		}
		if b.Kind == article.Caption {
			if first != nil {
				b.aside = "the same caption a second time"
			}
			continue
		}
		repeat := first != nil && first != b.spot()
		if repeat && again {
			b.aside, before.aside = twice, twice
		}
		before, again = b, repeat
	}
}

const twice = "the same words a second time"

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
	return at > 0 && at < 30 && b.linked >= 15 && b.linked*10 >= (all-at)*8
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
