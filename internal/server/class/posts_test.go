package class_test

import (
	"encoding/csv"
	"net/url"
	"strings"
	"testing"
)

type post struct {
	ID, Text, By, To string
	Span             struct{ Start, End int }
}

func (l *lesson) postsSeenBy(p *person) (all []post) {
	l.t.Helper()
	p.get(l.article+"/posts", &all)
	return all
}

func TestAThreadIsAnsweredOneLevelDeep(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(nil)
	ada, ben, cem := disagree(l)
	for _, p := range []*person{ada, ben} {
		p.post(l.base+"/layers/"+string(p.layer.ID)+"/finish", nil, nil)
	}
	var first, reply, again post
	ada.post(l.article+"/posts", map[string]any{"start": 0, "end": 18, "text": "Is that <b>so</b>?"}, &first)
	ben.post(l.article+"/posts", map[string]any{"to": first.ID, "text": "It is"}, &reply)
	if reply.To != first.ID || reply.Span != first.Span {
		t.Errorf("a reply: %+v", reply)
	}
	ada.post(l.article+"/posts", map[string]any{"to": reply.ID, "text": "Who says?"}, &again)
	if again.To != first.ID {
		t.Errorf("a reply to a reply: %+v", again)
	}
	if code, words := cem.ask("POST", l.article+"/posts", map[string]any{"to": first.ID, "text": "Me too"}, nil); code != 403 {
		t.Errorf("who has not finished answers: %d %s", code, words)
	}
	for _, bad := range []map[string]any{{"to": first.ID, "text": " "}, {"to": first.ID, "text": strings.Repeat("x", 5000)}, {"start": 0, "end": 9999, "text": "x"}, {"text": "x"}} {
		if code, _ := ada.ask("POST", l.article+"/posts", bad, nil); code != 422 {
			t.Errorf("%v: %d", bad, code)
		}
	}
	if code, _, words := ada.send(l.article+"/posts", url.Values{"to": {"none such"}, "text": {"x"}}); code != 409 || !strings.Contains(words, "was deleted") {
		t.Errorf("an answer to nothing: %d", code)
	}
	code, to, _ := ada.send(l.article+"/posts", url.Values{"to": {first.ID}, "text": {"By form"}})
	if code != 303 || !strings.Contains(to, "/together?post=") {
		t.Fatalf("%d %s", code, to)
	}
	_, page := ada.page(strings.TrimSuffix(to, "#behind"))
	if !strings.Contains(page, "Is that &lt;b&gt;so&lt;/b&gt;?") || strings.Contains(page, "<b>so</b>") || !strings.Contains(page, "By form") || strings.Count(page, `<ul class="replies">`) != 1 {
		t.Errorf("the thread:\n%s", page[strings.Index(page, "<main"):])
	}
}

