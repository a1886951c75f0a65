package suggest

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/text"
)

func TestQuestionsAndAnswersCrossWhole(t *testing.T) {
	span := rapid.Custom(func(t *rapid.T) text.Bytes {
		start := text.Byte(rapid.IntRange(0, 1<<20).Draw(t, "start"))
		return text.Bytes{Start: start, End: start + text.Byte(rapid.IntRange(0, 500).Draw(t, "length"))}
	})
	spans := rapid.Custom(func(t *rapid.T) []text.Bytes {
		if list := rapid.SliceOfN(span, 0, 3).Draw(t, "spans"); len(list) > 0 {
			return list
		}
		return nil
	})
	paragraph := rapid.StringOfN(rapid.SampledFrom([]rune("ab é🙂橋“.")), 1, 20, -1)
	rapid.Check(t, func(t *rapid.T) {
		var drafts []article.Draft
		for _, p := range rapid.SliceOfN(paragraph, 1, 5).Draw(t, "paragraphs") {
			drafts = append(drafts, article.Draft{Kind: rapid.SampledFrom([]article.Kind{article.Deck, article.Paragraph, article.Quotation, article.Caption}).Draw(t, "kind"), Text: "x" + p})
		}
		made, err := article.New(drafts, article.Meta{Language: rapid.SampledFrom([]string{"", "en", "de-AT"}).Draw(t, "language")}, nil)
		if err != nil {
			t.Fatal(err)
		}
		read, err := ReadQuestion(Question(made))
		if err != nil || read.Text != made.Text || read.Meta.Language != made.Meta.Language || len(read.Blocks) != len(made.Blocks) {
			t.Fatalf("%+v came as %+v, %v", made, read, err)
		}
		for i, b := range read.Blocks {
			if b.Kind != made.Blocks[i].Kind || b.Span != made.Blocks[i].Span {
				t.Fatalf("block %d is %+v, was %+v", i, b, made.Blocks[i])
			}
		}

		said := Attributions{Engine: "e", Version: "2"}
		for range rapid.IntRange(0, 3).Draw(t, "attributions") {
			said.All = append(said.All, Attribution{
				Source: spans.Draw(t, "source"), Cue: span.Draw(t, "cue"), Content: spans.Draw(t, "content"), Form: annotation.Mixed, Act: annotation.Statement,
				Negated: rapid.Bool().Draw(t, "negated"), Speaker: rapid.String().Draw(t, "speaker"), Kind: annotation.Unnamed, Score: rapid.Float64Range(0, 1).Draw(t, "score"),
			})
		}
		if got, err := DecodeAttributions(said.Encode()); err != nil || !reflect.DeepEqual(got, said) {
			t.Fatalf("%+v came as %+v, %v", said, got, err)
		}
		worth := Claims{Engine: "e", Version: "2"}
		for range rapid.IntRange(0, 3).Draw(t, "claims") {
			worth.All = append(worth.All, Claim{Target: spans.Draw(t, "target"), Kind: annotation.Causal, CheckWorthy: "CFS", Reason: rapid.String().Draw(t, "reason"), Score: rapid.Float64Range(0, 1).Draw(t, "score")})
		}
		data := worth.Encode()
		if got, err := DecodeClaims(data); err != nil || !reflect.DeepEqual(got, worth) {
			t.Fatalf("%+v came as %+v, %v", worth, got, err)
		}
		if _, err := DecodeClaims(data[:len(data)-1]); err == nil {
			t.Fatal("an answer without its end is believed")
		}
	})
}

func TestAQuestionWithBlocksOutsideIsRefused(t *testing.T) {
	whole := article.Article{Text: "one\n\ntwo", Blocks: []article.Block{{Kind: article.Paragraph, Span: text.Bytes{Start: 0, End: 3}}, {Kind: article.Paragraph, Span: text.Bytes{Start: 5, End: 8}}}}
	if _, err := ReadQuestion(Question(&whole)); err != nil {
		t.Fatal(err)
	}
	for _, spans := range [][2]text.Bytes{{{Start: 0, End: 3}, {Start: 5, End: 9}}, {{Start: 0, End: 6}, {Start: 5, End: 8}}, {{Start: 0, End: 0}, {Start: 5, End: 8}}} {
		broken := article.Article{Text: whole.Text}
		for _, s := range spans {
			broken.Blocks = append(broken.Blocks, article.Block{Kind: article.Paragraph, Span: s})
		}
		if _, err := ReadQuestion(Question(&broken)); err == nil {
			t.Errorf("blocks at %v are believed", spans)
		}
	}
}
