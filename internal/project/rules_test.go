package project

import (
	"errors"
	"strings"
	"testing"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/scheme"
)

func TestWhatIsSeenAndWhen(t *testing.T) {
	now := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	open, done := &Layer{}, &Layer{Finished: now}
	pupil, guest, teacher := &Member{Role: Annotator}, &Member{Role: Viewer}, &Member{Role: Owner}
	for _, c := range []struct {
		opens  Opening
		opened bool
		who    *Member
		layer  *Layer
		want   bool
	}{
		{WhenFinished, false, pupil, open, false},
		{WhenFinished, false, pupil, nil, false},
		{WhenFinished, false, pupil, done, true},
		{WhenFinished, false, guest, nil, true},
		{WhenTeacher, false, pupil, done, false},
		{WhenTeacher, false, guest, nil, false},
		{WhenTeacher, true, pupil, open, true},
		{Never, false, pupil, done, false},
		{Never, false, teacher, nil, true},
		{WhenTeacher, false, teacher, nil, true},
	} {
		a := &Assignment{Opens: c.opens}
		if c.opened {
			a.Opened = now
		}
		if got := a.Shows(c.who, c.layer); got != c.want {
			t.Errorf("%s (opened: %v) to the %s with %+v: %v", c.opens, c.opened, c.who.Role, c.layer, got)
		}
	}
	for _, c := range []struct {
		mode           Anonymity
		pupil, teacher bool
	}{{SeenByAll, true, true}, {SeenByTeacher, false, true}, {SeenByNobody, false, false}} {
		if c.mode.Names(pupil) != c.pupil || c.mode.Names(teacher) != c.teacher {
			t.Errorf("seen by %s", c.mode)
		}
	}
}

func TestWhoHasSeenWritesNoMore(t *testing.T) {
	now := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	a := &Assignment{Opens: WhenFinished, Until: now}
	if err := a.Writable(&Layer{}, now); err != nil {
		t.Error(err)
	}
	for _, l := range []*Layer{{Finished: now}} {
		if err := a.Writable(l, now); !errors.Is(err, ErrForbidden) {
			t.Error(err)
		}
	}
	if err := a.Writable(&Layer{}, now.Add(time.Second)); !errors.Is(err, ErrForbidden) || !strings.Contains(err.Error(), "1 March 2026, 09:00 UTC") {
		t.Error(err)
	}
	if a.Resumable() || !(&Assignment{Opens: WhenTeacher}).Resumable() || (&Assignment{Opens: WhenTeacher, Opened: now}).Resumable() {
		t.Error("finishing is taken back by whoever has seen nothing, and by nobody else")
	}
	if (&Project{}).Writable() != nil || (&Project{Ended: now}).Writable() == nil {
		t.Error("a class that has ended is read only")
	}
}

func TestRolesHoldThoseBelow(t *testing.T) {
	for i, have := range Roles {
		for j, need := range Roles {
			if have.May(need) != (i >= j) {
				t.Errorf("%s may what %s may: %v", have, need, have.May(need))
			}
		}
	}
	if Role("").May(Viewer) || Role("king").May(Viewer) {
		t.Error("a role that is none may something")
	}
}

func TestCodesAreReadAsTheyAreMeant(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		code, resume := NewCode(), NewResumeCode()
		if len(code) != 6 || Typed(code) != code || seen[code] {
			t.Fatalf("code %q", code)
		}
		seen[code] = true
		if Typed(strings.ToLower(resume)) != strings.ReplaceAll(resume, "-", "") || len(resume) != 14 {
			t.Fatalf("resume code %q", resume)
		}
	}
	if Typed(" ab-c d\te1f ") != "ABCDEF" {
		t.Errorf("%q", Typed(" ab-c d\te1f "))
	}
	if string(Hash("join", "A")) == string(Hash("resume", "A")) {
		t.Error("a code of one kind opens what one of another does")
	}
}

func TestWhatCannotBeIsRefused(t *testing.T) {
	good := Assignment{Title: "Who says it?", Articles: []article.ID{"a"}, Scheme: scheme.Preset(scheme.Default), Opens: WhenFinished}
	if err := good.Check(); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*Assignment){
		"no title":      func(a *Assignment) { a.Title = " " },
		"a control":     func(a *Assignment) { a.Title = "a\x00b" },
		"a long title":  func(a *Assignment) { a.Title = strings.Repeat("é", 201) },
		"no article":    func(a *Assignment) { a.Articles = nil },
		"many articles": func(a *Assignment) { a.Articles = make([]article.ID, 201) },
		"no scheme":     func(a *Assignment) { a.Scheme = nil },
		"no opening":    func(a *Assignment) { a.Opens = "" },
		"long words":    func(a *Assignment) { a.Guidelines = strings.Repeat("x", 1<<17) },
	} {
		a := good
		change(&a)
		if err := a.Check(); !errors.Is(err, annotation.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, p := range []Project{{Name: "", Anonymity: SeenByAll}, {Name: "9b", Anonymity: "some"}} {
		if err := p.Check(); !errors.Is(err, annotation.ErrInvalid) {
			t.Errorf("%+v: %v", p, err)
		}
	}
	for _, m := range []Member{{Pseudonym: "", Role: Annotator}, {Pseudonym: "Ada", Role: "king"}, {Pseudonym: strings.Repeat("x", 41), Role: Viewer}, {Pseudonym: "Ada", Role: Viewer, Name: strings.Repeat("x", 201)}} {
		if err := m.Check(); !errors.Is(err, annotation.ErrInvalid) {
			t.Errorf("%+v: %v", m, err)
		}
	}
	post := Post{Text: "Really?"}
	post.Span.End = 5
	a := bridge(t)
	if err := post.Check(a); err != nil {
		t.Error(err)
	}
	for _, bad := range []Post{{Text: "x"}, {Text: " ", Span: post.Span}} {
		if err := bad.Check(a); !errors.Is(err, annotation.ErrInvalid) {
			t.Errorf("%+v: %v", bad, err)
		}
	}
	post.Span.End = 1000
	if post.Check(a) == nil {
		t.Error("a passage behind the end of the text")
	}
}
