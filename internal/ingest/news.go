package ingest

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"quoth/internal/article"
)

// assemble judges what each piece is and lays the article out.
func assemble(ps []piece, meta article.Meta) (*article.Article, error) {
	if len(ps) == 0 {
		return nil, fmt.Errorf("the text is empty, paste or open one that has words: %w", article.ErrInvalid)
	}
	setAside(ps)
	headline(ps)
	if kept(ps, 0) == len(ps) {
		// Nothing else is there, so it is what the reader wants to see.
		for i := range ps {
			ps[i].aside = ""
		}
	}
	var drafts []article.Draft
	var asides []article.Aside
	for _, p := range ps {
		if p.aside != "" {
			asides = append(asides, article.Aside{Text: p.Text, Kind: p.Kind, Reason: p.aside, Before: len(drafts)})
			continue
		}
		drafts = append(drafts, p.Draft)
	}
	describe(&meta, drafts)
	return article.New(drafts, meta, asides)
}

// kept is the index of the first piece from i on that is not set aside.
func kept(ps []piece, i int) int {
	for i < len(ps) && ps[i].aside != "" {
		i++
	}
	return i
}

// setAside finds what is not the article, and the captions on the way.
func setAside(ps []piece) {
	captions := map[string]bool{}
	for i := range ps {
		p := &ps[i]
		line := strings.ReplaceAll(p.Text, "\n", " ")
		if p.Kind == article.Paragraph && isCaption(line) {
			p.Kind = article.Caption
		}
		switch {
		case p.aside != "":
		case p.Kind == article.Caption:
			if captions[line] {
				p.aside = "the same caption a second time"
			}
			captions[line] = true
		case p.Kind == article.Paragraph, p.Kind == article.Item, p.Kind == article.Heading && p.Level > 1:
			p.aside = reason(line)
			if p.aside == "" && i > 0 && repeats(line, ps[i-1].Text) {
				p.aside = "the same line a second time"
			}
		}
	}
}

// repeats reports whether a line stands twice in a row. Short lines may do so
// on purpose, as in a dialogue or a song.
func repeats(line, before string) bool {
	return line == before && utf8.RuneCountInString(line) >= 30
}

// headline finds the headline and what stands around it: the name of the
// section above, bylines, dates and deck below. Only a short first line that
// is no sentence is a headline, and only if longer text follows.
func headline(ps []piece) {
	for i := range ps {
		if p := &ps[i]; p.Kind == article.Paragraph && p.aside == "" && isSection(p.Text) && longer(ps[i+1:], p.Text) {
			// The section is the site's shelf, not words of the article.
			p.aside = "the name of the section, above the headline"
			continue
		} else if p.aside == "" {
			break
		}
	}
	h := kept(ps, 0)
	byLines(ps)
	for h < len(ps) && (ps[h].aside != "" || ps[h].Kind == article.Byline || ps[h].Kind == article.Caption) {
		h++
	}
	top := -1
	for i := range ps {
		if ps[i].aside == "" && ps[i].Kind == article.Heading && ps[i].Level <= 1 {
			top = i
			break
		}
		if ps[i].aside == "" && utf8.RuneCountInString(ps[i].Text) > 200 {
			break // the body has begun
		}
	}
	switch {
	case top >= 0:
		h = top
	case h == len(ps):
		return
	case ps[h].Kind == article.Heading:
	case ps[h].Kind == article.Paragraph && titleLike(ps[h].Text) && longer(ps[h+1:], ps[h].Text):
	default:
		return
	}
	ps[h].Kind, ps[h].Level, ps[h].Ordered = article.Headline, 0, false
	for i := range ps {
		p := &ps[i]
		if p.Kind == article.Heading {
			p.Level = max(p.Level, 2)
		}
		if i != h && p.aside == "" && (p.Kind == article.Paragraph || p.Kind == article.Heading) && p.Text == ps[h].Text {
			p.aside = "the headline a second time"
		}
	}
	deck(ps, h)
}

// deck finds the sentence under the headline. A first paragraph can look just
// like it, so either something of the page's frame follows, or it is much
// shorter than the body.
func deck(ps []piece, h int) {
	d := kept(ps, h+1)
	for d < len(ps) && ps[d].Kind == article.Byline {
		d = kept(ps, d+1)
	}
	if d >= len(ps) || ps[d].Kind != article.Paragraph {
		return
	}
	if allItalic(ps[d].Draft) {
		ps[d].Kind, ps[d].Marks = article.Deck, nil // the kind says it now
		return
	}
	if !deckLike(ps[d].Text) {
		return
	}
	var body []int
	for i := d + 1; i < len(ps) && len(body) < 2; i++ {
		if ps[i].aside == "" && ps[i].Kind == article.Paragraph {
			body = append(body, utf8.RuneCountInString(ps[i].Text))
		}
	}
	length := utf8.RuneCountInString(ps[d].Text)
	framed := d+1 < len(ps) && (ps[d+1].aside != "" || ps[d+1].Kind == article.Byline || ps[d+1].Kind == article.Caption)
	switch {
	case len(body) == 0:
	case framed:
		ps[d].Kind = article.Deck
	case len(body) == 2 && length <= 140 && body[0]*10 >= length*13:
		ps[d].Kind = article.Deck
	}
}

// allItalic reports whether a short paragraph is set apart as a whole.
func allItalic(d article.Draft) bool {
	return len(d.Marks) == 1 && d.Marks[0].Kind == article.Emphasis && int(d.Marks[0].Span.Len()) == len(d.Text) &&
		utf8.RuneCountInString(d.Text) <= 400
}

// byLines marks the lines near the start that say who wrote and when.
func byLines(ps []piece) {
	long := 0
	for i := range ps {
		p := &ps[i]
		if p.Kind == article.Paragraph && p.aside == "" {
			switch {
			case bylineNames(p.Text) != nil, isDateline(p.Text):
				p.Kind = article.Byline
			case utf8.RuneCountInString(p.Text) > 200:
				long++
			}
		}
		if long > 1 || i > 20 {
			return
		}
	}
}

// longer reports whether one of the pieces is a longer text than s.
func longer(ps []piece, s string) bool {
	for _, p := range ps {
		if p.aside == "" && len(p.Text) > len(s) {
			return true
		}
	}
	return false
}
