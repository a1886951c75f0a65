package editor

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/scheme"
)

// Migrate is the changes that bring the layer to another version of its
// scheme. A label that keeps its ID keeps its marks, whatever its name is now.
// to says what becomes of the marks of a label that is gone: the label that
// they get instead, or "" if they are deleted. What was answered in a field
// that is gone, or an answer that can no longer be chosen, goes to the note.
// The error wraps annotation.ErrInvalid if to lacks a label.
func (e *Editor) Migrate(next *scheme.Scheme, to map[scheme.ID]scheme.ID) ([]Change, error) {
	s := e.State()
	before := s.Scheme()
	now := e.Now()
	var moved, deleted []Change
	roles := map[annotation.ID]scheme.Role{} // of the marks that stay
	for _, an := range s.Annotations() {
		l := next.Label(an.Label)
		if l == nil {
			target, said := to[an.Label]
			if l = next.Label(target); l == nil && (!said || target != "") {
				return nil, fmt.Errorf("the new version has no label %q, and it is not said what becomes of its marks: %w", an.Label, annotation.ErrInvalid)
			}
			if l == nil {
				deleted = append(deleted, Change{Annotation: &Edit[annotation.Annotation]{Before: an}})
				continue
			}
		}
		roles[an.ID] = l.Role
		after := *an
		after.Label = l.ID
		after.Fields, after.Note = answersIn(l, before.Label(an.Label), an)
		if l.Claim && after.Claim == nil {
			after.Claim = new(annotation.Claim)
		}
		if after.Label != an.Label || after.Note != an.Note || (after.Claim == nil) != (an.Claim == nil) {
			after.Modified = now
			moved = append(moved, Change{Annotation: &Edit[annotation.Annotation]{Before: an, After: &after}})
		}
	}
	// Attributions go under the old version and come under the new, and marks
	// change while both hold, so that each step fits, on the way back too.
	moved = s.refit(next, moved, deleted, now)
	both := union(before, next)
	gone, come := s.refitted(roles, now)
	return slices.Concat(
		gone,
		[]Change{{Scheme: &Edit[scheme.Scheme]{Before: before, After: both}}}, deleted, moved,
		[]Change{{Scheme: &Edit[scheme.Scheme]{Before: both, After: next}}},
		come,
	), nil
}

// refitted takes out of the attributions what has gone or has another role
// now. One without content goes; what lay within it lies within none.
func (s *State) refitted(roles map[annotation.ID]scheme.Role, now time.Time) (gone, come []Change) {
	fit := func(role scheme.Role, ids ...annotation.ID) (list []annotation.ID) {
		for _, id := range ids {
			if is, stays := roles[id]; stays && is == role {
				list = append(list, id)
			}
		}
		return list
	}
	after := map[annotation.AttributionID]*annotation.Attribution{}
	for _, at := range s.Attributions() {
		next := *at
		next.Content, next.Source = fit(scheme.Content, at.Content...), fit(scheme.Source, at.Source...)
		if len(fit(scheme.Cue, at.Cue)) == 0 {
			next.Cue = ""
		}
		if len(next.Content) > 0 {
			after[at.ID] = &next
		}
	}
	depth := func(at *annotation.Attribution) (n int) {
		for ; at.Within != ""; at = s.Attribution(at.Within) {
			n++
		}
		return n
	}
	// The outer come before those that lie within them, and go after them.
	for _, at := range slices.SortedStableFunc(slices.Values(s.Attributions()), func(a, b *annotation.Attribution) int { return depth(a) - depth(b) }) {
		next := after[at.ID]
		if next != nil && after[next.Within] == nil {
			next.Within = ""
		}
		if next != nil && next.Within == at.Within && next.Cue == at.Cue && len(next.Content) == len(at.Content) && len(next.Source) == len(at.Source) {
			continue
		}
		gone = append(gone, Change{Attribution: &Edit[annotation.Attribution]{Before: at}})
		if next != nil {
			next.Modified = now
			come = append(come, Change{Attribution: &Edit[annotation.Attribution]{After: next}})
		}
	}
	slices.Reverse(gone)
	return gone, come
}

// answersIn are the answers that can stay, and the note with those that cannot.
func answersIn(l, before *scheme.Label, an *annotation.Annotation) (fields map[string]string, note string) {
	note = an.Note
	for _, id := range slices.Sorted(maps.Keys(an.Fields)) {
		value := an.Fields[id]
		i := slices.IndexFunc(l.Fields, func(f scheme.Field) bool { return f.ID == id })
		if i >= 0 && answers(&l.Fields[i], value) {
			if fields == nil {
				fields = map[string]string{}
			}
			fields[id] = value
			continue
		}
		name := id
		for _, f := range before.Fields {
			if f.ID != id {
				continue
			}
			name = f.Name
			for _, o := range f.Options {
				if o.ID == value {
					value = o.Name
				}
			}
		}
		if note != "" {
			note += "\n"
		}
		note += name + ": " + value
	}
	return fields, note
}

// answers reports whether a value can be the answer to a field.
func answers(f *scheme.Field, value string) bool {
	return f.Type != scheme.Choice || slices.ContainsFunc(f.Options, func(o scheme.Option) bool { return o.ID == value })
}

// union has every label of both, with the fields of both.
func union(before, next *scheme.Scheme) *scheme.Scheme {
	all := next.Clone()
	for _, l := range before.Labels {
		have := all.Label(l.ID)
		if have == nil {
			all.Labels = append(all.Labels, l)
			continue
		}
		for _, f := range l.Fields {
			i := slices.IndexFunc(have.Fields, func(o scheme.Field) bool { return o.ID == f.ID })
			if i < 0 {
				have.Fields = append(have.Fields, f)
				continue
			}
			for _, o := range f.Options {
				if !slices.ContainsFunc(have.Fields[i].Options, func(x scheme.Option) bool { return x.ID == o.ID }) {
					have.Fields[i].Options = append(slices.Clone(have.Fields[i].Options), o)
				}
			}
		}
	}
	return all
}
