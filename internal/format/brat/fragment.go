package brat

import (
	"iter"
	"maps"
	"slices"
	"strings"

	"quoth/internal/text"
)

// fragments cuts a span at line ends. The white space around them is in no
// fragment; one that would be empty is left out.
func fragments(whole string, b text.Bytes) iter.Seq[text.Bytes] {
	return func(yield func(text.Bytes) bool) {
		for b.Start < b.End {
			end := b.End
			if i := strings.IndexByte(whole[b.Start:b.End], '\n'); i >= 0 {
				end = b.Start + text.Byte(i)
			}
			if part := text.Trim(whole, text.Bytes{Start: b.Start, End: end}); part.Len() > 0 && !yield(part) {
				return
			}
			b.Start = end + 1
		}
	}
}

func fieldsOf(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }
