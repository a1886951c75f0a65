package class

import (
	"context"
	"fmt"
	"strconv"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/project"
	"quoth/internal/text"
)

// view is an article of an assignment as the asker may see it.
type view struct {
	assignment *project.Assignment
	article    *article.Article
	readers    []project.Reader // the pupils, by when they began; without names for whom they are not told to
	layers     []*project.Layer // theirs
	key        *project.Reader  // the owner's own layer, if it has marks
	result     *project.Result  // what the class has decided; nil if nothing yet
	look       *look            // all of it, for everybody
}

// seen gathers what has been marked in the article that the path names, if the
// asker may see it by now.
func (c *call) seen() (*view, error) {
	a, _, err := c.assignment()
	if err != nil {
		return nil, err
	}
	text, err := c.articleOf(a)
	if err != nil {
		return nil, err
	}
	if err := c.shows(a, text.ID); err != nil {
		return nil, err
	}
	return c.gather(a, text)
}

// gather is what has been marked as the asker is told it.
func (c *call) gather(a *project.Assignment, text *article.Article) (*view, error) {
	l, err := c.looks.of(c.r.Context(), c.classes, c.project.ID, a, text)
	if err != nil {
		return nil, err
	}
	v := &view{assignment: a, article: text, look: l, result: l.result}
	told := func(one looked) project.Reader {
		marks := *one.marks
		marks.Creator = one.member.Pseudonym
		return project.Reader{Name: c.called(one.member), Layer: &marks}
	}
	for _, one := range l.readers {
		v.readers, v.layers = append(v.readers, told(one)), append(v.layers, one.layer)
	}
	if l.key != nil {
		key := told(*l.key)
		v.key = &key
	}
	return v, nil
}

// called is a member's pseudonym, if the asker is told it.
func (c *call) called(m *project.Member) string {
	if m.ID == c.member.ID || c.project.Anonymity.Names(c.member) {
		return m.Pseudonym
	}
	return ""
}

func (c *call) byID(ctx context.Context) (map[project.MemberID]*project.Member, error) {
	all, err := listOf[project.Member](ctx, c.classes, c.project.ID, "member")
	members := make(map[project.MemberID]*project.Member, len(all))
	for _, m := range all {
		members[m.ID] = m
	}
	return members, err
}

func (c *call) heat() (any, error) {
	v, err := c.seen()
	if err != nil {
		return nil, err
	}
	return v.look.heat(), nil
}

// behind is what stands behind a passage: who marked it as what, and why.
type behind struct {
	Label  string `json:"label"`
	By     string `json:"by,omitempty"`
	Note   string `json:"note,omitempty"`
	Exact  string `json:"exact"`
	Mine   bool   `json:"mine,omitempty"`
	member project.MemberID
}

// passage answers the marks that touch ?start= to ?end=, those with notes
// first.
func (c *call) passage() (any, error) {
	v, err := c.seen()
	if err != nil {
		return nil, err
	}
	span, err := c.span(v.article)
	if err != nil {
		return nil, err
	}
	return c.behind(v, span), nil
}

func (c *call) span(a *article.Article) (text.Bytes, error) {
	var s text.Span[text.CodePoint]
	q := c.r.URL.Query()
	start, errStart := strconv.Atoi(q.Get("start"))
	end, errEnd := strconv.Atoi(q.Get("end"))
	s.Start, s.End = text.CodePoint(start), text.CodePoint(end)
	b, err := text.From(a.Text, s)
	if errStart != nil || errEnd != nil || err != nil || s.Start >= s.End {
		return b, fmt.Errorf("give start and end in code points of the text: %w", annotation.ErrInvalid)
	}
	return b, nil
}

func (c *call) behind(v *view, span text.Bytes) []behind {
	all := []behind{}
	for i, r := range v.readers {
		for _, an := range r.Layer.Annotations {
			for _, t := range an.Target {
				if t.Start >= span.End || t.End <= span.Start {
					continue
				}
				all = append(all, behind{an.Label, r.Name, an.Note, v.article.Text[t.Start:t.End], v.layers[i].Member == c.member.ID, v.layers[i].Member})
				break
			}
		}
	}
	sortBy(all, func(b behind) string {
		if b.Note == "" {
			return "2" + b.Label
		}
		return "1" + b.Label
	})
	return all
}
