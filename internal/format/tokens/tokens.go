// Package tokens cuts an article into tokens and sentences for the formats
// that have one line or one entry a token. Tokens are the words and signs of
// UAX #29, cut once more where an annotation begins or ends, so that no
// passage is moved to fit a token.
package tokens

import (
	"slices"
	"strings"
	"unicode"

	"github.com/clipperhouse/uax29/v2/words"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/format"
	"quoth/internal/text"
)

// Of returns the tokens of the article: none is empty and none holds white
// space. They are cut at the edges of the layer's annotations; a nil layer has
// none.
func Of(a *article.Article, l *annotation.Layer) []text.Bytes {
	var edges []text.Byte
	if l != nil {
		for _, an := range l.Annotations {
			for _, b := range an.Target {
				edges = append(edges, b.Start, b.End)
			}
		}
	}
	slices.Sort(edges)
	list := make([]text.Bytes, 0, len(a.Text)/5)
	for _, block := range a.Blocks {
		base := block.Span.Start
		w := words.FromString(a.Text[base:block.Span.End])
		for w.Next() {
			for _, b := range solid(w.Value(), base+text.Byte(w.Start())) {
				for len(edges) > 0 && edges[0] <= b.Start {
					edges = edges[1:]
				}
				for len(edges) > 0 && edges[0] < b.End {
					if edges[0] > b.Start {
						list = append(list, text.Bytes{Start: b.Start, End: edges[0]})
						b.Start = edges[0]
					}
					edges = edges[1:]
				}
				list = append(list, b)
			}
		}
	}
	return list
}

// solid is what of a segment is not white space; base is where it begins.
func solid(s string, base text.Byte) []text.Bytes {
	if !strings.ContainsFunc(s, unicode.IsSpace) {
		return []text.Bytes{{Start: base, End: base + text.Byte(len(s))}}
	}
	var list []text.Bytes
	from := -1
	for i, r := range s {
		switch space := unicode.IsSpace(r); {
		case space && from >= 0:
			list = append(list, text.Bytes{Start: base + text.Byte(from), End: base + text.Byte(i)})
			from = -1
		case !space && from < 0:
			from = i
		}
	}
	if from >= 0 {
		list = append(list, text.Bytes{Start: base + text.Byte(from), End: base + text.Byte(len(s))})
	}
	return list
}

// A Tagged is a token with its IOB2 tag: "O", or "B-" and "I-" before a label.
type Tagged struct {
	Word string
	Tag  string
}

// IOB2 returns the article's tokens by sentence with a tag each. A token has
// one tag: of annotations that overlap, format.Flat chooses. Each span of a
// broken passage begins anew. A sentence ends only where no passage goes on,
// so that a passage over two sentences stays one.
func IOB2(a *article.Article, l *annotation.Layer, label func(string) string) (sentences [][]Tagged) {
	type stretch struct {
		text.Bytes
		label string
	}
	var stretches []stretch
	if l != nil {
		kept, _ := format.Flat(l)
		for _, an := range kept {
			for _, b := range an.Target {
				stretches = append(stretches, stretch{b, label(an.Label)})
			}
		}
	}
	slices.SortFunc(stretches, func(x, y stretch) int { return int(x.Start - y.Start) })
	var ends []text.Byte
	for _, block := range a.Blocks {
		for _, s := range text.Sentences(a.Text, block.Span) {
			ends = append(ends, s.End)
		}
	}
	var now []Tagged
	for _, b := range Of(a, l) {
		for len(stretches) > 0 && stretches[0].End <= b.Start {
			stretches = stretches[1:]
		}
		inside := len(stretches) > 0 && stretches[0].Start < b.Start
		for len(ends) > 0 && ends[0] <= b.Start {
			if len(now) > 0 && !inside {
				sentences = append(sentences, now)
				now = nil
			}
			ends = ends[1:]
		}
		tag := "O"
		if inside {
			tag = "I-" + stretches[0].label
		} else if len(stretches) > 0 && stretches[0].Start == b.Start {
			tag = "B-" + stretches[0].label
		}
		now = append(now, Tagged{a.Text[b.Start:b.End], tag})
	}
	if len(now) > 0 {
		sentences = append(sentences, now)
	}
	return sentences
}
