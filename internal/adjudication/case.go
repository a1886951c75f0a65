// Package adjudication makes one layer of several: it finds the passages on
// which annotators differ, takes votes, and writes what is decided into a gold
// layer, with who was for what and why. The word is that of the annotation
// literature (Artstein and Poesio 2008; INCEpTION calls it curation).
package adjudication

import (
	"cmp"
	"slices"

	"quoth/internal/annotation"
	"quoth/internal/ledger"
	"quoth/internal/text"
)

// A Candidate is one way in which a passage was marked: its words, its label
// and who says it.
type Candidate struct {
	Target  annotation.Target
	Label   string
	Speaker string // by name; empty if nobody is named
	By      []int  // the layers, by their place; in order
	marks   []*annotation.Annotation
}

// Share is how many of the layers are for it.
func (c *Candidate) Share(layers int) float64 { return float64(len(c.By)) / float64(layers) }

// A Case is a passage that somebody marked: one mark of each layer at the
// most, in which they mean the same thing.
type Case struct {
	ID         annotation.ID // the same for the same marks
	Candidates []*Candidate  // most votes first, then in the order of the layers
	Silent     []int         // the layers that have nothing there
	Target     annotation.Target
	heard      []bool // by layer: which have a mark in it
}

// Agreed reports whether every layer has the same.
func (c *Case) Agreed() bool { return len(c.Silent) == 0 && len(c.Candidates) == 1 }

// least is how much of their words two marks of different labels must share
// to be about the same thing: source and cue stand inside a claim, and are
// other things.
const least = 0.5

// Cases are the passages of the layers in the order of the text. The layers are
// of one article and one scheme.
func Cases(layers []*annotation.Layer) []*Case {
	type mark struct {
		layer   int
		an      *annotation.Annotation
		speaker string
	}
	var marks []mark
	for i, l := range layers {
		says := speakers(l)
		for _, an := range l.Annotations {
			marks = append(marks, mark{i, an, says[an.ID]})
		}
	}
	slices.SortStableFunc(marks, func(a, b mark) int {
		return cmp.Or(cmp.Compare(a.an.Target[0].Start, b.an.Target[0].Start), cmp.Compare(b.an.Target.End(), a.an.Target.End()), cmp.Compare(a.layer, b.layer), cmp.Compare(a.an.ID, b.an.ID))
	})
	var cases []*Case
	open := 0 // the first case that a mark may still belong to
	for _, m := range marks {
		for open < len(cases) && cases[open].Target.End() <= m.an.Target[0].Start {
			open++
		}
		best, score := -1, 0.0
		for i := open; i < len(cases); i++ {
			if s := cases[i].likeness(m.layer, m.an); s > score {
				best, score = i, s
			}
		}
		if best < 0 {
			best = len(cases)
			cases = append(cases, &Case{ID: annotation.ID(string(layers[m.layer].ID) + "/" + string(m.an.ID)), heard: make([]bool, len(layers))})
		}
		cases[best].add(m.layer, m.an, m.speaker)
	}
	for _, c := range cases {
		slices.SortStableFunc(c.Candidates, func(a, b *Candidate) int {
			return cmp.Or(cmp.Compare(len(b.By), len(a.By)), cmp.Compare(a.By[0], b.By[0]))
		})
		for i := range layers {
			if !c.heard[i] {
				c.Silent = append(c.Silent, i)
			}
		}
	}
	return cases
}

// likeness is how much a mark is about what the case is about; 0 if it is
// another thing, or if the layer has a mark there already.
func (c *Case) likeness(layer int, an *annotation.Annotation) (best float64) {
	if c.heard[layer] {
		return 0
	}
	for _, x := range c.Candidates {
		both := float64(shared(x.Target, an.Target))
		if both == 0 {
			continue
		}
		part := both / (float64(length(x.Target)+length(an.Target)) - both)
		if x.Label == an.Label {
			part++
		} else if part < least {
			continue
		}
		best = max(best, part)
	}
	return best
}

func (c *Case) add(layer int, an *annotation.Annotation, speaker string) {
	c.Target, c.heard[layer] = union(c.Target, an.Target), true
	for _, x := range c.Candidates {
		if x.Label == an.Label && slices.Equal(x.Target, an.Target) && ledger.Fold(x.Speaker) == ledger.Fold(speaker) {
			x.By, x.marks = append(x.By, layer), append(x.marks, an)
			return
		}
	}
	c.Candidates = append(c.Candidates, &Candidate{Target: an.Target, Label: an.Label, Speaker: speaker, By: []int{layer}, marks: []*annotation.Annotation{an}})
}

// speakers are the names of who says what is marked.
func speakers(l *annotation.Layer) map[annotation.ID]string {
	says := map[annotation.ID]string{}
	for _, at := range l.Attributions {
		for _, p := range l.Speakers {
			if p.ID != at.Speaker {
				continue
			}
			for _, id := range at.Content {
				says[id] = p.Name
			}
		}
	}
	return says
}

func length(t annotation.Target) (n text.Byte) {
	for _, b := range t {
		n += b.Len()
	}
	return n
}

// shared is how many bytes two targets have in common.
func shared(a, b annotation.Target) (n text.Byte) {
	for _, x := range a {
		for _, y := range b {
			n += max(0, min(x.End, y.End)-max(x.Start, y.Start))
		}
	}
	return n
}

// union is all words of two targets.
func union(a, b annotation.Target) annotation.Target {
	all := slices.Concat(a, b)
	slices.SortFunc(all, func(x, y text.Bytes) int { return cmp.Compare(x.Start, y.Start) })
	var t annotation.Target
	for _, s := range all {
		if n := len(t); n > 0 && s.Start <= t[n-1].End {
			t[n-1].End = max(t[n-1].End, s.End)
		} else {
			t = append(t, s)
		}
	}
	return t
}
