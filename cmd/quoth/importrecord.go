package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"quoth/internal/article"
	"quoth/internal/extract"
	"quoth/internal/ingest"
	"quoth/internal/text"
)

// A record is one line that comes in, and what was made of it.
type record struct {
	line    int
	data    []byte
	id      string
	article *article.Article
	about   extract.About
	notices []extract.Notice
	out     []byte
	err     error
}

// read makes an article of a record. Records that are done come back empty.
func (r record) read(done map[string]bool, base string) record {
	if r.err != nil {
		return r
	}
	var in struct {
		ID   any     `json:"id"`
		HTML *string `json:"html"`
		Text *string `json:"text"`
		URL  string  `json:"url"`
	}
	d := json.NewDecoder(bytes.NewReader(r.data))
	d.UseNumber() // 1 stays 1, and not 1e0
	if err := d.Decode(&in); err != nil {
		r.err = fmt.Errorf("this is no JSON object of a record: %w", err)
		return r
	}
	r.data = nil
	switch id := in.ID.(type) {
	case string:
		r.id = id
	case json.Number:
		r.id = id.String()
	}
	if in.URL == "" {
		in.URL = base
	}
	switch {
	case r.id == "":
		r.err = errors.New(`the record has no "id"`)
	case done[r.id]:
	case in.HTML != nil && *in.HTML != "":
		var found *extract.Result
		if found, r.err = extract.Read(extract.Page{HTML: []byte(*in.HTML), ContentType: "text/html; charset=utf-8", URL: in.URL}); r.err == nil {
			r.article, r.about, r.notices = found.Article, found.About, found.Notices
		}
	case in.Text != nil:
		r.article, r.err = ingest.Text(*in.Text, article.Meta{URL: in.URL})
		r.about = aboutText(r.article, in.URL)
	default:
		r.err = errors.New(`the record has neither "html" nor "text"`)
	}
	if r.err != nil && r.id != "" {
		r.err = fmt.Errorf("id %q: %w", r.id, r.err)
	}
	if r.err == nil && r.article != nil {
		var b bytes.Buffer
		r.err = writeRecord(&b, r)
		r.out, r.article = b.Bytes(), nil
	}
	return r
}

// An outBlock is a block of the record that is written: in the text by its
// code points, or with its own words.
type outBlock struct {
	Kind    article.Kind    `json:"kind"`
	Start   *text.CodePoint `json:"start,omitempty"`
	End     *text.CodePoint `json:"end,omitempty"`
	Level   int             `json:"level,omitempty"`
	Ordered bool            `json:"ordered,omitempty"`
	Text    string          `json:"text,omitempty"`
}

// writeRecord writes one line.
func writeRecord(w io.Writer, r record) error {
	a := r.article
	var body strings.Builder
	var at text.CodePoint
	blocks := []outBlock{}
	deck := r.about.Deck
	for _, b := range a.Blocks {
		words := a.Text[b.Span.Start:b.Span.End]
		o := outBlock{Kind: b.Kind, Level: b.Level, Ordered: b.Ordered}
		switch b.Kind {
		case article.Headline, article.Deck, article.Byline, article.Caption:
			o.Text = words
			if b.Kind == article.Deck && deck == "" {
				deck = words
			}
		default:
			if body.Len() > 0 {
				body.WriteString(article.Separator)
				at += text.CodePoint(len(article.Separator))
			}
			start, end := at, at+text.CodePoint(utf8.RuneCountInString(words))
			o.Start, o.End, at = &start, &end, end
			body.WriteString(words)
		}
		blocks = append(blocks, o)
	}
	about := r.about
	if about.Bylines == nil {
		about.Bylines = []string{}
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(struct {
		ID        string            `json:"id"`
		URL       string            `json:"url"`
		Headline  string            `json:"headline"`
		Deck      string            `json:"deck"`
		Bylines   []string          `json:"bylines"`
		Publisher string            `json:"publisher"`
		Published string            `json:"published"`
		Modified  string            `json:"modified"`
		Language  string            `json:"language"`
		Text      string            `json:"text"`
		Blocks    []outBlock        `json:"blocks"`
		Canonical string            `json:"canonical,omitempty"`
		Section   string            `json:"section,omitempty"`
		Licence   string            `json:"licence,omitempty"`
		Direction article.Direction `json:"direction,omitempty"`
		Sources   map[string]string `json:"sources,omitempty"`
		Notices   []extract.Notice  `json:"notices,omitempty"`
	}{
		r.id, about.URL, about.Headline, deck, about.Bylines, about.Publisher, about.Published, about.Modified, about.Language, body.String(), blocks,
		about.Canonical, about.Section, about.Licence, about.Direction, about.Sources, r.notices,
	})
}
