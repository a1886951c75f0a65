package server

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"

	"quoth/internal/article"
)

// A listing is an offered article in /articles.json.
type listing struct {
	Name      string            `json:"name"`
	ID        article.ID        `json:"id"`
	Title     string            `json:"title"`
	Language  string            `json:"language,omitempty"`
	Direction article.Direction `json:"direction,omitempty"`
	Words     int               `json:"words"`
}

func listings(offers []Offer) []listing {
	list := make([]listing, 0, len(offers))
	for _, o := range offers {
		a := o.Article
		list = append(list, listing{o.Name, a.ID, a.Meta.Title, a.Meta.Language, a.Meta.Direction, a.Words()})
	}
	return list
}

const jsonType = "application/json"

func (s *server) list() func(http.ResponseWriter, *http.Request) error {
	data, err := json.Marshal(listings(s.config.Articles))
	if err != nil {
		return func(http.ResponseWriter, *http.Request) error { return err }
	}
	return serve(newResource(jsonType, data))
}

// article answers an offered article as the tab keeps it.
func (s *server) article(w http.ResponseWriter, r *http.Request) error {
	name, ok := strings.CutSuffix(r.PathValue("file"), ".json")
	get := s.articles[name]
	if !ok || get == nil {
		return notFound("there is no article %q here", r.PathValue("file"))
	}
	res, err := get()
	if err != nil {
		return err
	}
	res.write(w, r)
	return nil
}

// encode prepares the articles as JSON, each when it is first asked for. It
// returns article.ErrInvalid if two have one name.
func (s *server) encode() error {
	s.articles = map[string]func() (*resource, error){}
	for _, o := range s.config.Articles {
		if s.articles[o.Name] != nil {
			return fmt.Errorf("two articles are called %q: rename one: %w", o.Name, article.ErrInvalid)
		}
		s.articles[o.Name] = sync.OnceValues(func() (*resource, error) {
			data, err := json.Marshal(o.Article)
			return newResource(jsonType, data), err
		})
	}
	return nil
}
