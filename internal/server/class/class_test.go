package class_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"quoth/internal/project"
	"quoth/internal/server/class"
)

func TestAnAccountIsMadeOnceByALinkAndSignedInTo(t *testing.T) {
	s := newSchool(t, sqlite(t))
	path, err := class.Invite(t.Context(), s.store, true)
	if err != nil || path == "" {
		t.Fatal(path, err)
	}
	token := strings.TrimPrefix(path, "/class/setup?token=")
	p := s.person()
	if code, page := p.page(path); code != 200 || !strings.Contains(page, token) {
		t.Fatalf("the link shows %d", code)
	}
	for _, bad := range []url.Values{
		{"token": {token}, "name": {"Ada"}, "password": {"short"}},
		{"token": {token}, "name": {" "}, "password": {"long enough it is"}},
		{"token": {"made up"}, "name": {"Ada"}, "password": {"long enough it is"}},
	} {
		if code, _, shown := p.send("/api/setup", bad); code != 422 || !strings.Contains(shown, "problem") {
			t.Errorf("%v: %d", bad, code)
		}
	}
	if code, to, _ := p.send("/api/setup", url.Values{"token": {token}, "name": {"Ada"}, "password": {"long enough it is"}}); code != 303 || to != "/class/" {
		t.Fatalf("made: %d %s", code, to)
	}
	if code, _, _ := p.send("/api/setup", url.Values{"token": {token}, "name": {"Eve"}, "password": {"long enough it is"}}); code != 422 {
		t.Errorf("the link works twice: %d", code)
	}
	if again, _ := class.Invite(t.Context(), s.store, true); again != "" {
		t.Error("the first account is offered again")
	}
	var me struct{ Account string }
	p.get("/api/me", &me)
	if me.Account != "Ada" {
		t.Errorf("signed in as %q", me.Account)
	}
	p.post("/api/sign-out", nil, nil)
	me.Account = ""
	p.get("/api/me", &me)
	if me.Account != "" {
		t.Error("still signed in")
	}
	other := s.person()
	for _, wrong := range []map[string]string{{"name": "Ada", "password": "wrong horse it is"}, {"name": "Eve", "password": "long enough it is"}} {
		if code, words := other.ask("POST", "/api/sign-in", wrong, nil); code != 422 || words != "name and password do not fit" {
			t.Errorf("%v: %d %s", wrong, code, words)
		}
	}
	other.post("/api/sign-in", map[string]string{"name": " ada ", "password": "long enough it is"}, nil)
}

func TestWhoGuessesIsSlowedDownAndWhoKnowsIsNot(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(nil)
	for i := range 40 {
		s.t = t
		p := l.person()
		if code, words := p.ask("POST", "/api/join", map[string]string{"code": l.project.Code, "pseudonym": "pupil " + string(rune('A'+i%26)) + string(rune('A'+i/26))}, nil); code != 200 {
			t.Fatalf("the %dth of a class: %d %s", i+1, code, words)
		}
	}
	knows := func(when, path string, body map[string]string) {
		t.Helper()
		if code, words := l.person().ask("POST", path, body, nil); code >= 300 {
			t.Errorf("%s, who knows is refused at %s: %d %s", when, path, code, words)
		}
	}
	// Each way in is tried until it is shut. A few who mistype shut nothing, and
	// what is shut is that way alone, or that account.
	resume := l.pupil("Ben").resume
	s.teacher("Ms Vale")
	s.teacher("Mr Oak")
	sign := func(name, password string) map[string]string {
		return map[string]string{"name": name, "password": password}
	}
	for _, way := range []struct {
		path        string
		wrong       map[string]string
		tries, open int
	}{
		{"/api/sign-in", sign("Ms Vale", "a wrong password"), 20, 8},
		{"/api/resume", map[string]string{"code": "AAAABBBBCCCC"}, 90, 50},
		{"/api/setup", map[string]string{"token": "none", "name": "Eve", "password": "correct horse battery"}, 90, 50},
		{"/api/join", map[string]string{"code": "AAAAAA", "pseudonym": "Eve"}, 90, 50},
	} {
		knows("before "+way.path+" is shut", "/api/sign-in", sign("Mr Oak", "correct horse battery"))
		knows("before "+way.path+" is shut", "/api/join", map[string]string{"code": l.project.Code, "pseudonym": "new before " + way.path})
		stopped := 0
		for i := range way.tries {
			switch code, _ := l.person().ask("POST", way.path, way.wrong, nil); {
			case code == 429 && i < way.open:
				t.Fatalf("%s: already the %dth wrong one is stopped", way.path, i+1)
			case code == 429:
				stopped++
			case code != 422:
				t.Fatalf("%s: a wrong one: %d", way.path, code)
			}
		}
		if stopped < 5 {
			t.Errorf("%s: of %d guesses %d were stopped", way.path, way.tries, stopped)
		}
		if way.path != "/api/resume" {
			knows("with "+way.path+" shut", "/api/resume", map[string]string{"code": resume})
		} else {
			time.Sleep(2 * time.Second) // there is one more by then
		}
	}
}

