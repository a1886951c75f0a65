package lti_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/lti"
	"quoth/internal/lti/ltitest"
)

const good = `{"issuer": "https://lms.example", "clientId": "c", "deploymentIds": ["1"], "authorization": "https://lms.example/auth", "token": "https://lms.example/token", "keys": "https://lms.example/keys"}`

func TestAWrongFileOfPlatformsSaysWhereAndWhatToDo(t *testing.T) {
	for name, test := range map[string]struct{ file, says string }{
		"no JSON":                {`platforms`, "lti.json: it is to be a JSON array"},
		"an object":              {good, "it is to be a JSON array"},
		"an unknown name":        {`[` + strings.Replace(good, "clientId", "client_id", 1) + `]`, `unknown field "client_id"`},
		"something behind":       {`[` + good + `] []`, "behind the array"},
		"none":                   {`[]`, "add one, or leave --lti away"},
		"null":                   {`[null]`, "platform 1 is null"},
		"no issuer":              {`[` + strings.Replace(good, "https://lms.example\"", "\"", 1) + `]`, "platform 1 (): issuer is missing"},
		"no deployment":          {`[` + strings.Replace(good, `["1"]`, `[]`, 1) + `]`, "platform 1 (https://lms.example): deploymentIds is to be"},
		"an address in clear":    {`[` + strings.Replace(good, `https://lms.example/token`, `http://lms.example/token`, 1) + `]`, `token "http://lms.example/token": give an https:// address`},
		"an address with a name": {`[` + strings.Replace(good, `https://lms.example/keys`, `https://me@lms.example/keys`, 1) + `]`, "keys"},
		"an origin with a path":  {`[` + strings.Replace(good, `"clientId"`, `"origins": ["https://a.example/x"], "clientId"`, 1) + `]`, "give scheme and host only"},
		"twice":                  {`[` + good + `,` + good + `]`, "platform 2 (https://lms.example) has the issuer and the clientId of platform 1"},
	} {
		_, err := lti.ReadPlatforms("lti.json", []byte(test.file))
		if !errors.Is(err, annotation.ErrInvalid) || !strings.Contains(err.Error(), test.says) || !strings.HasPrefix(err.Error(), "lti.json: ") {
			t.Errorf("%s: %v", name, err)
		}
	}
	all, err := lti.ReadPlatforms("lti.json", []byte(`[`+good+`,`+strings.Replace(good, `"c"`, `"d"`, 1)+`]`))
	if err != nil || len(all) != 2 {
		t.Fatal(all, err)
	}
	if p, err := all.Find("https://lms.example", "d"); err != nil || p.ClientID != "d" || all.ByID(p.ID()) != p {
		t.Errorf("found %v, %v", p, err)
	}
	if _, err := all.Find("https://lms.example", ""); !errors.Is(err, annotation.ErrInvalid) {
		t.Errorf("of two registrations: %v", err)
	}
}

func TestAnAddressIsThePlatformsByItsWholeOrigin(t *testing.T) {
	p := lti.Platform{Issuer: "https://lms.example", Authorization: "https://sso.example/auth", Origins: []string{"https://school.example:8443"}}
	for address, has := range map[string]bool{
		"https://lms.example/x?y": true, "https://sso.example": true, "https://school.example:8443/items": true,
		"https://school.example/items": false, "http://lms.example/x": false, "https://lms.example.evil.example/": false, "https://lms.example@evil.example/": false,
		"https://evil.example/https://lms.example": false, "": false, "/items": false, "//lms.example/": false, "javascript:alert(1)": false,
	} {
		if p.Has(address) != has {
			t.Errorf("%q: %v", address, !has)
		}
	}
}

