package class_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// A held is a token as it is told.
type held struct {
	ID, Token, Name string
	Made, Expires   time.Time
}

// script is a program of whoever the token is.
func (s *school) script(token string) *person {
	p := s.person()
	p.client.Transport = bearing{p.s.line, token}
	return p
}

type bearing struct {
	http.RoundTripper
	token string
}

func (b bearing) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("Authorization", "Bearer "+b.token)
	line := b.RoundTripper
	if line == nil {
		line = http.DefaultTransport
	}
	return line.RoundTrip(r)
}

// works reports whether a script may make what only an account may.
func works(p *person) bool {
	p.s.t.Helper()
	code, _ := p.ask("GET", "/api/tokens", nil, nil)
	if code != 200 && code != 401 {
		p.s.t.Fatalf("a script is answered with %d", code)
	}
	return code == 200
}

func TestATokenLivesOnItsOwn(t *testing.T) {
	s := newSchool(t, sqlite(t))
	s.now = time.Now()
	l := s.lesson(nil)
	var given held
	l.teacher.post("/api/tokens", nil, &given)
	script := s.script(given.Token)
	script.get(l.base, nil)

	l.teacher.post("/api/sign-out", nil, nil)
	if !works(script) {
		t.Error("the browser signs out, and the script with it")
	}
	name := "Ms Vale"
	vale := s.teacher(name)
	var other held
	vale.post("/api/tokens", nil, &other)
	with := map[string]string{"name": name, "password": "correct horse battery"}
	vale.post("/api/sign-in", with, nil)
	his := s.script(other.Token)
	if !works(his) {
		t.Error("the browser signs in again, and the script is signed out")
	}
	// Signing in makes a browser of a script, and leaves the token alone.
	his.post("/api/sign-in", with, nil)
	if !works(his) || cookieOf(his) == "" {
		t.Error("a script that signs in has no token, or no cookie")
	}

	his.post("/api/sign-out", nil, nil)
	if works(his) || !works(vale) {
		t.Error("a script that signs out is signed in, or its teacher is signed out")
	}
	s.now = s.now.Add(90*24*time.Hour - time.Minute)
	if !works(script) {
		t.Error("it ends before its 90 days")
	}
	s.now = s.now.Add(time.Minute)
	if works(script) {
		t.Error("it opens something after its 90 days")
	}
}

// A teacher may be in a colleague's class as well, by its code: the script is
// to do what they may there.
func TestATokenOpensWhatItsBrowserHasJoined(t *testing.T) {
	s := newSchool(t, sqlite(t))
	l := s.lesson(nil)
	colleague := s.teacher("Ms Vale")
	colleague.post("/api/join", map[string]string{"code": l.project.Code, "pseudonym": "Guest"}, nil)
	var given held
	colleague.post("/api/tokens", nil, &given)
	s.script(given.Token).get(l.base, nil)
}

func TestTokensAreListedAndRevoked(t *testing.T) {
	s := newSchool(t, sqlite(t))
	s.now = time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	vale, wood := s.teacher("Ms Vale"), s.teacher("Mr Wood")
	var given, late held
	vale.post("/api/tokens", nil, &given)
	var list []held
	var told any
	vale.get("/api/tokens", &list)
	vale.get("/api/tokens", &told)
	newChecker(t, vale).answer("/api/tokens", "get", told)
	want := held{ID: given.ID, Name: "script of 1 March 2026", Made: s.now, Expires: given.Expires}
	if len(list) != 1 || list[0] != want {
		t.Errorf("listed as %+v\nwant %+v", list, want)
	}
	_, home := vale.page("/class/")
	if !strings.Contains(home, `action="/api/tokens/`+given.ID+`/revoke"`) || strings.Contains(home, given.Token) {
		t.Error("the home page does not list it, or tells the secret")
	}

	wood.get("/api/tokens", &list)
	if len(list) != 0 {
		t.Errorf("another sees %+v", list)
	}
	for _, id := range []string{given.ID, "made-up"} {
		if code, words := wood.ask("POST", "/api/tokens/"+id+"/revoke", nil, nil); code != 404 || words != "there is no such secret of a script" {
			t.Errorf("another revokes it: %d %s", code, words)
		}
	}
	script := s.script(given.Token)
	if !works(script) {
		t.Fatal("it was revoked by another")
	}
	if code, to, _ := vale.send("/api/tokens/"+given.ID+"/revoke", url.Values{}); code != 303 || to != "/class/" {
		t.Errorf("revoked: %d %s", code, to)
	}
	if works(script) || !works(vale) {
		t.Error("it is revoked and opens something, or the browser does not")
	}

	// What has expired is not listed, and is no more once there is another.
	vale.post("/api/tokens", nil, nil)
	s.now = s.now.Add(91 * 24 * time.Hour)
	if vale.get("/api/tokens", &list); len(list) != 0 {
		t.Errorf("after its time: %+v", list)
	}
	vale.post("/api/tokens", nil, &late)
	if kept, err := s.store.List(t.Context(), "house", "token"); err != nil || len(kept) != 1 || kept[0].ID != late.ID {
		t.Errorf("%d are kept: %v", len(kept), err)
	}
}
