// Package hypothesis reads and writes the annotations of the Hypothesis API
// (https://h.readthedocs.io/en/latest/api-reference/v1/): a JSON object with
// rows, each with a TextQuoteSelector and a TextPositionSelector, whose
// offsets count UTF-16 code units of the page's text, as JavaScript does.
//
// Hypothesis keeps no text and one passage for each annotation. The text
// stands in a member of our own; a broken passage is a row for each part,
// which share the annotation's id in front of a "#". The label is the first
// tag, as Hypothesis users do who have labels, and the note is the text.
package hypothesis

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/format"
	"quoth/internal/format/foreign"
	"quoth/internal/text"
)

// Keeps is what the file holds.
var Keeps = []format.Feature{
	format.Words, format.Spaces, format.IDs, format.Discontinuous, format.Overlapping, format.Notes, format.Tags, format.Creators, format.Times,
}

type file struct {
	Total   int    `json:"total"`
	Rows    []row  `json:"rows"`
	Text    string `json:"text,omitempty"`    // ours: what the positions count in
	Offsets string `json:"offsets,omitempty"` // ours: "utf16"
}

type row struct {
	ID       string              `json:"id"`
	Created  time.Time           `json:"created"`
	Updated  time.Time           `json:"updated"`
	User     string              `json:"user"`
	URI      string              `json:"uri"`
	Text     string              `json:"text"`
	Tags     []string            `json:"tags"`
	Document map[string][]string `json:"document,omitempty"`
	Target   []target            `json:"target"`
}

type target struct {
	Source   string     `json:"source"`
	Selector []selector `json:"selector,omitempty"`
}

type selector struct {
	Type   string  `json:"type"`
	Start  *int    `json:"start,omitempty"`
	End    *int    `json:"end,omitempty"`
	Exact  *string `json:"exact,omitempty"`
	Prefix string  `json:"prefix,omitempty"`
	Suffix string  `json:"suffix,omitempty"`
}

// context is how many characters Hypothesis keeps before and after a passage.
const context = 32

// Write writes the document's first layer.
func Write(w io.Writer, d *format.Document) error {
	a := d.Article
	f := file{Rows: []row{}, Text: a.Text, Offsets: "utf16"}
	x := text.NewIndex(a.Text)
	uri := a.Meta.Canonical
	if uri == "" {
		uri = a.Meta.URL
	}
	if uri == "" {
		uri = "urn:quoth:article:" + string(a.ID)
	}
	for _, l := range d.Layers[:min(len(d.Layers), 1)] {
		for _, an := range l.Annotations {
			for i, b := range an.Target {
				u, err := x.UTF16(b)
				if err != nil {
					return fmt.Errorf("%v: %w", err, annotation.ErrInvalid)
				}
				start, end := int(u.Start), int(u.End)
				prefix, exact, suffix := annotation.Quote(a, b, context)
				r := row{
					ID: string(an.ID), Created: an.Created.UTC(), Updated: an.Modified.UTC(), User: an.Creator, URI: uri,
					Tags: append([]string{format.Said(l.Scheme, an.Label)}, an.Tags...),
					Target: []target{{uri, []selector{
						{Type: "TextPositionSelector", Start: &start, End: &end},
						{Type: "TextQuoteSelector", Exact: &exact, Prefix: prefix, Suffix: suffix},
					}}},
				}
				if a.Meta.Title != "" {
					r.Document = map[string][]string{"title": {a.Meta.Title}}
				}
				if len(an.Target) > 1 {
					r.ID += "#" + strconv.Itoa(i+1)
				}
				if i == 0 {
					r.Text = an.Note
				}
				f.Rows = append(f.Rows, r)
			}
		}
	}
	f.Total = len(f.Rows)
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(f); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}

// Read reads what Write has written, or what the API gives with the page's
// text put in a member "text": without a text there is nothing to point into.
// A row without tags gets the label "note"; one that is about the page as a
// whole, or an answer to another, has no place and is told as mended.
func Read(data []byte, at time.Time) (*format.Document, []foreign.Fault) {
	var f file
	if err := json.Unmarshal(bytes.TrimPrefix(data, []byte("\uFEFF")), &f); err != nil {
		return nil, []foreign.Fault{{What: fmt.Sprintf("it is not JSON of Hypothesis: %v", err)}}
	}
	if f.Text == "" {
		return nil, []foreign.Fault{{What: `it has no "text": put the text of the page that was annotated into a member "text"`}}
	}
	d := foreign.Draft{Text: f.Text, Unit: foreign.UTF16, At: at}
	index := map[string]int{}
	for _, r := range f.Rows {
		d.Meta.URL = r.URI
		if strings.HasPrefix(r.URI, "urn:quoth:") {
			d.Meta.URL = ""
		}
		if t := r.Document["title"]; len(t) > 0 {
			d.Meta.Title = t[0]
		}
		m := foreign.Mark{ID: r.ID, Note: r.Text, Label: "note", Creator: r.User, At: r.Created, Modified: r.Updated}
		if len(r.Tags) > 0 {
			m.Label, m.Tags = r.Tags[0], r.Tags[1:]
		}
		var exact *string
		for _, t := range r.Target {
			for _, s := range t.Selector {
				switch {
				case s.Type == "TextPositionSelector" && s.Start != nil && s.End != nil:
					m.Spans = append(m.Spans, [2]int{*s.Start, *s.End})
				case s.Type == "TextQuoteSelector":
					exact = s.Exact
				}
			}
		}
		if len(m.Spans) == 0 {
			d.Faults = append(d.Faults, foreign.Fault{Where: r.ID, Mended: true, What: "it points at no passage and is left out"})
			continue
		}
		if exact != nil {
			m.Exact = []string{*exact}
		}
		id, part, broken := strings.Cut(r.ID, "#")
		if i, seen := index[id]; broken && seen && part != "1" {
			d.Marks[i].Spans, d.Marks[i].Exact = append(d.Marks[i].Spans, m.Spans...), append(d.Marks[i].Exact, m.Exact...)
			continue
		}
		if broken {
			m.ID = id
		}
		index[m.ID] = len(d.Marks)
		d.Marks = append(d.Marks, m)
	}
	return d.Document()
}
