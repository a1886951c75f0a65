package class

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"quoth/internal/annotation"
	"quoth/internal/store"
)

// accountRecord is what is kept of an account. Its ID is the hash of its name,
// so that no two have one; that of an institution's account is the hash of who
// they are there, and has no password.
type accountRecord struct {
	ID       string       `json:"id"`
	Name     string       `json:"name"`
	Salt     []byte       `json:"salt,omitempty"`
	Password []byte       `json:"password,omitempty"` // argon2id
	Members  []membership `json:"members,omitempty"`
	// Era is another one with each password, and with each account of a name:
	// who was signed in before is signed out.
	Era   string `json:"era,omitempty"`
	clock int64
}

// The parameters of argon2id that OWASP recommends: 19 MiB, two passes.
const (
	passes   = 2
	memory   = 19 << 10 // KiB
	keyBytes = 32
)

// derive hashes a password. Two at once, for each takes memory.
func (c *call) derive(password string, salt []byte) []byte {
	c.hashing <- struct{}{}
	defer func() { <-c.hashing }()
	return argon2.IDKey([]byte(password), salt, passes, memory, 1, keyBytes)
}

func accountID(name string) string {
	return fmt.Sprintf("%x", hashOf("account", strings.ToLower(strings.TrimSpace(name)))[:16])
}

func (s *classes) accountOf(ctx context.Context, id string) (*accountRecord, error) {
	r, err := s.store.Get(ctx, house, "account", id)
	if err != nil {
		return nil, err
	}
	a := &accountRecord{clock: r.Clock}
	return a, json.Unmarshal(r.Body, a)
}

type credentials struct {
	Token    string `json:"token,omitempty"` // of an invitation, or of a link for another password
	Name     string `json:"name"`            // not looked at with the latter
	Password string `json:"password"`
}

const shortestPassword = 10 // characters

// setup makes the account of whoever was invited, or sets the password of
// whoever has forgotten it, once.
func (c *call) setup() (any, error) {
	var in credentials
	if err := c.read(&in); err != nil {
		return nil, err
	}
	if !c.guesses.allowed(c.r, "invitation", "") {
		return nil, errTooMany
	}
	ctx := c.r.Context()
	hash := hashOf("invitation", in.Token)
	h, err := c.store.Find(ctx, hash, c.now())
	switch {
	case err == nil && h.Kind == "reset":
		a, err := c.accountOf(ctx, h.ID)
		if err != nil {
			return nil, gone(err, "account")
		}
		return nil, c.resetPassword(a, in.Password)
	case err != nil || h.Kind != "invitation":
		c.guesses.wrong(c.r, "invitation", "")
		if err != nil && !errors.Is(err, errNotFound) {
			return nil, err
		}
		return nil, errUsed
	}
	in.Name = strings.TrimSpace(in.Name)
	if in.Name == "" || len(in.Name) > 200 {
		return nil, fmt.Errorf("give a name to sign in with: %w", annotation.ErrInvalid)
	}
	a := &accountRecord{ID: accountID(in.Name), Name: in.Name}
	if err := c.setPassword(a, in.Password); err != nil {
		return nil, err
	}
	if err := c.addAccount(a, store.Use(hash)); err != nil {
		if errors.Is(err, annotation.ErrConflict) {
			if _, err := c.store.Find(ctx, hash, c.now()); errors.Is(err, errNotFound) {
				return nil, errUsed // by somebody who came at the same moment
			}
			return nil, fmt.Errorf("somebody has the name %q already: choose another: %w", in.Name, annotation.ErrInvalid)
		}
		return nil, err
	}
	return nil, c.signedIn(a)
}

var errUsed = fmt.Errorf("this link was used already, or is too old: ask for another: %w", annotation.ErrInvalid)

// setPassword gives an account a password, and with it another era.
func (c *call) setPassword(a *accountRecord, password string) error {
	if n := utf8.RuneCountInString(password); n < shortestPassword || n > 1000 {
		return fmt.Errorf("a password has at least %d characters; several words are easy to keep: %w", shortestPassword, annotation.ErrInvalid)
	}
	a.Salt, a.Era = make([]byte, 16), newID()
	_, _ = rand.Read(a.Salt) // never fails
	a.Password = c.derive(password, a.Salt)
	return nil
}

// addAccount adds an account, also where one was deleted. The error wraps
// ErrConflict if there is one.
func (c *call) addAccount(a *accountRecord, also ...store.Op) error {
	r := body("account", a.ID, a.ID, 0, a)
	_, err := c.store.Write(c.r.Context(), house, append(also, store.Add(r))...)
	if errors.Is(err, annotation.ErrConflict) {
		_, err = c.store.Write(c.r.Context(), house, append(also, store.Revive(r))...)
	}
	return err
}

// saveAccount writes an account as it was read and changed. Its owner is
// itself, so that it is forgotten with all that is its own.
func (c *call) saveAccount(a *accountRecord, also ...store.Op) error {
	_, err := c.store.Write(c.r.Context(), house, append(also, store.Replace(body("account", a.ID, a.ID, a.clock, a)))...)
	return err
}

// signedIn makes the browser that of an account, under a new secret: one that
// was planted before opens nothing.
func (c *call) signedIn(a *accountRecord) error {
	v := c.session.visitor
	v.Account, v.Era = a.ID, a.Era
	return c.renew(v)
}

// renew makes the browser known as v, under a new secret. A script becomes a
// browser by it, and its token stays what it is.
func (c *call) renew(v visitor) error {
	v.Token = nil
	if c.session.kind == "token" {
		c.session.id = ""
	}
	if c.session.id != "" {
		if _, err := c.store.Write(c.r.Context(), house, store.Take(c.session.hash), store.Delete("session", c.session.id)); err != nil {
			return err
		}
		c.session.id = ""
	}
	return c.keep(c.r.Context(), v)
}

func (c *call) signIn() (any, error) {
	var in credentials
	if err := c.read(&in); err != nil {
		return nil, err
	}
	if !c.guesses.allowed(c.r, "sign-in", accountID(in.Name)) {
		return nil, errTooMany
	}
	a, err := c.accountOf(c.r.Context(), accountID(in.Name))
	if errors.Is(err, errNotFound) {
		a = &accountRecord{Salt: make([]byte, 16), Password: make([]byte, keyBytes)} // takes as long as one that is there
	} else if err != nil {
		return nil, err
	}
	if !c.right(a, in.Password) || a.ID == "" {
		c.guesses.wrong(c.r, "sign-in", accountID(in.Name))
		return nil, fmt.Errorf("name and password do not fit: %w", annotation.ErrInvalid)
	}
	return nil, c.signedIn(a)
}

// right reports whether a password is that of the account.
func (c *call) right(a *accountRecord, password string) bool {
	return subtle.ConstantTimeCompare(c.derive(password, a.Salt), a.Password) == 1
}

// signOut makes the browser nobody's. A script is signed out by ending its
// token; whoever it acts for stays signed in.
func (c *call) signOut() (any, error) {
	switch {
	case c.session.id == "":
		return nil, nil
	case c.session.kind == "token":
		_, err := c.store.Write(c.r.Context(), house, endToken(c.session.id)...)
		return nil, err
	}
	v := c.session.visitor
	v.Account, v.Era = "", ""
	return nil, c.keep(c.r.Context(), v)
}

type link struct {
	Link    string    `json:"link"`
	Expires time.Time `json:"expires"`
}

// invite makes a link for one more account.
func (c *call) invite() (any, error) {
	path, err := Invite(c.r.Context(), c.store, false)
	return link{c.Host.Address(c.r, path), c.now().Add(24 * time.Hour)}, err
}
