// Package conll reads and writes tokens in two columns, the word and its IOB2
// tag, with a tab between them, an empty line after each sentence and a line
// -DOCSTART- before each document (CoNLL-2003,
// https://aclanthology.org/W03-0419/). It has no offsets: a document that is
// read back has one space between two tokens and a paragraph for each
// sentence.
package conll

import (
	"io"
	"strings"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/format"
	"quoth/internal/format/foreign"
	"quoth/internal/format/tokens"
)

// Keeps is what two columns hold.
var Keeps = []format.Feature{format.Words}

// Start is the word of the line before a document.
const Start = "-DOCSTART-"

// Write writes the first layer of a document.
func Write(w io.Writer, d *format.Document) error {
	var l *annotation.Layer
	if len(d.Layers) > 0 {
		l = d.Layers[0]
	}
	b := append(make([]byte, 0, 2*len(d.Article.Text)), Start+"\tO\n\n"...)
	for _, sentence := range tokens.IOB2(d.Article, l, func(label string) string { return Label(l, label) }) {
		for _, t := range sentence {
			b = append(append(append(append(b, t.Word...), '\t'), t.Tag...), '\n')
		}
		b = append(b, '\n')
	}
	_, err := w.Write(b)
	return err
}

// Label is a label as a tag has it: without white space.
func Label(l *annotation.Layer, label string) string {
	name := format.Said(l.Scheme, label)
	if strings.Join(strings.Fields(name), "") != name {
		return label
	}
	return name
}

// Read reads one document: the first column is the word and the last its tag,
// so that the four columns of CoNLL-2003 are read too.
func Read(data []byte, at time.Time) (*format.Document, []foreign.Fault) {
	r := tokens.Reader{Draft: foreign.Draft{Unit: foreign.Bytes, At: at}}
	number := 0
	for line := range strings.Lines(strings.TrimPrefix(string(data), "\uFEFF")) {
		number++
		cells := columns(line)
		switch {
		case len(cells) == 0:
			r.Sentence()
		case cells[0] == Start:
		case len(cells) == 1:
			r.Draft.Faults = append(r.Draft.Faults, foreign.Fault{Line: number, What: "here a word, a tab and a tag should stand"})
		default:
			r.Add(number, cells[0], cells[len(cells)-1])
		}
	}
	r.Draft.Text = r.Text()
	return r.Draft.Document()
}

// columns divides a line by tabs, or by spaces if it has no tab.
func columns(line string) []string {
	line = strings.TrimRight(line, "\r\n")
	if strings.Contains(line, "\t") {
		return strings.Split(line, "\t")
	}
	return strings.Fields(line)
}
