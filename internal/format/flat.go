package format

import (
	"slices"

	"quoth/internal/annotation"
	"quoth/internal/text"
)

// spans are what is taken of a text: in order, without overlaps.
type spans []text.Bytes

// at is the index of the first span that ends behind an offset.
func (s spans) at(offset text.Byte) int {
	i, _ := slices.BinarySearchFunc(s, offset, func(b text.Bytes, at text.Byte) int {
		if b.End <= at {
			return -1
		}
		return 1
	})
	return i
}

func (s spans) free(t annotation.Target) bool {
	for _, b := range t {
		if i := s.at(b.Start); i < len(s) && s[i].Overlaps(b) {
			return false
		}
	}
	return true
}

func (s *spans) add(t annotation.Target) {
	for _, b := range t {
		*s = slices.Insert(*s, s.at(b.Start), b)
	}
}
