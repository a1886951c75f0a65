package ingest

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth/internal/article"
	"quoth/internal/text"
)

// A piece is a block on its way into an article.
type piece struct {
	article.Draft
	aside string // in words, why it is not part of the article; empty if it is
}

// A style is the inline markup in force: the letters of its kinds, outermost
// first. It holds each kind at most once, so it stays small however deep the
// input nests.
type style struct {
	open string
	url  string // of the link, if one is open
}

// kinds are the inline marks that a style can hold.
var kinds = [...]article.MarkKind{article.Emphasis, article.Strong, article.Link, article.Code}

// letters has one for each of kinds, in their order.
const letters = "eslc"

// letter is the letter of a kind.
func letter(kind article.MarkKind) string {
	i := slices.Index(kinds[:], kind)
	return letters[i : i+1]
}

// with is the style with another mark inside; a kind that is open stays.
func (s style) with(kind article.MarkKind, url string) style {
	if d := letter(kind); !strings.Contains(s.open, d) {
		s.open += d
		if kind == article.Link {
			s.url = url
		}
	}
	return s
}

// without is the style after the mark has ended.
func (s style) without(kind article.MarkKind) style {
	s.open = strings.ReplaceAll(s.open, letter(kind), "")
	if kind == article.Link {
		s.url = ""
	}
	return s
}

// common is the style that both share, from the outside in.
func (s style) common(o style) style {
	n := 0
	for n < len(s.open) && n < len(o.open) && s.open[n] == o.open[n] && (s.open[n] != 'l' || s.url == o.url) {
		n++
	}
	s.open = s.open[:n]
	if !strings.Contains(s.open, "l") {
		s.url = ""
	}
	return s
}

// words collects the text of one block with its styles, and collapses white
// space on the way. Spaces between two styles belong to what both share, so
// that no mark begins or ends with a space.
type words struct {
	buf  []byte
	runs []run
	gap  rune  // white space that waits for a word after it, or 0
	in   style // what all of that white space is in
	line bool  // a line break waits
}

// A run is text in one style, up to the next run.
type run struct {
	start int
	style style
}

// write adds text. A single no-break or other special space is kept, because
// typography needs it; any other run of white space becomes one space.
func (w *words) write(s string, st style) {
	for s != "" {
		end := strings.IndexFunc(s, unicode.IsSpace)
		if end < 0 {
			end = len(s)
		}
		if end > 0 {
			if w.gap != 0 || w.line {
				w.fill(st)
			}
			w.put(s[:end], st)
		}
		if end == len(s) {
			return
		}
		r, n := utf8.DecodeRuneInString(s[end:])
		if w.gap == 0 {
			w.in = st
		}
		if w.gap != 0 || r == '\t' || r == '\n' {
			r = ' '
		}
		w.gap, w.in = r, w.in.common(st)
		s = s[end+n:]
	}
}

// fill writes the waiting white space, now that a word follows in style st.
func (w *words) fill(st style) {
	if len(w.buf) > 0 {
		in := w.runs[len(w.runs)-1].style.common(st)
		if w.line {
			w.gap = '\n'
		} else {
			in = in.common(w.in)
		}
		w.put(string(w.gap), in)
	}
	w.gap, w.line = 0, false
}

func (w *words) put(s string, st style) {
	if len(w.runs) == 0 || w.runs[len(w.runs)-1].style != st {
		w.runs = append(w.runs, run{len(w.buf), st})
	}
	w.buf = append(w.buf, s...)
}

// draft takes the text out as a block, and reports whether there was any. The
// input is normalised before it is parsed, but character references and
// removed markup can bring together what composes.
func (w *words) draft(kind article.Kind) (article.Draft, bool) {
	d := article.Draft{Kind: kind, Text: string(w.buf)}
	if n, err := text.Normalize(d.Text); err == nil && n == d.Text {
		d.Marks = w.marks()
	} else {
		d.Text, d.Marks = w.normalised()
	}
	*w = words{buf: w.buf[:0], runs: w.runs[:0]}
	return d, d.Text != ""
}

// normalised normalises run by run, so that the marks stay right. Where a
// character composes across the edge of a mark, the marks are given up.
func (w *words) normalised() (string, []article.Mark) {
	var n words
	for i, r := range w.runs {
		end := len(w.buf)
		if i+1 < len(w.runs) {
			end = w.runs[i+1].start
		}
		if s, err := text.Normalize(string(w.buf[r.start:end])); err == nil && s != "" {
			n.put(s, r.style)
		}
	}
	joined := string(n.buf)
	whole, err := text.Normalize(joined)
	if err != nil {
		return "", nil
	}
	if trimmed := strings.TrimSpace(whole); whole != joined || trimmed != whole {
		return trimmed, nil
	}
	return joined, n.marks()
}

// marks turns the runs into marks that nest: what crosses is cut in two.
func (w *words) marks() []article.Mark {
	var out []article.Mark
	var now style
	var open []int // marks in out that have no end yet, outermost first
	turn := func(at int, next style) {
		same := len(now.common(next).open)
		for _, i := range open[same:] {
			out[i].Span.End = text.Byte(at)
		}
		open = open[:same]
		for i := same; i < len(next.open); i++ {
			m := article.Mark{Kind: kinds[strings.IndexByte(letters, next.open[i])], Span: text.Bytes{Start: text.Byte(at)}}
			if m.Kind == article.Link {
				m.URL = next.url
			}
			open = append(open, len(out))
			out = append(out, m)
		}
		now = next
	}
	for _, r := range w.runs {
		turn(r.start, r.style)
	}
	turn(len(w.buf), style{})
	return out
}

// squeeze is s with its white space collapsed as write does it.
func squeeze(s string) string {
	var w words
	w.write(s, style{})
	return string(w.buf)
}

// verbatim makes pieces of preformatted text, one for each stretch without an
// empty line, since an empty line separates the blocks of an article.
func verbatim(s string) []piece {
	var out []piece
	var lines []string
	flush := func() {
		if len(lines) > 0 {
			out = append(out, piece{Draft: article.Draft{Kind: article.Verbatim, Text: strings.Join(lines, "\n")}})
		}
		lines = nil
	}
	for line := range strings.SplitSeq(s, "\n") {
		line, err := text.Normalize(line)
		line = strings.TrimRightFunc(line, unicode.IsSpace)
		if err != nil || line == "" {
			flush()
			continue
		}
		lines = append(lines, line)
	}
	flush()
	return out
}
