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
// than first if it touches none.
func blocksOver(blocks []article.Block, span text.Bytes) (first, last int) {
	first, _ = slices.BinarySearchFunc(blocks, span.Start, func(b article.Block, at text.Byte) int {
		if b.Span.End <= at {
			return -1
		}
		return 1
	})
	last = first - 1
	for i := first; i < len(blocks) && blocks[i].Span.Start < span.End; i++ {
		last = i
	}
	return first, last
}

// indexBlocks lists for each block the annotations that touch it. It counts
// first and then fills one slab, because opening ten thousand annotations
// must not show.
func indexBlocks(a *article.Article, list []*annotation.Annotation) [][]*annotation.Annotation {
	counts := make([]int, len(a.Blocks))
	total := 0
	each := func(do func(block int, an *annotation.Annotation)) {
		for _, an := range list {
			done := -1
			for _, span := range an.Target {
				first, last := blocksOver(a.Blocks, span)
				for i := max(first, done+1); i <= last; i++ {
					do(i, an)
					done = i
				}
			}
		}
	}
	each(func(i int, _ *annotation.Annotation) { counts[i]++; total++ })
	slab := make([]*annotation.Annotation, total)
	index := make([][]*annotation.Annotation, len(a.Blocks))
	for i, n := range counts {
		index[i], slab = slab[:0:n], slab[n:]
	}
	each(func(i int, an *annotation.Annotation) { index[i] = append(index[i], an) })
	for _, here := range index {
		slices.SortFunc(here, inTextOrder)
	}
	return index
}
