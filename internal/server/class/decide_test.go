package class_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"quoth/internal/format"
	"quoth/internal/project"
)

type passageCase struct {
	Key, Stamp, Exact, Proposed, Taken string
	Readings                           []struct {
		Key, Label, Exact string
		By                int
	}
	Nothing int
}

type result struct {
	Version  string
	Decided  int
	Finished string
	Passages []struct {
		Exact, Label, Note string
		By                 int
	}
}

// disagree makes three pupils mark the bridge: two as a claim, one as a
// question, and one of them something else as well.
func disagree(l *lesson) (ada, ben, cem *person) {
	ada, ben, cem = l.pupil("Ada"), l.pupil("Ben"), l.pupil("Cem")
	ada.marks(l, 0, edit("a1", "claim", 0, 18, "I know the mayor"), edit("a2", "claim", 42, 61, ""))
	ben.marks(l, 0, edit("b1", "question", 0, 18, "is it?"))
	cem.marks(l, 0, edit("c1", "claim", 0, 18, ""))
	return ada, ben, cem
}

func (l *lesson) cases() (all []passageCase) {
	l.t.Helper()
	l.teacher.get(l.article+"/cases", &all)
	return all
}

func (l *lesson) page(of string) string {
	return "/class/" + string(l.project.ID) + "/" + string(l.assignment.ID) + "/" + string(l.assignment.Articles[0]) + of
}

// second makes another owner of the class.
func (l *lesson) second(name string) *person {
	l.t.Helper()
	p := l.pupil(name)
	l.teacher.post(l.base+"/members/"+string(p.member), map[string]string{"role": "owner"}, nil)
	return p
}

func TestAPassageIsDecidedAndShownUnderTheRulesOfTheHeat(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(nil)
	ada, ben, _ := disagree(l)
	all := l.cases()
	if len(all) != 2 || all[0].Exact != "The bridge is safe" || all[0].Readings[0].By != 2 || all[0].Proposed != all[0].Readings[0].Key || all[1].Proposed != "none" || all[1].Nothing != 2 {
		t.Fatalf("%+v", all)
	}
	var r result
	l.teacher.post(l.article+"/decisions", map[string]string{"case": all[0].Key, "take": all[0].Readings[0].Key, "seen": all[0].Stamp, "note": "one can look"}, &r)
	if r.Decided != 1 || len(r.Passages) != 1 || r.Passages[0].Label != "claim" || r.Passages[0].By != 2 || r.Passages[0].Note != "one can look" {
		t.Errorf("%+v", r)
	}
	// Ben has not finished: neither the program nor the page shows it.
	if code, words := ben.ask("GET", l.article+"/result", nil, nil); code != 403 || !strings.Contains(words, "when you have finished") {
		t.Errorf("before finishing: %d %s", code, words)
	}
	if code, _ := ben.page(l.page("/together?result")); code != 403 {
		t.Errorf("the page before finishing: %d", code)
	}
	ada.post(l.base+"/layers/"+string(ada.layer.ID)+"/finish", nil, nil)
	code, page := ada.page(l.page("/together?result"))
	if code != 200 || !strings.Contains(page, "1 passage decided, and it goes on") || !strings.Contains(page, "one can look") || strings.Contains(page, "Ben") || strings.Contains(page, "I know the mayor") {
		t.Errorf("%d\n%s", code, page)
	}
	if code, _ := ada.ask("GET", l.article+"/cases", nil, nil); code != 403 {
		t.Errorf("a pupil reads the cases: %d", code)
	}
	// Only what is finished is compared with.
	var a struct {
		Result bool
		Each   []struct{ Result *float64 }
	}
	ada.get(l.article+"/agreement", &a)
	if a.Result || a.Each[0].Result != nil {
		t.Errorf("compared with half a result: %+v", a)
	}
	l.teacher.post(l.article+"/result/finish", nil, &r)
	ada.get(l.article+"/agreement", &a)
	if r.Finished == "" || !a.Result || len(a.Each) != 1 || a.Each[0].Result == nil || *a.Each[0].Result <= 0.5 {
		t.Errorf("compared with the result: %+v", a)
	}
	if code, _, words := l.teacher.send(l.article+"/decisions", url.Values{"case": {all[1].Key}, "take": {"none"}}); code != 409 || !strings.Contains(words, "The class result is finished") {
		t.Errorf("decided after the end: %d", code)
	}
	l.teacher.post(l.article+"/result/go-on", nil, nil)
	l.teacher.post(l.article+"/decisions", map[string]string{"case": all[1].Key, "take": "none"}, &r)
	if r.Decided != 2 || len(r.Passages) != 1 {
		t.Errorf("%+v", r)
	}
}

