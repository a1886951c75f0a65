package answers

import (
	"context"
	"encoding/json"
	"fmt"

	"quoth/internal/annotation"
	"quoth/internal/format"
	"quoth/internal/format/corpus"
	"quoth/internal/local"
	"quoth/internal/studio"
)

// formats are those that a library can be given in.
func formats() (list []studio.Format) {
	for _, f := range corpus.Formats() {
		if given(f) {
			list = append(list, studio.Format{ID: f.ID, Name: f.Name})
		}
	}
	return list
}

func given(f corpus.Format) bool { return f.Written() && f.Division != corpus.Dataset }

// give writes articles: one file if the format takes several or there is one,
// or else an archive of one for each.
func (w *Worker) give(ctx context.Context, q studio.Giving, tell func(done, total int)) ([]byte, error) {
	f, known := corpus.Find(q.Format)
	if !known || !given(f) {
		return nil, fmt.Errorf("%q is no format that is written here: %w", q.Format, annotation.ErrInvalid)
	}
	entries, err := w.entries(ctx, q.Articles)
	if err != nil {
		return nil, err
	}
	p := corpus.NewPack(f)
	head := studio.Given{Name: "quoth-" + f.ID, MediaType: f.MediaType, Articles: len(entries)}
	for i, e := range entries {
		tell(i, len(entries))
		d, err := w.document(ctx, e, func(local.LayerEntry) bool { return true })
		if err != nil {
			return nil, err
		}
		if err := p.Add(d); err != nil {
			return nil, fmt.Errorf("%s: %w", d.Article.Meta.Title, err)
		}
		head.Losses = lost(head.Losses, f.Losses(d))
	}
	file, archived, err := p.End()
	if err != nil {
		return nil, err
	}
	head.Name += f.Extension
	if archived {
		head.Name, head.MediaType = "quoth-"+f.ID+".zip", "application/zip"
	}
	line, err := json.Marshal(head)
	return append(append(line, '\n'), file...), err
}

// lost adds what one more document loses.
func lost(all, more []format.Loss) []format.Loss {
next:
	for _, l := range more {
		for i := range all {
			if all[i].Feature == l.Feature {
				all[i].Count += l.Count
				continue next
			}
		}
		all = append(all, l)
	}
	return all
}
