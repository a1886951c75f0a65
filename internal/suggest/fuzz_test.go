package suggest

import (
	"strings"
	"testing"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/text"
)

// FuzzProposals holds that nothing panics, and that every span is words of the
// article, within one block and without a cut character.
func FuzzProposals(f *testing.F) {
	for _, c := range sentences {
		f.Add(strings.NewReplacer("[", "", "]", "", "{", "", "}", "", "<", "", ">", "").Replace(c.marked), c.language, 3, 20)
	}
	f.Add("‘‘’ 's’\n\n'' “„”» «a\n\n“”", "fr", 0, 9)
	f.Add("“late”, he said", "en", 10, 11)
	f.Add("’\n\n’s said", "", 0, 3)
	f.Fuzz(func(t *testing.T, s, language string, from, to int) {
		var drafts []article.Draft
		for i, block := range strings.Split(s, article.Separator) {
			if strings.TrimSpace(block) != "" {
				drafts = append(drafts, article.Draft{Kind: article.Kinds[i%2*4], Text: block})
			}
		}
		a, err := article.New(drafts, article.Meta{Language: language}, nil)
		if err != nil || len(a.Blocks) == 0 {
			return
		}
		whole := func(what string, target annotation.Target) {
			end := text.Byte(-1)
			for _, b := range target {
				if w, err := text.Slice(a.Text, b); err != nil || w == "" || b.Start < end {
					t.Fatalf("%s %v of %q: %v", what, target, a.Text, err)
				}
				if a.BlockAt(b.Start) != a.BlockAt(b.End-1) || strings.Contains(a.Text[b.Start:b.End], article.Separator) {
					t.Fatalf("%s %v of %q crosses blocks", what, target, a.Text)
				}
				end = b.End
			}
		}
		for block := range a.Blocks {
			for _, q := range Quotations(a, block) {
				whole("quotation", q)
				if got, ok := Quotation(a, q[0].Start); !ok || got[0] != q[0] || len(got) != len(q) {
					t.Fatalf("quotation at %d of %q = %v, want %v", q[0].Start, a.Text, got, q)
				}
			}
		}
		marked := text.Bytes{Start: text.Byte(from), End: text.Byte(to)}
		for _, p := range Around(a, annotation.Target{marked}, nil) {
			if a.BlockAt(marked.Start) == a.BlockAt(marked.End-1) {
				whole("content", p.Content)
			}
			whole("source", p.Source)
			if p.Cue.Len() > 0 {
				whole("cue", annotation.Target{p.Cue})
			}
			if p.Score < 0 || p.Score > 1 {
				t.Fatalf("score %v", p.Score)
			}
		}
	})
}

// long is an article of about 100,000 words whose last quotation needs a name
// from the top.
func long(tb testing.TB) (*article.Article, annotation.Target) {
	drafts := []article.Draft{{Kind: article.Paragraph, Text: "Harbour master Mara Quill spoke first."}}
	for range 2000 {
		drafts = append(drafts, article.Draft{Kind: article.Paragraph, Text: "“The tide came in at four,” said Ivo Tarn, the pilot, “and by five the old quay was gone.” " +
			"Nobody on the quay had seen the water rise so fast, and the boats that lay there were lifted over the wall, one after another, as if they weighed nothing."})
	}
	drafts = append(drafts, article.Draft{Kind: article.Paragraph, Text: "“We were late,” Quill said."})
	a, err := article.New(drafts, article.Meta{Language: "en"}, nil)
	if err != nil {
		tb.Fatal(err)
	}
	q := Quotations(a, len(a.Blocks)-1)
	return a, q[0]
}

func TestANameIsFoundAtTheOtherEndOfALongArticle(t *testing.T) {
	a, q := long(t)
	if got := Around(a, q, nil); len(got) == 0 || got[0].Name != "Mara Quill" {
		t.Errorf("got %+v", got)
	}
}

func BenchmarkAround(b *testing.B) {
	a, q := long(b)
	for b.Loop() {
		Around(a, q, nil)
	}
}

// A role that nobody is introduced with is looked for in the whole article.
func BenchmarkAroundInVain(b *testing.B) {
	a, _ := long(b)
	drafts := append(a.Drafts(), article.Draft{Kind: article.Paragraph, Text: "“We were late,” the pilot said. “Very,” Orlo added."})
	a, err := article.New(drafts, a.Meta, nil)
	if err != nil {
		b.Fatal(err)
	}
	quotations := Quotations(a, len(a.Blocks)-1)
	for b.Loop() {
		for _, q := range quotations {
			Around(a, q, nil)
		}
	}
}

// A paragraph of nothing but marks is the worst case for telling them apart.
func BenchmarkMarksOnly(b *testing.B) {
	s := strings.Repeat("x' 'n ‘s’ s ", 20_000)
	for b.Loop() {
		pieces(s, func(rune) bool { return false })
	}
}
