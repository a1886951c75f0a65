package class

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"quoth/internal/adjudication"
	"quoth/internal/annotation"
	"quoth/internal/project"
	"quoth/internal/store"
)

// decideRoutes are how a class result is made in front of the class, and seen.
func decideRoutes() []route {
	get, post := http.MethodGet, http.MethodPost
	const (
		t    = "/api/projects/{project}/assignments/{assignment}/articles/{article}"
		page = "/class/{project}/{assignment}/{article}/decide"
	)
	return []route{
		{get, t + "/result", viewer, "What the class has decided, with an ETag", (*call).showResult, nil, result{}, ""},
		{get, t + "/cases", owner, "The passages to decide, and how many read them how", (*call).cases, nil, []passageCase{}, ""},
		{post, t + "/decisions", owner, "Take one reading of a passage, or none; 409 if somebody has since, 412 by If-Match", (*call).decide, taking{}, result{}, page + "?after={case}&order={order}"},
		{post, t + "/decisions/vote", owner, "Let the vote decide what is open", (*call).vote, voting{}, result{}, page + "?order={order}"},
		{post, t + "/decisions/undo", owner, "Take the last step back", (*call).undo, undoing{}, result{}, page + "?case={case}&order={order}"},
		{post, t + "/result/finish", owner, "Be done with deciding", (*call).finishResult, nil, result{}, "/class/{project}/{assignment}/{article}/together?result"},
		{post, t + "/result/go-on", owner, "Decide on after all", (*call).reopenResult, nil, result{}, page},
		{get, page, owner, "Decide together", (*call).decidePage, nil, nil, ""},
	}
}

// deciding opens the class result of an article to be decided. Whoever has
// opened the article and marked nothing is no vote yet, unless they are done.
func (c *call) deciding(v *view) (*project.Deciding, store.Record, error) {
	r, record, err := c.resultRecord(c.r.Context(), c.project.ID, v.assignment.ID, v.article.ID)
	if err != nil {
		return nil, record, err
	}
	var readers []project.Reader
	for i, reader := range v.readers {
		if len(reader.Layer.Annotations) > 0 || !v.layers[i].Finished.IsZero() {
			readers = append(readers, reader)
		}
	}
	d, err := project.Decide(r, goldID(v.assignment.ID, v.article.ID), v.article, readers, c.member.Pseudonym, newID, c.now)
	return d, record, err
}

// errChanged means that If-Match names another version than there is.
var errChanged = errors.New("the class result has changed since you fetched it: fetch it again")

// expected refuses if a program has said which version it knows, and there is
// another one by now (RFC 9110, 13.1.1).
func (c *call) expected(clock int64) error {
	given := c.r.Header.Get("If-Match")
	if given == "" || given == "*" && clock != 0 {
		return nil
	}
	for tag := range strings.SplitSeq(given, ",") {
		if strings.TrimSpace(tag) == `"`+strconv.FormatInt(clock, 10)+`"` {
			return nil
		}
	}
	return errChanged
}

// mostTries is how often something is decided anew because somebody else has
// decided something else meanwhile.
const mostTries = 10

// change carries out something on the class result, on top of whatever others
// have decided meanwhile; do says whether it still fits.
func (c *call) change(finished bool, do func(*project.Deciding) error) (*view, *project.Deciding, int64, error) {
	v, err := c.seen()
	if err == nil {
		err = c.project.Writable()
	}
	if err != nil {
		return nil, nil, 0, err
	}
	ctx := c.r.Context()
	for range mostTries {
		d, record, err := c.deciding(v)
		if err != nil {
			return nil, nil, 0, err
		}
		if err := c.expected(record.Clock); err != nil {
			return nil, nil, 0, err
		}
		if !finished && !d.Result.Finished.IsZero() {
			return nil, nil, 0, fmt.Errorf("the class result is finished: choose to decide on first: %w", annotation.ErrConflict)
		}
		if err := do(d); err != nil {
			return nil, nil, 0, err
		}
		next := body("gold", string(goldID(v.assignment.ID, v.article.ID)), "", record.Clock, d.Result)
		op := store.Replace(next)
		if record.Clock == 0 {
			op = store.Add(next)
		}
		clock, err := c.store.Write(ctx, string(c.project.ID), op)
		if !errors.Is(err, annotation.ErrConflict) {
			return v, d, clock, err
		}
	}
	return nil, nil, 0, fmt.Errorf("several people are deciding at once: try it again: %w", annotation.ErrConflict)
}

