package annotation

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"quoth/internal/article"
	"quoth/internal/scheme"
	"quoth/internal/text"
)

var now = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// layer is a small layer that keeps every rule: "Ann said it is safe." with a
// claim, its source and its cue.
func layer(t testing.TB) (*article.Article, *Layer) {
	t.Helper()
	a, err := article.New([]article.Draft{{Kind: article.Paragraph, Text: "Ann said it is safe."}}, article.Meta{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	l := NewLayer("layer", a.ID, scheme.Preset(scheme.Default), "reader", now)
	add := func(id ID, label string, start, end text.Byte) {
		l.Annotations = append(l.Annotations, &Annotation{ID: id, Label: label, Target: Target{{Start: start, End: end}}, Created: now, Modified: now})
	}
	add("content", "claim", 9, 19)
	add("cue", "cue", 4, 8)
	add("source", "source", 0, 3)
	l.Speakers = []*Speaker{{ID: "ann", Name: "Ann", Kind: Person}}
	l.Attributions = []*Attribution{{ID: "at", Source: []ID{"source"}, Cue: "cue", Content: []ID{"content"}, Speaker: "ann", Form: Indirect, Created: now, Modified: now}}
	l.Coverage = []*Reading{{Block: 0, At: now}}
	return a, l
}

func TestAGoodLayerPasses(t *testing.T) {
	a, l := layer(t)
	if err := l.Check(a); err != nil {
		t.Error(err)
	}
}

func TestCheckNamesWhatIsWrong(t *testing.T) {
	tests := []struct {
		name  string
		wreck func(*Layer)
		want  string
	}{
		{"other article", func(l *Layer) { l.Article = "x" }, "not of"},
		{"id with a space", func(l *Layer) { l.Annotations[0].ID = "a b" }, `"a b"`},
		{"id twice", func(l *Layer) { l.Annotations[1].ID = "content" }, "two annotations"},
		{"unknown label", func(l *Layer) { l.Annotations[0].Label = "joke" }, `label "joke"`},
		{"unknown field", func(l *Layer) { l.Annotations[0].Fields = map[string]string{"mood": "x"} }, `no field "mood"`},
		{"no target", func(l *Layer) { l.Annotations[0].Target = nil }, "points at nothing"},
		{"outside", func(l *Layer) { l.Annotations[0].Target[0].End = 99 }, "span 1"},
		{"space at the end", func(l *Layer) { l.Annotations[0].Target[0].Start = 8 }, "space"},
		{"touching spans", func(l *Layer) {
			l.Annotations[0].Target = Target{{Start: 15, End: 17}, {Start: 17, End: 19}}
		}, "touches"},
		{"spans out of order", func(l *Layer) {
			l.Annotations[0].Target = Target{{Start: 12, End: 14}, {Start: 9, End: 11}}
		}, "stands before"},
		{"kind of claim", func(l *Layer) { l.Annotations[0].Claim = &Claim{Kind: "odd"} }, "kind of claim"},
		{"stance", func(l *Layer) { l.Annotations[0].Evidence = []Evidence{{Stance: "maybe"}} }, "stance"},
		{"no time", func(l *Layer) { l.Annotations[0].Created = time.Time{} }, "no time"},
		{"no content", func(l *Layer) { l.Attributions[0].Content = nil }, "no content"},
		{"missing part", func(l *Layer) { l.Attributions[0].Cue = "gone" }, `"gone"`},
		{"wrong role", func(l *Layer) { l.Attributions[0].Cue = "source" }, "cannot be its cue"},
		{"missing speaker", func(l *Layer) { l.Attributions[0].Speaker = "bo" }, `"bo"`},
		{"circle", func(l *Layer) { l.Attributions[0].Within = "at" }, "within itself"},
		{"form", func(l *Layer) { l.Attributions[0].Form = "loud" }, "form"},
		{"nameless speaker", func(l *Layer) { l.Speakers[0].Name = " " }, "no name"},
		{"read twice", func(l *Layer) { l.Coverage = append(l.Coverage, l.Coverage[0]) }, "twice"},
		{"scheme", func(l *Layer) { s := *l.Scheme; s.Version = 0; l.Scheme = &s }, "version"},
	}
	for _, tt := range tests {
		a, l := layer(t)
		tt.wreck(l)
		if err := l.Check(a); !errors.Is(err, ErrInvalid) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error = %v, want one that says %s", tt.name, err, tt.want)
		}
	}
}

func TestQuoteCutsItsContextBetweenCharacters(t *testing.T) {
	a, err := article.New([]article.Draft{{Kind: article.Paragraph, Text: "👩‍👩‍👧 said 🇩🇪 yes"}}, article.Meta{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	i := text.Byte(strings.Index(a.Text, "said"))
	prefix, exact, suffix := Quote(a, text.Bytes{Start: i, End: i + 4}, 2)
	if prefix != "👩‍👩‍👧 " || exact != "said" || suffix != " 🇩🇪" {
		t.Errorf("quote = %q, %q, %q", prefix, exact, suffix)
	}
}

func BenchmarkCheckTenThousandAnnotations(b *testing.B) {
	var drafts []article.Draft
	for range 1000 {
		drafts = append(drafts, article.Draft{Kind: article.Paragraph, Text: strings.Repeat("word ", 99) + "end."})
	}
	a, err := article.New(drafts, article.Meta{}, nil)
	if err != nil {
		b.Fatal(err)
	}
	l := NewLayer("l", a.ID, scheme.Preset(scheme.Default), "", now)
	for i := range 10000 {
		start := a.Blocks[i/10].Span.Start + text.Byte(i%10*45)
		l.Annotations = append(l.Annotations, &Annotation{ID: ID(fmt.Sprintf("a%05d", i)), Label: "claim", Target: Target{{Start: start, End: start + 4}}, Created: now, Modified: now})
	}
	for b.Loop() {
		if err := l.Check(a); err != nil {
			b.Fatal(err)
		}
	}
}
