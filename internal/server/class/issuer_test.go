package class_test

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"

	"quoth/internal/server/class"
)

// An institution is an OpenID issuer with one person in it.
type institution struct {
	t      *testing.T
	at     string
	key    *rsa.PrivateKey
	kid    string
	claims map[string]any // of whoever signs in, beside or instead of the usual ones; nil leaves one out
	info   map[string]any // told on being asked
	asked  map[string]url.Values
	signer func(claims map[string]any) string // in the place of the usual one
	down   atomic.Bool
}

const clientID, clientSecret = "quoth", "a secret / of ours"

func newInstitution(t *testing.T) *institution {
	i := &institution{t: t, claims: map[string]any{}, asked: map[string]url.Values{}}
	i.rotate("first")
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", func(w http.ResponseWriter, r *http.Request) {
		about := map[string]any{"issuer": i.at, "authorization_endpoint": i.at + "/authorize", "token_endpoint": i.at + "/token", "jwks_uri": i.at + "/keys",
			"id_token_signing_alg_values_supported": []string{"RS256"}}
		if i.info != nil {
			about["userinfo_endpoint"] = i.at + "/userinfo"
		}
		says(w, about)
	})
	mux.HandleFunc("GET /keys", func(w http.ResponseWriter, r *http.Request) {
		says(w, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: i.key.Public(), KeyID: i.kid, Algorithm: "RS256", Use: "sig"}}})
	})
	mux.HandleFunc("POST /token", i.token)
	mux.HandleFunc("GET /userinfo", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer an access token" {
			t.Errorf("asked for more with %q", r.Header.Get("Authorization"))
		}
		says(w, i.info)
	})
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if i.down.Load() {
			http.Error(w, "down", http.StatusServiceUnavailable)
			return
		}
		mux.ServeHTTP(w, r)
	}))
	t.Cleanup(host.Close)
	i.at = host.URL
	return i
}

func says(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v)
}

func (i *institution) rotate(kid string) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		i.t.Fatal(err)
	}
	i.key, i.kid = key, kid
}

func (i *institution) config() *class.OpenID {
	return &class.OpenID{Issuer: i.at, ClientID: clientID, ClientSecret: clientSecret, Name: "Sign in at the Academy"}
}

// token exchanges a code, once, for whoever shows the verifier of its
// challenge.
func (i *institution) token(w http.ResponseWriter, r *http.Request) {
	id, secret, _ := r.BasicAuth()
	if id, _ = url.QueryUnescape(id); id != clientID {
		i.t.Errorf("client %q exchanges", id)
	}
	if secret, _ = url.QueryUnescape(secret); secret != clientSecret {
		i.t.Errorf("its secret is %q", secret)
	}
	asked, ok := i.asked[r.FormValue("code")]
	delete(i.asked, r.FormValue("code"))
	sum := sha256.Sum256([]byte(r.FormValue("code_verifier")))
	if !ok || r.FormValue("grant_type") != "authorization_code" || r.FormValue("redirect_uri") != asked.Get("redirect_uri") ||
		asked.Get("code_challenge_method") != "S256" || asked.Get("code_challenge") != base64.RawURLEncoding.EncodeToString(sum[:]) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusBadRequest)
		says(w, map[string]string{"error": "invalid_grant"})
		return
	}
	claims := map[string]any{"iss": i.at, "aud": clientID, "sub": "4711", "name": "Ms Vale", "nonce": asked.Get("nonce"),
		"iat": time.Now().Unix(), "exp": time.Now().Add(time.Minute).Unix()}
	for name, value := range i.claims {
		if claims[name] = value; value == nil {
			delete(claims, name)
		}
	}
	sign := i.signer
	if sign == nil {
		sign = i.sign
	}
	says(w, map[string]any{"access_token": "an access token", "token_type": "Bearer", "id_token": sign(claims)})
}

func (i *institution) sign(claims map[string]any) string {
	s, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: jose.JSONWebKey{Key: i.key, KeyID: i.kid}}, nil)
	if err != nil {
		i.t.Fatal(err)
	}
	token, err := jwt.Signed(s).Claims(claims).Serialize()
	if err != nil {
		i.t.Fatal(err)
	}
	return token
}

// asks is what the institution is asked when a person is sent there.
func (i *institution) asks(p *person) url.Values {
	i.t.Helper()
	code, to := p.follow("/class/openid")
	u, err := url.Parse(to)
	if err != nil || code != 303 || u.Scheme+"://"+u.Host+u.Path != i.at+"/authorize" {
		i.t.Fatalf("sent away with %d to %q", code, to)
	}
	q := u.Query()
	if q.Get("response_type") != "code" || q.Get("client_id") != clientID || q.Get("scope") != "openid profile" || q.Get("redirect_uri") != p.s.at+"/class/openid/back" {
		i.t.Errorf("asked for %v", q)
	}
	return q
}

// agrees is what comes back of somebody who has signed in.
func (i *institution) agrees(asked url.Values) url.Values {
	code := "code " + asked.Get("state")
	i.asked[code] = maps.Clone(asked)
	return url.Values{"code": {code}, "state": {asked.Get("state")}, "iss": {i.at}}
}

// follow asks for a page and tells where it leads.
func (p *person) follow(path string) (code int, to string) {
	p.s.t.Helper()
	r, _ := http.NewRequest("GET", p.s.at+path, nil)
	r.Header.Set("Accept", "text/html")
	answer, err := p.client.Do(r)
	if err != nil {
		p.s.t.Fatal(err)
	}
	answer.Body.Close()
	return answer.StatusCode, answer.Header.Get("Location")
}

func (p *person) account() string {
	var me struct{ Account string }
	p.get("/api/me", &me)
	return me.Account
}

// keeping returns what puts the cookies of a path back that the browser has
// now, as a program does that was not told to forget them.
func (p *person) keeping(path string) (again func()) {
	at, _ := url.Parse(p.s.at + path)
	kept := p.client.Jar.Cookies(at)
	return func() {
		for _, cookie := range kept {
			cookie.Path = path
		}
		p.client.Jar.SetCookies(at, kept)
	}
}
