package selector

// longest is how many symbols are aligned at once: 48 machine words.
const longest = 48 * 64

// An aligner finds where a pattern lies in a stretch of text with the fewest
// insertions, deletions and substitutions, 64 symbols at a step: Myers, A fast
// bit-vector algorithm for approximate string matching, JACM 46 (1999), in
// blocks; the way back as in Hyyrö, A note on bit-parallel alignment
// computation (2004). It keeps its memory from one call to the next.
type aligner struct {
	class    [128]uint16     // of an ASCII symbol in masks, 0 for none
	others   map[rune]uint16 // of the other symbols
	classes  int             // how many, with 0
	masks    []uint64        // by class and block: where the pattern has the symbol
	up, down []uint64        // by column and block: D[i][j]-D[i-1][j] is 1, is -1
	pattern  []rune          //
	blocks   int             // of 64 symbols
	to       []point         // see align
	fate     []fate          // see align
}

func (a *aligner) prepare(pattern []rune) {
	for _, r := range a.pattern {
		if r < 128 {
			a.class[r] = 0
		}
	}
	clear(a.others)
	a.pattern, a.blocks, a.classes = pattern, (len(pattern)+63)/64, 1
	a.masks = append(a.masks[:0], make([]uint64, a.blocks)...)
	for i, r := range pattern {
		c := a.classOf(r)
		if c == 0 {
			c = uint16(a.classes)
			a.classes++
			a.masks = append(a.masks, make([]uint64, a.blocks)...)
			if r < 128 {
				a.class[r] = c
			} else {
				if a.others == nil {
					a.others = map[rune]uint16{}
				}
				a.others[r] = c
			}
		}
		a.masks[int(c)*a.blocks+i/64] |= 1 << (i % 64)
	}
}

func (a *aligner) classOf(r rune) uint16 {
	if r < 128 {
		return a.class[r]
	}
	return a.others[r]
}

// fate is what became of a symbol of the pattern.
type fate uint8

const (
	dropped fate = iota
	replaced
	same
)

// align aligns the prepared pattern to the text, whose ends are free. Symbol i
// of the pattern stands before to[i] of the text if it was dropped, otherwise
// at to[i]. The slices hold until the next call.
func (a *aligner) align(t []rune) (to []point, fates []fate) {
	m, n, blocks := len(a.pattern), len(t), a.blocks
	size := (n + 1) * blocks
	if cap(a.up) < size {
		a.up, a.down = make([]uint64, size+size/4), make([]uint64, size+size/4)
	}
	up, down := a.up[:size], a.down[:size]
	for b := range blocks {
		up[b], down[b] = ^uint64(0), 0
	}
	last := uint64(1) << ((m - 1) % 64)
	distance, best, end := m, m, 0
	for j, r := range t {
		masks := a.masks[int(a.classOf(r))*blocks:][:blocks]
		pv, mv := up[j*blocks:][:blocks], down[j*blocks:][:blocks]
		nextPv, nextMv := up[(j+1)*blocks:][:blocks], down[(j+1)*blocks:][:blocks]
		var plus, minus uint64 // the horizontal difference that comes in from above
		for b, eq := range masks {
			p, q := pv[b], mv[b]
			xv := eq | q
			eq |= minus
			xh := (((eq & p) + p) ^ p) | eq
			ph := q | ^(xh | p)
			mh := p & xh
			if b == blocks-1 {
				if ph&last != 0 {
					distance++
				} else if mh&last != 0 {
					distance--
				}
			}
			outPlus, outMinus := ph>>63, mh>>63
			ph, mh = ph<<1|plus, mh<<1|minus
			nextPv[b], nextMv[b] = mh|^(xv|ph), ph&xv
			plus, minus = outPlus, outMinus
		}
		if distance < best {
			best, end = distance, j+1
		}
	}
	a.to = append(a.to[:0], make([]point, m)...)
	a.fate = append(a.fate[:0], make([]fate, m)...)
	for i, j := m, end; i > 0; {
		b, bit := (i-1)/64, uint64(1)<<((i-1)%64)
		switch {
		case j == 0 || up[j*blocks+b]&bit != 0: // the text lacks the symbol
			i--
		case down[(j-1)*blocks+b]&bit != 0: // the pattern lacks it
			j--
			continue
		default:
			i, j = i-1, j-1
			a.fate[i] = replaced
			if a.pattern[i] == t[j] {
				a.fate[i] = same
			}
		}
		a.to[i] = point(j)
	}
	return a.to, a.fate
}
