package class

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/project"
	"quoth/internal/scheme"
	"quoth/internal/store"
)

// assignRoutes are what is changed of an assignment later.
func assignRoutes() []route {
	const a = "/api/projects/{project}/assignments/{assignment}"
	return []route{
		{http.MethodPost, a, owner, "Change its title, guidelines, or until when it is open", (*call).changeAssignment, changing{}, project.Assignment{}, "/class/{project}/{assignment}"},
	}
}

// assigning is a new assignment; articles that are in the class, that the
// server offers, and one that is pasted or fetched may come together.
type assigning struct {
	Title       string          `json:"title,omitempty"` // that of the first article, if none
	Articles    []article.ID    `json:"articles,omitempty"`
	Offer       string          `json:"offer,omitempty"`
	Offers      []string        `json:"offers,omitempty"`
	Text        string          `json:"text,omitempty"`
	URL         string          `json:"url,omitempty"`
	Preset      scheme.ID       `json:"preset,omitempty"`     // one of the schemes that come with Quoth
	Scheme      *scheme.Scheme  `json:"scheme,omitempty"`     // or one of one's own
	SchemeText  string          `json:"schemeText,omitempty"` // or as the studio has saved it
	Guidelines  string          `json:"guidelines,omitempty"`
	Until       time.Time       `json:"until,omitzero"`
	Suggestions bool            `json:"suggestions,omitempty"`
	Blind       bool            `json:"blind,omitempty"`
	Opens       project.Opening `json:"opens,omitempty"`
}

func (c *call) assign() (any, error) {
	var in assigning
	if err := c.read(&in); err != nil {
		return nil, err
	}
	if err := c.project.Writable(); err != nil {
		return nil, err
	}
	texts, ops, err := c.assigned(in)
	if err != nil {
		return nil, err
	}
	s, err := c.schemeOf(in)
	if err != nil {
		return nil, err
	}
	if in.Opens == "" {
		in.Opens = project.WhenFinished
	}
	a := project.Assignment{
		ID: project.AssignmentID(newID()), Title: strings.TrimSpace(in.Title), Scheme: s,
		Guidelines: in.Guidelines, Until: in.Until, Suggestions: in.Suggestions, Blind: in.Blind, Opens: in.Opens, Created: c.now(),
	}
	for _, text := range texts {
		if !slices.Contains(a.Articles, text.ID) {
			a.Articles = append(a.Articles, text.ID)
		}
	}
	if a.Title == "" {
		a.Title = titleOf(texts)
	}
	if err := a.Check(); err != nil {
		return nil, err
	}
	_, err = c.store.Write(c.r.Context(), string(c.project.ID), append(ops, store.Add(body("assignment", string(a.ID), "", 0, a)))...)
	return a, err
}

// assigned is the articles that were meant, with what is to be kept of those
// that the class has not yet.
func (c *call) assigned(in assigning) (texts []*article.Article, ops []store.Op, err error) {
	ctx := c.r.Context()
	for _, id := range in.Articles {
		a, err := c.text(ctx, c.project.ID, id)
		if err != nil {
			return nil, nil, err
		}
		texts = append(texts, a)
	}
	var ways []adding
	for _, name := range append(in.Offers, in.Offer) {
		if name != "" {
			ways = append(ways, adding{Offer: name})
		}
	}
	if in.URL != "" {
		ways = append(ways, adding{URL: in.URL})
	}
	if in.Text != "" {
		ways = append(ways, adding{Text: in.Text})
	}
	if len(ways) == 0 && len(texts) == 0 {
		ways = append(ways, adding{}) // whose error says what is needed
	}
	for _, way := range ways {
		a, err := c.found(ctx, way)
		if err != nil {
			return nil, nil, err
		}
		texts, ops = append(texts, a), append(ops, keepArticle(a)...)
	}
	return texts, ops, nil
}

// titleOf is what an assignment of several articles is called if nobody says.
func titleOf(texts []*article.Article) string {
	title := texts[0].Meta.Title
	if len(texts) > 1 {
		title += fmt.Sprintf(" and %d more", len(texts)-1)
	}
	if r := []rune(title); len(r) > 200 {
		title = string(r[:199]) + "…"
	}
	return title
}

// schemeOf is the scheme that was meant: a file, as text, as it is, or one that
// comes with Quoth.
func (c *call) schemeOf(in assigning) (*scheme.Scheme, error) {
	if c.form() && c.r.MultipartForm != nil {
		f, _, err := c.r.FormFile("schemeFile")
		if err == nil {
			defer f.Close()
			data, err := io.ReadAll(f)
			if err != nil {
				return nil, err
			}
			if len(data) > 0 {
				in.SchemeText = string(data)
			}
		} else if !errors.Is(err, http.ErrMissingFile) {
			return nil, fmt.Errorf("the scheme's file cannot be read (%v): %w", err, annotation.ErrInvalid)
		}
	}
	if strings.TrimSpace(in.SchemeText) != "" {
		return scheme.Decode([]byte(in.SchemeText))
	}
	if in.Scheme != nil {
		return in.Scheme, nil
	}
	if in.Preset == "" {
		in.Preset = scheme.Default
	}
	if s := scheme.Preset(in.Preset); s != nil {
		return s, nil
	}
	return nil, fmt.Errorf("there is no scheme %q: %w", short(in.Preset), annotation.ErrInvalid)
}

type extending struct {
	Until time.Time `json:"until,omitzero"`
}

// extend sets until when an assignment is open.
func (c *call) extend() (any, error) {
	var in extending
	if err := c.read(&in); err != nil {
		return nil, err
	}
	return c.revise(func(a *project.Assignment) error { a.Until = in.Until; return nil })
}

// changing is what may change of an assignment while it is worked on: what is
// marked with, and of what, may not.
type changing struct {
	Title      string    `json:"title,omitempty"`
	Guidelines string    `json:"guidelines,omitempty"`
	Until      time.Time `json:"until,omitzero"`
}

func (c *call) changeAssignment() (any, error) {
	return c.revise(func(a *project.Assignment) error {
		in := changing{a.Title, a.Guidelines, a.Until}
		if c.form() { // where a field that is empty was emptied
			in = changing{}
		}
		if err := c.read(&in); err != nil {
			return err
		}
		a.Title, a.Guidelines, a.Until = strings.TrimSpace(in.Title), in.Guidelines, in.Until
		return a.Check()
	})
}

func (c *call) revise(change func(*project.Assignment) error) (any, error) {
	a, r, err := c.assignment()
	if err == nil {
		err = change(a)
	}
	if err != nil {
		return nil, err
	}
	_, err = c.store.Write(c.r.Context(), string(c.project.ID), store.Replace(body("assignment", string(a.ID), "", r.Clock, a)))
	return a, err
}
