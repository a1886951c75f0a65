package class_test

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"quoth/internal/annotation"
	"quoth/internal/project"
	"quoth/internal/server/class"
)

const password = "correct horse battery"

// signs is another browser of somebody who has a password.
func (s *school) signs(name, password string) *person {
	s.t.Helper()
	p := s.person()
	p.post("/api/sign-in", map[string]string{"name": name, "password": password}, nil)
	return p
}

func TestAnotherPasswordEndsWhatTheOldOneOpened(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(nil)
	vale := s.teacher("Ms Vale")
	shared := l.pupil("Heron") // a browser of the school, in which a pupil has joined
	shared.post("/api/sign-in", map[string]string{"name": "Ms Vale", "password": password}, nil)
	var given held
	vale.post("/api/tokens", nil, &given)
	script, before := s.script(given.Token), cookieOf(vale)

	for _, bad := range []struct{ name, old, new, words string }{
		{"the old one is wrong", "wrong horse battery", "another horse battery", "the password until now is another one"},
		{"the new one is short", password, "short", "a password has at least 10 characters; several words are easy to keep"},
	} {
		if code, words := vale.ask("POST", "/api/me/password", map[string]string{"old": bad.old, "new": bad.new}, nil); code != 422 || words != bad.words {
			t.Errorf("%s: %d %s", bad.name, code, words)
		}
	}
	if !works(script) || shared.account() != "Ms Vale" {
		t.Fatal("what was refused has ended something")
	}
	if code, to, _ := vale.send("/api/me/password", url.Values{"old": {password}, "new": {"another horse battery"}}); code != 303 || to != "/class/" {
		t.Fatalf("changed: %d %s", code, to)
	}
	if vale.account() != "Ms Vale" || cookieOf(vale) == before {
		t.Error("who has changed it is signed out, or has the secret of before")
	}
	if shared.account() != "" || works(script) {
		t.Error("another browser or a script is signed in with the old one")
	}
	shared.get(l.base, nil) // and the pupil is in the class as before
	if code, _ := s.person().ask("POST", "/api/sign-in", map[string]string{"name": "Ms Vale", "password": password}, nil); code != 422 {
		t.Errorf("signing in with the old one: %d", code)
	}
	s.signs("Ms Vale", "another horse battery")
}

func TestPasswordsAreGuessedSlowlyInABrowserThatIsSignedIn(t *testing.T) {
	s := newSchool(t, sqlite(t))
	p := s.teacher("Ms Vale")
	stopped := 0
	for range 30 {
		if code, _ := p.ask("POST", "/api/me/password", map[string]string{"old": "wrong horse battery", "new": password}, nil); code == 429 {
			stopped++
		}
	}
	if stopped < 15 {
		t.Errorf("of 30 guesses %d were stopped", stopped)
	}
}

func TestAnAccountIsDeletedWithAllThatItOpens(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(nil)
	vale := s.teacher("Ms Vale")
	vale.post("/api/join", map[string]string{"code": l.project.Code, "pseudonym": "Guest"}, nil)
	phone := s.signs("Ms Vale", password)
	var given held
	phone.post("/api/tokens", nil, &given)
	script := s.script(given.Token)

	if code, to, _ := vale.send("/api/me/delete", url.Values{}); code != 303 || to != "/class/" {
		t.Fatalf("deleted: %d %s", code, to)
	}
	if vale.account() != "" || phone.account() != "" || works(script) {
		t.Error("it is deleted and opens something")
	}
	vale.get(l.base, nil) // what the browser has joined without it, it is in
	for _, kind := range []string{"account", "session", "token"} {
		records, err := s.store.List(t.Context(), "house", kind)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range records {
			if strings.Contains(string(r.Body), "Ms Vale") || kind == "token" || kind == "session" && r.Owner != "" && r.Owner != ownerOf(t, l) {
				t.Errorf("a %s is kept: %s", kind, r.Body)
			}
		}
	}
	if code, _ := s.person().ask("POST", "/api/sign-in", map[string]string{"name": "Ms Vale", "password": password}, nil); code != 422 {
		t.Errorf("signing in to it: %d", code)
	}
	// Whoever has the name next is somebody else.
	next := s.teacher("Ms Vale")
	if next.account() != "Ms Vale" || phone.account() != "" || works(script) {
		t.Error("the name is taken for good, or opens another's account to who was signed in")
	}
}

// ownerOf is the account of a lesson's teacher.
func ownerOf(t *testing.T, l *lesson) string {
	t.Helper()
	records, err := l.store.List(t.Context(), "house", "account")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range records {
		if strings.Contains(string(r.Body), "teacher of ") {
			return r.Owner
		}
	}
	t.Fatal("the teacher has no account")
	return ""
}

func TestAClassIsNotLeftWithoutAnOwner(t *testing.T) {
	s := newSchool(t, sqlite(t))
	vale, wood := s.teacher("Ms Vale"), s.teacher("Mr Wood")
	var p project.Project
	vale.post("/api/projects", map[string]string{"name": "9b, media"}, &p)
	base := "/api/projects/" + string(p.ID)
	refused := func(who *person, when string) {
		t.Helper()
		var said struct{ Error string }
		if code, _ := who.ask("POST", "/api/me/delete", nil, &said); code != 409 || !strings.HasPrefix(said.Error, "you are the only owner of 9b, media: delete it") || strings.Contains(said.Error, "conflict") {
			t.Errorf("%s: %d %s", when, code, said.Error)
		}
		if who.account() == "" {
			t.Errorf("%s: signed out", when)
		}
	}
	refused(vale, "alone")
	vale.post(base+"/code", nil, &p)
	var colleague struct{ Member project.MemberID }
	wood.post("/api/join", map[string]string{"code": p.Code, "pseudonym": "Mr Wood"}, &colleague)
	refused(vale, "beside a pupil")
	vale.post(base+"/end", nil, nil)
	refused(vale, "when it has ended")
	vale.post(base+"/members/"+string(colleague.Member), map[string]string{"role": "owner"}, nil)
	vale.post("/api/me/delete", nil, nil)

	var members []project.Member
	wood.get(base+"/members", &members)
	for _, m := range members {
		if m.Pseudonym == "Ms Vale" && m.Left.IsZero() {
			t.Error("an owner without an account counts as one")
		}
	}
	// A class that is deleted holds nobody.
	wood.post("/api/projects", map[string]string{"name": "9c"}, &p)
	wood.post("/api/projects/"+string(p.ID)+"/delete", nil, nil)
	wood.post("/api/me/delete", nil, nil)
}

