// Package tei reads and writes TEI XML (https://tei-c.org/guidelines/p5/). What
// somebody says stands in said elements with who, as far as they neither
// overlap nor cross paragraphs; the parts of a broken quotation are tied by
// next and prev. Everything else points into the text from standOff: spans by
// string-range, whose offsets count code points of the paragraph from 0, and
// what is said of a passage as feature structures (chapter 18 of the
// Guidelines). The text keeps its white space, which xml:space says.
package tei

import (
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/format"
	"quoth/internal/text"
)

// Keeps is what a file holds.
var Keeps = []format.Feature{
	format.Words, format.Spaces, format.IDs, format.Discontinuous, format.Overlapping, format.Fields, format.Relations, format.Notes, format.Tags,
	format.Claims, format.Evidence, format.Creators, format.Times, format.Origins, format.Attributions, format.Details, format.Nesting,
	format.Speakers, format.Coverage, format.Blindness,
}

// space is the name space of TEI.
const space = "http://www.tei-c.org/ns/1.0"

type encoder struct {
	strings.Builder
	d        *format.Document
	l        *annotation.Layer
	x        *text.Index
	inline   map[annotation.ID]bool
	ids      map[annotation.ID]string // XML ids: "a" and a number
	labels   map[string]string
	speakers map[annotation.SpeakerID]string
	frames   map[annotation.AttributionID]string
	of       map[annotation.ID]*annotation.Attribution // that a content is of
	err      error
}

// Write writes the document's first layer. Some control characters have no
// place in XML: with one in it, nothing is written, and the error wraps
// annotation.ErrInvalid.
func Write(w io.Writer, d *format.Document) error {
	l := new(annotation.Layer)
	if len(d.Layers) > 0 {
		l = d.Layers[0]
	}
	e := encoder{
		d: d, l: l, x: text.NewIndex(d.Article.Text), ids: map[annotation.ID]string{}, labels: map[string]string{}, inline: map[annotation.ID]bool{},
		speakers: map[annotation.SpeakerID]string{}, frames: map[annotation.AttributionID]string{}, of: map[annotation.ID]*annotation.Attribution{},
	}
	e.name()
	e.header()
	e.body()
	e.standOff()
	e.WriteString("</TEI>\n")
	if e.err != nil {
		return fmt.Errorf("%v: %w", e.err, annotation.ErrInvalid)
	}
	_, err := io.WriteString(w, e.String())
	return err
}

// name gives everything an id that XML allows, and chooses what stands inline.
func (e *encoder) name() {
	for i, an := range e.l.Annotations {
		e.ids[an.ID] = fmt.Sprint("a", i+1)
	}
	for i, p := range e.l.Speakers {
		e.speakers[p.ID] = fmt.Sprint("s", i+1)
	}
	for i, at := range e.l.Attributions {
		e.frames[at.ID] = fmt.Sprint("f", i+1)
		for _, id := range at.Content {
			if e.of[id] == nil {
				e.of[id] = at
			}
		}
	}
	said := *e.l
	said.Annotations = nil
	for _, an := range e.l.Annotations {
		within := func(b text.Bytes) bool { return b.End <= e.d.Article.Blocks[e.d.Article.BlockAt(b.Start)].Span.End }
		if e.of[an.ID] != nil && !slices.ContainsFunc(an.Target, func(b text.Bytes) bool { return !within(b) }) {
			said.Annotations = append(said.Annotations, an)
		}
	}
	kept, _ := format.Flat(&said)
	for _, an := range kept {
		e.inline[an.ID] = true
	}
}

// esc is a text as content or attribute.
func (e *encoder) esc(s string) string {
	for _, r := range s {
		if !(r == '\t' || r == '\n' || r == '\r' || r >= ' ' && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000) {
			e.err = fmt.Errorf("the character %U has no place in XML", r)
		}
	}
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		e.err = err
	}
	return b.String()
}

func (e *encoder) put(format string, args ...any) { fmt.Fprintf(e, format, args...) }

// attribute is a space and an attribute, unless the value is empty.
func (e *encoder) attribute(name, value string) string {
	if value == "" {
		return ""
	}
	return " " + name + `="` + e.esc(value) + `"`
}

