package agreement

import "slices"

// improve makes an alignment better by moving one unit to another group, or
// exchanging two units of an annotator, as long as that helps and no more than
// ten times through all units. Only groups nearby are tried.
func (u *Units) improve(groups [][]place) [][]place {
	const rounds, nearby = 10, 24
	m := float64(len(u.By))
	pairs := m * (m - 1) / 2
	unit := func(p place) Unit { return u.By[p.who][p.unit] }
	// bond is what a unit adds to the disorder of a group besides Δ∅ of the
	// group itself, leaving out the group's own unit of that annotator.
	bond := func(p place, g []place) float64 {
		sum := 0.0
		for _, q := range g {
			if q.who != p.who {
				sum += dissimilarity(unit(p), unit(q)) - deltaEmpty
			}
		}
		return sum / pairs
	}
	in := map[place]int{}
	var order []place
	for k, g := range groups {
		for _, p := range g {
			in[p] = k
			order = append(order, p)
		}
	}
	slices.SortFunc(order, func(p, q place) int { return compare(unit(p), unit(q)) })
	var tried []int
	move := func(at int) bool {
		p := order[at]
		from := in[p]
		stay := bond(p, groups[from])
		if len(groups[from]) == 1 {
			stay = deltaEmpty
		}
		best, to := stay-1e-12, -1
		tried = append(tried[:0], from)
		for i := max(0, at-nearby); i < min(len(order), at+nearby+1); i++ {
			k := in[order[i]]
			if slices.Contains(tried, k) {
				continue
			}
			tried = append(tried, k)
			cost := bond(p, groups[k])
			if j := slices.IndexFunc(groups[k], func(q place) bool { return q.who == p.who }); j >= 0 {
				q := groups[k][j]
				back := bond(q, groups[from])
				if len(groups[from]) == 1 {
					back = deltaEmpty
				}
				// An exchange: p is better off by what q is worse off.
				leave := bond(q, groups[k])
				if len(groups[k]) == 1 {
					cost, leave = deltaEmpty, deltaEmpty
				}
				cost += back - leave
			}
			if cost < best {
				best, to = cost, k
			}
		}
		alone := to
		if len(groups[from]) > 1 && deltaEmpty < best {
			alone = len(groups)
		}
		if alone < 0 {
			return false
		}
		if alone == len(groups) {
			groups = append(groups, nil)
		}
		other := slices.IndexFunc(groups[alone], func(q place) bool { return q.who == p.who })
		self := slices.Index(groups[from], p)
		if other >= 0 {
			q := groups[alone][other]
			groups[alone][other], groups[from][self] = p, q
			in[q] = from
		} else {
			groups[from] = slices.Delete(groups[from], self, self+1)
			groups[alone] = append(groups[alone], p)
		}
		in[p] = alone
		return true
	}
	for range rounds {
		changed := false
		for at := range order {
			changed = move(at) || changed
		}
		if !changed {
			break
		}
	}
	return slices.DeleteFunc(groups, func(g []place) bool { return len(g) == 0 })
}
