package selector

import "slices"

// A quotation that is too long to be aligned is found by its two ends, and its
// middle by seeds.
const (
	sideLength = 1024 // symbols of either end
	samples    = 256  // seeds of the middle
)

// long are the places where a long quotation may be.
func (f *finder) long(p pattern, near point) (list []candidate) {
	middle := min(p.start+sideLength, p.end)
	head := p.slice(0, p.start, middle, middle)
	middle = max(p.end-sideLength, p.start)
	tail := p.slice(middle, middle, p.end, p.len())
	n := p.end - p.start
	farNear := near
	if near >= 0 {
		farNear = near + n - sideLength
	}
	tails := f.side(tail, farNear)
	for _, h := range f.side(head, near) {
		for _, t := range tails {
			length := t.end - h.start
			if length < n/2 || length > 2*n {
				continue
			}
			c := candidate{start: h.start, end: t.end, first: h.first, last: t.last}
			c.last.symbol += middle
			share := f.seedsIn(p.quote(), c.start, c.end)
			// A changed word breaks the seeds of about two.
			c.quote, c.kept = (1+share)/2, min(1, .5*share+.5*min(h.kept, t.kept))
			c.context, c.keptAround = (h.context+t.context)/2, (h.keptAround+t.keptAround)/2
			list = append(list, c)
		}
	}
	return list
}

// slice is the part [low, high) of a pattern; [start, end) is its quotation.
func (p pattern) slice(low, start, end, high point) pattern {
	return pattern{
		folded: &folded{source: p.source, symbols: p.symbols[low:high], starts: p.starts[low:high]},
		start:  start - low, end: end - low,
	}
}

// side are the likeliest places of one end.
func (f *finder) side(p pattern, near point) []candidate {
	list := weigh(p, f.candidates(p, near))
	return slices.Clone(list[:min(len(list), 2*regions)])
}

// seedsIn is the share of the seeds of a quotation that lie in a stretch.
func (f *finder) seedsIn(quote []rune, start, end point) float64 {
	found, all := 0, 0
	step := point(max(1, len(quote)/samples))
	for at, h := range f.grams(quote) {
		if at%step != 0 {
			continue
		}
		all++
		places := f.at(h)
		i, _ := slices.BinarySearch(places, int32(start))
		if i < len(places) && point(places[i]) < end {
			found++
		}
	}
	return float64(found) / float64(max(1, all))
}