// A computer of the school is one pupil's in this lesson, and another's in the
// next.
func TestPupilsShareAComputer(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(nil)
	ada := l.pupil("Ada")
	ada.marks(l, 0, edit("a1", "claim", 0, 18, ""))
	join := map[string]string{"code": l.project.Code, "pseudonym": "Ben"}
	if code, words := ada.ask("POST", "/api/join", join, nil); code != 409 {
		t.Errorf("joined as another without going out: %d %s", code, words)
	}
	ada.post(l.base+"/sign-out", nil, nil)
	if code, _ := ada.ask("GET", l.base, nil, nil); code != 401 {
		t.Errorf("after going out the class answers %d", code)
	}
	ada.post("/api/join", join, nil)
	ada.post(l.base+"/sign-out", nil, nil)
	ada.post("/api/resume", map[string]string{"code": ada.resume}, nil)
	var k known
	if ada.get(ada.operations(l)+"?after=0", &k); len(k.Operations) != 1 {
		t.Errorf("who comes back has %d marks", len(k.Operations))
	}
	if code, _ := l.teacher.ask("POST", l.base+"/sign-out", nil, nil); code != 403 {
		t.Errorf("the teacher, who is there by an account: %d", code)
	}
}

func TestPupilsJoinByACodeAndComeBackByTheirOwn(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(nil)
	if !regexp.MustCompile(`^[A-Z]{6}$`).MatchString(l.project.Code) {
		t.Fatalf("code %q", l.project.Code)
	}
	p := s.person()
	code, _, shown := p.send("/api/join", url.Values{"code": {strings.ToLower(l.project.Code[:3] + " " + l.project.Code[3:])}, "pseudonym": {"  Heron   7 "}, "name": {"Pia B."}})
	resume := regexp.MustCompile(`[A-Z]{4}-[A-Z]{4}-[A-Z]{4}`).FindString(shown)
	if code != 200 || resume == "" {
		t.Fatalf("joined: %d, code %q", code, resume)
	}
	for name, form := range map[string]url.Values{
		"the same name":  {"code": {l.project.Code}, "pseudonym": {"heron 7"}},
		"no name":        {"code": {l.project.Code}, "pseudonym": {" "}},
		"a wrong code":   {"code": {"ZZZZZZ"}, "pseudonym": {"Eve"}},
		"a hidden name":  {"code": {l.project.Code}, "pseudonym": {"a\u0007b"}},
		"no code at all": {"pseudonym": {"Eve"}},
	} {
		if code, _, shown := s.person().send("/api/join", form); code != 422 || !strings.Contains(shown, `role="alert"`) {
			t.Errorf("%s: %d", name, code)
		}
	}
	phone := s.person()
	if code, to, _ := phone.send("/api/resume", url.Values{"code": {strings.ToLower(resume)}}); code != 200 && code != 303 {
		t.Fatalf("on the phone: %d %s", code, to)
	}
	if code, page := phone.page("/class/" + string(l.project.ID)); code != 200 || !strings.Contains(page, "Heron 7") {
		t.Errorf("the class on the phone: %d", code)
	}
	// The teacher sees the name, and the pupils do not.
	if _, page := l.teacher.page("/class/" + string(l.project.ID)); !strings.Contains(page, "Pia B.") {
		t.Error("the teacher is not told the name")
	}
	if _, page := phone.page("/class/" + string(l.project.ID)); strings.Contains(page, "Pia B.") || strings.Contains(page, l.project.Code) {
		t.Error("a pupil sees names or the code")
	}
	// The code expires, and can be closed.
	s.now = time.Now().Add(15 * 24 * time.Hour)
	if code, _, _ := s.person().send("/api/join", url.Values{"code": {l.project.Code}, "pseudonym": {"Late"}}); code != 422 {
		t.Errorf("an old code: %d", code)
	}
	s.now = time.Time{}
	l.teacher.post(l.base+"/code/close", nil, nil)
	if code, _, _ := s.person().send("/api/join", url.Values{"code": {l.project.Code}, "pseudonym": {"Late"}}); code != 422 {
		t.Errorf("a closed code: %d", code)
	}
}

