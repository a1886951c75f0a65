// Package parquet writes Apache Parquet (https://parquet.apache.org/docs/): a
// row for each article, with layers, annotations, spans and attributions
// nested in it, so that
//
//	SELECT a.label, s.exact FROM 'corpus.parquet', UNNEST(layers) AS l(l),
//	UNNEST(l.annotations) AS a(a), UNNEST(a.spans) AS s(s)
//
// works in DuckDB and likewise elsewhere. Offsets stand in both units, named.
// Pages have statistics and are compressed with Snappy. It is only written.
package parquet

import (
	"fmt"
	"io"
	"time"

	pq "github.com/parquet-go/parquet-go"

	"quoth/internal/annotation"
	"quoth/internal/format"
	"quoth/internal/text"
)

// Keeps is what the file holds.
var Keeps = []format.Feature{
	format.Words, format.Spaces, format.Structure, format.Metadata, format.IDs, format.Discontinuous, format.Overlapping, format.Fields, format.Relations, format.Notes,
	format.Tags, format.Claims, format.Evidence, format.Creators, format.Times, format.Origins, format.Attributions, format.Details, format.Nesting,
	format.Speakers, format.Coverage, format.Blindness,
}

// rowsAGroup bounds the memory that writing takes: a row is an article.
const rowsAGroup = 2000

// A Row is an article.
type Row struct {
	ID        string   `parquet:"id"`
	Title     string   `parquet:"title,optional"`
	Bylines   []string `parquet:"bylines,list"`
	Publisher string   `parquet:"publisher,optional,dict"`
	URL       string   `parquet:"url,optional"`
	Canonical string   `parquet:"canonical,optional"`
	Published string   `parquet:"published,optional"`
	Language  string   `parquet:"language,optional,dict"`
	Direction string   `parquet:"direction,optional,dict"`
	Licence   string   `parquet:"licence,optional,dict"`
	Text      string   `parquet:"text"`
	Blocks    []block  `parquet:"blocks,list"`
	Layers    []layer  `parquet:"layers,list"`
}

type offsets struct {
	Start      int32 `parquet:"start"` // code points
	End        int32 `parquet:"end"`
	StartUTF16 int32 `parquet:"start_utf16"`
	EndUTF16   int32 `parquet:"end_utf16"`
}

type block struct {
	Kind string `parquet:"kind,dict"`
	offsets
}

type layer struct {
	ID            string        `parquet:"id"`
	Creator       string        `parquet:"creator,optional,dict"`
	Scheme        string        `parquet:"scheme,dict"`
	Version       int32         `parquet:"scheme_version"`
	Created       time.Time     `parquet:"created,timestamp"`
	Modified      time.Time     `parquet:"modified,timestamp"`
	BlindSince    *time.Time    `parquet:"blind_since,optional,timestamp"`
	BlindRevealed *time.Time    `parquet:"blind_revealed,optional,timestamp"`
	Annotations   []annotated   `parquet:"annotations,list"`
	Attributions  []attribution `parquet:"attributions,list"`
	Speakers      []speaker     `parquet:"speakers,list"`
	Read          []reading     `parquet:"read,list"`
}

type annotated struct {
	ID       string            `parquet:"id"`
	Label    string            `parquet:"label,dict"`
	Spans    []span            `parquet:"spans,list"`
	Fields   map[string]string `parquet:"fields"`
	Note     string            `parquet:"note,optional"`
	Tags     []string          `parquet:"tags,list"`
	Claim    *claim            `parquet:"claim,optional"`
	Evidence []evidence        `parquet:"evidence,list"`
	Creator  string            `parquet:"creator,optional,dict"`
	Created  time.Time         `parquet:"created,timestamp"`
	Modified time.Time         `parquet:"modified,timestamp"`
	Origin   *origin           `parquet:"origin,optional"`
}

type span struct {
	offsets
	Exact string `parquet:"exact"`
}

