package ingest

import (
	"testing"

	"quoth/internal/article"
)

func TestMarkdownComesOutAsBlocks(t *testing.T) {
	tests := []struct {
		name, raw string
		want      []string
	}{
		{"headings", "# One\n\n## Two ##\n\nThree\n=====\n\nFour\n---\n####### seven\n\n#five", []string{"headline|One", "heading2|Two", "heading2|Three", "heading2|Four", "paragraph|####### seven", "paragraph|#five"}},
		{"a first heading of another level is the headline", "## One\n\nwords\n\n### Two", []string{"headline|One", "paragraph|words", "heading3|Two"}},
		{"lines of a paragraph", "one\ntwo  \nthree\\\nfour\n市议会\n决定", []string{"paragraph|one two↵three↵four 市议会决定"}},
		{"emphasis", "*one* _two_ **three** __four__ ***five*** six*seven*eight snake_case_name", []string{"paragraph|{e one} {e two} {s three} {s four} {e {s five}} six{e seven}eight snake_case_name"}},
		{"nested emphasis", "*one **two** three* **four *five***", []string{"paragraph|{e one {s two} three} {s four {e five}}"}},
		{"emphasis that is none", "2 * 3 * 4 and **open and *open and * this", []string{"paragraph|2 * 3 * 4 and **open and *open and * this"}},
		{"crossing marks are cut", "*one [two* three](https://b.example/)", []string{"paragraph|{e one {l https://b.example/ two}} {l https://b.example/ three}"}},
		{"links", `[a](https://b.example/c_(d) "title") [**e** f](<http://g.example/h i>) [j](javascript:alert(1)) [k](/l) <https://m.example/> <n@o.example> [p] [q](r`,
			[]string{"paragraph|{l https://b.example/c_(d) a} {s e} f j k {l https://m.example/ https://m.example/} <n@o.example> [p] [q](r"}},
		{"mail", "[write](mailto:a@b.example)", []string{"paragraph|{l mailto:a@b.example write}"}},
		{"code", "a `b *c*` ``d ` e`` f ` g", []string{"paragraph|a {c b *c*} {c d ` e} f ` g"}},
		{"fences", "```go\nx :=  1\n\n\ty\n```\nz\n~~~\nopen", []string{"verbatim|x :=  1", "verbatim|\ty", "paragraph|z", "verbatim|open"}},
		{"a fence in a quotation ends", "> ```\n> x\n> ```\n\nz", []string{"verbatim|x", "paragraph|z"}},
		{"lists", "- a\n  b\n  - c\n\n    d\n- e\n\n1. f\n2) g\n\nh", []string{"item1|a b", "item2|c", "paragraph|d", "item1|e", "item1.|f", "item1.|g", "paragraph|h"}},
		{"a year within a paragraph is no list", "It was in\n1987. Nobody knew.", []string{"paragraph|It was in 1987. Nobody knew."}},
		{"quotations", "> one\n> two\n\n> > three\nfour", []string{"quotation|one two", "quotation|three four"}},
		{"rules vanish", "one\n\n* * *\n\n---\n\ntwo", []string{"paragraph|one", "paragraph|two"}},
		{"images", "![The *bridge*.](a.jpg)\n\nText ![aside](b.jpg \"t\") goes on.\n\n![](c.jpg)", []string{"caption|The *bridge*.", "paragraph|Text goes on.", "caption|aside"}},
		{"escapes and references", `\*a\* \[b\] &amp; &eacute; &#8212; &#x201C;&nope; e&#769; &#0; \q`, []string{"paragraph|*a* [b] & é — “&nope; é \uFFFD \\q"}},
		{"html stays text", "<b>bold</b> <script>alert(1)</script>", []string{"paragraph|<b>bold</b> <script>alert(1)</script>"}},
		{"tables", "| a | *b* |\n|---|:-:|\n| c \\| d | e |", []string{"cell|a", "cell|{e b}", "cell|c | d", "cell|e"}},
		{"a title of the front matter is the headline", "---\ntitle: \"One\"\n---\n\nwords", []string{"headline|One", "paragraph|words"}},
		{"an italic paragraph under the headline is the deck", "# One\n\n*Two. Three. Four. Five.*\n\nwords", []string{"headline|One", "deck|Two. Three. Four. Five.", "paragraph|words"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a, err := Markdown(tt.raw, article.Meta{})
			expect(t, a, err, tt.want...)
		})
	}
}

func TestFrontMatterFillsMeta(t *testing.T) {
	a, err := Markdown("---\ntitle: 'The bridge'\nauthors: [Ann Sample, \"Bo Example\"]\ndate: 2031-03-12T08:00:00Z\nurl: https://l.example/b\nsite: The Lantern\nlang: en-GB\ndir: rtl\ntags: x\n---\nwords", article.Meta{})
	if err != nil {
		t.Fatal(err)
	}
	m := a.Meta
	if m.Title != "The bridge" || len(m.Bylines) != 2 || m.Bylines[1] != "Bo Example" || m.Published != "2031-03-12T08:00:00Z" ||
		m.URL != "https://l.example/b" || m.Publisher != "The Lantern" || m.Language != "en-GB" || m.Direction != article.RightToLeft {
		t.Errorf("meta = %+v", m)
	}
	a, err = Markdown("---\n\nno front matter\n\n---\n\nwords", article.Meta{})
	if err != nil || a.Meta.Published != "" {
		t.Errorf("%v, %+v", err, a.Meta)
	}
}
