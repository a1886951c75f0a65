package class_test

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"quoth/internal/project"
	"quoth/internal/server"
	"quoth/internal/server/class"
)

// academy is a school whose teachers sign in at an institution.
func academy(t *testing.T) (*school, *institution) {
	i := newInstitution(t)
	return newSchool(t, sqlite(t), func(_ *server.Config, c *class.Config) { c.OpenID = i.config() }), i
}

// accounts are how many there are.
func (s *school) accounts() int {
	all, err := s.store.List(s.t.Context(), "house", "account")
	if err != nil {
		s.t.Fatal(err)
	}
	return len(all)
}

func TestATeacherSignsInAtTheirInstitution(t *testing.T) {
	s, i := academy(t)
	p := s.person()
	if _, page := p.page("/class/"); !strings.Contains(page, `href="/class/openid">Sign in at the Academy`) {
		t.Error("the start page has no button")
	}
	planted := s.lesson(nil).pupil("Heron") // the browser was somebody's before
	before := cookieOf(planted)
	if code, to := planted.follow("/class/openid/back?" + i.agrees(i.asks(planted)).Encode()); code != 303 || to != "/class/" {
		t.Fatalf("came back: %d %s", code, to)
	}
	if planted.account() != "Ms Vale" {
		t.Errorf("signed in as %q", planted.account())
	}
	if after := cookieOf(planted); after == before || after == "" {
		t.Error("the session has the secret that it had before")
	}
	var mine project.Project
	planted.post("/api/projects", map[string]string{"name": "9b"}, &mine)

	// On another device, and under another name, it is the same account.
	i.claims["name"] = "Ms  Vale-\u202eWood\n" + strings.Repeat("x", 300)
	s.t = t
	phone := s.person()
	phone.follow("/class/openid/back?" + i.agrees(i.asks(phone)).Encode())
	if name := phone.account(); !strings.HasPrefix(name, "Ms Vale-Wood xxx") || len(name) != 200 {
		t.Errorf("called %q", name)
	}
	phone.get("/api/projects/"+string(mine.ID), nil)
	if n := s.accounts(); n != 2 { // and that of the lesson
		t.Errorf("%d accounts", n)
	}
}

func cookieOf(p *person) string {
	at, _ := url.Parse(p.s.at)
	for _, c := range p.client.Jar.Cookies(at) {
		if c.Name == "quoth" {
			return c.Value
		}
	}
	return ""
}

func TestAnAccountWithAPasswordIsNotTakenOverByItsName(t *testing.T) {
	s, i := academy(t)
	l := s.lesson(nil)
	i.claims["name"] = l.teacher.account()
	i.claims["email"] = l.teacher.account()
	p := s.person()
	p.follow("/class/openid/back?" + i.agrees(i.asks(p)).Encode())
	if p.account() != l.teacher.account() {
		t.Fatalf("signed in as %q", p.account())
	}
	if code, _ := p.ask("GET", l.base, nil, nil); code != 404 {
		t.Errorf("another's class: %d", code)
	}
	if code, _ := s.person().ask("POST", "/api/sign-in", map[string]string{"name": i.claims["name"].(string), "password": ""}, nil); code != 422 {
		t.Errorf("signing in without a password: %d", code)
	}
}

func TestOnlyWhomTheInstitutionCallsATeacherMayMakeClasses(t *testing.T) {
	for name, test := range map[string]struct {
		claim        string
		claims, info map[string]any
		code         int
	}{
		"it says nothing":             {"role", nil, nil, 403},
		"it says something else":      {"role", map[string]any{"role": "pupil"}, nil, 403},
		"it says so":                  {"role", map[string]any{"role": "teacher"}, nil, 303},
		"it says so among others":     {"role", map[string]any{"role": []string{"staff", "teacher"}}, nil, 303},
		"within another claim":        {"realm_access.roles", map[string]any{"realm_access": map[string]any{"roles": []string{"teacher"}}}, nil, 303},
		"under a name with dots":      {"https://academy.example/role", map[string]any{"https://academy.example/role": "teacher"}, nil, 303},
		"on being asked":              {"role", nil, map[string]any{"sub": "4711", "role": "teacher"}, 303},
		"on being asked, of another":  {"role", nil, map[string]any{"sub": "4712", "role": "teacher"}, 422},
		"on being asked, it does not": {"role", nil, map[string]any{"sub": "4711"}, 403},
	} {
		t.Run(name, func(t *testing.T) {
			i := newInstitution(t)
			i.info = test.info
			s := newSchool(t, sqlite(t), func(_ *server.Config, c *class.Config) {
				c.OpenID = i.config()
				c.OpenID.Claim, c.OpenID.Value = test.claim, "teacher"
			})
			for name, value := range test.claims {
				i.claims[name] = value
			}
			p := s.person()
			code, shown := p.page("/class/openid/back?" + i.agrees(i.asks(p)).Encode())
			if code != test.code {
				t.Errorf("answered with %d: %s", code, problemOf(shown))
			}
			if code != 303 && (s.accounts() != 0 || problemOf(shown) == "") {
				t.Errorf("%d accounts; the page says %q", s.accounts(), problemOf(shown))
			}
		})
	}
}

