package class

import (
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/server/limit"
	"quoth/internal/store"
)

// A passing is a browser that is sent to another server and comes back. Two
// secrets hold it together: the state goes along, and the key stays in the
// browser, as a cookie. What is to be known of neither by reading one of them
// is derived from both, so that nothing but a hash is kept.
type passing struct {
	kind, state, key string
	about            string // what was noted when it left
}

const (
	awayFor = 10 * time.Minute
	// A school is one address, and all of a lesson come at once.
	startsAtOnce = 600
	startsEach   = 100 * time.Millisecond
	// passingOwner is the owner of all secrets that are short-lived.
	passingOwner = "passing"
	longestState = 100
)

// derive is the nonce or whatever else is to be bound to the passing.
func (p passing) derive(what string) string {
	return base64.RawURLEncoding.EncodeToString(hashOf(p.kind+" "+what, p.state+p.key))
}

// cookie is that of the passing. Several may be away at once from one browser,
// so that each has its own. One that comes back with a form of another site
// has to say that it may (embedded).
func (c *call) cookie(p passing, path string, embedded bool) *http.Cookie {
	cookie := &http.Cookie{Name: "quoth-" + p.kind + "-" + p.state[:8], Value: p.key, Path: path, MaxAge: int(awayFor / time.Second), HttpOnly: true,
		SameSite: http.SameSiteLaxMode, Secure: c.Host.Base != nil && c.Host.Base.Scheme == "https"}
	if embedded {
		cookie.SameSite, cookie.Secure, cookie.Partitioned = http.SameSiteNoneMode, true, true
	}
	return cookie
}

// sendAway begins a passing.
func (c *call) sendAway(kind, path, about string, embedded bool) (passing, error) {
	if !c.starts.Left(limit.Address(c.r)) {
		return passing{}, errTooMany
	}
	c.starts.Take(limit.Address(c.r))
	p := passing{kind: kind, state: newToken(), key: newToken(), about: about}
	_, err := c.store.Write(c.r.Context(), house, store.Sweep(passingOwner, c.now()), store.Give(store.Handle{
		Hash: hashOf(kind, p.state), Project: house, Kind: kind, ID: hex.EncodeToString(hashOf(kind+" key", p.key)) + "/" + about,
		Owner: passingOwner, Expires: c.now().Add(awayFor),
	}))
	http.SetCookie(c.w, c.cookie(p, path, embedded))
	return p, err
}

// comeBack ends the passing of a state: once, in time, and in the browser that
// left. The error wraps ErrInvalid, and says what to do.
func (c *call) comeBack(kind, path, state string, embedded bool) (passing, error) {
	p := passing{kind: kind, state: state}
	if len(state) < 8 || len(state) > longestState {
		return p, fmt.Errorf("nobody was sent away from here like this: begin again: %w", annotation.ErrInvalid)
	}
	cookie, err := c.r.Cookie("quoth-" + kind + "-" + state[:8])
	if err != nil {
		return p, fmt.Errorf("this began in another browser, or yours keeps no cookies: begin again: %w", annotation.ErrInvalid)
	}
	p.key = cookie.Value
	h, err := c.store.Find(c.r.Context(), hashOf(kind, state), c.now())
	if errors.Is(err, errNotFound) || err == nil && h.Kind != kind {
		return p, fmt.Errorf("this was used already, or it took too long: begin again: %w", annotation.ErrInvalid)
	}
	if err != nil {
		return p, err
	}
	key, about, _ := strings.Cut(h.ID, "/")
	p.about = about
	if subtle.ConstantTimeCompare([]byte(key), []byte(hex.EncodeToString(hashOf(kind+" key", p.key)))) != 1 {
		return p, fmt.Errorf("this began in another browser: begin again: %w", annotation.ErrInvalid)
	}
	if _, err := c.store.Write(c.r.Context(), house, store.Use(h.Hash)); err != nil {
		if errors.Is(err, annotation.ErrConflict) {
			return p, fmt.Errorf("this was used already: begin again: %w", annotation.ErrInvalid)
		}
		return p, err
	}
	gone := c.cookie(p, path, embedded)
	gone.Value, gone.MaxAge = "", -1
	http.SetCookie(c.w, gone)
	return p, nil
}
