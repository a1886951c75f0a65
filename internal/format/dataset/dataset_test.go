package dataset

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"quoth/internal/article"
	"quoth/internal/format/formattest"
)

func TestNoArticleIsInTwoSplits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := NewSplitter(rapid.IntRange(0, 5).Draw(t, "seed"))
		texts, addresses := map[string]int{}, map[string]int{}
		for range rapid.IntRange(1, 60).Draw(t, "articles") {
			words := fmt.Sprint("text ", rapid.IntRange(0, 30).Draw(t, "text"))
			url := "https://tolm.example/" + words
			if rapid.Bool().Draw(t, "revision") {
				url = ""
			}
			a, err := article.New([]article.Draft{{Kind: article.Paragraph, Text: words}}, article.Meta{URL: url}, nil)
			if err != nil {
				t.Fatal(err)
			}
			split := s.Of(a)
			for m, key := range map[*map[string]int]string{&texts: words, &addresses: url} {
				if before, seen := (*m)[key]; seen && before != split && key != "" {
					t.Fatalf("%q is in the splits %d and %d", key, before, split)
				}
				(*m)[key] = split
			}
		}
	})
}

func TestRevisionsFromOneAddressAreTogether(t *testing.T) {
	s := NewSplitter(1)
	split := -1
	for i := range 50 {
		a, err := article.New([]article.Draft{{Kind: article.Paragraph, Text: fmt.Sprint("revision ", i)}}, article.Meta{URL: "https://tolm.example/a"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.Of(a); split >= 0 && got != split {
			t.Fatalf("revision %d is in split %d, not %d", i, got, split)
		} else {
			split = got
		}
	}
}

func TestTheSplitsHaveTheirShares(t *testing.T) {
	count := func(seed int) (n [3]int, all string) {
		s := NewSplitter(seed)
		for i := range 5000 {
			a := &article.Article{ID: article.ID(fmt.Sprint(i))}
			split := s.Of(a)
			n[split]++
			all += fmt.Sprint(split)
		}
		return n, all
	}
	n, first := count(7)
	for i, p := range Splits {
		if share := float64(n[i]) / 50; share < float64(p.Hundred)-2 || share > float64(p.Hundred)+2 {
			t.Errorf("%s has %.1f %%", p.Name, share)
		}
	}
	if _, again := count(7); again != first {
		t.Error("the same seed gives other splits")
	}
	if _, other := count(8); other == first {
		t.Error("another seed gives the same splits")
	}
}

func TestTheCardIsThis(t *testing.T) {
	var c Count
	c.Add(formattest.Sample(t), 0)
	about := About{Name: "Bridges | of Tolm", Licence: "CC-BY-4.0", Seed: 1}
	files := []File{{"data/train.jsonl", "00ff", 12}, {"data/train.parquet", "01ff", 8}, {"splits.csv", "02ff", 3}}
	formattest.Golden(t, "README.md", []byte(Card(about, &c, files)))
	data, err := Croissant(about, files)
	if err != nil {
		t.Fatal(err)
	}
	formattest.Golden(t, "croissant.json", data)
}
