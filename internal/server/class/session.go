package class

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"

	"quoth/internal/project"
	"quoth/internal/store"
)

// house is the project that accounts and sessions are kept under.
const house = "house"

// keptFor is how long a browser is known: a school year.
const keptFor = 400 * 24 * time.Hour

const cookieName = "quoth"

// membership is somebody's place in a project.
type membership struct {
	Project project.ID       `json:"project"`
	Member  project.MemberID `json:"member"`
}

// visitor is what is kept of a browser: whose account it is signed in to, and
// where it has joined without one. It is kept of a script as well, which has
// these from the browser that its token was asked for in.
type visitor struct {
	Account string       `json:"account,omitempty"`
	Era     string       `json:"era,omitempty"` // of the account, when it was signed in to
	Members []membership `json:"members,omitempty"`
	Token   *tokenRecord `json:"token,omitempty"` // nil for a browser
}

// session is a browser, or a script with a token.
type session struct {
	id      string // "" for one that has nothing yet
	kind    string // of its record: "session", or "token" for a script's
	hash    []byte
	visitor visitor
	clock   int64
	account *accountRecord
	members map[project.ID]project.MemberID
}

func newToken() string {
	var b [32]byte
	_, _ = rand.Read(b[:]) // never fails
	return base64.RawURLEncoding.EncodeToString(b[:])
}

func hashOf(kind, secret string) []byte { return project.Hash(kind, secret) }

// currentSession is that of the cookie, or of the token of an Authorization
// header; an empty one without either.
func (c *call) currentSession() (*session, error) {
	s := &session{members: map[project.ID]project.MemberID{}}
	token := bearer(c.r)
	if cookie, err := c.r.Cookie(cookieName); token == "" && err == nil {
		token = cookie.Value
	}
	if token == "" {
		return s, nil
	}
	ctx := c.r.Context()
	asked := c.r.PathValue("project")
	h, home, there, err := c.store.FindFresh(ctx, hashOf("session", token), c.now(), asked)
	if errors.Is(err, errNotFound) {
		return s, nil
	}
	if err != nil {
		return nil, err
	}
	c.recall.fresh(house, home)
	c.recall.fresh(asked, there)
	v, r, err := again[visitor](c, house, h.Kind, h.ID)
	if errors.Is(err, errNotFound) {
		return s, nil
	}
	if err != nil {
		return nil, err
	}
	s.visitor = *v
	s.id, s.kind, s.hash, s.clock = h.ID, h.Kind, h.Hash, r.Clock
	if s.visitor.Account != "" {
		if s.account, err = c.accountOf(ctx, s.visitor.Account); err != nil && !errors.Is(err, errNotFound) {
			return nil, err
		}
		if s.account == nil || s.account.Era != v.Era {
			s.account, s.visitor.Account, s.visitor.Era = nil, "", ""
		}
	}
	if s.kind == "token" && s.account == nil {
		return &session{members: s.members}, nil // a token does not outlive its account, or its password
	}
	for _, m := range s.visitor.Members {
		s.members[m.Project] = m.Member
	}
	if s.account != nil {
		for _, m := range s.account.Members {
			s.members[m.Project] = m.Member
		}
	}
	return s, nil
}

// bearer is the token of an Authorization header (RFC 6750), or "". Where there
// is one the cookie is not looked at.
func bearer(r *http.Request) string {
	kind, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(kind, "Bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}

// keep writes what the browser is known as, and gives one that was not known
// its cookie.
func (c *call) keep(ctx context.Context, v visitor) error {
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	if c.session.id != "" {
		_, err = c.store.Write(ctx, house, store.Put(store.Record{Kind: c.session.kind, ID: c.session.id, Owner: v.Account, Body: body}))
		return err
	}
	token, id := newToken(), newID()
	expires := c.now().Add(keptFor)
	if _, err = c.store.Write(ctx, house,
		store.Put(store.Record{Kind: "session", ID: id, Owner: v.Account, Body: body}),
		store.Give(store.Handle{Hash: hashOf("session", token), Project: house, Kind: "session", ID: id, Expires: expires}),
	); err != nil {
		return err
	}
	http.SetCookie(c.w, &http.Cookie{
		Name: cookieName, Value: token, Path: "/", Expires: expires, HttpOnly: true, SameSite: http.SameSiteLaxMode,
		Secure: c.Host.Base != nil && c.Host.Base.Scheme == "https",
	})
	return nil
}
