package article

import (
	"fmt"
	"slices"

	"quoth/internal/text"
)

// Drafts is the article taken apart again: New of them is the same article.
func (a *Article) Drafts() []Draft {
	drafts := make([]Draft, len(a.Blocks))
	mark := 0
	for i, b := range a.Blocks {
		drafts[i] = Draft{Kind: b.Kind, Level: b.Level, Ordered: b.Ordered, Text: a.Text[b.Span.Start:b.Span.End]}
		for ; mark < len(a.Marks) && a.Marks[mark].Span.Start < b.Span.End; mark++ {
			m := a.Marks[mark]
			m.Span.Start -= b.Span.Start
			m.Span.End -= b.Span.Start
			drafts[i].Marks = append(drafts[i].Marks, m)
		}
	}
	return drafts
}

// PutBack makes the i-th aside a block again. It returns the article with it
// and how a span of the present text moves to the next one: before the place
// not at all, behind it by the length of what was put back, across it by
// growing over it. It returns ErrInvalid if there is no such aside.
func (a *Article) PutBack(i int) (next *Article, move func(text.Bytes) text.Bytes, err error) {
	if i < 0 || i >= len(a.Asides) {
		return nil, nil, fmt.Errorf("nothing was set aside as number %d: %w", i, ErrInvalid)
	}
	aside := a.Asides[i]
	level := 0
	switch aside.Kind {
	case Heading:
		level = 2
	case Item:
		level = 1
	}
	drafts := slices.Insert(a.Drafts(), aside.Before, Draft{Kind: aside.Kind, Level: level, Text: aside.Text})
	asides := slices.Delete(slices.Clone(a.Asides), i, i+1)
	for k := range asides {
		if asides[k].Before > aside.Before || asides[k].Before == aside.Before && k >= i {
			asides[k].Before++
		}
	}
	next, err = New(drafts, a.Meta, asides)
	if err != nil {
		return nil, nil, err
	}
	next.Images = slices.Clone(a.Images)
	for k := range next.Images {
		if next.Images[k].Before > aside.Before {
			next.Images[k].Before++
		}
	}
	at, by := text.Byte(len(a.Text)), next.Blocks[aside.Before].Span.Len()+text.Byte(len(Separator))
	if aside.Before < len(a.Blocks) {
		at = a.Blocks[aside.Before].Span.Start
	}
	return next, func(b text.Bytes) text.Bytes {
		if b.Start >= at {
			b.Start += by
		}
		if b.End > at {
			b.End += by
		}
		return b
	}, nil
}
