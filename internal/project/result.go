package project

import (
	"fmt"
	"slices"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/editor"
)

// A Result is what a class has decided of an article together: a gold layer
// with the way back. It is the project's and nobody's own.
type Result struct {
	Layer    *annotation.Layer `json:"layer"`
	Finished time.Time         `json:"finished,omitzero"`
	Steps    []Step            `json:"steps,omitempty"` // the last ones, oldest first
}

// A Step is what somebody decided at once, and can be taken back as such.
type Step struct {
	By          string             `json:"by"` // pseudonym of an owner
	Transaction editor.Transaction `json:"transaction"`
}

// mostSteps is how many can be taken back: a teacher who has changed their
// mind knows it within a few passages.
const mostSteps = 20

// Last is the step that can be taken back, or nil.
func (r *Result) Last() *Step {
	if len(r.Steps) == 0 {
		return nil
	}
	return &r.Steps[len(r.Steps)-1]
}

// Undo takes back the last step, if it is the one that was seen; "" is any.
// The error wraps ErrConflict if there is another one, and ErrInvalid if
// there is none.
func (r *Result) Undo(a *article.Article, seen string) error {
	last := r.Last()
	switch {
	case last == nil:
		return fmt.Errorf("there is nothing to take back: %w", annotation.ErrInvalid)
	case seen != "" && seen != last.Transaction.ID:
		return fmt.Errorf("%s has decided something since (%s): look at it first: %w", last.By, last.Transaction.Label, annotation.ErrConflict)
	}
	back := last.Transaction.Inverse()
	back.ID, back.At = last.Transaction.ID, last.Transaction.At
	state, err := editor.Open(a, r.Layer).Apply(back)
	if err != nil {
		return err
	}
	r.Layer, r.Steps = state.Layer(), r.Steps[:len(r.Steps)-1]
	return nil
}

// Forget takes somebody out of what is remembered: the votes of their layers,
// and their pseudonym. What nobody else was for goes with its decision, and
// so do the steps that could be taken back, for they hold what was before. It
// reports whether anything was there.
func (r *Result) Forget(a *article.Article, layers map[annotation.LayerID]bool, name string) (bool, error) {
	j := r.Layer.Adjudication
	theirs := func(v annotation.Vote) bool { return layers[v.Layer] }
	found := slices.ContainsFunc(j.Of, func(p annotation.Party) bool { return layers[p.Layer] })
	for _, d := range j.Decisions {
		found = found || d.Creator == name || slices.ContainsFunc(d.Votes, theirs)
	}
	if !found {
		return false, nil
	}
	var gone []annotation.ID
	kept := []*annotation.Decision{}
	for _, d := range j.Decisions {
		next := *d
		next.Votes = slices.DeleteFunc(slices.Clone(d.Votes), theirs)
		if next.Creator == name {
			next.Creator = formerly
		}
		if len(next.Votes) > 0 {
			kept = append(kept, &next)
		} else if d.Annotation != "" {
			gone = append(gone, d.Annotation)
		}
	}
	e := editor.New(editor.Open(a, r.Layer), 0, nil, nil, func() string { return "forgotten" }, time.Now)
	if len(gone) > 0 {
		changes, err := e.Delete(gone...)
		if err == nil {
			_, err = e.Do("Forget", changes...)
		}
		if err != nil {
			return false, fmt.Errorf("take somebody out of the class result: %w", err)
		}
	}
	r.Layer, r.Steps = e.State().Layer(), nil
	r.Layer.Adjudication.Decisions = kept
	r.Layer.Adjudication.Of = slices.DeleteFunc(slices.Clone(j.Of), func(p annotation.Party) bool { return layers[p.Layer] })
	for i, an := range r.Layer.Annotations {
		if an.Creator == name {
			next := *an
			next.Creator = formerly
			r.Layer.Annotations[i] = &next
		}
	}
	return true, nil
}

// formerly is who decided something and is no member any more: a decision
// without anybody is one of the votes.
const formerly = "a former owner"
