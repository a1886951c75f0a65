package editor

import (
	"cmp"
	"slices"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/text"
)

// inTextOrder compares annotations as a reader meets them.
func inTextOrder(a, b *annotation.Annotation) int {
	if c := cmp.Compare(a.Target[0].Start, b.Target[0].Start); c != 0 {
		return c
	}
	if c := cmp.Compare(b.Target[len(b.Target)-1].End, a.Target[len(a.Target)-1].End); c != 0 {
		return c
	}
	return cmp.Compare(a.ID, b.ID)
}

// Blocks returns the indexes of the blocks that a target touches, ascending.
func Blocks(a *article.Article, t annotation.Target) []int {
	var list []int
	for _, span := range t {
		first, last := blocksOver(a.Blocks, span)
		for i := first; i <= last; i++ {
			if len(list) == 0 || list[len(list)-1] < i {
				list = append(list, i)
			}
		}
	}
	return list
}

// blocksOver is the first and last block that a span touches; last is less
// than first if it touches none. It is searched by hand because opening ten
// thousand annotations calls it that often in code that the browser has not
// optimised yet.
func blocksOver(blocks []article.Block, span text.Bytes) (first, last int) {
	lo, hi := 0, len(blocks)
	for lo < hi {
		if m := int(uint(lo+hi) >> 1); blocks[m].Span.End <= span.Start {
			lo = m + 1
		} else {
			hi = m
		}
	}
	last = lo - 1
	for i := lo; i < len(blocks) && blocks[i].Span.Start < span.End; i++ {
		last = i
	}
	return lo, last
}

// indexBlocks lists for each block the annotations that touch it. It counts
// first and then fills one slab, because opening ten thousand annotations
// must not show.
func indexBlocks(a *article.Article, list []*annotation.Annotation) [][]*annotation.Annotation {
	type touch struct{ annotation, block int32 }
	counts := make([]int32, len(a.Blocks))
	touches := make([]touch, 0, len(list)+len(list)/4)
	for k, an := range list {
		done := -1
		for _, span := range an.Target {
			first, last := blocksOver(a.Blocks, span)
			for i := max(first, done+1); i <= last; i++ {
				touches = append(touches, touch{int32(k), int32(i)})
				counts[i]++
				done = i
			}
		}
	}
	slab := make([]*annotation.Annotation, len(touches))
	index := make([][]*annotation.Annotation, len(a.Blocks))
	for i, n := range counts {
		index[i], slab = slab[:0:n], slab[n:]
	}
	for _, t := range touches {
		index[t.block] = append(index[t.block], list[t.annotation])
	}
	for _, here := range index {
		slices.SortFunc(here, inTextOrder)
	}
	return index
}
