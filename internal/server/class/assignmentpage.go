package class

import (
	"errors"
	"net/http"
	"time"

	"quoth/internal/article"
	"quoth/internal/project"
	"quoth/internal/relay"
	"quoth/internal/server"
)

// todo is one article of an assignment as a pupil sees it.
type todo struct {
	ID       article.ID
	Title    string
	Language string
	Words    int
	Marks    int
	Finished time.Time
	Opened   bool // what others have marked
	Layer    *project.Layer
}

func (c *call) assignmentPage() (any, error) {
	a, _, err := c.assignment()
	if err != nil {
		return nil, err
	}
	var list []todo
	for _, id := range a.Articles {
		text, err := c.text(c.r.Context(), c.project.ID, id)
		if err != nil {
			return nil, err
		}
		one := todo{ID: id, Title: text.Meta.Title, Language: text.Meta.Language, Words: text.Words()}
		one.Layer, _, err = get[project.Layer](c, string(c.project.ID), "layer", string(layerID(a.ID, id, c.member.ID)))
		if err != nil && !errors.Is(err, errNotFound) {
			return nil, err
		}
		if err != nil {
			one.Layer = nil
		} else {
			state, err := c.classes.read(c.r.Context(), c.project.ID, one.Layer, a)
			if err != nil {
				return nil, err
			}
			one.Marks, one.Finished = state.Len(), one.Layer.Finished
		}
		one.Opened = a.Shows(c.member, one.Layer)
		list = append(list, one)
	}
	data := map[string]any{"Project": c.project, "Me": c.member, "Owner": c.member.Role == project.Owner, "Annotates": c.member.Role.May(project.Annotator),
		"Assignment": a, "Articles": list, "Ways": ways(), "MakesDataset": makesDataset, "Writable": c.project.Writable() == nil, "Over": !a.Until.IsZero() && c.now().After(a.Until), "Resumable": a.Resumable()}
	if c.member.Role == project.Owner {
		if data["Progress"], err = c.progressOf(a); err != nil {
			return nil, err
		}
		if data["Embeds"], err = c.embedsOf(a); err != nil {
			return nil, err
		}
		if data["Untold"], err = c.untold(a); err != nil {
			return nil, err
		}
	}
	return c.pages.write(c, http.StatusOK, "assignment", server.Screen{Title: a.Title, Live: "/api/projects/" + string(c.project.ID) + "/events"}, data)
}

func (c *call) workPage() (any, error) {
	a, _, err := c.assignment()
	if err != nil {
		return nil, err
	}
	text, err := c.articleOf(a)
	if err != nil {
		return nil, err
	}
	l, err := c.layerOf(a)
	if err != nil {
		return nil, err
	}
	c.offer(l)
	var labels []server.Label
	for _, label := range a.Scheme.Labels {
		if !label.Derived {
			labels = append(labels, server.Label{ID: label.ID, Name: label.Name, Key: label.Key, Color: string(label.Color), Pattern: string(label.Pattern)})
		}
	}
	s := *a.Scheme
	if a.Guidelines != "" {
		s.Guidelines = a.Guidelines
	}
	c.Host.Work(c.w, c.r, server.Work{Article: text, Labels: labels, Blind: a.Blind, Class: relay.Link{
		Project: string(c.project.ID), Assignment: string(a.ID), Title: a.Title, Article: text.ID, Layer: l.ID, Creator: c.member.Pseudonym, Created: l.Created,
		Scheme: &s, Suggestions: a.Suggestions, Blind: a.Blind, Opens: string(a.Opens),
	}})
	return done{}, nil
}
