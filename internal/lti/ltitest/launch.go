package ltitest

import (
	"crypto/rand"
	"fmt"
	"html/template"
	"maps"
	"net/http"
	"net/url"
	"testing"
	"time"
)

// The claims of LTI, and roles in a course.
const (
	Claim      = "https://purl.imsglobal.org/spec/lti/claim/"
	Scoring    = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
	Settings   = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings"
	Instructor = "http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor"
	Learner    = "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"
	scoreScope = "https://purl.imsglobal.org/spec/lti-ags/scope/score"
)

// A Launch is somebody who opens a link of a course, or, if it has no link,
// chooses what is to be put into the course.
type Launch struct {
	User, Role string
	Course     string
	Link       string // the ID; "" for deep linking
	Custom     map[string]string
	LineItem   string // the name of a column; "" for none
	Frame      bool   // inside a page of the platform
	// Change, if it is set, changes the claims before they are signed; a value
	// of nil takes one out.
	Change func(claims map[string]any)
	// Token, if it is set, makes what is posted in the place of what the
	// platform would sign.
	Token func(claims map[string]any) string
}

// Begin sends a browser to the tool's login and returns what it is to ask the
// platform; want is the status expected of the tool.
func (p *Platform) Begin(t testing.TB, browser *http.Client, l *Launch) url.Values {
	t.Helper()
	r, err := browser.Get(p.Tool + "/lti/login?" + p.login(l).Encode())
	if err != nil {
		t.Fatal(err)
	}
	r.Body.Close()
	to, err := url.Parse(r.Header.Get("Location"))
	if err != nil || r.StatusCode/100 != 3 || to.Scheme+"://"+to.Host+to.Path != p.URL+"/authorize" {
		t.Fatalf("the login is answered with %d to %q", r.StatusCode, r.Header.Get("Location"))
	}
	return to.Query()
}

func (p *Platform) login(l *Launch) url.Values {
	hint := rand.Text()
	p.mu.Lock()
	p.launches[hint] = l
	p.mu.Unlock()
	return url.Values{"iss": {p.URL}, "login_hint": {hint}, "lti_message_hint": {"about " + hint}, "target_link_uri": {p.Tool + "/lti/launch"}, "client_id": {ClientID}, "lti_deployment_id": {Deployment}}
}

// Form is what the platform has the browser post to the tool, when it was
// asked so.
func (p *Platform) Form(asked url.Values) url.Values {
	p.t.Helper()
	l, why := p.asks(asked)
	if why != "" {
		p.t.Fatalf("the tool asks wrongly: %s: %v", why, asked)
	}
	claims := p.claims(l, asked.Get("nonce"))
	token := ""
	if l.Token != nil {
		token = l.Token(claims)
	} else {
		token = p.Sign(claims)
	}
	return url.Values{"id_token": {token}, "state": {asked.Get("state")}}
}

// asks is the launch that the tool asks for, or why it must not be answered.
func (p *Platform) asks(asked url.Values) (*Launch, string) {
	for name, want := range map[string]string{"scope": "openid", "response_type": "id_token", "response_mode": "form_post", "prompt": "none", "client_id": ClientID, "redirect_uri": p.Tool + "/lti/launch"} {
		if asked.Get(name) != want {
			return nil, fmt.Sprintf("%s is %q", name, asked.Get(name))
		}
	}
	if len(asked.Get("state")) < 22 || len(asked.Get("nonce")) < 22 {
		return nil, "state or nonce can be guessed"
	}
	hint := asked.Get("login_hint")
	p.mu.Lock()
	defer p.mu.Unlock()
	l := p.launches[hint]
	if l == nil || asked.Get("lti_message_hint") != "about "+hint {
		return nil, "the hints are not what they were"
	}
	return l, ""
}

