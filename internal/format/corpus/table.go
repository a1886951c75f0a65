package corpus

import (
	"slices"
	"strings"

	"quoth/internal/format"
)

// Table is the table of formats in Markdown, as it stands in FORMATS.md.
func Table() string {
	var b strings.Builder
	b.WriteString("| `--from`, `--to` | format | read | written | offsets count | what it has no place for |\n|---|---|---|---|---|---|\n")
	yes := map[bool]string{true: "yes", false: "no"}
	for _, f := range Formats() {
		var lost []string
		for _, feature := range format.Everything {
			if !slices.Contains(f.Keeps, feature) {
				lost = append(lost, string(feature))
			}
		}
		offsets, none := f.Offsets, strings.Join(lost, ", ")
		if offsets == "" {
			offsets = "—"
		}
		if none == "" {
			none = "nothing is lost"
		}
		b.WriteString("| `" + strings.Join([]string{f.ID + "`", f.Name, yes[f.Decode != nil], yes[f.Written()], offsets, none}, " | ") + " |\n")
	}
	return b.String()
}
