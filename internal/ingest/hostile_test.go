package ingest

import (
	"strings"
	"testing"
	"time"

	"quoth/internal/article"
)

// hostile gives texts of about n bytes, each of which some parser needs
// quadratic time or a deep stack for.
func hostile(n int) map[string]string {
	many := func(s string) string { return strings.Repeat(s, n/len(s)) }
	deep := func(s string) string { return strings.Repeat(s, 10_000) }
	return map[string]string{
		"less-than":          many("<"),
		"open tags":          many("<a"),
		"open quotes":        many(`<a b="`),
		"open comments":      many("<!--"),
		"nested blocks":      deep("<div><blockquote>") + "words" + many("</p></b></section>"),
		"nested lists":       deep("<ul><li>") + "words" + many("<li>"),
		"nested inline":      many("<b><i><a href=http://a.example/>x"),
		"open buttons":       many("<button>x<nav>"),
		"references":         many("&amp;&x;&#1;"),
		"emphasis":           many("*a _b "),
		"rows of stars":      many("***a**_"),
		"brackets":           many("["),
		"links":              many("[a](") + many("[](<") + many(`[]("`) + many("[](("),
		"backticks":          many("`` ` ```` ``` "),
		"quotations":         many(">"),
		"list markers":       many("- "),
		"lines":              many("a\n"),
		"paragraphs":         many("- a\n\n"),
		"one word":           many("a"),
		"combining marks":    "a" + many("\u0301"),
		"zero bytes":         many("\x00a"),
		"rows of a table":    many("|a"),
		"front matter":       "---\n" + many("a: b\n"),
		"bylines everywhere": many("By Ann Sample\n\n"),
	}
}

func TestHostileInputIsReadInLinearTime(t *testing.T) {
	readers := map[string]func(string, article.Meta) (*article.Article, error){"text": Text, "markdown": Markdown, "html": HTML}
	took := func(name, kind string, n int) time.Duration {
		raw := hostile(n)[name]
		start := time.Now()
		if _, err := readers[kind](raw, article.Meta{}); err != nil && !strings.Contains(err.Error(), "empty") {
			t.Errorf("%s as %s: %v", name, kind, err)
		}
		return time.Since(start)
	}
	const n = 500_000
	for name := range hostile(0) {
		for kind := range readers {
			if took(name, kind, n) < time.Second {
				continue
			}
			// A slow machine, or more than linear work: a quarter of the input
			// tells them apart, since it takes a fourth or a sixteenth.
			quarter := max(took(name, kind, n/4), took(name, kind, n/4))
			if whole := took(name, kind, n); whole > 10*quarter {
				t.Errorf("%s as %s takes %v, and a quarter of it %v", name, kind, whole, quarter)
			}
		}
	}
}
