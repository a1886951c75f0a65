package selector

import (
	"slices"
	"strings"

	"quoth/internal/text"
)

// How far the search for an edge looks, in symbols.
const (
	inside  = 40 // of the quotation
	outside = 32 // of the context
	between = 40 // words put in
	word    = 24 // a long one
)

// What an alignment around an edge is worth. Words put in or left out come in
// one piece, so a gap costs by being there and hardly by its length (Gotoh, An
// improved algorithm for matching biological sequences, 1982): Myers' count
// alone would scatter the letters of a lost word over its neighbours.
const (
	match    = 4
	mismatch = -4
	open     = -9
	extend   = -1
)

// A verge is one end of a quotation, from where it holds outwards: its
// symbols, those of the context, and the text that they may be in.
type verge struct{ quote, around, text []rune }

// before is the verge at the start, read backwards; the first hold is found.
func (x *Index) before(p pattern, c candidate) verge {
	v := verge{quote: backwards(p.symbols[p.start:c.first.symbol]), around: backwards(p.symbols[max(0, p.start-outside):p.start])}
	v.text = backwards(x.symbols[max(0, c.first.at-v.reach()):c.first.at])
	return v
}

// behind is the verge at the end; the last hold is found.
func (x *Index) behind(p pattern, c candidate) verge {
	v := verge{quote: p.symbols[c.last.symbol:p.end], around: p.symbols[p.end:min(p.len(), p.end+outside)]}
	v.text = x.symbols[c.last.at:min(x.len(), c.last.at+v.reach())]
	return v
}

func (v verge) reach() point { return point(len(v.quote) + len(v.around) + between) }

// edges is where a candidate begins and ends, settled anew where the alignment
// left it in doubt.
func (x *Index) edges(p pattern, c candidate) text.Bytes {
	if c.first.doubtful && c.first.at >= c.start {
		if n, ok := edge(x.before(p, c), p.loose.start); ok {
			c.start = c.first.at - n
		}
	}
	if c.last.doubtful && c.last.at <= c.end {
		if n, ok := edge(x.behind(p, c), p.loose.end); ok {
			c.end = c.last.at + n
		}
	}
	if start, end := x.trim(c.start, c.end); start < end {
		c.start, c.end = start, end
	}
	return x.bytes(c.start, c.end)
}

// mends reports whether most of the last symbols of a quotation are there
// after all, behind words that were put in.
func mends(v verge, part point) bool {
	pairs := affine(v.quote, v.text)
	kept, outer := 0, min(int(part), len(v.quote))
	for i, q := range pairs {
		if q.p >= len(v.quote)-outer && i >= enough && pairs[i-enough].p == q.p-enough && pairs[i-enough].t == q.t-enough {
			kept++
		}
	}
	return 2*kept >= outer
}

func backwards(s []rune) []rune {
	s = slices.Clone(s)
	slices.Reverse(s)
	return s
}

// edge is how many symbols of the text of a verge belong to the quotation. A
// loose quotation ended in white space, so a word is missing from its end. Not
// ok means that nothing speaks for any place.
func edge(v verge, loose bool) (n point, ok bool) {
	quote, around, t := v.quote, v.around, v.text
	if loose && len(around) > 0 && around[0] == ' ' {
		around = around[1:]
	}
	p := slices.Concat(quote, around)
	pairs := affine(p, t)
	// The runs that hold on either side of the edge.
	lastQuote, lastText, firstAround, firstText := 0, 0, -1, 0
	for i := 0; i < len(pairs); {
		j := i + 1
		for j < len(pairs) && pairs[j] == (pair{pairs[j-1].p + 1, pairs[j-1].t + 1}) {
			j++
		}
		// A run over the edge holds on both sides.
		first, last := pairs[i], pairs[j-1]
		if j-i >= enough || last.p == len(p)-1 {
			if first.p < len(quote) {
				end := min(last.p, len(quote)-1)
				lastQuote, lastText = end+1, first.t+end-first.p+1
			}
			if last.p >= len(quote) && firstAround < 0 {
				begin := max(first.p, len(quote))
				firstAround, firstText = begin-len(quote), first.t+begin-first.p
			}
		}
		i = j
	}
	missing, gap := len(quote)-lastQuote, firstText-lastText
	switch {
	case firstAround < 0:
		return point(lastText), missing == 0
	case missing == 0 && loose && firstAround <= enough && gap > firstAround && isWord(t[lastText:firstText-firstAround]):
		return point(firstText - firstAround), true
	case missing == 0:
		return point(lastText), true
	case gap > 2*missing+word: // more than stands for what is missing
		return point(lastText), true
	case firstAround == 0:
		return point(firstText), true
	}
	return toWord(t, lastText, lastText+gap*missing/(missing+firstAround), firstText), true
}

