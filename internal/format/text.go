package format

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/scheme"
)

// Text is the marked passages as they would stand in an e-mail: in text
// order, each with its label, who said it and what was noted. The words that
// name a speaker or tie them to what is said are not listed by themselves
// where an attribution uses them, unless something was noted of them. A
// document that breaks a rule gives the empty string.
func Text(d *Document) string {
	if _, _, err := d.verify(); err != nil {
		return ""
	}
	var b strings.Builder
	heading(&b, d.Article.Meta)
	for _, l := range d.Layers {
		fmt.Fprintf(&b, "\n%s%s\n", l.Scheme.Name, prefixed(", by ", l.Creator))
		said, n := authors(l), 0
		for _, an := range inTextOrder(l) {
			if said[an.ID].part && an.Note == "" && len(an.Tags) == 0 {
				continue
			}
			n++
			fmt.Fprintf(&b, "\n%d. ", n)
			entry(&b, an, l, d.Article, said[an.ID])
		}
		if n == 0 {
			b.WriteString("\nNothing is marked.\n")
		}
	}
	if d.Generator != "" {
		fmt.Fprintf(&b, "\n-- \nMade with %s.\n", d.Generator)
	}
	return b.String()
}

func writeText(w io.Writer, d *Document) error {
	if _, _, err := d.verify(); err != nil {
		return fmt.Errorf("the file was not written: %w", err)
	}
	_, err := io.WriteString(w, Text(d))
	return err
}

func heading(b *strings.Builder, m article.Meta) {
	if m.Title != "" {
		b.WriteString(m.Title + "\n")
	}
	if from := joined(", ", strings.Join(m.Bylines, ", "), m.Publisher, m.Published); from != "" {
		b.WriteString(from + "\n")
	}
	if url := m.Canonical; url != "" {
		b.WriteString(url + "\n")
	} else if m.URL != "" {
		b.WriteString(m.URL + "\n")
	}
}

func entry(b *strings.Builder, an *annotation.Annotation, l *annotation.Layer, a *article.Article, said author) {
	label := l.Scheme.Label(an.Label)
	b.WriteString(label.Name)
	if label.Role == scheme.Content {
		b.WriteString(prefixed(", said by ", said.by()))
	}
	b.WriteString(":\n")
	quote := an.Target.Words(a)
	// A passage that is in quotation marks already gets none of ours.
	if !strings.ContainsAny(quote, "“”„«»「」\"") {
		quote = "“" + quote + "”"
	}
	item(b, "", quote)
	if c := an.Claim; c != nil {
		item(b, "In plain words: ", c.Restatement)
		item(b, "Verdict: ", joined(". ", c.Verdict, c.Justification))
	}
	for _, f := range label.Fields {
		item(b, strings.TrimSuffix(f.Name, "?")+": ", Answer(f, an.Fields[f.ID], l, a))
	}
	item(b, "Note: ", an.Note)
	item(b, "Tags: ", strings.Join(an.Tags, ", "))
	for _, v := range an.Evidence {
		item(b, "Evidence: ", joined(", ", string(v.Stance), v.Quote, v.URL, v.Date, v.Note))
	}
}

// Answer is a field's value in words: the name of an option or of a speaker,
// or the words of the marks that it relates to.
func Answer(f scheme.Field, value string, l *annotation.Layer, a *article.Article) string {
	for _, o := range f.Options {
		if o.ID == value {
			return o.Name
		}
	}
	switch f.Type {
	case scheme.Speaker:
		for _, p := range l.Speakers {
			if string(p.ID) == value {
				return p.Name
			}
		}
	case scheme.Mark:
		var words []string
		for _, an := range l.Annotations {
			if slices.Contains(strings.Fields(value), string(an.ID)) {
				words = append(words, an.Target.Words(a))
			}
		}
		return strings.Join(words, "; ")
	}
	return value
}

// item writes a line, and what follows of it, indented; nothing for nothing.
func item(b *strings.Builder, title, s string) {
	if s != "" {
		b.WriteString("   " + title + strings.ReplaceAll(s, "\n", "\n   ") + "\n")
	}
}

func prefixed(prefix, s string) string {
	if s == "" {
		return ""
	}
	return prefix + s
}
