package format

import (
	"bytes"
	"errors"
	"flag"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/scheme"
	"quoth/internal/text"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func written(t testing.TB, d *Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// golden compares with a file that a person has read.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s has changed (-want +got), rewrite it with -update if that is meant:\n%s", name, diff)
	}
}

func TestEveryFormatIsAsInItsGoldenFile(t *testing.T) {
	for _, f := range Formats() {
		var b bytes.Buffer
		if err := f.Write(&b, sample(t)); err != nil {
			t.Fatal(err)
		}
		golden(t, "sample"+f.Extension, b.Bytes())
	}
}

func TestADocumentComesBackAsItWas(t *testing.T) {
	want := sample(t)
	data := written(t, want)
	got, err := Read(data)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if again := written(t, got); !bytes.Equal(data, again) {
		t.Error("writing it again gives other bytes")
	}
}

func TestTimesAreWrittenInUTC(t *testing.T) {
	d := sample(t)
	d.Exported = d.Exported.In(time.FixedZone("", 5*3600))
	if data := written(t, d); !bytes.Equal(data, written(t, sample(t))) {
		t.Error("the zone of a clock changes the file")
	}
}

func TestTheOrderOfMembersDoesNotMatterAndUnknownOnesArePassedOver(t *testing.T) {
	s := string(written(t, sample(t)))
	cut := strings.Index(s, `  "article":`)
	layers := strings.Index(s, `  "layers":`)
	head, art, rest := s[2:cut], s[cut:layers], strings.TrimSuffix(s[layers:], "\n}\n")
	swapped := "\uFEFF {" + rest + ",\n" + art + `"x-score": [1.5e3, {"a": null, "b": [true, false]}], ` + strings.TrimSuffix(strings.TrimSpace(head), ",") + "}\n"
	swapped = strings.Replace(swapped, `{"id":"m",`, `{"x":{"id":"not this"},"id":"m",`, 1)
	d, err := Read([]byte(swapped))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(sample(t), d, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestWhatDoesNotAddUpIsNotWritten(t *testing.T) {
	first := func(d *Document) *annotation.Annotation { return d.Layers[0].Annotations[0] }
	tests := []struct {
		name  string
		wreck func(*Document)
		want  string
	}{
		{"no article", func(d *Document) { d.Article = nil }, "no article"},
		{"another text", func(d *Document) { d.Article.Text += "!" }, "id"},
		{"half an emoji", func(d *Document) {
			first(d).Target = annotation.Target{{Start: text.Byte(strings.Index(d.Article.Text, "🎉") + 1), End: text.Byte(len(d.Article.Text))}}
		}, "annotation 0195a000-0000-7000-8000-000000000001: span 1"},
		{"outside", func(d *Document) { first(d).Target[1].End = 9999 }, "span 2"},
		{"a reference to nothing", func(d *Document) { d.Layers[0].Attributions[0].Cue = "gone" }, `"gone"`},
		{"a speaker who is not there", func(d *Document) { d.Layers[0].Speakers = nil }, "speaker"},
		{"layer twice", func(d *Document) { d.Layers[1].ID = d.Layers[0].ID }, "two layers"},
		{"no layer", func(d *Document) { d.Layers[1] = nil }, "layer 2"},
		{"score", func(d *Document) { d.Layers[0].Annotations[3].Origin.Score = math.NaN() }, "annotation m: the score"},
		{"score of an attribution", func(d *Document) { d.Layers[0].Attributions[0].Origin.Score = 2 }, "attribution at1: the score"},
		{"direction", func(d *Document) { d.Article.Meta.Direction = "up" }, "direction"},
	}
	for _, tt := range tests {
		for _, f := range Formats() {
			d := sample(t)
			tt.wreck(d)
			var b bytes.Buffer
			if err := f.Write(&b, d); !errors.Is(err, annotation.ErrInvalid) || !strings.Contains(err.Error(), tt.want) || b.Len() > 0 {
				t.Errorf("%s, %s: error = %v with %d bytes written, want one that says %s and nothing written", tt.name, f.ID, err, b.Len(), tt.want)
			}
		}
	}
}

func TestWordsThatAreNotUTF8AreNotWritten(t *testing.T) {
	tests := []struct {
		name  string
		wreck func(*Document)
		want  string
	}{
		{"note", func(d *Document) { d.Layers[0].Annotations[3].Note = "a\xff" }, "annotation m"},
		{"name", func(d *Document) { d.Layers[0].Speakers[1].Name = "a\xff" }, "speaker s2"},
		{"quality", func(d *Document) { d.Layers[0].Speakers[1].Quality = map[string]string{"\xff": "yes"} }, "speaker s2"},
		{"scheme", func(d *Document) { s := *d.Layers[0].Scheme; s.Description = "a\xff"; d.Layers[0].Scheme = &s }, "scheme reading"},
		{"year", func(d *Document) {
			d.Layers[0].Annotations[3].Created = time.Date(12000, 1, 1, 0, 0, 0, 0, time.UTC)
		}, "annotation m: the year 12000"},
	}
	for _, tt := range tests {
		d := sample(t)
		tt.wreck(d)
		var b bytes.Buffer
		if err := Write(&b, d); !errors.Is(err, annotation.ErrInvalid) || !strings.Contains(err.Error(), tt.want) || b.Len() > 0 {
			t.Errorf("%s: error = %v, want one that says %s", tt.name, err, tt.want)
		}
	}
	d := sample(t)
	s := *d.Layers[0].Scheme
	s.Description = "meant: \uFFFD and \\ufffd"
	d.Layers[0].Scheme = &s
	if back, err := Read(written(t, d)); err != nil || back.Layers[0].Scheme.Description != s.Description {
		t.Errorf("a replacement character that was meant: %v", err)
	}
}

func TestALibraryComesBackAsItWas(t *testing.T) {
	other, err := article.New([]article.Draft{{Kind: article.Paragraph, Text: "Another article."}}, article.Meta{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range [][]*Document{nil, {sample(t)}, {sample(t), {Article: other, Exported: noon}}} {
		var b bytes.Buffer
		if err := WriteLibrary(&b, want); err != nil {
			t.Fatal(err)
		}
		got, err := ReadLibrary(b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		if d, err := Read(b.Bytes()); d != nil || err == nil || !strings.Contains(err.Error(), "whole library") {
			t.Errorf("read as one article: %v", err)
		}
	}
	if got, err := ReadLibrary(written(t, sample(t))); err != nil || len(got) != 1 {
		t.Errorf("the file of one article as a library: %d documents, %v", len(got), err)
	}
	if err := WriteLibrary(new(bytes.Buffer), []*Document{sample(t), sample(t)}); !errors.Is(err, annotation.ErrInvalid) {
		t.Errorf("the same article twice: %v", err)
	}
}

// large is 600 KB of text with 10,000 annotations.
func large(t testing.TB) *Document {
	var drafts []article.Draft
	for range 1000 {
		drafts = append(drafts, article.Draft{Kind: article.Paragraph, Text: strings.Repeat("Nobody said – “so” – a word. ", 18) + "🙂 end."})
	}
	a, err := article.New(drafts, article.Meta{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	l := annotation.NewLayer("l", a.ID, scheme.Preset(scheme.Default), "", noon)
	for i := range 10000 {
		start := a.Blocks[i/10].Span.Start + text.Byte(i%10*37)
		id := annotation.ID("0195a000-0000-7000-8000-" + strings.Repeat("0", 7) + string([]byte{byte('0' + i/10000), byte('0' + i/1000%10), byte('0' + i/100%10), byte('0' + i/10%10), byte('0' + i%10)}))
		l.Annotations = append(l.Annotations, &annotation.Annotation{ID: id, Label: "claim", Target: annotation.Target{{Start: start, End: start + 11}}, Creator: "reader-7", Created: noon, Modified: noon})
	}
	return &Document{Article: a, Layers: []*annotation.Layer{l}, Exported: noon, Generator: "quoth 0.1.0"}
}

func BenchmarkWriteTenThousandAnnotations(b *testing.B) {
	d := large(b)
	b.SetBytes(int64(len(written(b, d))))
	for b.Loop() {
		written(b, d)
	}
}

func BenchmarkReadTenThousandAnnotations(b *testing.B) {
	data := written(b, large(b))
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := Read(data); err != nil {
			b.Fatal(err)
		}
	}
}
