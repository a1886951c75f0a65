package ingest

import (
	"strings"

	"quoth/internal/article"
)

// markdownPieces reads a subset of Markdown (CommonMark's rules where both
// have them):
//
//   - headings with "#" and underlined, paragraphs, hard breaks
//   - emphasis, strong, code spans, links and <addresses>
//   - fenced code, bulleted and numbered lists, "> " quotations
//   - an image becomes a caption with its alternative text
//   - tables whose rows begin with a bar, cell by cell
//   - backslash escapes and character references
//
// Reference links, indented code and footnotes are not read: their characters
// stay as they are. HTML stays visible as text. A title from the front matter
// becomes the headline if no first-level heading begins the text.
func markdownPieces(s, title string) []piece {
	m := &markdown{}
	for line := range strings.SplitSeq(s, "\n") {
		m.line(line)
	}
	if m.fence != "" {
		m.pieces = append(m.pieces, verbatim(m.code.String())...)
	}
	m.flush()
	if title = squeeze(title); title != "" && !(len(m.pieces) > 0 && m.pieces[0].Kind == article.Heading && m.pieces[0].Level == 1) {
		m.pieces = append([]piece{{Draft: article.Draft{Kind: article.Heading, Level: 1, Text: title}}}, m.pieces...)
	}
	return m.pieces
}

// markdown is the state between two lines.
type markdown struct {
	pieces []piece
	para   []byte // the open block as far as it goes, or empty
	draft  article.Draft
	lists  []int  // column at which the words of each open list begin
	blank  bool   // the last line was empty
	fence  string // what closes the open code block, or empty
	quoted bool   // the code block stands in a quotation
	code   strings.Builder
}

// line takes the next line, without its end.
func (m *markdown) line(line string) {
	if m.fence != "" {
		if m.quoted {
			line = strings.TrimPrefix(strings.TrimPrefix(line, ">"), " ")
		}
		if t := strings.TrimSpace(line); strings.HasPrefix(t, m.fence) && strings.Trim(t, m.fence[:1]) == "" {
			m.pieces = append(m.pieces, verbatim(m.code.String())...)
			m.fence = ""
			m.code.Reset()
			return
		}
		m.code.WriteString(line)
		m.code.WriteByte('\n')
		return
	}
	body, indent := outdent(line)
	quote := false
	for strings.HasPrefix(body, ">") {
		quote = true
		body, indent = outdent(body[1:])
	}
	if body == "" {
		m.flush()
		m.blank = true
		return
	}
	if quote && len(m.para) > 0 && m.draft.Kind != article.Quotation {
		m.flush()
	}
	if !m.structure(body, indent) {
		m.words(body, indent, quote)
	}
	m.blank, m.quoted = false, quote
}

// structure takes a line that is more than words, and reports whether it was.
func (m *markdown) structure(body string, indent int) bool {
	mark := strings.TrimSpace(body)
	switch {
	case strings.HasPrefix(body, "```") && !strings.Contains(body[3:], "`"), strings.HasPrefix(body, "~~~"):
		m.flush()
		m.fence = body[:len(body)-len(strings.TrimLeft(body, body[:1]))]
		return true
	case body[0] == '#':
		level := len(body) - len(strings.TrimLeft(body, "#"))
		rest := body[level:]
		if level > 6 || rest != "" && rest[0] != ' ' && rest[0] != '\t' {
			return false
		}
		m.flush()
		rest = strings.TrimSpace(rest)
		if cut := strings.TrimRight(rest, "#"); cut == "" || strings.HasSuffix(cut, " ") {
			rest = cut
		}
		m.open(article.Draft{Kind: article.Heading, Level: level}, rest)
		m.flush()
		return true
	case len(m.para) > 0 && m.draft.Kind == article.Paragraph && indent < 4 && (strings.Trim(mark, "=") == "" || strings.Trim(mark, "-") == ""):
		m.draft = article.Draft{Kind: article.Heading, Level: 1}
		if mark[0] == '-' {
			m.draft.Level = 2
		}
		m.flush()
		return true
	case isRule(mark):
		m.flush()
		return true
	case body[0] == '|' && strings.HasSuffix(mark, "|") && len(mark) > 1:
		m.flush()
		m.row(mark)
		return true
	}
	return m.item(body, indent)
}

// item takes a line that begins a list item.
func (m *markdown) item(body string, indent int) bool {
	width, ordered := marker(body)
	// A number at the start of a line within a paragraph is mostly a year.
	if width == 0 || len(m.para) > 0 && ordered && m.draft.Kind != article.Item && body[:width-1] != "1" {
		return false
	}
	m.flush()
	m.leave(indent)
	rest, gap := outdent(body[width:])
	m.lists = append(m.lists, indent+width+min(max(gap, 1), 4))
	m.open(article.Draft{Kind: article.Item, Level: len(m.lists), Ordered: ordered}, rest)
	return true
}

// words takes a line of words: it goes on with the open block or opens one.
func (m *markdown) words(body string, indent int, quote bool) {
	if len(m.para) > 0 {
		m.para = joinMarkdown(m.para, body)
		return
	}
	if m.blank {
		m.leave(indent)
	}
	kind := article.Paragraph
	if quote {
		kind = article.Quotation
	}
	m.open(article.Draft{Kind: kind}, body)
}

// leave closes the lists whose words begin further to the right.
func (m *markdown) leave(indent int) {
	for len(m.lists) > 0 && indent < m.lists[len(m.lists)-1] {
		m.lists = m.lists[:len(m.lists)-1]
	}
}

func (m *markdown) open(d article.Draft, body string) {
	m.draft, m.para = d, append(m.para[:0], body...)
}

// flush ends the open block. Its images follow it as captions.
func (m *markdown) flush() {
	if len(m.para) == 0 {
		return
	}
	m.inline(m.draft, string(m.para))
	m.para = m.para[:0]
}

func (m *markdown) inline(as article.Draft, s string) {
	w, captions := inlineWords(s)
	if d, ok := w.draft(as.Kind); ok {
		d.Level, d.Ordered = as.Level, as.Ordered
		m.pieces = append(m.pieces, piece{Draft: d})
	}
	for _, c := range captions {
		if c = squeeze(c); c != "" {
			m.pieces = append(m.pieces, piece{Draft: article.Draft{Kind: article.Caption, Text: c}})
		}
	}
}

// row takes a row of a table; the row of dashes under the head is no text.
func (m *markdown) row(line string) {
	if strings.Trim(line, "|-: \t") == "" {
		return
	}
	start := 1
	for i := 1; i < len(line); i++ {
		if line[i] == '|' && line[i-1] != '\\' {
			m.inline(article.Draft{Kind: article.Cell}, line[start:i])
			start = i + 1
		}
	}
}
