package ingest

import (
	"strings"
	"time"

	"quoth/internal/article"
)

// frontMatter takes the lines "key: value" between two lines of "---" off the
// start of a Markdown text, and fills the fields of meta that are not given.
// It knows title, author, date, publisher, url, lang and dir; other keys go.
func frontMatter(s string, meta *article.Meta) (body string) {
	rest, ok := strings.CutPrefix(strings.TrimLeft(s, "\n"), "---\n")
	if !ok {
		return s
	}
	head, body, ok := strings.Cut(rest, "\n---\n")
	if !ok || len(head) > 10_000 {
		return s
	}
	for line := range strings.SplitSeq(head, "\n") {
		key, value, ok := strings.Cut(line, ":")
		value = unquote(strings.TrimSpace(value))
		if !ok || value == "" {
			continue
		}
		switch strings.ToLower(strings.TrimSpace(key)) {
		case "title":
			fill(&meta.Title, squeeze(value))
		case "author", "authors", "byline":
			if len(meta.Bylines) == 0 {
				meta.Bylines = authors(value)
			}
		case "date", "published":
			fill(&meta.Published, dateOf(value))
		case "publisher", "site":
			fill(&meta.Publisher, value)
		case "url", "link", "canonical":
			if u, ok := webURL(value); ok {
				fill(&meta.URL, u)
			}
		case "lang", "language":
			fill(&meta.Language, value)
		case "dir", "direction":
			if d := article.Direction(value); meta.Direction == "" && (d == article.LeftToRight || d == article.RightToLeft) {
				meta.Direction = d
			}
		}
	}
	return body
}

// fill sets a field that is not given.
func fill(field *string, value string) {
	if *field == "" {
		*field = value
	}
}

func unquote(s string) string {
	if len(s) >= 2 && s[0] == s[len(s)-1] && (s[0] == '"' || s[0] == '\'') {
		return s[1 : len(s)-1]
	}
	return s
}

// authors takes "[A, B]" or "A and B" apart.
func authors(s string) []string {
	s = strings.TrimSuffix(strings.TrimPrefix(s, "["), "]")
	var names []string
	for part := range strings.SplitSeq(strings.ReplaceAll(s, " and ", ","), ",") {
		if name := unquote(strings.TrimSpace(part)); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// dateOf is s if it is a time of RFC 3339, and otherwise the date in it as
// YYYY-MM-DD, or empty.
func dateOf(s string) string {
	s = strings.TrimSpace(s)
	if _, err := time.Parse(time.RFC3339, s); err == nil {
		return s
	}
	return dateIn(s)
}