func TestTwoTeachersWhoDecideAtOnceLoseNothing(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(nil)
	disagree(l)
	vale, moss := l.teacher, l.second("Mr Moss")
	all := l.cases()
	first, second := all[0], all[1]
	form := func(c passageCase, take string) url.Values {
		return url.Values{"case": {c.Key}, "take": {take}, "seen": {c.Stamp}}
	}
	if code, to, _ := vale.send(l.article+"/decisions", form(first, first.Readings[0].Key)); code != 303 || !strings.Contains(to, "/decide?after="+first.Key) {
		t.Errorf("%d %s", code, to)
	}
	// Another passage, from a page that is older than the first decision.
	if code, _, _ := moss.send(l.article+"/decisions", form(second, "none")); code != 303 {
		t.Errorf("another passage: %d", code)
	}
	// The same passage: the first stays, and the second is told.
	code, _, words := moss.send(l.article+"/decisions", form(first, "none"))
	if code != 409 || !strings.Contains(words, "has decided that this is Claim a moment ago: look at it again") || !strings.Contains(words, "/decide?case="+first.Key) {
		t.Errorf("%d %s", code, words[strings.Index(words, "<main"):])
	}
	var r result
	moss.get(l.article+"/result", &r)
	if r.Decided != 2 || len(r.Passages) != 1 {
		t.Errorf("%+v", r)
	}
	// Somebody has decided since: that is not what was to be taken back.
	if code, words := vale.ask("POST", l.article+"/decisions/undo", map[string]string{"step": "another"}, nil); code != 409 {
		t.Errorf("%d %s", code, words)
	}
	vale.post(l.article+"/decisions/undo", map[string]string{}, &r)
	if r.Decided != 1 {
		t.Errorf("after taking back: %+v", r)
	}
}

func TestAProgramIsToldThatItsVersionIsOld(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(nil)
	disagree(l)
	all := l.cases()
	with := func(tag string, c passageCase) (int, string) {
		r, _ := http.NewRequest("POST", s.at+l.article+"/decisions", strings.NewReader(`{"case":"`+c.Key+`","take":"none"}`))
		r.Header.Set("If-Match", tag)
		answer, err := l.teacher.client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		return answer.StatusCode, answer.Header.Get("ETag")
	}
	if code, _ := with("*", all[0]); code != 412 {
		t.Errorf("any version of none: %d", code)
	}
	code, tag := with(`"0"`, all[0])
	if code != 200 || tag == "" {
		t.Fatalf("the first: %d %s", code, tag)
	}
	if code, _ := with(`"0"`, all[1]); code != 412 {
		t.Errorf("an old version: %d", code)
	}
	if code, _ := with(`"7", `+tag, all[1]); code != 200 {
		t.Errorf("the version that is: %d", code)
	}
	if code, _ := with("*", all[1]); code != 200 {
		t.Errorf("any version: %d", code)
	}
	for body, want := range map[string]int{`{}`: 422, `{"case":"none such","take":"none"}`: 404, `{"case":"` + all[0].Key + `","take":"x"}`: 409} {
		r, _ := http.NewRequest("POST", s.at+l.article+"/decisions", strings.NewReader(body))
		answer, err := l.teacher.client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode != want {
			t.Errorf("%s: %d, want %d", body, answer.StatusCode, want)
		}
	}
}

// The wall names nobody, in whatever mode, and works as plain forms.
func TestNobodyIsNamedOnTheWall(t *testing.T) {
	for _, mode := range project.Anonymities {
		s := newSchool(t, sqlite(t))
		l := s.lesson(func(m map[string]any) { m["anonymity"] = string(mode) })
		disagree(l)
		code, page := l.teacher.page(l.page("/decide"))
		for _, want := range []string{"0 of 2</b> decided", "The bridge is safe", "the vote", "2 notes", "I know the mayor", `name="take" value="none"`, "<kbd>1</kbd>"} {
			if !strings.Contains(page, want) {
				t.Errorf("%s: %d, the wall has no %q", mode, code, want)
			}
		}
		_, wall := l.teacher.page(l.page("/together?wall&start=0&end=18"))
		for _, name := range []string{"Ada", "Ben", "Cem"} {
			if strings.Contains(page, name) || strings.Contains(wall, name) {
				t.Errorf("%s: %s is on the wall", mode, name)
			}
		}
	}
}

