package class

import (
	"cmp"
	"fmt"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/format/corpus"
	"quoth/internal/project"
	"quoth/internal/store"
)

// finish says that the asker is done with an article. What others have marked
// opens to them by the rule of the assignment.
func (c *call) finish() (any, error) {
	l, r, err := c.mineOf()
	if err != nil {
		return nil, err
	}
	if err := c.project.Writable(); err != nil {
		return nil, err
	}
	if l.Finished.IsZero() {
		l.Finished = c.now()
		_, err = c.store.Write(c.r.Context(), string(c.project.ID), store.Replace(body("layer", string(l.ID), string(l.Member), r.Clock, l)))
		c.courses.look(c.project.ID)
	}
	return l, err
}

// goOn takes finishing back, if it has shown nothing.
func (c *call) goOn() (any, error) {
	l, r, err := c.mineOf()
	if err != nil {
		return nil, err
	}
	a, _, err := get[project.Assignment](c, string(c.project.ID), "assignment", string(l.Assignment))
	if err != nil {
		return nil, gone(err, "assignment")
	}
	if !a.Resumable() {
		return nil, fmt.Errorf("you may have seen what others have marked, so that your own marks stay as they are: %w", project.ErrForbidden)
	}
	l.Finished = time.Time{}
	_, err = c.store.Write(c.r.Context(), string(c.project.ID), store.Replace(body("layer", string(l.ID), string(l.Member), r.Clock, l)))
	c.courses.look(c.project.ID)
	return l, err
}

// articleProgress is how far a class is with one article.
type articleProgress struct {
	Article  article.ID         `json:"article"`
	Title    string             `json:"title"`
	Members  int                `json:"members"` // who annotate
	Begun    int                `json:"begun"`
	Finished int                `json:"finished"`
	Each     []project.Progress `json:"each"`
}

// progress is live: what the log has now.
func (c *call) progress() (any, error) {
	a, _, err := c.assignment()
	if err != nil {
		return nil, err
	}
	return c.progressOf(a)
}

func (c *call) progressOf(a *project.Assignment) ([]articleProgress, error) {
	ctx := c.r.Context()
	members, err := list[project.Member](c, "member")
	if err != nil {
		return nil, err
	}
	layers, err := list[project.Layer](c, "layer")
	if err != nil {
		return nil, err
	}
	of := map[annotation.LayerID]*project.Layer{}
	for _, l := range layers {
		of[l.ID] = l
	}
	all := []articleProgress{}
	for _, id := range a.Articles {
		text, err := c.text(ctx, c.project.ID, id)
		if err != nil {
			return nil, err
		}
		seen, err := c.looks.of(ctx, c.classes, c.project.ID, a, text)
		if err != nil {
			return nil, err
		}
		one := articleProgress{Article: id, Title: text.Meta.Title, Each: []project.Progress{}}
		for _, m := range members {
			l := of[layerID(a.ID, id, m.ID)]
			if m.Role != project.Annotator || !m.Left.IsZero() && l == nil {
				continue
			}
			one.Members++
			p := project.Progress{Blocks: len(text.Blocks)}
			if l != nil && seen.layers[l.ID] != nil {
				p = project.NewProgress(text, seen.layers[l.ID])
				p.Finished = l.Finished
				if p.Marks > 0 || p.Read > 0 {
					one.Begun++
				}
				if !l.Finished.IsZero() {
					one.Finished++
				}
			}
			p.Member, p.Name = m.ID, m.Pseudonym
			if c.project.Anonymity == project.SeenByNobody {
				// Who has finished is known, and what they have marked is not.
				p.Marks, p.Notes, p.ByLabel, p.First, p.Last = 0, 0, nil, time.Time{}, time.Time{}
			}
			one.Each = append(one.Each, p)
		}
		all = append(all, one)
	}
	return all, nil
}

// export gives an assignment's layers in ?format=, Quoth JSON if none is named,
// under pseudonyms.
func (c *call) export() (any, error) {
	a, _, err := c.assignment()
	if err != nil {
		return nil, err
	}
	id := cmp.Or(c.r.URL.Query().Get("format"), "json")
	f, ok := corpus.Find(id)
	if ok && f.Division == corpus.Dataset {
		return nil, fmt.Errorf("a dataset is a folder to publish, with splits and a card: save Quoth JSON lines, and make it of them with %s: %w", makesDataset, annotation.ErrInvalid)
	}
	if !ok || !f.Written() {
		return nil, fmt.Errorf("%q is no format that is written here: %w", short(id), annotation.ErrInvalid)
	}
	pack := corpus.NewPack(f)
	for _, id := range a.Articles {
		text, err := c.text(c.r.Context(), c.project.ID, id)
		if err != nil {
			return nil, err
		}
		v, err := c.gather(a, text)
		if err != nil {
			return nil, err
		}
		if err := pack.Add(v.document(c.now(), c.Host.Version)); err != nil {
			return nil, fmt.Errorf("%s: %w", text.Meta.Title, err)
		}
	}
	data, archived, err := pack.End()
	if err != nil {
		return nil, err
	}
	if archived {
		return file{"class-" + f.ID + ".zip", "application/zip", data}, nil
	}
	return file{"class-" + f.ID + f.Extension, f.MediaType, data}, nil
}
