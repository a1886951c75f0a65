package ingest

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"quoth/internal/article"
)

var update = flag.Bool("update", false, "rewrite the golden files in testdata")

// show writes an article in a small language, one line a block: the kind, the
// level and "." of an ordered item, a bar, and the text with its inline marks
// as {e …}, {s …}, {c …} and {l address …}. A line end within a block is "↵".
// What was set aside stands where it stood, with its reason.
func show(a *article.Article) []string {
	var out []string
	asides := a.Asides
	for i, b := range a.Blocks {
		for len(asides) > 0 && asides[0].Before == i {
			out = append(out, "("+asides[0].Reason+") "+string(asides[0].Kind)+"|"+asides[0].Text)
			asides = asides[1:]
		}
		head := string(b.Kind)
		if b.Level > 0 {
			head += strconv.Itoa(b.Level)
		}
		if b.Ordered {
			head += "."
		}
		out = append(out, head+"|"+marked(a, b))
	}
	for _, x := range asides {
		out = append(out, "("+x.Reason+") "+string(x.Kind)+"|"+x.Text)
	}
	return out
}

func marked(a *article.Article, b article.Block) string {
	var s strings.Builder
	for at := b.Span.Start; at <= b.Span.End; at++ {
		for _, m := range a.Marks {
			if m.Span.End == at && m.Span.Start >= b.Span.Start {
				s.WriteString("}")
			}
		}
		for _, m := range a.Marks {
			if m.Span.Start == at && at < b.Span.End {
				s.WriteString("{" + string(m.Kind[:1]) + " ")
				if m.URL != "" {
					s.WriteString(m.URL + " ")
				}
			}
		}
		if at < b.Span.End {
			s.WriteByte(a.Text[at])
		}
	}
	return strings.ReplaceAll(s.String(), "\n", "↵")
}

// expect compares an article with its lines.
func expect(t *testing.T, a *article.Article, err error, want ...string) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	if got := show(a); !reflect.DeepEqual(got, want) {
		t.Errorf("article is\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}

func TestFixturesComeOutAsInTheGoldenFiles(t *testing.T) {
	for _, name := range []string{"ferry.txt", "wrapped.txt", "page.html"} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join("testdata", name)
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			a, err := File(name, data, time.Time{})
			if err != nil {
				t.Fatal(err)
			}
			m := a.Meta
			got := strings.Join([]string{"title: " + m.Title, "bylines: " + strings.Join(m.Bylines, "; "),
				"publisher: " + m.Publisher, "published: " + m.Published, "canonical: " + m.Canonical,
				"language: " + m.Language + " " + string(m.Direction), ""}, "\n") + strings.Join(show(a), "\n") + "\n"
			if *update {
				if err := os.WriteFile(path+".golden", []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path + ".golden")
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("%s is\n%s\nwant\n%s", name, got, want)
			}
		})
	}
}

func TestFileGoesByNameThenByContent(t *testing.T) {
	const body = "\n\nThe bridge is closed, and it will stay closed for a long time."
	tests := []struct {
		name, data, want string
	}{
		{"a.md", "# The bridge" + body, "headline|The bridge"},
		{"a.MARKDOWN", "# The bridge" + body, "headline|The bridge"},
		{"a.htm", "<h1>The bridge</h1>" + body, "headline|The bridge"},
		{"a.txt", "# The bridge" + body, "headline|# The bridge"},
		{"a.txt", "<!DOCTYPE HTML><h1>The bridge</h1>" + body, "headline|The bridge"},
		{"notes", "# The bridge" + body, "headline|The bridge"},
		{"notes.log", "The bridge" + body, "headline|The bridge"},
	}
	for _, tt := range tests {
		a, err := File(tt.name, []byte(tt.data), time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		if got := show(a)[0]; got != tt.want {
			t.Errorf("File(%q, %.20q…) begins %q, want %q", tt.name, tt.data, got, tt.want)
		}
	}
	if _, err := File("notes.json", []byte("{}"), time.Time{}); !errors.Is(err, article.ErrInvalid) {
		t.Errorf("a JSON file gives %v", err)
	}
}

func TestPasteTakesTheHTMLThatHoldsTheWords(t *testing.T) {
	const plain = "The bridge\n\nIt is closed, and it will stay closed for a long time."
	tests := []struct{ name, html, want string }{
		{"structure", "<h2>The bridge</h2><p>It is <b>closed</b>, and it will stay closed for a long time.</p>", "headline|The bridge"},
		{"a picture instead of the words", "<img src=x alt='The bridge'>", "headline|The bridge"},
		{"nothing", "", "headline|The bridge"},
		{"words missing", "<p>The bridge</p><p>It is closed</p>", "headline|The bridge"},
		{"one block where the text has two", "<span>The bridge It is closed, and it will stay closed for a long time.</span>", "headline|The bridge"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			now := time.Date(2031, 5, 1, 8, 0, 0, 0, time.UTC)
			a, err := Paste(plain, tt.html, now)
			if err != nil {
				t.Fatal(err)
			}
			if show(a)[0] != tt.want || len(a.Blocks) != 2 || a.Meta.Source != "paste" || a.Meta.Retrieved != now {
				t.Errorf("article is %q, %+v", show(a), a.Meta)
			}
			if strings.Contains(tt.html, "<b>") != (len(a.Marks) > 0) {
				t.Errorf("marks are %v", a.Marks)
			}
		})
	}
}

func TestGivenMetaStays(t *testing.T) {
	given := article.Meta{Title: "T", Bylines: []string{"B"}, Publisher: "P", Canonical: "https://c.example/", Published: "1999", Language: "nl", Direction: article.RightToLeft}
	page, err := os.ReadFile("testdata/page.html")
	if err != nil {
		t.Fatal(err)
	}
	sample := "---\ntitle: Other\nauthor: Ann Other\ndate: 2031-01-01\nlang: de\ndir: ltr\npublisher: Other\n---\n# Headline\n\nThe words of it."
	for name, read := range map[string]func() (*article.Article, error){
		"text":     func() (*article.Article, error) { return Text("Headline\n\nBy Ann Other\n\nThe words of it.", given) },
		"markdown": func() (*article.Article, error) { return Markdown(sample, given) },
		"html":     func() (*article.Article, error) { return HTML(string(page), given) },
	} {
		if a, err := read(); err != nil || !reflect.DeepEqual(a.Meta, given) {
			t.Errorf("%s: %v, meta = %+v", name, err, a.Meta)
		}
	}
}

func TestSamplesHaveEveryPart(t *testing.T) {
	for name, want := range map[string]string{
		"harbour-bridge.md": "en ltr: headline deck byline heading caption",
		"interview.md":      "en ltr: headline deck byline",
		"water-market.md":   "ar rtl: headline deck byline caption",
	} {
		data, err := os.ReadFile(filepath.Join("..", "..", "web", "samples", name))
		if err != nil {
			t.Fatal(err)
		}
		a, err := File(name, data, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		got := a.Meta.Language + " " + string(a.Meta.Direction) + ":"
		for _, k := range article.Kinds {
			for _, b := range a.Blocks {
				if b.Kind == k && k != article.Paragraph {
					got += " " + string(k)
					break
				}
			}
		}
		if got != want || len(a.Asides) > 0 {
			t.Errorf("%s is %q with %d asides, want %q", name, got, len(a.Asides), want)
		}
	}
}
