package class

import (
	"context"
	"errors"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/lti"
	"quoth/internal/project"
	"quoth/internal/store"
)

// A column is where a platform wants to hear of a member and an assignment.
// The user's ID has to be told with the result, so that it is kept, sealed:
// only the key opens it, and it is forgotten with the member.
type column struct {
	Member     project.MemberID     `json:"member"`
	Assignment project.AssignmentID `json:"assignment"`
	Platform   string               `json:"platform"`
	LineItem   string               `json:"lineItem"`
	User       []byte               `json:"user"`
}

func columnID(m project.MemberID, a project.AssignmentID) string { return string(m) + "/" + string(a) }

// A grade is the last result that was to be told: the outbox. What is to be
// told follows from the layers, which are the truth; this says how far that
// has got, so that whichever replica looks next goes on with it.
type grade struct {
	Finished bool      `json:"finished"`
	LineItem string    `json:"lineItem"`
	At       time.Time `json:"at"` // when it came to be; the platform takes the latest
	Sent     bool      `json:"sent"`
	Tries    int       `json:"tries"`         // that failed, or are being made
	Next     time.Time `json:"next,omitzero"` // when to try again
}

// keepColumn notes where the result of whoever was handed over is wanted.
func (c *call) keepColumn(p *lti.Platform, l *lti.Launch, class *project.Project, m *project.Member, a *project.Assignment) error {
	if l.LineItem == "" || m.Role != project.Annotator {
		return nil
	}
	id := columnID(m.ID, a.ID)
	old, _, err := get[column](c, string(class.ID), "lti-column", id)
	if err == nil && old.Platform == p.ID() && old.LineItem == l.LineItem {
		return nil
	}
	if err != nil && !errors.Is(err, errNotFound) {
		return err
	}
	key, err := c.courses.key(c.r.Context())
	if err != nil {
		return err
	}
	_, err = c.store.Write(c.r.Context(), string(class.ID), store.Put(body("lti-column", id, string(m.ID), 0, column{
		Member: m.ID, Assignment: a.ID, Platform: p.ID(), LineItem: l.LineItem, User: key.Seal(l.Subject, id),
	})))
	c.courses.look(class.ID)
	return err
}

// An owed is a result that is to be told now.
type owed struct {
	grade
	to    column
	clock int64 // of the record of the grade; 0 if there is none
}

// owing are the results of a project that are to be told by now, and when to
// look again; the zero time if nothing is known that is to come.
func (all *courses) owing(ctx context.Context, p project.ID) (due []owed, next time.Time, err error) {
	columns, err := listOf[column](ctx, all.classes, p, "lti-column")
	if err != nil || len(columns) == 0 {
		return nil, next, err
	}
	assignments, err := listOf[project.Assignment](ctx, all.classes, p, "assignment")
	if err != nil {
		return nil, next, err
	}
	layers, err := listOf[project.Layer](ctx, all.classes, p, "layer")
	if err != nil {
		return nil, next, err
	}
	grades, err := all.gradesOf(ctx, p)
	if err != nil {
		return nil, next, err
	}
	finished := map[annotation.LayerID]bool{}
	for _, l := range layers {
		finished[l.ID] = !l.Finished.IsZero()
	}
	articles := map[project.AssignmentID][]article.ID{}
	for _, a := range assignments {
		articles[a.ID] = a.Articles
	}
	now := time.Now()
	for _, col := range columns {
		want := len(articles[col.Assignment]) > 0
		for _, id := range articles[col.Assignment] {
			want = want && finished[layerID(col.Assignment, id, col.Member)]
		}
		one := owed{to: *col}
		if known, ok := grades[columnID(col.Member, col.Assignment)]; ok {
			one.grade, one.clock = known.grade, known.clock
		}
		if one.clock == 0 && !want {
			continue // nothing was ever finished, so that nothing is to be told
		}
		if one.clock == 0 || one.Finished != want || one.LineItem != col.LineItem {
			at := all.now()
			if !at.After(one.At) { // another replica's clock is ahead
				at = one.At.Add(time.Millisecond)
			}
			one.grade = grade{Finished: want, LineItem: col.LineItem, At: at}
		}
		switch {
		case one.Sent:
		case one.Next.After(now):
			if next.IsZero() || one.Next.Before(next) {
				next = one.Next
			}
		default:
			due = append(due, one)
		}
	}
	return due, next, nil
}

func (all *courses) gradesOf(ctx context.Context, p project.ID) (map[string]owed, error) {
	records, err := all.store.List(ctx, string(p), "lti-grade")
	if err != nil {
		return nil, err
	}
	grades := map[string]owed{}
	for _, r := range records {
		g, err := decoded[grade](r)
		if err != nil {
			return nil, err
		}
		grades[r.ID] = owed{grade: *g, clock: r.Clock}
	}
	return grades, nil
}

// untold are the pseudonyms of those whose result a platform could not be told
// yet.
func (c *call) untold(a *project.Assignment) (names []string, err error) {
	grades, err := c.courses.gradesOf(c.r.Context(), c.project.ID)
	if err != nil || len(grades) == 0 {
		return nil, err
	}
	members, err := list[project.Member](c, "member")
	for _, m := range members {
		if g, ok := grades[columnID(m.ID, a.ID)]; ok && !g.Sent && g.Tries > 1 {
			names = append(names, m.Pseudonym)
		}
	}
	return names, err
}
