package class

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/format"
	"quoth/internal/project"
)

// document is what is seen as it leaves: whoever it may be, by pseudonym, or
// by number where nobody is told whose marks are whose. The ID of a layer can
// be made from a member's, and the order tells who began first, so that there
// both are others in each file.
func (v *view) document(at time.Time, version string) *format.Document {
	d := &format.Document{Article: v.article, Exported: at, Generator: "quoth " + version}
	readers := slices.Clone(v.readers)
	if slices.ContainsFunc(readers, nameless) {
		rand.Shuffle(len(readers), func(i, j int) { readers[i], readers[j] = readers[j], readers[i] })
	}
	if v.key != nil {
		readers = slices.Insert(readers, 0, *v.key)
	}
	left := map[annotation.LayerID]annotation.Party{}
	for i, r := range readers {
		l := *r.Layer
		l.Creator = cmp.Or(r.Name, "reader "+strconv.Itoa(i+1))
		if nameless(r) {
			l.ID = annotation.LayerID(newID())
		}
		left[r.Layer.ID] = annotation.Party{Layer: l.ID, Creator: l.Creator}
		l.Annotations = make([]*annotation.Annotation, len(r.Layer.Annotations))
		for j, an := range r.Layer.Annotations {
			copied := *an
			copied.Creator = l.Creator
			l.Annotations[j] = &copied
		}
		d.Layers = append(d.Layers, &l)
	}
	if v.result != nil {
		d.Layers = append(d.Layers, v.gold(left))
	}
	return d
}

func nameless(r project.Reader) bool { return r.Name == "" }

// gold is the class result as it leaves, with the parties called as their
// layers are.
func (v *view) gold(left map[annotation.LayerID]annotation.Party) *annotation.Layer {
	party := func(id annotation.LayerID) annotation.Party {
		p, there := left[id]
		if !there { // of somebody who is no reader any more
			p = annotation.Party{Layer: annotation.LayerID(newID())}
			left[id] = p
		}
		return p
	}
	l := *v.result.Layer
	l.Creator = "class result"
	l.Adjudication = &annotation.Adjudication{Decisions: []*annotation.Decision{}}
	for _, p := range v.result.Layer.Adjudication.Of {
		l.Adjudication.Of = append(l.Adjudication.Of, party(p.Layer))
	}
	for _, d := range v.result.Layer.Adjudication.Decisions {
		next := *d
		next.ID = annotation.ID(newID()) // it is made of a layer's
		next.Votes = slices.Clone(d.Votes)
		for i := range next.Votes {
			next.Votes[i].Layer = party(next.Votes[i].Layer).Layer
		}
		l.Adjudication.Decisions = append(l.Adjudication.Decisions, &next)
	}
	return &l
}