func newKey(t *testing.T) *lti.Key {
	t.Helper()
	k, err := lti.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestANoteComesBackUnchangedForItsPurposeAndInTime(t *testing.T) {
	k, now := newKey(t), time.Now()
	written, err := k.Note("choosing", now.Add(time.Minute), map[string]string{"a": "b"})
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]string
	if err := k.ReadNote("choosing", written, now, &got); err != nil || got["a"] != "b" {
		t.Errorf("read %v, %v", got, err)
	}
	head, rest, _ := strings.Cut(written, ".")
	payload, signature, _ := strings.Cut(rest, ".")
	data, _ := base64.RawURLEncoding.DecodeString(payload)
	changed := head + "." + base64.RawURLEncoding.EncodeToString([]byte(strings.Replace(string(data), `"b"`, `"c"`, 1))) + "." + signature
	for name, err := range map[string]error{
		"another purpose": k.ReadNote("else", written, now, &got), "too late": k.ReadNote("choosing", written, now.Add(time.Minute), &got),
		"another key": newKey(t).ReadNote("choosing", written, now, &got), "changed": k.ReadNote("choosing", changed, now, &got), "nothing": k.ReadNote("choosing", "", now, &got),
	} {
		if !errors.Is(err, annotation.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAKeyIsKeptAndOpensWhatItSealed(t *testing.T) {
	k := newKey(t)
	data, err := json.Marshal(k)
	if err != nil {
		t.Fatal(err)
	}
	again, err := lti.ReadKey(data)
	if err != nil {
		t.Fatal(err)
	}
	sealed := k.Seal("user 4711", "column 1")
	if words, err := again.Open(sealed, "column 1"); err != nil || words != "user 4711" {
		t.Errorf("opened %q, %v", words, err)
	}
	if strings.Contains(string(sealed), "4711") {
		t.Error("it can be read")
	}
	if _, err := again.Open(sealed, "column 2"); err == nil {
		t.Error("it opens as being about something else")
	}
	if _, err := newKey(t).Open(sealed, "column 1"); err == nil {
		t.Error("another key opens it")
	}
	public, err := json.Marshal(k.Public())
	if err != nil || strings.Contains(string(public), `"d"`) {
		t.Errorf("the public half: %s, %v", public, err)
	}
	if _, err := lti.ReadKey(public); err == nil {
		t.Error("a set of public keys is read as a key")
	}
}

func TestAScoreIsNotPostedElsewhere(t *testing.T) {
	p := ltitest.New(t)
	all, err := lti.ReadPlatforms("lti.json", p.Registration())
	if err != nil {
		t.Fatal(err)
	}
	g := lti.Grader{Key: newKey(t), Client: http.DefaultClient, Now: time.Now}
	err = g.Post(t.Context(), all[0], "https://evil.example/column", lti.Score{User: "u", Finished: true, At: time.Now()})
	if !errors.Is(err, lti.ErrUnreachable) || p.Asked() != 0 {
		t.Errorf("%v, asked %d times", err, p.Asked())
	}
}

// anyKey takes every signature, so that what is fuzzed is the claims.
type anyKey struct{}

func (anyKey) VerifySignature(_ context.Context, token string) ([]byte, error) {
	return base64.RawURLEncoding.DecodeString(strings.Split(token, ".")[1])
}

func FuzzReceive(f *testing.F) {
	p := &lti.Platform{Issuer: "https://lms.example", ClientID: "c", DeploymentIDs: []string{"1"}, Authorization: "https://lms.example/auth"}
	now := time.Unix(1_800_000_000, 0)
	base := map[string]any{"iss": p.Issuer, "aud": "c", "sub": "u", "iat": now.Unix(), "exp": now.Unix() + 60, "nonce": "n",
		ltitest.Claim + "version": "1.3.0", ltitest.Claim + "deployment_id": "1", ltitest.Claim + "roles": []string{ltitest.Learner}, ltitest.Claim + "context": map[string]string{"id": "x"},
		ltitest.Claim + "message_type": "LtiResourceLinkRequest", ltitest.Claim + "resource_link": map[string]string{"id": "l"}}
	for _, change := range []map[string]any{{}, {"aud": []string{"c", "d"}}, {"exp": 1e300}, {"iat": -1e300}, {ltitest.Claim + "roles": []string{ltitest.Instructor}, ltitest.Claim + "message_type": "LtiDeepLinkingRequest"}, {ltitest.Claim + "custom": map[string]any{"assignment": 7}}} {
		claims := maps.Clone(base)
		maps.Copy(claims, change)
		data, err := json.Marshal(claims)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	head := base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"RS256"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		l, err := lti.Receive(t.Context(), p, anyKey{}, head+"."+base64.RawURLEncoding.EncodeToString(data)+".AAAA", "n", now)
		if err != nil {
			if !errors.Is(err, annotation.ErrInvalid) {
				t.Errorf("an error of no class: %v", err)
			}
			return
		}
		if l.Subject == "" || l.Context.ID == "" || l.Deployment != "1" || (l.Link == "") == (l.Choosing == nil) || l.Choosing != nil && (!l.Instructor || !p.Has(l.Choosing.Return)) || l.LineItem != "" && !p.Has(l.LineItem) {
			t.Errorf("taken: %+v", l)
		}
	})
}
