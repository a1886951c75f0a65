package local_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/editor"
	"quoth/internal/local"
	"quoth/internal/local/localtest"
	"quoth/internal/text"
)

func TestAnArticleComesBackAsItWas(t *testing.T) {
	l, want := shelf(t, local.NewMemory())
	got, err := l.Article(ctx, want.ID)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v\nwant %+v", got, err, want)
	}
	if _, err := l.Article(ctx, "unknown"); !errors.Is(err, annotation.ErrNotFound) {
		t.Errorf("an unknown article: %v", err)
	}
}

func TestAnArticleThatIsThereStaysAsItIs(t *testing.T) {
	l, a := shelf(t, local.NewMemory())
	other := *a
	other.Meta.Publisher = "Another Example"
	must(t, l.PutArticle(ctx, &other))
	if got, err := l.Article(ctx, a.ID); err != nil || got.Meta.Publisher != a.Meta.Publisher {
		t.Errorf("publisher %q, %v", got.Meta.Publisher, err)
	}
}

// What was pasted is later found at an address: it stays the same article, and
// is a revision of what else is at that address.
func TestAnArticleGainsWhatWasNotKnownOfIt(t *testing.T) {
	l, a := shelf(t, local.NewMemory())
	l.Clock = func() time.Time { return noon.Add(time.Hour) }
	again := *a
	again.Meta.Publisher, again.Meta.URL, again.Blocks = "Another Example", "https://www.tide.example/ferry?utm_source=x", nil
	for range 2 {
		must(t, l.PutArticle(ctx, &again))
	}
	want := *a
	want.Meta.URL = again.Meta.URL
	if got, err := l.Article(ctx, a.ID); err != nil || !reflect.DeepEqual(got, &want) {
		t.Errorf("got %+v, %v\nwant %+v", got, err, want)
	}
	e, err := l.Entry(ctx, a.ID)
	if err != nil || e.Key != "tide.example/ferry" || e.URL != again.Meta.URL || !e.Added.Equal(noon) || len(e.Layers) != 1 {
		t.Errorf("entry = %+v, %v", e, err)
	}
}

func TestEntriesTellTheStartPageWhatItShows(t *testing.T) {
	l, a := shelf(t, local.NewMemory())
	appendMarks(t, l, 1, 3)
	removal := editor.Transaction{ID: "tx-4", At: noon.Add(time.Hour), Changes: []editor.Change{{Annotation: mark(2).Inverse().Changes[0].Annotation}}}
	if _, err := l.Append(ctx, first, 3, removal); err != nil {
		t.Fatal(err)
	}
	must(t, l.SetPosition(ctx, a.ID, 25))
	later := news(t, "Nothing else happened.")
	l.Clock = func() time.Time { return noon.Add(2 * time.Hour) }
	must(t, l.PutArticle(ctx, later))

	entries, err := l.Entries(ctx)
	must(t, err)
	if len(entries) != 2 || entries[0].ID != later.ID {
		t.Fatalf("entries = %+v; the last used comes first", entries)
	}
	e := entries[1]
	if e.Title != a.Meta.Title || e.Publisher != a.Meta.Publisher || e.Language != "en" || e.Words != 11 || e.Position != text.Byte(25) || !e.Opened.Equal(noon) || !e.Added.Equal(noon) {
		t.Errorf("entry = %+v", e)
	}
	layer := e.Layers[0]
	if layer.ID != first || layer.Scheme != "quick" || layer.SchemeName != "Quick read" || layer.Creator != "reader-1" || layer.Annotations != 2 || !layer.Modified.Equal(removal.At) || layer.Seq != 4 {
		t.Errorf("layer = %+v", layer)
	}
	if one, err := l.Entry(ctx, a.ID); err != nil || !reflect.DeepEqual(one, e) {
		t.Errorf("Entry = %+v, %v", one, err)
	}
}

func TestEntriesReadNoArticleAndNoJournal(t *testing.T) {
	store := local.NewMemory()
	l, _ := shelf(t, store)
	appendMarks(t, l, 1, 3)
	for _, prefix := range []string{"article/", "snapshot/", "journal/"} {
		keys, err := store.Keys(ctx, prefix)
		must(t, err)
		if len(keys) == 0 {
			t.Fatalf("nothing under %s", prefix)
		}
		for _, key := range keys {
			must(t, store.Write(ctx, local.Delete(key)))
		}
	}
	if entries, err := l.Entries(ctx); err != nil || len(entries) != 1 || entries[0].Layers[0].Annotations != 3 {
		t.Errorf("entries = %+v, %v", entries, err)
	}
}

func TestTwoTabsCannotWriteTheSamePlace(t *testing.T) {
	store := local.NewMemory()
	l, _ := shelf(t, store)
	other := local.NewLibrary(store)
	appendMarks(t, l, 1, 2)
	if _, err := other.Append(ctx, first, 1, mark(20)); !errors.Is(err, annotation.ErrConflict) {
		t.Fatalf("error = %v", err)
	}
	records, err := other.Since(ctx, first, 1)
	must(t, err)
	if len(records) != 1 || records[0].Seq != 2 || records[0].Transaction.ID != "tx-2" {
		t.Fatalf("since 1: %+v", records)
	}
	if seq, err := other.Append(ctx, first, 2, mark(20)); err != nil || seq != 3 {
		t.Errorf("Append = %d, %v", seq, err)
	}
}

