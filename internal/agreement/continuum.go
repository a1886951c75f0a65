package agreement

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/ledger"
	"quoth/internal/text"
)

// A Span is a stretch of an article in code points.
type Span = text.Span[text.CodePoint]

// A Mark is a passage that an annotator marked, of one or several spans in the
// order of the text.
type Mark struct {
	Label   string
	Spans   []Span
	Speaker string // who says it, the same for all who mean the same; "" if nobody is named
}

// A Continuum is one article as several annotators marked it. It is plain
// data: a screen or a worker may make or send it.
type Continuum struct {
	Article    article.ID
	Title      string
	Length     int      // code points
	Annotators []string // sorted, each once
	Marks      [][]Mark // by annotator, in the order of the text
}

// FromLayers makes a continuum of the layers of one article. A layer is named
// by its creator, and by its ID too if one person has several. Layers without
// marks count: who marked nothing disagrees with who marked something. The
// error wraps annotation.ErrInvalid if a layer is of another article or points
// outside the text.
func FromLayers(a *article.Article, layers []*annotation.Layer) (*Continuum, error) {
	index := text.NewIndex(a.Text)
	whole, err := index.CodePoint(text.Bytes{End: text.Byte(len(a.Text))})
	if err != nil {
		return nil, fmt.Errorf("article %s: %w: %w", a.ID, err, annotation.ErrInvalid)
	}
	c := &Continuum{Article: a.ID, Title: a.Meta.Title, Length: int(whole.End)}
	who := speakersOf(layers)
	type annotator struct {
		name  string
		marks []Mark
	}
	var all []annotator
	creators := map[string]int{}
	for _, l := range layers {
		creators[l.Creator]++
	}
	for _, l := range layers {
		if l.Article != a.ID {
			return nil, fmt.Errorf("layer %s is of the article %s, not of %s: %w", l.ID, l.Article, a.ID, annotation.ErrInvalid)
		}
		name := l.Creator
		switch {
		case name == "":
			name = string(l.ID)
		case creators[name] > 1:
			name += " (" + string(l.ID) + ")"
		}
		one := annotator{name: name}
		says := who.of(l)
		for _, m := range l.Annotations {
			mark := Mark{Label: m.Label, Speaker: says[m.ID]}
			for _, b := range m.Target {
				s, err := index.CodePoint(b)
				if err != nil {
					return nil, fmt.Errorf("layer %s, annotation %s: %w: %w", l.ID, m.ID, err, annotation.ErrInvalid)
				}
				if s.Len() > 0 {
					mark.Spans = append(mark.Spans, s)
				}
			}
			if len(mark.Spans) > 0 {
				one.marks = append(one.marks, mark)
			}
		}
		slices.SortStableFunc(one.marks, compareMarks)
		all = append(all, one)
	}
	slices.SortStableFunc(all, func(a, b annotator) int { return strings.Compare(a.name, b.name) })
	for _, one := range all {
		c.Annotators = append(c.Annotators, one.name)
		c.Marks = append(c.Marks, one.marks)
	}
	return c, nil
}

// compareMarks orders marks by their spans, then by their labels.
func compareMarks(a, b Mark) int {
	return cmp.Or(slices.CompareFunc(a.Spans, b.Spans, func(s, o Span) int {
		return cmp.Or(cmp.Compare(s.Start, o.Start), cmp.Compare(s.End, o.End))
	}), strings.Compare(a.Label, b.Label))
}

// Units are the marks as units of the article, each span of a mark for itself.
func (c *Continuum) Units() *Units {
	u := &Units{Length: c.Length, By: make([][]Unit, len(c.Marks))}
	for who, marks := range c.Marks {
		for _, m := range marks {
			for _, s := range m.Spans {
				u.By[who] = append(u.By[who], Unit{int(s.Start), int(s.End), m.Label})
			}
		}
		slices.SortFunc(u.By[who], compare)
	}
	return u
}

// speakers tells which speakers of several layers are the same: those with the
// same Wikidata id or with a name or alias in common, and those that are the
// same as a third.
type speakers map[string]string // a name to another of the same speaker

func (s speakers) find(name string) string {
	for s[name] != name {
		name = s[name]
	}
	return name
}

// keys are all that identifies a speaker, folded.
func keys(p *annotation.Speaker) []string {
	var list []string
	if p.Wikidata != "" {
		list = append(list, p.Wikidata)
	}
	for _, n := range append([]string{p.Name}, p.Aliases...) {
		if n = ledger.Fold(n); n != "" {
			list = append(list, n)
		}
	}
	return list
}

func speakersOf(layers []*annotation.Layer) speakers {
	s := speakers{}
	for _, l := range layers {
		for _, p := range l.Speakers {
			first := ""
			for _, k := range keys(p) {
				if _, known := s[k]; !known {
					s[k] = k
				}
				if first == "" {
					first = k
				}
				// The smaller name stands for both, so that the order of the
				// layers does not matter.
				a, b := s.find(first), s.find(k)
				s[max(a, b)] = min(a, b)
			}
		}
	}
	return s
}

// of says who speaks in each content of a layer.
func (s speakers) of(l *annotation.Layer) map[annotation.ID]string {
	name := map[annotation.SpeakerID]string{}
	for _, p := range l.Speakers {
		if list := keys(p); len(list) > 0 {
			name[p.ID] = s.find(list[0])
		}
	}
	says := map[annotation.ID]string{}
	for _, at := range l.Attributions {
		for _, id := range at.Content {
			if n := name[at.Speaker]; n != "" {
				says[id] = n
			}
		}
	}
	return says
}
