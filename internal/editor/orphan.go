package editor

import (
	"fmt"
	"slices"

	"quoth/internal/annotation"
	"quoth/internal/scheme"
)

// Place gives an orphan a place in this revision: it becomes an annotation
// again, and what it had a part in is put together as far as the other parts
// are here. It returns ErrNotFound if there is no such orphan.
func (e *Editor) Place(id annotation.ID, t annotation.Target) ([]Change, error) {
	s := e.State()
	o := s.Orphan(id)
	if o == nil {
		return nil, fmt.Errorf("orphan %s: %w", id, annotation.ErrNotFound)
	}
	a := o.Annotation
	a.Target, a.Modified = t, e.Now()
	changes := []Change{{Orphan: &Edit[annotation.Orphan]{Before: o}}, {Annotation: &Edit[annotation.Annotation]{After: &a}}}
	for _, was := range o.Attributions {
		now := s.Attribution(was.ID)
		next := was.Remaining(func(part annotation.ID) bool { return part == id || s.Annotation(part) != nil })
		if now != nil {
			next = joined(*now, was, id)
		}
		if len(next.Content) == 0 {
			continue
		}
		if s.Speaker(next.Speaker) == nil {
			next.Speaker = ""
		}
		if s.Speaker(next.Addressee) == nil {
			next.Addressee = ""
		}
		if s.Attribution(next.Within) == nil {
			next.Within = ""
		}
		next.Modified = e.Now()
		changes = append(changes, Change{Attribution: &Edit[annotation.Attribution]{Before: now, After: &next}})
	}
	return changes, nil
}

// joined is an attribution with a part that it had once.
func joined(now, was annotation.Attribution, id annotation.ID) annotation.Attribution {
	switch roleIn(&was, id) {
	case scheme.Content:
		if !slices.Contains(now.Content, id) {
			now.Content = append(slices.Clone(now.Content), id)
		}
	case scheme.Source:
		if !slices.Contains(now.Source, id) {
			now.Source = append(slices.Clone(now.Source), id)
		}
	case scheme.Cue:
		if now.Cue == "" {
			now.Cue = id
		}
	}
	return now
}

// Settle leaves an orphan without a place, or takes that back.
func (e *Editor) Settle(id annotation.ID, settled bool) ([]Change, error) {
	o := e.State().Orphan(id)
	if o == nil {
		return nil, fmt.Errorf("orphan %s: %w", id, annotation.ErrNotFound)
	}
	if o.Settled == settled {
		return nil, nil
	}
	after := *o
	after.Settled = settled
	return []Change{{Orphan: &Edit[annotation.Orphan]{Before: o, After: &after}}}, nil
}
