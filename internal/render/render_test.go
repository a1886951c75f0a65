package render

import (
	"fmt"
	"html"
	"regexp"
	"strings"
	"testing"
	"time"

	xhtml "golang.org/x/net/html"
	"pgregory.net/rapid"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/editor"
	"quoth/internal/scheme"
	"quoth/internal/text"
)

var created = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// state is an article of paragraphs, in which words between * are emphasised
// and words between _ are a link, with annotations label:words.
func state(t testing.TB, paragraphs []string, marks ...string) *editor.State {
	t.Helper()
	var drafts []article.Draft
	for i, p := range paragraphs {
		d := article.Draft{Kind: article.Paragraph}
		if i == 0 && len(paragraphs) > 1 {
			d.Kind = article.Headline
		}
		for _, sign := range []struct {
			sign string
			kind article.MarkKind
		}{{"*", article.Emphasis}, {"_", article.Link}} {
			if before, rest, ok := strings.Cut(p, sign.sign); ok {
				inside, after, _ := strings.Cut(rest, sign.sign)
				p = before + inside + after
				d.Marks = append(d.Marks, article.Mark{Kind: sign.kind, Span: text.Bytes{Start: text.Byte(len(before)), End: text.Byte(len(before) + len(inside))}, URL: "https://example.org/?a=1&b=\"2\""})
			}
		}
		d.Text = p
		drafts = append(drafts, d)
	}
	a, err := article.New(drafts, article.Meta{Language: "en"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	l := annotation.NewLayer("l", a.ID, scheme.Preset(scheme.Default), "", created)
	for i, m := range marks {
		label, words, _ := strings.Cut(m, ":")
		var target annotation.Target
		for _, part := range strings.Split(words, "|") {
			at := strings.Index(a.Text, part)
			if at < 0 {
				t.Fatalf("the article does not say %q", part)
			}
			target = append(target, text.Bytes{Start: text.Byte(at), End: text.Byte(at + len(part))})
		}
		l.Annotations = append(l.Annotations, &annotation.Annotation{ID: annotation.ID(fmt.Sprint("a", i)), Label: label, Target: target, Created: created, Modified: created})
	}
	if err := l.Check(a); err != nil {
		t.Fatal(err)
	}
	return editor.Open(a, l)
}

// shown is what a parser of HTML finds as text.
func shown(t testing.TB, s string) string {
	t.Helper()
	nodes, err := xhtml.ParseFragment(strings.NewReader(s), nil)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	var walk func(*xhtml.Node)
	walk = func(n *xhtml.Node) {
		if n.Type == xhtml.TextNode {
			b.WriteString(n.Data)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	for _, n := range nodes {
		walk(n)
	}
	return b.String()
}

func TestBlockNestsInlineMarksOutsideAndLaysAnnotationsSideBySide(t *testing.T) {
	s := state(t, []string{"The *mayor said* it is safe."}, "claim:said it is safe", "question:it")
	got := Block(s, 0)
	want := `The <em>mayor <mark class="c-amber p-solid" data-ids="a0" data-begin="Claim begins">said</mark></em>` +
		`<mark class="c-amber p-solid" data-ids="a0"> </mark>` +
		`<mark class="c-rose p-dotted also a-amber" data-ids="a0 a1" data-begin="Question begins" data-end="Question ends">it</mark>` +
		`<mark class="c-amber p-solid" data-ids="a0" data-end="Claim ends"> is safe</mark>.`
	if got != want {
		t.Errorf("block =\n%s\nwant\n%s", got, want)
	}
}

func TestABrokenQuotationPausesAndGoesOn(t *testing.T) {
	s := state(t, []string{"“It held,” she said, “and so did we.”"}, "claim:“It held,”|“and so did we.”")
	got := Block(s, 0)
	for _, want := range []string{`data-begin="Claim begins"`, `data-end="Claim pauses"`, `data-begin="Claim goes on"`, `data-end="Claim ends"`} {
		if strings.Count(got, want) != 1 {
			t.Errorf("%s is there %d times in\n%s", want, strings.Count(got, want), got)
		}
	}
}

func TestNothingFromOutsideIsMarkup(t *testing.T) {
	hostile := `<script>alert("x")</script> & <img src=x onerror='y'>`
	s := state(t, []string{hostile, "A _link_ here."}, "claim:alert")
	for name, got := range map[string]string{"article": Article(s.Article()), "block": Block(s, 0), "page": Page(s), "row": Row(s, s.Annotations()[0], hostile, true, 0, 1)} {
		if strings.Contains(got, "<script") || strings.Contains(got, "<img") {
			t.Errorf("%s lets markup through:\n%s", name, got)
		}
		if strings.Contains(got, `b="2"`) {
			t.Errorf("%s lets a quotation mark out of an attribute:\n%s", name, got)
		}
	}
}

func TestArticleShowsItsTextAndNothingElse(t *testing.T) {
	s := state(t, []string{"Head & line", "First *emphasis* and _a link_.", "Second  with\ttab\nand break."})
	want := strings.ReplaceAll(s.Article().Text, article.Separator, "\n")
	if got := shown(t, Article(s.Article())); got != want {
		t.Errorf("shows %q\nwant  %q", got, want)
	}
}

// Pictures stand between the blocks, never in a list, and belong to no text.
func TestPicturesStandWhereTheyStood(t *testing.T) {
	a, err := article.New([]article.Draft{
		{Kind: article.Headline, Text: "Fog"}, {Kind: article.Item, Level: 1, Text: "One"}, {Kind: article.Item, Level: 1, Text: "Two"}, {Kind: article.Paragraph, Text: "Last."},
	}, article.Meta{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	bare := shown(t, Article(a))
	a.Images = []article.Image{{URL: `https://img.example/a?b="c"&d`, Alt: `A <bridge> "in" fog`, Before: 0}, {URL: "https://img.example/list", Before: 2}, {URL: "https://img.example/end", Before: 4}}
	if err := a.Check(); err != nil {
		t.Fatal(err)
	}
	got := Article(a)
	if words := shown(t, got); words != bare {
		t.Errorf("with pictures it shows %q instead of %q", words, bare)
	}
	places := regexp.MustCompile(`src="[^"]*/(\w+)[^"]*"|id="(b\d)"|<(/?ul)`).FindAllStringSubmatch(got, -1)
	var order []string
	for _, p := range places {
		order = append(order, p[1]+p[2]+p[3])
	}
	if want := "a b0 ul b1 b2 /ul list b3 end"; strings.Join(order, " ") != want {
		t.Errorf("the order is %q, want %q", strings.Join(order, " "), want)
	}
	if want := `data-src="https://img.example/a?b=&#34;c&#34;&amp;d" aria-label="Picture: A &lt;bridge&gt; &#34;in&#34; fog"`; !strings.Contains(got, want) || strings.Contains(got, "<img") {
		t.Errorf("%s\nlacks %s, or fetches pictures unasked", got, want)
	}
}

func TestLongArticlesAreCutIntoSections(t *testing.T) {
	var paragraphs []string
	for i := range 3*sectionBlocks + 1 {
		paragraphs = append(paragraphs, fmt.Sprint("Paragraph ", i))
	}
	if got := strings.Count(Article(state(t, paragraphs).Article()), `class="section"`); got != 4 {
		t.Errorf("%d sections, want 4", got)
	}
}

func TestPageNumbersEveryMarkAndListsItsWords(t *testing.T) {
	got := Page(state(t, []string{"Headline", "The mayor said it is safe."}, "claim:it is safe", "source:The mayor"))
	for _, want := range []string{"<sup>1</sup>", "<sup>2</sup>", `<q dir="auto">The mayor</q>`, `<q dir="auto">it is safe</q>`, "Claim</mark> 1"} {
		if !strings.Contains(got, want) {
			t.Errorf("the page has no %q", want)
		}
	}
	if strings.Index(got, `>The mayor</q>`) > strings.Index(got, `>it is safe</q>`) {
		t.Error("the list is not in text order")
	}
}

func TestAnyMarksLeaveTheTextAsItIs(t *testing.T) {
	words := "Ann & Bo <said> “no” 🙂 e\u0301t\u00e9 again and again"
	a, err := article.New([]article.Draft{{Kind: article.Paragraph, Text: mustNormal(t, words)}}, article.Meta{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var ends []int
	for i := range a.Text {
		ends = append(ends, i)
	}
	ends = append(ends, len(a.Text))
	labels := scheme.Preset(scheme.Default).Labels
	rapid.Check(t, func(rt *rapid.T) {
		l := annotation.NewLayer("l", a.ID, scheme.Preset(scheme.Default), "", created)
		for i := range rapid.IntRange(0, 8).Draw(rt, "marks") {
			from := rapid.IntRange(0, len(ends)-2).Draw(rt, "from")
			to := rapid.IntRange(from+1, len(ends)-1).Draw(rt, "to")
			span := text.Trim(a.Text, text.Bytes{Start: text.Byte(ends[from]), End: text.Byte(ends[to])})
			if span.Len() == 0 {
				continue
			}
			l.Annotations = append(l.Annotations, &annotation.Annotation{ID: annotation.ID(fmt.Sprint(i)), Label: labels[i%len(labels)].ID, Target: annotation.Target{span}, Created: created, Modified: created})
		}
		got := Block(editor.Open(a, l), 0)
		if shown(t, got) != a.Text {
			rt.Fatalf("shows %q, want %q\n%s", shown(t, got), a.Text, got)
		}
		for _, an := range l.Annotations {
			if begins := strings.Count(got, html.EscapeString(scheme.Preset(scheme.Default).Label(an.Label).Name)+" begins"); begins == 0 {
				rt.Fatalf("the start of %s is not spoken:\n%s", an.ID, got)
			}
		}
	})
}

func mustNormal(t testing.TB, s string) string {
	t.Helper()
	n, err := text.Normalize(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func BenchmarkBlock(b *testing.B) {
	s := state(b, []string{strings.Repeat("The mayor said the bridge is safe and nobody knows. ", 12)}, "claim:mayor said", "question:the bridge is", "evidence:nobody")
	for b.Loop() {
		Block(s, 0)
	}
}
