package dataset

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// licences are addresses of those that are often given.
var licences = map[string]string{
	"CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/", "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
	"CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/", "CC-BY-NC-4.0": "https://creativecommons.org/licenses/by-nc/4.0/",
	"CC-BY-NC-SA-4.0": "https://creativecommons.org/licenses/by-nc-sa/4.0/",
}

// Licence is the file that states the licence.
func Licence(a About) string {
	switch url := licences[a.Licence]; {
	case a.Licence == "":
		return "No licence was given for the annotations of this dataset.\n\n" + articles
	case url != "":
		return "The annotations of this dataset are under " + a.Licence + ": " + url + "\n\n" + articles
	}
	return "The annotations of this dataset are under this licence: " + a.Licence + "\n\n" + articles
}

const articles = "The articles belong to their publishers. What is known of their licences stands with each\narticle, as article.meta.licence.\n"

// Card is README.md: what is in the folder, how it was made and how it is read.
func Card(a About, c *Count, files []File) string {
	var b strings.Builder
	p := func(format string, args ...any) { fmt.Fprintf(&b, format, args...) }
	licence := "other"
	if licences[a.Licence] != "" {
		licence = strings.ToLower(a.Licence)
	}
	var languages []string
	for _, l := range slices.Sorted(maps.Keys(c.Languages)) {
		if l != "" {
			languages = append(languages, quoted(l))
		}
	}
	p("---\nlicense: %s\nlanguage: [%s]\ntask_categories: [token-classification]\nconfigs:\n- config_name: default\n  data_files:\n", quoted(licence), strings.Join(languages, ", "))
	for _, s := range Splits {
		p("  - split: %s\n    path: data/%s.parquet\n", s.Name, s.Name)
	}
	p("---\n\n# %s\n\nNews articles with annotations, made with Quoth.\n\n", a.Name)
	p("| | %s | %s | %s | all |\n|---|--:|--:|--:|--:|\n", Splits[0].Name, Splits[1].Name, Splits[2].Name)
	row := func(name string, n [3]int) { p("| %s | %d | %d | %d | %d |\n", name, n[0], n[1], n[2], n[0]+n[1]+n[2]) }
	row("articles", c.Articles)
	row("layers (one annotator's reading of one article)", c.Layers)
	row("annotations", c.Annotations)
	row("spans", c.Spans)
	row("attributions", c.Attributions)
	row("paragraphs marked as read", c.Read)
	row("layers read blind", c.Blind)
	row("annotations that a machine proposed", c.Suggested)
	p("\n## Labels\n\n| label | definition | %s | %s | %s |\n|---|---|--:|--:|--:|\n", Splits[0].Name, Splits[1].Name, Splits[2].Name)
	for _, l := range slices.SortedFunc(slices.Values(c.Labels), func(x, y *Label) int { return strings.Compare(x.ID, y.ID) }) {
		p("| `%s` | %s | %d | %d | %d |\n", l.ID, cell(l.Name+": "+l.Definition), l.Count[0], l.Count[1], l.Count[2])
	}
	p("\nSchemes: %s. Annotators: %d. Languages: %s.\n", list(c.Schemes), len(c.Annotators), list(c.Languages))
	p("\nA paragraph that is marked as read and has no annotation is a true negative; a paragraph that is not marked tells nothing.\n")
	p("\n## Files\n\n| file | bytes |\n|---|--:|\n")
	for _, f := range files {
		p("| `%s` | %d |\n", f.Path, f.Size)
	}
	p("\nThe `.jsonl` files have everything, one article a line, in the format that `quoth-1.json`, a JSON Schema, describes. The `.parquet` files have a row for each article. `splits.csv` tells the split of each article, and `SHA256SUMS` is checked with `sha256sum -c SHA256SUMS`.\n")
	p("\n`start` and `end` count Unicode code points of the article's text, `startUtf16` and `endUtf16` UTF-16 code units:\n\n```python\nimport json\nfor line in open(\"data/train.jsonl\", encoding=\"utf-8\"):\n    d = json.loads(line)\n    for layer in d[\"layers\"]:\n        for a in layer[\"annotations\"]:\n            for s in a[\"spans\"]:\n                assert d[\"article\"][\"text\"][s[\"start\"]:s[\"end\"]] == s[\"exact\"]\n```\n")
	p("\n## Splits\n\nBy article, from a hash of its address (of its text if it has none) and the seed %d: about %d, %d and %d of a hundred. No article is in two splits, and revisions from one address are together. The same seed gives the same splits again.\n", a.Seed, Splits[0].Hundred, Splits[1].Hundred, Splits[2].Hundred)
	p("\n## Licence\n\n%s\nLicences of the articles, as far as they are known: %s.\n", Licence(a), list(c.Licences))
	return b.String()
}

// list is what was counted, with how often.
func list(m map[string]int) string {
	var parts []string
	for _, k := range slices.Sorted(maps.Keys(m)) {
		name := k
		if name == "" {
			name = "not told"
		}
		parts = append(parts, fmt.Sprintf("%s (%d)", cell(name), m[k]))
	}
	if len(parts) == 0 {
		return "none"
	}
	return strings.Join(parts, ", ")
}

func cell(s string) string {
	return strings.NewReplacer("|", `\|`, "\n", " ", "<", `\<`).Replace(s)
}

// quoted is a text as YAML takes it.
func quoted(s string) string {
	b, _ := json.Marshal(s) // JSON strings are YAML
	return string(b)
}
