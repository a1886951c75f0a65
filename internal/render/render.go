// Package render turns an article and what is marked in it into HTML: for the
// server's first paint, for the tab, and for the printable page. Every word
// that comes from outside is escaped here.
//
// The DOM that it writes is a contract with the seam to the browser: every
// block carries its byte offset in data-start, and shows nothing but article
// text. What a screen reader must hear besides is in attributes, which the
// stylesheet turns into generated content.
package render

import (
	"strconv"
	"strings"

	"quoth/internal/article"
	"quoth/internal/editor"
	"quoth/internal/text"
)

// sectionBlocks is how many blocks share one containment box, so that a
// change in one paragraph does not lay out a hundred thousand words again.
const sectionBlocks = 24

// Article is the whole article without marks, as <article id="article">.
func Article(a *article.Article) string {
	var b strings.Builder
	b.Grow(len(a.Text) + len(a.Text)/8 + 120*len(a.Blocks))
	b.WriteString(`<article id="article" class="article" data-article="`)
	escape(&b, string(a.ID))
	if a.Meta.Language != "" {
		b.WriteString(`" lang="`)
		escape(&b, a.Meta.Language)
	}
	b.WriteString(`" dir="`)
	if a.Meta.Direction == article.RightToLeft {
		b.WriteString("rtl")
	} else {
		b.WriteString("ltr")
	}
	b.WriteString(`">`)
	inSection := 0
	var lists []article.Block // open lists, outermost first
	mark, image := 0, 0
	for i, block := range a.Blocks {
		depth := 0
		if block.Kind == article.Item {
			depth = max(block.Level, 1)
		}
		for len(lists) > depth {
			closeList(&b, lists[len(lists)-1])
			lists = lists[:len(lists)-1]
		}
		if inSection >= sectionBlocks && depth == 0 {
			b.WriteString("</div>")
			inSection = 0
		}
		if inSection == 0 {
			b.WriteString(`<div class="section">`)
		}
		inSection++
		for ; len(lists) == 0 && image < len(a.Images) && a.Images[image].Before <= i; image++ {
			figure(&b, a.Images[image])
		}
		for len(lists) < depth {
			openList(&b, block)
			lists = append(lists, block)
		}
		tag := tagOf(block)
		b.WriteByte('<')
		b.WriteString(tag)
		b.WriteString(` class="block `)
		b.WriteString(string(block.Kind))
		b.WriteString(`" id="b`)
		b.WriteString(strconv.Itoa(i))
		b.WriteString(`" data-block="`)
		b.WriteString(strconv.Itoa(i))
		b.WriteString(`" data-start="`)
		b.WriteString(strconv.Itoa(int(block.Span.Start)))
		b.WriteString(`">`)
		from := mark
		for mark < len(a.Marks) && a.Marks[mark].Span.Start < block.Span.End {
			mark++
		}
		w := words{b: &b, article: a}
		w.inline(block.Span, a.Marks[from:mark])
		b.WriteString("</")
		b.WriteString(tag)
		b.WriteByte('>')
		if i < len(a.Blocks)-1 {
			b.WriteByte('\n')
		}
	}
	for len(lists) > 0 {
		closeList(&b, lists[len(lists)-1])
		lists = lists[:len(lists)-1]
	}
	for _, m := range a.Images[image:] {
		figure(&b, m)
	}
	if inSection > 0 {
		b.WriteString("</div>")
	}
	b.WriteString("</article>")
	return b.String()
}

// figure writes the place of a picture. The picture itself is fetched from its
// publisher, who would learn who reads what, so that the tab puts it in only if
// the reader wants pictures.
func figure(b *strings.Builder, m article.Image) {
	b.WriteString(`<figure class="image" role="img" data-src="`)
	escape(b, m.URL)
	b.WriteString(`" aria-label="Picture`)
	if m.Alt != "" {
		b.WriteString(": ")
		escape(b, m.Alt)
	}
	b.WriteString(`"></figure>`)
}

func openList(b *strings.Builder, block article.Block) {
	if block.Ordered {
		b.WriteString(`<ol class="list">`)
	} else {
		b.WriteString(`<ul class="list">`)
	}
}

func closeList(b *strings.Builder, block article.Block) {
	if block.Ordered {
		b.WriteString("</ol>")
	} else {
		b.WriteString("</ul>")
	}
}

func tagOf(b article.Block) string {
	switch b.Kind {
	case article.Headline:
		return "h1"
	case article.Heading:
		return "h" + strconv.Itoa(min(max(b.Level, 2), 6))
	case article.Quotation:
		return "blockquote"
	case article.Item:
		return "li"
	case article.Verbatim:
		return "pre"
	}
	return "p"
}

// Block is the content of one block with its marks.
func Block(s *editor.State, block int) string {
	a := s.Article()
	var b strings.Builder
	b.Grow(1024)
	w := words{b: &b, article: a, segments: s.Segments(block), scheme: s.Scheme(), blind: s.Blind().Hides()}
	span := a.Blocks[block].Span
	w.inline(span, marksIn(a.Marks, span))
	return b.String()
}

// marksIn is the inline marks of a block.
func marksIn(marks []article.Mark, span text.Bytes) []article.Mark {
	lo, hi := 0, len(marks)
	for lo < hi {
		if m := (lo + hi) / 2; marks[m].Span.Start < span.Start {
			lo = m + 1
		} else {
			hi = m
		}
	}
	for hi = lo; hi < len(marks) && marks[hi].Span.Start < span.End; hi++ {
	}
	return marks[lo:hi]
}

// escape writes text so that it is text anywhere in HTML, in attributes too.
func escape(b *strings.Builder, s string) {
	last := 0
	for i := 0; i < len(s); i++ {
		var with string
		switch s[i] {
		case '&':
			with = "&amp;"
		case '<':
			with = "&lt;"
		case '>':
			with = "&gt;"
		case '"':
			with = "&#34;"
		case '\'':
			with = "&#39;"
		default:
			continue
		}
		b.WriteString(s[last:i])
		b.WriteString(with)
		last = i + 1
	}
	b.WriteString(s[last:])
}

// Escape is text as HTML, in elements and in quoted attributes.
func Escape(s string) string {
	var b strings.Builder
	escape(&b, s)
	return b.String()
}
