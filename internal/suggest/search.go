package suggest

import (
	"cmp"
	"slices"
	"strings"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/suggest/lexicon"
	"quoth/internal/text"
)

// reach is how many bytes beside a content are read for its cue: a long
// sentence.
const reach = 700

// A search is one look around a framed passage in one language.
type search struct {
	article *article.Article
	lang    *lexicon.Lexicon
	known   []*annotation.Speaker
	framed
}

func (s *search) run() []Proposal {
	var found []match
	for i, b := range s.around {
		if i == 0 || s.block(s.around[i-1]) != s.block(b) {
			found = append(found, s.leftOf(b).find(left)...)
		}
		limit := s.end(b)
		if i+1 < len(s.around) {
			limit = min(limit, s.around[i+1].Start)
		}
		found = append(found, s.rightOf(b, limit)...)
	}
	if !isSure(found) && !s.quoted {
		found = append(found, s.inside()...)
	}
	if !isSure(found) {
		found = append(found, s.goesOn()...)
	}
	if !isSure(found) && s.quoted {
		found = append(found, s.near()...)
	}
	slices.SortStableFunc(found, func(a, b match) int { return cmp.Compare(b.score, a.score) })
	var list []Proposal
	for _, m := range found {
		if m.score < 0.15 || len(list) == atMost {
			break
		}
		p := s.proposal(m)
		if !slices.ContainsFunc(list, func(o Proposal) bool {
			return o.Cue == p.Cue && slices.Equal(o.Source, p.Source) || o.Name == p.Name && p.Cue.Len() == 0
		}) {
			list = append(list, p)
		}
	}
	return list
}

func isSure(found []match) bool {
	return slices.ContainsFunc(found, func(m match) bool { return m.score >= sure })
}

func (s *search) block(b text.Bytes) int { return s.article.BlockAt(b.Start) }

// end is where the block ends that the span ends in.
func (s *search) end(b text.Bytes) text.Byte {
	return max(b.End, s.article.Blocks[s.article.BlockAt(b.End-1)].Span.End)
}

// clause cuts a stretch of one block into tokens.
func (s *search) clause(block int, b text.Bytes) *clause {
	span := s.article.Blocks[block].Span
	b.Start, b.End = max(b.Start, span.Start), min(b.End, span.End)
	if b.Len() <= 0 {
		return &clause{article: s.article, lang: s.lang}
	}
	var quoted []piece
	for _, p := range blockPieces(s.article, block) {
		p.start += int(span.Start - b.Start)
		p.end += int(span.Start - b.Start)
		if p.start >= 0 && p.end <= int(b.Len()) {
			quoted = append(quoted, p)
		}
	}
	kind := s.article.Blocks[block].Kind
	title := (kind == article.Headline || kind == article.Heading || kind == article.Deck) && s.lang.Postposed == ""
	return newClause(s.article, s.lang, s.article.Text[b.Start:b.End], b.Start, quoted, title)
}

// leftOf is the sentence up to a span; or, if the span begins its block, the
// end of a block before that announces it with a colon.
func (s *search) leftOf(b text.Bytes) *clause {
	block := s.block(b)
	start := s.article.Blocks[block].Span.Start
	if b.Start == start && block > 0 {
		block--
		before := s.article.Blocks[block].Span
		if !endsIn(strings.TrimSpace(s.article.Text[before.Start:before.End]), ":：") {
			return &clause{article: s.article, lang: s.lang}
		}
		b, start = text.Bytes{Start: before.End}, before.Start
	}
	from := s.boundary(max(start, b.Start-reach))
	return s.clause(block, text.Bytes{Start: from, End: b.Start}).lastSentence()
}

// rightOf finds matches in the rest of the sentence behind a span. Behind a
// full stop there is none, and behind another mark only what must be a cue.
func (s *search) rightOf(b text.Bytes, limit text.Byte) (found []match) {
	to := s.boundary(min(limit, b.End+reach))
	c := s.clause(s.article.BlockAt(b.End-1), text.Bytes{Start: b.End, End: to}).firstSentence()
	said := strings.TrimRight(s.article.Text[b.Start:b.End], "“”„«»‹›‘’'\"「」『』 \u00a0\u202f")
	if endsIn(said, ".。") && !c.sign(0, ',', '—') {
		return nil
	}
	ended := endsIn(said, "!?…") && !c.sign(0, ',', '—')
	for _, m := range c.find(right) {
		if !ended || m.score > 0.88 {
			found = append(found, m)
		}
	}
	return found
}

// boundary is the offset, or the next one that does not cut a character.
func (s *search) boundary(at text.Byte) text.Byte {
	for int(at) < len(s.article.Text) && s.article.Text[at]&0xC0 == 0x80 {
		at++
	}
	return at
}

// inside finds the cue within what was marked: who marks a whole sentence
// means what is said in it.
func (s *search) inside() (found []match) {
	if len(s.around) != 1 {
		return nil
	}
	b := s.around[0]
	if b.Len() > 2*reach || s.end(b) != s.article.Blocks[s.block(b)].Span.End {
		return nil
	}
	c := s.clause(s.block(b), b)
	for _, m := range append(c.verbs(inside), c.introduced(inside)...) {
		if m.source == nil {
			continue
		}
		first, last := min(m.cue[0], m.source.start()), max(m.cue[1], m.source.end())
		rest := b
		switch n := len(c.tokens); {
		case first <= c.first() && last < n && m.cue[0] >= m.source.start():
			for last < n && (c.sign(last, ',', ':', '—') || c.tokens[last].is(subordinate)) {
				last++
			}
			if last == n {
				continue
			}
			rest.Start = c.tokens[last].Start
		case last == n || last == n-1 && c.sign(last, '.'):
			for first > 0 && c.sign(first-1, ',', '—') {
				first--
			}
			if first == 0 {
				continue
			}
			rest.End = c.tokens[first-1].End
		default:
			continue
		}
		if rest = text.Trim(s.article.Text, rest); rest.Len() > 0 {
			m.score = min(m.score, 0.9)
			m.content = annotation.Target{rest}
			found = append(found, m)
		}
	}
	return found
}

// goesOn takes the cue of the quotation before, in the same block: “…,” said
// Quill. [“…”]
func (s *search) goesOn() (found []match) {
	b := s.around[0]
	block := s.block(b)
	span := s.article.Blocks[block].Span
	list := blockPieces(s.article, block)
	for i := len(list) - 1; i >= 0; i-- {
		end := span.Start + text.Byte(list[i].end)
		if end > b.Start || list[i].open {
			continue
		}
		if strings.Contains(s.article.Text[end:b.Start], "\n") {
			break
		}
		before := text.Bytes{Start: span.Start + text.Byte(list[i].start), End: end}
		for _, m := range append(s.rightOf(before, b.Start), s.leftOf(before).find(left)...) {
			if m.score -= 0.3; m.score > 0.4 && s.quoted {
				m.why = "the quotation before it"
				found = append(found, m)
			}
		}
		break
	}
	return found
}
