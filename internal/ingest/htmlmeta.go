package ingest

import (
	"strings"

	"quoth/internal/article"
)

// describe takes what the page says about itself.
func (p *page) describe(t token) {
	switch t.name {
	case "html", "body":
		if lang, _ := t.attr("lang"); lang != "" {
			fill(&p.meta.Language, squeeze(lang))
		}
		dir, _ := t.attr("dir")
		if d := article.Direction(strings.ToLower(dir)); p.meta.Direction == "" && (d == article.LeftToRight || d == article.RightToLeft) {
			p.meta.Direction = d
		}
	case "title":
		if p.z.raw != "" {
			words, _ := p.z.rawText()
			fill(&p.byline.title, squeeze(unescape(words.text)))
		}
	case "link":
		rel, _ := t.attr("rel")
		href, _ := t.attr("href")
		if u, ok := webURL(href); ok && strings.EqualFold(rel, "canonical") {
			fill(&p.meta.Canonical, u)
		}
	case "time":
		if when, _ := t.attr("datetime"); p.byline.when == "" && p.aside == "" {
			p.byline.when = dateOf(when)
		}
	case "meta":
		name, _ := t.attr("property")
		if name == "" {
			name, _ = t.attr("name")
		}
		content, _ := t.attr("content")
		p.named(strings.ToLower(name), squeeze(content))
	}
}

func (p *page) named(name, content string) {
	switch name {
	case "og:title":
		p.byline.ogTitle = content
	case "og:site_name":
		fill(&p.meta.Publisher, content)
	case "article:published_time", "date":
		fill(&p.meta.Published, dateOf(content))
	case "author", "article:author":
		// Some sites put the address of a profile here.
		if _, isURL := webURL(content); !isURL && content != "" && p.byline.meta == nil {
			p.byline.meta = authors(content)
		}
	}
}

// A byline collects title, authors and date while a page is read. What the
// page prints counts only where its head says nothing.
type byline struct {
	name           string // of the element that is being read
	depth          int
	words          strings.Builder
	found          []string
	meta           []string
	title, ogTitle string
	when           string
}

func (b *byline) start(t token) {
	if b.depth > 0 {
		if t.name == b.name {
			b.depth++
		}
		return
	}
	rel, _ := t.attr("rel")
	prop, _ := t.attr("itemprop")
	if strings.EqualFold(rel, "author") || strings.EqualFold(prop, "author") || classKind(t) == article.Byline {
		b.name, b.depth = t.name, 1
		b.words.Reset()
	}
}

func (b *byline) text(s string) {
	if b.depth > 0 && b.words.Len() < 300 {
		b.words.WriteString(s[:floor(s, 300)])
	}
}

func (b *byline) end(name string) {
	if b.depth == 0 || name != b.name {
		return
	}
	if b.depth--; b.depth > 0 {
		return
	}
	line := squeeze(b.words.String())
	names := bylineNames(line)
	if names == nil {
		names = splitNames(line)
	}
	if len(b.found) == 0 {
		b.found = names
	}
}

// settle fills the fields that nothing better has filled. The page's title,
// which often names the site too, is one only if there is no headline.
func (b *byline) settle(meta *article.Meta, pieces []piece) {
	if len(meta.Bylines) == 0 {
		meta.Bylines = b.meta
	}
	if len(meta.Bylines) == 0 {
		meta.Bylines = b.found
	}
	fill(&meta.Published, b.when)
	for _, p := range pieces {
		if p.Kind == article.Heading && p.Level == 1 {
			return
		}
	}
	fill(&meta.Title, firstWords(b.ogTitle))
	fill(&meta.Title, firstWords(b.title))
}
