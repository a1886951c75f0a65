package class_test

import (
	"strings"
	"testing"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/editor"
	"quoth/internal/project"
	"quoth/internal/scheme"
)

func TestEditsArriveOnceAndInOrder(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(nil)
	ada := l.pupil("Ada")
	first := edit("a1", "claim", 0, 18, "")
	ada.marks(l, 0, first)
	// The answer was lost, and the same comes again.
	code, k, _ := ada.mark(l, 0, first)
	if code != 409 || k.Seq != 1 || len(k.Operations) != 1 || k.Operations[0].ID != first.ID {
		t.Fatalf("sent twice: %d %+v", code, k)
	}
	ada.marks(l, 1, edit("a2", "claim", 4, 10, ""), edit("a3", "question", 4, 10, "Is it?"))
	phone := s.person()
	phone.post("/api/resume", map[string]string{"code": ada.resume}, nil)
	phone.post(l.article+"/layer", nil, &phone.layer)
	if phone.layer.ID != ada.layer.ID {
		t.Error("another device has another layer")
	}
	if code, k, _ = phone.mark(l, 1, edit("p1", "claim", 0, 3, "")); code != 409 || k.Seq != 3 || len(k.Operations) != 2 {
		t.Fatalf("behind: %d %+v", code, k)
	}
	phone.marks(l, 3, edit("p1", "claim", 0, 3, ""))
	var all known
	ada.get(ada.operations(l)+"?after=1", &all)
	if all.Seq != 4 || len(all.Operations) != 3 || all.Operations[2].ID != "tx-p1" || all.Epoch == "" {
		t.Errorf("the log behind 1: %+v", all)
	}
	var ahead known
	ada.get(ada.operations(l)+"?after=99", &ahead)
	if ahead.Seq != 4 {
		t.Errorf("whoever knows more than there is, as after a backup, is told where it ends: %+v", ahead)
	}
}

func TestWhatDoesNotFitIsRefusedAndLeavesNothing(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(nil)
	ada := l.pupil("Ada")
	ada.marks(l, 0, edit("a1", "claim", 0, 18, ""))
	outside, inside := edit("x", "claim", 0, 5000, ""), edit("x", "claim", 20, 22, "") // 20 to 22 cuts the emoji
	gone := editor.Transaction{ID: "tx-g", At: time.Now(), Changes: []editor.Change{{Annotation: &editor.Edit[annotation.Annotation]{Before: edit("zz", "claim", 0, 3, "").Changes[0].Annotation.After}}}}
	retitled := editor.Transaction{ID: "tx-s", At: time.Now(), Changes: []editor.Change{{Scheme: &editor.Edit[scheme.Scheme]{Before: l.assignment.Scheme, After: scheme.Preset("sift")}}}}
	nameless := edit("x", "claim", 0, 3, "")
	nameless.ID = ""
	for name, tx := range map[string]editor.Transaction{
		"behind the end":       outside,
		"within a character":   inside,
		"an unknown label":     edit("x", "no-such-label", 0, 3, ""),
		"what is not there":    gone,
		"another scheme":       retitled,
		"without an ID":        nameless,
		"an ID that is taken":  edit("a1", "claim", 0, 3, ""),
		"an empty transaction": {ID: "tx-e", Changes: []editor.Change{{}}},
	} {
		if code, _, words := ada.mark(l, 1, edit("ok", "claim", 0, 3, ""), tx); code != 422 && code != 403 && code != 409 {
			t.Errorf("%s: %d %s", name, code, words)
		}
	}
	var all known
	ada.get(ada.operations(l), &all)
	if all.Seq != 1 {
		t.Errorf("half of a refused call is kept: %+v", all)
	}
	if code, _ := ada.ask("POST", ada.operations(l), map[string]any{"after": 1, "operations": []any{}}, nil); code != 422 {
		t.Errorf("nothing at all: %d", code)
	}
	if code, _ := ada.ask("POST", ada.operations(l), strings.Repeat("🙂", 2<<20), nil); code != 413 {
		t.Errorf("eight megabytes of emoji: %d", code)
	}
	if code, _ := ada.ask("POST", ada.operations(l), "no object", nil); code != 422 {
		t.Errorf("no object: %d", code)
	}
}

