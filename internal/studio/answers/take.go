package answers

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/format"
	"quoth/internal/format/corpus"
	"quoth/internal/format/foreign"
	"quoth/internal/studio"
)

// problemsTold is how many problems of a file are told.
const problemsTold = 20

// problem notes what was passed over.
func problem(t *studio.Taken, where string, err error) {
	if len(t.Problems) == problemsTold {
		t.More++
		return
	}
	t.Problems = append(t.Problems, where+": "+strings.TrimSuffix(err.Error(), ": "+annotation.ErrInvalid.Error()))
}

// take reads a file and keeps what is right in it.
func (w *Worker) take(ctx context.Context, q studio.Taking, file []byte) (*studio.Taken, error) {
	t := &studio.Taken{Articles: []article.ID{}}
	var err error
	if strings.HasSuffix(strings.ToLower(q.Name), ".zip") {
		err = w.unpack(ctx, q.Name, file, t)
	} else {
		err = w.read(ctx, q.Name, file, func(string) (string, error) {
			return "", errors.New("its text is not beside it: give both files as one ZIP archive")
		}, t)
	}
	if err != nil {
		return nil, err
	}
	return t, nil
}

// unpack reads the files of an archive whose format shows.
func (w *Worker) unpack(ctx context.Context, name string, data []byte, t *studio.Taken) error {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return fmt.Errorf("%s is no ZIP archive, or not a whole one: %w", name, annotation.ErrInvalid)
	}
	content := func(name string) (string, error) {
		f, err := archive.Open(name)
		if err != nil {
			return "", fmt.Errorf("%s is not in the archive", name)
		}
		defer f.Close()
		data, err := io.ReadAll(io.LimitReader(f, corpus.MaxRecord+1))
		if err == nil && len(data) > corpus.MaxRecord {
			err = fmt.Errorf("%s is longer than %d MiB", name, corpus.MaxRecord>>20)
		}
		return string(data), err
	}
	for _, f := range archive.File {
		if f.FileInfo().IsDir() || !slices.Contains(readable, strings.ToLower(path.Ext(f.Name))) {
			continue
		}
		data, err := content(f.Name)
		if err == nil {
			err = w.read(ctx, f.Name, []byte(data), content, t)
		}
		if errors.Is(err, annotation.ErrInvalid) || err != nil && data == "" {
			problem(t, f.Name, err)
		} else if err != nil {
			return err
		}
	}
	return nil
}

// readable are the ends of names by which a file in an archive is taken.
var readable = []string{".json", ".jsonl", ".ann", ".conll", ".iob", ".bio", ".jsonld", ".csv", ".tsv", ".tab", ".xml", ".tei"}

// read keeps the documents of one file. The error wraps annotation.ErrInvalid
// if nothing in the file can be used; others are the library's.
func (w *Worker) read(ctx context.Context, name string, data []byte, beside func(name string) (string, error), t *studio.Taken) error {
	f, known := corpus.Guess(name, data[:min(len(data), 1<<16)])
	if !known || f.Decode == nil {
		return fmt.Errorf("%s is in no format that is read: take Quoth JSON, or a format of the list: %w", name, annotation.ErrInvalid)
	}
	if f.ID == "json" {
		documents, err := format.ReadLibrary(data)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		for _, d := range documents {
			if err := w.keep(ctx, d, t); err != nil {
				return err
			}
		}
		return nil
	}
	words := ""
	if f.Beside != "" {
		var err error
		if words, err = beside(strings.TrimSuffix(name, path.Ext(name)) + f.Beside); err != nil && !f.Alone {
			return fmt.Errorf("%s: %w: %w", name, err, annotation.ErrInvalid)
		}
	}
	for r := range f.Records(bytes.NewReader(data)) {
		where := name
		if f.Division != corpus.OneAFile {
			where = fmt.Sprintf("%s, line %d", name, r.Line)
		}
		r.Text, r.At = words, w.Now().UTC()
		if r.Err != nil {
			problem(t, where, r.Err)
			continue
		}
		d, faults := f.Decode(r)
		if err := foreign.Broken(faults); err != nil || d == nil {
			problem(t, where, err)
			continue
		}
		if err := w.keep(ctx, d, t); err != nil {
			return err
		}
	}
	return nil
}

func (w *Worker) keep(ctx context.Context, d *format.Document, t *studio.Taken) error {
	if err := w.Library.Keep(ctx, d.Article, d.Layers, w.NewID); err != nil {
		return err
	}
	if !slices.Contains(t.Articles, d.Article.ID) {
		t.Articles = append(t.Articles, d.Article.ID)
	}
	t.Layers += len(d.Layers)
	return nil
}
