package text

import (
	"fmt"
	"sort"
	"unicode/utf8"
)

// To converts a byte span of s to the unit U. It returns ErrBoundary if
// either end is not a character boundary of s.
func To[U Unit](s string, b Bytes) (Span[U], error) {
	if _, err := Slice(s, b); err != nil {
		return Span[U]{}, err
	}
	start := measure[U](s[:b.Start])
	return Span[U]{start, start + measure[U](s[b.Start:b.End])}, nil
}

// From converts a span of s in the unit U to bytes. It returns ErrBoundary if
// either end is not a character boundary of s.
func From[U Unit](s string, u Span[U]) (Bytes, error) {
	if u.Start < 0 || u.End < u.Start {
		return Bytes{}, fmt.Errorf("span %d to %d: %w", u.Start, u.End, ErrBoundary)
	}
	start, ok := walk(s, u.Start)
	if !ok {
		return Bytes{}, fmt.Errorf("start %d: %w", u.Start, ErrBoundary)
	}
	length, ok := walk(s[start:], u.Len())
	if !ok {
		return Bytes{}, fmt.Errorf("end %d: %w", u.End, ErrBoundary)
	}
	return Bytes{start, start + length}, nil
}

// measure is the length of s in U.
func measure[U Unit](s string) (n U) {
	var unit any = n
	switch unit.(type) {
	case Byte:
		return U(len(s))
	case CodePoint:
		return U(utf8.RuneCountInString(s))
	}
	for _, r := range s {
		n += U(width(r))
	}
	return n
}

// walk goes n units into s; it fails inside a character and behind the end.
func walk[U Unit](s string, n U) (Byte, bool) {
	var unit any = n
	for at, r := range s {
		if n <= 0 {
			return Byte(at), n == 0
		}
		switch unit.(type) {
		case Byte:
			n -= U(utf8.RuneLen(r))
		case CodePoint:
			n--
		default:
			n -= U(width(r))
		}
	}
	return Byte(len(s)), n == 0
}

// width is the number of UTF-16 code units of a character.
func width(r rune) int {
	if r > 0xFFFF {
		return 2
	}
	return 1
}

// An Index converts many spans of one text quickly: it knows the offsets in
// all units at every few hundred bytes and counts from there.
type Index struct {
	s     string
	marks []place
}

// place is one position of the text in every unit.
type place struct {
	byte      Byte
	utf16     UTF16
	codePoint CodePoint
}

// indexStep is how far apart the known places are, in bytes.
const indexStep = 512

// NewIndex reads s once.
func NewIndex(s string) *Index {
	x := &Index{s: s, marks: make([]place, 1, 2+len(s)/indexStep)}
	var p place
	for at, r := range s {
		if at >= int(x.marks[len(x.marks)-1].byte)+indexStep {
			p.byte = Byte(at)
			x.marks = append(x.marks, p)
		}
		p.codePoint++
		p.utf16 += UTF16(width(r))
	}
	return x
}

// UTF16 converts a byte span to UTF-16 code units, or returns ErrBoundary.
func (x *Index) UTF16(b Bytes) (Span[UTF16], error) {
	if _, err := Slice(x.s, b); err != nil {
		return Span[UTF16]{}, err
	}
	return Span[UTF16]{x.utf16(b.Start), x.utf16(b.End)}, nil
}

func (x *Index) utf16(at Byte) UTF16 {
	p := x.before(at)
	return p.utf16 + measure[UTF16](x.s[p.byte:at])
}

// CodePoint converts a byte span to code points, or returns ErrBoundary.
func (x *Index) CodePoint(b Bytes) (Span[CodePoint], error) {
	if _, err := Slice(x.s, b); err != nil {
		return Span[CodePoint]{}, err
	}
	return Span[CodePoint]{x.codePoint(b.Start), x.codePoint(b.End)}, nil
}

func (x *Index) codePoint(at Byte) CodePoint {
	p := x.before(at)
	return p.codePoint + measure[CodePoint](x.s[p.byte:at])
}

func (x *Index) before(at Byte) place {
	return x.marks[sort.Search(len(x.marks), func(i int) bool { return x.marks[i].byte > at })-1]
}

// FromUTF16 converts a span of UTF-16 code units to bytes, or returns
// ErrBoundary.
func (x *Index) FromUTF16(u Span[UTF16]) (Bytes, error) {
	return from(x, u, func(p place) UTF16 { return p.utf16 })
}

// FromCodePoint converts a span of code points to bytes, or returns
// ErrBoundary.
func (x *Index) FromCodePoint(u Span[CodePoint]) (Bytes, error) {
	return from(x, u, func(p place) CodePoint { return p.codePoint })
}

func from[U Unit](x *Index, u Span[U], at func(place) U) (Bytes, error) {
	if u.Start < 0 || u.End < u.Start {
		return Bytes{}, fmt.Errorf("span %d to %d: %w", u.Start, u.End, ErrBoundary)
	}
	point := func(n U) (Byte, bool) {
		p := x.marks[sort.Search(len(x.marks), func(i int) bool { return at(x.marks[i]) > n })-1]
		b, ok := walk(x.s[p.byte:], n-at(p))
		return p.byte + b, ok
	}
	start, ok := point(u.Start)
	if !ok {
		return Bytes{}, fmt.Errorf("start %d: %w", u.Start, ErrBoundary)
	}
	end, ok := point(u.End)
	if !ok {
		return Bytes{}, fmt.Errorf("end %d: %w", u.End, ErrBoundary)
	}
	return Bytes{start, end}, nil
}
