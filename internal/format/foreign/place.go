package foreign

import (
	"sort"
	"strings"

	"quoth/internal/article"
	"quoth/internal/text"
)

// lines lead from a byte of the text as the file has it to the byte of the
// same character in its normal form. Each line is normalised by itself, which
// gives the same as all at once, because a line end composes with nothing.
type lines struct {
	same       bool
	raw        string
	from, norm []int // where each line begins
}

func newLines(raw, normal string) lines {
	l := lines{same: raw == normal, raw: raw}
	if l.same {
		return l
	}
	at, norm := 0, 0
	for line := range strings.Lines(raw) {
		l.from, l.norm = append(l.from, at), append(l.norm, norm)
		n, _ := text.Normalize(line) // the whole text was UTF-8
		at += len(line)
		norm += len(n)
	}
	return l
}

func (l lines) normal(at int) int {
	if l.same {
		return at
	}
	i := max(sort.SearchInts(l.from, at+1)-1, 0)
	if len(l.from) == 0 {
		return 0
	}
	n, _ := text.Normalize(l.raw[l.from[i]:at])
	return l.norm[i] + len(n)
}

// A piece is a stretch of the normal text that became a block.
type piece struct{ from, to, len int }

// article cuts the normal text into paragraphs at its empty lines. A text that
// Quoth has written is the article's text again, byte for byte.
func (b *builder) article(normal string) (*article.Article, error) {
	var drafts []article.Draft
	at, to := 0, 0
	for i, s := range strings.Split(normal, article.Separator) {
		if i > 0 {
			at += len(article.Separator)
		}
		if strings.TrimSpace(s) != "" {
			if len(drafts) > 0 {
				to += len(article.Separator)
			}
			drafts = append(drafts, article.Draft{Kind: article.Paragraph, Text: s})
			b.pieces = append(b.pieces, piece{at, to, len(s)})
			to += len(s)
		}
		at += len(s)
	}
	return article.New(drafts, b.draft.Meta, nil)
}

// placed leads from a byte of the normal text to the article's.
func (b *builder) placed(at int) text.Byte {
	i := sort.Search(len(b.pieces), func(i int) bool { return b.pieces[i].from > at }) - 1
	if i < 0 {
		return 0
	}
	p := b.pieces[i]
	if over := at - p.from - p.len; over > 0 { // in the separator behind it
		end := p.to + p.len
		if i+1 < len(b.pieces) {
			return text.Byte(min(end+over, b.pieces[i+1].to))
		}
		return text.Byte(end)
	}
	return text.Byte(p.to + at - p.from)
}
