package local

import (
	"context"
	"errors"

	"quoth/internal/annotation"
	"quoth/internal/article"
)

// Keep puts an article with layers that came from a file into the library. A
// layer that is there already with other content comes beside it as a copy
// with an ID of its own, so that nothing is overwritten; one that says the same
// is passed over.
func (l *Library) Keep(ctx context.Context, a *article.Article, layers []*annotation.Layer, newID func() string) error {
	if err := l.PutArticle(ctx, a); err != nil {
		return err
	}
	for _, layer := range layers {
		err := l.CreateLayer(ctx, layer)
		if errors.Is(err, annotation.ErrConflict) {
			same, err := l.Holds(ctx, layer)
			if err != nil {
				return err
			}
			if same {
				continue
			}
			copied := *layer
			copied.ID = annotation.LayerID(newID())
			copied.Modified = l.now()
			if err := l.CreateLayer(ctx, &copied); err != nil {
				return err
			}
		} else if err != nil {
			return err
		}
	}
	return nil
}
