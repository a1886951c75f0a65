package suggest

import (
	"strings"
	"unicode/utf8"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/text"
)

// maxCarried is how many blocks one quotation may run through. Speeches are
// printed in dozens of paragraphs; a file with a mark before every line is not
// one quotation.
const maxCarried = 200

// maxGap is how many bytes may stand between the halves of a broken quotation:
// enough for a name with a long title.
const maxGap = 240

// Quotation is the quotation that stands over an offset, its marks included.
// One broken by its cue within a paragraph, as in “I came,” he said, “and
// saw.”, is one target of two spans; one carried on in the next paragraphs,
// each of which begins with a mark again, has a span in each. Behind the
// closing mark is still the quotation. It returns false where none stands.
func Quotation(a *article.Article, at text.Byte) (annotation.Target, bool) {
	if len(a.Blocks) == 0 {
		return nil, false
	}
	b := a.BlockAt(at)
	for i := 0; i < maxCarried && b > 0 && carriedInto(a, b); i++ {
		b--
	}
	var behind annotation.Target
	for _, q := range Quotations(a, b) {
		for _, span := range q {
			if span.Contains(at) {
				return q, true
			}
			if span.End == at {
				behind = q
			}
		}
	}
	return behind, behind != nil
}

// Quotations are the quotations that begin in a block, in text order; one
// that is carried over has spans in the blocks that follow. See Quotation.
func Quotations(a *article.Article, block int) (list []annotation.Target) {
	if block < 0 || block >= len(a.Blocks) {
		return nil
	}
	here := blockPieces(a, block)
	if len(here) > 0 && here[0].start == 0 && carriedInto(a, block) {
		_, used := group(a, block, here) // of the quotation carried in
		here = here[used:]
	}
	for len(here) > 0 {
		target, used := group(a, block, here)
		last := here[used-1]
		here = here[used:]
		for b := block + 1; last.open && b < len(a.Blocks) && b <= block+maxCarried && begins(a, b, last.mark); b++ {
			next := blockPieces(a, b)
			if len(next) == 0 || next[0].start != 0 {
				break
			}
			more, used := group(a, b, next)
			target = append(target, more...)
			last = next[used-1]
		}
		list = append(list, target)
	}
	return list
}

// group joins the first piece with a second that its cue parts from it.
func group(a *article.Article, block int, list []piece) (annotation.Target, int) {
	from := a.Blocks[block].Span.Start
	span := func(p piece) text.Bytes {
		return text.Bytes{Start: from + text.Byte(p.start), End: from + text.Byte(p.end)}
	}
	if len(list) > 1 && broken(a, block, list[0], list[1]) {
		return annotation.Target{span(list[0]), span(list[1])}, 2
	}
	return annotation.Target{span(list[0])}, 1
}

// broken reports whether what stands between two pieces is only the cue that
// breaks one quotation. The first must not have come to its end, the words
// between must hold a verb of saying, and the second must begin behind a comma
// or a full stop.
func broken(a *article.Article, block int, p, q piece) bool {
	s := a.Text[a.Blocks[block].Span.Start:a.Blocks[block].Span.End]
	gap := s[p.end:q.start]
	if p.open || p.mark != q.mark || len(gap) > maxGap {
		return false
	}
	inner := strings.TrimRight(s[p.start:p.end], "“”„«»‹›‘’'\"「」『』 \u00a0\u202f")
	trimmed := strings.TrimSpace(gap)
	if !endsIn(inner, ",!?—–…、，！？-") && !startsIn(trimmed, ",—–，、") || !endsIn(trimmed, ",.:—–，。、：") {
		return false
	}
	lang := languageOf(a)
	if lang == nil {
		return false
	}
	for _, cue := range lang.Unspaced {
		if strings.Contains(gap, cue) {
			return true
		}
	}
	c := newClause(a, lang, gap, text.Byte(int(a.Blocks[block].Span.Start)+p.end), nil, false)
	return c.saysOnce()
}

func endsIn(s, set string) bool {
	r, n := utf8.DecodeLastRuneInString(s)
	return n > 0 && strings.ContainsRune(set, r)
}

func startsIn(s, set string) bool {
	r, n := utf8.DecodeRuneInString(s)
	return n > 0 && strings.ContainsRune(set, r)
}

// carriedInto reports whether the block goes on with a quotation that the one
// before leaves open.
func carriedInto(a *article.Article, block int) bool {
	r, _ := utf8.DecodeRuneInString(a.Text[a.Blocks[block].Span.Start:])
	if block == 0 || closers(r) == "" {
		return false
	}
	before := blockPieces(a, block-1)
	if len(before) == 0 {
		return false
	}
	last := before[len(before)-1]
	return last.open && begins(a, block, last.mark)
}

// begins reports whether the block begins with the mark.
func begins(a *article.Article, block int, mark rune) bool {
	r, _ := utf8.DecodeRuneInString(a.Text[a.Blocks[block].Span.Start:])
	return r == mark
}

func blockPieces(a *article.Article, block int) []piece {
	b := a.Blocks[block]
	return pieces(a.Text[b.Span.Start:b.Span.End], func(mark rune) bool {
		return block+1 < len(a.Blocks) && begins(a, block+1, mark)
	})
}
