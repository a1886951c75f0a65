package local

import (
	"fmt"
	"slices"

	"quoth/internal/article"
)

// encodeArticle writes an article. What is small or open to change, as what
// is known of the article, is JSON inside the record.
func encodeArticle(a *article.Article) ([]byte, error) {
	e := newEncoder(articleRecord)
	e.buf = slices.Grow(e.buf, len(a.Text)+16*len(a.Blocks)+64*len(a.Marks)+1024)
	e.text(string(a.ID))
	e.text(a.Text)
	if err := e.json(a.Meta); err != nil {
		return nil, fmt.Errorf("article %s: %w", a.ID, err)
	}
	if err := e.json(a.Asides); err != nil {
		return nil, fmt.Errorf("article %s: %w", a.ID, err)
	}
	length(e, a.Blocks)
	for _, b := range a.Blocks {
		e.symbol(string(b.Kind))
		e.span(b.Span)
		level := int64(b.Level) << 1
		if b.Ordered {
			level |= 1
		}
		e.int(level)
	}
	length(e, a.Marks)
	for _, m := range a.Marks {
		e.symbol(string(m.Kind))
		e.span(m.Span)
		e.text(m.URL)
	}
	if len(a.Images) > 0 {
		if err := e.json(a.Images); err != nil {
			return nil, fmt.Errorf("article %s: %w", a.ID, err)
		}
	}
	return e.record(), nil
}

// decodeArticle reads what encodeArticle wrote. The error wraps ErrInvalid.
func decodeArticle(data []byte) (*article.Article, error) {
	body, err := bodyOf(data, articleRecord)
	if err != nil {
		return nil, err
	}
	return articleBody(body)
}

func articleBody(body string) (*article.Article, error) {
	d := &decoder{s: body}
	a := &article.Article{ID: article.ID(d.text()), Text: d.text()}
	d.json(&a.Meta)
	d.json(&a.Asides)
	if n, there := d.length(4); there {
		a.Blocks = make([]article.Block, n)
	}
	for i := range a.Blocks {
		b := &a.Blocks[i]
		b.Kind = article.Kind(d.symbol())
		b.Span = d.span()
		level := d.int()
		b.Level, b.Ordered = int(level>>1), level&1 != 0
	}
	if n, there := d.length(4); there {
		a.Marks = make([]article.Mark, n)
	}
	for i := range a.Marks {
		a.Marks[i] = article.Mark{Kind: article.MarkKind(d.symbol()), Span: d.span(), URL: d.text()}
	}
	if d.at < len(d.s) {
		d.json(&a.Images)
	}
	return a, d.finish()
}
