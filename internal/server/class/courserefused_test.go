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

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"

	"quoth/internal/lti/ltitest"
)

func set(name string, value any) func(map[string]any) {
	return func(claims map[string]any) { claims[name] = value }
}

func unsigned(claims map[string]any) string {
	data, _ := json.Marshal(claims)
	return base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none"}`)) + "." + base64.RawURLEncoding.EncodeToString(data) + "."
}

// signedWith signs with a secret or a key that is not the platform's.
func signedWith(t *testing.T, algorithm jose.SignatureAlgorithm, key any) func(map[string]any) string {
	return func(claims map[string]any) string {
		s, err := jose.NewSigner(jose.SigningKey{Algorithm: algorithm, Key: jose.JSONWebKey{Key: key, KeyID: "key 1"}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		token, err := jwt.Signed(s).Claims(claims).Serialize()
		if err != nil {
			t.Fatal(err)
		}
		return token
	}
}

func TestALaunchThatIsNotRightIsRefusedWithASentence(t *testing.T) {
	c := newCollege(t, sqlite(t))
	c.prepared()
	stranger, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	for name, test := range map[string]struct {
		change func(map[string]any)
		token  func(map[string]any) string
		says   string
	}{
		"another issuer":            {set("iss", "https://evil.example"), nil, "of another course platform"},
		"a wrong deployment":        {set(ltitest.Claim+"deployment_id", "deployment 2"), nil, "a deployment that is not registered"},
		"no deployment":             {set(ltitest.Claim+"deployment_id", nil), nil, "a deployment that is not registered"},
		"a wrong audience":          {set("aud", "another"), nil, "made for another program"},
		"several audiences":         {func(m map[string]any) { m["aud"] = []string{ltitest.ClientID, "another"}; m["azp"] = nil }, nil, "made for another program"},
		"another party":             {set("azp", "another"), nil, "made for another program"},
		"expired":                   {set("exp", now.Add(-2*time.Minute).Unix()), nil, "has expired"},
		"without an end":            {set("exp", nil), nil, "has expired"},
		"of the future":             {set("iat", now.Add(5*time.Minute).Unix()), nil, "of the future"},
		"of an hour ago":            {set("iat", now.Add(-time.Hour).Unix()), nil, "too old"},
		"with no time":              {set("iat", nil), nil, "too old"},
		"another nonce":             {set("nonce", "another"), nil, "used already"},
		"no nonce":                  {set("nonce", nil), nil, "used already"},
		"another version":           {set(ltitest.Claim+"version", "1.1"), nil, "another version of LTI"},
		"nobody":                    {set("sub", nil), nil, "who you are"},
		"no course":                 {set(ltitest.Claim+"context", nil), nil, "of which course"},
		"no link":                   {set(ltitest.Claim+"resource_link", nil), nil, "which link"},
		"no role":                   {set(ltitest.Claim+"roles", nil), nil, "that you teach or learn"},
		"a role elsewhere":          {set(ltitest.Claim+"roles", []string{"http://purl.imsglobal.org/vocab/lis/v2/institution/person#Instructor"}), nil, "that you teach or learn"},
		"another kind of message":   {set(ltitest.Claim+"message_type", "LtiSubmissionReviewRequest"), nil, "of a kind that is not known"},
		"a column of another host":  {set(ltitest.Scoring, map[string]any{"scope": []string{"https://purl.imsglobal.org/spec/lti-ags/scope/score"}, "lineitem": "https://evil.example/column"}), nil, "not its own"},
		"not signed":                {nil, unsigned, "not signed as LTI demands"},
		"signed with a secret":      {nil, signedWith(t, jose.HS256, []byte(strings.Repeat("k", 32))), "not signed as LTI demands"},
		"signed with another's key": {nil, signedWith(t, jose.RS256, stranger), "not signed with its key"},
		"no token":                  {nil, func(map[string]any) string { return "" }, "not signed as LTI demands"},
		"a large token":             {nil, func(map[string]any) string { return strings.Repeat("x", 70<<10) }, "too large"},
		"a choice by a learner": {func(m map[string]any) {
			deep(c)(m)
			m[ltitest.Claim+"roles"] = []string{ltitest.Learner}
		}, nil, "only who teaches"},
		"a choice for another host": {func(m map[string]any) {
			deep(c)(m)
			m[ltitest.Settings].(map[string]any)["deep_link_return_url"] = "https://evil.example/"
		}, nil, "not its own"},
		"a choice of something else": {func(m map[string]any) {
			deep(c)(m)
			m[ltitest.Settings].(map[string]any)["accept_types"] = []string{"image"}
		}, nil, "does not take a link"},
	} {
		t.Run(name, func(t *testing.T) {
			launch := teaches
			launch.Change, launch.Token = test.change, test.token
			p := c.person()
			answer := c.platform.Open(t, p.client, &launch)
			if words := problemOf(read(answer)); answer.StatusCode/100 != 4 || !strings.Contains(strings.ToLower(words), test.says) && !strings.Contains(words, test.says) {
				t.Errorf("answered with %d: %s", answer.StatusCode, words)
			}
			if cookieOf(p) != "" {
				t.Error("there is a session now")
			}
		})
	}
	var members []struct{}
	if all, err := c.store.List(t.Context(), "house", "lti-course"); err != nil || len(all) != 1 {
		t.Errorf("%d courses, %v; %v", len(all), err, members)
	}
}

func deep(c *college) func(map[string]any) {
	return func(m map[string]any) {
		m[ltitest.Claim+"message_type"] = "LtiDeepLinkingRequest"
		m[ltitest.Settings] = map[string]any{"deep_link_return_url": c.platform.URL + "/chosen", "accept_types": []string{"ltiResourceLink"}}
	}
}

func TestAStateIsOfOneBrowserAndUsedOnce(t *testing.T) {
	c := newCollege(t, sqlite(t))
	launch := teaches
	p := c.person()
	form := c.platform.Form(c.platform.Begin(t, p.client, &launch))
	check := func(name string, answer *http.Response, says string) {
		t.Helper()
		if words := problemOf(read(answer)); answer.StatusCode != 422 || !strings.Contains(words, says) {
			t.Errorf("%s: %d %s", name, answer.StatusCode, words)
		}
	}
	check("in another browser", c.platform.Post(t, c.person().client, form, false), "in another browser")
	other := c.person()
	mixed := c.platform.Form(c.platform.Begin(t, other.client, &launch))
	mixed.Set("id_token", form.Get("id_token"))
	check("with the token of another", c.platform.Post(t, other.client, mixed, false), "used already")
	again := p.keeping("/lti/")
	if answer := c.platform.Post(t, p.client, form, false); answer.StatusCode != 303 {
		t.Fatalf("as it is: %d %s", answer.StatusCode, problemOf(read(answer)))
	}
	check("again", c.platform.Post(t, p.client, form, false), "in another browser") // the cookie is gone
	again()
	check("again with its cookie", c.platform.Post(t, p.client, form, false), "used already")
	late := c.platform.Form(c.platform.Begin(t, p.client, &launch))
	c.now = time.Now().Add(11 * time.Minute)
	check("too late", c.platform.Post(t, p.client, late, false), "too long")
	c.now = time.Time{}
	huge := url.Values{"state": late["state"], "id_token": {strings.Repeat("x", 200<<10)}}
	if answer := c.platform.Post(t, p.client, huge, false); answer.StatusCode != 413 {
		t.Errorf("oversized: %d", answer.StatusCode)
	}
	refused := c.platform.Form(c.platform.Begin(t, p.client, &launch))
	refused.Set("error", "login_required")
	if answer := c.platform.Post(t, p.client, refused, false); answer.StatusCode != 403 || !strings.Contains(problemOf(read(answer)), "did not hand you over") {
		t.Errorf("refused by the platform: %d", answer.StatusCode)
	}
}

func TestALoginOfAnUnknownPlatformGoesNowhere(t *testing.T) {
	c := newCollege(t, sqlite(t))
	for name, q := range map[string]url.Values{
		"another issuer": {"iss": {"https://evil.example"}, "login_hint": {"x"}},
		"another client": {"iss": {c.platform.URL}, "client_id": {"another"}, "login_hint": {"x"}},
		"no hint":        {"iss": {c.platform.URL}},
		"nothing":        {},
	} {
		if code, page := c.person().page("/lti/login?" + q.Encode()); code != 422 || problemOf(page) == "" {
			t.Errorf("%s: %d", name, code)
		}
	}
	// A platform may begin with a form of its own page as well.
	r, _ := http.NewRequest("POST", c.at+"/lti/login", strings.NewReader(url.Values{"iss": {c.platform.URL}, "login_hint": {"x"}}.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	answer, err := c.person().client.Do(r)
	if err != nil || answer.StatusCode != 303 {
		t.Errorf("a form: %v %v", answer, err)
	}
	answer.Body.Close()
	for _, cookie := range answer.Cookies() {
		if cookie.SameSite != http.SameSiteNoneMode || !cookie.Secure || !cookie.HttpOnly || !cookie.Partitioned || cookie.Path != "/lti/" {
			t.Errorf("the cookie is %v", cookie)
		}
	}
}

func TestOnlyALoginAndALaunchComeFromAnotherSite(t *testing.T) {
	c := newCollege(t, sqlite(t))
	for path, open := range map[string]bool{"/lti/login": true, "/lti/launch": true, "/lti/choose": false, "/lti/link/x/y": false, "/api/sign-out": false, "/lti/launch/": false} {
		r, _ := http.NewRequest("POST", c.at+path, strings.NewReader(""))
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		answer, err := c.person().client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		said := read(answer)
		if refused := answer.StatusCode == 403 && strings.Contains(said, "cross-origin"); refused == open {
			t.Errorf("%s: %d %.80s", path, answer.StatusCode, said)
		}
	}
}

func TestANewKeyOfThePlatformIsTaken(t *testing.T) {
	c := newCollege(t, sqlite(t))
	c.prepared()
	launch := teaches
	c.platform.Rotate("key 2")
	c.opens(c.person(), &launch)
	p := c.person()
	form := c.platform.Form(c.platform.Begin(t, p.client, &launch))
	c.platform.Rotate("key 3")
	c.platform.Down(true)
	launched := c.platform.Form(c.platform.Begin(t, p.client, &launch))
	if answer := c.platform.Post(t, p.client, launched, false); answer.StatusCode != 502 || !strings.Contains(problemOf(read(answer)), "keys cannot be had now") {
		t.Errorf("while its keys cannot be had: %d", answer.StatusCode)
	}
	c.platform.Down(false)
	launched = c.platform.Form(c.platform.Begin(t, p.client, &launch))
	if answer := c.platform.Post(t, p.client, launched, false); answer.StatusCode != 303 {
		t.Errorf("with the third key: %d", answer.StatusCode)
	}
	if answer := c.platform.Post(t, p.client, form, false); answer.StatusCode != 422 || !strings.Contains(problemOf(read(answer)), "not signed with its key") {
		t.Errorf("with the second key: %d", answer.StatusCode)
	}
}

func TestAChoiceIsWhatWasShownAndByWhoMayChoose(t *testing.T) {
	c := newCollege(t, sqlite(t))
	teacher, base, a := c.prepared()
	launch := teaches
	launch.Link = ""
	note := field(read(c.platform.Open(t, teacher.client, &launch)), "note")
	choose := func(form url.Values) (int, string) {
		code, _, page := c.person().send("/lti/choose", form)
		return code, problemOf(page)
	}
	for name, test := range map[string]struct {
		form url.Values
		code int
		says string
	}{
		"nothing":        {url.Values{"note": {note}}, 422, "choose an assignment"},
		"no such":        {url.Values{"note": {note}, "assignment": {"x"}}, 404, "no such assignment"},
		"no note":        {url.Values{"assignment": {string(a.ID)}}, 422, "not what it was given"},
		"a changed note": {url.Values{"note": {note[:len(note)-8] + "AAAAAAAA"}, "assignment": {string(a.ID)}}, 422, "not what it was given"},
		"looking again":  {url.Values{"note": {note}, "again": {"yes"}}, 200, ""},
	} {
		if code, words := choose(test.form); code != test.code || !strings.Contains(strings.ToLower(words), test.says) {
			t.Errorf("%s: %d %s", name, code, words)
		}
	}
	c.now = time.Now().Add(2 * time.Hour)
	if code, words := choose(url.Values{"note": {note}, "assignment": {string(a.ID)}}); code != 422 || !strings.Contains(words, "took too long") {
		t.Errorf("after two hours: %d %s", code, words)
	}
	c.now = time.Time{}
	colleague := teaches
	colleague.User = "teacher-8"
	other := c.person()
	c.opens(other, &colleague)
	var members []struct{ ID, Pseudonym string }
	teacher.get(base+"/members", &members)
	other.post(base+"/members/"+members[0].ID+"/remove", nil, nil)
	if code, words := choose(url.Values{"note": {note}, "assignment": {string(a.ID)}}); code != 403 {
		t.Errorf("by who was removed: %d %s", code, words)
	}
}