// problemOf is what a page says went wrong.
func problemOf(page string) string {
	_, page, _ = strings.Cut(page, `<div class="problem" role="alert">`)
	page, _, _ = strings.Cut(page, "</p>")
	return page
}

func TestWhatIsNotRightSignsNobodyInAndSaysWhy(t *testing.T) {
	const trust = "is not taken"
	for name, test := range map[string]struct {
		change func(t *testing.T, i *institution)
		back   func(i *institution, p *person, q url.Values) url.Values // in the place of what comes back
		code   int
		says   string
	}{
		"a wrong state":   {nil, func(_ *institution, _ *person, q url.Values) url.Values { q.Set("state", "AAAAAAAAAAAAAAAA"); return q }, 422, "in another browser"},
		"a changed state": {nil, func(_ *institution, _ *person, q url.Values) url.Values { q.Set("state", q.Get("state")+"x"); return q }, 422, "used already"},
		"no state":        {nil, func(_ *institution, _ *person, q url.Values) url.Values { q.Del("state"); return q }, 422, "begin again"},
		"a state of another browser": {nil, func(i *institution, p *person, _ url.Values) url.Values {
			return i.agrees(i.asks(p.s.person()))
		}, 422, "in another browser"},
		"a replayed state": {nil, func(_ *institution, p *person, q url.Values) url.Values {
			again := p.keeping("/class/openid")
			p.follow("/class/openid/back?" + url.Values{"state": q["state"], "error": {"access_denied"}}.Encode())
			again()
			return q
		}, 422, "used already"},
		"an old state": {nil, func(_ *institution, p *person, q url.Values) url.Values {
			p.s.now = time.Now().Add(11 * time.Minute)
			return q
		}, 422, "too long"},
		"a wrong code": {nil, func(_ *institution, _ *person, q url.Values) url.Values { q.Set("code", "x"); return q }, 422, "does not know the code: invalid_grant"},
		"an answer of another": {nil, func(_ *institution, _ *person, q url.Values) url.Values {
			q.Set("iss", "https://evil.example")
			return q
		}, 422, trust},
		"refused by the person": {nil, func(_ *institution, _ *person, q url.Values) url.Values {
			q.Del("code")
			q.Set("error", "access_denied")
			return q
		}, 403, "You did not sign in"},
		"another error": {nil, func(_ *institution, _ *person, q url.Values) url.Values { q.Set("error", "server_error"); return q }, 422, "could not sign you in"},
		"a code of another's challenge": {nil, func(i *institution, p *person, q url.Values) url.Values {
			other := i.agrees(i.asks(p.s.person()))
			q.Set("code", other.Get("code"))
			return q
		}, 422, "does not know the code"},
		"a wrong nonce":        {func(_ *testing.T, i *institution) { i.claims["nonce"] = "another" }, nil, 422, "another question"},
		"no nonce":             {func(_ *testing.T, i *institution) { i.claims["nonce"] = nil }, nil, 422, "another question"},
		"a wrong audience":     {func(_ *testing.T, i *institution) { i.claims["aud"] = "another" }, nil, 422, "another program"},
		"several audiences":    {func(_ *testing.T, i *institution) { i.claims["aud"] = []string{clientID, "another"} }, nil, 422, "another program"},
		"another party":        {func(_ *testing.T, i *institution) { i.claims["azp"] = "another" }, nil, 422, "another program"},
		"a wrong issuer":       {func(_ *testing.T, i *institution) { i.claims["iss"] = "https://evil.example" }, nil, 422, "of another issuer"},
		"an expired token":     {func(_ *testing.T, i *institution) { i.claims["exp"] = time.Now().Add(-time.Minute).Unix() }, nil, 422, "has expired"},
		"a token about nobody": {func(_ *testing.T, i *institution) { i.claims["sub"] = nil }, nil, 422, "about nobody"},
		"a token of a wrong key": {func(t *testing.T, i *institution) {
			i.signer = func(claims map[string]any) string {
				stranger := &institution{t: t, kid: i.kid}
				stranger.key, _ = rsa.GenerateKey(rand.Reader, 2048)
				return stranger.sign(claims)
			}
		}, nil, 422, "not signed with its keys"},
		"a token without a signature": {func(_ *testing.T, i *institution) {
			i.signer = func(claims map[string]any) string {
				data, _ := json.Marshal(claims)
				return base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none"}`)) + "." + base64.RawURLEncoding.EncodeToString(data) + "."
			}
		}, nil, 422, trust},
		"no token at all":        {func(_ *testing.T, i *institution) { i.signer = func(map[string]any) string { return "" } }, nil, 422, trust},
		"an issuer that is gone": {nil, func(i *institution, _ *person, q url.Values) url.Values { i.down.Store(true); return q }, 502, "does not answer now"},
	} {
		t.Run(name, func(t *testing.T) {
			s, i := academy(t)
			p := s.person()
			if test.change != nil {
				test.change(t, i)
			}
			q := i.agrees(i.asks(p))
			if test.back != nil {
				q = test.back(i, p, q)
			}
			code, page := p.page("/class/openid/back?" + q.Encode())
			if code != test.code || !strings.Contains(problemOf(page), test.says) {
				t.Errorf("answered with %d: %s", code, problemOf(page))
			}
			if s.accounts() != 0 || p.account() != "" {
				t.Error("there is an account now")
			}
		})
	}
}

