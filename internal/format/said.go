package format

import (
	"slices"
	"strings"

	"quoth/internal/annotation"
)

// An author tells who is behind the words of an annotation.
type author struct {
	speakers []string // names
	part     bool     // whether the words are the source or the cue of an attribution
}

// authors gathers what the attributions of a layer say of its annotations.
func authors(l *annotation.Layer) map[annotation.ID]author {
	names := make(map[annotation.SpeakerID]string, len(l.Speakers))
	for _, p := range l.Speakers {
		names[p.ID] = p.Name
	}
	byID := make(map[annotation.ID]author)
	for _, at := range l.Attributions {
		add := func(id annotation.ID, part bool) {
			a := byID[id]
			a.part = a.part || part
			if name := names[at.Speaker]; name != "" && !slices.Contains(a.speakers, name) {
				a.speakers = append(a.speakers, name)
			}
			byID[id] = a
		}
		for _, id := range at.Content {
			add(id, false)
		}
		for _, id := range at.Source {
			add(id, true)
		}
		if at.Cue != "" {
			add(at.Cue, true)
		}
	}
	return byID
}

// by is the names in one line.
func (a author) by() string { return strings.Join(a.speakers, "; ") }

// joined is the parts that are not empty with sep between them.
func joined(sep string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), sep)
}

// inTextOrder is the annotations by where they begin; the longer one first.
func inTextOrder(l *annotation.Layer) []*annotation.Annotation {
	list := slices.Clone(l.Annotations)
	slices.SortStableFunc(list, func(a, b *annotation.Annotation) int {
		if d := int(a.Target.Start() - b.Target.Start()); d != 0 {
			return d
		}
		return int(b.Target.End() - a.Target.End())
	})
	return list
}

// SpeakersOf is who is behind the words of each content of a layer: the
// speaker of its first attribution that names one.
func SpeakersOf(l *annotation.Layer) map[annotation.ID]*annotation.Speaker {
	named := make(map[annotation.SpeakerID]*annotation.Speaker, len(l.Speakers))
	for _, p := range l.Speakers {
		named[p.ID] = p
	}
	of := make(map[annotation.ID]*annotation.Speaker)
	for _, at := range l.Attributions {
		for _, id := range at.Content {
			if p := named[at.Speaker]; p != nil && of[id] == nil {
				of[id] = p
			}
		}
	}
	return of
}
