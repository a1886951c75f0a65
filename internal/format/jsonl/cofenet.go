package jsonl

import (
	"fmt"
	"io"
	"time"

	"quoth/internal/format"
	"quoth/internal/format/conll"
	"quoth/internal/format/foreign"
	"quoth/internal/format/tokens"
)

// CofeNetKeeps is what tokens with a label each hold.
var CofeNetKeeps = conll.Keeps

// https://github.com/cofe-ai/CofeNet: one sequence a line.
type cofenet struct {
	Tokens []string `json:"tokens"`
	Labels []string `json:"labels"`
}

// WriteCofeNet writes the first layer as one line of tokens with IOB2 labels.
// A model that takes shorter sequences cuts them by itself.
func WriteCofeNet(w io.Writer, d *format.Document) error {
	l := layerOf(d)
	c := cofenet{Tokens: []string{}, Labels: []string{}}
	for _, sentence := range tokens.IOB2(d.Article, l, func(label string) string { return conll.Label(l, label) }) {
		for _, t := range sentence {
			c.Tokens, c.Labels = append(c.Tokens, t.Word), append(c.Labels, t.Tag)
		}
	}
	return line(w, c)
}

// ReadCofeNet reads one line; the text has a space between tokens.
func ReadCofeNet(data []byte, at time.Time) (*format.Document, []foreign.Fault) {
	var c cofenet
	if faults := parse(data, &c); faults != nil {
		return nil, faults
	}
	r := tokens.Reader{Draft: foreign.Draft{Unit: foreign.Bytes, At: at}}
	if len(c.Tokens) != len(c.Labels) {
		return nil, []foreign.Fault{{What: fmt.Sprintf("there are %d tokens and %d labels", len(c.Tokens), len(c.Labels))}}
	}
	for i, word := range c.Tokens {
		r.Add(0, word, c.Labels[i])
	}
	r.Draft.Text = r.Text()
	return r.Draft.Document()
}
