// Package markdown writes the article with its passages as footnotes, as
// GitHub and note-taking programs show them. Passages may overlap: each has
// its number behind its last word, and its words stand in the footnote. It is
// only written.
package markdown

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/format"
	"quoth/internal/text"
)

// Keeps is what a reader sees.
var Keeps = []format.Feature{
	format.Words, format.Structure, format.Metadata, format.Discontinuous, format.Overlapping, format.Fields, format.Relations, format.Notes, format.Tags,
	format.Claims, format.Evidence,
}

// A footnote stands behind the last word of a passage.
type footnote struct {
	at    text.Byte
	label string
	text  string
}

// Write writes every layer into one page.
func Write(w io.Writer, d *format.Document) error {
	var notes []footnote
	for n, l := range d.Layers {
		speakers := format.SpeakersOf(l)
		for i, an := range l.Annotations {
			label := fmt.Sprint(i + 1)
			if len(d.Layers) > 1 {
				label = fmt.Sprintf("%d-%d", n+1, i+1)
			}
			notes = append(notes, footnote{an.Target.End(), label, said(d.Article, l, an, speakers[an.ID])})
		}
	}
	byPlace := slices.Clone(notes)
	slices.SortStableFunc(byPlace, func(a, b footnote) int { return int(a.at - b.at) })
	var b strings.Builder
	m := d.Article.Meta
	if m.Title != "" && (len(d.Article.Blocks) == 0 || d.Article.Blocks[0].Kind != article.Headline) {
		b.WriteString("# " + escaped(m.Title) + "\n\n")
	}
	var about []string
	for _, s := range []string{strings.Join(m.Bylines, ", "), m.Publisher, m.Published} {
		if s != "" {
			about = append(about, escaped(s))
		}
	}
	if m.URL != "" {
		about = append(about, "<"+strings.NewReplacer("<", "%3C", ">", "%3E", " ", "%20").Replace(m.URL)+">")
	}
	for i, block := range d.Article.Blocks {
		if len(about) > 0 && (i > 0 || block.Kind != article.Headline) { // below the headline
			b.WriteString(strings.Join(about, " · ") + "\n\n")
			about = nil
		}
		b.WriteString(sign(block))
		at := block.Span.Start
		for len(byPlace) > 0 && byPlace[0].at <= block.Span.End {
			b.WriteString(inBlock(d.Article.Text[at:byPlace[0].at], block))
			at = byPlace[0].at
			b.WriteString("[^" + byPlace[0].label + "]")
			byPlace = byPlace[1:]
		}
		b.WriteString(inBlock(d.Article.Text[at:block.Span.End], block) + "\n\n")
	}
	for _, n := range notes {
		b.WriteString("[^" + n.label + "]: " + n.text + "\n")
	}
	_, err := io.WriteString(w, strings.TrimRight(b.String(), "\n")+"\n")
	return err
}

// sign is what a block begins with.
func sign(b article.Block) string {
	switch b.Kind {
	case article.Headline:
		return "# "
	case article.Heading:
		return strings.Repeat("#", min(max(b.Level, 2), 6)) + " "
	case article.Item:
		return "- "
	case article.Quotation:
		return "> "
	}
	return ""
}

// inBlock is a piece of a block's text, whose line ends must not end it.
func inBlock(s string, b article.Block) string {
	next := " "
	switch b.Kind {
	case article.Quotation:
		next = "  \n> "
	case article.Paragraph:
		next = "  \n"
	}
	return strings.ReplaceAll(escaped(s), "\n", next)
}

var signs = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`, "|", `\|`, "~", `\~`, "&", `\&`)

// escaped is a text in which nothing is a sign of Markdown's.
func escaped(s string) string {
	lines := strings.Split(signs.Replace(s), "\n")
	for i, line := range lines {
		rest := strings.TrimLeft(line, " \t")
		digits := strings.TrimLeft(rest, "0123456789")
		before := line[:len(line)-len(rest)]
		switch {
		case rest == "":
		case strings.ContainsRune("#-+=:", rune(rest[0])):
			lines[i] = before + `\` + rest
		case len(digits) < len(rest) && digits != "" && strings.ContainsRune(".)", rune(digits[0])):
			lines[i] = line[:len(line)-len(digits)] + `\` + digits
		}
	}
	return strings.Join(lines, "\n")
}

// said is a footnote in one line.
func said(a *article.Article, l *annotation.Layer, an *annotation.Annotation, speaker *annotation.Speaker) string {
	label := l.Scheme.Label(an.Label)
	parts := []string{"**" + escaped(label.Name) + "** " + escaped(an.Target.Words(a))}
	add := func(name, value string) {
		if value != "" {
			parts = append(parts, name+escaped(value))
		}
	}
	if speaker != nil {
		add("said by ", speaker.Name)
	}
	for _, f := range label.Fields {
		add(escaped(f.Name)+" ", format.Answer(f, an.Fields[f.ID], l, a))
	}
	if c := an.Claim; c != nil {
		add("claim: ", c.Restatement)
		add("kind: ", string(c.Kind))
		add("check-worthy: ", c.CheckWorthy)
		add("verdict: ", c.Verdict)
		add("because ", c.Justification)
	}
	for _, v := range an.Evidence {
		var list []string
		for _, s := range []string{string(v.Stance), v.URL, v.Archived, v.Quote, v.Date, v.Note} {
			if s != "" {
				list = append(list, s)
			}
		}
		add("evidence: ", strings.Join(list, ", "))
	}
	add("tags: ", strings.Join(an.Tags, ", "))
	add("", an.Note)
	return strings.Join(strings.Fields(strings.Join(parts, " — ")), " ")
}