// isWord reports whether a stretch is one word, with spaces and marks around.
func isWord(s []rune) bool {
	words := strings.Fields(string(s))
	return len(words) == 1 && len(s) <= word
}

// toWord is the space nearest to at between low and high, or at.
func toWord(t []rune, low, at, high int) point {
	for d := 0; at-d >= low || at+d <= high; d++ {
		if at-d >= low && at-d < len(t) && t[at-d] == ' ' {
			return point(at - d)
		}
		if at+d <= high && at+d < len(t) && t[at+d] == ' ' {
			return point(at + d)
		}
	}
	return point(at)
}

// A pair is a symbol of the pattern and the same symbol of the text.
type pair struct{ p, t int }

// affine aligns two stretches from their beginning as far as it pays and gives
// the symbols that are the same. Time and memory are the product of the
// lengths, which inside, outside and between bound.
func affine(p, t []rune) (pairs []pair) {
	const worst = -1 << 20
	w := len(t) + 1
	// Of each cell of the row above: the best value of a path that ends in a
	// pair, in a gap of the text, and the best of all three with its kind.
	paired, gapped, top, kinds := make([]int32, w), make([]int32, w), make([]int32, w), make([]uint8, w)
	from := make([]uint8, (len(p)+1)*w) // the kind that a path of each kind came from: two bits for each of the three
	best, bestAt := int32(0), 0
	for i := 0; i <= len(p); i++ {
		var corner, before, across int32 = worst, worst, worst // the best above and before; ending in a pair, and in a gap of the pattern, before
		var cornerKind uint8
		for j := range w {
			v0, v1, v2 := int32(worst), int32(worst), int32(worst)
			ways := uint8(0)
			switch {
			case i > 0 && j > 0:
				v0, ways = corner+mismatch, cornerKind
				if p[i-1] == t[j-1] {
					v0 = corner + match
				}
			case i == 0 && j == 0:
				v0 = 0
			}
			if i > 0 {
				if v1 = paired[j] + open; v1 <= gapped[j]+extend {
					v1, ways = gapped[j]+extend, ways|1<<2
				}
			}
			if j > 0 {
				if v2 = before + open; v2 <= across+extend {
					v2, ways = across+extend, ways|2<<4
				}
			}
			from[i*w+j] = ways
			corner, cornerKind = top[j], kinds[j]
			paired[j], gapped[j], before, across = v0, v1, v0, v2
			if v0 > best {
				best, bestAt = v0, i*w+j
			}
			kind := uint8(0)
			if v1 > v0 {
				v0, kind = v1, 1
			}
			if v2 > v0 {
				v0, kind = v2, 2
			}
			top[j], kinds[j] = v0, kind
		}
	}
	for at, k := bestAt, uint8(0); at > 0; {
		came := from[at] >> (2 * k) & 3
		switch k {
		case 0:
			if i, j := at/w-1, at%w-1; p[i] == t[j] {
				pairs = append(pairs, pair{i, j})
			}
			at -= w + 1
		case 1:
			at -= w
		default:
			at--
		}
		k = came
	}
	slices.Reverse(pairs)
	return pairs
}
