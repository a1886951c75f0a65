package selector

import (
	"slices"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/article"
)

// Sure is the score from which changed words are taken for those that were
// marked; below it a person is asked.
const Sure = 0.7

// maxPlaces is how many places are offered for one annotation: as many as have
// a key.
const maxPlaces = 9

// A Place is where a whole annotation may be.
type Place struct {
	Target annotation.Target
	Score  float64 // of the least sure of its spans
}

// Places are those to choose from for an annotation whose spans were looked
// for, the best first. A span that is lost is left out of all of them.
func Places(spans []Anchor) []Place {
	list := []Place{{Score: 1}}
	for _, a := range spans {
		var here []Candidate
		switch {
		case a.State.Placed():
			here = []Candidate{{a.Span, a.Score}}
		case a.State == Ambiguous:
			here = a.Candidates
		default:
			continue
		}
		var next []Place
		for _, p := range list {
			for _, c := range here {
				if n := len(p.Target); n > 0 && c.Span.Start <= p.Target[n-1].End {
					continue
				}
				next = append(next, Place{append(slices.Clone(p.Target), c.Span), min(p.Score, c.Score)})
			}
		}
		slices.SortStableFunc(next, func(a, b Place) int {
			switch {
			case a.Score > b.Score:
				return -1
			case a.Score < b.Score:
				return 1
			}
			return 0
		})
		list = next[:min(len(next), maxPlaces)]
	}
	if len(list) > 0 && len(list[0].Target) == 0 {
		return nil
	}
	return list
}

// fateOf is why an annotation cannot be placed; ok is true if it can.
func fateOf(spans []Anchor) (why annotation.Fate, ok bool) {
	switch Worst(spans) {
	case Lost:
		return annotation.Lost, false
	case Ambiguous:
		return annotation.Ambiguous, false
	case Changed:
		if slices.ContainsFunc(spans, func(a Anchor) bool { return a.Score < Sure }) {
			return annotation.Changed, false
		}
	}
	return "", true
}

// CarryOver is a layer of one revision as one of another, given what was found
// of each of its annotations, in its order. What has no place becomes an
// orphan, with its words; orphans of before stay orphans. What was read is not
// taken over: this text has not been read. The layer given stays as it is.
func CarryOver(l *annotation.Layer, from, to *article.Article, found [][]Anchor, id annotation.LayerID, now time.Time) *annotation.Layer {
	next := &annotation.Layer{
		ID: id, Article: to.ID, Scheme: l.Scheme, Creator: l.Creator, Created: now, Modified: now,
		Speakers: slices.Clone(l.Speakers), Orphans: slices.Clone(l.Orphans), Blind: l.Blind,
	}
	placed := make(map[annotation.ID]bool, len(l.Annotations))
	var homeless []*annotation.Orphan
	for i, a := range l.Annotations {
		moved := *a
		why, ok := fateOf(found[i])
		moved.Target = nil
		if ok {
			for _, s := range found[i] {
				moved.Target = append(moved.Target, s.Span)
			}
			// Where words between two spans are gone, the spans touch now.
			if ok = moved.Target.Check(to) == nil; !ok {
				why, moved.Target = annotation.Changed, nil
			}
		}
		if ok {
			placed[a.ID] = true
			next.Annotations = append(next.Annotations, &moved)
			continue
		}
		o := &annotation.Orphan{Annotation: moved, From: from.ID, Fate: why}
		for _, s := range Describe(from, a.Target) {
			o.Passages = append(o.Passages, annotation.Passage{Exact: s.Exact, Prefix: s.Prefix, Suffix: s.Suffix})
		}
		homeless = append(homeless, o)
	}
	kept := map[annotation.AttributionID]bool{}
	for _, at := range l.Attributions {
		for _, o := range homeless {
			if id := o.Annotation.ID; at.Cue == id || slices.Contains(at.Source, id) || slices.Contains(at.Content, id) {
				o.Attributions = append(o.Attributions, *at)
			}
		}
		left := at.Remaining(func(id annotation.ID) bool { return placed[id] })
		if len(left.Content) > 0 {
			kept[at.ID] = true
			next.Attributions = append(next.Attributions, &left)
		}
	}
	for _, at := range next.Attributions {
		if !kept[at.Within] {
			at.Within = ""
		}
	}
	next.Orphans = append(next.Orphans, homeless...)
	return next
}
