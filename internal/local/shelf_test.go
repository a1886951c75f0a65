package local_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/editor"
	"quoth/internal/local"
	"quoth/internal/scheme"
)

var (
	ctx  = context.Background()
	noon = time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)
)

const first = annotation.LayerID("layer-1")

// news is an article of our own writing.
func news(t testing.TB, words string) *article.Article {
	t.Helper()
	a, err := article.New([]article.Draft{
		{Kind: article.Headline, Text: "Harbour bridge to close"},
		{Kind: article.Paragraph, Text: words},
	}, article.Meta{Title: "Harbour bridge to close", Publisher: "The Example Courier", Language: "en", Retrieved: noon}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func layerOf(a *article.Article, id annotation.LayerID) *annotation.Layer {
	return &annotation.Layer{
		ID: id, Article: a.ID, Creator: "reader-1", Created: noon, Modified: noon,
		Scheme: &scheme.Scheme{ID: "quick", Version: 1, Name: "Quick read", Labels: []scheme.Label{{ID: "claim", Name: "Claim", Key: "c"}}},
	}
}

// mark is the transaction number i: it marks the headline once more.
func mark(i int) editor.Transaction {
	at := noon.Add(time.Duration(i) * time.Minute)
	return editor.Transaction{ID: fmt.Sprint("tx-", i), Label: "Mark as Claim", At: at, Changes: []editor.Change{{
		Annotation: &editor.Edit[annotation.Annotation]{After: &annotation.Annotation{
			ID: annotation.ID(fmt.Sprintf("a-%04d", i)), Target: annotation.Target{{Start: 0, End: 7}}, Label: "claim", Created: at, Modified: at,
		}},
	}}}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// shelf is a library with one article and one empty layer of it.
func shelf(t testing.TB, store local.Store) (*local.Library, *article.Article) {
	t.Helper()
	l := local.NewLibrary(store)
	l.Clock = func() time.Time { return noon }
	a := news(t, "The mayor said the bridge is safe.")
	must(t, l.PutArticle(ctx, a))
	must(t, l.CreateLayer(ctx, layerOf(a, first)))
	return l, a
}

func appendMarks(t testing.TB, l *local.Library, from, to int) {
	t.Helper()
	for i := from; i <= to; i++ {
		if seq, err := l.Append(ctx, first, i-1, mark(i)); err != nil || seq != i {
			t.Fatalf("Append = %d, %v; want %d", seq, err, i)
		}
	}
}

// history is what opening gives: where the layer begins, and the IDs of the
// transactions after it.
func history(t testing.TB, l *local.Library) (o *local.Opened, ids []string) {
	t.Helper()
	o, err := l.OpenLayer(ctx, first)
	must(t, err)
	for i, r := range o.Records {
		if r.Seq != o.Seq+1+i {
			t.Fatalf("record %d has the number %d", o.Seq+1+i, r.Seq)
		}
		ids = append(ids, r.Transaction.ID)
	}
	return o, ids
}
