package local

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/scheme"
	"quoth/internal/text"
)

// An ArticleEntry is what the start page shows of an article.
type ArticleEntry struct {
	ID        article.ID        `json:"id"`
	Title     string            `json:"title,omitempty"`
	Publisher string            `json:"publisher,omitempty"`
	Language  string            `json:"language,omitempty"`
	Direction article.Direction `json:"direction,omitempty"`
	Words     int               `json:"words"`
	Key       string            `json:"key,omitempty"`     // see article.Meta.Key: what its revisions have in common
	URL       string            `json:"url,omitempty"`     // at which it was read
	Changed   string            `json:"changed,omitempty"` // when the page says that it was, or was published
	Added     time.Time         `json:"added"`
	// Size is how many bytes the article takes with its layers and their
	// journals, as far as they are known.
	Size     int64        `json:"size"`
	Opened   time.Time    `json:"-"` // zero if never
	Position text.Byte    `json:"-"` // where reading stopped
	Trashed  time.Time    `json:"-"` // zero unless it is deleted
	Layers   []LayerEntry `json:"-"` // by ID, which is by age
}

// A LayerEntry is what the start page shows of a layer.
type LayerEntry struct {
	ID          annotation.LayerID `json:"id"`
	Article     article.ID         `json:"article"`
	Scheme      scheme.ID          `json:"scheme,omitempty"`
	SchemeName  string             `json:"schemeName,omitempty"`
	Creator     string             `json:"creator,omitempty"`
	Annotations int                `json:"annotations"`
	Modified    time.Time          `json:"modified"`
	Seq         int                `json:"seq"`             // of the last transaction
	Size        int64              `json:"size"`            // bytes of the journal and the snapshots
	Blind       bool               `json:"blind,omitempty"` // outlet and bylines are hidden
	Gold        bool               `json:"gold,omitempty"`  // made of the layers of others
}

// A place is where reading stopped.
type place struct {
	Position text.Byte `json:"position"`
	Opened   time.Time `json:"opened"`
}

func indexOf(a *article.Article, size int, now time.Time) ([]byte, error) {
	return json.Marshal(ArticleEntry{
		ID: a.ID, Title: a.Meta.Title, Publisher: a.Meta.Publisher, Language: a.Meta.Language, Direction: a.Meta.Direction,
		Words: text.CountWords(a.Text), Added: now, Size: int64(size),
		Key: a.Meta.Key(), URL: a.Meta.URL, Changed: cmp.Or(a.Meta.Modified, a.Meta.Published),
	})
}

// used is when the reader last had to do with the article.
func (e *ArticleEntry) used() time.Time {
	last := e.Added
	if e.Opened.After(last) {
		last = e.Opened
	}
	for _, l := range e.Layers {
		if l.Modified.After(last) {
			last = l.Modified
		}
	}
	return last
}

func (e *ArticleEntry) editedSince() bool {
	return slices.ContainsFunc(e.Layers, func(l LayerEntry) bool { return l.Modified.After(e.Trashed) })
}

// Entries returns what the library holds, the last used first, without the
// deleted. An error that wraps ErrInvalid names what could not be read; the
// entries are then the others.
func (l *Library) Entries(ctx context.Context) ([]ArticleEntry, error) {
	all, err := l.entries(ctx)
	return slices.DeleteFunc(all, func(e ArticleEntry) bool { return !e.Trashed.IsZero() }), err
}

// Trashed returns what is deleted and can still be put back.
func (l *Library) Trashed(ctx context.Context) ([]ArticleEntry, error) {
	all, err := l.entries(ctx)
	return slices.DeleteFunc(all, func(e ArticleEntry) bool { return e.Trashed.IsZero() }), err
}

// Entry returns the entry of one article, or ErrNotFound if it is not there
// or deleted.
func (l *Library) Entry(ctx context.Context, id article.ID) (ArticleEntry, error) {
	entries, err := l.Entries(ctx)
	if i := slices.IndexFunc(entries, func(e ArticleEntry) bool { return e.ID == id }); i >= 0 {
		return entries[i], nil
	}
	if err == nil {
		err = annotation.ErrNotFound
	}
	return ArticleEntry{}, fmt.Errorf("article %s: %w", id, err)
}

// Usage returns how many bytes each article takes, the deleted included, for
// they take space until Empty.
func (l *Library) Usage(ctx context.Context) (map[article.ID]int64, error) {
	all, err := l.entries(ctx)
	usage := make(map[article.ID]int64, len(all))
	for _, e := range all {
		usage[e.ID] = e.Size
	}
	return usage, err
}

// SetPosition keeps where reading stopped, as an offset of the text, and that
// the article was open now.
func (l *Library) SetPosition(ctx context.Context, id article.ID, at text.Byte) error {
	data, err := json.Marshal(place{at, l.now()})
	if err != nil {
		return err
	}
	return l.store.Write(ctx, Put(indexPlaceKey(id), data))
}

// entries reads the whole index in one go and puts together what belongs
// together.
func (l *Library) entries(ctx context.Context) ([]ArticleEntry, error) {
	records, err := l.store.List(ctx, indexPrefix, "", 0)
	if err != nil {
		return nil, err
	}
	var (
		articles  []*ArticleEntry // pointers, so that the binary needs no further kind of sort
		layers    []LayerEntry
		snapshots = map[string]int64{}
		places    = map[string]place{}
		trash     = map[string]time.Time{}
		damage    []error
	)
	for _, r := range records {
		var err error
		switch {
		case strings.HasPrefix(r.Key, indexArticlePrefix):
			e := new(ArticleEntry)
			if err = json.Unmarshal(r.Value, e); err == nil {
				articles = append(articles, e)
			}
		case strings.HasPrefix(r.Key, indexLayerPrefix):
			var e LayerEntry
			if err = json.Unmarshal(r.Value, &e); err == nil {
				layers = append(layers, e)
			}
		case strings.HasPrefix(r.Key, indexSnapshotPrefix):
			var size int64
			err = json.Unmarshal(r.Value, &size)
			snapshots[strings.TrimPrefix(r.Key, indexSnapshotPrefix)] = size
		case strings.HasPrefix(r.Key, indexPlacePrefix):
			var p place
			err = json.Unmarshal(r.Value, &p)
			places[strings.TrimPrefix(r.Key, indexPlacePrefix)] = p
		case strings.HasPrefix(r.Key, indexTrashPrefix):
			var when time.Time
			err = when.UnmarshalText(r.Value)
			trash[strings.TrimPrefix(r.Key, indexTrashPrefix)] = when
		}
		if err != nil {
			damage = append(damage, fmt.Errorf("the entry %s of the library is damaged (%v): %w", r.Key, err, annotation.ErrInvalid))
		}
	}
	byID := make(map[article.ID]*ArticleEntry, len(articles))
	for _, e := range articles {
		byID[e.ID] = e
		p := places[escape(string(e.ID))]
		e.Position, e.Opened, e.Trashed = p.Position, p.Opened, trash[escape(string(e.ID))]
	}
	for _, layer := range layers {
		if e := byID[layer.Article]; e != nil {
			layer.Size += snapshots[escape(string(layer.ID))]
			e.Size += layer.Size
			e.Layers = append(e.Layers, layer)
		}
	}
	slices.SortFunc(articles, func(a, b *ArticleEntry) int {
		return cmp.Or(b.used().Compare(a.used()), strings.Compare(string(a.ID), string(b.ID)))
	})
	list := make([]ArticleEntry, len(articles))
	for i, e := range articles {
		list[i] = *e
	}
	return list, errors.Join(damage...)
}
