package class

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/project"
	"quoth/internal/store"
)

// texts are the articles that were read last, which are large and never
// change.
type texts struct {
	mu  sync.Mutex
	all map[string]*article.Article
}

const mostTexts = 200

func (s *classes) text(ctx context.Context, p project.ID, id article.ID) (*article.Article, error) {
	name := string(p) + "/" + string(id)
	s.texts.mu.Lock()
	a := s.texts.all[name]
	s.texts.mu.Unlock()
	if a != nil {
		return a, nil
	}
	r, err := s.store.Get(ctx, string(p), "article", string(id))
	if err != nil {
		return nil, gone(err, "article")
	}
	a = new(article.Article)
	if err := json.Unmarshal(r.Body, a); err != nil {
		return nil, err
	}
	s.texts.mu.Lock()
	defer s.texts.mu.Unlock()
	if len(s.texts.all) >= mostTexts || s.texts.all == nil {
		s.texts.all = map[string]*article.Article{}
	}
	s.texts.all[name] = a
	return a, nil
}

// articleEntry is what is known of an article without its text.
type articleEntry struct {
	ID       article.ID `json:"id"`
	Title    string     `json:"title"`
	Language string     `json:"language,omitempty"`
	Words    int        `json:"words"`
}

func (c *call) articles() (any, error) {
	all, err := list[article.Article](c, "article")
	entries := make([]articleEntry, len(all))
	for i, a := range all {
		entries[i] = articleEntry{a.ID, a.Meta.Title, a.Meta.Language, a.Words()}
	}
	return entries, err
}

// article answers an article, and says where the asker annotates it.
func (c *call) article() (any, error) {
	id := article.ID(c.r.PathValue("article"))
	a, err := c.text(c.r.Context(), c.project.ID, id)
	if err != nil {
		return nil, err
	}
	assignments, err := list[project.Assignment](c, "assignment")
	if err != nil {
		return nil, err
	}
	for _, one := range assignments {
		if !slices.Contains(one.Articles, id) {
			continue
		}
		l, _, err := get[project.Layer](c, string(c.project.ID), "layer", string(layerID(one.ID, id, c.member.ID)))
		if errors.Is(err, errNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		c.offer(l)
	}
	return a, nil
}

// adding is an article in one of four ways.
type adding struct {
	Offer   string           `json:"offer,omitempty"`   // the name of one that the server offers
	Text    string           `json:"text,omitempty"`    // pasted
	URL     string           `json:"url,omitempty"`     // of a page
	Article *article.Article `json:"article,omitempty"` // as it is
}

// found makes the article that was meant.
func (c *call) found(ctx context.Context, in adding) (*article.Article, error) {
	switch {
	case in.Article != nil:
		return in.Article, in.Article.Check()
	case in.Text != "":
		return c.Read(in.Text)
	case in.URL != "" && c.Fetch != nil:
		a, err := c.Fetch(ctx, in.URL)
		if err != nil {
			return nil, fmt.Errorf("%v: %w", err, annotation.ErrInvalid)
		}
		return a, nil
	}
	for _, o := range c.Articles {
		if o.Name == in.Offer {
			return o.Article, nil
		}
	}
	return nil, fmt.Errorf("choose an article, paste one, or give its address: %w", annotation.ErrInvalid)
}

func (c *call) addArticle() (any, error) {
	var in adding
	if err := c.read(&in); err != nil {
		return nil, err
	}
	if err := c.project.Writable(); err != nil {
		return nil, err
	}
	a, err := c.found(c.r.Context(), in)
	if err != nil {
		return nil, err
	}
	_, err = c.store.Write(c.r.Context(), string(c.project.ID), keepArticle(a)...)
	return articleEntry{a.ID, a.Meta.Title, a.Meta.Language, a.Words()}, err
}

func keepArticle(a *article.Article) []store.Op {
	return []store.Op{
		store.Put(body("article", string(a.ID), "", 0, a)),
		store.Index("article", string(a.ID), "", a.Meta.Title+"\n"+a.Text),
	}
}

func (c *call) assignments() (any, error) { return list[project.Assignment](c, "assignment") }

// assignment is the one that the path names.
func (c *call) assignment() (*project.Assignment, store.Record, error) {
	a, r, err := get[project.Assignment](c, string(c.project.ID), "assignment", c.r.PathValue("assignment"))
	return a, r, gone(err, "assignment")
}

func (c *call) showAssignment() (any, error) {
	a, _, err := c.assignment()
	return a, err
}

// openAssignment shows everybody what others have marked. It cannot be taken
// back: what has been seen has been seen.
func (c *call) openAssignment() (any, error) {
	a, r, err := c.assignment()
	if err != nil {
		return nil, err
	}
	if a.Opened.IsZero() {
		a.Opened = c.now()
		_, err = c.store.Write(c.r.Context(), string(c.project.ID), store.Replace(body("assignment", string(a.ID), "", r.Clock, a)))
	}
	return a, err
}

// articleOf is the article of an assignment that the path names.
func (c *call) articleOf(a *project.Assignment) (*article.Article, error) {
	id := article.ID(c.r.PathValue("article"))
	if !slices.Contains(a.Articles, id) {
		return nil, notFound("article in this assignment")
	}
	return c.text(c.r.Context(), c.project.ID, id)
}
