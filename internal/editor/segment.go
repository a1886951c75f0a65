package editor

import (
	"slices"

	"quoth/internal/annotation"
	"quoth/internal/text"
)

// A Segment is a stretch of a block over which the same annotations lie.
type Segment struct {
	Span text.Bytes
	By   []*annotation.Annotation // in text order; none where nothing is marked
}

// Segments cuts a block at every edge of an annotation. Overlapping
// annotations share segments, so that nothing nests when they are drawn. The
// segments, joined, are the block.
func (s *State) Segments(block int) []Segment {
	within := s.article.Blocks[block].Span
	here := s.byBlock[block]
	if len(here) == 0 {
		return []Segment{{Span: within}}
	}
	edges := make([]text.Byte, 0, 2*len(here)+2)
	edges = append(edges, within.Start, within.End)
	for _, a := range here {
		for _, b := range a.Target {
			if b.Overlaps(within) {
				edges = append(edges, max(b.Start, within.Start), min(b.End, within.End))
			}
		}
	}
	slices.Sort(edges)
	edges = slices.Compact(edges)
	segments := make([]Segment, 0, len(edges)-1)
	for i := 1; i < len(edges); i++ {
		seg := Segment{Span: text.Bytes{Start: edges[i-1], End: edges[i]}}
		for _, a := range here {
			for _, b := range a.Target {
				if b.Covers(seg.Span) {
					seg.By = append(seg.By, a)
					break
				}
			}
		}
		segments = append(segments, seg)
	}
	return segments
}
