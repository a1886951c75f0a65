package agreement

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// A partial is an alignment of the first units of a part. Of two with the same
// open groups only the cheaper is kept, so that the search is exact as long as
// none has to be dropped.
type partial struct {
	cost float64
	open [][]int32 // groups that a later unit may join, by their first units
	last *step
}

// A step says which group a unit joined, by the group's first unit.
type step struct {
	before *step
	head   int32
}

// search aligns one part. It goes through the units in the order of the text
// and lets each join one of the open groups or begin one. work bounds how many
// partial alignments are tried; if it does not suffice, the most promising are
// kept and exact is false.
func (u *Units) search(part []place, work int) (groups [][]place, exact bool) {
	n, m := len(part), len(u.By)
	units := make([]Unit, n)
	for i, p := range part {
		units[i] = u.By[p.who][p.unit]
	}
	pairs := float64(m*(m-1)) / 2
	limit, reach := u.limit(), u.reach(part, units)
	states := []partial{{}}
	exact = u.proven()
	seen := map[string]int{}
	var key []byte
	for x := range int32(n) {
		var next []partial
		before, steps := len(states), 1
		clear(seen)
		add := func(cost float64, open [][]int32, last *step) {
			key = key[:0]
			for _, g := range open {
				for _, y := range g {
					key = binary.AppendVarint(key, int64(y))
				}
				key = append(key, 1) // varints of whole numbers are even
			}
			if at, known := seen[string(key)]; !known {
				seen[string(key)] = len(next)
				next = append(next, partial{cost, open, last})
			} else if cost < next[at].cost {
				next[at] = partial{cost, open, last}
			}
		}
		for _, s := range states {
			for k, g := range s.open {
				sum, fits, some := 0.0, true, false
				for _, y := range g {
					if part[y].who == part[x].who {
						fits = false
						break
					}
					d := dissimilarity(units[x], units[y])
					some = some || d <= limit
					sum += d - deltaEmpty
				}
				steps += len(g)
				// However many join later, x is better alone than here.
				if !fits || !some && len(g) == m-1 || sum > (pairs+float64(m-len(g)-1))*deltaEmpty {
					continue
				}
				joined := append(slices.Clone(g), x)
				add(s.cost+sum/pairs, still(s.open, k, joined, x, m, reach), &step{s.last, g[0]})
			}
			add(s.cost+deltaEmpty, still(s.open, -1, []int32{x}, x, m, reach), &step{s.last, x})
		}
		// What is left of the work, shared among the units to come, says how
		// many partial alignments may go on.
		work -= steps
		if width := max(1, work/(n-int(x))*before/steps); len(next) > width {
			// The cheapest so far go on: all have placed the same units.
			slices.SortStableFunc(next, func(a, b partial) int { return cmp.Compare(a.cost, b.cost) })
			next = next[:width]
			exact = false
		}
		states = next
	}
	best := slices.MinFunc(states, func(a, b partial) int { return cmp.Compare(a.cost, b.cost) })
	by := make(map[int32][]place)
	for at, x := best.last, n-1; at != nil; at, x = at.before, x-1 {
		by[at.head] = append(by[at.head], part[x])
	}
	for x := range int32(n) {
		if g := by[x]; g != nil {
			slices.Reverse(g)
			groups = append(groups, g)
		}
	}
	if !exact {
		groups = u.improve(groups)
	}
	return groups, exact
}

// still lists the groups that a unit after x may join, with group k replaced
// by joined, or joined added if k is −1.
func still(open [][]int32, k int, joined []int32, x int32, annotators int, reach []int32) [][]int32 {
	list := make([][]int32, 0, len(open)+1)
	for i, g := range open {
		if i == k {
			g = joined
		}
		if len(g) < annotators && slices.ContainsFunc(g, func(y int32) bool { return reach[y] > x }) {
			list = append(list, g)
		}
	}
	if k < 0 && annotators > 1 && reach[x] > x {
		list = append(list, joined)
	}
	return list
}

// reach is, for each unit, the last unit behind it that is no further from it
// than the limit.
func (u *Units) reach(part []place, units []Unit) []int32 {
	reach := make([]int32, len(part))
	limit := u.limit()
	longest := 0
	for _, x := range units {
		longest = max(longest, x.Len())
	}
	for y := range part {
		for x := y + 1; x < len(part); x++ {
			if d := float64(units[x].Start-units[y].Start) / float64(units[y].Len()+longest); alphaPos*d*d > limit {
				break
			}
			if part[x].who != part[y].who && dissimilarity(units[x], units[y]) <= limit {
				reach[y] = int32(x)
			}
		}
	}
	return reach
}
