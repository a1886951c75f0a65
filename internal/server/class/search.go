package class

import (
	"context"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/project"
	"quoth/internal/render"
	"quoth/internal/server"
	"quoth/internal/text"
)

// found is one place where words were found.
type found struct {
	Kind    string `json:"kind"` // "article", "note" or "post"
	ID      string `json:"id"`
	Excerpt string `json:"excerpt"`        // what was found stands between « and »
	Title   string `json:"title"`          // of the article
	Href    string `json:"href,omitempty"` // the page on which it can be seen; none if the article is not assigned
}

const mostFound = 50

// search finds words in the project's articles, in what the asker has written,
// and, for the owner, in what all have.
func (c *call) search() (any, error) {
	whose := string(c.member.ID)
	if c.member.Role == project.Owner && c.project.Anonymity != project.SeenByNobody {
		whose = ""
	}
	ctx := c.r.Context()
	hits, err := c.store.Search(ctx, string(c.project.ID), whose, c.r.URL.Query().Get("q"), mostFound)
	if err != nil {
		return nil, err
	}
	assignments, err := list[project.Assignment](c, "assignment")
	if err != nil {
		return nil, err
	}
	all := []found{}
	for _, h := range hits {
		f := found{Kind: h.Kind, ID: h.ID, Excerpt: h.Excerpt}
		if err := c.stands(ctx, &f, assignments); errors.Is(err, errNotFound) {
			continue // removed since
		} else if err != nil {
			return nil, err
		}
		all = append(all, f)
	}
	return all, nil
}

// stands says where something that was found stands.
func (c *call) stands(ctx context.Context, f *found, assignments []*project.Assignment) error {
	p := string(c.project.ID)
	var of article.ID
	switch f.Kind {
	case "article":
		of = article.ID(f.ID)
		for _, a := range assignments {
			if slices.Contains(a.Articles, of) {
				f.Href = c.workPath(a.ID, of)
			}
		}
	case "note":
		layer, id, _ := strings.Cut(f.ID, "/")
		l, _, err := get[project.Layer](c, p, "layer", layer)
		if err != nil {
			return err
		}
		of = l.Article
		f.Href = c.workPath(l.Assignment, of)
		if l.Member == c.member.ID {
			break
		}
		for _, a := range assignments {
			if a.ID != l.Assignment {
				continue
			}
			state, err := c.classes.read(ctx, c.project.ID, l, a)
			if err != nil {
				return err
			}
			an := state.Annotation(annotation.ID(id))
			if an == nil {
				return errNotFound
			}
			span, err := text.To[text.CodePoint](state.Article().Text, an.Target[0])
			if err != nil {
				return err
			}
			f.Href = togetherPath(f.Href, span)
		}
	case "post":
		post, _, err := get[project.Post](c, p, "post", f.ID)
		if err != nil {
			return err
		}
		of = post.Article
		f.Href = togetherPath(c.workPath(post.Assignment, of), post.Span)
	}
	a, err := c.text(ctx, c.project.ID, of)
	if err != nil {
		return err
	}
	f.Title = a.Meta.Title
	return nil
}

// workPath is where an article of an assignment is annotated.
func (c *call) workPath(a project.AssignmentID, of article.ID) string {
	return "/class/" + string(c.project.ID) + "/" + string(a) + "/" + string(of)
}

// togetherPath is where what the class has marked in a passage is seen.
func togetherPath(work string, at text.Span[text.CodePoint]) string {
	return fmt.Sprintf("%s/together?start=%d&end=%d#behind", work, at.Start, at.End)
}

func (c *call) searchPage() (any, error) {
	answer, err := c.search()
	if err != nil {
		return nil, err
	}
	return c.pages.write(c, http.StatusOK, "search", server.Screen{Title: "Search in " + c.project.Name}, map[string]any{
		"Project": c.project, "Query": c.r.URL.Query().Get("q"), "Found": answer, "Most": mostFound,
	})
}

// excerptHTML is an excerpt with what was found in it marked. The signs may
// also be the article's own, so that each that opens is closed here.
func excerptHTML(s string) template.HTML {
	var b strings.Builder
	open := false
	for _, r := range s {
		switch {
		case r == '«' && !open:
			b.WriteString("<mark>")
			open = true
		case r == '»' && open:
			b.WriteString("</mark>")
			open = false
		default:
			b.WriteString(render.Escape(string(r)))
		}
	}
	if open {
		b.WriteString("</mark>")
	}
	return template.HTML(b.String())
}