type claim struct {
	Kind          string `parquet:"kind,optional,dict"`
	Restatement   string `parquet:"restatement,optional"`
	CheckWorthy   string `parquet:"check_worthy,optional,dict"`
	Verdict       string `parquet:"verdict,optional,dict"`
	Justification string `parquet:"justification,optional"`
}

type evidence struct {
	URL      string `parquet:"url,optional"`
	Archived string `parquet:"archived,optional"`
	Quote    string `parquet:"quote,optional"`
	Date     string `parquet:"date,optional"`
	Stance   string `parquet:"stance,optional,dict"`
	Note     string `parquet:"note,optional"`
}

type origin struct {
	Engine  string  `parquet:"engine,dict"`
	Version string  `parquet:"version,optional,dict"`
	Score   float64 `parquet:"score"`
	Outcome string  `parquet:"outcome,optional,dict"`
}

type attribution struct {
	ID        string    `parquet:"id"`
	Source    []string  `parquet:"source,list"`
	Cue       string    `parquet:"cue,optional"`
	Content   []string  `parquet:"content,list"`
	Speaker   string    `parquet:"speaker,optional"`
	Form      string    `parquet:"form,optional,dict"`
	Act       string    `parquet:"act,optional,dict"`
	Negated   bool      `parquet:"negated"`
	Addressee string    `parquet:"addressee,optional"`
	Within    string    `parquet:"within,optional"`
	Created   time.Time `parquet:"created,timestamp"`
	Modified  time.Time `parquet:"modified,timestamp"`
	Origin    *origin   `parquet:"origin,optional"`
}

type speaker struct {
	ID          string            `parquet:"id"`
	Name        string            `parquet:"name"`
	Aliases     []string          `parquet:"aliases,list"`
	Kind        string            `parquet:"kind,dict"`
	Description string            `parquet:"description,optional"`
	Role        string            `parquet:"role,optional"`
	Affiliation string            `parquet:"affiliation,optional"`
	Wikidata    string            `parquet:"wikidata,optional"`
	Quality     map[string]string `parquet:"quality"`
	Note        string            `parquet:"note,optional"`
}

type reading struct {
	Block int32     `parquet:"block"`
	At    time.Time `parquet:"at,timestamp"`
}

// RowOf makes the row of a document. The error wraps annotation.ErrInvalid.
func RowOf(d *format.Document) (*Row, error) {
	b := builder{x: text.NewIndex(d.Article.Text), words: d.Article.Text}
	a, m := d.Article, d.Article.Meta
	r := &Row{
		ID: string(a.ID), Title: m.Title, Bylines: m.Bylines, Publisher: m.Publisher, URL: m.URL, Canonical: m.Canonical, Published: m.Published,
		Language: m.Language, Direction: string(m.Direction), Licence: m.Licence, Text: a.Text,
	}
	for _, k := range a.Blocks {
		r.Blocks = append(r.Blocks, block{string(k.Kind), b.offsets(k.Span)})
	}
	for _, l := range d.Layers {
		r.Layers = append(r.Layers, b.layer(l))
	}
	if b.err != nil {
		return nil, fmt.Errorf("%v: %w", b.err, annotation.ErrInvalid)
	}
	return r, nil
}

// A Writer writes rows into one file. Close ends it.
type Writer struct {
	w   *pq.GenericWriter[Row]
	row [1]Row
}

// NewWriter begins a file.
func NewWriter(w io.Writer) *Writer {
	return &Writer{w: pq.NewGenericWriter[Row](w,
		pq.Compression(&pq.Snappy), pq.MaxRowsPerRowGroup(rowsAGroup), pq.DataPageStatistics(true), pq.PageBufferSize(1<<16),
		pq.CreatedBy("quoth", "", ""), pq.KeyValueMetadata("offsets", "start and end count Unicode code points, start_utf16 and end_utf16 UTF-16 code units"))}
}

// Add adds a *Row.
func (w *Writer) Add(row any) error {
	w.row[0] = *row.(*Row)
	_, err := w.w.Write(w.row[:])
	return err
}

// Close writes what is left and the footer.
func (w *Writer) Close() error { return w.w.Close() }
