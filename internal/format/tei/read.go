package tei

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode"

	"quoth/internal/format"
	"quoth/internal/format/foreign"
)

// Elements that hold a paragraph's text, those that mark a passage of it, and
// those in the body that are no text.
var (
	blocks = []string{"p", "ab", "head", "item", "l", "cell", "byline", "dateline", "label", "opener", "closer", "trailer"}
	marks  = []string{"said", "q", "quote", "seg", "persName", "orgName", "placeName", "name", "rs", "date", "term", "title"}
	hidden = []string{"note", "fw", "figDesc", "del", "orig", "sic", "abbr"}
)

// A block is a paragraph with an xml:id and where it stands, in code points.
type block struct {
	id         string
	start, end int
}

// An element is a mark in the text that is open or closed.
type element struct {
	name, id, n, who, ana, prev string
	direct                      string
	span                        [2]int // -1 until its first character comes
}

// A pointed span is one of standOff.
type pointed struct {
	id, n, ana, target, words string
}

type fs struct {
	kind, id, of string
	features     map[string][]string
}

func (f fs) one(name string) string {
	if v := f.features[name]; len(v) > 0 {
		return v[0]
	}
	return ""
}

func (f fs) time(name string) time.Time {
	t, err := time.Parse(time.RFC3339, f.one(name))
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}

type reader struct {
	draft  foreign.Draft
	stack  []string
	text   strings.Builder
	at     int // code points written
	broken bool
	space  bool // white space that waits for a word
	keep   []bool
	blocks []block
	within []int // blocks that are open
	open   []*element
	closed []*element
	spans  []pointed
	all    []fs
	feat   string
	words  strings.Builder   // of the element whose content is wanted
	names  map[string]string // what n says by xml:id
	people map[string]string // names by xml:id
	labels map[string]string // of categories, by xml:id
}

// Read reads a TEI file. Of other programs' files, what stands in the body is
// the text, with its white space folded; said, q, quote, seg and names are the
// passages, and who gives a speaker.
func Read(data []byte, at time.Time) (*format.Document, []foreign.Fault) {
	r := reader{names: map[string]string{}, people: map[string]string{}, labels: map[string]string{}}
	r.draft = foreign.Draft{Unit: foreign.CodePoints, At: at}
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			line, _ := d.InputPos()
			return nil, []foreign.Fault{{Line: line, What: fmt.Sprintf("it is not well-formed XML: %s", strings.TrimPrefix(err.Error(), "XML syntax error on "))}}
		}
		switch t := token.(type) {
		case xml.StartElement:
			if len(r.stack) == 0 && t.Name.Local != "TEI" && t.Name.Local != "teiCorpus" {
				return nil, []foreign.Fault{{What: fmt.Sprintf("it is no TEI: its first element is %q", t.Name.Local)}}
			}
			r.start(t)
		case xml.EndElement:
			r.end(t.Name.Local)
		case xml.CharData:
			r.chars(string(t))
		}
	}
	r.draft.Text = r.text.String()
	r.document()
	return r.draft.Document()
}

func (r *reader) fault(where, what string, args ...any) {
	r.draft.Faults = append(r.draft.Faults, foreign.Fault{Where: where, What: fmt.Sprintf(what, args...)})
}

func (r *reader) in(name string) bool { return slices.Contains(r.stack, name) }

