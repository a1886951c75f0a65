package editor

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/scheme"
)

// What has been revealed stays so: no undo hides it again, and the steps
// before it can still be taken back.
func TestWhatIsRevealedStaysSoAndIsNoStep(t *testing.T) {
	a, err := article.New([]article.Draft{{Kind: article.Paragraph, Text: "The ferry ran aground."}, {Kind: article.Paragraph, Text: "Nobody was hurt."}}, article.Meta{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	begin := time.Date(2024, 3, 1, 9, 0, 0, 0, time.UTC)
	l := annotation.NewLayer("l", a.ID, scheme.Preset(scheme.Default), "", begin)
	l.Blind = &annotation.Blind{Since: begin}
	now, n := begin, 0
	e := New(Open(a, l), 0, nil, nil, func() string { n++; return fmt.Sprint("id-", n) }, func() time.Time { now = now.Add(time.Minute); return now })
	read := func(block int) {
		if _, err := e.Do("Read", Change{Reading: &Edit[annotation.Reading]{After: &annotation.Reading{Block: block, At: now}}}); err != nil {
			t.Fatal(err)
		}
	}
	read(0)
	if !e.State().Blind().Hides() {
		t.Fatal("it is not blind from the start")
	}
	tx, err := e.Do("Reveal", e.Reveal()...)
	if err != nil || e.State().Blind().Hides() {
		t.Fatalf("%+v, %v", e.State().Blind(), err)
	}
	if again := e.Reveal(); again != nil {
		t.Errorf("it can be revealed twice: %+v", again)
	}
	read(1)
	for i := range 2 {
		if _, err := e.Undo(); err != nil {
			t.Fatalf("undo %d: %v", i, err)
		}
	}
	if e.State().Blind().Hides() || len(e.State().Readings()) != 0 {
		t.Errorf("after undoing all it is %+v with %d readings", e.State().Blind(), len(e.State().Readings()))
	}
	if _, err := e.Undo(); !errors.Is(err, ErrNothing) {
		t.Errorf("a third step: %v", err)
	}
	if _, err := e.Do("Hide", tx.Inverse().Changes...); err == nil {
		t.Error("it can be hidden again")
	}
	// The journal tells the same story, and so does the layer.
	data, err := json.Marshal(e.Pending())
	if err != nil {
		t.Fatal(err)
	}
	var txs []Transaction
	if err := json.Unmarshal(data, &txs); err != nil {
		t.Fatal(err)
	}
	again := New(Open(a, l), 0, nil, nil, func() string { return "" }, time.Now)
	if _, err := again.Merge(txs); err != nil || again.State().Layer().Blind == nil || again.State().Layer().Blind.Hides() {
		t.Errorf("from the journal: %+v, %v", again.State().Blind(), err)
	}
	for _, bad := range []*annotation.Blind{{}, {Since: begin, Revealed: begin.Add(-time.Hour)}} {
		broken := *l
		broken.Blind = bad
		if err := broken.Check(a); !errors.Is(err, annotation.ErrInvalid) {
			t.Errorf("%+v is taken: %v", bad, err)
		}
	}
}
