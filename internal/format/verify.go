package format

import (
	"fmt"
	"slices"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/text"
)

// verify is the self-check before anything is written: every rule of article
// and layers holds, and every span is found again from its offsets in every
// unit. It returns the article's index and how many spans there are.
func (d *Document) verify() (x *text.Index, spans int, err error) {
	if d == nil || d.Article == nil {
		return nil, 0, fmt.Errorf("there is no article to write: %w", annotation.ErrInvalid)
	}
	a := d.Article
	if err := a.Check(); err != nil {
		return nil, 0, err
	}
	if m := a.Meta.Direction; m != "" && m != article.LeftToRight && m != article.RightToLeft {
		return nil, 0, fmt.Errorf("the article's direction %q is neither ltr nor rtl: %w", m, annotation.ErrInvalid)
	}
	x = text.NewIndex(a.Text)
	for i, l := range d.Layers {
		if l == nil {
			return nil, 0, fmt.Errorf("layer %d is missing: %w", i+1, annotation.ErrInvalid)
		}
		if slices.ContainsFunc(d.Layers[:i], func(o *annotation.Layer) bool { return o.ID == l.ID }) {
			return nil, 0, fmt.Errorf("two layers have the id %s: %w", l.ID, annotation.ErrInvalid)
		}
		if err := l.Check(a); err != nil {
			return nil, 0, err
		}
		for _, an := range l.Annotations {
			for n, b := range an.Target {
				if err := found(x, b); err != nil {
					return nil, 0, fmt.Errorf("annotation %s, span %d: %v: %w", an.ID, n+1, err, annotation.ErrInvalid)
				}
			}
			if err := checkScore(an.Origin); err != nil {
				return nil, 0, fmt.Errorf("annotation %s: %w", an.ID, err)
			}
			spans += len(an.Target)
		}
		if err := decided(l.Adjudication, x); err != nil {
			return nil, 0, err
		}
		for _, at := range l.Attributions {
			if err := checkScore(at.Origin); err != nil {
				return nil, 0, fmt.Errorf("attribution %s: %w", at.ID, err)
			}
		}
	}
	return x, spans, nil
}

// decided looks for the spans of decisions.
func decided(j *annotation.Adjudication, x *text.Index) error {
	if j == nil {
		return nil
	}
	for _, d := range j.Decisions {
		spans := slices.Clone(d.Target)
		for _, v := range d.Votes {
			spans = append(spans, v.Target...)
		}
		for _, b := range spans {
			if err := found(x, b); err != nil {
				return fmt.Errorf("decision %s: %v: %w", d.ID, err, annotation.ErrInvalid)
			}
		}
	}
	return nil
}

// Check is the self-check before anything is written: every rule of article
// and layers holds, and every span is found again in the text, in every unit.
// The error wraps annotation.ErrInvalid.
func (d *Document) Check() error {
	_, _, err := d.verify()
	return err
}

// found reports whether a span comes back from code points and from UTF-16.
func found(x *text.Index, b text.Bytes) error {
	cp, err := x.CodePoint(b)
	if err != nil {
		return err
	}
	if back, err := x.FromCodePoint(cp); err != nil || back != b {
		return fmt.Errorf("bytes %d to %d come back from code points as %d to %d", b.Start, b.End, back.Start, back.End)
	}
	u, err := x.UTF16(b)
	if err != nil {
		return err
	}
	if back, err := x.FromUTF16(u); err != nil || back != b {
		return fmt.Errorf("bytes %d to %d come back from UTF-16 as %d to %d", b.Start, b.End, back.Start, back.End)
	}
	return nil
}

func checkScore(o annotation.Origin) error {
	if !(o.Score >= 0 && o.Score <= 1) { // written so that it catches NaN too
		return fmt.Errorf("the score %v is not from 0 to 1: %w", o.Score, annotation.ErrInvalid)
	}
	return nil
}
