package attribution

import (
	"cmp"
	"slices"
)

// remaining makes attributions of the quotations that no content takes in.
func (r *reading) remaining(all []found) (more []found) {
	taken := map[int]bool{}
	for _, f := range all {
		for _, part := range f.content {
			for i := part[0]; i < part[1]; i++ {
				taken[r.tokens[i].quote] = true
			}
		}
	}
	for n, q := range r.quotes {
		if !taken[n+1] && q.p >= r.vocab.limits.remaining {
			more = append(more, r.quoted(q))
		}
	}
	return more
}

// apart keeps of the overlapping attributions the likelier.
func (r *reading) apart(sure, more []found) []found {
	taken := make([]bool, len(r.tokens))
	mark := func(f found) {
		for _, part := range f.content {
			for i := part[0]; i < part[1]; i++ {
				taken[i] = true
			}
		}
	}
	for _, f := range sure {
		mark(f)
	}
	slices.SortStableFunc(more, func(x, y found) int { return cmp.Compare(y.p, x.p) })
	for _, f := range more {
		shared, words := 0, 0
		for _, part := range f.content {
			for i := part[0]; i < part[1]; i++ {
				words++
				if taken[i] {
					shared++
				}
			}
		}
		if taken[f.cue] || 2*shared > words {
			continue
		}
		mark(f)
		sure = append(sure, f)
	}
	return sure
}
