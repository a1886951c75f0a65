package editor

import (
	"time"

	"quoth/internal/annotation"
)

// Rebase fits a transaction that was made on another state onto s, as it is
// needed where one person edits one layer on two devices. Of two edits of one
// thing the later stands; a deletion stands against earlier edits only. What
// of the transaction does not stand is left out of fitted, which has the same
// ID; its Changes are empty if nothing is left. The error wraps ErrInvalid if
// what stands does not fit together.
func (s *State) Rebase(tx Transaction) (next *State, fitted Transaction, err error) {
	if next, err := s.Apply(tx); err == nil {
		return next, tx, nil
	}
	r := rebase{s, tx.At, map[annotation.ID]*annotation.Annotation{}, map[annotation.AttributionID]*annotation.Attribution{}, map[annotation.SpeakerID]*annotation.Speaker{}}
	fitted = tx
	fitted.Changes = nil
	for _, c := range tx.Changes {
		if c, stands := r.change(c); stands {
			fitted.Changes = append(fitted.Changes, c)
		}
	}
	if len(fitted.Changes) == 0 {
		return s, fitted, nil
	}
	next, err = s.Apply(fitted)
	return next, fitted, err
}

// A rebase is a state with the changes to it that stand so far.
type rebase struct {
	state        *State
	at           time.Time
	annotations  map[annotation.ID]*annotation.Annotation
	attributions map[annotation.AttributionID]*annotation.Attribution
	speakers     map[annotation.SpeakerID]*annotation.Speaker
}

func (r *rebase) change(c Change) (Change, bool) {
	switch {
	case c.Annotation != nil:
		e, stands := stand(c.Annotation, r.annotations, func(a *annotation.Annotation) annotation.ID { return a.ID }, r.state.Annotation, func(a *annotation.Annotation) time.Time { return a.Modified }, r.at)
		return Change{Annotation: e}, stands
	case c.Attribution != nil:
		e, stands := stand(c.Attribution, r.attributions, func(a *annotation.Attribution) annotation.AttributionID { return a.ID }, r.state.Attribution, func(a *annotation.Attribution) time.Time { return a.Modified }, r.at)
		return Change{Attribution: e}, stands
	case c.Speaker != nil: // a speaker has no time: what was sent last stands
		e, stands := stand(c.Speaker, r.speakers, func(p *annotation.Speaker) annotation.SpeakerID { return p.ID }, r.state.Speaker, func(*annotation.Speaker) time.Time { return time.Time{} }, r.at)
		return Change{Speaker: e}, stands
	case c.Reading != nil:
		block := of(c.Reading).Block
		now := r.state.Read(block)
		e := &Edit[annotation.Reading]{Before: now, After: c.Reading.After}
		return Change{Reading: e}, (now == nil) != (e.After == nil)
	case c.Orphan != nil:
		now := r.state.Orphan(of(c.Orphan).Annotation.ID)
		e := &Edit[annotation.Orphan]{Before: now, After: c.Orphan.After}
		return Change{Orphan: e}, now != nil || e.After != nil
	case c.Blind != nil:
		return c, r.state.Blind().Hides()
	}
	return c, true
}

// of is the thing that an edit is of.
func of[T any](e *Edit[T]) *T {
	if e.After != nil {
		return e.After
	}
	return e.Before
}

// stand is what of an edit stands: now is the thing as others have made it.
func stand[T any, K comparable](e *Edit[T], changed map[K]*T, id func(*T) K, find func(K) *T, when func(*T) time.Time, at time.Time) (*Edit[T], bool) {
	key := id(of(e))
	now, here := changed[key]
	if !here {
		now = find(key)
	}
	fits := now == nil && e.Before == nil || now != nil && e.Before != nil && same(now, e.Before)
	stands := fits
	switch {
	case fits:
	case e.After == nil: // the deletion of what was edited since is none
		stands = now != nil && !when(now).After(at)
	case now == nil: // an edit of what was deleted brings it back: nothing is lost
		stands = true
	default:
		stands = !when(e.After).Before(when(now)) && !same(e.After, now)
	}
	if stands {
		changed[key] = e.After
	}
	return &Edit[T]{Before: now, After: e.After}, stands
}

// Changes is what leads from s to another state of the same layer, in an order
// in which each thing is there when another refers to it. It is empty if both
// say the same.
func (s *State) Changes(to *State) (list []Change) {
	between(s.speakers, to.speakers, bySpeakerID, func(e *Edit[annotation.Speaker]) {
		if e.After != nil {
			list = append(list, Change{Speaker: e})
		}
	})
	between(s.annotations, to.annotations, byID, func(e *Edit[annotation.Annotation]) {
		if e.After != nil {
			list = append(list, Change{Annotation: e})
		}
	})
	var nested, removed []Change
	between(s.attributions, to.attributions, byAttributionID, func(e *Edit[annotation.Attribution]) {
		switch c := (Change{Attribution: e}); {
		case e.After == nil:
			removed = append(removed, c)
		case e.After.Within != "":
			nested = append(nested, c)
		default:
			list = append(list, c)
		}
	})
	list = append(list, nested...)
	list = append(list, removed...)
	between(s.annotations, to.annotations, byID, func(e *Edit[annotation.Annotation]) {
		if e.After == nil {
			list = append(list, Change{Annotation: e})
		}
	})
	between(s.speakers, to.speakers, bySpeakerID, func(e *Edit[annotation.Speaker]) {
		if e.After == nil {
			list = append(list, Change{Speaker: e})
		}
	})
	between(s.readings, to.readings, func(a, b *annotation.Reading) int { return a.Block - b.Block }, func(e *Edit[annotation.Reading]) { list = append(list, Change{Reading: e}) })
	between(s.orphans, to.orphans, byOrphanID, func(e *Edit[annotation.Orphan]) { list = append(list, Change{Orphan: e}) })
	if s.head.blind.Hides() && to.head.blind != nil && !to.head.blind.Hides() {
		list = append(list, Change{Blind: &Edit[annotation.Blind]{Before: s.head.blind, After: to.head.blind}})
	}
	return list
}

// between finds what differs in two lists of the same order.
func between[T any](from, to []*T, order func(a, b *T) int, f func(*Edit[T])) {
	for len(from) > 0 || len(to) > 0 {
		switch {
		case len(to) == 0 || len(from) > 0 && order(from[0], to[0]) < 0:
			f(&Edit[T]{Before: from[0]})
			from = from[1:]
		case len(from) == 0 || order(from[0], to[0]) > 0:
			f(&Edit[T]{After: to[0]})
			to = to[1:]
		default:
			if !same(from[0], to[0]) {
				f(&Edit[T]{Before: from[0], After: to[0]})
			}
			from, to = from[1:], to[1:]
		}
	}
}
