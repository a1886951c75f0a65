// Package ltitest is a course platform for tests, as strict as a real one: it
// checks everything that a tool sends it against LTI 1.3, and fails the test
// where it is wrong.
package ltitest

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

// The registration of the tool.
const (
	ClientID   = "quoth at the platform"
	Deployment = "deployment 1"
)

// A Platform runs until the test ends. What is exported may be changed between
// requests.
type Platform struct {
	URL  string // its issuer, too
	Tool string // where the tool is; to be set before the first launch
	// Fetch is the client that gets the tool's keys.
	Fetch *http.Client

	t        testing.TB
	mu       sync.Mutex
	key      *rsa.PrivateKey
	kid      string
	down     bool
	launches map[string]*Launch // by login hint
	access   map[string]time.Time
	asserted map[string]bool // the IDs of client assertions
	scores   []Score
	answers  [][]Item
	asked    int // for access
}

// New starts a platform.
func New(t testing.TB) *Platform {
	p := &Platform{t: t, Fetch: http.DefaultClient, launches: map[string]*Launch{}, access: map[string]time.Time{}, asserted: map[string]bool{}}
	p.Rotate("key 1")
	mux := http.NewServeMux()
	mux.HandleFunc("GET /keys", p.keys)
	mux.HandleFunc("GET /authorize", p.authorize)
	mux.HandleFunc("POST /token", p.token)
	mux.HandleFunc("POST /lineitems/{item}/scores", p.score)
	mux.HandleFunc("POST /chosen", p.chosen)
	mux.HandleFunc("GET /course/{hint}", p.course)
	mux.HandleFunc("GET /favicon.ico", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.mu.Lock()
		down := p.down
		p.mu.Unlock()
		if down {
			http.Error(w, "the platform is down", http.StatusServiceUnavailable)
			return
		}
		mux.ServeHTTP(w, r)
	}))
	t.Cleanup(host.Close)
	p.URL = host.URL
	return p
}

// Registration is what the tool is told of the platform, as its file has it.
func (p *Platform) Registration() []byte {
	data, err := json.Marshal([]map[string]any{{
		"issuer": p.URL, "clientId": ClientID, "deploymentIds": []string{Deployment},
		"authorization": p.URL + "/authorize", "token": p.URL + "/token", "keys": p.URL + "/keys",
	}})
	if err != nil {
		p.t.Fatal(err)
	}
	return data
}

// Down makes the platform answer nothing, or answer again.
func (p *Platform) Down(down bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.down = down
}

// Rotate gives the platform another key, and it forgets the one before.
func (p *Platform) Rotate(kid string) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		p.t.Fatal(err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.key, p.kid = key, kid
}

// Sign signs claims with the platform's key.
func (p *Platform) Sign(claims any) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	s, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: jose.JSONWebKey{Key: p.key, KeyID: p.kid}}, (&jose.SignerOptions{}).WithType("JWT"))
	if err != nil {
		p.t.Fatal(err)
	}
	token, err := jwt.Signed(s).Claims(claims).Serialize()
	if err != nil {
		p.t.Fatal(err)
	}
	return token
}

func (p *Platform) keys(w http.ResponseWriter, _ *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	answer(w, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: p.key.Public(), KeyID: p.kid, Algorithm: "RS256", Use: "sig"}}})
}

func answer(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v) // the tool has gone if it fails
}

// toolKeys are the tool's public keys as it shows them.
func (p *Platform) toolKeys() jose.JSONWebKeySet {
	p.t.Helper()
	var set jose.JSONWebKeySet
	r, err := p.Fetch.Get(p.Tool + "/lti/keys")
	if err != nil {
		p.t.Error(err)
		return set
	}
	defer r.Body.Close()
	if err := json.NewDecoder(r.Body).Decode(&set); err != nil || len(set.Keys) == 0 {
		p.t.Errorf("the tool's keys: %v", err)
	}
	for _, k := range set.Keys {
		if !k.IsPublic() || k.KeyID == "" || k.Algorithm != "RS256" || k.Use != "sig" {
			p.t.Errorf("the tool shows the key %+v", k)
		}
	}
	return set
}

// verified are the claims of what the tool has signed; ok says that it has.
func (p *Platform) verified(signed string, into ...any) (ok bool) {
	p.t.Helper()
	token, err := jwt.ParseSigned(signed, []jose.SignatureAlgorithm{jose.RS256})
	if err != nil || len(token.Headers) != 1 {
		p.t.Errorf("what the tool signed: %v", err)
		return false
	}
	if err := token.Claims(p.toolKeys(), into...); err != nil {
		p.t.Errorf("the signature of the tool: %v", err)
		return false
	}
	return true
}

// at is an address of the platform.
func (p *Platform) at(path string, query url.Values) string {
	if query == nil {
		return p.URL + path
	}
	return p.URL + path + "?" + query.Encode()
}