func TestANewKeyOfTheIssuerIsTakenAndTheOldOneIsNot(t *testing.T) {
	s, i := academy(t)
	p := s.person()
	p.follow("/class/openid/back?" + i.agrees(i.asks(p)).Encode())
	old := &institution{t: t, key: i.key, kid: i.kid}
	i.rotate("second")
	phone := s.person()
	if code, _ := phone.follow("/class/openid/back?" + i.agrees(i.asks(phone)).Encode()); code != 303 {
		t.Errorf("with the new key: %d", code)
	}
	i.signer = old.sign
	late := s.person()
	if code, _ := late.follow("/class/openid/back?" + i.agrees(i.asks(late)).Encode()); code != 422 {
		t.Errorf("with the old key: %d", code)
	}
}

func TestAnIssuerThatDoesNotAnswerAtTheStartIsAskedAgain(t *testing.T) {
	i := newInstitution(t)
	i.down.Store(true)
	s := newSchool(t, sqlite(t), func(_ *server.Config, c *class.Config) { c.OpenID = i.config() })
	p := s.person()
	if code, page := p.page("/class/openid"); code != http.StatusBadGateway || !strings.Contains(problemOf(page), "does not answer now: try again in a while.") {
		t.Errorf("%d: %s", code, problemOf(page))
	}
	if code, _ := p.page("/class/"); code != 200 {
		t.Errorf("the start page: %d", code)
	}
	i.down.Store(false)
	if code, _ := p.follow("/class/openid/back?" + i.agrees(i.asks(p)).Encode()); code != 303 {
		t.Errorf("when it is back: %d", code)
	}
}

func TestAnotherReplicaEndsWhatOneHasBegun(t *testing.T) {
	database := sqlite(t)
	i := newInstitution(t)
	with := func(_ *server.Config, c *class.Config) { c.OpenID = i.config() }
	one, other := newSchool(t, database, with), newSchool(t, database, with)
	p := one.person()
	asked := i.asks(p)
	p.s = other // the cookies are of the host, whatever the port
	back := i.agrees(asked)
	asked.Set("redirect_uri", other.at+"/class/openid/back") // one address in front of both
	i.asked[back.Get("code")] = asked
	if code, to := p.follow("/class/openid/back?" + back.Encode()); code != 303 || to != "/class/" {
		t.Errorf("ended by the other: %d %s", code, to)
	}
}

func TestWithoutAnInstitutionThereIsNoButton(t *testing.T) {
	s := newSchool(t, sqlite(t))
	p := s.person()
	if _, page := p.page("/class/"); strings.Contains(page, "/class/openid") {
		t.Error("there is a button")
	}
	for _, path := range []string{"/class/openid", "/class/openid/back?state=AAAAAAAAAAAA"} {
		if code, _ := p.page(path); code != 404 {
			t.Errorf("%s: %d", path, code)
		}
	}
}