func (r *reader) start(t xml.StartElement) {
	name := t.Name.Local
	a := map[string]string{}
	for _, attr := range t.Attr {
		a[attr.Name.Local] = attr.Value
	}
	r.stack = append(r.stack, name)
	keep := len(r.keep) > 0 && r.keep[len(r.keep)-1]
	if s, says := a["space"]; says {
		keep = s == "preserve"
	}
	r.keep = append(r.keep, keep)
	if a["id"] != "" && a["n"] != "" {
		r.names[a["id"]] = a["n"]
	}
	body := r.in("body")
	switch {
	case body && slices.Contains(blocks, name):
		r.broken = true
		r.within = append(r.within, len(r.blocks))
		r.blocks = append(r.blocks, block{id: a["id"], start: -1})
	case body && slices.Contains(marks, name):
		r.open = append(r.open, &element{name: name, id: a["id"], n: a["n"], who: a["who"], ana: a["ana"], prev: a["prev"], direct: a["direct"], span: [2]int{-1, -1}})
	case name == "lb" && body:
		r.chars(" ")
	case name == "span" && r.in("standOff"):
		r.spans = append(r.spans, pointed{id: a["id"], n: a["n"], ana: a["ana"], target: a["target"]})
		r.words.Reset()
	case name == "fs":
		r.all = append(r.all, fs{kind: a["type"], id: a["id"], of: strings.TrimPrefix(a["corresp"], "#"), features: map[string][]string{}})
	case name == "f":
		r.feat = a["name"]
	case name == "symbol" || name == "numeric" || name == "binary":
		r.feature(a["value"])
	case name == "category":
		if a["n"] == "" {
			r.labels[a["id"]] = a["id"]
		} else {
			r.labels[a["id"]] = a["n"]
		}
	case name == "person" || name == "org":
		r.people[a["id"]] = ""
		r.feat = a["id"]
	default:
	}
	if name == "string" || name == "persName" && !body || name == "orgName" && !body || name == "title" && r.in("titleStmt") {
		r.words.Reset()
	}
}

func (r *reader) feature(v string) {
	if n := len(r.all); n > 0 && r.in("fs") {
		r.all[n-1].features[r.feat] = append(r.all[n-1].features[r.feat], v)
	}
}

func (r *reader) end(name string) {
	body := r.in("body")
	switch {
	case body && slices.Contains(blocks, name) && len(r.within) > 0:
		r.broken = true
		r.blocks[r.within[len(r.within)-1]].end = r.at
		r.within = r.within[:len(r.within)-1]
	case body && slices.Contains(marks, name) && len(r.open) > 0:
		last := r.open[len(r.open)-1]
		last.span[1] = r.at
		r.open = r.open[:len(r.open)-1]
		r.closed = append(r.closed, last)
	case name == "string":
		r.feature(r.words.String())
	case name == "span" && r.in("standOff"):
		r.spans[len(r.spans)-1].words = r.words.String()
	case (name == "persName" || name == "orgName") && (r.in("person") || r.in("org")):
		if r.people[r.feat] == "" {
			r.people[r.feat] = strings.Join(strings.Fields(r.words.String()), " ")
		}
	case name == "title" && r.in("titleStmt") && r.draft.Meta.Title == "":
		r.draft.Meta.Title = strings.Join(strings.Fields(r.words.String()), " ")
	}
	r.stack, r.keep = r.stack[:len(r.stack)-1], r.keep[:len(r.keep)-1]
}

// chars reads characters: of the text in the body, else of what is wanted.
func (r *reader) chars(s string) {
	if !r.in("body") {
		r.words.WriteString(s)
		return
	}
	for _, name := range hidden {
		if r.in(name) {
			return
		}
	}
	inBlock := slices.ContainsFunc(r.stack, func(name string) bool { return slices.Contains(blocks, name) })
	keep := r.keep[len(r.keep)-1] && inBlock
	for _, c := range s {
		if !keep && unicode.IsSpace(c) {
			r.space = true
			continue
		}
		r.write(c)
	}
}

// write adds a character, with what has to stand before it.
func (r *reader) write(c rune) {
	switch {
	case r.broken:
		if r.at > 0 {
			r.text.WriteString("\n\n")
			r.at += 2
		}
	case r.space && r.at > 0:
		r.text.WriteByte(' ')
		r.at++
	}
	r.broken, r.space = false, false
	for _, o := range r.open {
		if o.span[0] < 0 {
			o.span[0] = r.at
		}
	}
	for _, i := range r.within {
		if r.blocks[i].start < 0 {
			r.blocks[i].start = r.at
		}
	}
	r.text.WriteRune(c)
	r.at++
}
