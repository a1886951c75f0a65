package selector

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/editor"
	"quoth/internal/scheme"
	"quoth/internal/text"
)

var (
	earlier = []string{
		"Ferry to stop for a week",
		"“The hull is sound,” the captain told us, “but the engine is not.”",
		"The harbour master said it was an old story. He has run the port for nine years.",
		"Passengers can take the bus, the company promised on Monday.",
		"Nobody was hurt.",
	}
	later = []string{
		"Ferry to stop for two weeks",
		"The harbour master said it was an old story. He has run the port for nine years.",
		"“The hull is sound,” the captain told us, “but the engine is not.”",
		"Nobody was hurt.",
		"Nobody was hurt.",
	}
	noon = time.Date(2031, 1, 2, 12, 0, 0, 0, time.UTC)
)

func made(t testing.TB, paragraphs []string) *article.Article {
	t.Helper()
	var drafts []article.Draft
	for _, p := range paragraphs {
		drafts = append(drafts, article.Draft{Kind: article.Paragraph, Text: p})
	}
	a, err := article.New(drafts, article.Meta{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// at is the target of words; "|" between several spans.
func at(t testing.TB, a *article.Article, words string) (target annotation.Target) {
	t.Helper()
	for part := range strings.SplitSeq(words, "|") {
		i := strings.Index(a.Text, part)
		if i < 0 {
			t.Fatalf("the article does not say %q", part)
		}
		target = append(target, text.Bytes{Start: text.Byte(i), End: text.Byte(i + len(part))})
	}
	return target
}

// marked is a layer of the earlier revision with an attribution whose cue the
// later one lost, one that is there whole, and one that is gone.
func marked(t testing.TB, a *article.Article) *annotation.Layer {
	t.Helper()
	l := annotation.NewLayer("before", a.ID, scheme.Preset("attribution"), "reader", noon)
	for i, m := range [][2]string{
		{"content", "“The hull is sound,”|“but the engine is not.”"}, {"source", "the captain"}, {"cue", "told"},
		{"content", "Passengers can take the bus"}, {"source", "the company"}, {"cue", "promised"},
		{"content", "it was an old story"}, {"source", "The harbour master"}, {"cue", "said"},
		{"content", "Nobody was hurt"},
	} {
		l.Annotations = append(l.Annotations, &annotation.Annotation{ID: annotation.ID(fmt.Sprint("a", i)), Label: m[0], Target: at(t, a, m[1]), Created: noon, Modified: noon, Note: m[1]})
	}
	l.Speakers = []*annotation.Speaker{{ID: "s1", Name: "Captain", Kind: annotation.Person}}
	for i := range 3 {
		id := func(n int) annotation.ID { return annotation.ID(fmt.Sprint("a", 3*i+n)) }
		l.Attributions = append(l.Attributions, &annotation.Attribution{ID: annotation.AttributionID(fmt.Sprint("t", i)), Content: []annotation.ID{id(0)}, Source: []annotation.ID{id(1)}, Cue: id(2), Speaker: "s1", Created: noon, Modified: noon})
	}
	l.Attributions[2].Within = "t1"
	if err := l.Check(a); err != nil {
		t.Fatal(err)
	}
	return l
}

func carriedOver(t testing.TB, l *annotation.Layer, from, to *article.Article) *annotation.Layer {
	t.Helper()
	var targets []annotation.Target
	for _, a := range l.Annotations {
		targets = append(targets, a.Target)
	}
	move, err := DecodeMove(Move{From: from.Text, To: to.Text, Targets: targets}.Encode())
	if err != nil {
		t.Fatal(err)
	}
	found, err := move.Anchors(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if back, err := DecodeAnchors(EncodeAnchors(found)); err != nil || !reflect.DeepEqual(back, found) {
		t.Fatalf("anchors came back as %+v, %v; sent were %+v", back, err, found)
	}
	next := CarryOver(l, from, to, found, "after", noon.Add(time.Hour))
	if err := next.Check(to); err != nil {
		t.Fatal(err)
	}
	return next
}

func asJSON(t testing.TB, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestALayerIsCarriedOverAndNothingIsLost(t *testing.T) {
	from, to := made(t, earlier), made(t, later)
	before := marked(t, from)
	was := asJSON(t, before)
	after := carriedOver(t, before, from, to)
	if asJSON(t, before) != was {
		t.Error("the layer that was carried over has changed")
	}
	for _, a := range after.Annotations {
		if words := strings.ReplaceAll(a.Target.Words(to), " … ", "|"); words != a.Note {
			t.Errorf("%s is over %q instead of %q", a.ID, words, a.Note)
		}
	}
	var fates []string
	for _, o := range after.Orphans {
		if o.From != from.ID || strings.ReplaceAll(o.Words(), " … ", "|") != o.Annotation.Note {
			t.Errorf("the orphan %+v has lost its words", o)
		}
		if o.Annotation.ID != "a4" { // short, and like others: lost or changed
			fates = append(fates, fmt.Sprint(o.Annotation.ID, " ", o.Fate))
		}
	}
	if want := []string{"a3 lost", "a5 lost", "a9 ambiguous"}; !slices.Equal(fates, want) {
		t.Errorf("orphans %q, want %q", fates, want)
	}
	if len(after.Attributions) != 2 || after.Attributions[1].ID != "t2" || after.Attributions[1].Within != "" {
		t.Errorf("attributions %s", asJSON(t, after.Attributions))
	}

	// Placed by hand, they are what they were.
	n := 0
	e := editor.New(editor.Open(to, after), 0, nil, nil, func() string { n++; return fmt.Sprint("id", n) }, func() time.Time { return noon.Add(2 * time.Hour) })
	opened := asJSON(t, e.State().Layer())
	for _, place := range [][2]string{{"a4", "The harbour master"}, {"a3", "He has run the port"}, {"a5", "has run"}} {
		changes, err := e.Place(annotation.ID(place[0]), at(t, to, place[1]))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := e.Do("Place", changes...); err != nil {
			t.Fatal(err)
		}
	}
	back := e.State().Attribution("t1")
	if back == nil || !slices.Equal(back.Content, []annotation.ID{"a3"}) || !slices.Equal(back.Source, []annotation.ID{"a4"}) || back.Cue != "a5" || back.Speaker != "s1" {
		t.Errorf("the attribution came back as %+v", back)
	}
	if err := e.State().Layer().Check(to); err != nil || len(e.State().Orphans()) != 1 {
		t.Errorf("%d orphans are left, %v", len(e.State().Orphans()), err)
	}
	for range 3 {
		if _, err := e.Undo(); err != nil {
			t.Fatal(err)
		}
	}
	var undone annotation.Layer
	if err := json.Unmarshal([]byte(asJSON(t, e.State().Layer())), &undone); err != nil {
		t.Fatal(err)
	}
	undone.Modified = after.Modified
	if got := asJSON(t, undone); got != opened {
		t.Errorf("undone it is\n%s\nand was\n%s", got, opened)
	}

	// And back in the first revision everything has its place again.
	again := carriedOver(t, after, to, from)
	if len(again.Annotations) != len(after.Annotations) || len(again.Orphans) != len(after.Orphans) {
		t.Errorf("%d of %d found again, %d orphans of %d", len(again.Annotations), len(after.Annotations), len(again.Orphans), len(after.Orphans))
	}
}

// Whatever a newsroom does to an article, each annotation is in one of the two
// lists, and both lists make a valid layer.
func TestEveryAnnotationIsPlacedOrAnOrphan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := seeded(rapid.Uint64().Draw(t, "seed"))
		s := tell(r, 400)
		v := revise(r, s, rapid.SampledFrom([]float64{0, .1, .6}).Draw(t, "change"), .1, .1)
		if len(v.story) == 0 {
			return // no newsroom removes everything
		}
		layout := func(s story) *article.Article {
			var drafts []article.Draft
			for _, words := range s {
				drafts = append(drafts, article.Draft{Kind: article.Paragraph, Text: strings.Join(words, " ")})
			}
			a, err := article.New(drafts, article.Meta{}, nil)
			if err != nil {
				t.Fatal(err)
			}
			return a
		}
		from, to := layout(s), layout(v.story)
		l := annotation.NewLayer("before", from.ID, scheme.Preset(scheme.Default), "", noon)
		var targets []annotation.Target
		for i, q := range choose(r, s, 12) {
			block := from.Blocks[q.block].Span
			words := strings.Join(s[q.block][q.first:q.last+1], " ")
			start := block.Start + text.Byte(len(strings.Join(s[q.block][:q.first], " ")))
			if q.first > 0 {
				start++
			}
			target := annotation.Target{{Start: start, End: start + text.Byte(len(words))}}
			l.Annotations = append(l.Annotations, &annotation.Annotation{ID: annotation.ID(fmt.Sprint("a", i)), Label: "claim", Target: target, Created: noon, Modified: noon})
			targets = append(targets, target)
		}
		if err := l.Check(from); err != nil {
			t.Fatal(err)
		}
		found, err := Move{From: from.Text, To: to.Text, Targets: targets}.Anchors(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		next := CarryOver(l, from, to, found, "after", noon)
		if err := next.Check(to); err != nil {
			t.Fatal(err)
		}
		if len(next.Annotations)+len(next.Orphans) != len(l.Annotations) {
			t.Fatalf("%d annotations became %d and %d orphans", len(l.Annotations), len(next.Annotations), len(next.Orphans))
		}
	})
}

func TestPlacesKeepTheOrderOfTheSpans(t *testing.T) {
	span := func(a, b text.Byte) text.Bytes { return text.Bytes{Start: a, End: b} }
	got := Places([]Anchor{
		{State: Ambiguous, Candidates: []Candidate{{span(0, 4), .9}, {span(50, 54), .9}}},
		{State: Lost},
		{State: Exact, Span: span(20, 30), Score: 1},
		{State: Ambiguous, Candidates: []Candidate{{span(5, 8), .8}, {span(40, 43), .7}, {span(60, 63), .8}}},
	})
	want := []Place{
		{annotation.Target{span(0, 4), span(20, 30), span(60, 63)}, .8},
		{annotation.Target{span(0, 4), span(20, 30), span(40, 43)}, .7},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("places %+v, want %+v", got, want)
	}
	if got := Places([]Anchor{{State: Lost}}); got != nil {
		t.Errorf("a lost passage may be at %+v", got)
	}
}

func TestWordsAloneAreLookedForToo(t *testing.T) {
	to := made(t, later)
	move, err := DecodeMove(Move{To: to.Text, Passages: [][]annotation.Passage{{{Exact: "“The hull is sound,”"}, {Exact: "“but the engine is not.”", Prefix: "told us, "}}, {{Exact: "Nobody was hurt"}}}}.Encode())
	if err != nil {
		t.Fatal(err)
	}
	found, err := move.Anchors(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if places := Places(found[0]); len(places) != 1 || places[0].Target.Words(to) != "“The hull is sound,” … “but the engine is not.”" {
		t.Errorf("a broken quotation is at %+v", places)
	}
	if places := Places(found[1]); len(places) != 2 {
		t.Errorf("what stands twice is at %+v", places)
	}
}

// FuzzDecodeMove holds that no bytes make the worker panic or believe a count.
func FuzzDecodeMove(f *testing.F) {
	f.Add(Move{From: "One two.", To: "Two one.", Targets: []annotation.Target{{{Start: 0, End: 3}}}}.Encode())
	f.Add(Move{To: "Two one.", Passages: [][]annotation.Passage{{{Exact: "one", Suffix: "."}}}}.Encode())
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0x0f})
	f.Fuzz(func(t *testing.T, data []byte) {
		if m, err := DecodeMove(data); err == nil && utf8.ValidString(m.From) && utf8.ValidString(m.To) {
			if again, err := DecodeMove(m.Encode()); err != nil || !reflect.DeepEqual(again, m) {
				t.Fatalf("%+v came back as %+v, %v", m, again, err)
			}
			if found, err := m.Anchors(t.Context(), nil); err == nil {
				EncodeAnchors(found)
			}
		}
		if list, err := DecodeAnchors(data); err == nil && len(list) > len(data) {
			t.Fatalf("%d anchors in %d bytes", len(list), len(data))
		}
	})
}
