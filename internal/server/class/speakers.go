package class

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/ledger"
	"quoth/internal/project"
)

// spoken is a speaker as the class sees them.
type spoken struct {
	Name    string  `json:"name"`
	Readers int     `json:"readers"` // who let them speak
	Words   int     `json:"words"`   // on average of those
	Kinds   int     `json:"kinds"`   // of how many different kinds they take them for
	Each    []heard `json:"each"`    // of whom they have most words first
}

// heard is a speaker as one reader sees them.
type heard struct {
	By    string                 `json:"by,omitempty"` // if it is told
	Kind  annotation.SpeakerKind `json:"kind"`
	Words int                    `json:"words"`
	Name  string                 `json:"name,omitempty"` // as they wrote it, where that is another
}

// kindNames are what readers choose from, as the desk calls it.
var kindNames = map[annotation.SpeakerKind]string{
	annotation.Person: "person", annotation.Organisation: "organisation", annotation.Group: "group",
	annotation.Document: "document", annotation.Author: "the article", annotation.Unnamed: "unnamed",
}

// As is what readers take a speaker for, in words: person, or where they differ
// person 2, group 1.
func (s spoken) As() string {
	counts := map[annotation.SpeakerKind]int{}
	for _, h := range s.Each {
		counts[h.Kind]++
	}
	kinds := slices.Clone(annotation.SpeakerKinds)
	sortBy(kinds, func(k annotation.SpeakerKind) int { return -counts[k] })
	var parts []string
	for _, k := range kinds {
		switch counts[k] {
		case 0:
		case len(s.Each):
			return kindNames[k]
		default:
			parts = append(parts, fmt.Sprint(kindNames[k], " ", counts[k]))
		}
	}
	return strings.Join(parts, ", ")
}

// speakers are those of all readers, the ones that most have first.
func (c *call) speakers() (any, error) {
	v, err := c.seen()
	if err != nil {
		return nil, err
	}
	return speakersOf(v), nil
}

func speakersOf(v *view) []spoken {
	all := []spoken{}
	for _, voices := range alike(v.article, v.readers) {
		s := spoken{Name: voices[0].Speaker.Name, Each: []heard{}}
		kinds := map[annotation.SpeakerKind]bool{}
		for i, one := range voices {
			if i == 0 || voices[i-1].reader != one.reader {
				h := heard{By: v.readers[one.reader].Name, Kind: one.Speaker.Kind}
				if one.Speaker.Name != s.Name {
					h.Name = one.Speaker.Name
				}
				s.Each = append(s.Each, h)
				kinds[h.Kind] = true
			}
			s.Each[len(s.Each)-1].Words += one.Words
			s.Words += one.Words
		}
		s.Readers, s.Kinds = len(s.Each), len(kinds)
		s.Words /= s.Readers
		// By when they began, the same place would be the same reader in every
		// list, told or not.
		slices.SortFunc(s.Each, func(x, y heard) int {
			return cmp.Or(cmp.Compare(y.Words, x.Words), cmp.Compare(x.By, y.By), cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.Name, y.Name))
		})
		all = append(all, s)
	}
	sortBy(all, func(s spoken) string { return s.Name })
	sortBy(all, func(s spoken) int { return -s.Readers })
	return all
}

// voice is a speaker in the layer of a reader.
type voice struct {
	reader int
	ledger.Row
}

// alike gathers who is the same for all readers: whose name is, however it is
// spelt; and a name that one reader alone has goes to the one that an alias,
// theirs or another's, says it is. An alias never joins two names that several
// use, nor two speakers of one reader: it is one reader's view, and where
// views differ is what is to be seen.
func alike(a *article.Article, readers []project.Reader) (all [][]voice) {
	byName := map[string][]voice{}
	for i, r := range readers {
		for _, row := range ledger.Of(a, r.Layer.Annotations, r.Layer.Attributions, r.Layer.Speakers, r.Layer.Scheme).Rows {
			name := ledger.Fold(row.Speaker.Name)
			byName[name] = append(byName[name], voice{i, row})
		}
	}
	several := func(name string) bool { return byName[name][0].reader != byName[name][len(byName[name])-1].reader }
	names := slices.Sorted(maps.Keys(byName))
	sortBy(names, func(name string) int {
		if several(name) {
			return 0
		}
		return 1
	})
	named, also := map[string]int{}, map[string][]int{} // where in all a name is, and an alias
	for _, name := range names {
		own := byName[name]
		at := len(all)
		if !several(name) {
			fits := slices.Clone(also[name])
			for _, alias := range aliases(own) {
				if i, known := named[alias]; known {
					fits = append(fits, i)
				}
			}
			fits = slices.DeleteFunc(fits, func(i int) bool {
				return slices.ContainsFunc(all[i], func(v voice) bool { return v.reader == own[0].reader })
			})
			slices.Sort(fits)
			if fits = slices.Compact(fits); len(fits) == 1 {
				at = fits[0]
			}
		}
		if at == len(all) {
			all = append(all, nil)
		}
		all[at] = append(all[at], own...)
		named[name] = at
		for _, alias := range aliases(own) {
			also[alias] = append(also[alias], at)
		}
	}
	return all
}

func aliases(voices []voice) (folded []string) {
	for _, v := range voices {
		for _, alias := range v.Speaker.Aliases {
			if alias = ledger.Fold(alias); alias != "" {
				folded = append(folded, alias)
			}
		}
	}
	return folded
}
