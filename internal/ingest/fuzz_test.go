package ingest

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"quoth/internal/article"
	"quoth/internal/text"
)

// seed gives a fuzz test the fixtures and some scraps.
func seed(f *testing.F) {
	for _, name := range []string{"ferry.txt", "wrapped.txt", "page.html"} {
		data, err := os.ReadFile("testdata/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	for _, s := range []string{"", "*a **b* c** [d](http://e.example/) `f`\n\n> g\n- h\n1. i", "<ul><li><b>a<p>b</b><pre> c\n\nd</pre>e&#769;<br><br>f<q>", "a\u0301\n\u0301b\r\n\u2028c\f\vd", "| a | b |\n~~~\nc"} {
		f.Add(s)
	}
}

// sound fails the test unless the article keeps its rules, and more: no block
// but a verbatim one begins or ends with white space.
func sound(t *testing.T, a *article.Article, err error) {
	t.Helper()
	if err != nil {
		if !errors.Is(err, article.ErrInvalid) {
			t.Fatalf("error %v is of no class", err)
		}
		if !strings.Contains(err.Error(), "the text is empty") && !strings.Contains(err.Error(), "not UTF-8") {
			t.Fatalf("unexpected refusal: %v", err)
		}
		return
	}
	if err := a.Check(); err != nil {
		t.Fatal(err)
	}
	for _, b := range a.Blocks {
		words := a.Text[b.Span.Start:b.Span.End]
		if b.Kind != article.Verbatim && strings.TrimSpace(words) != words {
			t.Fatalf("%s block is %q", b.Kind, words)
		}
	}
	for _, m := range a.Marks {
		if words := a.Text[m.Span.Start:m.Span.End]; strings.TrimSpace(words) != words {
			t.Fatalf("%s marks %q", m.Kind, words)
		}
	}
	if a.Meta.Title == "" {
		t.Fatal("no title")
	}
}

func FuzzMarkdown(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, raw string) {
		a, err := Markdown(raw, article.Meta{})
		sound(t, a, err)
	})
}

func FuzzHTML(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, raw string) {
		a, err := HTML(raw, article.Meta{})
		sound(t, a, err)
	})
}

func FuzzFile(f *testing.F) {
	f.Add("a.txt", []byte("\xFF\xFEa\x00\x00\xD8b\x00"))
	f.Add("b", []byte("<html>\xFC"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		if a, err := File(name, data, time.Time{}); err == nil {
			sound(t, a, nil)
		}
	})
}

// What a reader pasted is there again, kept or set aside, in its order; only
// white space and the markers of lists and quotations may go.
func FuzzPlainTextLosesNothing(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, raw string) {
		a, err := Text(raw, article.Meta{})
		sound(t, a, err)
		if err != nil {
			return
		}
		normal, err := text.Normalize(newlines.Replace(raw))
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		asides := slices.Clone(a.Asides)
		for i := 0; i <= len(a.Blocks); i++ {
			for len(asides) > 0 && asides[0].Before == i {
				out.WriteString(asides[0].Text)
				asides = asides[1:]
			}
			if i < len(a.Blocks) {
				out.WriteString(a.Text[a.Blocks[i].Span.Start:a.Blocks[i].Span.End])
			}
		}
		if got, want := ink(out.String()), ink(normal); got != want {
			t.Fatalf("of %q\nis left %q\nwant    %q", raw, got, want)
		}
	})
}

// ink is what must not be lost.
func ink(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || strings.ContainsRune("-*•◦▪>.)0123456789", r) {
			return -1
		}
		return r
	}, s)
}
