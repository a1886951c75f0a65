// Package formattest makes the documents that every format is tested with, and
// compares what came back with what a format says that it keeps. Only tests
// import it.
package formattest

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/format"
	"quoth/internal/scheme"
	"quoth/internal/text"
)

// Noon is when every annotation was made.
var Noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// words are what random texts are made of: one to four bytes a character,
// families of emoji, combining marks, both directions, and what formats use
// as signs.
var words = []string{
	"word", "é", "q̃", "🙂", "👩‍👩‍👧", "🇩🇪", "مفتوح", "שלום", "橋", "𠮷", "“so”", "\"", "\\", "\t", "\n", " ", " ", "\u00a0", "<b>", "&amp;", "=", ";", "#", "-DOCSTART-", "B-claim", "''",
}

// Text draws a text of the field's, without line ends at its ends.
func Text(t *rapid.T, name string) string {
	return strings.TrimSpace(strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 6).Draw(t, name), ""))
}

// Document draws a document with one layer under the shipped scheme for
// attributions, with broken and overlapping passages.
func Document(t *rapid.T) *format.Document {
	var drafts []article.Draft
	for range rapid.IntRange(1, 5).Draw(t, "blocks") {
		s := "x"
		for _, w := range rapid.SliceOfN(rapid.SampledFrom(words), 0, 14).Draw(t, "text") {
			if w != "\n" || s[len(s)-1] != '\n' {
				s += w
			}
		}
		drafts = append(drafts, article.Draft{Kind: article.Paragraph, Text: s + "y"})
	}
	a, err := article.New(drafts, article.Meta{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	s := scheme.Preset(rapid.SampledFrom([]string{"attribution", "quick-read"}).Draw(t, "scheme"))
	l := annotation.NewLayer("read", a.ID, s, "", Noon)
	byRole := map[scheme.Role][]annotation.ID{}
	for i := range rapid.IntRange(0, 7).Draw(t, "annotations") {
		label := rapid.SampledFrom(s.Labels).Draw(t, "label")
		an := &annotation.Annotation{
			ID: annotation.ID(fmt.Sprint("a", i)), Label: label.ID, Target: target(t, a), Note: Text(t, "note"), Created: Noon, Modified: Noon,
		}
		for range rapid.IntRange(0, 2).Draw(t, "tags") {
			an.Tags = append(an.Tags, "t"+strings.Join(strings.Fields(Text(t, "tag")), " "))
		}
		for _, f := range label.Fields {
			switch f.Type {
			case scheme.Choice:
			case scheme.Mark:
				if to := allowed(l, f); len(to) > 0 {
					an.Fields = map[string]string{f.ID: strings.Join(to[:rapid.IntRange(1, len(to)).Draw(t, "related")], " ")}
				}
			default:
				an.Fields = map[string]string{f.ID: Text(t, "field")}
			}
		}
		l.Annotations = append(l.Annotations, an)
		byRole[label.Role] = append(byRole[label.Role], an.ID)
	}
	for i, content := range byRole[scheme.Content] {
		at := &annotation.Attribution{
			ID: annotation.AttributionID(fmt.Sprint("f", i)), Content: []annotation.ID{content}, Created: Noon, Modified: Noon,
			Form: rapid.SampledFrom([]annotation.Form{"", annotation.Direct, annotation.Mixed}).Draw(t, "form"),
			Act:  rapid.SampledFrom(append([]annotation.Act{""}, annotation.Acts...)).Draw(t, "act"), Negated: rapid.Bool().Draw(t, "negated"),
		}
		if cues := byRole[scheme.Cue]; len(cues) > 0 {
			at.Cue = rapid.SampledFrom(cues).Draw(t, "cue")
		}
		if sources := byRole[scheme.Source]; len(sources) > 0 {
			at.Source = sources[:rapid.IntRange(0, len(sources)).Draw(t, "sources")]
		}
		l.Attributions = append(l.Attributions, at)
	}
	more(t, l, len(a.Blocks))
	d := &format.Document{Article: a, Layers: []*annotation.Layer{l}, Exported: Noon, Generator: "quoth"}
	if err := d.Check(); err != nil {
		t.Fatal(err)
	}
	return d
}

// target draws one to three spans.
// allowed are the IDs of the marks so far that a field may relate to.
func allowed(l *annotation.Layer, f scheme.Field) (ids []string) {
	for _, an := range l.Annotations {
		if slices.Contains(f.Labels, an.Label) {
			ids = append(ids, string(an.ID))
		}
	}
	return ids
}

func target(t *rapid.T, a *article.Article) (target annotation.Target) {
	var edges []text.Byte
	for i := range a.Text {
		edges = append(edges, text.Byte(i))
	}
	edges = append(edges, text.Byte(len(a.Text)))
	i := 0
	for range rapid.IntRange(1, 3).Draw(t, "spans") {
		if i >= len(edges)-1 {
			break
		}
		from := rapid.IntRange(i, len(edges)-2).Draw(t, "from")
		to := rapid.IntRange(from+1, len(edges)-1).Draw(t, "to")
		b := text.Trim(a.Text, text.Bytes{Start: edges[from], End: edges[to]})
		if b.Len() > 0 && (len(target) == 0 || b.Start > target.End()) {
			target = append(target, b)
		}
		i = to + 1
	}
	if len(target) == 0 {
		target = annotation.Target{{Start: 0, End: 1}}
	}
	return target
}
