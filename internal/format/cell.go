package format

import "strings"

// Signs that divide a cell have a backslash before them where they are meant.
var (
	meant  = strings.NewReplacer(`\`, `\\`, ";", `\;`, "|", `\|`)
	divide = strings.NewReplacer(`\\`, `\`, `\;`, ";", `\|`, "|")
)

// Several is values in one cell, with "; " between them.
func Several(values []string) string {
	parts := make([]string, len(values))
	for i, v := range values {
		parts[i] = meant.Replace(v)
	}
	return strings.Join(parts, "; ")
}

// Parted is the parts of one value, with " | " between them; empty ones at the
// end are left out.
func Parted(parts ...string) string {
	for len(parts) > 0 && parts[len(parts)-1] == "" {
		parts = parts[:len(parts)-1]
	}
	escaped := make([]string, len(parts))
	for i, p := range parts {
		escaped[i] = meant.Replace(p)
	}
	return strings.Join(escaped, " | ")
}

// Values are those that Several has written, each still as Parted has it if
// it has parts.
func Values(cell string) []string { return divided(cell, "; ") }

// Parts are those that Parted has written, made up to n.
func Parts(value string, n int) []string {
	list := divided(value, " | ")
	for i, p := range list {
		list[i] = divide.Replace(p)
	}
	return append(list, make([]string, max(0, n-len(list)))...)
}

// Plain is a value of Values that has no parts.
func Plain(value string) string { return divide.Replace(value) }

// divided cuts a cell at a sign where no backslash stands before it.
func divided(cell, sep string) (parts []string) {
	if cell == "" {
		return nil
	}
	from := 0
	for i := 0; i < len(cell); i++ {
		switch {
		case cell[i] == '\\':
			i++
		case strings.HasPrefix(cell[i:], sep):
			parts = append(parts, cell[from:i])
			from = i + len(sep)
			i = from - 1
		}
	}
	return append(parts, cell[from:])
}