func TestMarksOfOthersOpenByTheRule(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(nil)
	ada, ben := l.pupil("Ada"), l.pupil("Ben")
	ada.marks(l, 0, edit("a1", "claim", 0, 18, "Who says so?"))
	ben.marks(l, 0, edit("b1", "claim", 4, 18, ""))
	page := "/class/" + string(l.project.ID) + "/" + string(l.assignment.ID) + "/" + string(l.assignment.Articles[0]) + "/together"
	for _, what := range []string{"/heat", "/agreement", "/speakers", "/posts", "/passage?start=0&end=3"} {
		if code, words := ada.ask("GET", l.article+what, nil, nil); code != 403 || words != "what others have marked opens when you have finished" {
			t.Errorf("%s before: %d %s", what, code, words)
		}
	}
	if code, _ := ada.page(page); code != 403 {
		t.Errorf("the page before: %d", code)
	}
	ada.post(l.base+"/layers/"+string(ada.layer.ID)+"/finish", nil, nil)
	if code, _, words := ada.mark(l, 1, edit("a2", "claim", 0, 3, "")); code != 403 || !strings.Contains(words, "finished") {
		t.Errorf("marking after the others were seen: %d %s", code, words)
	}
	if code, _ := ada.ask("POST", l.base+"/layers/"+string(ada.layer.ID)+"/go-on", nil, nil); code != 403 {
		t.Errorf("going on after the others were seen: %d", code)
	}
	var heat project.Heat
	ada.get(l.article+"/heat", &heat)
	if heat.Readers != 2 || len(heat.Passages) != 2 || heat.Passages[1].By != 2 {
		t.Errorf("%+v", heat)
	}
	var behind []struct{ Label, By, Note string }
	ada.get(l.article+"/passage?start=0&end=18", &behind)
	if len(behind) != 2 || behind[0].By != "Ada" || behind[0].Note != "Who says so?" || behind[1].By != "" {
		t.Errorf("to a pupil: %+v", behind)
	}
	l.teacher.get(l.article+"/passage?start=0&end=18", &behind)
	if behind[1].By != "Ben" {
		t.Errorf("to the teacher: %+v", behind)
	}
	code, html := ada.page(page)
	if code != 200 || !strings.Contains(html, `class="heat h5"`) || !strings.Contains(html, "Claim 2") || strings.Contains(html, "Ben") {
		t.Errorf("the page: %d\n%s", code, html)
	}
	ada.post(l.article+"/posts", map[string]any{"start": 0, "end": 18, "text": "I doubt it."}, nil)
	if code, _ := ben.ask("POST", l.article+"/posts", map[string]any{"start": 0, "end": 18, "text": "Too early."}, nil); code != 403 {
		t.Errorf("who has not finished discusses: %d", code)
	}
	if _, html := ada.page(page + "?start=0&end=18"); !strings.Contains(html, "I doubt it.") || !strings.Contains(html, "Who says so?") {
		t.Error("what is behind a passage is not shown")
	}
	// The teacher opens it, and the time ends.
	l.teacher.post(l.base+"/assignments/"+string(l.assignment.ID)+"/open", nil, nil)
	ben.get(l.article+"/heat", &heat)
	l.teacher.post(l.base+"/assignments/"+string(l.assignment.ID)+"/until", map[string]any{"until": time.Now().Add(-time.Hour)}, nil)
	if code, _, words := ben.mark(l, 1, edit("b2", "claim", 0, 3, "")); code != 403 || !strings.Contains(words, "was open until") {
		t.Errorf("after the end: %d %s", code, words)
	}
}

func TestFinishingIsTakenBackWhereItHasShownNothing(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(func(m map[string]any) { m["opens"] = "teacher" })
	ada := l.pupil("Ada")
	ada.post(l.base+"/layers/"+string(ada.layer.ID)+"/finish", nil, nil)
	if code, _ := ada.ask("GET", l.article+"/heat", nil, nil); code != 403 {
		t.Errorf("seen before the teacher opens it: %d", code)
	}
	ada.post(l.base+"/layers/"+string(ada.layer.ID)+"/go-on", nil, nil)
	ada.marks(l, 0, edit("a1", "claim", 0, 18, ""))
}
