package class

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/project"
	"quoth/internal/store"
)

// codeLasts is how long a code to join by is valid.
const codeLasts = 14 * 24 * time.Hour

// me is what a browser is told of itself.
type me struct {
	Account string `json:"account,omitempty"`
	Classes []mine `json:"classes"`
}

type mine struct {
	ID        project.ID   `json:"id"`
	Name      string       `json:"name"`
	Role      project.Role `json:"role"`
	Pseudonym string       `json:"pseudonym"`
	Ended     bool         `json:"ended,omitempty"`
}

func (c *call) me() (any, error) {
	m := me{Classes: []mine{}}
	if a := c.session.account; a != nil {
		m.Account = a.Name
	}
	for id, member := range c.session.members {
		p, _, err := get[project.Project](c, string(id), "project", string(id))
		if errors.Is(err, errNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		who, _, err := get[project.Member](c, string(id), "member", string(member))
		if err != nil && !errors.Is(err, errNotFound) {
			return nil, err
		}
		if err == nil && who.Left.IsZero() {
			m.Classes = append(m.Classes, mine{id, p.Name, who.Role, who.Pseudonym, !p.Ended.IsZero()})
		}
	}
	sortBy(m.Classes, func(x mine) string { return x.Name + string(x.ID) })
	return m, nil
}

// get reads a record and what it holds.
func get[T any](c *call, in, kind, id string) (*T, store.Record, error) {
	r, err := c.store.Get(c.r.Context(), in, kind, id)
	if err != nil {
		return nil, r, err
	}
	v, err := decoded[T](r)
	return v, r, err
}

func decoded[T any](r store.Record) (*T, error) {
	v := new(T)
	if err := json.Unmarshal(r.Body, v); err != nil {
		return nil, fmt.Errorf("%s %s: %w", r.Kind, r.ID, err)
	}
	return v, nil
}

// list reads all records of a kind in the call's project.
func list[T any](c *call, kind string) ([]*T, error) {
	return listOf[T](c.r.Context(), c.classes, c.project.ID, kind)
}

func listOf[T any](ctx context.Context, s *classes, p project.ID, kind string) ([]*T, error) {
	records, err := s.store.List(ctx, string(p), kind)
	if err != nil {
		return nil, err
	}
	all := make([]*T, len(records))
	for i, r := range records {
		all[i] = new(T)
		if err := json.Unmarshal(r.Body, all[i]); err != nil {
			return nil, fmt.Errorf("%s %s: %w", kind, r.ID, err)
		}
	}
	return all, nil
}

// body is a record with what it holds.
func body(kind, id, owner string, clock int64, v any) store.Record {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err) // our own types
	}
	return store.Record{Kind: kind, ID: id, Owner: owner, Clock: clock, Body: data}
}

type newProject struct {
	Name      string            `json:"name"`
	Anonymity project.Anonymity `json:"anonymity,omitempty"`
}

// makeProject makes a project whose owner is the asker.
func (c *call) makeProject() (any, error) {
	var in newProject
	if err := c.read(&in); err != nil {
		return nil, err
	}
	if in.Anonymity == "" {
		in.Anonymity = project.SeenByTeacher
	}
	p := project.Project{ID: project.ID(newID()), Name: strings.TrimSpace(in.Name), Anonymity: in.Anonymity, Created: c.now()}
	if err := p.Check(); err != nil {
		return nil, err
	}
	m := project.Member{ID: project.MemberID(newID()), Role: project.Owner, Pseudonym: c.session.account.Name, Joined: p.Created}
	if runes := []rune(m.Pseudonym); len(runes) > 40 {
		m.Pseudonym = string(runes[:40])
	}
	ctx := c.r.Context()
	if _, err := c.store.Write(ctx, string(p.ID),
		store.Add(body("project", string(p.ID), "", 0, p)),
		store.Add(body("member", string(m.ID), string(m.ID), 0, m)),
		store.Add(body("pseudonym", fold(m.Pseudonym), string(m.ID), 0, m.ID)),
	); err != nil {
		return nil, err
	}
	a := *c.session.account
	a.Members = append(a.Members, membership{p.ID, m.ID})
	return p, c.saveAccount(&a)
}

func (c *call) showProject() (any, error) {
	p := *c.project
	if c.member.Role != project.Owner {
		p.Code, p.Expires = "", time.Time{}
	}
	return p, nil
}

// changeProject renames a project or changes who is seen.
func (c *call) changeProject() (any, error) {
	in := newProject{c.project.Name, c.project.Anonymity}
	if err := c.read(&in); err != nil {
		return nil, err
	}
	// Whoever joined under the promise that nobody sees whose marks are whose
	// has it kept.
	if weaker(in.Anonymity, c.project.Anonymity) {
		return nil, fmt.Errorf("members have joined knowing that their marks are seen by %s: it can be made stricter, not weaker: %w", c.project.Anonymity, project.ErrForbidden)
	}
	p := *c.project
	p.Name, p.Anonymity = strings.TrimSpace(in.Name), in.Anonymity
	if err := p.Check(); err != nil {
		return nil, err
	}
	return p, c.saveProject(&p)
}

func weaker(to, from project.Anonymity) bool {
	order := map[project.Anonymity]int{project.SeenByAll: 0, project.SeenByTeacher: 1, project.SeenByNobody: 2}
	return order[to] < order[from]
}

func (c *call) saveProject(p *project.Project, also ...store.Op) error {
	ops := append([]store.Op{store.Replace(body("project", string(p.ID), "", c.clock, p))}, also...)
	_, err := c.store.Write(c.r.Context(), string(p.ID), ops...)
	return err
}

// end makes everything of a project read only. Nobody can join any more.
func (c *call) end() (any, error) {
	p := *c.project
	if p.Ended.IsZero() {
		p.Ended = c.now()
	}
	p.Code, p.Expires = "", time.Time{}
	return p, c.saveProject(&p, store.TakeAll("join", string(p.ID)))
}

// drop removes a project with everything in it, for good.
func (c *call) drop() (any, error) {
	if err := c.store.Drop(c.r.Context(), string(c.project.ID)); err != nil {
		return nil, err
	}
	c.open.forget(c.project.ID)
	c.looks.forget(c.project.ID)
	return nil, nil
}

// newCode makes a code to join by; the one before is void.
func (c *call) newCode() (any, error) {
	if err := c.project.Writable(); err != nil {
		return nil, err
	}
	for {
		p := *c.project
		p.Code, p.Expires = project.NewCode(), c.now().Add(codeLasts)
		err := c.saveProject(&p, store.TakeAll("join", string(p.ID)), store.Give(store.Handle{
			Hash: hashOf("join", p.Code), Project: string(p.ID), Kind: "join", ID: string(p.ID), Expires: p.Expires,
		}))
		if errors.Is(err, annotation.ErrConflict) {
			if r, again := c.store.Get(c.r.Context(), string(p.ID), "project", string(p.ID)); again == nil && r.Clock == c.clock {
				continue // another class has the code
			}
		}
		return p, err
	}
}

// closeCode lets nobody join any more.
func (c *call) closeCode() (any, error) {
	p := *c.project
	p.Code, p.Expires = "", time.Time{}
	return p, c.saveProject(&p, store.TakeAll("join", string(p.ID)))
}
