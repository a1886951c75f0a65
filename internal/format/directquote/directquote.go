// Package directquote writes the tags of DirectQuote
// (https://arxiv.org/abs/2110.07827): tokens with IOB1 tags, in which a direct
// quotation says on which side its speaker stands. LeftSpeaker means that the
// speaker stands before the quotation, RightSpeaker behind it, Unknown that
// none is named; Speaker are the words for whoever speaks. It is only written.
package directquote

import (
	"io"
	"strings"
	"unicode/utf8"

	"quoth/internal/annotation"
	"quoth/internal/format"
	"quoth/internal/format/tokens"
)

// Keeps is what the tags hold.
var Keeps = []format.Feature{format.Words}

// Write writes the first layer: a token and its tag a line, with a tab between
// them, and an empty line behind each sentence.
func Write(w io.Writer, d *format.Document) error {
	var l *annotation.Layer
	if len(d.Layers) > 0 {
		l = sides(d, d.Layers[0])
	}
	var b strings.Builder
	for _, sentence := range tokens.IOB2(d.Article, l, func(label string) string { return label }) {
		last := "O"
		for _, t := range sentence {
			tag := t.Tag
			// IOB1 has B only where a passage stands right behind another of its kind.
			if label, begins := strings.CutPrefix(tag, "B-"); begins && last != "B-"+label && last != "I-"+label {
				tag = "I-" + label
			}
			last = t.Tag
			b.WriteString(t.Word + "\t" + tag + "\n")
		}
		b.WriteByte('\n')
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// sides is a layer of the direct quotations and their sources, labelled by
// side.
func sides(d *format.Document, l *annotation.Layer) *annotation.Layer {
	by := make(map[annotation.ID]*annotation.Annotation, len(l.Annotations))
	for _, an := range l.Annotations {
		by[an.ID] = an
	}
	to := &annotation.Layer{ID: l.ID, Scheme: l.Scheme}
	seen := map[annotation.ID]bool{}
	add := func(an *annotation.Annotation, label func(annotation.Target) string) {
		if an == nil || seen[an.ID] {
			return
		}
		seen[an.ID] = true
		for _, b := range an.Target { // each part of a broken quotation has its own side
			one := *an
			one.Target = annotation.Target{b}
			one.Label = label(one.Target)
			to.Annotations = append(to.Annotations, &one)
		}
	}
	for _, at := range l.Attributions {
		if !direct(at, by, d) {
			continue
		}
		for _, id := range at.Source {
			add(by[id], func(annotation.Target) string { return "Speaker" })
		}
		for _, id := range at.Content {
			add(by[id], func(part annotation.Target) string {
				switch {
				case len(at.Source) == 0:
					return "Unknown"
				case by[at.Source[0]].Target.Start() < part.Start():
					return "LeftSpeaker"
				}
				return "RightSpeaker"
			})
		}
	}
	return to
}

// direct reports whether an attribution is a direct quotation: its form says
// so, or, where none is given, its quotation marks.
func direct(at *annotation.Attribution, by map[annotation.ID]*annotation.Annotation, d *format.Document) bool {
	if at.Form != "" {
		return at.Form == annotation.Direct
	}
	first, _ := utf8.DecodeRuneInString(d.Article.Text[by[at.Content[0]].Target.Start():])
	return strings.ContainsRune("\"“„«»‘‚「『《", first)
}

// Indirect tells which attributions are no direct quotations, and are left
// out.
func Indirect(d *format.Document) []format.Loss {
	l := format.Loss{Feature: "attributions that are not direct quotations"}
	for _, layer := range d.Layers[:min(len(d.Layers), 1)] {
		by := make(map[annotation.ID]*annotation.Annotation, len(layer.Annotations))
		for _, an := range layer.Annotations {
			by[an.ID] = an
		}
		for _, at := range layer.Attributions {
			if !direct(at, by, d) {
				if l.Count++; l.Count == 1 {
					l.Example = string(at.ID)
				}
			}
		}
	}
	if l.Count == 0 {
		return nil
	}
	return []format.Loss{l}
}
