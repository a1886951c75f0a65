// Package compare sets two revisions of an article side by side, block by block
// and word by word. It is pure: texts go in, rows come out.
package compare

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"znkr.io/diff"

	"quoth/internal/article"
)

// Op is what became of some words.
type Op int

const (
	Same Op = iota
	Gone    // in the earlier revision only
	Come    // in the later one only
)

// A Piece is a run of words of which the same holds.
type Piece struct {
	Op   Op
	Text string
}

// A Row is a block of the earlier revision beside what it is in the later one.
type Row struct {
	Old, New int // indexes of the blocks; -1 where there is none
	Pieces   []Piece
	// Moved is the row in which the same block stands on the other side, for
	// one that stands alone in its row; -1 for every other.
	Moved int
}

// Changed reports whether the two sides differ.
func (r Row) Changed() bool { return len(r.Pieces) != 1 || r.Pieces[0].Op != Same }

// moved are the fewest words of which a block is taken for the same one that
// stands elsewhere.
const moved = 5

// alike is which share of their words two blocks have in common at least, if
// the one has become the other.
const alike = 0.4

// Texts compares the texts of two revisions. Every block of each is in exactly
// one row, in its order.
func Texts(earlier, later string) []Row {
	x, y := strings.Split(earlier, article.Separator), strings.Split(later, article.Separator)
	var rows []Row
	var gone, come []int
	i, k := 0, 0
	flush := func() {
		rows = append(rows, pair(x, y, gone, come)...)
		gone, come = nil, nil
	}
	for _, e := range diff.Edits(x, y) {
		switch e.Op {
		case diff.Match:
			flush()
			rows = append(rows, Row{i, k, []Piece{{Same, x[i]}}, -1})
			i, k = i+1, k+1
		case diff.Delete:
			gone = append(gone, i)
			i++
		case diff.Insert:
			come = append(come, k)
			k++
		}
	}
	flush()
	follow(rows)
	return rows
}

// follow finds those blocks that stand elsewhere in the later revision, word
// for word.
func follow(rows []Row) {
	came := map[string][]int{}
	for i, r := range rows {
		if r.Old < 0 && words(r.Pieces[0].Text) >= moved {
			came[r.Pieces[0].Text] = append(came[r.Pieces[0].Text], i)
		}
	}
	for i, r := range rows {
		if r.New >= 0 {
			continue
		}
		if there := came[r.Pieces[0].Text]; len(there) > 0 {
			came[r.Pieces[0].Text] = there[1:]
			rows[i].Moved, rows[there[0]].Moved = there[0], i
		}
	}
}

func words(s string) (n int) {
	for _, t := range tokens(s) {
		if isWord(t) {
			n++
		}
	}
	return n
}

// pair sets those blocks beside each other of which the one has become the
// other, in their order.
func pair(x, y []string, gone, come []int) (rows []Row) {
	next := 0
	for _, i := range gone {
		best, at := alike, -1
		for k := next; k < len(come) && k < next+8; k++ {
			if share := common(x[i], y[come[k]]); share > best {
				best, at = share, k
			}
		}
		if at < 0 {
			rows = append(rows, Row{i, -1, []Piece{{Gone, x[i]}}, -1})
			continue
		}
		for ; next < at; next++ {
			rows = append(rows, Row{-1, come[next], []Piece{{Come, y[come[next]]}}, -1})
		}
		rows = append(rows, Row{i, come[at], Words(x[i], y[come[at]]), -1})
		next = at + 1
	}
	for ; next < len(come); next++ {
		rows = append(rows, Row{-1, come[next], []Piece{{Come, y[come[next]]}}, -1})
	}
	return rows
}

// common is the share of their words that two texts have in common, 0 to 1.
func common(a, b string) float64 {
	counts, all, both := map[string]int{}, 0, 0
	for _, w := range tokens(a) {
		if isWord(w) {
			counts[w]++
			all++
		}
	}
	for _, w := range tokens(b) {
		if isWord(w) {
			all++
			if counts[w] > 0 {
				counts[w]--
				both += 2
			}
		}
	}
	if all == 0 {
		return 0
	}
	return float64(both) / float64(all)
}

// Words compares two texts word by word. The pieces without those that came
// are the one, without those that are gone the other.
func Words(a, b string) []Piece {
	var pieces []Piece
	add := func(op Op, s string) {
		if n := len(pieces); n > 0 && pieces[n-1].Op == op {
			pieces[n-1].Text += s
			return
		}
		pieces = append(pieces, Piece{op, s})
	}
	for _, e := range diff.Edits(tokens(a), tokens(b)) {
		switch e.Op {
		case diff.Match:
			add(Same, e.X)
		case diff.Delete:
			add(Gone, e.X)
		case diff.Insert:
			add(Come, e.Y)
		}
	}
	return joined(pieces)
}

// joined takes a lone space between two changes into them: "the old bridge"
// that became "a new road" is one change and not three.
func joined(pieces []Piece) []Piece {
	var out []Piece
	var gone, come strings.Builder
	flush := func() {
		if gone.Len() > 0 {
			out = append(out, Piece{Gone, gone.String()})
		}
		if come.Len() > 0 {
			out = append(out, Piece{Come, come.String()})
		}
		gone.Reset()
		come.Reset()
	}
	for i, p := range pieces {
		switch {
		case p.Op == Gone:
			gone.WriteString(p.Text)
		case p.Op == Come:
			come.WriteString(p.Text)
		case strings.TrimSpace(p.Text) == "" && gone.Len() > 0 && come.Len() > 0 && i+1 < len(pieces):
			gone.WriteString(p.Text)
			come.WriteString(p.Text)
		default:
			flush()
			out = append(out, p)
		}
	}
	flush()
	return out
}

// tokens cuts a text into words, and whatever stands between them sign by sign;
// scripts that put no spaces between words are cut character by character.
func tokens(s string) (list []string) {
	for len(s) > 0 {
		n := 0
		for n < len(s) {
			r, size := utf8.DecodeRuneInString(s[n:])
			if !inWord(r) && !(unicode.IsMark(r) && n > 0) {
				break
			}
			n += size
		}
		if n == 0 {
			_, n = utf8.DecodeRuneInString(s)
			for n < len(s) {
				r, size := utf8.DecodeRuneInString(s[n:])
				if !unicode.IsMark(r) && r != 0x200D {
					break
				}
				n += size
			}
		}
		list = append(list, s[:n])
		s = s[n:]
	}
	return list
}

func inWord(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsDigit(r)) &&
		!unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

func isWord(token string) bool {
	r, _ := utf8.DecodeRuneInString(token)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}
