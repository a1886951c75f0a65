package extract

import (
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"quoth/internal/article"
)

var update = flag.Bool("update", false, "rewrite the golden files in testdata")

// show writes a result as lines: what is known, with its source; then one line
// a block, with its marks in braces; what was set aside stands where it stood.
func show(r *Result) string {
	var b strings.Builder
	a := r.About
	for _, f := range [][2]string{
		{"headline", a.Headline}, {"deck", a.Deck}, {"bylines", strings.Join(a.Bylines, "; ")}, {"publisher", a.Publisher},
		{"section", a.Section}, {"published", a.Published}, {"modified", a.Modified}, {"url", a.URL}, {"canonical", a.Canonical},
		{"language", a.Language}, {"direction", string(a.Direction)}, {"licence", a.Licence},
	} {
		if f[1] != "" {
			fmt.Fprintf(&b, "%s: %s [%s]\n", f[0], f[1], a.Sources[f[0]])
		}
	}
	for _, i := range r.Article.Images {
		fmt.Fprintf(&b, "image before %d: %s %q\n", i.Before, i.URL, i.Alt)
	}
	for _, n := range r.Notices {
		fmt.Fprintf(&b, "notice: %s\n", n)
	}
	asides := r.Article.Asides
	aside := func() {
		fmt.Fprintf(&b, "(%s) %s|%s\n", asides[0].Reason, asides[0].Kind, asides[0].Text)
		asides = asides[1:]
	}
	for i, block := range r.Article.Blocks {
		for len(asides) > 0 && asides[0].Before == i {
			aside()
		}
		kind := string(block.Kind)
		if block.Level > 0 {
			kind += strconv.Itoa(block.Level)
		}
		fmt.Fprintf(&b, "%s|%s\n", kind, marked(r.Article, block))
	}
	for len(asides) > 0 {
		aside()
	}
	return b.String()
}

func marked(a *article.Article, block article.Block) string {
	at := map[int][]string{}
	for _, m := range a.Marks {
		if block.Span.Covers(m.Span) {
			at[int(m.Span.Start)] = append(at[int(m.Span.Start)], "{"+strings.TrimSpace(string(m.Kind)+" "+m.URL)+"|")
			at[int(m.Span.End)] = append([]string{"}"}, at[int(m.Span.End)]...)
		}
	}
	var b strings.Builder
	last := int(block.Span.Start)
	for _, i := range slices.Sorted(maps.Keys(at)) {
		b.WriteString(a.Text[last:i] + strings.Join(at[i], ""))
		last = i
	}
	b.WriteString(a.Text[last:block.Span.End])
	return strings.ReplaceAll(b.String(), "\n", "↵")
}

func TestPagesBecomeTheirArticles(t *testing.T) {
	for _, name := range []string{"harbour", "live", "wall"} {
		t.Run(name, func(t *testing.T) {
			page, err := os.ReadFile("testdata/" + name + ".html")
			if err != nil {
				t.Fatal(err)
			}
			r, err := Read(Page{HTML: page, URL: "https://press.example/2031/11/04/bridge?utm_source=x"})
			if err != nil {
				t.Fatal(err)
			}
			if err := r.Article.Check(); err != nil {
				t.Error(err)
			}
			got := show(r)
			if *update {
				if err := os.WriteFile("testdata/"+name+".golden", []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile("testdata/" + name + ".golden")
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func TestAPageWithoutAnArticleSaysWhy(t *testing.T) {
	script, err := os.ReadFile("testdata/script.html")
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, page string
		want       error
	}{
		{"scripts alone", string(script), ErrScript},
		{"a wall alone", `<script type="application/ld+json">{"@type":"Article","isAccessibleForFree":false}</script><p></p>`, ErrPaywall},
		{"nothing", "", ErrNoText},
		{"a menu", `<ul><li><a href="/a">Local</a><li><a href="/b">Sport</a></ul>`, ErrNoText},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := Read(Page{HTML: []byte(tt.page)}); !errors.Is(err, tt.want) || !errors.Is(err, article.ErrInvalid) {
				t.Errorf("error = %v, want %v", err, tt.want)
			}
		})
	}
}

func TestAPageTooDeepForTheParserIsReadBySimplerRules(t *testing.T) {
	page := strings.Repeat("<div>", 600) + "<h1>Four boats passed the lock</h1>" + body + `<p>Write to the <a href="mailto:keeper@lock.example">keeper</a>, who likes letters and answers some of them.</p>`
	r, err := Read(Page{HTML: []byte(page)})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(r.Notices, []Notice{NoticeDeep}) || r.About.Headline != "Four boats passed the lock" || len(r.Article.Marks) != 0 {
		t.Errorf("notices %q, headline %q, marks %v", r.Notices, r.About.Headline, r.Article.Marks)
	}
	holdsAll(t, rows(r), []string{"paragraph The council will talk about the lock in autumn, when the water is low and nobody comes by anyway."}, nil)
}

func TestAPageTooLargeIsRefused(t *testing.T) {
	if _, err := Read(Page{HTML: make([]byte, Limit+1)}); !errors.Is(err, ErrTooLarge) {
		t.Errorf("error = %v", err)
	}
}
