// Package text gives offsets their units. Inside Quoth every offset counts
// bytes of a valid UTF-8 text; files that leave count Unicode code points, as
// the W3C Web Annotation model says, with UTF-16 code units beside them for
// JavaScript. The compiler keeps the three apart.
//
// The package also finds the boundaries of characters, words and sentences
// (UAX #29). It knows nothing of articles or annotations.
package text

import (
	"errors"
	"fmt"
	"unicode/utf8"
)

// Offsets from the start of a text, one type per unit.
type (
	Byte      int
	UTF16     int
	CodePoint int
)

// Unit is any of the offset types.
type Unit interface{ Byte | UTF16 | CodePoint }

// ErrBoundary means that an offset lies outside the text or inside a character.
var ErrBoundary = errors.New("offset is not a character boundary")

// A Span is the half-open range [Start, End) of a text, in one unit.
type Span[U Unit] struct {
	Start U `json:"start"`
	End   U `json:"end"`
}

// Bytes is the unit of every span inside Quoth.
type Bytes = Span[Byte]

// Len is the length of the span in its unit; negative if the ends are crossed.
func (s Span[U]) Len() U { return s.End - s.Start }

// Contains reports whether the offset lies in the span; the end does not.
func (s Span[U]) Contains(at U) bool { return s.Start <= at && at < s.End }

// Overlaps reports whether the spans share at least one unit.
func (s Span[U]) Overlaps(o Span[U]) bool { return s.Start < o.End && o.Start < s.End }

// Covers reports whether o lies wholly inside s.
func (s Span[U]) Covers(o Span[U]) bool { return s.Start <= o.Start && o.End <= s.End }

// Slice returns the words of a byte span, or ErrBoundary if the span is
// crossed, lies outside s, or cuts a character.
func Slice(s string, b Bytes) (string, error) {
	if b.Start < 0 || b.End < b.Start || int(b.End) > len(s) || !isBoundary(s, b.Start) || !isBoundary(s, b.End) {
		return "", fmt.Errorf("bytes %d to %d of %d: %w", b.Start, b.End, len(s), ErrBoundary)
	}
	return s[b.Start:b.End], nil
}

func isBoundary(s string, at Byte) bool {
	return int(at) == len(s) || utf8.RuneStart(s[at])
}
