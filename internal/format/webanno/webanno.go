// Package webanno reads and writes WebAnno TSV 3.3, the table of tokens that
// WebAnno and INCEpTION exchange
// (https://inception-project.github.io/releases/36.0/docs/user-guide.html#sect_webannotsv).
// Offsets count UTF-16 code units, as in Java. Tokens are cut where a passage
// begins or ends, so that no passage is moved.
//
// Passages are spans of a layer of our own, webanno.custom.Passage, and
// attributions relations from the first content to each part, on a layer
// webanno.custom.Attribution: create both in a project before importing. The
// format has no broken passages: the parts of one share the feature id.
package webanno

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"quoth/internal/annotation"
	"quoth/internal/format"
	"quoth/internal/format/tokens"
	"quoth/internal/text"
)

// Keeps is what a table holds.
var Keeps = []format.Feature{
	format.Words, format.Spaces, format.IDs, format.Discontinuous, format.Overlapping, format.Fields, format.Relations, format.Notes, format.Tags,
	format.Creators, format.Attributions, format.Details,
}

// Start is how a file begins.
const Start = "#FORMAT=WebAnno TSV 3"

// The layers and their features, in the order of the columns.
const (
	passage     = "webanno.custom.Passage"
	attribution = "webanno.custom.Attribution"
)

var (
	passageFeatures     = []string{"annotator", "fields", "id", "label", "note", "tags"}
	attributionFeatures = []string{"act", "form", "id", "negated", "role"}
)

