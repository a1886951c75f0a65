package editor

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/scheme"
	"quoth/internal/text"
)

// words is the tiny article of these tests.
var words = []string{"The mayor said the bridge is safe.", "“We checked,” she said, “every bolt.”", "An engineer denied it."}

func newArticle(t testing.TB) *article.Article {
	t.Helper()
	var drafts []article.Draft
	for _, w := range words {
		drafts = append(drafts, article.Draft{Kind: article.Paragraph, Text: w})
	}
	a, err := article.New(drafts, article.Meta{Title: "Bridge"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// open is an editor over the article, with IDs and times that count up.
func open(t testing.TB) *Editor {
	t.Helper()
	a := newArticle(t)
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	l := annotation.NewLayer("layer", a.ID, scheme.Preset(scheme.Default), "reader", start)
	n := 0
	id := func() string { n++; return fmt.Sprintf("id-%04d", n) }
	clock := func() time.Time { return start.Add(time.Duration(n) * time.Second) }
	return New(Open(a, l), 0, nil, nil, id, clock)
}

// at is the target of words of the article; "|" between several spans.
func at(t testing.TB, e *Editor, s string) annotation.Target {
	t.Helper()
	var target annotation.Target
	for _, part := range strings.Split(s, "|") {
		i := strings.Index(e.State().Article().Text, part)
		if i < 0 {
			t.Fatalf("the article does not say %q", part)
		}
		target = append(target, text.Bytes{Start: text.Byte(i), End: text.Byte(i + len(part))})
	}
	return target
}

func mark(t testing.TB, e *Editor, s, label string) annotation.ID {
	t.Helper()
	a, changes := e.Mark(at(t, e, s), label)
	if _, err := e.Do("Mark", changes...); err != nil {
		t.Fatal(err)
	}
	return a.ID
}

func do(t testing.TB, e *Editor, changes []Change, err error) {
	t.Helper()
	if err == nil {
		_, err = e.Do("Do", changes...)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// shape is a state as JSON, to compare what two states say.
func shape(t testing.TB, s *State) string {
	t.Helper()
	l := s.Layer()
	l.Modified = time.Time{}
	b, err := json.MarshalIndent(l, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(b), "null", "[]") // an empty list and none are the same
}

func TestSegmentsCutAtEveryEdge(t *testing.T) {
	e := open(t)
	mark(t, e, "said the bridge", "claim")
	mark(t, e, "the bridge is safe", "question")
	var got []string
	for _, seg := range e.State().Segments(0) {
		labels := ""
		for _, a := range seg.By {
			labels += a.Label[:1]
		}
		got = append(got, e.State().Article().Text[seg.Span.Start:seg.Span.End]+"|"+labels)
	}
	want := []string{"The mayor |", "said |c", "the bridge|cq", " is safe|q", ".|"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("segments = %q\nwant %q", got, want)
	}
}

func TestDoIsAllOrNothing(t *testing.T) {
	e := open(t)
	good, add := e.Mark(at(t, e, "mayor"), "claim")
	bad := *good
	bad.ID, bad.Label = "bad", "no such label"
	before := shape(t, e.State())
	_, err := e.Do("Both", append(add, Change{Annotation: &Edit[annotation.Annotation]{After: &bad}})...)
	if !errors.Is(err, annotation.ErrInvalid) {
		t.Errorf("error = %v, want ErrInvalid", err)
	}
	if after := shape(t, e.State()); after != before {
		t.Errorf("a failed step left its mark:\n%s", after)
	}
}

func TestStatesAreNeverModified(t *testing.T) {
	e := open(t)
	id := mark(t, e, "the bridge", "claim")
	s := e.State()
	before := shape(t, s)
	changes, err := e.Revise(id, func(a *annotation.Annotation) { a.Note = "why?"; a.Target = Join(a.Target, at(t, e, "engineer")[0]) })
	do(t, e, changes, err)
	changes, err = e.Delete(id)
	do(t, e, changes, err)
	if after := shape(t, s); after != before {
		t.Errorf("the earlier state changed:\n%s\nwas\n%s", after, before)
	}
}

func TestAttributeMakesSourceCueAndSpeakerInOneStep(t *testing.T) {
	e := open(t)
	content := mark(t, e, "“We checked,”|“every bolt.”", "claim")
	w := Saying{Source: []text.Bytes{at(t, e, "she")[0]}, Cue: at(t, e, " said, ")[0], New: &annotation.Speaker{Name: "Mara Quill", Kind: annotation.Person}, Form: annotation.Direct}
	changes, err := e.Attribute(content, w)
	do(t, e, changes, err)
	s := e.State()
	if len(s.Attributions()) != 1 || len(s.Speakers()) != 1 || s.Len() != 3 {
		t.Fatalf("%d attributions, %d speakers, %d annotations; want 1, 1, 3", len(s.Attributions()), len(s.Speakers()), s.Len())
	}
	if got := len(s.Partners(content)); got != 3 {
		t.Errorf("%d partners light up, want 3", got)
	}
	if cue := s.Annotation(s.Attributions()[0].Cue); cue.Target.Words(s.Article()) != "said," {
		t.Errorf("the cue is %q, trimmed it is %q", cue.Target.Words(s.Article()), "said,")
	}
	if _, err := e.Undo(); err != nil {
		t.Fatal(err)
	}
	if e.State().Len() != 1 || len(e.State().Speakers()) != 0 {
		t.Errorf("undo left %d annotations and %d speakers", e.State().Len(), len(e.State().Speakers()))
	}
}

func TestAttributeAgainReplacesTheWords(t *testing.T) {
	e := open(t)
	content := mark(t, e, "the bridge is safe", "claim")
	changes, err := e.Attribute(content, Saying{Source: []text.Bytes{at(t, e, "engineer")[0]}})
	do(t, e, changes, err)
	changes, err = e.Attribute(content, Saying{Source: []text.Bytes{at(t, e, "The mayor")[0]}})
	do(t, e, changes, err)
	if n := len(e.State().Attributions()); n != 1 {
		t.Errorf("%d attributions, want 1", n)
	}
	var sources []string
	for a := range e.State().InTextOrder() {
		if a.Label == "source" {
			sources = append(sources, a.Target.Words(e.State().Article()))
		}
	}
	if !reflect.DeepEqual(sources, []string{"The mayor"}) {
		t.Errorf("sources = %q, the first one should be gone", sources)
	}
}

func TestDeletingContentTakesItsAttributionAlong(t *testing.T) {
	e := open(t)
	outer := mark(t, e, "the bridge is safe", "claim")
	inner := mark(t, e, "safe", "claim")
	shared := []text.Bytes{at(t, e, "The mayor")[0]}
	changes, err := e.Attribute(outer, Saying{Source: shared})
	do(t, e, changes, err)
	within := e.State().Attributions()[0].ID
	changes, err = e.Attribute(inner, Saying{Source: shared, Within: within})
	do(t, e, changes, err)
	changes, err = e.Delete(outer)
	do(t, e, changes, err)
	s := e.State()
	if len(s.Attributions()) != 1 || s.Attributions()[0].Within != "" {
		t.Fatalf("attributions = %+v, want the inner one alone and free", s.Attributions())
	}
	if s.Len() != 2 {
		t.Errorf("%d annotations are left, want the inner content and the source that both had", s.Len())
	}
	if _, err := e.Undo(); err != nil || e.State().Len() != 3 || len(e.State().Attributions()) != 2 {
		t.Errorf("undo: %v, %d annotations, %d attributions", err, e.State().Len(), len(e.State().Attributions()))
	}
}

func TestMergedSpeakersSpeakAsOne(t *testing.T) {
	e := open(t)
	one := mark(t, e, "the bridge is safe", "claim")
	two := mark(t, e, "every bolt", "claim")
	for id, name := range map[annotation.ID]string{one: "the mayor", two: "Mara Quill"} {
		changes, err := e.Attribute(id, Saying{New: &annotation.Speaker{Name: name, Kind: annotation.Person}})
		do(t, e, changes, err)
	}
	a, b := e.State().Speakers()[0], e.State().Speakers()[1]
	merged := *a
	merged.Aliases = []string{b.Name}
	changes, err := e.MergeSpeakers(a.ID, b.ID, &merged)
	do(t, e, changes, err)
	for _, at := range e.State().Attributions() {
		if at.Speaker != a.ID {
			t.Errorf("attribution %s is by %s, want %s", at.ID, at.Speaker, a.ID)
		}
	}
	if len(e.State().Speakers()) != 1 {
		t.Errorf("%d speakers are left", len(e.State().Speakers()))
	}
}

func TestMergeWithAnotherTabKeepsBothAndDropsWhatNoLongerFits(t *testing.T) {
	here, there := open(t), open(t)
	there.newID = func() func() string { n := 0; return func() string { n++; return fmt.Sprintf("other-%d", n) } }()
	id := mark(t, here, "the bridge", "claim")
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(here.Saved(1))
	first := *here.now.undo.Tx
	_, err := there.Merge([]Transaction{first})
	must(err)

	gone, err := there.Delete(id)
	do(t, there, gone, err)
	mark(t, there, "engineer", "question")
	changes, err := here.Revise(id, func(a *annotation.Annotation) { a.Note = "too late" })
	do(t, here, changes, err)
	mark(t, here, "bolt", "evidence")

	remote := there.Pending()
	dropped, err := here.Merge(remote)
	must(err)
	if len(dropped) != 1 {
		t.Errorf("%d steps were dropped, want the note on the deleted mark alone", len(dropped))
	}
	must(there.Saved(2))
	must(there.Saved(3))
	_, err = there.Merge(here.Pending())
	must(err)
	must(here.Saved(4))
	if a, b := shape(t, here.State()), shape(t, there.State()); a != b {
		t.Errorf("the tabs differ:\n%s\n%s", a, b)
	}
}

func TestUndoReachesBeyondTheSnapshot(t *testing.T) {
	e := open(t)
	mark(t, e, "the bridge", "claim")
	mark(t, e, "bolt", "claim")
	journal := e.Pending()
	for seq := range journal {
		if err := e.Saved(seq + 1); err != nil {
			t.Fatal(err)
		}
	}
	s, seq, undo, redo := e.History()
	again := New(s, seq, undo, redo, e.newID, e.clock)
	for range journal {
		if _, err := again.Undo(); !errors.Is(err, ErrNotLoaded) {
			t.Fatalf("error = %v, want ErrNotLoaded", err)
		}
		step := again.NextUndo()
		step.Load(journal[step.Seq-1])
		if _, err := again.Undo(); err != nil {
			t.Fatal(err)
		}
	}
	if again.State().Len() != 0 {
		t.Errorf("%d annotations are left", again.State().Len())
	}
	if _, err := again.Undo(); !errors.Is(err, ErrNothing) {
		t.Errorf("error = %v, want ErrNothing", err)
	}
}

// TestAnyStoryCanBeUndoneRedoneAndReplayed makes up edits, then checks that
// undoing all leads to the beginning, redoing all to the end, and replaying
// the journal from its JSON to the same state.
func TestAnyStoryCanBeUndoneRedoneAndReplayed(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		e := open(t)
		beginning := shape(t, e.State())
		labels := e.State().Scheme().Labels
		for range rapid.IntRange(1, 25).Draw(rt, "steps") {
			tell(rt, e, labels)
		}
		end := shape(t, e.State())
		undone := 0
		for e.NextUndo() != nil {
			if _, err := e.Undo(); err != nil {
				rt.Fatalf("undo: %v", err)
			}
			undone++
		}
		if got := shape(t, e.State()); got != beginning {
			rt.Fatalf("after undoing all:\n%s", got)
		}
		for range undone {
			if _, err := e.Redo(); err != nil {
				rt.Fatalf("redo: %v", err)
			}
		}
		if got := shape(t, e.State()); got != end {
			rt.Fatalf("after doing all again:\n%s\nwant\n%s", got, end)
		}
		stored, err := json.Marshal(e.Pending())
		if err != nil {
			rt.Fatal(err)
		}
		var journal []Transaction
		if err := json.Unmarshal(stored, &journal); err != nil {
			rt.Fatal(err)
		}
		replayed := open(t)
		if _, err := replayed.Merge(journal); err != nil {
			rt.Fatalf("replay: %v", err)
		}
		if got := shape(t, replayed.State()); got != end {
			rt.Fatalf("replayed:\n%s\nwant\n%s", got, end)
		}
	})
}

// tell makes one edit; one that is refused must leave everything as it was,
// which Do promises and the story relies on.
func tell(rt *rapid.T, e *Editor, labels []scheme.Label) {
	s := e.State()
	full := len(s.Article().Text)
	start := rapid.IntRange(0, full-1).Draw(rt, "start")
	span := text.Bytes{Start: text.Byte(start), End: text.Byte(rapid.IntRange(start, full).Draw(rt, "end"))}
	var some annotation.ID
	if s.Len() > 0 {
		some = s.Annotations()[rapid.IntRange(0, s.Len()-1).Draw(rt, "which")].ID
	}
	label := labels[rapid.IntRange(0, len(labels)-1).Draw(rt, "label")].ID
	var changes []Change
	switch rapid.IntRange(0, 8).Draw(rt, "what") {
	case 0, 1:
		_, changes = e.Mark(annotation.Target{span}, label)
	case 2:
		changes, _ = e.Relabel(some, label)
	case 3:
		changes, _ = e.Delete(some)
	case 4:
		changes, _ = e.Revise(some, func(a *annotation.Annotation) { a.Target = Join(a.Target, span) })
	case 5:
		changes, _ = e.Attribute(some, Saying{Source: []text.Bytes{span}, New: &annotation.Speaker{Name: "N. N.", Kind: annotation.Unnamed}})
	case 6:
		changes = e.MarkRead(rapid.IntRange(0, 2).Draw(rt, "block"), rapid.Bool().Draw(rt, "read"))
	case 7:
		if len(s.Attributions()) > 0 {
			changes, _ = e.Unattribute(s.Attributions()[0].ID)
		}
	case 8:
		if len(s.Speakers()) > 0 {
			changes, _ = e.RemoveSpeaker(s.Speakers()[0].ID)
		}
	}
	if len(changes) > 0 {
		_, _ = e.Do("Tell", changes...)
	}
}
