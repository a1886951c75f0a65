package ingest

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth/internal/article"
)

// plainPieces cuts plain text into blocks. An empty line always separates.
// A single line end separates too, unless the whole text is hard-wrapped.
func plainPieces(s string) []piece {
	var groups [][]string
	var group []string
	for line := range strings.SplitSeq(s+"\n", "\n") {
		if line = squeeze(line); line != "" && line != ">" {
			group = append(group, line)
		} else if group != nil {
			groups = append(groups, group)
			group = nil
		}
	}
	if group != nil {
		groups = append(groups, group)
	}
	width := wrapWidth(groups)
	var out []piece
	for _, g := range groups {
		out = append(out, groupPieces(g, width)...)
	}
	lists(out)
	return out
}

// wrapWidth is the column at which the text was broken into lines, or 0 if
// each line stands for itself. E-mail and old text files break at 60 to 90.
func wrapWidth(groups [][]string) int {
	var full []int
	long, lines := 0, 0
	for _, g := range groups {
		for i, line := range g {
			n := utf8.RuneCountInString(line)
			lines++
			if n > 100 {
				long++
			}
			if i+1 < len(g) && n >= 40 {
				full = append(full, n)
			}
		}
	}
	// Lines under forty characters are signatures, headings and the like. Three
	// others that go on can be told from chance; and a text with long lines was
	// not broken by its program.
	if len(full) < 3 || long*50 > lines {
		return 0
	}
	slices.Sort(full)
	width := full[len(full)*9/10]
	if width < 50 || width > 100 {
		return 0
	}
	fits := 0
	for _, g := range groups {
		for i := range len(g) - 1 {
			if utf8.RuneCountInString(g[i]) >= 40 && goesOn(g[i], g[i+1], width) {
				fits++
			}
		}
	}
	if fits*10 < len(full)*6 {
		return 0
	}
	return width
}

// goesOn reports whether the line was broken because the next word had no
// room. Ten columns are left for programs that break a little early.
func goesOn(line, next string, width int) bool {
	word := next
	if at := strings.IndexFunc(next, unicode.IsSpace); at >= 0 {
		word = next[:at]
	}
	return utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width-10
}

// groupPieces makes blocks of lines that no empty line separates.
func groupPieces(lines []string, width int) []piece {
	var out []piece
	var buf []byte // the text of the last piece
	flush := func() {
		if len(out) > 0 {
			out[len(out)-1].Text = string(buf)
		}
	}
	for i, line := range lines {
		kind, rest, level := plainKind(line)
		if i > 0 && (kind == article.Quotation && out[len(out)-1].Kind == kind ||
			kind == article.Paragraph && width > 0 && goesOn(lines[i-1], line, width)) {
			buf = join(buf, rest)
			continue
		}
		flush()
		buf = append(buf[:0], rest...)
		out = append(out, piece{Draft: article.Draft{Kind: kind, Level: level, Ordered: level > 0 && ordinal(line) > 0}})
	}
	flush()
	return out
}

// plainKind tells a list item ("- ", "* ", "• ", "1. ") or a quotation ("> ")
// from a paragraph. The line comes back without the marker of a quotation, but
// with that of an item: see lists. The level of an item is 1, else 0.
func plainKind(line string) (kind article.Kind, rest string, level int) {
	for _, bullet := range []string{"- ", "* ", "• ", "◦ ", "▪ "} {
		if strings.HasPrefix(line, bullet) {
			return article.Item, line, 1
		}
	}
	if rest, ok := strings.CutPrefix(line, "> "); ok {
		return article.Quotation, rest, 0
	}
	if ordinal(line) > 0 {
		return article.Item, line, 1
	}
	return article.Paragraph, line, 0
}

// ordinal is the number of a numbered list item such as "2. Bread", or 0.
func ordinal(line string) int {
	at := strings.IndexAny(line, ".)")
	if at < 1 || at > 2 || !strings.HasPrefix(line[at+1:], " ") {
		return 0
	}
	return number(line[:at])
}

// lists settles what is a list. Items must follow one another, since a single
// dash may begin a line of dialogue; their numbers must count from 1, since
// the screen numbers them anew. Only a list loses its markers.
func lists(ps []piece) {
	for i := 0; i < len(ps); {
		j := i
		for j < len(ps) && ps[j].Kind == article.Item && ps[j].Ordered == ps[i].Ordered {
			if ps[j].Ordered && ordinal(ps[j].Text) != j-i+1 {
				break
			}
			j++
		}
		for k := i; k < max(j, i+1); k++ {
			if p := &ps[k]; p.Kind == article.Item && j-i > 1 {
				_, p.Text, _ = strings.Cut(p.Text, " ")
			} else if p.Kind == article.Item {
				p.Kind, p.Level, p.Ordered = article.Paragraph, 0, false
			}
		}
		i = max(j, i+1)
	}
}

// join adds a line to the paragraph that it goes on with: after a space, but
// without one after a hyphen within a word, and between characters of Chinese
// and Japanese, which are written without spaces.
func join(para []byte, line string) []byte {
	before, n := utf8.DecodeLastRune(para)
	after, _ := utf8.DecodeRuneInString(line)
	inWord := false
	if before == '-' && unicode.IsLower(after) {
		r, _ := utf8.DecodeLastRune(para[:len(para)-n])
		inWord = unicode.IsLetter(r)
	}
	if !inWord && !(isEastAsian(before) && isEastAsian(after)) {
		para = append(para, ' ')
	}
	return append(para, line...)
}

// isEastAsian reports whether r belongs to writing without spaces: Han, kana
// and their punctuation.
func isEastAsian(r rune) bool {
	return r >= 0x3000 && r <= 0x30FF || r >= 0x3400 && r <= 0x9FFF || r >= 0xF900 && r <= 0xFAFF || r >= 0xFF00 && r <= 0xFF65 || r >= 0x20000 && r <= 0x3FFFF
}
