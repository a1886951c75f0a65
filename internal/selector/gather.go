package selector

import "slices"

// Bounds of the search for one quotation, which keep its cost apart from the
// text's: a stretch of text more frequent than common says nothing of where
// it is from; the best regions alone are aligned.
const (
	common  = 64
	regions = 6
	seeds   = 4096
)

// A region is a diagonal of the alignment of a pattern and the text where
// seeds gather: symbol i of the pattern is about at symbol low+i to high+i.
type region struct {
	low, high point
	weight    float64
}

// gather finds where in the text many stretches of the pattern lie in their
// order. A stretch counts by how rare it is.
func (x *Index) gather(p []rune) []region {
	type seed struct {
		diagonal point
		weight   float64
	}
	var list []seed
	for _, frequent := range []int{common, 16 * common} {
		step := max(1, len(p)/1024) // of a long quotation every few are enough
		for at, h := range x.grams(p) {
			places := x.at(h)
			if len(places) == 0 || len(places) > frequent || int(at)%step != 0 || len(list)+len(places) > seeds {
				continue
			}
			for _, place := range places {
				list = append(list, seed{point(place) - at, 1 / float64(len(places))})
			}
		}
		if len(list) > 0 {
			break
		}
	}
	slices.SortFunc(list, func(a, b seed) int { return int(a.diagonal - b.diagonal) })
	// The sum over a window that slides, taken where it is largest.
	width := drift(len(p))
	var found []region
	var sum float64
	first := 0
	for i, s := range list {
		sum += s.weight
		for s.diagonal-list[first].diagonal > width {
			sum -= list[first].weight
			first++
		}
		r := region{list[first].diagonal, list[i].diagonal, sum}
		if n := len(found); n > 0 && r.low <= found[n-1].high {
			if r.weight > found[n-1].weight {
				found[n-1] = r
			}
			continue
		}
		found = append(found, r)
	}
	slices.SortFunc(found, func(a, b region) int {
		switch {
		case a.weight > b.weight:
			return -1
		case a.weight < b.weight:
			return 1
		}
		return int(a.low - b.low)
	})
	return found[:min(len(found), regions)]
}

// drift is how far words put in and left out may push a pattern of so many
// symbols against the text.
func drift(symbols int) point { return point(24 + symbols/8) }