func (e *encoder) header() {
	m := e.d.Article.Meta
	e.put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TEI xmlns=%q%s>\n<teiHeader>\n", space, e.attribute("xml:lang", m.Language))
	title := m.Title
	if title == "" {
		title = "Untitled"
	}
	e.put("<fileDesc>\n<titleStmt><title>%s</title></titleStmt>\n<publicationStmt><p>Annotated with %s.</p></publicationStmt>\n<sourceDesc><bibl>", e.esc(title), e.esc(e.d.Generator))
	for _, b := range m.Bylines {
		e.put("<author>%s</author>", e.esc(b))
	}
	for _, p := range []struct{ tag, is string }{{"title", m.Title}, {"publisher", m.Publisher}, {"date", m.Published}} {
		if p.is != "" {
			e.put("<%s>%s</%s>", p.tag, e.esc(p.is), p.tag)
		}
	}
	if m.URL != "" {
		e.put("<ref%s/>", e.attribute("target", strings.Join(strings.Fields(m.URL), "%20")))
	}
	e.put("</bibl></sourceDesc>\n</fileDesc>\n")
	if e.l.Scheme != nil {
		e.put("<encodingDesc><classDecl><taxonomy%s>\n", e.attribute("n", e.l.Scheme.ID))
		for i, l := range e.l.Scheme.Labels {
			id := fmt.Sprint("l", i+1)
			e.labels[l.ID] = id
			e.put("<category xml:id=%q%s><catDesc>%s</catDesc></category>\n", id, e.attribute("n", format.Said(e.l.Scheme, l.ID)), e.esc(l.Name+": "+l.Definition))
		}
		e.put("</taxonomy></classDecl></encodingDesc>\n")
	}
	if len(e.l.Speakers) > 0 {
		e.put("<profileDesc><particDesc><listPerson>\n")
		for _, p := range e.l.Speakers {
			e.put("<person xml:id=%q%s><persName>%s</persName></person>\n", e.speakers[p.ID], e.attribute("n", string(p.ID)), e.esc(p.Name))
		}
		e.put("</listPerson></particDesc></profileDesc>\n")
	}
	e.put("</teiHeader>\n")
}

// body writes a p for each paragraph and an ab for every other block.
func (e *encoder) body() {
	type cut struct {
		text.Bytes
		open string
	}
	var cuts []cut
	for _, an := range e.l.Annotations {
		if !e.inline[an.ID] {
			continue
		}
		for i, b := range an.Target {
			cuts = append(cuts, cut{b, e.said(an, i)})
		}
	}
	slices.SortFunc(cuts, func(x, y cut) int { return int(x.Start - y.Start) })
	e.put("<text><body xml:space=\"preserve\">")
	whole := e.d.Article.Text
	for i, block := range e.d.Article.Blocks {
		tag, kind := "p", ""
		if block.Kind != article.Paragraph {
			tag, kind = "ab", e.attribute("type", string(block.Kind))
		}
		e.put("<%s xml:id=\"b%d\"%s>", tag, i+1, kind)
		at := block.Span.Start
		for len(cuts) > 0 && cuts[0].Start < block.Span.End {
			c := cuts[0]
			e.put("%s%s%s</said>", e.esc(whole[at:c.Start]), c.open, e.esc(whole[c.Start:c.End]))
			at, cuts = c.End, cuts[1:]
		}
		e.put("%s</%s>\n", e.esc(whole[at:block.Span.End]), tag)
	}
	e.put("</body></text>\n")
}

// said is the opening tag of a part of a quotation.
func (e *encoder) said(an *annotation.Annotation, part int) string {
	id := func(i int) string {
		if i == 0 {
			return e.ids[an.ID]
		}
		return fmt.Sprintf("%s.%d", e.ids[an.ID], i+1)
	}
	at := e.of[an.ID]
	s := "<said" + e.attribute("xml:id", id(part))
	if at.Speaker != "" {
		s += e.attribute("who", "#"+e.speakers[at.Speaker])
	}
	switch at.Form {
	case annotation.Direct:
		s += ` direct="true"`
	case annotation.Indirect:
		s += ` direct="false"`
	}
	if part > 0 {
		return s + e.attribute("prev", "#"+id(part-1)) + e.next(an, part, id) + ">"
	}
	return s + e.attribute("n", string(an.ID)) + e.attribute("ana", "#"+e.labels[an.Label]) + e.next(an, part, id) + ">"
}

func (e *encoder) next(an *annotation.Annotation, part int, id func(int) string) string {
	if part+1 == len(an.Target) {
		return ""
	}
	return e.attribute("next", "#"+id(part+1))
}
