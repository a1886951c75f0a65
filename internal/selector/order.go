package selector

import (
	"cmp"
	"slices"
)

// arrange leaves to each passage of a target the candidates that are part of
// an arrangement in text order about as good as the best one. How good is the
// sum of the ranks, and a little for lying as far apart as before.
func (x *Index) arrange(group []passage) {
	if len(group) < 2 {
		return
	}
	// The best sum of an arrangement of the passages up to i that ends in
	// candidate c, and of those from i on that begins with it.
	before, after := x.sums(group), make([][]float64, len(group))
	for i, g := range group {
		after[i] = make([]float64, len(g.list))
	}
	for i := len(group) - 1; i >= 0; i-- {
		for c := range group[i].list {
			after[i][c] = group[i].list[c].rank(group[i].pattern)
		}
		if i+1 == len(group) {
			continue
		}
		for c, a := range group[i].list {
			best := 0.
			for d, b := range group[i+1].list {
				if b.start >= a.end {
					best = max(best, after[i+1][d]+x.apart(group[i], group[i+1], a, b))
				}
			}
			after[i][c] += best
		}
	}
	for i := range group {
		g := &group[i]
		total, best := make([]float64, len(g.list)), 0.
		for c := range g.list {
			total[c] = before[i][c] + after[i][c] - g.list[c].rank(g.pattern)
			best = max(best, total[c])
		}
		kept := make([]candidate, 0, len(g.list))
		for c := range g.list {
			if best-total[c] < margin {
				kept = append(kept, g.list[c])
			}
		}
		g.list = kept
	}
}

func (x *Index) sums(group []passage) [][]float64 {
	sums := make([][]float64, len(group))
	for i, g := range group {
		sums[i] = make([]float64, len(g.list))
		for c, b := range g.list {
			best := 0.
			if i > 0 {
				for d, a := range group[i-1].list {
					if b.start >= a.end {
						best = max(best, sums[i-1][d]+x.apart(group[i-1], g, a, b))
					}
				}
			}
			sums[i][c] = best + b.rank(g.pattern)
		}
	}
	return sums
}

// apart is what it counts that two spans lie as far apart as before; it
// separates copies of a span, and outweighs no difference in words.
func (x *Index) apart(g, h passage, a, b candidate) float64 {
	if g.Position.Len() <= 0 || h.Position.Len() <= 0 {
		return 0
	}
	was, is := float64(h.Position.Start-g.Position.End), float64(x.byteAt(b.start)-x.byteAt(a.end))
	return 2 * margin * max(0, 1-max(was-is, is-was)/float64(drift(int(max(was, 0)))))
}

// increasing are the indexes of a longest strictly increasing subsequence
// (Fredman, On computing the length of longest increasing subsequences, 1975).
func increasing[T cmp.Ordered](list []T) []int {
	var tails []int // of the best subsequence of each length: its last index
	before := make([]int, len(list))
	for i, v := range list {
		at, _ := slices.BinarySearchFunc(tails, v, func(t int, v T) int {
			if list[t] < v {
				return -1
			}
			return 1
		})
		before[i] = -1
		if at > 0 {
			before[i] = tails[at-1]
		}
		if at == len(tails) {
			tails = append(tails, i)
		} else {
			tails[at] = i
		}
	}
	if len(tails) == 0 {
		return nil
	}
	found := make([]int, len(tails))
	for i, at := len(tails)-1, tails[len(tails)-1]; i >= 0; i, at = i-1, before[at] {
		found[i] = at
	}
	return found
}
