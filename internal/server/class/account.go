package class

import (
	"errors"
	"fmt"

	"quoth/internal/annotation"
	"quoth/internal/project"
	"quoth/internal/store"
)

type passwords struct {
	Old string `json:"old"`
	New string `json:"new"`
}

// changePassword gives the asker's account another password. Whoever else was
// signed in with the old one is so no more.
func (c *call) changePassword() (any, error) {
	var in passwords
	if err := c.read(&in); err != nil {
		return nil, err
	}
	a := *c.session.account
	if a.Password == nil {
		return nil, fmt.Errorf("you sign in at your institution and have no password here: change it there: %w", project.ErrForbidden)
	}
	if !c.guesses.allowed(c.r, "password", a.ID) {
		return nil, errTooMany
	}
	if !c.right(&a, in.Old) {
		c.guesses.wrong(c.r, "password", a.ID)
		return nil, fmt.Errorf("the password until now is another one: %w", annotation.ErrInvalid)
	}
	return nil, c.resetPassword(&a, in.New)
}

// resetPassword sets a password, ends every session of the account and every
// link for another password, and signs this browser in anew.
func (c *call) resetPassword(a *accountRecord, password string) error {
	if err := c.setPassword(a, password); err != nil {
		return err
	}
	all, err := c.tokensOf(a.ID)
	if err != nil {
		return err
	}
	ended := []store.Op{store.TakeAll("reset", a.ID)}
	for _, t := range all {
		ended = append(ended, endToken(t.ID)...)
	}
	if err := c.saveAccount(a, ended...); err != nil {
		return err
	}
	return c.signedIn(a)
}

// deleteAccount removes the asker's account with its sessions and tokens, for
// good. They leave their classes, so that nobody counts on an owner who cannot
// come; what this browser has joined without the account, it is in still. If
// this ends in between, it can be done again.
func (c *call) deleteAccount() (any, error) {
	a, ctx := *c.session.account, c.r.Context()
	var places []place
	for _, m := range a.Members {
		p, err := c.placeIn(m)
		if err != nil {
			return nil, err
		}
		if p.only {
			return nil, fmt.Errorf("you are the only owner of %s: delete it, or make somebody else an owner of it first: %w", p.class.Name, annotation.ErrConflict)
		}
		places = append(places, p)
	}
	// Accounts of before have no owner yet, by which they are forgotten. Whoever
	// has made a class meanwhile is told to look again.
	if err := c.saveAccount(&a); err != nil {
		return nil, err
	}
	for _, p := range places {
		if p.member == nil {
			continue
		}
		p.member.Left = c.now()
		id := string(p.member.ID)
		if _, err := c.store.Write(ctx, string(p.class.ID), store.Replace(body("member", id, id, p.clock, p.member)), store.TakeAll("resume", id)); err != nil {
			return nil, err
		}
	}
	if err := c.store.Forget(ctx, house, a.ID); err != nil {
		return nil, err
	}
	c.session.id = ""
	if here := c.session.visitor.Members; len(here) > 0 && c.session.kind == "session" {
		return nil, c.keep(ctx, visitor{Members: here})
	}
	return nil, nil
}

// A place is what somebody with an account is in one of its classes.
type place struct {
	class  *project.Project
	member *project.Member // nil if they have left, or the class is gone
	clock  int64           // of the member's record
	only   bool            // nobody else owns the class
}

func (c *call) placeIn(m membership) (p place, err error) {
	in := string(m.Project)
	p.class, _, err = get[project.Project](c, in, "project", in)
	if errors.Is(err, errNotFound) {
		return place{}, nil
	}
	if err != nil {
		return p, err
	}
	member, r, err := get[project.Member](c, in, "member", string(m.Member))
	if errors.Is(err, errNotFound) || err == nil && !member.Left.IsZero() {
		return p, nil
	}
	if err != nil {
		return p, err
	}
	p.member, p.clock, p.only = member, r.Clock, member.Role == project.Owner
	all, err := listOf[project.Member](c.r.Context(), c.classes, m.Project, "member")
	for _, other := range all {
		if other.ID != member.ID && other.Role == project.Owner && other.Left.IsZero() {
			p.only = false
		}
	}
	return p, err
}
