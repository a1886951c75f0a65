package class

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"quoth/internal/annotation"
	"quoth/internal/project"
	"quoth/internal/store"
)

// forgetRoutes are what is deleted for good, of oneself and of a class.
func forgetRoutes() []route {
	const p = "/api/projects/{project}"
	return []route{
		{http.MethodPost, p + "/me/delete", viewer, "Leave, and delete everything of oneself, for good", (*call).forgetMe, nil, nil, "/class/"},
		{http.MethodPost, p + "/assignments/{assignment}/delete", owner, "Delete an assignment with all that was marked and said in it, for good", (*call).dropAssignment, nil, nil, "/class/{project}"},
	}
}

// forget removes a member with everything that they have marked, said and
// been called, for good.
func (c *call) forget() (any, error) {
	m, _, err := c.named()
	if err != nil {
		return nil, err
	}
	return nil, c.erase(m)
}

// forgetMe is forget by oneself.
func (c *call) forgetMe() (any, error) { return nil, c.erase(c.member) }

func (c *call) erase(m *project.Member) error {
	if err := c.lastOwner(m); err != nil {
		return err
	}
	// The class result first: if this ends in between, it can be done again.
	if err := c.eraseVotes(m); err != nil {
		return err
	}
	if err := c.store.Forget(c.r.Context(), string(c.project.ID), string(m.ID)); err != nil {
		return err
	}
	c.open.forget(c.project.ID)
	c.looks.forget(c.project.ID)
	return nil
}

// eraseVotes takes a member out of what the class has decided.
func (c *call) eraseVotes(m *project.Member) error {
	ctx := c.r.Context()
	layers, err := list[project.Layer](c, "layer")
	if err != nil {
		return err
	}
	theirs := map[annotation.LayerID]bool{}
	for _, l := range layers {
		if l.Member == m.ID {
			theirs[l.ID] = true
		}
	}
	golds, err := c.store.List(ctx, string(c.project.ID), "gold")
	for _, record := range golds {
		for tries := 0; ; tries++ {
			err := c.eraseFrom(record, theirs, m.Pseudonym)
			if err == nil {
				break
			}
			if !errors.Is(err, annotation.ErrConflict) || tries == mostTries {
				return err
			}
			if record, err = c.store.Get(ctx, string(c.project.ID), "gold", record.ID); err != nil {
				return err
			}
		}
	}
	return err
}

func (c *call) eraseFrom(record store.Record, theirs map[annotation.LayerID]bool, name string) error {
	var r project.Result
	if err := json.Unmarshal(record.Body, &r); err != nil {
		return fmt.Errorf("class result %s: %w", record.ID, err)
	}
	text, err := c.text(c.r.Context(), c.project.ID, r.Layer.Article)
	if err != nil {
		return err
	}
	found, err := r.Forget(text, theirs, name)
	if err != nil || !found {
		return err
	}
	_, err = c.store.Write(c.r.Context(), string(c.project.ID), store.Replace(body("gold", record.ID, "", record.Clock, r)))
	return err
}

// dropAssignment removes an assignment with its layers, what was said and what
// was decided. Its articles stay in the class.
func (c *call) dropAssignment() (any, error) {
	a, _, err := c.assignment()
	if err != nil {
		return nil, err
	}
	ops := []store.Op{store.Delete("assignment", string(a.ID))}
	layers, err := list[project.Layer](c, "layer")
	if err != nil {
		return nil, err
	}
	for _, l := range layers {
		if l.Assignment == a.ID {
			ops = append(ops, store.Delete("layer", string(l.ID)), store.Erase(string(l.ID)), store.Clear(kindOfNames(l.ID)))
		}
	}
	posts, err := list[project.Post](c, "post")
	if err != nil {
		return nil, err
	}
	for _, p := range posts {
		if p.Assignment == a.ID {
			ops = append(ops, store.Delete("post", p.ID), store.Index("post", p.ID, "", ""))
		}
	}
	for _, of := range a.Articles {
		ops = append(ops, store.Delete("gold", string(goldID(a.ID, of))))
	}
	if _, err := c.store.Write(c.r.Context(), string(c.project.ID), ops...); err != nil {
		return nil, err
	}
	c.open.forget(c.project.ID)
	c.looks.forget(c.project.ID)
	return nil, nil
}