var (
	// escapeValue and escapeText are the rules of "Reserved Characters".
	escapeValue   = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`, "|", `\|`, "_", `\_`, "->", `\->`, ";", `\;`, "\t", `\t`, "\n", `\n`, "*", `\*`)
	unescapeValue = strings.NewReplacer(`\\`, `\`, `\[`, "[", `\]`, "]", `\|`, "|", `\_`, "_", `\->`, "->", `\;`, ";", `\t`, "\t", `\n`, "\n", `\*`, "*")
	escapeText    = strings.NewReplacer(`\`, `\\`, "\t", `\t`, "\f", `\f`, "\r", `\r`, "\b", `\b`)
	unescapeText  = strings.NewReplacer(`\\`, `\`, `\t`, "\t", `\n`, "\n", `\f`, "\f", `\r`, "\r", `\b`, "\b")
)

// gap is the white space between two sentences, which the format tells by its
// length alone: a space, or what lies between two paragraphs.
func gap(n int) string {
	switch {
	case n <= 0:
		return ""
	case n == 1:
		return " "
	}
	return "\n\n" + strings.Repeat(" ", n-2)
}

// A span is a part of a passage, which is an annotation of WebAnno's.
type span struct {
	text.Bytes
	number   int // disambiguation ID, from 1
	features []string
}

// A relation goes from the span that has the content to a part.
type relation struct {
	from, to int // disambiguation IDs
	features []string
}

// Write writes the document's first layer.
func Write(w io.Writer, d *format.Document) error {
	l := new(annotation.Layer)
	if len(d.Layers) > 0 {
		l = d.Layers[0]
	}
	e := encoder{d: d, x: text.NewIndex(d.Article.Text), starts: map[int]string{}}
	e.spans, e.relations = spansOf(l)
	e.buf = fmt.Appendf(e.buf, "%s.3\n#T_SP=%s|%s\n#T_RL=%s|%s|BT_%s\n\n", Start, passage, strings.Join(passageFeatures, "|"), attribution, strings.Join(attributionFeatures, "|"), passage)
	sentences := e.sentences(tokens.Of(d.Article, l))
	e.number(sentences)
	e.waiting, e.to = slices.Clone(e.spans), map[text.Byte][]relation{}
	slices.SortStableFunc(e.waiting, func(x, y span) int { return int(x.Start - y.Start) })
	for _, r := range e.relations {
		start := e.spans[r.to-1].Start
		e.to[start] = append(e.to[start], r)
	}
	for i, s := range sentences {
		e.sentence(i+1, s)
	}
	if e.err != nil {
		return fmt.Errorf("%v: %w", e.err, annotation.ErrInvalid)
	}
	_, err := w.Write(e.buf)
	return err
}

func spansOf(l *annotation.Layer) (spans []span, relations []relation) {
	first := make(map[annotation.ID]int, len(l.Annotations))
	for _, an := range l.Annotations {
		first[an.ID] = len(spans) + 1
		var fields []string
		for _, f := range slices.Sorted(maps.Keys(an.Fields)) {
			fields = append(fields, f+"="+an.Fields[f])
		}
		features := []string{an.Creator, format.Several(fields), string(an.ID), format.Said(l.Scheme, an.Label), an.Note, format.Several(an.Tags)}
		for _, b := range an.Target {
			spans = append(spans, span{b, len(spans) + 1, features})
		}
	}
	for _, at := range l.Attributions {
		relate := func(role string, n int, id annotation.ID) {
			if n > 0 { // brat numbers them so, too
				role += strconv.Itoa(n + 1)
			}
			negated := ""
			if at.Negated {
				negated = "true"
			}
			relations = append(relations, relation{first[at.Content[0]], first[id], []string{string(at.Act), string(at.Form), string(at.ID), negated, role}})
		}
		for n, id := range at.Content { // of the first to itself, so that an attribution without other parts is there
			relate("content", n, id)
		}
		if at.Cue != "" {
			relate("cue", 0, at.Cue)
		}
		for n, id := range at.Source {
			relate("source", n, id)
		}
	}
	return spans, relations
}

type encoder struct {
	d         *format.Document
	x         *text.Index
	buf       []byte
	spans     []span
	relations []relation
	starts    map[int]string // sentence and token of a span's first token, by its number
	waiting   []span         // by where they begin
	open      []span         // those that the current token may lie in, by number
	to        map[text.Byte][]relation
	err       error
}

// sentences divides the tokens where the white space between them can be told
// by its length.
func (e *encoder) sentences(all []text.Bytes) (list [][]text.Bytes) {
	var ends []text.Byte
	for _, block := range e.d.Article.Blocks {
		for _, s := range text.Sentences(e.d.Article.Text, block.Span) {
			ends = append(ends, s.End)
		}
	}
	var now []text.Bytes
	for _, b := range all {
		passed := false
		for len(ends) > 0 && ends[0] <= b.Start {
			ends, passed = ends[1:], true
		}
		if n := len(now); passed && n > 0 {
			between := e.d.Article.Text[now[n-1].End:b.Start]
			if between == gap(len(between)) {
				list, now = append(list, now), nil
			}
		}
		now = append(now, b)
	}
	if len(now) > 0 {
		list = append(list, now)
	}
	return list
}

// number notes the token in which each span begins.
func (e *encoder) number(sentences [][]text.Bytes) {
	at := map[text.Byte]string{}
	for i, s := range sentences {
		for j, b := range s {
			at[b.Start] = fmt.Sprintf("%d-%d", i+1, j+1)
		}
	}
	for _, s := range e.spans {
		e.starts[s.number] = at[s.Start]
	}
}

func (e *encoder) sentence(n int, list []text.Bytes) {
	words := e.d.Article.Text[list[0].Start:list[len(list)-1].End]
	e.buf = append(e.buf, '\n')
	for line := range strings.SplitSeq(words, "\n") {
		e.buf = append(append(append(e.buf, "#Text="...), escapeText.Replace(line)...), '\n')
	}
	for i, b := range list {
		u, err := e.x.UTF16(b)
		if err != nil {
			e.err = err
			return
		}
		e.buf = fmt.Appendf(e.buf, "%d-%d\t%d-%d\t%s", n, i+1, u.Start, u.End, e.d.Article.Text[b.Start:b.End])
		e.cells(b)
		e.buf = append(e.buf, '\n')
	}
}

// cells writes the columns of a token.
func (e *encoder) cells(b text.Bytes) {
	e.open = slices.DeleteFunc(e.open, func(s span) bool { return s.End <= b.Start })
	for len(e.waiting) > 0 && e.waiting[0].Start <= b.Start {
		e.open, e.waiting = append(e.open, e.waiting[0]), e.waiting[1:]
		slices.SortFunc(e.open, func(x, y span) int { return x.number - y.number })
	}
	on, here := e.open, e.to[b.Start]
	for i := range passageFeatures {
		e.column(len(on), func(n int) string { return value(on[n].features[i]) + "[" + strconv.Itoa(on[n].number) + "]" })
	}
	for i := range attributionFeatures {
		e.column(len(here), func(n int) string { return value(here[n].features[i]) })
	}
	e.column(len(here), func(n int) string { return fmt.Sprintf("%s[%d_%d]", e.starts[here[n].from], here[n].from, here[n].to) })
}

func (e *encoder) column(n int, cell func(int) string) {
	e.buf = append(e.buf, '\t')
	if n == 0 {
		e.buf = append(e.buf, '_')
	}
	for i := range n {
		if i > 0 {
			e.buf = append(e.buf, '|')
		}
		e.buf = append(e.buf, cell(i)...)
	}
}

// value is a feature as a cell has it; an asterisk stands for none.
func value(s string) string {
	if s == "" {
		return "*"
	}
	return escapeValue.Replace(s)
}
