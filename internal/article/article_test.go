package article

import (
	"errors"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"quoth/internal/text"
)

func build(t testing.TB, words ...string) *Article {
	t.Helper()
	var drafts []Draft
	for _, w := range words {
		drafts = append(drafts, Draft{Kind: Paragraph, Text: w})
	}
	a, err := New(drafts, Meta{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestTheSameTextIsTheSameArticle(t *testing.T) {
	a, b := build(t, "One.", "Two."), build(t, "One.", "Two.")
	b.Meta.Title = "Another title"
	if a.ID != b.ID || a.ID == build(t, "One.", "Three.").ID {
		t.Errorf("ids %s, %s", a.ID, b.ID)
	}
}

func TestCheckNamesWhatIsWrong(t *testing.T) {
	tests := []struct {
		name  string
		wreck func(*Article)
		want  string
	}{
		{"nothing", func(a *Article) { a.Text, a.Blocks = "", nil }, "no words"},
		{"decomposed", func(a *Article) { a.Text = "e\u0301" }, "normalisation form C"},
		{"control", func(a *Article) { a.Text = "a\x00" }, "control"},
		{"other text", func(a *Article) { a.Text += "!" }, "id"},
		{"gap", func(a *Article) { a.Blocks = a.Blocks[1:] }, "block 0 starts at byte 6"},
		{"short", func(a *Article) { a.Blocks = a.Blocks[:1] }, "end at byte 4"},
		{"kind", func(a *Article) { a.Blocks[1].Kind = "poem" }, "unknown kind"},
		{"level", func(a *Article) { a.Blocks[1].Level = 3 }, "has a level"},
		{"mark across blocks", func(a *Article) { a.Marks = []Mark{{Kind: Strong, Span: text.Bytes{Start: 2, End: 8}}} }, "leaves its block"},
		{"crossed marks", func(a *Article) {
			a.Marks = []Mark{{Kind: Strong, Span: text.Bytes{Start: 0, End: 3}}, {Kind: Emphasis, Span: text.Bytes{Start: 1, End: 4}}}
		}, "crosses"},
		{"script link", func(a *Article) {
			a.Marks = []Mark{{Kind: Link, Span: text.Bytes{Start: 0, End: 3}, URL: "javascript:alert(1)"}}
		}, "neither http"},
		{"image nowhere", func(a *Article) { a.Images = []Image{{URL: "https://img.example/a", Before: 3}} }, "outside the article"},
		{"images out of order", func(a *Article) {
			a.Images = []Image{{URL: "https://img.example/a", Before: 1}, {URL: "https://img.example/b"}}
		}, "out of order"},
		{"image of script", func(a *Article) { a.Images = []Image{{URL: "data:image/svg+xml,x"}} }, "neither http nor https"},
		{"image by letter", func(a *Article) { a.Images = []Image{{URL: "Mailto:a@press.example"}} }, "neither http nor https"},
		{"aside nowhere", func(a *Article) { a.Asides = []Aside{{Text: "x", Kind: Paragraph, Before: 9}} }, "set aside"},
	}
	for _, tt := range tests {
		a := build(t, "One.", "Two.")
		tt.wreck(a)
		if err := a.Check(); !errors.Is(err, ErrInvalid) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error = %v, want one that says %q", tt.name, err, tt.want)
		}
	}
}

func TestNewRefusesWhatIsNotABlock(t *testing.T) {
	for name, d := range map[string]Draft{
		"empty":        {Kind: Paragraph},
		"blank":        {Kind: Paragraph, Text: " \t"},
		"two in one":   {Kind: Paragraph, Text: "a\n\nb"},
		"mark outside": {Kind: Paragraph, Text: "abc", Marks: []Mark{{Kind: Strong, Span: text.Bytes{Start: 1, End: 9}}}},
	} {
		if _, err := New([]Draft{d}, Meta{}, nil); !errors.Is(err, ErrInvalid) {
			t.Errorf("%s: error = %v, want ErrInvalid", name, err)
		}
	}
}

func TestBlockAt(t *testing.T) {
	a := build(t, "One.", "Two.") // "One.\n\nTwo."
	for at, want := range map[text.Byte]int{0: 0, 3: 0, 4: 0, 5: 0, 6: 1, 10: 1, 99: 1} {
		if got := a.BlockAt(at); got != want {
			t.Errorf("block at %d = %d, want %d", at, got, want)
		}
	}
}

func TestDraftsMakeTheSameArticle(t *testing.T) {
	drafts := []Draft{
		{Kind: Headline, Text: "Head"},
		{Kind: Item, Level: 2, Ordered: true, Text: "a link", Marks: []Mark{{Kind: Link, Span: text.Bytes{Start: 2, End: 6}, URL: "https://example.org/"}}},
	}
	a, err := New(drafts, Meta{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := a.Drafts(); !reflect.DeepEqual(got, drafts) {
		t.Errorf("drafts = %+v\nwant %+v", got, drafts)
	}
}

func TestPuttingBackMovesEverySpanWithItsWords(t *testing.T) {
	words := []string{"Ann said no.", "“Yes,” Bo said.", "水が来た。"}
	rapid.Check(t, func(rt *rapid.T) {
		whole := build(t, words...)
		before := rapid.IntRange(0, len(words)).Draw(rt, "before")
		a, err := New(whole.Drafts(), Meta{}, []Aside{{Text: "First aside", Kind: Heading, Before: 0}, {Text: "Share this", Kind: Paragraph, Before: before}})
		if err != nil {
			rt.Fatal(err)
		}
		for i := range len(words) + 1 {
			a.Images = append(a.Images, Image{URL: "https://img.example/" + strconv.Itoa(i), Before: i})
		}
		next, move, err := a.PutBack(1)
		if err != nil {
			rt.Fatal(err)
		}
		if next.Blocks[before].Kind != Paragraph || next.Text[next.Blocks[before].Span.Start:next.Blocks[before].Span.End] != "Share this" {
			rt.Fatalf("block %d is %+v", before, next.Blocks[before])
		}
		for i, b := range a.Blocks {
			moved := move(b.Span)
			if next.Text[moved.Start:moved.End] != words[i] {
				rt.Fatalf("%q moved to %q", words[i], next.Text[moved.Start:moved.End])
			}
		}
		all := move(text.Bytes{Start: 0, End: text.Byte(len(a.Text))})
		if grown := next.Text[all.Start:all.End]; before > 0 && before < len(words) && !strings.Contains(grown, "Share this") {
			rt.Fatalf("a span across the place became %q", grown)
		}
		if err := next.Check(); err != nil {
			rt.Fatal(err)
		}
		for i, m := range next.Images { // each before the words before which it stood, and behind those behind which it stood
			if now := i + min(1, max(0, i-before)); m.Before != now {
				rt.Fatalf("image %d stands before block %d, want %d", i, m.Before, now)
			}
		}
		if len(next.Asides) != 1 || next.Asides[0].Before != 0 {
			rt.Fatalf("asides = %+v", next.Asides)
		}
	})
}
