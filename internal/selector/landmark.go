package selector

import (
	"cmp"
	"slices"

	"quoth/internal/text"
)

// A landmark is a place of the earlier text and the place that it became.
type landmark struct {
	old, now text.Byte
}

// survey finds the landmarks of two revisions: stretches that stand once in
// each, taken at every few symbols. Time is linear in the texts.
func survey(from, to *Index) (list []landmark) {
	const length, step = 2 * gram, 2 * gram
	for at := point(0); at+length <= from.len(); at += step {
		stretch, hashes := from.symbols[at:at+length], from.hashes[at:at+length-gram+1]
		if now, once := to.once(stretch, hashes, frequencies[0]); once {
			if _, once := from.once(stretch, hashes, frequencies[0]); once {
				list = append(list, landmark{from.byteAt(at), to.byteAt(now)})
			}
		}
	}
	return list
}

// standsOnce reports whether a stretch of the text stands nowhere else in it,
// as far as seeds can tell.
func (x *Index) standsOnce(start, end point) bool {
	if end-start < gram {
		return false
	}
	_, once := x.once(x.symbols[start:end], x.hashes[start:end-gram+1], hits)
	return once
}

// once is where a stretch with the hashes of its grams stands, if it stands in
// one place only. One whose every gram has more places than most is not told.
func (x *Index) once(p []rune, hashes []uint32, most int) (at point, ok bool) {
	rare, offset := []int32(nil), point(-1)
	for i, h := range hashes {
		if places := x.at(h); offset < 0 || len(places) < len(rare) {
			if rare, offset = places, point(i); len(places) <= 1 {
				break
			}
		}
	}
	if len(rare) > most {
		return 0, false
	}
	for _, place := range rare {
		start := point(place) - offset
		if start < 0 || start+point(len(p)) > x.len() || !equal(x.symbols[start:], p) {
			continue
		}
		if ok {
			return 0, false
		}
		at, ok = start, true
	}
	return at, ok
}

// A survey's landmarks answer two questions of a place: what it became, and
// what it was.
type terrain struct {
	byOld, byNow []landmark
	chain        []landmark // those that kept their order, by both
	reach        text.Byte  // how far a landmark speaks for its neighbourhood
}

func newTerrain(list []landmark, reach text.Byte) *terrain {
	t := &terrain{byOld: slices.Clone(list), byNow: list, reach: reach}
	slices.SortFunc(t.byOld, func(a, b landmark) int { return cmp.Or(cmp.Compare(a.old, b.old), cmp.Compare(a.now, b.now)) })
	slices.SortFunc(t.byNow, func(a, b landmark) int { return cmp.Or(cmp.Compare(a.now, b.now), cmp.Compare(a.old, b.old)) })
	now := make([]text.Byte, len(t.byOld))
	for i, l := range t.byOld {
		now[i] = l.now
	}
	for _, i := range increasing(now) {
		t.chain = append(t.chain, t.byOld[i])
	}
	return t
}

// agrees reports whether a landmark puts the place old at now.
func (l landmark) agrees(old, now text.Byte) bool {
	was, is := old-l.old, now-l.now
	return max(was-is, is-was) <= text.Byte(drift(int(max(was, -was))))
}

// A verdict is what the landmarks say of a place: whether a passage is there
// that comes from where it was, or one that comes from elsewhere.
type verdict int

const (
	unasked  verdict = iota
	silent           // they could have told, and do not
	attested         // it is from the same place
	denied           // it is from elsewhere
)

// judge asks whether the start of a span of the text searched comes from old. The landmarks within it count, or, if they are too few, those around.
func (t *terrain) judge(b text.Bytes, old text.Byte) verdict {
	yes, no := t.count(b, b.Start, old)
	enough := no
	if yes+no < 2 {
		yes, no = t.count(text.Bytes{Start: b.Start - t.reach, End: b.End + t.reach}, b.Start, old)
		enough = no / 4 // the others may be of the next paragraph
	}
	switch {
	case yes > 0 && yes >= enough:
		return attested
	case yes == 0 && no > 1:
		return denied
	}
	return silent
}

// count counts the landmarks of a span of the text searched that put the place
// old at now, and the others.
func (t *terrain) count(b text.Bytes, now, old text.Byte) (yes, no int) {
	first, _ := slices.BinarySearchFunc(t.byNow, b.Start, func(l landmark, at text.Byte) int { return cmp.Compare(l.now, at) })
	for _, l := range t.byNow[first:] {
		if l.now >= b.End {
			break
		}
		if l.agrees(old, now) {
			yes++
		} else {
			no++
		}
	}
	return yes, no
}

// expect is where a span of the earlier text should begin, as the landmarks
// around it say by majority.
func (t *terrain) expect(b text.Bytes) (now text.Byte, ok bool) {
	low, _ := slices.BinarySearchFunc(t.byOld, b.Start-t.reach, func(l landmark, at text.Byte) int { return cmp.Compare(l.old, at) })
	var best, votes int
	for i, l := range t.byOld[low:] {
		if l.old >= b.End+t.reach || i >= 256 {
			break
		}
		// Boyer and Moore's majority vote, over places that agree.
		switch {
		case votes == 0:
			best, votes = low+i, 1
		case l.agrees(t.byOld[best].old, t.byOld[best].now):
			votes++
		default:
			votes--
		}
	}
	if votes == 0 {
		return 0, false
	}
	return t.byOld[best].now + b.Start - t.byOld[best].old, true
}

// inOrder reports whether a span that began at old lies now between the
// landmarks that it lay between.
func (t *terrain) inOrder(old text.Byte, now text.Bytes) bool {
	i, _ := slices.BinarySearchFunc(t.chain, old, func(l landmark, at text.Byte) int { return cmp.Compare(l.old, at) })
	if i > 0 && t.chain[i-1].now > now.Start {
		return false
	}
	for ; i < len(t.chain) && t.chain[i].old < old+now.Len(); i++ {
	}
	return i == len(t.chain) || t.chain[i].now+text.Byte(drift(int(now.Len()))) >= now.End
}
