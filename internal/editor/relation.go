package editor

import (
	"maps"
	"slices"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/scheme"
)

// marked is an annotation of the state, with a place in the text or without.
func (s *State) marked(id annotation.ID) *annotation.Annotation {
	if o := s.Orphan(id); o != nil {
		return &o.Annotation
	}
	return s.Annotation(id)
}

// Relating lists the annotations that point at one in a field of theirs, by ID.
func (s *State) Relating(to annotation.ID) (list []*annotation.Annotation) {
	if !relates(s.Scheme()) {
		return nil
	}
	for _, a := range s.annotations {
		if len(a.Fields) == 0 {
			continue // most have none, and this is on the way of every mark that is deleted
		}
		if slices.ContainsFunc(a.Relations(s.Scheme()), func(r annotation.Relation) bool { return r.To == to }) {
			list = append(list, a)
		}
	}
	return list
}

// relates reports whether the scheme has a field that relates marks, so that
// nobody looks for relations in a layer that can have none.
func relates(s *scheme.Scheme) bool {
	return slices.ContainsFunc(s.Labels, func(l scheme.Label) bool {
		return slices.ContainsFunc(l.Fields, func(f scheme.Field) bool { return f.Type == scheme.Mark })
	})
}

// unrelated refuses an edit after which an annotation points at one that is
// not there or may not be pointed at.
func (d *draft) unrelated(e *Edit[annotation.Annotation]) error {
	if e == nil || !relates(d.head.scheme) {
		return nil
	}
	check := func(a *annotation.Annotation) error { return a.CheckRelations(d.head.scheme, d.marked) }
	if e.After != nil {
		if now := d.Annotation(e.After.ID); now != nil {
			if err := check(now); err != nil {
				return err
			}
		}
	}
	if e.Before == nil || e.After != nil && e.After.Label == e.Before.Label {
		return nil
	}
	for _, a := range d.Relating(e.Before.ID) {
		if err := check(a); err != nil {
			return err
		}
	}
	return nil
}

// unrelate takes annotations that go out of the fields of those that stay.
func (e *Editor) unrelate(gone []annotation.ID) (changes []Change) {
	s := e.State()
	if !relates(s.Scheme()) {
		return nil
	}
	for _, a := range s.annotations {
		if len(a.Fields) == 0 || slices.Contains(gone, a.ID) {
			continue
		}
		after := *a
		after.Fields = maps.Clone(a.Fields)
		if after.Unrelate(s.Scheme(), func(r annotation.Relation) bool { return !slices.Contains(gone, r.To) }) {
			after.Modified = e.Now()
			changes = append(changes, Change{Annotation: &Edit[annotation.Annotation]{Before: a, After: &after}})
		}
	}
	return changes
}

// refit takes out of the marks' fields what the next version of the scheme
// lets them no longer point at. moved are the changes of the marks so far.
func (s *State) refit(next *scheme.Scheme, moved, deleted []Change, now time.Time) []Change {
	if !relates(next) {
		return moved
	}
	after := map[annotation.ID]*annotation.Annotation{}
	at := map[annotation.ID]int{}
	for i, c := range moved {
		after[c.Annotation.After.ID], at[c.Annotation.After.ID] = c.Annotation.After, i
	}
	for _, c := range deleted {
		after[c.Annotation.Before.ID] = nil
	}
	labelOf := func(id annotation.ID) (scheme.ID, bool) {
		if a, changed := after[id]; changed {
			if a == nil {
				return "", false
			}
			return a.Label, true
		}
		a := s.marked(id)
		if a == nil {
			return "", false
		}
		return a.Label, true
	}
	for _, before := range s.annotations {
		a, changed := after[before.ID]
		if changed && a == nil {
			continue
		}
		if !changed {
			a = before
		}
		fitted := *a
		fitted.Fields = maps.Clone(a.Fields)
		if !fitted.Unrelate(next, func(r annotation.Relation) bool {
			label, there := labelOf(r.To)
			return there && r.To != a.ID && (len(r.Field.Labels) == 0 || slices.Contains(r.Field.Labels, label))
		}) {
			continue
		}
		fitted.Modified = now
		change := Change{Annotation: &Edit[annotation.Annotation]{Before: before, After: &fitted}}
		if i, there := at[before.ID]; there {
			moved[i] = change
		} else {
			moved = append(moved, change)
		}
	}
	return moved
}
