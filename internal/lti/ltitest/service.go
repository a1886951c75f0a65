package ltitest

import (
	"crypto/rand"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/go-jose/go-jose/v4/jwt"
)

// A Score is one that the platform has taken.
type Score struct {
	Item     string    // the name of the column
	User     string    `json:"userId"`
	Given    float64   `json:"scoreGiven"`
	Maximum  float64   `json:"scoreMaximum"`
	Activity string    `json:"activityProgress"`
	Grading  string    `json:"gradingProgress"`
	At       time.Time `json:"timestamp"`
}

// An Item is one that the tool has answered a choice with.
type Item struct {
	Type     string            `json:"type"`
	Title    string            `json:"title"`
	URL      string            `json:"url"`
	Custom   map[string]string `json:"custom"`
	LineItem *struct {
		ScoreMaximum float64 `json:"scoreMaximum"`
		Label        string  `json:"label"`
	} `json:"lineItem"`
}

// Scores are those that have come, in order.
func (p *Platform) Scores() []Score {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]Score(nil), p.scores...)
}

// Asked is how often access was asked for.
func (p *Platform) Asked() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.asked
}

// Revoke ends all access that was given.
func (p *Platform) Revoke() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.access = map[string]time.Time{}
}

// Chosen are the answers to deep linking that have come, in order.
func (p *Platform) Chosen() [][]Item {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([][]Item(nil), p.answers...)
}

func body(form url.Values) io.Reader { return strings.NewReader(form.Encode()) }

// token gives access for what the tool has signed (Security Framework 4.1).
func (p *Platform) token(w http.ResponseWriter, r *http.Request) {
	var c jwt.Claims
	switch {
	case r.Header.Get("Content-Type") != "application/x-www-form-urlencoded":
		p.t.Errorf("access is asked for as %q", r.Header.Get("Content-Type"))
	case r.PostFormValue("grant_type") != "client_credentials", r.PostFormValue("client_assertion_type") != "urn:ietf:params:oauth:client-assertion-type:jwt-bearer", r.PostFormValue("scope") != scoreScope:
		p.t.Errorf("access is asked for with %v", r.PostForm)
	case p.verified(r.PostFormValue("client_assertion"), &c):
		now := time.Now()
		err := c.ValidateWithLeeway(jwt.Expected{Issuer: ClientID, Subject: ClientID, AnyAudience: []string{p.URL + "/token"}, Time: now}, 0)
		p.mu.Lock()
		defer p.mu.Unlock()
		if err != nil || c.ID == "" || p.asserted[c.ID] || c.IssuedAt == nil || c.Expiry == nil || c.Expiry.Time().Sub(c.IssuedAt.Time()) > time.Hour {
			p.t.Errorf("access is asked for with the claims %+v: %v", c, err)
			break
		}
		p.asserted[c.ID] = true
		p.asked++
		token := rand.Text()
		p.access[token] = now.Add(time.Hour)
		answer(w, map[string]any{"access_token": token, "token_type": "Bearer", "expires_in": 3600, "scope": scoreScope})
		return
	}
	w.WriteHeader(http.StatusBadRequest)
}

// score takes one for whoever has access, if it is later than the last.
func (p *Platform) score(w http.ResponseWriter, r *http.Request) {
	token, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	p.mu.Lock()
	defer p.mu.Unlock()
	if time.Now().After(p.access[token]) {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	s := Score{Item: r.PathValue("item")}
	data, _ := io.ReadAll(r.Body)
	d := json.NewDecoder(strings.NewReader(string(data)))
	d.DisallowUnknownFields()
	switch err := d.Decode(&s); {
	case err != nil || s.User == "" || s.Maximum != 1 || s.At.IsZero() || !strings.Contains(string(data), ".") || r.URL.Query().Get("course") == "",
		s.Activity != "Completed" && s.Activity != "InProgress", s.Grading != "FullyGraded", (s.Given == 1) != (s.Activity == "Completed"):
		p.t.Errorf("the tool posts the score %s to %s: %v", data, r.URL, err)
	case r.Header.Get("Content-Type") != "application/vnd.ims.lis.v1.score+json":
		p.t.Errorf("a score is posted as %q", r.Header.Get("Content-Type"))
	default:
		for _, before := range p.scores {
			if before.Item == s.Item && before.User == s.User && before.At.After(s.At) {
				w.WriteHeader(http.StatusConflict)
				return
			}
		}
		p.scores = append(p.scores, s)
		w.WriteHeader(http.StatusOK)
		return
	}
	w.WriteHeader(http.StatusBadRequest)
}

// chosen takes the answer to deep linking (Deep Linking 4.5).
func (p *Platform) chosen(w http.ResponseWriter, r *http.Request) {
	var c jwt.Claims
	var more struct {
		Nonce      string `json:"nonce"`
		Deployment string `json:"https://purl.imsglobal.org/spec/lti/claim/deployment_id"`
		Kind       string `json:"https://purl.imsglobal.org/spec/lti/claim/message_type"`
		Version    string `json:"https://purl.imsglobal.org/spec/lti/claim/version"`
		Data       string `json:"https://purl.imsglobal.org/spec/lti-dl/claim/data"`
		Items      []Item `json:"https://purl.imsglobal.org/spec/lti-dl/claim/content_items"`
	}
	if !p.verified(r.PostFormValue("JWT"), &c, &more) {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	if err := c.ValidateWithLeeway(jwt.Expected{Issuer: ClientID, AnyAudience: []string{p.URL}, Time: time.Now()}, 0); err != nil || c.Expiry == nil || c.IssuedAt == nil || more.Nonce == "" ||
		more.Deployment != Deployment || more.Kind != "LtiDeepLinkingResponse" || more.Version != "1.3.0" || !strings.HasPrefix(more.Data, "data of ") {
		p.t.Errorf("the tool answers a choice with %+v %+v: %v", c, more, err)
	}
	for _, i := range more.Items {
		if i.Type != "ltiResourceLink" || i.URL != p.Tool+"/lti/launch" || i.Title == "" {
			p.t.Errorf("the tool chooses %+v", i)
		}
	}
	p.mu.Lock()
	p.answers = append(p.answers, more.Items)
	p.mu.Unlock()
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = io.WriteString(w, "<!doctype html><title>Course</title><p id=chosen>Chosen.</p>") // the browser has gone if it fails
}
