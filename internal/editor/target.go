package editor

import (
	"slices"
	"strings"

	"quoth/internal/annotation"
	"quoth/internal/text"
)

// Tidy is what a selection means as a target: ends trimmed of spaces, and
// nil if nothing is left. With words set, the ends grow to whole words.
func (s *State) Tidy(span text.Bytes, words bool) annotation.Target {
	span = text.Trim(s.article.Text, span)
	if span.Len() <= 0 {
		return nil
	}
	if words {
		span = text.SnapToWords(s.article.Text, span)
	}
	return annotation.Target{span}
}

// Join adds a span to a target: spans that overlap or touch become one.
func Join(t annotation.Target, span text.Bytes) annotation.Target {
	joined := annotation.Target{}
	for _, b := range t {
		switch {
		case b.End < span.Start || span.End < b.Start:
			joined = append(joined, b)
		default:
			span = text.Bytes{Start: min(span.Start, b.Start), End: max(span.End, b.End)}
		}
	}
	joined = append(joined, span)
	slices.SortFunc(joined, func(a, b text.Bytes) int { return int(a.Start - b.Start) })
	return joined
}

// Tags reads tags as they are typed: separated by commas, without doubles.
func Tags(typed string) (tags []string) {
	for _, t := range strings.Split(typed, ",") {
		t = strings.Join(strings.Fields(t), " ")
		if t != "" && !slices.Contains(tags, t) {
			tags = append(tags, t)
		}
	}
	return tags
}

// MarkRead notes that a block was read, or takes that back.
func (e *Editor) MarkRead(block int, read bool) []Change {
	before := e.State().Read(block)
	switch {
	case read && before == nil:
		return []Change{{Reading: &Edit[annotation.Reading]{After: &annotation.Reading{Block: block, At: e.Now()}}}}
	case !read && before != nil:
		return []Change{{Reading: &Edit[annotation.Reading]{Before: before}}}
	}
	return nil
}
