// Package dataset makes what belongs around the data of a dataset folder: the
// split of each article, the data card in README.md, the Croissant metadata
// (http://mlcommons.org/croissant/1.0) and the list of checksums. It is pure:
// the files are written by whoever has the folder.
package dataset

import (
	"crypto/sha256"
	"encoding/binary"
	"strconv"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/format"
)

// Splits are the names of the splits, with how many of a hundred articles are
// in each.
var Splits = []struct {
	Name    string
	Hundred uint64
}{{"train", 80}, {"dev", 10}, {"test", 10}}

// A Splitter says which split an article is in. It remembers sixteen bytes of
// each article's text.
type Splitter struct {
	seed  int
	known map[[16]byte]uint8
}

// NewSplitter returns a Splitter. The same seed gives the same splits again.
func NewSplitter(seed int) *Splitter {
	return &Splitter{seed: seed, known: map[[16]byte]uint8{}}
}

// Of is the index of the article's split. It hangs on the address that names
// the article (article.AddressKey), so that revisions are together, or on the
// text where there is none. A text that came before, from another address,
// stays where it was.
func (s *Splitter) Of(a *article.Article) int {
	id := s.hash("id", string(a.ID))
	split, known := s.known[id]
	if known {
		return int(split)
	}
	key := id
	url := a.Meta.Canonical
	if url == "" {
		url = a.Meta.URL
	}
	if address := article.AddressKey(url); address != "" {
		key = s.hash("address", address)
	}
	n := binary.BigEndian.Uint64(key[:]) % 100
	for i, p := range Splits {
		if n < p.Hundred {
			split = uint8(i)
			break
		}
		n -= p.Hundred
	}
	s.known[id] = split
	return int(split)
}

func (s *Splitter) hash(kind, of string) (h [16]byte) {
	sum := sha256.Sum256([]byte(kind + "\n" + strconv.Itoa(s.seed) + "\n" + of))
	copy(h[:], sum[:])
	return h
}

// A Label is what is counted of a label.
type Label struct {
	ID, Name, Definition string
	Count                [3]int // by split
}

// A Count is what the card tells of the data. The zero Count is of nothing.
type Count struct {
	Articles, Layers, Annotations, Spans, Attributions, Read, Blind, Suggested [3]int // by split
	Labels                                                                     []*Label
	Languages                                                                  map[string]int
	Schemes                                                                    map[string]int
	Licences                                                                   map[string]int
	Annotators                                                                 map[string]bool
	byLabel                                                                    map[string]*Label
}

// Add counts a document.
func (c *Count) Add(d *format.Document, split int) {
	if c.byLabel == nil {
		c.byLabel, c.Languages, c.Schemes, c.Licences, c.Annotators = map[string]*Label{}, map[string]int{}, map[string]int{}, map[string]int{}, map[string]bool{}
	}
	c.Articles[split]++
	c.Languages[d.Article.Meta.Language]++
	c.Licences[d.Article.Meta.Licence]++
	for _, l := range d.Layers {
		c.layer(l, split)
	}
}

func (c *Count) layer(l *annotation.Layer, split int) {
	c.Layers[split]++
	c.Schemes[l.Scheme.ID+" "+strconv.Itoa(l.Scheme.Version)]++
	c.Attributions[split] += len(l.Attributions)
	c.Read[split] += len(l.Coverage)
	if l.Blind != nil {
		c.Blind[split]++
	}
	if l.Creator != "" {
		c.Annotators[l.Creator] = true
	}
	for _, an := range l.Annotations {
		c.Annotations[split]++
		c.Spans[split] += len(an.Target)
		if !an.Origin.Human() {
			c.Suggested[split]++
		}
		of := c.byLabel[an.Label]
		if of == nil {
			s := l.Scheme.Label(an.Label)
			of = &Label{ID: s.ID, Name: s.Name, Definition: s.Definition}
			c.byLabel[an.Label] = of
			c.Labels = append(c.Labels, of)
		}
		of.Count[split]++
	}
}

// A File is one of the folder's, by its path from the folder with slashes.
type File struct {
	Path   string
	SHA256 string // in hexadecimal
	Size   int64  // bytes
}

// About is what the person who makes the dataset says of it.
type About struct {
	Name    string
	Licence string // an SPDX identifier, an address or words; empty if none was given
	Seed    int
}
