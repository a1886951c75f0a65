package format

import (
	"strings"

	"quoth/internal/article"
	"quoth/internal/text"
)

// article reads the article and prepares r for spans of its text.
func (p *parser) article(r *layerReader) *article.Article {
	f := p.fields()
	a := new(article.Article)
	f.read("text", func() { a.Text = p.kept() })
	f.read("sha256", func() {
		at := p.at
		if says, is := p.text(), hashOf(a.Text); p.err == nil && !strings.EqualFold(says, is) {
			p.fail(at, "the article's text was changed after the export: its SHA-256 is %s, the file says %s", is, quoted(says))
		}
	})
	f.read("id", func() { a.ID = article.ID(p.kept()) })
	f.perhaps("meta", func() { p.meta(&a.Meta) })
	r.article, r.index = a, text.NewIndex(a.Text)
	f.read("blocks", func() {
		p.array(func(i int) {
			var b article.Block
			b.Span = r.place("block", i, blockTable(&b))
			a.Blocks = append(a.Blocks, b)
		})
	})
	f.perhaps("marks", func() {
		p.array(func(i int) {
			var m article.Mark
			m.Span = r.place("inline mark", i, markTable(&m))
			a.Marks = append(a.Marks, m)
		})
	})
	f.perhaps("asides", func() {
		p.array(func(int) {
			var s article.Aside
			p.read(asideTable(&s), nil)
			a.Asides = append(a.Asides, s)
		})
	})
	f.perhaps("images", func() {
		p.array(func(int) {
			var m article.Image
			p.read(imageTable(&m), nil)
			a.Images = append(a.Images, m)
		})
	})
	if p.err == nil {
		p.refuse(f.start, a.Check())
	}
	return a
}

func (p *parser) meta(m *article.Meta) {
	p.next()
	start := p.at
	p.read(metaTable(m), nil)
	if d := m.Direction; p.err == nil && d != "" && d != article.LeftToRight && d != article.RightToLeft {
		p.fail(start, "the direction %s is neither ltr nor rtl", quoted(string(d)))
	}
}
