package format

import (
	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/scheme"
)

// A Feature is something that a document can hold and a format may not. Its
// words stand in the table of formats and in the report of what was lost.
type Feature string

const (
	Words         Feature = "the text"
	Spaces        Feature = "white space and paragraphs"
	Structure     Feature = "kinds of blocks"
	Inline        Feature = "links and emphasis"
	Metadata      Feature = "the article's metadata"
	Asides        Feature = "what was set aside"
	IDs           Feature = "ids of annotations"
	Discontinuous Feature = "broken passages"
	Overlapping   Feature = "overlapping passages"
	Fields        Feature = "fields"
	Relations     Feature = "relations between marks"
	Notes         Feature = "notes"
	Tags          Feature = "tags"
	Claims        Feature = "claims"
	Evidence      Feature = "evidence"
	Creators      Feature = "who annotated"
	Times         Feature = "times of annotating"
	Origins       Feature = "origins of suggestions"
	Attributions  Feature = "attributions"
	Details       Feature = "forms and acts of attributions"
	Nesting       Feature = "addressees and nesting of attributions"
	Speakers      Feature = "speakers"
	Coverage      Feature = "paragraphs marked as read"
	Definitions   Feature = "the scheme's definitions"
	Pictures      Feature = "pictures"
	Orphans       Feature = "annotations without a place"
	Blindness     Feature = "whether it was read blind"
	Decisions     Feature = "decisions of a gold layer, with their votes"
)

// Everything lists every feature, in the order of the table.
var Everything = []Feature{
	Words, Spaces, Structure, Inline, Metadata, Asides, IDs, Discontinuous, Overlapping, Fields, Relations, Notes, Tags, Claims, Evidence,
	Creators, Times, Origins, Attributions, Details, Nesting, Speakers, Coverage, Definitions, Pictures, Orphans, Blindness, Decisions,
}

// A Loss is what of a document a format does not hold.
type Loss struct {
	Feature Feature
	Count   int
	Example string // the id of the first thing that loses it, or a word of it
}

// Losses tells what of the document is lost in a format that keeps only some
// features. What the document does not have is not lost. It is of the order
// of the document's size, and of n log n for overlapping passages.
func Losses(d *Document, keeps []Feature) (lost []Loss) {
	kept := make(map[Feature]bool, len(keeps))
	for _, f := range keeps {
		kept[f] = true
	}
	at := make(map[Feature]int)
	count(d, func(f Feature, example string) {
		if kept[f] {
			return
		}
		i, seen := at[f]
		if !seen {
			i = len(lost)
			at[f] = i
			lost = append(lost, Loss{Feature: f, Example: example})
		}
		lost[i].Count++
	})
	return lost
}

// count calls has once for each thing of each feature.
func count(d *Document, has func(f Feature, example string)) {
	a := d.Article
	has(Words, string(a.ID))
	has(Spaces, string(a.ID))
	for _, b := range a.Blocks {
		if b.Kind != article.Paragraph {
			has(Structure, string(b.Kind))
		}
	}
	for _, m := range a.Marks {
		has(Inline, string(m.Kind))
	}
	for _, s := range a.Asides {
		has(Asides, s.Reason)
	}
	if m := a.Meta; m.Title+m.Publisher+m.URL+m.Canonical+m.Published+m.Language != "" || len(m.Bylines) > 0 {
		has(Metadata, m.Title)
	}
	for _, m := range a.Images {
		has(Pictures, m.URL)
	}
	for _, l := range d.Layers {
		for _, o := range l.Orphans {
			has(Orphans, string(o.Annotation.ID))
		}
		if l.Blind != nil {
			has(Blindness, string(l.ID))
		}
		if l.Adjudication != nil {
			for _, d := range l.Adjudication.Decisions {
				has(Decisions, string(d.ID))
			}
		}
		has(Definitions, l.Scheme.ID)
		for _, an := range l.Annotations {
			annotated(an, has)
			for _, r := range an.Relations(l.Scheme) {
				has(Relations, string(an.ID)+" "+r.Field.ID+" "+string(r.To))
			}
		}
		overlapping(l, has)
		for _, at := range l.Attributions {
			has(Attributions, string(at.ID))
			if at.Form != "" || at.Act != "" || at.Negated {
				has(Details, string(at.ID))
			}
			if at.Addressee != "" || at.Within != "" {
				has(Nesting, string(at.ID))
			}
			if at.Origin != (annotation.Origin{}) {
				has(Origins, string(at.ID))
			}
		}
		for _, p := range l.Speakers {
			has(Speakers, p.Name)
		}
		for range l.Coverage {
			has(Coverage, string(l.ID))
		}
	}
}

func annotated(an *annotation.Annotation, has func(Feature, string)) {
	id := string(an.ID)
	has(IDs, id)
	has(Times, id)
	for _, f := range []struct {
		is      bool
		feature Feature
	}{
		{len(an.Target) > 1, Discontinuous},
		{len(an.Fields) > 0, Fields},
		{an.Note != "", Notes},
		{len(an.Tags) > 0, Tags},
		{an.Claim != nil && *an.Claim != (annotation.Claim{}), Claims},
		{len(an.Evidence) > 0, Evidence},
		{an.Creator != "", Creators},
		{an.Origin != (annotation.Origin{}), Origins},
	} {
		if f.is {
			has(f.feature, id)
		}
	}
}

// overlapping tells of each annotation that a format of one label a word has
// no place for, because one that stands before it, or is longer, has taken it.
func overlapping(l *annotation.Layer, has func(Feature, string)) {
	_, rest := Flat(l)
	for _, an := range rest {
		has(Overlapping, string(an.ID))
	}
}

// Flat divides a layer's annotations, in text order, into those that can stand
// beside each other in one row and the rest. Of two that overlap the earlier
// is kept, and of two that begin together the longer.
func Flat(l *annotation.Layer) (kept, rest []*annotation.Annotation) {
	var taken spans
	for _, an := range inTextOrder(l) {
		if taken.free(an.Target) {
			taken.add(an.Target)
			kept = append(kept, an)
		} else {
			rest = append(rest, an)
		}
	}
	return kept, rest
}

// Said is the name that other programs know a label by: its ID, or as it was
// called where the scheme was made up from the labels of a file.
func Said(s *scheme.Scheme, label string) string {
	if s.ID == ReadScheme {
		if l := s.Label(label); l != nil {
			return l.Name
		}
	}
	return label
}

// ReadScheme is the ID of a scheme that was made up from the labels of a file
// that has none.
const ReadScheme scheme.ID = "labels-of-a-file"