func TestAppendLeavesNoGap(t *testing.T) {
	l, _ := shelf(t, local.NewMemory())
	if _, err := l.Append(ctx, first, 5, mark(6)); !errors.Is(err, annotation.ErrInvalid) {
		t.Errorf("error = %v", err)
	}
	if _, err := l.Append(ctx, "unknown", 0, mark(1)); !errors.Is(err, annotation.ErrNotFound) {
		t.Errorf("error = %v", err)
	}
}

func TestSnapshotsShortenTheWayAndTheJournalStays(t *testing.T) {
	store := local.NewMemory()
	l, a := shelf(t, store)
	appendMarks(t, l, 1, 8)
	layer := layerOf(a, first)
	for _, seq := range []int{2, 4, 6, 5} { // the last comes from a tab that lags behind
		layer.Annotations = append(layer.Annotations, mark(seq).Changes[0].Annotation.After)
		must(t, l.Snapshot(ctx, layer, seq, []int{1, seq}, []int{3}))
	}
	o, ids := history(t, l)
	if o.Seq != 6 || len(o.Layer.Annotations) != 3 || !reflect.DeepEqual(o.Undo, []int{1, 6}) || !reflect.DeepEqual(o.Redo, []int{3}) || strings.Join(ids, " ") != "tx-7 tx-8" || o.Damage != nil {
		t.Errorf("opened = %+v with %q", o, ids)
	}
	if keys, err := store.Keys(ctx, "snapshot/"); err != nil || len(keys) != 3 {
		t.Errorf("snapshots = %q, %v; want the first and the last two", keys, err)
	}
	if tx, err := l.Record(ctx, first, 1); err != nil || !reflect.DeepEqual(tx, mark(1)) {
		t.Errorf("record 1 = %+v, %v", tx, err)
	}
}

func TestALayerIsCreatedOnce(t *testing.T) {
	l, a := shelf(t, local.NewMemory())
	appendMarks(t, l, 1, 1)
	if err := l.CreateLayer(ctx, layerOf(a, first)); !errors.Is(err, annotation.ErrConflict) {
		t.Errorf("error = %v", err)
	}
	if _, ids := history(t, l); len(ids) != 1 {
		t.Errorf("the journal holds %q", ids)
	}
	orphan := layerOf(a, "layer-2")
	orphan.Article = "unknown"
	if err := l.CreateLayer(ctx, orphan); !errors.Is(err, annotation.ErrNotFound) {
		t.Errorf("a layer of no article: %v", err)
	}
}

func TestAnIDFromAFileCannotReachIntoAnotherLayer(t *testing.T) {
	l, a := shelf(t, local.NewMemory())
	odd := []annotation.LayerID{"layer-1/0000000001", "layer-1%2F", "layer-", "слой", "../x"}
	for _, id := range odd {
		must(t, l.CreateLayer(ctx, layerOf(a, id)))
	}
	appendMarks(t, l, 1, 1)
	for _, id := range odd {
		o, err := l.OpenLayer(ctx, id)
		if err != nil || o.Layer.ID != id || len(o.Records) != 0 || o.Damage != nil {
			t.Errorf("%s: %+v, %v", id, o, err)
		}
	}
	if _, ids := history(t, l); len(ids) != 1 {
		t.Errorf("the journal holds %q", ids)
	}
}

func TestHoldsComparesWhatALayerSaysNow(t *testing.T) {
	l, a := shelf(t, local.NewMemory())
	appendMarks(t, l, 1, 2)
	layer := layerOf(a, first)
	for _, i := range []int{2, 1} { // a file need not be in order
		layer.Annotations = append(layer.Annotations, mark(i).Changes[0].Annotation.After)
	}
	if same, err := l.Holds(ctx, layer); err != nil || !same {
		t.Errorf("the same layer: %v, %v", same, err)
	}
	layer.Annotations[0].Note = "another"
	if same, err := l.Holds(ctx, layer); err != nil || same {
		t.Errorf("another note: %v, %v", same, err)
	}
	layer.ID = "unknown"
	if same, err := l.Holds(ctx, layer); err != nil || same {
		t.Errorf("an unknown layer: %v, %v", same, err)
	}
}

func TestSettingsAreKept(t *testing.T) {
	l, _ := shelf(t, localtest.NewFaulty(local.NewMemory()))
	if v, err := l.Setting(ctx, "tour"); v != "" || err != nil {
		t.Errorf("never set: %q, %v", v, err)
	}
	must(t, l.SetSetting(ctx, "tour", "seen"))
	if v, err := l.Setting(ctx, "tour"); v != "seen" || err != nil {
		t.Errorf("set: %q, %v", v, err)
	}
}
