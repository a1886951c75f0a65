package main

import (
	"fmt"
	"io"
	"os"

	"quoth/internal/agreement"
	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/format"
)

// shownDisputes is how many passages a table shows, and shownPairs how many
// pairs; JSON has all.
const (
	shownDisputes = 20
	shownPairs    = 45
)

// A reading is what several files have of one article.
type reading struct {
	article *article.Article
	layers  []*annotation.Layer
	from    map[annotation.LayerID]string // the file that each layer is from
}

// readings puts the layers of all files together by article, in the order in
// which the articles come. Two files may hold the same layer, if it is the
// same in both.
func readings(files []string, in io.Reader) ([]*reading, error) {
	var list []*reading
	by := map[article.ID]*reading{}
	for _, name := range files {
		data, name, err := contents(name, in)
		if err != nil {
			return nil, err
		}
		documents, err := format.ReadLibrary(data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		for _, d := range documents {
			r := by[d.Article.ID]
			if r == nil {
				r = &reading{article: d.Article, from: map[annotation.LayerID]string{}}
				by[d.Article.ID] = r
				list = append(list, r)
			}
			for _, l := range d.Layers {
				if first, twice := r.from[l.ID]; twice {
					return nil, fmt.Errorf("%s: the layer %s of %q is in %s already: give each layer once", name, l.ID, d.Article.Meta.Title, first)
				}
				r.from[l.ID] = name
				r.layers = append(r.layers, l)
			}
		}
	}
	return list, nil
}

// contents reads a file, or in for "-"; name is what it is called in errors.
func contents(file string, in io.Reader) (data []byte, name string, err error) {
	if file != "-" {
		data, err = os.ReadFile(file)
		return data, file, err
	}
	if data, err = io.ReadAll(in); err != nil {
		err = fmt.Errorf("read standard input: %w", err)
	}
	return data, "standard input", err
}

// agreementOfFiles measures the layers of native files.
func agreementOfFiles(files []string, in io.Reader, o agreementFlags, out io.Writer) error {
	list, err := readings(files, in)
	if err != nil {
		return err
	}
	var corpus []*agreement.Continuum
	texts := map[article.ID]*article.Article{}
	layers := 0
	for _, r := range list {
		c, err := agreement.FromLayers(r.article, r.layers)
		if err != nil {
			return err
		}
		if len(c.Annotators) > 1 {
			layers++
		}
		corpus = append(corpus, c)
		texts[c.Article] = r.article
	}
	if layers == 0 {
		return fmt.Errorf("no article has layers of two annotators: give the files of several people who read the same text (%d files, %d texts)", len(files), len(list))
	}
	r := agreement.Measure(corpus, agreement.Options{Gamma: o.gamma, Draw: o.options(), Bootstrap: o.bootstrap})
	if o.format == "json" {
		return r.WriteJSON(out, func(id article.ID, s agreement.Span) string { return words(texts[id], s) })
	}
	return writeAgreementTable(out, r, corpus, texts)
}
