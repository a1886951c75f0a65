// Package brat reads and writes brat standoff: a text file, and an .ann file
// with one annotation a line whose offsets count code points of the text, as
// Python does (https://brat.nlplab.org/standoff.html). Attributions are event
// frames as PolNeAR 1.0 has them: one E line with Content, Cue and Source, on
// a trigger of its own that covers the cue, or the content if there is none.
//
// Broken passages are brat's discontinuous spans ("T1 Content 0 5;10 15").
// brat allows no line end in a fragment, so a passage over several lines is
// cut there, and an attribute Continues tells which fragments go on. Notes
// and tags are # lines, a line of them for each line of the note.
package brat

import (
	"fmt"
	"io"
	"maps"
	"strconv"
	"strings"

	"quoth/internal/annotation"
	"quoth/internal/format"
	"quoth/internal/scheme"
	"quoth/internal/text"
)

// Keeps is what the two files hold.
var Keeps = []format.Feature{
	format.Words, format.Spaces, format.Discontinuous, format.Overlapping, format.Fields, format.Notes, format.Tags, format.Attributions, format.Details,
}

// The types that are written beside those of the labels.
const (
	trigger   = "Attribution"           // of a frame, as in PolNeAR
	sourced   = "Attribution-no-source" // of a frame without a source, as in PolNeAR
	joins     = "Continues"             // attribute: fragments that go on where the one before was cut
	note      = "AnnotatorNotes"        // brat's own
	tag       = "Tag"
	fieldNote = "Field-"
)

// Write writes the .ann file of the document's first layer; the .txt file
// beside it is the article's text as it is. It returns an error that wraps
// annotation.ErrInvalid if a span does not lie in the text.
func Write(w io.Writer, d *format.Document) error {
	e := encoder{d: d, x: text.NewIndex(d.Article.Text)}
	if len(d.Layers) > 0 {
		e.layer(d.Layers[0])
	}
	if e.err != nil {
		return e.err
	}
	_, err := w.Write(e.buf)
	return err
}

type encoder struct {
	d     *format.Document
	x     *text.Index
	buf   []byte
	t     int // entities so far
	a     int // attributes
	n     int // notes
	names map[string]string
	err   error
}

func (e *encoder) layer(l *annotation.Layer) {
	e.names = make(map[string]string)
	ids := make(map[annotation.ID]int, len(l.Annotations))
	targets := make(map[annotation.ID]annotation.Target, len(l.Annotations))
	for _, an := range l.Annotations {
		t := e.entity(e.typeOf(l.Scheme, an.Label), an.Target)
		ids[an.ID], targets[an.ID] = t, an.Target
		e.notes("T", t, note, an.Note)
		for _, s := range an.Tags {
			e.notes("T", t, tag, strings.Join(strings.Fields(s), " "))
		}
		if len(an.Fields) > 0 {
			words := *an
			words.Fields = maps.Clone(an.Fields)
			words.Unrelate(l.Scheme, func(annotation.Relation) bool { return false }) // the IDs do not come along
			for _, f := range fieldsOf(words.Fields) {
				e.notes("T", t, fieldNote+f, words.Fields[f])
			}
		}
	}
	for i, at := range l.Attributions {
		on, kind := targets[at.Cue], trigger
		if len(at.Source) == 0 {
			kind = sourced
		}
		if on == nil {
			on = targets[at.Content[0]]
		}
		t := e.entity(kind, on)
		e.buf = fmt.Appendf(e.buf, "E%d\t%s:T%d", i+1, kind, t)
		for n, id := range at.Content {
			e.role("Content", n, ids[id])
		}
		if at.Cue != "" {
			e.role("Cue", 0, ids[at.Cue])
		}
		for n, id := range at.Source {
			e.role("Source", n, ids[id])
		}
		e.buf = append(e.buf, '\n')
		e.attribute("Form", "E", i+1, string(at.Form))
		e.attribute("Act", "E", i+1, string(at.Act))
		if at.Negated {
			e.a++
			e.buf = fmt.Appendf(e.buf, "A%d\tNegated E%d\n", e.a, i+1)
		}
	}
}

// role writes a part of a frame; brat numbers the second and further.
func (e *encoder) role(name string, n, t int) {
	e.buf = append(e.buf, ' ')
	e.buf = append(e.buf, name...)
	if n > 0 {
		e.buf = strconv.AppendInt(e.buf, int64(n+1), 10)
	}
	e.buf = append(e.buf, ":T"...)
	e.buf = strconv.AppendInt(e.buf, int64(t), 10)
}

func (e *encoder) attribute(name, of string, number int, value string) {
	if value == "" {
		return
	}
	e.a++
	e.buf = fmt.Appendf(e.buf, "A%d\t%s %s%d %s\n", e.a, name, of, number, value)
}

func (e *encoder) notes(of string, number int, kind, value string) {
	if value == "" {
		if kind != tag && !strings.HasPrefix(kind, fieldNote) {
			return
		}
	}
	for line := range strings.SplitSeq(value, "\n") {
		e.n++
		e.buf = fmt.Appendf(e.buf, "#%d\t%s %s%d\t%s\n", e.n, kind, of, number, line)
	}
}

// entity writes a T line and returns its number.
func (e *encoder) entity(kind string, target annotation.Target) int {
	e.t++
	e.buf = append(e.buf, 'T')
	e.buf = strconv.AppendInt(e.buf, int64(e.t), 10)
	e.buf = append(e.buf, '\t')
	e.buf = append(e.buf, kind...)
	whole := e.d.Article.Text
	var goesOn []byte
	sep := byte(' ')
	n := 0
	for _, b := range target {
		cut := false
		for part := range fragments(whole, b) {
			cp, err := e.x.CodePoint(part)
			if err != nil {
				e.err = fmt.Errorf("%v: %w", err, annotation.ErrInvalid)
			}
			e.buf = append(e.buf, sep)
			e.buf = strconv.AppendInt(e.buf, int64(cp.Start), 10)
			e.buf = append(e.buf, ' ')
			e.buf = strconv.AppendInt(e.buf, int64(cp.End), 10)
			sep = ';'
			if cut {
				goesOn = strconv.AppendInt(append(goesOn, ','), int64(n), 10)
			}
			cut = true
			n++
		}
	}
	sep = '\t'
	for _, b := range target {
		for part := range fragments(whole, b) {
			e.buf = append(e.buf, sep)
			e.buf = append(e.buf, whole[part.Start:part.End]...)
			sep = ' '
		}
	}
	e.buf = append(e.buf, '\n')
	if len(goesOn) > 0 {
		e.attribute(joins, "T", e.t, string(goesOn[1:]))
	}
	return e.t
}

// typeOf is a label as a type of brat's, which has no white space: a label
// that stands for a part of an attribution is called as in PolNeAR.
func (e *encoder) typeOf(s *scheme.Scheme, label string) string {
	if name, known := e.names[label]; known {
		return name
	}
	name := format.Said(s, label)
	switch name {
	case "content":
		name = "Content"
	case "source":
		name = "Source"
	case "cue":
		name = "Cue"
	}
	if !isType(name) {
		name = label
	}
	e.names[label] = name
	return name
}

// isType reports whether brat takes a name as a type.
func isType(s string) bool {
	for _, r := range s {
		if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-' && r != '_' {
			return false
		}
	}
	return s != "" && !strings.HasPrefix(s, trigger)
}
