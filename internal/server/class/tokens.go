package class

import (
	"slices"
	"time"

	"quoth/internal/store"
)

// tokenLasts is how long a script may do what its teacher may.
const tokenLasts = 90 * 24 * time.Hour

// tokenRecord is what a script's session says beside a browser's, and what is
// told of it: the secret is nowhere any more.
type tokenRecord struct {
	ID      string    `json:"id"`
	Name    string    `json:"name"`
	Made    time.Time `json:"made"`
	Expires time.Time `json:"expires"`
}

type token struct {
	ID      string    `json:"id"`    // to revoke it by
	Token   string    `json:"token"` // shown once
	Expires time.Time `json:"expires"`
}

// giveToken makes a secret with which a script may do what the asker may, in
// an Authorization header. It has a session of its own, so that the asker's
// browser may be signed out and in meanwhile.
func (c *call) giveToken() (any, error) {
	secret, made := newToken(), c.now()
	v := c.session.visitor
	v.Token = &tokenRecord{newID(), "script of " + made.Format("2 January 2006"), made, made.Add(tokenLasts)}
	ops := []store.Op{
		store.Add(body("token", v.Token.ID, v.Account, 0, v)),
		store.Give(store.Handle{Hash: hashOf("session", secret), Project: house, Kind: "token", ID: v.Token.ID, Owner: v.Account, Expires: v.Token.Expires}),
	}
	all, err := c.tokensOf(v.Account)
	if err != nil {
		return nil, err
	}
	for _, t := range all {
		if !made.Before(t.Expires) {
			ops = append(ops, endToken(t.ID)...)
		}
	}
	_, err = c.store.Write(c.r.Context(), house, ops...)
	return token{v.Token.ID, secret, v.Token.Expires}, err
}

// tokens are those of the asker's account that still open something.
func (c *call) tokens() (any, error) {
	all, err := c.tokensOf(c.session.account.ID)
	return slices.DeleteFunc(all, func(t tokenRecord) bool { return !c.now().Before(t.Expires) }), err
}

// tokensOf are all of an account, by age, and those that have expired.
func (c *call) tokensOf(account string) ([]tokenRecord, error) {
	records, err := c.store.List(c.r.Context(), house, "token")
	if err != nil {
		return nil, err
	}
	all := []tokenRecord{}
	for _, r := range records {
		if r.Owner != account {
			continue
		}
		v, err := decoded[visitor](r)
		if err != nil {
			return nil, err
		}
		all = append(all, *v.Token)
	}
	return all, nil
}

// revokeToken ends a token before its time.
func (c *call) revokeToken() (any, error) {
	r, err := c.store.Get(c.r.Context(), house, "token", c.r.PathValue("id"))
	if err != nil {
		return nil, gone(err, "secret of a script")
	}
	if r.Owner != c.session.account.ID {
		return nil, notFound("secret of a script")
	}
	_, err = c.store.Write(c.r.Context(), house, endToken(r.ID)...)
	return nil, err
}

func endToken(id string) []store.Op {
	return []store.Op{store.Delete("token", id), store.TakeAll("token", id)}
}
