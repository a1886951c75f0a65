package format

import (
	"fmt"
	"strings"

	"quoth/internal/article"
	"quoth/internal/text"
)

// A place is a span as the file has it. An offset that is missing is -1.
type place struct {
	codePoint text.Span[text.CodePoint]
	utf16     text.Span[text.UTF16]
	block     int
	// What the text should say there, and around it; nil if not told.
	exact, prefix, suffix *string
}

func nowhere() place {
	return place{
		codePoint: text.Span[text.CodePoint]{Start: -1, End: -1},
		utf16:     text.Span[text.UTF16]{Start: -1, End: -1},
		block:     -1,
	}
}

// offset reads the member if it is an offset.
func (s *place) offset(p *parser, name string) bool {
	switch name {
	case "start":
		s.codePoint.Start = text.CodePoint(p.int())
	case "end":
		s.codePoint.End = text.CodePoint(p.int())
	case "startUtf16":
		s.utf16.Start = text.UTF16(p.int())
	case "endUtf16":
		s.utf16.End = text.UTF16(p.int())
	default:
		return false
	}
	return true
}

// span reads one span of an annotation.
func (r *layerReader) span() place {
	r.next()
	start := r.at
	s := nowhere()
	words := func() *string { w := r.text(); return &w }
	r.object(func(name string) {
		switch {
		case s.offset(r.parser, name):
		case name == "exact":
			s.exact = words()
		case name == "prefix":
			s.prefix = words()
		case name == "suffix":
			s.suffix = words()
		case name == "block":
			s.block = r.int()
		default:
			r.skip()
		}
	})
	if r.err == nil && s.exact == nil {
		r.fail(start, `"exact" is missing in this span`)
	}
	return s
}

// place reads an object that has a span among its own members, and tells
// other which one.
func (r *layerReader) place(what string, i int, other func(name string) bool, span *text.Bytes) {
	r.next()
	start := r.at
	s := nowhere()
	r.object(func(name string) {
		if !s.offset(r.parser, name) && !other(name) {
			r.skip()
		}
	})
	if r.err != nil {
		return
	}
	b, wrong := s.in(r.article, r.index)
	if wrong != "" {
		r.fail(start, "%s %d: %s", what, i+1, wrong)
	}
	*span = b
}

// in finds the place in the article; otherwise it says what is wrong.
func (s place) in(a *article.Article, x *text.Index) (b text.Bytes, wrong string) {
	for _, o := range []struct {
		name string
		at   int
	}{{"start", int(s.codePoint.Start)}, {"end", int(s.codePoint.End)}, {"startUtf16", int(s.utf16.Start)}, {"endUtf16", int(s.utf16.End)}} {
		if o.at < 0 {
			return b, fmt.Sprintf("%q is missing", o.name)
		}
	}
	b, err := x.FromCodePoint(s.codePoint)
	if err != nil {
		return b, fmt.Sprintf("code points %d to %d do not lie in the article's text, or are crossed", s.codePoint.Start, s.codePoint.End)
	}
	is := a.Text[b.Start:b.End]
	if s.exact != nil && *s.exact != is {
		return b, fmt.Sprintf("the file expects %s, but at code points %d to %d the text says %s", quoted(*s.exact), s.codePoint.Start, s.codePoint.End, quoted(is))
	}
	u, err := x.UTF16(b)
	if err != nil || u != s.utf16 {
		return b, fmt.Sprintf("its code points are right, but its UTF-16 offsets are %d to %d instead of %d to %d", s.utf16.Start, s.utf16.End, u.Start, u.End)
	}
	if s.prefix != nil && !strings.HasSuffix(a.Text[:b.Start], *s.prefix) {
		return b, fmt.Sprintf("the words before it are not %s", quoted(*s.prefix))
	}
	if s.suffix != nil && !strings.HasPrefix(a.Text[b.End:], *s.suffix) {
		return b, fmt.Sprintf("the words after it are not %s", quoted(*s.suffix))
	}
	if at := a.BlockAt(b.Start); s.block >= 0 && s.block != at {
		return b, fmt.Sprintf("it begins in block %d, not %d", at, s.block)
	}
	return b, ""
}