func (p *Platform) claims(l *Launch, nonce string) map[string]any {
	now := time.Now()
	claims := map[string]any{
		"iss": p.URL, "aud": []string{ClientID}, "azp": ClientID, "sub": l.User, "iat": now.Unix(), "exp": now.Add(5 * time.Minute).Unix(), "nonce": nonce,
		"name": "A real name", "email": "real@platform.example",
		Claim + "version": "1.3.0", Claim + "deployment_id": Deployment, Claim + "target_link_uri": p.Tool + "/lti/launch", Claim + "roles": []string{l.Role},
		Claim + "context": map[string]any{"id": l.Course, "label": l.Course, "title": "Course " + l.Course},
	}
	if l.Frame {
		claims[Claim+"launch_presentation"] = map[string]any{"document_target": "iframe"}
	}
	if l.Custom != nil {
		claims[Claim+"custom"] = maps.Clone(l.Custom)
	}
	if l.Link == "" {
		claims[Claim+"message_type"] = "LtiDeepLinkingRequest"
		claims[Settings] = map[string]any{"deep_link_return_url": p.at("/chosen", nil), "accept_types": []string{"ltiResourceLink"},
			"accept_presentation_document_targets": []string{"iframe", "window"}, "accept_multiple": true, "data": "data of " + l.Course}
	} else {
		claims[Claim+"message_type"] = "LtiResourceLinkRequest"
		claims[Claim+"resource_link"] = map[string]any{"id": l.Link}
	}
	if l.LineItem != "" {
		claims[Scoring] = map[string]any{"scope": []string{scoreScope}, "lineitem": p.at("/lineitems/"+l.LineItem, url.Values{"course": {l.Course}})}
	}
	if l.Change != nil {
		l.Change(claims)
		maps.DeleteFunc(claims, func(_ string, v any) bool { return v == nil })
	}
	return claims
}

// Post has a browser post a form to the tool's launch, as the platform's page
// does.
func (p *Platform) Post(t testing.TB, browser *http.Client, form url.Values, framed bool) *http.Response {
	t.Helper()
	r, err := http.NewRequest("POST", p.Tool+"/lti/launch", body(form))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", p.URL)
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	r.Header.Set("Sec-Fetch-Dest", map[bool]string{true: "iframe", false: "document"}[framed])
	answer, err := browser.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

// Open does all of a launch: login, what the tool asks, and what is posted.
func (p *Platform) Open(t testing.TB, browser *http.Client, l *Launch) *http.Response {
	t.Helper()
	return p.Post(t, browser, p.Form(p.Begin(t, browser, l)), l.Frame)
}

// authorize is Form for a real browser: a page that posts itself.
func (p *Platform) authorize(w http.ResponseWriter, r *http.Request) {
	l, why := p.asks(r.URL.Query())
	if why != "" {
		p.t.Errorf("the tool asks wrongly: %s: %v", why, r.URL.Query())
		http.Error(w, why, http.StatusBadRequest)
		return
	}
	_ = page.Execute(w, map[string]any{"To": p.Tool + "/lti/launch", "Token": p.Sign(p.claims(l, r.URL.Query().Get("nonce"))), "State": r.URL.Query().Get("state")})
}

var page = template.Must(template.New("").Parse(`<!doctype html><meta charset="utf-8"><title>Course</title>
<form id="f" method="post" action="{{.To}}"><input type="hidden" name="id_token" value="{{.Token}}"><input type="hidden" name="state" value="{{.State}}"></form>
<script>document.getElementById("f").submit()</script>`))

// Course is the address of a page of the platform, for a real browser, that
// opens the launch.
func (p *Platform) Course(l *Launch) string {
	hint := rand.Text()
	p.mu.Lock()
	p.launches[hint] = l
	p.mu.Unlock()
	return p.URL + "/course/" + hint
}

func (p *Platform) course(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	l := p.launches[r.PathValue("hint")]
	p.mu.Unlock()
	if l == nil {
		http.NotFound(w, r)
		return
	}
	at := p.Tool + "/lti/login?" + p.login(l).Encode()
	if !l.Frame {
		http.Redirect(w, r, at, http.StatusSeeOther)
		return
	}
	_ = frame.Execute(w, at)
}

var frame = template.Must(template.New("").Parse(`<!doctype html><html lang="en"><meta charset="utf-8"><title>Course</title><h1>A course</h1>
<iframe title="Quoth" src="{{.}}" style="width:100%;height:600px;border:1px solid gray"></iframe></html>`))