func TestAMemberIsRemovedOrForgotten(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(nil)
	ada, ben := l.pupil("Ada"), l.pupil("Ben")
	ada.marks(l, 0, edit("a1", "claim", 0, 18, "Ada's own note"))
	ben.marks(l, 0, edit("b1", "claim", 0, 18, ""))
	if code, _ := ben.ask("POST", l.base+"/members/"+string(ada.member)+"/forget", nil, nil); code != 403 {
		t.Fatalf("a pupil forgets another: %d", code)
	}
	l.teacher.post(l.base+"/members/"+string(ben.member)+"/remove", nil, nil)
	if code, _, _ := ben.mark(l, 1, edit("b2", "claim", 0, 3, "")); code != 404 {
		t.Errorf("who was removed writes: %d", code)
	}
	if code, _ := s.person().ask("POST", "/api/resume", map[string]string{"code": ben.resume}, nil); code != 422 {
		t.Errorf("who was removed comes back: %d", code)
	}
	var heat project.Heat
	l.teacher.get(l.article+"/heat", &heat)
	if heat.Readers != 2 {
		t.Errorf("%d readers: the marks of who was removed stay", heat.Readers)
	}
	l.teacher.post(l.base+"/members/"+string(ada.member)+"/forget", nil, nil)
	l.teacher.get(l.article+"/heat", &heat)
	if heat.Readers != 1 {
		t.Errorf("%d readers after one was forgotten", heat.Readers)
	}
	var b strings.Builder
	if err := s.store.Backup(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	for _, left := range []string{"Ada's own note", "Real Ada", "tx-a1"} {
		if strings.Contains(b.String(), left) {
			t.Errorf("%q is still kept", left)
		}
	}
	if code, _ := ada.ask("GET", l.base, nil, nil); code != 404 {
		t.Errorf("who was forgotten sees the class: %d", code)
	}
	if code, _ := l.teacher.ask("POST", l.base+"/leave", nil, nil); code != 403 {
		t.Errorf("the only owner leaves: %d", code)
	}
}

func TestAClassEndsAndIsDeleted(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(nil)
	ada := l.pupil("Ada")
	ada.marks(l, 0, edit("a1", "claim", 0, 18, ""))
	l.teacher.post(l.base+"/end", nil, nil)
	if code, _, words := ada.mark(l, 1, edit("a2", "claim", 0, 3, "")); code != 403 || !strings.Contains(words, "9b has ended") {
		t.Errorf("marking in a class that has ended: %d %s", code, words)
	}
	if code, _ := ada.page("/class/" + string(l.project.ID)); code != 200 {
		t.Errorf("it can be read: %d", code)
	}
	if code, _ := l.teacher.ask("POST", l.base+"/code", nil, nil); code != 403 {
		t.Errorf("a code for a class that has ended: %d", code)
	}
	l.teacher.post(l.base+"/delete", nil, nil)
	if code, _ := l.teacher.ask("GET", l.base, nil, nil); code != 404 {
		t.Errorf("after it was deleted: %d", code)
	}
	var b strings.Builder
	if err := s.store.Backup(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "The bridge is safe") || strings.Contains(b.String(), `"9b"`) {
		t.Error("something of the class is still kept")
	}
}

func TestAPromiseIsNotMadeWeaker(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(func(m map[string]any) { m["anonymity"] = "nobody" })
	if code, _ := l.teacher.ask("POST", l.base, map[string]string{"name": "9b", "anonymity": "all"}, nil); code != 403 {
		t.Errorf("made weaker: %d", code)
	}
	ada := l.pupil("Ada")
	ada.marks(l, 0, edit("a1", "claim", 0, 18, "why?"))
	if code, _ := l.teacher.ask("GET", l.base+"/key.csv", nil, nil); code != 403 {
		t.Errorf("the key of a class where nobody sees: %d", code)
	}
	for _, path := range []string{l.article + "/passage?start=0&end=5", l.article + "/agreement", l.base + "/assignments/" + string(l.assignment.ID) + "/export"} {
		if _, page := l.teacher.page(path); strings.Contains(page, "Ada") {
			t.Errorf("%s tells a name: %s", path, page)
		}
	}
	if _, page := l.teacher.page(l.base + "/members"); strings.Contains(page, "Real Ada") {
		t.Error("a name was kept that nobody may see")
	}
}
