package local

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/editor"
)

// Holds reports whether the library has a layer with the ID of this one that
// says the same: everything but when the layer as a whole was changed last. A
// layer that is not there, or of which a part is lost, is another one.
func (l *Library) Holds(ctx context.Context, layer *annotation.Layer) (bool, error) {
	opened, err := l.OpenLayer(ctx, layer.ID)
	if errors.Is(err, annotation.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if opened.Layer.Article != layer.Article || opened.Damage != nil {
		return false, nil
	}
	a, err := l.Article(ctx, layer.Article)
	if err != nil {
		return false, err
	}
	state := editor.Open(a, opened.Layer)
	for _, r := range opened.Records {
		if state, err = state.Apply(r.Transaction); err != nil {
			return false, fmt.Errorf("record %d of layer %s: %w", r.Seq, layer.ID, err)
		}
	}
	mine, err := said(state.Layer())
	if err != nil {
		return false, err
	}
	theirs, err := said(layer)
	return bytes.Equal(mine, theirs), err
}

// said is what a layer says, in a form that can be compared: its lists in
// order, and none the same as an empty one.
func said(l *annotation.Layer) ([]byte, error) {
	c := *l
	c.Modified = time.Time{}
	c.Annotations = sorted(c.Annotations, func(a, b *annotation.Annotation) int { return cmp.Compare(a.ID, b.ID) })
	c.Attributions = sorted(c.Attributions, func(a, b *annotation.Attribution) int { return cmp.Compare(a.ID, b.ID) })
	c.Speakers = sorted(c.Speakers, func(a, b *annotation.Speaker) int { return cmp.Compare(a.ID, b.ID) })
	c.Coverage = sorted(c.Coverage, func(a, b *annotation.Reading) int { return cmp.Compare(a.Block, b.Block) })
	if j := c.Adjudication; j != nil {
		c.Adjudication = &annotation.Adjudication{Of: j.Of, Decisions: sorted(j.Decisions, func(a, b *annotation.Decision) int { return cmp.Compare(a.ID, b.ID) })}
	}
	if len(c.Orphans) > 0 {
		c.Orphans = sorted(c.Orphans, func(a, b *annotation.Orphan) int { return cmp.Compare(a.Annotation.ID, b.Annotation.ID) })
	}
	return json.Marshal(c)
}

func sorted[T any](list []*T, order func(a, b *T) int) []*T {
	c := append(make([]*T, 0, len(list)), list...)
	slices.SortFunc(c, order)
	return c
}
