// Package corpus is the table of every exchange format, and how files of them
// are divided into records, so that a corpus is read one document at a time.
// The tab's formats are in package format; this table has those and what only
// a terminal needs, and is not linked into the tab.
//
// It is pure: it takes readers and gives bytes, and opens no files.
package corpus

import (
	"bytes"
	"io"
	"time"

	"quoth/internal/format"
	"quoth/internal/format/brat"
	"quoth/internal/format/cas"
	"quoth/internal/format/conll"
	"quoth/internal/format/directquote"
	"quoth/internal/format/factcheck"
	"quoth/internal/format/foreign"
	"quoth/internal/format/hypothesis"
	"quoth/internal/format/jsonl"
	"quoth/internal/format/labelstudio"
	"quoth/internal/format/markdown"
	"quoth/internal/format/table"
	"quoth/internal/format/tei"
	"quoth/internal/format/w3c"
	"quoth/internal/format/webanno"
)

// A Division is how one file holds documents.
type Division int

const (
	OneAFile Division = iota
	OneALine
	Started  // each document begins with a line of its own: conll.Start
	Together // in one file that is not simply one document behind the other
	Dataset  // in a folder with splits, a card and checksums: see package dataset
)

// A Format is one kind of file, with what it can hold.
type Format struct {
	ID        string
	Name      string
	Extension string // with the dot
	MediaType string
	Offsets   string // what they count, for the table; empty if there are none
	Keeps     []format.Feature
	Layers    bool // whether a record holds all layers; else there is a record for each
	Division  Division
	Beside    string // extension of the file that the text stands in; empty if it is in the same
	// Alone means that a file is of use without the one beside it, so that it
	// can be written to a stream, and Inside that Encode puts the text into it,
	// so that none is written beside.
	Alone, Inside bool
	// Labels and Settings make a file for the whole folder, of every label in
	// it; they are nil for a format that needs none.
	Labels   func(*format.Document) []string
	Settings func(labels map[string]bool) (name string, data []byte)
	// Left tells what else of a document is left out; nil if nothing is.
	Left func(*format.Document) []format.Loss
	// Encode returns the record. The document is one of Decode or one that
	// passes its Check. The error wraps annotation.ErrInvalid.
	// It is nil for a format that is only read, or written together.
	Encode func(*format.Document) ([]byte, error)
	// Row makes what a Sheet takes, and Begin begins one. They are nil except
	// for a format that is written together, and for a dataset, which has
	// sheets beside its lines. Errors are those of Encode.
	Row   func(*format.Document) (any, error)
	Begin func(io.Writer) Sheet
	// Decode returns the document, without what is wrong, or nil, and the
	// faults. It is nil for a format that is only written.
	Decode decoder
}

// A Sheet is one file of many documents. It belongs to one goroutine.
type Sheet interface {
	Add(row any) error // a row of the same format
	Close() error      // writes what is left
}

// Written reports whether the format is written.
func (f Format) Written() bool { return f.Encode != nil || f.Row != nil }

// A Record is one document as a file has it.
type Record struct {
	Line int // of the file, from 1, in which it begins
	Data []byte
	Text string    // of the file beside it
	At   time.Time // of the file, for formats that tell no time
	Err  error     // why it could not be read
}

