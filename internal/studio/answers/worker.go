// Package answers is what the studio's worker does with the tab's library: it
// measures how far several people's layers agree, and reads and writes the
// files of other programs. It is pure, and tested here; package studio has the
// questions and the answers.
package answers

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/editor"
	"quoth/internal/format"
	"quoth/internal/local"
	"quoth/internal/studio"
)

// A Worker answers from a library.
type Worker struct {
	Library *local.Library
	NewID   func() string
	Now     func() time.Time
}

// Answer answers what the screen asks. tell is told how far it is. The error
// wraps annotation.ErrInvalid if it is no question of these.
func (w *Worker) Answer(ctx context.Context, ask string, input []byte, tell func(done, total int)) ([]byte, error) {
	head, file, _ := bytes.Cut(input, []byte{'\n'})
	switch ask {
	case studio.AskAgreement:
		return answer(head, func(q studio.Comparing) (*studio.Agreement, error) { return w.agreement(ctx, q, tell) })
	case studio.AskCorpus:
		return answer(head, func(q studio.Listing) (*studio.Corpus, error) { return w.corpus(ctx, q, tell) })
	case studio.AskTake:
		return answer(head, func(q studio.Taking) (*studio.Taken, error) { return w.take(ctx, q, file) })
	case studio.AskGive:
		var q studio.Giving
		if err := json.Unmarshal(head, &q); err != nil {
			return nil, fmt.Errorf("%v: %w", err, annotation.ErrInvalid)
		}
		return w.give(ctx, q, tell)
	}
	return nil, fmt.Errorf("the studio's worker does not know how to do %q: %w", ask, annotation.ErrInvalid)
}

func answer[Q, A any](input []byte, f func(Q) (A, error)) ([]byte, error) {
	var q Q
	if err := json.Unmarshal(input, &q); err != nil {
		return nil, fmt.Errorf("%v: %w", err, annotation.ErrInvalid)
	}
	a, err := f(q)
	if err != nil {
		return nil, err
	}
	return json.Marshal(a)
}

// entries are those of the library, or those that are named.
func (w *Worker) entries(ctx context.Context, ids []article.ID) ([]local.ArticleEntry, error) {
	if len(ids) == 0 {
		return w.Library.Entries(ctx)
	}
	var list []local.ArticleEntry
	for _, id := range ids {
		e, err := w.Library.Entry(ctx, id)
		if err != nil {
			return nil, err
		}
		list = append(list, e)
	}
	return list, nil
}

// document is an article with those of its layers that are wanted, as their
// journals have them now.
func (w *Worker) document(ctx context.Context, e local.ArticleEntry, wanted func(local.LayerEntry) bool) (*format.Document, error) {
	a, err := w.Library.Article(ctx, e.ID)
	if err != nil {
		return nil, err
	}
	d := &format.Document{Article: a, Exported: w.Now().UTC().Truncate(time.Millisecond), Generator: "quoth"}
	for _, l := range e.Layers {
		if !wanted(l) {
			continue
		}
		opened, err := w.Library.OpenLayer(ctx, l.ID)
		if err != nil {
			return nil, err
		}
		now := editor.New(editor.Open(a, opened.Layer), opened.Seq, opened.Undo, opened.Redo, w.NewID, w.Now)
		var after []editor.Transaction
		for _, r := range opened.Records {
			after = append(after, r.Transaction)
		}
		if _, err := now.Merge(after); err != nil {
			return nil, err
		}
		d.Layers = append(d.Layers, now.State().Layer())
	}
	return d, nil
}
