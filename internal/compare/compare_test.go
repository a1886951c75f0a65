package compare

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"quoth/internal/article"
)

func made(t interface{ Fatal(...any) }, paragraphs []string) *article.Article {
	var drafts []article.Draft
	for _, p := range paragraphs {
		drafts = append(drafts, article.Draft{Kind: article.Paragraph, Text: p})
	}
	a, err := article.New(drafts, article.Meta{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// show is pieces as a text: [-gone-] and {+come+}.
func show(pieces []Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		fmt.Fprintf(&b, []string{"%s", "[-%s-]", "{+%s+}"}[p.Op], p.Text)
	}
	return b.String()
}

func TestWordsAreCompared(t *testing.T) {
	for _, c := range [][3]string{
		{"The ferry stops for a week.", "The ferry stops for two weeks.", "The ferry stops for [-a week-]{+two weeks+}."},
		{"Nobody was hurt.", "Nobody was hurt.", "Nobody was hurt."},
		{"It opens on Monday.", "It opens.", "It opens[- on Monday-]."},
		{"“Yes,” she said.", "“No,” she said.", "“[-Yes-]{+No+},” she said."},
		{"橋は来週開く。", "橋は再来週開く。", "橋は{+再+}来週開く。"},
		{"e\u0301te\u0301 🇩🇪", "e\u0301te\u0301s 🇩🇪", "[-e\u0301te\u0301-]{+e\u0301te\u0301s+} 🇩🇪"},
	} {
		if got := show(Words(c[0], c[1])); got != c[2] {
			t.Errorf("%q and %q: %s, want %s", c[0], c[1], got, c[2])
		}
	}
}

func TestBlocksStandBesideWhatTheyHaveBecome(t *testing.T) {
	rows := Texts(
		made(t, []string{"The ferry", "It stops on Monday for a week.", "This paragraph will go.", "Nobody was hurt."}).Text,
		made(t, []string{"The ferry", "A bus will run over the bridge.", "It stops on Monday for two weeks.", "Nobody was hurt.", "The end is new."}).Text)
	var got []string
	for _, r := range rows {
		got = append(got, fmt.Sprintf("%d %d %s", r.Old, r.New, show(r.Pieces)))
	}
	want := []string{
		"0 0 The ferry",
		"-1 1 {+A bus will run over the bridge.+}",
		"1 2 It stops on Monday for [-a week-]{+two weeks+}.",
		"2 -1 [-This paragraph will go.-]",
		"3 3 Nobody was hurt.",
		"-1 4 {+The end is new.+}",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// A paragraph that stands elsewhere is known there; a few words are not enough.
func TestABlockThatStandsElsewhereHasMoved(t *testing.T) {
	rows := Texts(
		made(t, []string{"The bus is for all who wait.", "The ferry", "It stops on Monday.", "He said so."}).Text,
		made(t, []string{"The ferry", "He said so.", "It stops on Monday.", "The bus is for all who wait.", "The bus is for all who wait."}).Text)
	var got []string
	for _, r := range rows {
		got = append(got, fmt.Sprintf("%d %d %s %d", r.Old, r.New, show(r.Pieces), r.Moved))
	}
	want := []string{
		"0 -1 [-The bus is for all who wait.-] 5",
		"1 0 The ferry -1",
		"-1 1 {+He said so.+} -1",
		"2 2 It stops on Monday. -1",
		"3 -1 [-He said so.-] -1",
		"-1 3 {+The bus is for all who wait.+} 0",
		"-1 4 {+The bus is for all who wait.+} -1",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// Whatever the two texts: each block is in one row, in its order, and the two
// sides of the rows are the two texts.
func TestBothTextsAreInTheRows(t *testing.T) {
	word := rapid.SampledFrom([]string{"the ", "ferry ", "stops ", "🙂", "橋", "مفتوح ", "a", ".", "e\u0301", "“", " ", "\u200d"})
	paragraph := rapid.Custom(func(t *rapid.T) string {
		return "x" + strings.Join(rapid.SliceOfN(word, 0, 9).Draw(t, "words"), "") + "y"
	})
	rapid.Check(t, func(t *rapid.T) {
		texts := func(name string) []string {
			var list []string
			for _, s := range rapid.SliceOfN(paragraph, 1, 7).Draw(t, name) {
				if s = strings.ReplaceAll(s, "e\u0301", "é"); s != "" {
					list = append(list, s)
				}
			}
			return list
		}
		earlier, later := made(t, texts("old")), made(t, texts("new"))
		var left, right []string
		at := [2]int{}
		answer, err := Answer(Question(earlier.Text, later.Text))
		if err != nil {
			t.Fatal(err)
		}
		rows, err := Decode(answer)
		if err != nil {
			t.Fatal(err)
		}
		for i, r := range rows {
			if r.Moved >= 0 && (rows[r.Moved].Moved != i || rows[r.Moved].Pieces[0].Text != r.Pieces[0].Text) {
				t.Fatalf("row %d has moved to %d, which is %+v", i, r.Moved, rows[r.Moved])
			}
			var l, rt strings.Builder
			for _, p := range r.Pieces {
				if p.Op != Come {
					l.WriteString(p.Text)
				}
				if p.Op != Gone {
					rt.WriteString(p.Text)
				}
			}
			if r.Old >= 0 {
				left = append(left, l.String())
				if r.Old != at[0] {
					t.Fatalf("block %d stands where %d should", r.Old, at[0])
				}
				at[0]++
			}
			if r.New >= 0 {
				right = append(right, rt.String())
				if r.New != at[1] {
					t.Fatalf("block %d stands where %d should", r.New, at[1])
				}
				at[1]++
			}
		}
		if strings.Join(left, article.Separator) != earlier.Text || strings.Join(right, article.Separator) != later.Text {
			t.Fatalf("the rows are %q and %q", left, right)
		}
	})
}

func TestADamagedAnswerIsRefused(t *testing.T) {
	whole := Encode(Texts("The ferry", "A ferry"))
	for i := range whole {
		if rows, err := Decode(whole[:i]); err == nil {
			t.Errorf("%d of %d bytes are taken for %+v", i, len(whole), rows)
		}
	}
}

func BenchmarkTexts(b *testing.B) {
	var x, y []string
	for i := range 2000 {
		p := strings.Repeat(fmt.Sprintf("Paragraph %d says something else than the others do. ", i), 6)
		x = append(x, p)
		if i%10 == 0 {
			p = strings.Replace(p, "something", "nothing", 3)
		}
		if i%33 != 0 {
			y = append(y, p)
		}
	}
	earlier, later := made(b, x), made(b, y)
	for b.Loop() {
		Texts(earlier.Text, later.Text)
	}
}
