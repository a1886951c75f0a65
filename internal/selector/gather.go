package selector

import (
	"cmp"
	"slices"
)

// Bounds of the search for one quotation, which keep its cost apart from the
// text's length.
const (
	plenty  = 16   // seeds of one frequency: no need of more frequent ones
	regions = 6    // aligned for one quotation at most
	hits    = 4096 // places of seeds looked at
)

// frequencies are the numbers of places up to which a stretch of text is tried
// as a seed, one after the other.
var frequencies = []int{8, 64, 1024}

// A region is a diagonal of the alignment of a pattern and the text where
// seeds gather: symbol i of the pattern is about at symbol low+i to high+i.
type region struct {
	low, high point
	weight    uint64
}

// gather finds where in the text many stretches of the pattern lie in their
// order, the best first. A stretch counts by how rare it is.
func (f *finder) gather(p []rune) []region {
	// A hit is a diagonal, counted from -len(p), and below it the weight.
	const weightBits = 24
	list := f.hits[:0]
	step := max(1, len(p)/1024) // of a long quotation every few are enough
	least := 0
	for _, frequent := range frequencies {
		seeds := 0
		for at, h := range f.grams(p) {
			places := f.at(h)
			if n := len(places); n <= least || n > frequent || int(at)%step != 0 || len(list)+n > hits {
				continue
			}
			seeds++
			weight := uint64(1<<weightBits-1) / uint64(len(places))
			for _, place := range places {
				list = append(list, uint64(point(place)-at+point(len(p)))<<weightBits|weight)
			}
		}
		if seeds >= min(plenty, len(p)/4) {
			break
		}
		least = frequent
	}
	f.hits = list
	slices.Sort(list)
	// The sum over a window that slides, taken where it is largest.
	width := uint64(drift(len(p)))
	found := f.regions[:0]
	var sum uint64
	first := 0
	for _, hit := range list {
		at := hit >> weightBits
		sum += hit & (1<<weightBits - 1)
		for at-list[first]>>weightBits > width {
			sum -= list[first] & (1<<weightBits - 1)
			first++
		}
		r := region{point(list[first]>>weightBits) - point(len(p)), point(at) - point(len(p)), sum}
		if n := len(found); n > 0 && r.low <= found[n-1].high {
			if r.weight > found[n-1].weight {
				found[n-1] = r
			}
			continue
		}
		found = append(found, r)
	}
	f.regions = found
	best := make([]region, 0, regions+1)
	for _, r := range found { // the few best, in order
		if len(best) == regions && r.weight <= best[regions-1].weight {
			continue
		}
		at, _ := slices.BinarySearchFunc(best, r, func(a, b region) int {
			return cmp.Or(cmp.Compare(b.weight, a.weight), -1)
		})
		best = slices.Insert(best, at, r)
		best = best[:min(len(best), regions)]
	}
	for len(best) > 1 && best[len(best)-1].weight < best[0].weight/8 {
		best = best[:len(best)-1]
	}
	return best
}

// drift is how far words put in and left out may push a pattern of so many
// symbols against the text.
func drift(symbols int) point { return point(24 + symbols/8) }
