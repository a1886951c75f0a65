package agreement

import (
	"cmp"
	"slices"
)

// A place names a unit of a continuum: an annotator and an index.
type place struct{ who, unit int }

// An alignment parts all units into groups with at most one unit of each
// annotator: the unitary alignments of Mathet et al. (2015).
type alignment struct {
	u        *Units
	groups   [][]place
	disorder float64 // Σ over groups, for one annotator's mean number of units
	exact    bool
}

// cost is the disorder of a unitary alignment: the mean of the
// dissimilarities of all pairs of annotators, Δ∅ for a pair that lacks a unit.
func (u *Units) cost(group []place) float64 {
	sum := 0.0
	for i, p := range group {
		for _, q := range group[:i] {
			sum += dissimilarity(u.By[p.who][p.unit], u.By[q.who][q.unit]) - deltaEmpty
		}
	}
	m := float64(len(u.By))
	return sum/(m*(m-1)/2) + deltaEmpty
}

// align finds the alignment of the least disorder, part by part. work bounds
// the steps of the search over all parts.
func (u *Units) align(work int) *alignment {
	a := &alignment{u: u, exact: true}
	parts, total := u.parts(), 0
	for _, p := range parts {
		total += len(p)
	}
	for _, p := range parts {
		if len(p) == 1 {
			a.groups = append(a.groups, p)
			continue
		}
		groups, exact := u.search(p, work*len(p)/max(1, total))
		a.exact = a.exact && exact
		a.groups = append(a.groups, groups...)
	}
	units := 0
	for _, g := range a.groups {
		a.disorder += u.cost(g)
		units += len(g)
	}
	if units > 0 {
		a.disorder /= float64(units) / float64(len(u.By))
	}
	return a
}

// parts cuts the continuum where no unitary alignment of a best alignment can
// cross: the units of a part are joined by pairs below [Units.limit]. The
// units of a part are in the order of the text.
func (u *Units) parts() [][]place {
	var all []place
	for who, list := range u.By {
		for i := range list {
			all = append(all, place{who, i})
		}
	}
	unit := func(i int) Unit { return u.By[all[i].who][all[i].unit] }
	slices.SortFunc(all, func(p, q place) int {
		return cmp.Or(compare(u.By[p.who][p.unit], u.By[q.who][q.unit]), cmp.Compare(p.who, q.who))
	})
	root := make([]int, len(all))
	longest := 0
	for i := range root {
		root[i] = i
		longest = max(longest, unit(i).Len())
	}
	find := func(i int) int {
		for root[i] != i {
			root[i] = root[root[i]]
			i = root[i]
		}
		return i
	}
	limit := u.limit()
	for i := range all {
		for j := i + 1; j < len(all); j++ {
			// Starts alone are too far apart for any unit of this length.
			if d := float64(unit(j).Start-unit(i).Start) / float64(unit(i).Len()+longest); alphaPos*d*d > limit {
				break
			}
			if all[i].who != all[j].who && dissimilarity(unit(i), unit(j)) <= limit {
				root[find(i)] = find(j)
			}
		}
	}
	by := map[int]int{}
	var parts [][]place
	for i, p := range all {
		r := find(i)
		k, known := by[r]
		if !known {
			k = len(parts)
			by[r] = k
			parts = append(parts, nil)
		}
		parts[k] = append(parts[k], p)
	}
	return parts
}

// limit is how near the nearest two units of the halves of a unitary alignment
// must be, however it is halved. Halving costs one more Δ∅ and saves d − Δ∅
// for each of the pairs between the halves, divided by the P pairs of
// annotators; unless some d is at most (P + 1) Δ∅, halving never costs more.
// For many annotators that lets in pairs that have nothing in common, so it is
// bounded; see [Units.proven].
func (u *Units) limit() float64 {
	m := float64(len(u.By))
	return min(11, 1+m*(m-1)/2) * deltaEmpty
}

// proven tells that limit is not bounded: it holds for five annotators.
func (u *Units) proven() bool { return len(u.By) <= 5 }

// labels is the disorder of the labels of aligned units: for all of them
// first (γcat), then for each label (γk); Mathet (2017), sec. 4.2.5. Every pair
// in a group weighs 1/(n − 1), n the units of the group, times how well the
// two agree in position, and counts for γk if one of them has the label. It is
// Undefined where nothing is aligned.
func (a *alignment) labels(labels []string) []float64 {
	index := make(map[string]int, len(labels))
	for i, l := range labels {
		index[l] = i + 1
	}
	sum, weight := make([]float64, len(labels)+1), make([]float64, len(labels)+1)
	for _, g := range a.groups {
		for i, p := range g {
			for _, q := range g[:i] {
				x, y := a.u.By[p.who][p.unit], a.u.By[q.who][q.unit]
				w := max(0, 1-alphaPos*position(x, y)) / float64(len(g)-1)
				d := w * category(x, y)
				sum[0] += d
				weight[0] += w
				k, l := index[x.Label], index[y.Label]
				sum[k] += d
				weight[k] += w
				if l != k {
					sum[l] += d
					weight[l] += w
				}
			}
		}
	}
	for i := range sum {
		sum[i] = ratio(sum[i], weight[i])
	}
	return sum
}
