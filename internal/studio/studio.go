// Package studio is what the studio's screens ask of its worker, and what it
// answers: all that takes longer than a blink there runs in a thread of its own
// (cmd/webcorpus; package answers has how).
//
// Questions and answers are JSON, but for files: there the JSON is the first
// line and the file is what follows.
package studio

import (
	"quoth/internal/article"
	"quoth/internal/format"
	"quoth/internal/scheme"
)

// What the worker is asked.
const (
	AskAgreement = "agreement"
	AskTake      = "take"
	AskGive      = "give"
	AskCorpus    = "corpus"
)

// Listing asks what the library holds, as a corpus.
type Listing struct {
	Creator string `json:"creator,omitempty"` // whose reading counts as progress
}

// A Corpus is what a library holds, in the order of its list.
type Corpus struct {
	Articles []Entry  `json:"articles"`
	Formats  []Format `json:"formats"` // in which it can be given
}

// A Format is one of the table of formats.
type Format struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// An Entry is one article of a corpus.
type Entry struct {
	ID       article.ID        `json:"id"`
	Title    string            `json:"title"`
	Language string            `json:"language,omitempty"`
	Dir      article.Direction `json:"dir,omitempty"`
	Words    int               `json:"words"`
	People   []string          `json:"people"` // who has layers, each once; "" is whoever gave no name
	Layers   int               `json:"layers"`
	Marks    int               `json:"marks"`
	Gold     bool              `json:"gold,omitempty"`
	Blocks   int               `json:"blocks"`
	Read     int               `json:"read"` // blocks that the asker marked as read or marked something in
	Opened   bool              `json:"opened,omitempty"`
}

// Done reports whether every block has been read.
func (e *Entry) Done() bool { return e.Read >= e.Blocks }

// Comparing asks how far the layers of articles agree.
type Comparing struct {
	Articles  []article.ID `json:"articles,omitempty"` // none: the whole library
	Scheme    scheme.ID    `json:"scheme,omitempty"`   // empty: the one that most can be compared in
	Gamma     bool         `json:"gamma,omitempty"`
	Bootstrap int          `json:"bootstrap,omitempty"`
	Whole     bool         `json:"whole,omitempty"` // all pairs and passages, for a file
}

// An Agreement is how far layers agree, with what the screen needs to show it.
type Agreement struct {
	Schemes  []Choice         `json:"schemes"`
	Scheme   scheme.ID        `json:"scheme"`
	Articles int              `json:"articles"` // with two layers or more
	Layers   int              `json:"layers"`
	Marks    int              `json:"marks"`
	Pairs    int              `json:"pairs"`    // of annotators; the report may have fewer, those who agree least
	Passages int              `json:"passages"` // that are disputed; the report may have fewer
	Labels   map[string]Label `json:"labels"`   // by ID
	Around   []Around         `json:"around"`   // the report's passages
	Report   Report           `json:"report"`
	Took     float64          `json:"took"` // milliseconds that measuring took, without reading the layers
}

// A Label is how a label of the scheme is shown.
type Label struct {
	Name    string         `json:"name"`
	Color   scheme.Color   `json:"color"`
	Pattern scheme.Pattern `json:"pattern"`
}

// A Choice is a scheme that two layers of an article have.
type Choice struct {
	ID       scheme.ID `json:"id"`
	Name     string    `json:"name"`
	Articles int       `json:"articles"`
}

// Around is the text before and behind a passage, in its paragraph.
type Around struct {
	Before string `json:"before"`
	After  string `json:"after"`
}

// Taking asks to put what a file holds into the library. The file is in any
// format that is read, or a ZIP archive of such files.
type Taking struct {
	Name string `json:"name"`
}

// Taken tells what was in a file.
type Taken struct {
	Articles []article.ID `json:"articles"` // each once
	Layers   int          `json:"layers"`
	Problems []string     `json:"problems"` // what was passed over, with its place; the first of them
	More     int          `json:"more"`     // problems that are not told
}

// Giving asks for articles with all their layers in a format.
type Giving struct {
	Articles []article.ID `json:"articles,omitempty"` // none: the whole library
	Format   string       `json:"format"`
}

// Given is the head of the answer: its JSON is the first line, and the file is
// what follows.
type Given struct {
	Name      string        `json:"name"` // of the file
	MediaType string        `json:"mediaType"`
	Articles  int           `json:"articles"`
	Losses    []format.Loss `json:"losses"` // what the format has no place for
}