func TestAPostIsDeletedByItsAuthorUntilItIsAnsweredAndByTheTeacher(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(nil)
	ada, ben, _ := disagree(l)
	for _, p := range []*person{ada, ben} {
		p.post(l.base+"/layers/"+string(p.layer.ID)+"/finish", nil, nil)
	}
	var one, two, reply post
	ada.post(l.article+"/posts", map[string]any{"start": 0, "end": 18, "text": "a giraffe"}, &one)
	ada.post(l.article+"/posts", map[string]any{"start": 0, "end": 18, "text": "a zebra"}, &two)
	ben.post(l.article+"/posts", map[string]any{"to": one.ID, "text": "an okapi"}, &reply)
	if code, words := ben.ask("POST", l.article+"/posts/"+two.ID+"/delete", nil, nil); code != 403 || words != "this is somebody else's" {
		t.Errorf("somebody else's: %d %s", code, words)
	}
	if code, words := ada.ask("POST", l.article+"/posts/"+one.ID+"/delete", nil, nil); code != 403 || !strings.HasPrefix(words, "somebody has answered this") {
		t.Errorf("an answered one: %d %s", code, words)
	}
	ada.post(l.article+"/posts/"+two.ID+"/delete", nil, nil)
	l.teacher.post(l.article+"/posts/"+one.ID+"/delete", nil, nil)
	left := l.postsSeenBy(ben)
	if len(left) != 1 || left[0].Text != "an okapi" {
		t.Errorf("left: %+v", left)
	}
	_, page := ben.page(l.page("/together?start=0&end=18"))
	if !strings.Contains(page, "(removed)") || !strings.Contains(page, "an okapi") || strings.Contains(page, "giraffe") || strings.Contains(page, "zebra") {
		t.Errorf("the page:\n%s", page[strings.Index(page, "<main"):])
	}
	if _, whole := ben.page(l.page("/together")); !strings.Contains(whole, "(removed)") {
		t.Error("the place of what was answered is gone")
	}
	for _, word := range []string{"giraffe", "zebra"} {
		var hits []any
		l.teacher.get(l.base+"/search?q="+word, &hits)
		if len(hits) != 0 {
			t.Errorf("%s is still found", word)
		}
	}
	// A pupil is told which post is the teacher's, and not which is another pupil's.
	l.teacher.post(l.article+"/posts", map[string]any{"to": reply.ID, "text": "Well said"}, nil)
	if said := l.postsSeenBy(ada); said[0].By != "" || !strings.HasPrefix(said[1].By, "teacher of ") {
		t.Errorf("Ada is told %+v", said)
	}
	l.teacher.post(l.article+"/posts/"+l.postsSeenBy(ada)[1].ID+"/delete", nil, nil)
	// Under a place that stays one can go on, and its last answer takes it along.
	if code, _ := ada.ask("POST", l.article+"/posts/"+two.ID+"/delete", nil, nil); code != 404 {
		t.Errorf("deleted twice: %d", code)
	}
	ben.post(l.article+"/posts/"+reply.ID+"/delete", nil, nil)
	if _, page := ben.page(l.page("/together?start=0&end=18")); strings.Contains(page, "(removed)") {
		t.Error("an empty thread stays")
	}
}

func TestTheSpreadsheetSaysHowFarEachAgrees(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(nil)
	ada, ben, _ := disagree(l)
	l.teacher.post(l.article+"/layer", nil, &l.teacher.layer)
	l.teacher.marks(l, 0, edit("k1", "question", 0, 18, ""))
	l.teacher.post(l.article+"/decisions", map[string]string{"case": l.cases()[0].Key, "take": l.cases()[0].Readings[0].Key}, nil)
	l.teacher.post(l.article+"/result/finish", nil, nil)
	for _, p := range []*person{ada, ben} {
		p.post(l.base+"/layers/"+string(p.layer.ID)+"/finish", nil, nil)
	}
	var first post
	ada.post(l.article+"/posts", map[string]any{"start": 0, "end": 18, "text": "Is that so?"}, &first)
	ben.post(l.article+"/posts", map[string]any{"to": first.ID, "text": "It is"}, nil)
	sheet := func() map[string]map[string]string {
		_, file := l.teacher.page(l.base + "/assignments/" + string(l.assignment.ID) + "/progress.csv")
		rows, err := csv.NewReader(strings.NewReader(file)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		by := map[string]map[string]string{}
		for _, row := range rows[1:] {
			by[row[2]] = map[string]string{}
			for i, name := range rows[0] {
				by[row[2]][name] = row[i]
			}
		}
		return by
	}
	by := sheet()
	for _, want := range []struct{ who, column, value string }{
		{"Ben", "agreement_key", "1.000"}, {"Ben", "agreement_result", "0.000"}, {"Cem", "agreement_result", "1.000"}, {"Cem", "agreement_key", "0.000"},
		{"Ada", "posts", "1"}, {"Ada", "replies", "0"}, {"Ben", "replies", "1"}, {"Cem", "posts", "0"}, {"Cem", "finished", ""}, {"Ada", "marks_claim", "2"},
	} {
		if got := by[want.who][want.column]; got != want.value {
			t.Errorf("%s of %s = %q, want %q", want.column, want.who, got, want.value)
		}
	}
	if by["Ben"]["finished"] == "" || by["Cem"]["agreement_class"] == "" {
		t.Errorf("%v", by)
	}
	l.teacher.post(l.base, map[string]string{"name": "9b", "anonymity": "nobody"}, nil)
	for who, row := range sheet() {
		for _, column := range []string{"marks", "agreement_class", "agreement_key", "agreement_result", "posts", "replies", "marks_claim"} {
			if row[column] != "" {
				t.Errorf("nobody is told, and %s of %s is %q", column, who, row[column])
			}
		}
	}
}
