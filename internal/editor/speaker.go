package editor

import (
	"fmt"
	"slices"

	"quoth/internal/annotation"
)

// AddSpeaker makes a speaker; its ID is set.
func (e *Editor) AddSpeaker(p annotation.Speaker) (annotation.SpeakerID, []Change) {
	p.ID = annotation.SpeakerID(e.newID())
	return p.ID, []Change{{Speaker: &Edit[annotation.Speaker]{After: &p}}}
}

// ReviseSpeaker changes one speaker: edit is given a copy.
func (e *Editor) ReviseSpeaker(id annotation.SpeakerID, edit func(*annotation.Speaker)) ([]Change, error) {
	before := e.State().Speaker(id)
	if before == nil {
		return nil, fmt.Errorf("speaker %s: %w", id, annotation.ErrNotFound)
	}
	after := *before
	after.Aliases = slices.Clone(before.Aliases)
	if before.Quality != nil {
		after.Quality = make(map[string]string, len(before.Quality))
		for k, v := range before.Quality {
			after.Quality[k] = v
		}
	}
	edit(&after)
	if same(before, &after) {
		return nil, nil
	}
	return []Change{{Speaker: &Edit[annotation.Speaker]{Before: before, After: &after}}}, nil
}

// MergeSpeakers makes one of two: everything said by from is said by into,
// which becomes merged.
func (e *Editor) MergeSpeakers(into, from annotation.SpeakerID, merged *annotation.Speaker) ([]Change, error) {
	s := e.State()
	a, b := s.Speaker(into), s.Speaker(from)
	if a == nil || b == nil || into == from {
		return nil, fmt.Errorf("speakers %s and %s cannot be merged: %w", into, from, annotation.ErrNotFound)
	}
	after := *merged
	after.ID = into
	changes := []Change{{Speaker: &Edit[annotation.Speaker]{Before: a, After: &after}}}
	changes = append(changes, e.reassign(from, into, nil)...)
	return append(changes, Change{Speaker: &Edit[annotation.Speaker]{Before: b}}), nil
}

// SplitSpeaker gives the named attributions of a speaker to a new one.
func (e *Editor) SplitSpeaker(from annotation.SpeakerID, p annotation.Speaker, theirs []annotation.AttributionID) (annotation.SpeakerID, []Change, error) {
	if e.State().Speaker(from) == nil {
		return "", nil, fmt.Errorf("speaker %s: %w", from, annotation.ErrNotFound)
	}
	id, changes := e.AddSpeaker(p)
	return id, append(changes, e.reassign(from, id, theirs)...), nil
}

// RemoveSpeaker removes a speaker; what they said stays, by nobody.
func (e *Editor) RemoveSpeaker(id annotation.SpeakerID) ([]Change, error) {
	p := e.State().Speaker(id)
	if p == nil {
		return nil, fmt.Errorf("speaker %s: %w", id, annotation.ErrNotFound)
	}
	return append(e.reassign(id, "", nil), Change{Speaker: &Edit[annotation.Speaker]{Before: p}}), nil
}

// reassign puts another speaker in the place of one, in the attributions
// named (nil for all) and, for all, in the fields that name speakers.
func (e *Editor) reassign(from, to annotation.SpeakerID, only []annotation.AttributionID) (changes []Change) {
	now := e.Now()
	for _, at := range e.State().attributions {
		if only != nil && !slices.Contains(only, at.ID) || at.Speaker != from && at.Addressee != from {
			continue
		}
		after := *at
		if at.Speaker == from {
			after.Speaker = to
		}
		if at.Addressee == from {
			after.Addressee = to
		}
		after.Modified = now
		changes = append(changes, Change{Attribution: &Edit[annotation.Attribution]{Before: at, After: &after}})
	}
	if only != nil {
		return changes
	}
	for _, a := range e.State().annotations {
		if len(a.Fields) == 0 {
			continue
		}
		revised, _ := e.Revise(a.ID, func(a *annotation.Annotation) {
			for field, value := range a.Fields {
				switch {
				case value != string(from):
				case to == "":
					delete(a.Fields, field)
				default:
					a.Fields[field] = string(to)
				}
			}
		})
		changes = append(changes, revised...)
	}
	return changes
}