func TestAnInstitutionsAccountHasNoPasswordToChange(t *testing.T) {
	s, i := academy(t)
	p := s.person()
	comes := func() {
		t.Helper()
		if code, to := p.follow("/class/openid/back?" + i.agrees(i.asks(p)).Encode()); code != 303 || to != "/class/" || p.account() != "Ms Vale" {
			t.Fatalf("came back: %d %s as %q", code, to, p.account())
		}
	}
	comes()
	_, home := p.page("/class/")
	if strings.Contains(home, "Change your password") || !strings.Contains(home, "Delete your account") {
		t.Error("the page offers what there is not, or does not offer what there is")
	}
	if code, words := p.ask("POST", "/api/me/password", map[string]string{"new": password}, nil); code != 403 || !strings.Contains(words, "at your institution") {
		t.Errorf("changing it: %d %s", code, words)
	}
	phone := s.person()
	phone.follow("/class/openid/back?" + i.agrees(i.asks(phone)).Encode())
	p.post("/api/me/delete", nil, nil)
	if p.account() != "" || s.accounts() != 0 {
		t.Error("it is not deleted")
	}
	comes() // as somebody new
	if phone.account() != "" {
		t.Error("who was signed in to the one before is in the new one")
	}
	_, home = s.teacher("Mr Wood").page("/class/")
	if !strings.Contains(home, "Change your password") || !strings.Contains(home, `data-ask="Delete your account?`) {
		t.Error("an account with a password has no forms")
	}
}

func TestAForgottenPasswordIsSetAnewByALink(t *testing.T) {
	s := newSchool(t, sqlite(t))
	vale := s.teacher("Ms Vale")
	s.teacher("Mr Wood")
	var given held
	vale.post("/api/tokens", nil, &given)
	link := func() (path, token string) {
		t.Helper()
		path, err := class.Reset(t.Context(), s.store, " ms vale")
		if err != nil {
			t.Fatal(err)
		}
		return path, strings.TrimPrefix(path, "/class/setup?token=")
	}
	_, void := link()
	path, token := link()
	p := s.person()
	if code, page := p.page(path); code != 200 || !strings.Contains(page, `value="Ms Vale" readonly`) || !strings.Contains(page, token) {
		t.Errorf("the link shows %d %s", code, page)
	}
	sets := func(who *person, token, password string) int {
		code, _, _ := who.send("/api/setup", url.Values{"token": {token}, "name": {"Mr Wood"}, "password": {password}})
		return code
	}
	if code := sets(p, void, "another horse battery"); code != 422 {
		t.Errorf("the link before it: %d", code)
	}
	if code := sets(p, token, "short"); code != 422 {
		t.Errorf("a short one: %d", code)
	}
	if code := sets(p, token, "another horse battery"); code != 303 || p.account() != "Ms Vale" {
		t.Errorf("set: %d, signed in as %q", code, p.account())
	}
	if vale.account() != "" || works(s.script(given.Token)) {
		t.Error("who was signed in with the one that was forgotten is so still")
	}
	if code := sets(s.person(), token, "a third horse battery"); code != 422 {
		t.Errorf("the link works twice: %d", code)
	}
	s.signs("Ms Vale", "another horse battery")
	s.signs("Mr Wood", password) // whose name was sent along

	// Whoever remembers it, and changes it, needs the link no more.
	_, token = link()
	p.post("/api/me/password", map[string]string{"old": "another horse battery", "new": password}, nil)
	if code := sets(s.person(), token, "a third horse battery"); code != 422 {
		t.Errorf("the link after a change: %d", code)
	}
	_, token = link()
	p.post("/api/me/delete", nil, nil)
	if code := sets(s.person(), token, "a third horse battery"); code != 422 {
		t.Errorf("the link to what was deleted: %d", code)
	}
	if _, err := class.Reset(t.Context(), s.store, "Ms Vale"); !errors.Is(err, annotation.ErrNotFound) {
		t.Errorf("a link for nobody: %v", err)
	}
}

// An invitation is for one, also if two come with it in the same moment.
func TestOneInvitationMakesOneAccount(t *testing.T) {
	s := newSchool(t, sqlite(t))
	path, err := class.Invite(t.Context(), s.store, false)
	if err != nil {
		t.Fatal(err)
	}
	token := strings.TrimPrefix(path, "/class/setup?token=")
	codes := make(chan int, 6)
	for n := range cap(codes) {
		p := s.person()
		go func() {
			code, _ := p.ask("POST", "/api/setup", map[string]string{"token": token, "name": fmt.Sprint("teacher ", n), "password": "correct horse battery"}, nil)
			codes <- code
		}()
	}
	made := 0
	for range cap(codes) {
		switch code := <-codes; {
		case code < 300:
			made++
		case code != 422:
			t.Errorf("who comes too late is answered %d", code)
		}
	}
	if made != 1 {
		t.Errorf("one invitation made %d accounts", made)
	}
}
