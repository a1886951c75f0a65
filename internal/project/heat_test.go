package project

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"quoth/internal/agreement"
	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/scheme"
	"quoth/internal/text"
)

const said = "The bridge is safe 🙂, said the mayor. It closed on Monday, and nobody knows why.\n\nA ferry goes twice a day."

func bridge(t testing.TB) *article.Article {
	t.Helper()
	a, err := article.New([]article.Draft{{Kind: article.Paragraph, Text: said[:82]}, {Kind: article.Paragraph, Text: said[84:]}}, article.Meta{Title: "Bridge", Language: "en"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func reader(name string, marks ...*annotation.Annotation) Reader {
	return Reader{name, &annotation.Layer{ID: annotation.LayerID("l-" + name), Creator: name, Scheme: scheme.Preset(scheme.Default), Annotations: marks}}
}

func mark(label string, start, end text.Byte) *annotation.Annotation {
	return &annotation.Annotation{ID: annotation.ID(fmt.Sprint(label, start, "-", end)), Label: label, Target: annotation.Target{{Start: start, End: end}}}
}

func TestTheHeatCountsReadersAndNotMarks(t *testing.T) {
	a := bridge(t)
	h := NewHeat(a, []Reader{
		reader("Ada", mark("claim", 0, 18), mark("claim", 4, 10)), // twice the same
		reader("Ben", mark("claim", 0, 18), mark("question", 0, 10)),
		reader("Cem", mark("cue", 0, 20)), // follows from saying who
		reader("Dot"),
	})
	want := Heat{Readers: 4, Passages: []Passage{
		{Start: 0, End: 4, By: 2, Labels: []Count{{"claim", 2}, {"question", 1}}, Split: 1 - 5.0/9},
		{Start: 4, End: 10, By: 2, Labels: []Count{{"claim", 2}, {"question", 1}}, Split: 1 - 5.0/9},
		{Start: 10, End: 18, By: 2, Labels: []Count{{"claim", 2}}},
	}}
	if d := cmp.Diff(want, h, cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".span" }, cmp.Ignore())); d != "" {
		t.Error(d)
	}
	if l := h.Level(&h.Passages[0], 5); l != 3 {
		t.Errorf("two of four on a scale of five: %d", l)
	}
	if h := NewHeat(a, nil); h.Readers != 0 || len(h.Passages) != 0 {
		t.Errorf("of nobody: %+v", h)
	}
}

// Whatever is marked, what is counted fast is what the measures say that are
// held to the literature.
func TestTheAgreementOfAClassIsThatOfTheMeasures(t *testing.T) {
	a := bridge(t)
	starts := make([]text.Byte, 0, len(a.Text)+1)
	for i := range a.Text {
		starts = append(starts, text.Byte(i))
	}
	starts = append(starts, text.Byte(len(a.Text)))
	rapid.Check(t, func(t *rapid.T) {
		readers := make([]Reader, rapid.IntRange(2, 5).Draw(t, "readers"))
		for i := range readers {
			var marks []*annotation.Annotation
			for n := range rapid.IntRange(0, 6).Draw(t, "marks") {
				x, y := rapid.IntRange(0, len(starts)-2).Draw(t, "start"), rapid.IntRange(1, len(starts)-1).Draw(t, "end")
				if x >= y {
					continue
				}
				m := mark(rapid.SampledFrom([]string{"claim", "question"}).Draw(t, "label"), starts[x], starts[y])
				m.ID = annotation.ID(fmt.Sprint(i, "-", n))
				marks = append(marks, m)
			}
			readers[i] = reader(fmt.Sprint("r", i), marks...)
		}
		layers := make([]*annotation.Layer, len(readers))
		for i, r := range readers {
			r.Layer.Article = a.ID
			layers[i] = r.Layer
		}
		c, err := agreement.FromLayers(a, layers)
		if err != nil {
			t.Fatal(err)
		}
		report := agreement.Measure([]*agreement.Continuum{c}, agreement.Options{})
		got := NewAgreement(a, readers, nil, nil)
		alike := func(what string, want, got float64) {
			if agreement.Defined(want) != agreement.Defined(got) || math.Abs(want-got) > 1e-9 {
				t.Errorf("%s: %v, the measures say %v", what, got, want)
			}
		}
		alike("alpha", report.Overall.Get("alpha_nominal").Value, got.Alpha)
		for _, l := range report.Labels {
			i := slices.IndexFunc(got.Labels, func(x LabelAgreement) bool { return x.Label == l.Name })
			if i < 0 {
				t.Fatalf("label %s is missing", l.Name)
			}
			alike("alpha of "+l.Name, l.Figures.Get("alpha_nominal").Value, got.Labels[i].Alpha)
		}
	})
}

func TestAReaderIsComparedWithTheOthersAndTheKey(t *testing.T) {
	a := bridge(t)
	key := reader("teacher", mark("claim", 0, 10))
	got := NewAgreement(a, []Reader{
		reader("same", mark("claim", 0, 10)), reader("half", mark("claim", 0, 5)), reader("other", mark("question", 0, 10)), reader("twin", mark("claim", 0, 10)),
	}, &key, &key)
	for i, want := range []struct{ class, key float64 }{{2. / 3, 1}, {2. / 3, 2. / 3}, {0, 0}, {2. / 3, 1}} {
		r := got.Each[i]
		if math.Abs(r.Key-want.key) > 1e-9 || math.Abs(r.Result-want.key) > 1e-9 {
			t.Errorf("%s with the key: %v, want %v", r.Name, r.Key, want.key)
		}
		if math.Abs(r.Class-want.class) > 1e-9 && !(math.IsNaN(r.Class) && want.class == 0) {
			t.Errorf("%s with the class: %v, want %v", r.Name, r.Class, want.class)
		}
	}
	if alone := NewAgreement(a, []Reader{reader("a", mark("claim", 0, 3))}, nil, nil); agreement.Defined(alone.Alpha) || agreement.Defined(alone.Each[0].Class) && alone.Each[0].Class != 0 {
		t.Errorf("nobody agrees alone: %+v", alone)
	}
	if first := got.LeastAgreed()[0]; first.Name != "other" {
		t.Errorf("%s agrees least", first.Name)
	}
}

func TestProgressCountsParagraphsOnce(t *testing.T) {
	a := bridge(t)
	at := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	l := reader("Ada", mark("claim", 0, 5), mark("question", 2, 20)).Layer
	for i, an := range l.Annotations {
		an.Created, an.Modified = at.Add(time.Duration(i)*time.Minute), at.Add(time.Duration(i)*time.Hour)
	}
	l.Annotations[0].Note = "why?"
	p := NewProgress(a, l)
	if p.Marks != 2 || p.Notes != 1 || p.Read != 1 || p.Blocks != 2 || !p.First.Equal(at) || !p.Last.Equal(at.Add(time.Hour)) || p.ByLabel["question"] != 1 {
		t.Errorf("%+v", p)
	}
	l.Coverage = []*annotation.Reading{{Block: 1}, {Block: 0}}
	if p := NewProgress(a, l); p.Read != 2 {
		t.Errorf("%d read", p.Read)
	}
}

// A class of 300 with 60 marks each, in an article of 1,000 words.
func BenchmarkAClass(b *testing.B) {
	words := ""
	for len(words) < 6000 {
		words += "thing "
	}
	a, err := article.New([]article.Draft{{Kind: article.Paragraph, Text: words[:len(words)-1]}}, article.Meta{Title: "Long"}, nil)
	if err != nil {
		b.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	readers := make([]Reader, 300)
	for i := range readers {
		var marks []*annotation.Annotation
		for n := range 60 {
			start := text.Byte(r.IntN(900) * 6)
			m := mark([]string{"claim", "question", "opinion"}[r.IntN(3)], start, start+text.Byte(5+6*r.IntN(20)))
			m.ID = annotation.ID(fmt.Sprint(i, "-", n))
			marks = append(marks, m)
		}
		readers[i] = reader(fmt.Sprint(i), marks...)
	}
	b.Run("heat", func(b *testing.B) {
		for b.Loop() {
			NewHeat(a, readers)
		}
	})
	ids := 0
	newID := func() string { ids++; return fmt.Sprint("g", ids) }
	open := func(r *Result) *Deciding {
		d, err := Decide(r, "gold", a, readers, "Ms Vale", newID, time.Now)
		if err != nil {
			b.Fatal(err)
		}
		return d
	}
	b.Run("cases", func(b *testing.B) {
		for b.Loop() {
			open(nil)
		}
	})
	b.Run("vote", func(b *testing.B) {
		for b.Loop() {
			if _, err := open(nil).Vote(0.5); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("cases of what is decided", func(b *testing.B) {
		d := open(nil)
		if _, err := d.Vote(0.5); err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			open(d.Result)
		}
	})
	b.Run("agreement", func(b *testing.B) {
		for b.Loop() {
			NewAgreement(a, readers, &readers[0], nil)
		}
	})
}
