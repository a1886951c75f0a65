package class

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"quoth/internal/annotation"
	"quoth/internal/project"
	"quoth/internal/store"
	"quoth/internal/text"
)

// postRoutes are what is done with a post that is there.
func postRoutes() []route {
	const t = "/api/projects/{project}/assignments/{assignment}/articles/{article}"
	return []route{
		{http.MethodPost, t + "/posts/{post}/delete", annotator, "Delete a post for good: one's own until it is answered, the owner any", (*call).deletePost, nil, nil, "/class/{project}/{assignment}/{article}/together"},
	}
}

// posts are the discussion of an article, oldest first.
func (c *call) posts() (any, error) {
	v, err := c.seen()
	if err != nil {
		return nil, err
	}
	return c.postsOf(v)
}

func (c *call) postsOf(v *view) ([]*project.Post, error) {
	here, err := c.allPosts(v)
	if err != nil {
		return nil, err
	}
	members, err := c.byID(c.r.Context())
	for _, p := range here {
		if m := members[p.Member]; m != nil {
			p.By = c.called(m)
			if m.Role == project.Owner { // what a teacher says is said as one
				p.By = m.Pseudonym
			}
		}
		if p.By == "" {
			p.Member = ""
		}
	}
	return here, err
}

func (c *call) allPosts(v *view) ([]*project.Post, error) {
	all, err := list[project.Post](c, "post")
	return slices.DeleteFunc(all, func(p *project.Post) bool { return p.Assignment != v.assignment.ID || p.Article != v.article.ID }), err
}

// A thread is a post with its replies, as the asker sees it.
type thread struct {
	*project.Post
	Gone      bool // it was deleted, and had been answered
	Deletable bool
	Replies   []thread
}

// threads sorts posts, which are in order of age, by what they reply to. Where
// a post was deleted that had been answered, its place stays.
func (c *call) threads(posts []*project.Post) []thread {
	var all []thread
	index := map[string]int{}
	for _, p := range posts {
		if p.To == "" {
			index[p.ID] = len(all)
			all = append(all, thread{Post: p, Deletable: c.mayDelete(p, posts)})
		}
	}
	for _, p := range posts {
		if p.To == "" {
			continue
		}
		i, there := index[p.To]
		if !there {
			i = len(all)
			index[p.To] = i
			all = append(all, thread{Post: &project.Post{ID: p.To, Span: p.Span, At: p.At}, Gone: true})
		}
		all[i].Replies = append(all[i].Replies, thread{Post: p, Deletable: c.mayDelete(p, posts)})
	}
	sortBy(all, func(t thread) string { return t.ID })
	return all
}

// mayDelete reports whether the asker may delete a post: the owner any, others
// their own until somebody has answered it.
func (c *call) mayDelete(p *project.Post, all []*project.Post) bool {
	if c.member.Role == project.Owner {
		return true
	}
	return p.Member == c.member.ID && !slices.ContainsFunc(all, func(o *project.Post) bool { return o.To == p.ID })
}

type posting struct {
	Start json.Number `json:"start,omitempty"`
	End   json.Number `json:"end,omitempty"`
	To    string      `json:"to,omitempty"` // the post that it replies to, instead of start and end
	Text  string      `json:"text"`
}

// post says something about a passage, or to somebody who has, to those who
// see what was marked.
func (c *call) post() (any, error) {
	var in posting
	if err := c.read(&in); err != nil {
		return nil, err
	}
	v, err := c.seen()
	if err != nil {
		return nil, err
	}
	if err := c.project.Writable(); err != nil {
		return nil, err
	}
	p := project.Post{ID: newID(), Assignment: v.assignment.ID, Article: v.article.ID, Member: c.member.ID, Text: strings.TrimSpace(in.Text), At: c.now()}
	all, err := c.allPosts(v)
	if err != nil {
		return nil, err
	}
	if err := c.place(&p, in, all); err != nil {
		return nil, err
	}
	if err := p.Check(v.article); err != nil {
		return nil, err
	}
	mine := 0
	for _, o := range all {
		if o.Member == c.member.ID {
			mine++
		}
	}
	if mine >= project.MostPostsOfOne || len(all) >= project.MostPosts {
		return nil, fmt.Errorf("enough has been said of this article: %w", project.ErrForbidden)
	}
	_, err = c.store.Write(c.r.Context(), string(c.project.ID), store.Add(body("post", p.ID, string(c.member.ID), 0, p)), store.Index("post", p.ID, string(c.member.ID), p.Text))
	p.By = c.called(c.member)
	return p, err
}

// place is where a post stands: at a passage, or under another post. A reply
// to a reply stands beside it.
func (c *call) place(p *project.Post, in posting, all []*project.Post) error {
	if in.To != "" {
		i := slices.IndexFunc(all, func(o *project.Post) bool { return o.ID == in.To })
		if i < 0 {
			return fmt.Errorf("what you reply to was deleted: %w", annotation.ErrConflict)
		}
		p.To, p.Span = in.To, all[i].Span
		if all[i].To != "" {
			p.To = all[i].To
		}
		return nil
	}
	start, errStart := in.Start.Int64()
	end, errEnd := in.End.Int64()
	if errStart != nil || errEnd != nil {
		return fmt.Errorf("start and end are numbers: %w", annotation.ErrInvalid)
	}
	p.Span = text.Span[text.CodePoint]{Start: text.CodePoint(start), End: text.CodePoint(end)}
	return nil
}

// deletePost takes a post away, its text and its words in the search with it.
func (c *call) deletePost() (any, error) {
	v, err := c.seen()
	if err != nil {
		return nil, err
	}
	all, err := c.allPosts(v)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(all, func(o *project.Post) bool { return o.ID == c.r.PathValue("post") })
	switch {
	case i < 0:
		return nil, notFound("post")
	case !c.mayDelete(all[i], all) && all[i].Member == c.member.ID:
		return nil, fmt.Errorf("somebody has answered this: ask your teacher to delete it: %w", project.ErrForbidden)
	case !c.mayDelete(all[i], all):
		return nil, fmt.Errorf("this is somebody else's: %w", project.ErrForbidden)
	}
	_, err = c.store.Write(c.r.Context(), string(c.project.ID), store.Delete("post", all[i].ID), store.Index("post", all[i].ID, "", ""), store.Purge())
	return nil, err
}
