package ingest

import (
	"bytes"
	"strings"
)

// joinMarkdown goes on with a paragraph on the next line. Two spaces or a
// backslash at the end break the line for good.
func joinMarkdown(para []byte, next string) []byte {
	kept := bytes.TrimRight(para, " \t")
	switch {
	case bytes.HasSuffix(para, []byte("  ")):
		return append(append(kept, '\n'), next...)
	case bytes.HasSuffix(kept, []byte("\\")) && !bytes.HasSuffix(kept, []byte("\\\\")):
		return append(append(kept[:len(kept)-1], '\n'), next...)
	}
	return join(kept, next)
}

// outdent is the line without the white space before it, and how wide that
// was in columns.
func outdent(line string) (body string, indent int) {
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case ' ':
			indent++
		case '\t':
			indent += 4 - indent%4
		default:
			return line[i:], indent
		}
	}
	return "", 0
}

// isRule reports whether a line is a thematic break: three or more of one of
// "*", "-", "_".
func isRule(s string) bool {
	s = strings.ReplaceAll(s, " ", "")
	return len(s) >= 3 && strings.Contains("*-_", s[:1]) && strings.Trim(s, s[:1]) == ""
}

// marker is the width of the list marker that a line begins with, or 0.
func marker(body string) (width int, ordered bool) {
	n := 0
	for n < len(body) && n < 9 && body[n] >= '0' && body[n] <= '9' {
		n++
	}
	switch {
	case n > 0 && n < len(body) && (body[n] == '.' || body[n] == ')'):
		width = n + 1
	case n == 0 && strings.IndexByte("-*+", body[0]) >= 0:
		width = 1
	}
	if width == 0 || width == len(body) || body[width] != ' ' && body[width] != '\t' {
		return 0, false
	}
	return width, n > 0
}