// Formats returns the table, in the order in which it is shown. The caller may
// modify it.
func Formats() []Format {
	native := without()
	return append([]Format{
		{
			ID: "json", Name: "Quoth JSON", Extension: ".json", MediaType: "application/json", Offsets: "code points and UTF-16",
			Keeps: native, Layers: true, Encode: written(format.Write), Decode: readNative,
		},
		{
			ID: "jsonl", Name: "Quoth JSON lines", Extension: ".jsonl", MediaType: "application/jsonl", Offsets: "code points and UTF-16",
			Keeps: native, Layers: true, Division: OneALine, Encode: written(format.WriteLine), Decode: readNative,
		},
		{
			ID: "brat", Name: "brat standoff", Extension: ".ann", MediaType: "text/plain;charset=utf-8", Offsets: "code points",
			Keeps: brat.Keeps, Beside: ".txt", Encode: written(brat.Write), Labels: brat.Types,
			Settings: func(labels map[string]bool) (string, []byte) { return "annotation.conf", brat.Config(labels) },
			Decode:   inUTF8(beside(brat.Read)),
		},
		{
			ID: "conll", Name: "CoNLL, IOB2", Extension: ".conll", MediaType: "text/plain;charset=utf-8",
			Keeps: conll.Keeps, Division: Started, Encode: written(conll.Write),
			Decode: inUTF8(whole(conll.Read)),
		},
		{
			ID: "prodigy", Name: "JSONL of Prodigy and spaCy", Extension: ".jsonl", MediaType: "application/jsonl", Offsets: "code points",
			Keeps: jsonl.Keeps, Division: OneALine, Encode: written(jsonl.WriteProdigy), Decode: inJSON(whole(jsonl.ReadProdigy)),
		},
		{
			ID: "doccano", Name: "doccano JSONL", Extension: ".jsonl", MediaType: "application/jsonl", Offsets: "code points",
			Keeps: jsonl.Keeps, Division: OneALine, Encode: written(jsonl.WriteDoccano), Decode: inJSON(whole(jsonl.ReadDoccano)),
		},
		{
			ID: "cofenet", Name: "CofeNet JSONL", Extension: ".jsonl", MediaType: "application/jsonl",
			Keeps: jsonl.CofeNetKeeps, Division: OneALine, Encode: written(jsonl.WriteCofeNet), Decode: inJSON(whole(jsonl.ReadCofeNet)),
		},
		{
			ID: "labelstudio", Name: "Label Studio JSON", Extension: ".json", MediaType: "application/json", Offsets: "UTF-16",
			Keeps: labelstudio.Keeps, Encode: written(labelstudio.Write), Decode: inJSON(whole(labelstudio.Read)),
		},
		{
			ID: "hypothesis", Name: "Hypothesis JSON", Extension: ".json", MediaType: "application/json", Offsets: "UTF-16",
			Keeps: hypothesis.Keeps, Encode: written(hypothesis.Write), Decode: inJSON(whole(hypothesis.Read)),
		},
		{
			ID: "webanno", Name: "WebAnno TSV 3.3", Extension: ".tsv", MediaType: "text/tab-separated-values;charset=utf-8", Offsets: "UTF-16",
			Keeps: webanno.Keeps, Encode: written(webanno.Write), Decode: inUTF8(whole(webanno.Read)),
		},
		{
			ID: "cas", Name: "UIMA CAS JSON 0.4", Extension: ".json", MediaType: "application/json", Offsets: "UTF-16",
			Keeps: cas.Keeps, Encode: written(cas.Write), Decode: inJSON(whole(cas.Read)),
		},
		{
			ID: "tei", Name: "TEI XML", Extension: ".xml", MediaType: "application/tei+xml", Offsets: "code points",
			Keeps: tei.Keeps, Encode: written(tei.Write), Decode: inUTF8(whole(tei.Read)),
		},
		{
			ID: "w3c", Name: "Web Annotation (JSON-LD)", Extension: ".jsonld", MediaType: "application/ld+json", Offsets: "code points",
			Keeps:  without(format.Structure, format.Inline, format.Asides, format.Pictures, format.Orphans, format.Decisions),
			Layers: true, Beside: ".txt", Alone: true, Inside: true, Encode: written(format.W3C), Decode: inJSON(beside(w3c.Read)),
		},
		{
			ID: "csv", Name: "Table (CSV)", Extension: ".csv", MediaType: "text/csv;charset=utf-8", Offsets: "code points and UTF-16",
			Keeps: table.Keeps, Layers: true, Beside: ".txt", Alone: true, Encode: written(format.CSV), Decode: inUTF8(beside(table.ReadCSV)),
		},
		{
			ID: "tsv", Name: "Table (TSV)", Extension: ".tsv", MediaType: "text/tab-separated-values;charset=utf-8", Offsets: "code points and UTF-16",
			Keeps: table.Keeps, Layers: true, Beside: ".txt", Alone: true, Encode: written(table.TSV), Decode: inUTF8(beside(table.ReadTSV)),
		},
		{
			ID: "claimreview", Name: "ClaimReview (JSON-LD)", Extension: ".jsonld", MediaType: "application/ld+json",
			Keeps: factcheck.Keeps, Layers: true, Encode: written(factcheck.ClaimReview), Left: factcheck.WithoutVerdict,
		},
		{
			ID: "averitec", Name: "AVeriTeC JSON", Extension: ".json", MediaType: "application/json",
			Keeps: factcheck.Keeps, Layers: true, Division: Together,
			Row:   func(d *format.Document) (any, error) { return factcheck.Claims(d) },
			Begin: func(w io.Writer) Sheet { return factcheck.NewWriter(w) },
		},
		{
			ID: "directquote", Name: "DirectQuote tags, IOB1", Extension: ".iob", MediaType: "text/plain;charset=utf-8",
			Keeps: directquote.Keeps, Division: Started, Encode: written(directquote.Write), Left: directquote.Indirect,
		},
		{
			ID: "markdown", Name: "Markdown with footnotes", Extension: ".md", MediaType: "text/markdown;charset=utf-8",
			Keeps: markdown.Keeps, Layers: true, Encode: written(markdown.Write),
		},
	}, terminal()...)
}

// Losses tells everything of a document that the format has no place for.
func (f Format) Losses(d *format.Document) []format.Loss {
	lost := format.Losses(d, f.Keeps)
	if f.Left != nil {
		lost = append(lost, f.Left(d)...)
	}
	return lost
}

// Find returns the format with the ID.
func Find(id string) (Format, bool) {
	for _, f := range Formats() {
		if f.ID == id {
			return f, true
		}
	}
	return Format{}, false
}

// without is every feature but some.
func without(features ...format.Feature) (rest []format.Feature) {
next:
	for _, f := range format.Everything {
		for _, o := range features {
			if f == o {
				continue next
			}
		}
		rest = append(rest, f)
	}
	return rest
}

func written(write func(io.Writer, *format.Document) error) func(*format.Document) ([]byte, error) {
	return func(d *format.Document) ([]byte, error) {
		var b bytes.Buffer
		err := write(&b, d)
		return b.Bytes(), err
	}
}

// whole is a decoder of records that have all in them.
func whole(read func([]byte, time.Time) (*format.Document, []foreign.Fault)) decoder {
	return func(r Record) (*format.Document, []foreign.Fault) { return read(r.Data, r.At) }
}

// beside is a decoder of records whose text is in another file.
func beside(read func([]byte, string, time.Time) (*format.Document, []foreign.Fault)) decoder {
	return func(r Record) (*format.Document, []foreign.Fault) { return read(r.Data, r.Text, r.At) }
}