func TestTheVoteDecidesTheRestAndTheResultLeavesWithTheOthers(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(func(m map[string]any) { m["anonymity"] = "nobody" })
	ada, _, _ := disagree(l)
	if code, words := l.teacher.ask("POST", l.article+"/decisions/vote", map[string]int{"percent": 90}, nil); code != 422 || !strings.Contains(words, "nothing was decided") {
		t.Errorf("%d %s", code, words)
	}
	for _, percent := range []any{10, "many", 101} {
		if code, _ := l.teacher.ask("POST", l.article+"/decisions/vote", map[string]any{"percent": percent}, nil); code != 422 {
			t.Errorf("%v percent: %d", percent, code)
		}
	}
	if code, to, _ := l.teacher.send(l.article+"/decisions/vote", url.Values{"percent": {"67"}, "order": {"disputed"}}); code != 422 {
		t.Errorf("two thirds are not sixty-seven of a hundred: %d %s", code, to)
	}
	if code, to, _ := l.teacher.send(l.article+"/decisions/vote", url.Values{"percent": {"66"}, "order": {"disputed"}}); code != 303 || !strings.HasSuffix(to, "/decide?order=disputed") {
		t.Errorf("%d %s", code, to)
	}
	gold := func() (string, *format.Document) {
		_, file := l.teacher.page(l.base + "/assignments/" + string(l.assignment.ID) + "/export")
		d, err := format.Read([]byte(file))
		if err != nil {
			t.Fatalf("%v\n%s", err, file)
		}
		return file, d
	}
	file, d := gold()
	last := d.Layers[len(d.Layers)-1]
	if len(d.Layers) != 4 || last.Creator != "class result" || last.Adjudication == nil || len(last.Adjudication.Decisions) != 2 || len(last.Annotations) != 1 || !strings.HasPrefix(last.Adjudication.Of[0].Creator, "reader ") {
		t.Errorf("%d layers, the last %+v", len(d.Layers), last)
	}
	for _, name := range []string{"Ada", "Ben", "Cem", "Real", string(ada.layer.ID)} {
		if strings.Contains(file, name) {
			t.Errorf("%s is in the export", name)
		}
	}
	// Whoever deletes everything of themselves is in no vote any more.
	ada.post(l.base+"/me/delete", nil, nil)
	_, d = gold()
	last = d.Layers[len(d.Layers)-1]
	if len(d.Layers) != 3 || len(last.Adjudication.Of) != 2 {
		t.Errorf("after Ada has gone: %d layers, %+v", len(d.Layers), last.Adjudication.Of)
	}
	for _, decision := range last.Adjudication.Decisions {
		for _, v := range decision.Votes {
			if v.Layer != d.Layers[0].ID && v.Layer != d.Layers[1].ID {
				t.Errorf("a vote of %s, who is no reader", v.Layer)
			}
		}
	}
	if code, _ := ada.ask("GET", l.base, nil, nil); code != 404 && code != 401 {
		t.Errorf("Ada is still in the class: %d", code)
	}
	if code, words := l.teacher.ask("POST", l.base+"/me/delete", nil, nil); code != 403 {
		t.Errorf("the last owner has gone: %d %s", code, words)
	}
	var r result
	l.teacher.get(l.article+"/result", &r)
	if !slices.ContainsFunc(r.Passages, func(p struct {
		Exact, Label, Note string
		By                 int
	}) bool {
		return p.Exact == "The bridge is safe"
	}) {
		t.Errorf("what others were for too has gone: %+v", r)
	}
}

// A class that decides is followed by those who see it, as it happens.
func TestADecisionIsToldToTheClass(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(nil)
	ada, _, _ := disagree(l)
	c := l.cases()[0]
	heard := ada.listen(t, l.base+"/events", "")
	l.teacher.post(l.article+"/decisions", map[string]string{"case": c.Key, "take": "none"}, nil)
	if e := heard.next(); e.kind != "gold" {
		t.Errorf("told of %+v", e)
	}
}