func (c *call) changed(finished bool, key, order string, do func(*project.Deciding) error) (any, error) {
	v, d, clock, err := c.change(finished, do)
	if err != nil {
		return nil, err
	}
	answer, err := c.told(v, d.Result, clock)
	answer.Case, answer.Order = key, order
	return answer, err
}

// taking is a decision: of which passage, what, and why.
type taking struct {
	Case  string `json:"case"`
	Take  string `json:"take"`           // the key of a reading, "none", or "all" words
	Seen  string `json:"seen,omitempty"` // the stamp of what was decided when one looked; without it, whatever it is
	Note  string `json:"note,omitempty"`
	Order string `json:"order,omitempty"` // in which to go on, of a form
}

const longestWhy = 2_000 // bytes

func (c *call) decide() (any, error) {
	var in taking
	if err := c.read(&in); err != nil {
		return nil, err
	}
	if in.Case == "" || in.Take == "" {
		return nil, fmt.Errorf("say which passage (case) and what is taken of it (take): %w", annotation.ErrInvalid)
	}
	if len(in.Note) > longestWhy {
		return nil, fmt.Errorf("say why in at most %d bytes: %w", longestWhy, annotation.ErrInvalid)
	}
	return c.changed(false, in.Case, in.Order, func(d *project.Deciding) error { return d.Take(in.Case, in.Take, in.Note, in.Seen) })
}

type voting struct {
	Percent json.Number `json:"percent"` // of those who read, from 50 to 100
	Order   string      `json:"order,omitempty"`
}

func (c *call) vote() (any, error) {
	var in voting
	if err := c.read(&in); err != nil {
		return nil, err
	}
	percent, err := in.Percent.Int64()
	if err != nil {
		return nil, fmt.Errorf("percent is a whole number from 50 to 100: %w", annotation.ErrInvalid)
	}
	return c.changed(false, "", in.Order, func(d *project.Deciding) error {
		n, err := d.Vote(float64(percent) / 100)
		if err == nil && n == 0 {
			err = fmt.Errorf("of nothing that is open are %d %% of one mind: nothing was decided: %w", percent, annotation.ErrInvalid)
		}
		return err
	})
}

type undoing struct {
	Step  string `json:"step,omitempty"` // the one that one saw; without it, the last
	Order string `json:"order,omitempty"`
}

func (c *call) undo() (any, error) {
	var in undoing
	if err := c.read(&in); err != nil {
		return nil, err
	}
	key := ""
	answer, err := c.changed(false, "", in.Order, func(d *project.Deciding) error {
		if last := d.Result.Last(); last != nil {
			key = caseOf(d, last)
		}
		return d.Undo(in.Step)
	})
	if r, ok := answer.(result); ok {
		r.Case, answer = key, r
	}
	return answer, err
}

// caseOf is the passage that a step decided, if it was one.
func caseOf(d *project.Deciding, s *project.Step) string {
	of := annotation.ID("")
	for _, change := range s.Transaction.Changes {
		if e := change.Decision; e != nil && e.After != nil {
			if of != "" {
				return ""
			}
			of = e.After.ID
		}
	}
	i := slices.IndexFunc(d.Cases(false), func(x *adjudication.Case) bool { return x.ID == of })
	if i < 0 {
		return ""
	}
	return project.Key(d.Cases(false)[i])
}

func (c *call) finishResult() (any, error) {
	return c.changed(true, "", "", func(d *project.Deciding) error {
		if d.Result.Finished.IsZero() {
			d.Result.Finished = c.now()
		}
		return nil
	})
}

func (c *call) reopenResult() (any, error) {
	return c.changed(true, "", "", func(d *project.Deciding) error { d.Result.Finished = time.Time{}; return nil })
}
