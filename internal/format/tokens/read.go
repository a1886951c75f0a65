package tokens

import (
	"fmt"
	"strings"

	"quoth/internal/format/foreign"
)

// A Reader puts a text together from tagged tokens: a space between tokens, an
// empty line between sentences.
type Reader struct {
	Draft foreign.Draft
	text  strings.Builder
	open  bool // whether the last mark may go on
	begun bool // whether the sentence has a token
}

// Add takes the next token. IOB1, where a passage begins with "I-", is read
// too.
func (r *Reader) Add(line int, word, tag string) {
	if word == "" || strings.ContainsAny(word, " \t\r\n") {
		r.fault(line, "the token %q is empty or has a space in it", word)
		return
	}
	if r.text.Len() > 0 && r.begun {
		r.text.WriteByte(' ')
	}
	r.begun = true
	start := r.text.Len()
	r.text.WriteString(word)
	end := r.text.Len()
	kind, label, _ := strings.Cut(tag, "-")
	marks := r.Draft.Marks
	switch {
	case tag == "O":
		r.open = false
	case label == "" || kind != "B" && kind != "I":
		r.fault(line, "the tag %q is neither O nor B- or I- with a label", tag)
		r.open = false
	case kind == "I" && r.open && marks[len(marks)-1].Label == label:
		marks[len(marks)-1].Spans[0][1] = end
	default:
		r.Draft.Marks = append(marks, foreign.Mark{ID: fmt.Sprintf("a%d", len(marks)+1), Line: line, Label: label, Spans: [][2]int{{start, end}}})
		r.open = true
	}
}

// Sentence ends a sentence.
func (r *Reader) Sentence() {
	if r.begun {
		r.text.WriteString("\n\n")
	}
	r.begun, r.open = false, false
}

// Text is what has been read; the offsets of the marks count its bytes.
func (r *Reader) Text() string { return strings.TrimSpace(r.text.String()) }

func (r *Reader) fault(line int, what string, args ...any) {
	r.Draft.Faults = append(r.Draft.Faults, foreign.Fault{Line: line, What: fmt.Sprintf(what, args...)})
}
