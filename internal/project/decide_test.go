package project

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"quoth/internal/adjudication"
	"quoth/internal/annotation"
	"quoth/internal/article"
)

// deciding opens what the readers marked for somebody.
func deciding(t *testing.T, a *article.Article, r *Result, by string, readers ...Reader) *Deciding {
	t.Helper()
	n := 0
	newID := func() string { n++; return fmt.Sprint("g", n, "-", time.Now().UnixNano()) }
	d, err := Decide(r, "gold", a, readers, by, newID, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// told is the class result as "label words".
func told(a *article.Article, r *Result) (list []string) {
	for _, an := range r.Layer.Annotations {
		list = append(list, an.Label+" "+a.Text[an.Target[0].Start:an.Target.End()])
	}
	slices.Sort(list)
	return list
}

func noted(an *annotation.Annotation, note string) *annotation.Annotation {
	an.Note, an.Tags = note, []string{"private"}
	return an
}

// three have marked the bridge: of the first passage two say claim and one
// question, the second one alone has.
func three() []Reader {
	return []Reader{
		reader("Ada", noted(mark("claim", 0, 18), "I know him"), mark("claim", 42, 61)),
		reader("Ben", mark("question", 0, 18)),
		reader("Cem", mark("claim", 0, 18)),
	}
}

func TestAReadingIsTakenWithoutWhatWasWrittenForOneself(t *testing.T) {
	a := bridge(t)
	d := deciding(t, a, nil, "Ms Vale", three()...)
	cases := d.Cases(false)
	if len(cases) != 2 || d.Decided() != 0 || d.Readers() != 3 {
		t.Fatalf("%d cases, %d decided", len(cases), d.Decided())
	}
	first := cases[0]
	if got := d.Proposed(first); got != ReadingKey(first.Candidates[0]) {
		t.Errorf("the votes propose %q", got)
	}
	if got := d.Proposed(cases[1]); got != TakeNone {
		t.Errorf("of what one has marked the votes propose %q", got)
	}
	if err := d.Take(Key(first), ReadingKey(first.Candidates[0]), " it is checkable ", "open"); err != nil {
		t.Fatal(err)
	}
	got := d.Result.Layer.Annotations[0]
	if got.Label != "claim" || got.Note != "" || got.Tags != nil || got.Creator != "Ms Vale" {
		t.Errorf("taken as %+v", got)
	}
	decision := d.Decision(first)
	if len(decision.Votes) != 3 || decision.Note != "it is checkable" || decision.Creator != "Ms Vale" || d.Decided() != 1 {
		t.Errorf("decided as %+v", decision)
	}
	for _, p := range d.Result.Layer.Adjudication.Of {
		if p.Creator != "" {
			t.Errorf("%s is named in what is kept", p.Creator)
		}
	}
	if err := d.Result.Layer.Check(a); err != nil {
		t.Error(err)
	}
}

func TestWhoDecidesAnewHasToHaveSeenWhatWasDecided(t *testing.T) {
	a := bridge(t)
	d := deciding(t, a, nil, "Ms Vale", three()...)
	key := Key(d.Cases(false)[0])
	if err := d.Take(key, TakeNone, "", "open"); err != nil {
		t.Fatal(err)
	}
	other := deciding(t, a, d.Result, "Mr Moss", three()...)
	err := other.Take(key, ReadingKey(other.Cases(false)[0].Candidates[1]), "", "open")
	if !errors.Is(err, annotation.ErrConflict) || !strings.Contains(err.Error(), "Ms Vale has decided that nothing is marked here") {
		t.Errorf("decided over: %v", err)
	}
	if err := other.Take(key, ReadingKey(other.Cases(false)[0].Candidates[1]), "", Stamp(other.Decision(other.Cases(false)[0]))); err != nil {
		t.Error(err)
	}
	if got := told(a, other.Result); !slices.Equal(got, []string{"question The bridge is safe"}) {
		t.Errorf("%q", got)
	}
	if err := other.Result.Undo(a, "another"); !errors.Is(err, annotation.ErrConflict) {
		t.Errorf("another step is taken back: %v", err)
	}
	for range 2 {
		if err := other.Result.Undo(a, ""); err != nil {
			t.Fatal(err)
		}
	}
	if got := told(a, other.Result); got != nil || len(other.Result.Layer.Adjudication.Decisions) != 0 {
		t.Errorf("after all is taken back: %q", got)
	}
	if err := other.Result.Undo(a, ""); !errors.Is(err, annotation.ErrInvalid) {
		t.Errorf("nothing is taken back: %v", err)
	}
}

func TestTheVoteDecidesWhatIsOpenAndLeavesTheRest(t *testing.T) {
	a := bridge(t)
	d := deciding(t, a, nil, "Ms Vale", three()...)
	if n, err := d.Vote(0.9); n != 0 || err != nil {
		t.Errorf("nine of ten: %d %v", n, err)
	}
	if _, err := d.Vote(0.2); !errors.Is(err, annotation.ErrInvalid) {
		t.Errorf("a fifth decides: %v", err)
	}
	first := d.Cases(false)[0]
	if err := d.Take(Key(first), TakeNone, "", ""); err != nil {
		t.Fatal(err)
	}
	if n, err := d.Vote(0.6); n != 1 || err != nil || d.Decided() != 2 {
		t.Errorf("three fifths: %d %v", n, err)
	}
	if d.Decision(first).Creator != "Ms Vale" {
		t.Error("the vote has decided what was decided")
	}
	if err := d.Result.Undo(a, ""); err != nil || len(d.Result.Layer.Adjudication.Decisions) != 1 {
		t.Errorf("the vote is one step: %v", err)
	}
}

func TestACaseKeepsItsDecisionWhenSomebodyGoesOnMarking(t *testing.T) {
	a := bridge(t)
	d := deciding(t, a, nil, "Ms Vale", three()...)
	if err := d.Take(Key(d.Cases(false)[0]), ReadingKey(d.Cases(false)[0].Candidates[0]), "", ""); err != nil {
		t.Fatal(err)
	}
	// Dot's mark begins with the others' and is longer: it comes first now.
	later := append([]Reader{reader("Dot", mark("claim", 0, 23))}, three()...)
	again := deciding(t, a, d.Result, "Ms Vale", later...)
	if again.Decided() != 1 || again.Decision(again.Cases(false)[0]) == nil {
		t.Fatalf("%d decided", again.Decided())
	}
	if err := again.Take(Key(again.Cases(false)[0]), TakeAll, "", ""); err != nil {
		t.Fatal(err)
	}
	if got := told(a, again.Result); len(got) != 1 || len(again.Result.Layer.Adjudication.Of) != 4 {
		t.Errorf("decided twice: %q", got)
	}
}

func TestWhoIsForgottenLeavesNoVoteBehind(t *testing.T) {
	a := bridge(t)
	d := deciding(t, a, nil, "Ms Vale", three()...)
	for _, c := range d.Cases(false) {
		if err := d.Take(Key(c), ReadingKey(c.Candidates[0]), "", ""); err != nil {
			t.Fatal(err)
		}
	}
	if got := told(a, d.Result); len(got) != 2 {
		t.Fatalf("%q", got)
	}
	r := d.Result
	if found, err := r.Forget(a, map[annotation.LayerID]bool{"l-Nobody": true}, "Nobody"); found || err != nil {
		t.Errorf("a stranger: %v %v", found, err)
	}
	if found, err := r.Forget(a, map[annotation.LayerID]bool{"l-Ada": true}, "Ada"); !found || err != nil {
		t.Fatal(found, err)
	}
	if got := told(a, r); !slices.Equal(got, []string{"claim The bridge is safe"}) {
		t.Errorf("what only Ada had: %q", got)
	}
	for _, d := range r.Layer.Adjudication.Decisions {
		for _, v := range d.Votes {
			if v.Layer == "l-Ada" {
				t.Error("her vote is still there")
			}
		}
	}
	if len(r.Layer.Adjudication.Of) != 2 || r.Steps != nil {
		t.Errorf("%+v", r)
	}
	if found, err := r.Forget(a, nil, "Ms Vale"); !found || err != nil || strings.Contains(fmt.Sprint(r.Layer.Annotations[0].Creator, r.Layer.Adjudication.Decisions[0].Creator), "Vale") {
		t.Errorf("an owner: %v %v", found, err)
	}
}

func TestWhatTheClassIsLeastSureOfComesFirst(t *testing.T) {
	a := bridge(t)
	d := deciding(t, a, nil, "Ms Vale", reader("a", mark("claim", 0, 18), mark("claim", 42, 61)), reader("b", mark("claim", 0, 18)))
	words := func(c *adjudication.Case) string { return a.Text[c.Target[0].Start:c.Target.End()] }
	if got := words(d.Cases(false)[0]); got != "The bridge is safe" {
		t.Errorf("in the order of the text: %q", got)
	}
	if got := words(d.Cases(true)[0]); got == "The bridge is safe" {
		t.Errorf("what all have alike comes first")
	}
	if _, err := Decide(nil, "gold", a, []Reader{reader("a")}, "", nil, nil); !errors.Is(err, annotation.ErrInvalid) {
		t.Errorf("one alone: %v", err)
	}
}
