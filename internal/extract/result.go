package extract

import (
	"maps"
	"strings"

	"quoth/internal/article"
	"quoth/internal/text"
)

// result lays the article out, or says why there is none.
func (s *said) result(d *document, p Page) (*Result, error) {
	r := new(Result)
	if d.shown() < enough {
		if !d.fromData(s) && d.shown() < fewest {
			return nil, s.why()
		} else if d.data {
			r.Notices = append(r.Notices, NoticeData)
		}
	}
	if s.paywalled() && d.shown() < cut {
		r.Notices = append(r.Notices, NoticePaywall)
	}
	r.About = d.about(s, p)
	var drafts []article.Draft
	var asides []article.Aside
	var before []int // how many drafts stand before each block of the page
	for _, b := range d.blocks {
		before = append(before, len(drafts))
		switch {
		case !b.kept:
		case b.aside != "" && len(asides) >= 5*maxAsides:
		case b.aside != "":
			asides = append(asides, article.Aside{Text: b.Text, Kind: b.Kind, Reason: b.aside, Before: len(drafts)})
		default:
			if b.Kind == article.Heading {
				b.Level = max(b.Level, 2)
			}
			drafts = append(drafts, b.Draft)
		}
	}
	if len(drafts) == 0 {
		return nil, s.why()
	}
	about := r.About
	meta := article.Meta{
		Title: about.Headline, Bylines: about.Bylines, Publisher: about.Publisher, URL: ascii(p.URL), Canonical: ascii(about.Canonical),
		Published: about.Published, Modified: about.Modified, Section: about.Section, Licence: about.Licence, Sources: maps.Clone(about.Sources), Language: about.Language, Direction: about.Direction, Retrieved: p.Retrieved, Source: "url",
	}
	if source, ok := meta.Sources["headline"]; ok {
		meta.Sources["title"] = source // an article's name for it
		delete(meta.Sources, "headline")
	}
	delete(meta.Sources, "deck") // it is a block
	for _, n := range r.Notices {
		meta.Notices = append(meta.Notices, string(n))
	}
	a, err := article.New(drafts, meta, asides)
	if err != nil {
		return nil, err
	}
	if !d.data {
		a.Images = d.images(append(before, len(drafts)))
	}
	r.Article = a
	return r, nil
}

// fewest is how many characters a body has at least. A menu has fewer.
const fewest = 60

// cut is how many characters of body a page behind a wall shows at most; one
// with more shows the article, whatever it says.
const cut = 1500

// paywalled reports whether the page says that it is not open to all.
func (s *said) paywalled() bool {
	if free := s.object().free(); free != nil {
		return !*free
	}
	for _, tier := range s.metas["article:content_tier"] {
		if tier == "locked" {
			return true
		}
	}
	return s.locked
}

// why is the error for a page without an article.
func (s *said) why() error {
	switch {
	case s.paywalled():
		return ErrPaywall
	case s.script > 2000 || s.wants:
		return ErrScript
	}
	return ErrNoText
}

// maxBody bounds the words that are taken from a page's data, in bytes.
const maxBody = 1_000_000

// fromData makes the blocks of what the page's data hold as the text, if that
// is more than the page shows, and reports whether it did.
func (d *document) fromData(s *said) bool {
	body, _ := s.object()["articleBody"].(string)
	if len(body) > maxBody || len(body) < 2*enough || len(body) < 2*d.shown() {
		return false
	}
	body, err := text.Normalize(strings.ToValidUTF8(body, "\uFFFD"))
	if err != nil {
		return false
	}
	var blocks []*block
	for line := range strings.SplitSeq(body, "\n") {
		if line = plain(line); line != "" {
			blocks = append(blocks, &block{Draft: article.Draft{Kind: article.Paragraph, Text: line}, in: d.elements[0], chars: length(line), kept: true})
		}
	}
	if len(blocks) == 0 {
		return false
	}
	for _, b := range d.blocks {
		if b.kept && b.Kind == article.Headline && b.aside == "" {
			blocks = append([]*block{b}, blocks...)
			break
		}
	}
	d.blocks, d.data = blocks, true
	return true
}
