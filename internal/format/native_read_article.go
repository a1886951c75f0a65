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
			r.place("block", i, func(name string) bool {
				switch name {
				case "kind":
					b.Kind = article.Kind(p.kept())
				case "level":
					b.Level = p.int()
				case "ordered":
					b.Ordered = p.bool()
				default:
					return false
				}
				return true
			}, &b.Span)
			a.Blocks = append(a.Blocks, b)
		})
	})
	f.perhaps("marks", func() {
		p.array(func(i int) {
			var m article.Mark
			r.place("inline mark", i, func(name string) bool {
				switch name {
				case "kind":
					m.Kind = article.MarkKind(p.kept())
				case "url":
					m.URL = p.kept()
				default:
					return false
				}
				return true
			}, &m.Span)
			a.Marks = append(a.Marks, m)
		})
	})
	f.perhaps("asides", func() {
		p.array(func(int) {
			var s article.Aside
			p.object(func(name string) {
				switch name {
				case "kind":
					s.Kind = article.Kind(p.kept())
				case "before":
					s.Before = p.int()
				case "reason":
					s.Reason = p.kept()
				case "text":
					s.Text = p.kept()
				default:
					p.skip()
				}
			})
			a.Asides = append(a.Asides, s)
		})
	})
	if p.err == nil {
		p.refuse(f.start, a.Check())
	}
	return a
}

func (p *parser) meta(m *article.Meta) {
	p.object(func(name string) {
		switch name {
		case "title":
			m.Title = p.kept()
		case "bylines":
			m.Bylines = texts[string](p)
		case "publisher":
			m.Publisher = p.kept()
		case "url":
			m.URL = p.kept()
		case "canonical":
			m.Canonical = p.kept()
		case "published":
			m.Published = p.kept()
		case "language":
			m.Language = p.kept()
		case "direction":
			p.next()
			at := p.at
			m.Direction = article.Direction(p.kept())
			if p.err == nil && m.Direction != article.LeftToRight && m.Direction != article.RightToLeft {
				p.fail(at, "the direction %s is neither ltr nor rtl", quoted(string(m.Direction)))
			}
		case "retrieved":
			m.Retrieved = p.time()
		case "source":
			m.Source = p.kept()
		default:
			p.skip()
		}
	})
}
