package local

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/article"
)

// A Library is what the reader keeps in this browser. Several tabs may each
// have one over the same Store: all that it remembers is where the journal
// ended that it saw last, and what it writes there fails if another tab was
// first.
type Library struct {
	store Store
	last  LayerEntry // that was read or written last
	// Clock tells when an article was added, opened or deleted.
	Clock func() time.Time
}

// NewLibrary makes a library over a store.
func NewLibrary(store Store) *Library { return &Library{store: store, Clock: time.Now} }

func (l *Library) now() time.Time { return l.Clock().UTC().Truncate(time.Millisecond) }

// PutArticle keeps an article. One that is there already keeps its blocks, for
// its layers point into them, and gains what was not known about it; if it was
// deleted, it is put back with them. Only a damaged one is replaced. It returns
// ErrFull if there is no space.
func (l *Library) PutArticle(ctx context.Context, a *article.Article) error {
	added := l.now()
	stored, err := l.store.Get(ctx, articleKey(a.ID))
	if err == nil {
		kept, damage := decodeArticle(stored)
		if errors.Is(damage, errOtherVersion) {
			return l.Restore(ctx, a.ID)
		}
		if damage == nil {
			meta, more := kept.Meta.Filled(a.Meta)
			if !more {
				return l.Restore(ctx, a.ID)
			}
			kept.Meta = meta
			a = kept
			var entry ArticleEntry
			if old, err := l.store.Get(ctx, indexArticleKey(a.ID)); err == nil && json.Unmarshal(old, &entry) == nil {
				added = entry.Added
			}
		}
	} else if !errors.Is(err, annotation.ErrNotFound) {
		return err
	}
	data, err := encodeArticle(a)
	if err != nil {
		return err
	}
	index, err := indexOf(a, len(data), added)
	if err != nil {
		return err
	}
	return l.store.Write(ctx,
		Put(articleKey(a.ID), data),
		Put(indexArticleKey(a.ID), index),
		Delete(indexTrashKey(a.ID)))
}

// Article returns an article. The error wraps ErrNotFound if it is not there
// or deleted, and ErrInvalid if what is stored is damaged.
func (l *Library) Article(ctx context.Context, id article.ID) (*article.Article, error) {
	switch _, err := l.store.Get(ctx, indexTrashKey(id)); {
	case err == nil:
		return nil, fmt.Errorf("article %s was deleted: %w", id, annotation.ErrNotFound)
	case !errors.Is(err, annotation.ErrNotFound):
		return nil, err
	}
	data, err := l.store.Get(ctx, articleKey(id))
	if errors.Is(err, annotation.ErrNotFound) {
		return nil, fmt.Errorf("article %s is not in this browser: %w", id, annotation.ErrNotFound)
	}
	if err != nil {
		return nil, err
	}
	a, err := decodeArticle(data)
	if err != nil {
		return nil, fmt.Errorf("article %s is damaged in this browser's storage, open it from its source or file again: %w", id, err)
	}
	return a, nil
}

// Trash deletes an article with its layers in such a way that Restore puts
// them back. Their space is given back by Empty.
func (l *Library) Trash(ctx context.Context, id article.ID) error {
	if _, err := l.store.Get(ctx, indexArticleKey(id)); err != nil {
		return fmt.Errorf("article %s cannot be deleted: %w", id, err)
	}
	when, err := l.now().MarshalText()
	if err != nil {
		return err
	}
	return l.store.Write(ctx, Put(indexTrashKey(id), when))
}

// Restore puts a deleted article back. It returns ErrNotFound if the article
// is gone for good.
func (l *Library) Restore(ctx context.Context, id article.ID) error {
	if _, err := l.store.Get(ctx, indexArticleKey(id)); err != nil {
		return fmt.Errorf("article %s cannot be put back: %w", id, err)
	}
	return l.store.Write(ctx, Delete(indexTrashKey(id)))
}

// Empty removes for good what was deleted before the given time, and returns
// how many bytes that has freed. An article whose layer was edited since, as
// in another tab, is kept.
func (l *Library) Empty(ctx context.Context, before time.Time) (freed int64, err error) {
	trashed, err := l.Trashed(ctx)
	for _, entry := range trashed {
		if !entry.Trashed.Before(before) || entry.editedSince() {
			continue
		}
		ops := []Op{
			Delete(articleKey(entry.ID)), Delete(indexArticleKey(entry.ID)),
			Delete(indexPlaceKey(entry.ID)), Delete(indexTrashKey(entry.ID)),
		}
		for _, layer := range entry.Layers {
			ops = append(ops, Delete(indexLayerKey(layer.ID)), Delete(indexSnapshotKey(layer.ID)))
			for _, prefix := range []string{snapshotPrefix(layer.ID), journalPrefix(layer.ID), damagedPrefix(layer.ID)} {
				keys, err := l.store.Keys(ctx, prefix)
				if err != nil {
					return freed, err
				}
				for _, key := range keys {
					ops = append(ops, Delete(key))
				}
			}
		}
		if err := l.store.Write(ctx, ops...); err != nil {
			return freed, err
		}
		freed += entry.Size
	}
	return freed, err
}

// Setting returns a setting, or "" if it was never set.
func (l *Library) Setting(ctx context.Context, name string) (string, error) {
	value, err := l.store.Get(ctx, settingKey(name))
	if errors.Is(err, annotation.ErrNotFound) {
		return "", nil
	}
	return string(value), err
}

// SetSetting keeps a setting.
func (l *Library) SetSetting(ctx context.Context, name, value string) error {
	return l.store.Write(ctx, Put(settingKey(name), []byte(value)))
}
