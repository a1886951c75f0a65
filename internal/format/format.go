// Package format is how annotations leave Quoth and come back: one file per
// exchange format, over one [Document]. It runs in the tab, so it is pure and
// small, and knows neither the screen nor where a file is kept. Formats that
// only a terminal needs are packages below this one; package corpus has the
// table of all.
//
// Every offset in the tab's formats counts Unicode code points; where UTF-16 code
// units stand beside them, their names say so. Nothing is written before
// every span has been found again in the text, in every unit, by its words;
// nothing is read by half.
package format

import (
	"io"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/article"
)

// A Document is what is exported and what comes back: an article with the
// layers that were made on it.
type Document struct {
	Article   *article.Article
	Layers    []*annotation.Layer
	Exported  time.Time
	Generator string // the program that wrote it, and its version: "quoth 0.1.0"
}

// A Format is one kind of file that a document can be written as.
type Format struct {
	ID        string // for the program
	Name      string // for the reader
	Extension string // with the dot
	MediaType string
	Holds     string // one sentence on what is in the file and whom it is for
	// Write returns an error that wraps annotation.ErrInvalid if the document
	// breaks a rule; then nothing has been written.
	Write func(io.Writer, *Document) error
}

// Formats returns every format that is written, in the order in which they
// are offered. The caller may modify the list.
func Formats() []Format {
	return []Format{
		{
			ID: "json", Name: "Quoth JSON", Extension: ".json", MediaType: "application/json", Write: Write,
			Holds: "Everything: the text, every mark, speaker and note, and the scheme. Quoth opens it again, and programs can rely on it.",
		},
		{
			ID: "w3c", Name: "Web Annotation (JSON-LD)", Extension: ".jsonld", MediaType: "application/ld+json", Write: W3C,
			Holds: "The marks as the W3C standard has them, for other annotation tools, with the article's text.",
		},
		{
			ID: "csv", Name: "Table (CSV)", Extension: ".csv", MediaType: "text/csv;charset=utf-8", Write: CSV,
			Holds: "One row for each marked passage, for a spreadsheet.",
		},
		{
			ID: "html", Name: "Page to print", Extension: ".html", MediaType: "text/html;charset=utf-8", Write: HTML,
			Holds: "The article with its marks, a legend and your notes, in one file that needs nothing else.",
		},
		{
			ID: "text", Name: "Plain text", Extension: ".txt", MediaType: "text/plain;charset=utf-8", Write: writeText,
			Holds: "The marked passages with who said them and your notes, for an e-mail.",
		},
	}
}
