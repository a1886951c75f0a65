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
	exact     *string // what the text should say there; nil if not told
	prefix    string  // what should stand before it, as far as told
	suffix    string  // what should stand after it, as far as told
}

func nowhere() place {
	return place{
		codePoint: text.Span[text.CodePoint]{Start: -1, End: -1},
		utf16:     text.Span[text.UTF16]{Start: -1, End: -1},
		block:     -1,
	}
}

// table is the offsets in both units.
func (s *place) table() []member {
	return []member{
		{"start", (*int)(&s.codePoint.Start), must},
		{"end", (*int)(&s.codePoint.End), must},
		{"startUtf16", (*int)(&s.utf16.Start), must},
		{"endUtf16", (*int)(&s.utf16.End), must},
	}
}

// span reads one span of an annotation.
func (r *layerReader) span() place {
	r.next()
	start := r.at
	s := nowhere()
	r.read(append(s.table(), member{name: "block", at: &s.block}), func(name string) bool {
		switch name {
		case "exact", "prefix", "suffix":
			words := r.text()
			switch name {
			case "exact":
				s.exact = &words
			case "prefix":
				s.prefix = words
			default:
				s.suffix = words
			}
			return true
		}
		return false
	})
	if r.err == nil && s.exact == nil {
		r.fail(start, `"exact" is missing in this span`)
	}
	return s
}

// place reads an object that has a span beside the members of its table.
func (r *layerReader) place(what string, i int, table []member) text.Bytes {
	r.next()
	start := r.at
	s := nowhere()
	r.read(append(s.table(), table...), nil)
	if r.err != nil {
		return text.Bytes{}
	}
	b, wrong := s.in(r.article, r.index)
	if wrong != "" {
		r.fail(start, "%s %d: %s", what, i+1, wrong)
	}
	return b
}

// in finds the place in the article; otherwise it says what is wrong.
func (s place) in(a *article.Article, x *text.Index) (b text.Bytes, wrong string) {
	for _, m := range s.table() {
		if *m.at.(*int) < 0 {
			return b, fmt.Sprintf("%q is missing", m.name)
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
	if !strings.HasSuffix(a.Text[:b.Start], s.prefix) {
		return b, fmt.Sprintf("the words before it are not %s", quoted(s.prefix))
	}
	if !strings.HasPrefix(a.Text[b.End:], s.suffix) {
		return b, fmt.Sprintf("the words after it are not %s", quoted(s.suffix))
	}
	if at := a.BlockAt(b.Start); s.block >= 0 && s.block != at {
		return b, fmt.Sprintf("it begins in block %d, not %d", at, s.block)
	}
	return b, ""
}
