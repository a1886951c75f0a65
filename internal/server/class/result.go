package class

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/project"
	"quoth/internal/store"
	"quoth/internal/text"
)

// result is what a class has decided of an article.
type result struct {
	Version  string    `json:"version"` // as in the ETag
	Decided  int       `json:"decided"` // passages
	Finished time.Time `json:"finished,omitzero"`
	Passages []decided `json:"passages"` // with what is marked in the end
	Case     string    `json:"case,omitempty"`
	Order    string    `json:"order,omitempty"`
}

type decided struct {
	Spans []text.Span[text.CodePoint] `json:"spans"`
	Exact string                      `json:"exact"`
	Label string                      `json:"label"`
	By    int                         `json:"by"` // whose mark it was, of those who marked the passage
	Note  string                      `json:"note,omitempty"`
	first text.Bytes
}

// resultOf is the class result of an article, or nil.
func (s *classes) resultOf(ctx context.Context, p project.ID, a project.AssignmentID, of article.ID) (*project.Result, error) {
	r, _, err := s.resultRecord(ctx, p, a, of)
	return r, err
}

func (s *classes) resultRecord(ctx context.Context, p project.ID, a project.AssignmentID, of article.ID) (*project.Result, store.Record, error) {
	record, err := s.store.Get(ctx, string(p), "gold", string(goldID(a, of)))
	if errors.Is(err, errNotFound) {
		return nil, store.Record{}, nil
	}
	if err != nil {
		return nil, record, err
	}
	r := new(project.Result)
	return r, record, json.Unmarshal(record.Body, r)
}

// goldID is that of the one gold layer of an article of an assignment.
func goldID(a project.AssignmentID, of article.ID) annotation.LayerID {
	return layerID(a, of, "the class")
}

func (c *call) showResult() (any, error) {
	v, err := c.seen()
	if err != nil {
		return nil, err
	}
	r, record, err := c.resultRecord(c.r.Context(), c.project.ID, v.assignment.ID, v.article.ID)
	if err != nil {
		return nil, err
	}
	return c.told(v, r, record.Clock)
}

// told is a result as it is answered: what was decided, and not by whose
// votes.
func (c *call) told(v *view, r *project.Result, clock int64) (result, error) {
	answer := result{Version: strconv.FormatInt(clock, 10), Passages: []decided{}}
	c.w.Header().Set("ETag", `"`+answer.Version+`"`)
	if r == nil {
		return answer, nil
	}
	answer.Decided, answer.Finished = len(r.Layer.Adjudication.Decisions), r.Finished
	why := map[annotation.ID]*annotation.Decision{}
	for _, d := range r.Layer.Adjudication.Decisions {
		why[d.Annotation] = d
	}
	for _, an := range r.Layer.Annotations {
		one := decided{Label: an.Label, Exact: an.Target.Words(v.article), first: an.Target[0]}
		for _, span := range an.Target {
			at, err := text.To[text.CodePoint](v.article.Text, span)
			if err != nil {
				return answer, err
			}
			one.Spans = append(one.Spans, at)
		}
		if d := why[an.ID]; d != nil {
			one.Note = d.Note
			for _, vote := range d.Votes {
				if vote.Label == an.Label && slices.Equal(vote.Target, an.Target) {
					one.By++
				}
			}
		}
		answer.Passages = append(answer.Passages, one)
	}
	sortBy(answer.Passages, func(d decided) text.Byte { return d.first.Start })
	return answer, nil
}
