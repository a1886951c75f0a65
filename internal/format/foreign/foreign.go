// Package foreign makes Quoth's documents of what other programs write: a text
// in any normal form and offsets in any unit become an article and layers that
// keep every rule. The readers of single formats parse and leave the rest to
// this package, so that each finds the same faults and says them alike.
//
// It is pure, and not linked into the tab.
package foreign

import (
	"fmt"
	"strings"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/format"
	"quoth/internal/scheme"
	"quoth/internal/text"
)

// A Unit is what the offsets of a file count.
type Unit string

const (
	CodePoints Unit = "code points"
	UTF16      Unit = "UTF-16 code units"
	Bytes      Unit = "bytes"
)

// Units lists the units in the order in which they are tried.
var Units = []Unit{CodePoints, UTF16, Bytes}

// A Draft is what a reader found in a file.
type Draft struct {
	Text    string // as the file has it, in any normal form and with any line ends
	Unit    Unit   // of every span
	Meta    article.Meta
	Layer   annotation.LayerID // empty: "read"
	Creator string
	At      time.Time // when the annotations were made, as far as is known
	Marks   []Mark
	Frames  []Frame
	// Speakers are those that frames name, and Coverage the paragraphs that
	// were read, by their index among the paragraphs of the text.
	Speakers []*annotation.Speaker
	Coverage []*annotation.Reading
	Blind    *annotation.Blind
	// Scheme is what the file says of its scheme: ID, version, and of each
	// label, whose ID is the label of the marks, name, role and definition. A
	// shipped scheme of that ID and version is taken for it. It is nil if the
	// file says nothing; then any shipped scheme that has the labels is taken.
	Scheme *scheme.Scheme
	// More are the other layers over the same text and in the same unit. Their
	// Text, Unit, Meta and More are not looked at.
	More []*Draft
	// Faults are what the reader found wrong by itself.
	Faults []Fault
}

// A Mark is an annotation as a file has it.
type Mark struct {
	ID     string
	Line   int      // in the file, from 1; 0 if the file has no lines
	Spans  [][2]int // start and end, in the draft's unit
	Exact  []string // the words of each span, as far as the file tells
	Label  string
	Note   string
	Tags   []string
	Fields map[string]string
	Origin annotation.Origin
	// Claim and Evidence are checked with the layer.
	Claim    *annotation.Claim
	Evidence []annotation.Evidence
	// Creator and At overrule the draft's. Modified is At if it is zero.
	Creator  string
	At       time.Time
	Modified time.Time
}

// A Frame ties marks to an attribution, by their IDs.
type Frame struct {
	ID              string
	Line            int
	Source, Content []string
	Cue             string
	Form            annotation.Form
	Act             annotation.Act
	Negated         bool
	Speaker         string // ID of one of the draft's speakers, like Addressee
	Addressee       string
	Within          string // ID of another frame
	Origin          annotation.Origin
	At, Modified    time.Time // overrule the draft's
}

// A Fault is something in a record that is wrong. It wraps
// annotation.ErrInvalid.
type Fault struct {
	Line  int    // in the record, from 1; 0 if there is none to tell
	Where string // the id of the annotation or the relation; empty for the record
	What  string
	// Mended means that the reader could go on without a loss of meaning: a
	// space was cut off a passage.
	Mended bool
}

func (f Fault) Error() string {
	s := f.What
	if f.Where != "" {
		s = f.Where + ": " + s
	}
	if f.Line > 0 {
		s = fmt.Sprintf("line %d: %s", f.Line, s)
	}
	return s
}

func (f Fault) Unwrap() error { return annotation.ErrInvalid }

// Broken is the first fault that was not mended, or nil.
func Broken(faults []Fault) error {
	for _, f := range faults {
		if !f.Mended {
			return f
		}
	}
	return nil
}

// Document makes the document and tells everything that is wrong. What is
// wrong is left out of the document, which is nil if there is no text to
// stand on. Whoever wants all or nothing asks [Broken].
func (d *Draft) Document() (*format.Document, []Fault) {
	b := builder{draft: d, faults: d.Faults}
	raw, err := text.Normalize(d.Text)
	if err != nil {
		b.fault(0, "", "the text is not UTF-8: %v", err)
		return nil, b.faults
	}
	b.lines, b.raw = newLines(d.Text, raw), d.Text
	a, err := b.article(raw)
	if err != nil {
		b.fault(0, "", "%v", err)
		return nil, b.faults
	}
	b.document = a
	doc := &format.Document{Article: a, Exported: b.at(time.Time{}), Generator: "quoth"}
	for i, one := range append([]*Draft{d}, d.More...) {
		b.draft = one
		if i > 0 {
			one.Unit = d.Unit
			b.faults = append(b.faults, one.Faults...)
		}
		b.measure()
		l := b.layer()
		if err := l.Check(a); err != nil {
			b.fault(0, "", "%s", strings.TrimSuffix(err.Error(), ": "+annotation.ErrInvalid.Error()))
			l.Annotations, l.Attributions, l.Speakers, l.Coverage, l.Blind = nil, nil, nil, nil, nil
		}
		for _, o := range doc.Layers {
			if o.ID == l.ID {
				b.fault(0, "", "two layers have the id %s", l.ID)
			}
		}
		doc.Layers = append(doc.Layers, l)
	}
	return doc, b.faults
}

type builder struct {
	draft    *Draft
	raw      string
	lines    lines
	pieces   []piece
	document *article.Article
	faults   []Fault
	toBytes  func(u [2]int) (text.Bytes, error)
}

func (b *builder) fault(line int, where, what string, args ...any) {
	b.faults = append(b.faults, Fault{Line: line, Where: where, What: fmt.Sprintf(what, args...)})
}

// at is a time, or the draft's, or, since every annotation has one, the
// beginning of Unix time.
func (b *builder) at(t time.Time) time.Time {
	if t.IsZero() {
		t = b.draft.At
	}
	if t.IsZero() {
		t = time.Unix(0, 0)
	}
	return t.UTC()
}
