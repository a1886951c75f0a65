// Package article holds what is read: one immutable revision of an article as
// blocks over one plain text. Everything else in Quoth points into that text,
// so it is never changed; a new fetch, or a passage put back, is another
// Article with another ID.
//
// The package knows no HTML and no file format: see ingest and format.
package article

import (
	"errors"
	"time"

	"quoth/internal/text"
)

// ErrInvalid is the class of every error about data that breaks a rule.
var ErrInvalid = errors.New("invalid")

// ID names a revision by its content: the first 32 hexadecimal digits of the
// SHA-256 of its text. The same text from two places is the same article.
type ID string

// Kind is what a block is in the article's structure.
type Kind string

const (
	Headline  Kind = "headline"
	Deck      Kind = "deck" // the sentence under the headline
	Byline    Kind = "byline"
	Heading   Kind = "heading"
	Paragraph Kind = "paragraph"
	Item      Kind = "item" // of a list
	Quotation Kind = "quotation"
	Caption   Kind = "caption"
	Cell      Kind = "cell" // of a table
	Verbatim  Kind = "verbatim"
)

// Kinds lists every kind of block, in the order of the vocabulary.
var Kinds = []Kind{Headline, Deck, Byline, Heading, Paragraph, Item, Quotation, Caption, Cell, Verbatim}

// Separator stands between two blocks in the text of an article.
const Separator = "\n\n"

// A Block is one piece of the structure. Blocks are in text order, do not
// overlap, are never empty, and Separator alone stands between them.
type Block struct {
	Kind Kind       `json:"kind"`
	Span text.Bytes `json:"span"`
	// Level is 2 to 6 for a heading, and the depth from 1 for a list item;
	// otherwise 0.
	Level int `json:"level,omitempty"`
	// Ordered tells an item of a numbered list.
	Ordered bool `json:"ordered,omitempty"`
}

// MarkKind is what an inline mark is.
type MarkKind string

const (
	Emphasis MarkKind = "emphasis"
	Strong   MarkKind = "strong"
	Link     MarkKind = "link"
	Code     MarkKind = "code"
)

// A Mark is inline typography that came with the article. Marks lie within
// one block, are ordered by start, then by end descending, and nest or are
// disjoint.
type Mark struct {
	Kind MarkKind   `json:"kind"`
	Span text.Bytes `json:"span"`
	URL  string     `json:"url,omitempty"` // of a link: http, https or mailto
}

// Direction is the base direction of the text.
type Direction string

const (
	LeftToRight Direction = "ltr"
	RightToLeft Direction = "rtl"
)

// Meta is what is known about the article besides its words. Every field may
// be empty.
type Meta struct {
	Title     string    `json:"title,omitempty"` // the headline, or the first words
	Bylines   []string  `json:"bylines,omitempty"`
	Publisher string    `json:"publisher,omitempty"`
	URL       string    `json:"url,omitempty"`       // as given
	Canonical string    `json:"canonical,omitempty"` // as the page names itself
	Published string    `json:"published,omitempty"` // RFC 3339, or a date of it
	Modified  string    `json:"modified,omitempty"`  // likewise
	Section   string    `json:"section,omitempty"`   // of the publisher: "Local"
	Licence   string    `json:"licence,omitempty"`   // an address, or the publisher's words
	Language  string    `json:"language,omitempty"`  // BCP 47
	Direction Direction `json:"direction,omitempty"` // empty means left to right
	Retrieved time.Time `json:"retrieved,omitzero"`
	Source    string    `json:"source,omitempty"` // how it came in: "paste", "file", "sample", "url", "page" (sent by the reader's browser)
	// Sources says where on its page a field was found, by the field's JSON
	// name: "json-ld", "og:title", "page" for what is printed, "words".
	Sources map[string]string `json:"sources,omitempty"`
	// Notices are what a reader should know about the text, a sentence each:
	// that it is only the beginning, for one.
	Notices []string `json:"notices,omitempty"`
}

// An Aside is a passage that ingest judged not to be the article: an
// advertisement line, a newsletter box, a caption said twice. It is kept, so
// that the reader can put it back.
type Aside struct {
	Text   string `json:"text"`
	Kind   Kind   `json:"kind"`   // of the block that it becomes when put back
	Reason string `json:"reason"` // in words, for the reader
	Before int    `json:"before"` // index of the block in front of which it stood
}

// An Image is a picture of the article, by its address alone: Quoth keeps no
// copy, and the picture is no part of the text.
type Image struct {
	URL    string `json:"url"`           // http or https
	Alt    string `json:"alt,omitempty"` // what it shows, for those who do not see it
	Before int    `json:"before"`        // index of the block in front of which it stands
}

// An Article is one immutable revision. Text is valid UTF-8 in Unicode
// normalisation form C; all offsets are bytes of it.
type Article struct {
	ID     ID      `json:"id"`
	Text   string  `json:"text"`
	Blocks []Block `json:"blocks"`
	Marks  []Mark  `json:"marks,omitempty"`
	Meta   Meta    `json:"meta"`
	Asides []Aside `json:"asides,omitempty"`
	Images []Image `json:"images,omitempty"` // in the order of Before
}
