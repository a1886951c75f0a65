package editor

import (
	"fmt"
	"slices"

	"quoth/internal/annotation"
	"quoth/internal/scheme"
)

// The functions in this file and its neighbours say what a wish of the user's
// means as changes. They look at a state and change nothing: give their result
// to Editor.Do.

// Mark annotates the target with a label.
func (e *Editor) Mark(t annotation.Target, label string) (*annotation.Annotation, []Change) {
	now := e.Now()
	a := &annotation.Annotation{
		ID: annotation.ID(e.newID()), Target: t, Label: label,
		Creator: e.State().Creator(), Created: now, Modified: now,
	}
	if l := e.State().Scheme().Label(label); l != nil && l.Claim {
		a.Claim = &annotation.Claim{}
	}
	return a, []Change{{Annotation: &Edit[annotation.Annotation]{After: a}}}
}

// Revise changes one annotation: edit is given a copy to write on. It returns
// ErrNotFound if there is no such annotation.
func (e *Editor) Revise(id annotation.ID, edit func(*annotation.Annotation)) ([]Change, error) {
	before := e.State().Annotation(id)
	if before == nil {
		return nil, fmt.Errorf("annotation %s: %w", id, annotation.ErrNotFound)
	}
	after := *before
	after.Target = slices.Clone(before.Target)
	after.Tags = slices.Clone(before.Tags)
	after.Evidence = slices.Clone(before.Evidence)
	if before.Claim != nil {
		claim := *before.Claim
		after.Claim = &claim
	}
	if before.Fields != nil {
		after.Fields = make(map[string]string, len(before.Fields))
		for k, v := range before.Fields {
			after.Fields[k] = v
		}
	}
	edit(&after)
	if same(before, &after) {
		return nil, nil
	}
	after.Modified = e.Now()
	if !after.Origin.Human() {
		after.Origin.Outcome = "edited"
	}
	return []Change{{Annotation: &Edit[annotation.Annotation]{Before: before, After: &after}}}, nil
}

// Relabel gives an annotation another label; fields that the new label does
// not have are dropped. It refuses, with ErrInvalid, a label whose role does
// not fit the annotation's part in an attribution.
func (e *Editor) Relabel(id annotation.ID, label string) ([]Change, error) {
	s := e.State()
	l := s.Scheme().Label(label)
	if l == nil {
		return nil, fmt.Errorf("label %q is not in the scheme: %w", label, annotation.ErrInvalid)
	}
	for _, at := range s.AttributionsOf(id) {
		if role := roleIn(at, id); role != l.Role {
			return nil, fmt.Errorf("it is the %s of an attribution and cannot become %q: take it out of the attribution first: %w", role, l.Name, annotation.ErrInvalid)
		}
	}
	for _, a := range s.Relating(id) {
		for _, r := range a.Relations(s.Scheme()) {
			if r.To == id && len(r.Field.Labels) > 0 && !slices.Contains(r.Field.Labels, label) {
				return nil, fmt.Errorf("%q of another mark points at it, which a %q cannot be: take it out there first: %w", r.Field.Name, l.Name, annotation.ErrInvalid)
			}
		}
	}
	return e.Revise(id, func(a *annotation.Annotation) {
		a.Label = label
		if l.Claim && a.Claim == nil {
			a.Claim = &annotation.Claim{}
		}
		if !l.Claim {
			a.Claim = nil
		}
		for k := range a.Fields {
			if !slices.ContainsFunc(l.Fields, func(f scheme.Field) bool { return f.ID == k }) {
				delete(a.Fields, k)
			}
		}
	})
}

func roleIn(at *annotation.Attribution, id annotation.ID) scheme.Role {
	switch {
	case at.Cue == id:
		return scheme.Cue
	case slices.Contains(at.Source, id):
		return scheme.Source
	}
	return scheme.Content
}

// Delete removes annotations. An attribution that loses its last content goes
// with its source and cue, unless these stand in another one; one that loses
// something else stays without it.
func (e *Editor) Delete(ids ...annotation.ID) ([]Change, error) {
	s := e.State()
	gone := slices.Clone(ids)
	var dropped []*annotation.Attribution
	for _, at := range s.attributions {
		if len(without(at, gone).Content) == 0 {
			dropped = append(dropped, at)
		}
	}
	for _, at := range dropped {
		gone = append(gone, s.unshared(at, nil, gone)...)
	}
	changes := append(e.settle(gone, dropped), e.unrelate(gone)...)
	for _, id := range gone {
		a := s.Annotation(id)
		if a == nil {
			return nil, fmt.Errorf("annotation %s: %w", id, annotation.ErrNotFound)
		}
		changes = append(changes, Change{Annotation: &Edit[annotation.Annotation]{Before: a}})
	}
	return changes, nil
}

// settle removes attributions, frees those nested in them, and takes the
// annotations that go out of those that stay.
func (e *Editor) settle(gone []annotation.ID, dropped []*annotation.Attribution) (changes []Change) {
	now := e.Now()
	for _, at := range e.State().attributions {
		if slices.Contains(dropped, at) {
			continue
		}
		left, within := without(at, gone), at.Within
		for i := 0; i >= 0 && within != ""; {
			i = slices.IndexFunc(dropped, func(d *annotation.Attribution) bool { return d.ID == within })
			if i >= 0 {
				within = dropped[i].Within
			}
		}
		if left == at && within == at.Within {
			continue
		}
		after := *left
		after.Within, after.Modified = within, now
		changes = append(changes, Change{Attribution: &Edit[annotation.Attribution]{Before: at, After: &after}})
	}
	for _, at := range dropped {
		changes = append(changes, Change{Attribution: &Edit[annotation.Attribution]{Before: at}})
	}
	return changes
}

// unshared lists the source and cue words of an attribution that neither its
// next version (nil if it goes) nor another attribution uses.
func (s *State) unshared(before, after *annotation.Attribution, except []annotation.ID) (list []annotation.ID) {
	for _, id := range Parts(before) {
		switch {
		case slices.Contains(before.Content, id), slices.Contains(except, id):
		case after != nil && slices.Contains(Parts(after), id):
		case len(s.AttributionsOf(id)) > 1:
		default:
			list = append(list, id)
		}
	}
	return list
}

// without is the attribution less some of its parts; itself if it has none of them.
func without(at *annotation.Attribution, gone []annotation.ID) *annotation.Attribution {
	in := func(id annotation.ID) bool { return slices.Contains(gone, id) }
	if !in(at.Cue) && !slices.ContainsFunc(at.Content, in) && !slices.ContainsFunc(at.Source, in) {
		return at
	}
	left := *at
	left.Content = slices.DeleteFunc(slices.Clone(at.Content), in)
	left.Source = slices.DeleteFunc(slices.Clone(at.Source), in)
	if in(at.Cue) {
		left.Cue = ""
	}
	return &left
}
