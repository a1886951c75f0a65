package selector

import (
	"math/bits"

	"quoth/internal/text"
)

// gram is the length of a seed in symbols: about one word and a half of
// English, so that one survives between two changed words.
const gram = 7

// An Index is a revision's text made ready for finding quotations in it. It is
// never changed and may be used by several goroutines.
type Index struct {
	*folded
	// The places of every stretch of gram symbols, by hash: those of hash h
	// are places[heads[h]:heads[h+1]], in text order.
	heads, places []int32
	shift         uint
	hashes        []uint32 // of every stretch of gram symbols, by where it starts
}

// NewIndex reads a text, valid UTF-8, once: time and memory are linear in its
// length. A text of 2 GiB and more is beyond it.
func NewIndex(s string) *Index {
	x := &Index{folded: fold(s)}
	width := max(8, min(20, bits.Len(uint(len(x.symbols)))))
	x.shift = uint(32 - width)
	// The head of h is where its places end until each has been put in front
	// of those behind it.
	x.heads = make([]int32, 1<<width+1)
	x.hashes = make([]uint32, max(0, len(x.symbols)-gram+1))
	for at, h := range x.grams(x.symbols) {
		x.hashes[at] = h
		x.heads[h>>x.shift]++
	}
	sum := int32(0)
	for h, n := range x.heads {
		sum += n
		x.heads[h] = sum
	}
	x.places = make([]int32, len(x.hashes))
	for at := len(x.hashes) - 1; at >= 0; at-- {
		h := x.hashes[at] >> x.shift
		x.heads[h]--
		x.places[x.heads[h]] = int32(at)
	}
	return x
}

// Text is the indexed text.
func (x *Index) Text() string { return x.source }

// grams gives every stretch of gram symbols as its start and its hash.
func (x *Index) grams(symbols []rune) func(yield func(point, uint32) bool) {
	return func(yield func(point, uint32) bool) {
		const base = 0x9E3779B97F4A7C15
		out := uint64(1) // base to the power of gram
		for range gram {
			out *= base
		}
		var h uint64
		for i, r := range symbols {
			h = h*base + uint64(r)
			if i >= gram {
				h -= out * uint64(symbols[i-gram])
			}
			if i >= gram-1 && !yield(point(i-gram+1), uint32((h^h>>29)*0xBF58476D1CE4E5B9>>32)) {
				return
			}
		}
	}
}

// at are the places whose hash is h. Other grams may share it.
func (x *Index) at(h uint32) []int32 {
	h >>= x.shift
	return x.places[x.heads[h]:x.heads[h+1]]
}

// most is how many places of one quotation are looked at.
const most = 64

// occurrences are the places of p, in text order, overlapping ones left out:
// up to most of them, those around near if it is not negative.
func (x *Index) occurrences(p []rune, near point) (found []point) {
	if len(p) == 0 || len(p) > len(x.symbols) {
		return nil
	}
	rare, offset := len(x.places)+1, point(0)
	for at, h := range x.grams(p) {
		if n := len(x.at(h)); n < rare {
			rare, offset = n, at
			if n == 0 {
				return nil
			}
		}
	}
	if len(p) < gram || rare > 4*most {
		return x.scan(p, near)
	}
	var seeds []int32
	for at, h := range x.grams(p) {
		if at == offset {
			seeds = x.at(h)
			break
		}
	}
	for _, place := range seeds {
		at := point(place) - offset
		if at >= 0 && at+point(len(p)) <= x.len() && equal(x.symbols[at:at+point(len(p))], p) {
			found = keep(found, at, point(len(p)), near)
		}
	}
	return found
}

// keep adds a place behind the others. Of too many, the farthest from near
// goes, which is always the first or the last.
func keep(found []point, at, length, near point) []point {
	if n := len(found); n > 0 && at < found[n-1]+length {
		return found
	}
	if len(found) < most {
		return append(found, at)
	}
	if near >= 0 && near-found[0] > at-near {
		return append(found[1:], at)
	}
	return found
}

func equal(a, b []rune) bool {
	for i, r := range b {
		if a[i] != r {
			return false
		}
	}
	return true
}

// scan is occurrences for what seeds do not tell apart (Knuth, Morris, Pratt
// 1977): linear, whatever the text.
func (x *Index) scan(p []rune, near point) (found []point) {
	border := make([]int, len(p)+1)
	border[0] = -1
	for i, k := 0, -1; i < len(p); {
		for k >= 0 && p[i] != p[k] {
			k = border[k]
		}
		i, k = i+1, k+1
		border[i] = k
	}
	k := 0
	for i, r := range x.symbols {
		for k >= 0 && (k == len(p) || p[k] != r) {
			k = border[k]
		}
		if k++; k == len(p) {
			at := point(i + 1 - len(p))
			found = keep(found, at, point(len(p)), near)
			if len(found) == most && (near < 0 || at-near > near-found[0]) {
				break
			}
		}
	}
	return found
}

// near is where a position of the earlier text would be in this one, or -1.
func (x *Index) near(b text.Bytes) point {
	if b.Len() <= 0 {
		return -1
	}
	return min(x.point(b.Start), x.len())
}
