package agreement

import (
	"cmp"
	"slices"
)

// A run is a stretch in which an annotator has one set, up to the next run.
type run struct{ start, set int }

// A coder cuts continua into characters, where what an annotator has is a set
// of labels, perhaps none. Sets are numbered, 0 is the empty one, and have the
// same numbers in all continua of a corpus.
type coder struct {
	labels []string // sorted
	index  map[string]int
	sets   [][]int // by number: the indexes of their labels
	number map[string]int
	has    []float64 // work space: annotators with each label
}

func newCoder(corpus []*Continuum) *coder {
	c := &coder{index: map[string]int{}, sets: [][]int{nil}, number: map[string]int{"": 0}}
	for _, x := range corpus {
		for _, marks := range x.Marks {
			for _, m := range marks {
				if _, known := c.index[m.Label]; !known {
					c.index[m.Label] = 0
					c.labels = append(c.labels, m.Label)
				}
			}
		}
	}
	slices.Sort(c.labels)
	for i, l := range c.labels {
		c.index[l] = i
	}
	return c
}

// runs codes one continuum, an annotator at a time.
func (c *coder) runs(x *Continuum) [][]run {
	type edge struct{ at, label, by int }
	all := make([][]run, len(x.Marks))
	depth := make([]int, len(c.labels))
	var edges []edge
	var key []byte
	for who, marks := range x.Marks {
		edges = edges[:0]
		for _, m := range marks {
			for _, s := range m.Spans {
				l := c.index[m.Label]
				edges = append(edges, edge{int(s.Start), l, 1}, edge{int(s.End), l, -1})
			}
		}
		slices.SortFunc(edges, func(a, b edge) int { return cmp.Compare(a.at, b.at) })
		list := make([]run, 1, len(edges)+1)
		for i := 0; i < len(edges); {
			at := edges[i].at
			for ; i < len(edges) && edges[i].at == at; i++ {
				depth[edges[i].label] += edges[i].by
			}
			key = key[:0]
			for l, d := range depth {
				if d > 0 {
					key = append(key, byte(l>>8), byte(l))
				}
			}
			n, known := c.number[string(key)]
			if !known {
				n = len(c.sets)
				c.number[string(key)] = n
				var set []int
				for l, d := range depth {
					if d > 0 {
						set = append(set, l)
					}
				}
				c.sets = append(c.sets, set)
			}
			switch last := &list[len(list)-1]; {
			case last.set == n:
			case last.start == at:
				last.set = n
			default:
				list = append(list, run{at, n})
			}
		}
		all[who] = list
	}
	return all
}

// A section is a stretch in which no annotator's set changes.
type section struct {
	start, end int
	sets       []int     // those that occur
	count      []float64 // how many annotators have each set, by its number
}

// An edge is a place where an annotator's set becomes another.
type edge struct{ at, who, set int }

// edgesOf are the edges of all annotators in the order of the text.
func edgesOf(runs [][]run) []edge {
	n := 0
	for _, list := range runs {
		n += len(list)
	}
	edges := make([]edge, 0, n)
	for who, list := range runs {
		for _, r := range list {
			edges = append(edges, edge{r.start, who, r.set})
		}
	}
	slices.SortFunc(edges, func(a, b edge) int { return cmp.Compare(a.at, b.at) })
	return edges
}

// sections calls f for each section in the order of the text. f must not keep
// its argument.
func sections(edges []edge, annotators, sets, length int, f func(*section)) {
	now := make([]int, annotators)
	s := &section{count: make([]float64, sets)}
	if annotators == 0 || length == 0 {
		return
	}
	s.count[0], s.sets = float64(annotators), []int{0}
	for i := 0; i < len(edges); {
		at := edges[i].at
		if at > s.start {
			s.end = at
			f(s)
			s.start = at
		}
		for ; i < len(edges) && edges[i].at == at; i++ {
			e := edges[i]
			if s.count[now[e.who]]--; s.count[now[e.who]] == 0 {
				k := slices.Index(s.sets, now[e.who])
				s.sets[k] = s.sets[len(s.sets)-1]
				s.sets = s.sets[:len(s.sets)-1]
			}
			if s.count[e.set]++; s.count[e.set] == 1 {
				s.sets = append(s.sets, e.set)
			}
			now[e.who] = e.set
		}
	}
	if s.end = length; s.end > s.start {
		f(s)
	}
}
