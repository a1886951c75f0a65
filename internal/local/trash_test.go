package local_test

import (
	"errors"
	"testing"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/local"
	"quoth/internal/local/localtest"
)

func TestDeletingAnArticleIsUndone(t *testing.T) {
	l, a := shelf(t, local.NewMemory())
	appendMarks(t, l, 1, 2)
	must(t, l.Trash(ctx, a.ID))
	if entries, err := l.Entries(ctx); err != nil || len(entries) != 0 {
		t.Errorf("entries = %+v, %v", entries, err)
	}
	if _, err := l.Article(ctx, a.ID); !errors.Is(err, annotation.ErrNotFound) {
		t.Errorf("a deleted article opens: %v", err)
	}
	if trashed, err := l.Trashed(ctx); err != nil || len(trashed) != 1 || !trashed[0].Trashed.Equal(noon) {
		t.Errorf("trashed = %+v, %v", trashed, err)
	}
	must(t, l.Restore(ctx, a.ID))
	if _, ids := history(t, l); len(ids) != 2 {
		t.Errorf("the journal holds %q", ids)
	}
	if entries, err := l.Entries(ctx); err != nil || len(entries) != 1 {
		t.Errorf("entries = %+v, %v", entries, err)
	}
}

func TestAddingADeletedArticlePutsItBackWithItsLayers(t *testing.T) {
	l, a := shelf(t, local.NewMemory())
	appendMarks(t, l, 1, 2)
	must(t, l.Trash(ctx, a.ID))
	must(t, l.PutArticle(ctx, a))
	if e, err := l.Entry(ctx, a.ID); err != nil || len(e.Layers) != 1 || e.Layers[0].Annotations != 2 {
		t.Errorf("entry = %+v, %v", e, err)
	}
}

func TestWhatIsNotThereCannotBeDeletedOrPutBack(t *testing.T) {
	l, _ := shelf(t, local.NewMemory())
	if err := l.Trash(ctx, "unknown"); !errors.Is(err, annotation.ErrNotFound) {
		t.Errorf("Trash: %v", err)
	}
	if err := l.Restore(ctx, "unknown"); !errors.Is(err, annotation.ErrNotFound) {
		t.Errorf("Restore: %v", err)
	}
}

func TestEmptyRemovesEverythingOfWhatWasDeletedAndNothingElse(t *testing.T) {
	store := local.NewMemory()
	l, a := shelf(t, store)
	kept := news(t, "Another article.")
	must(t, l.PutArticle(ctx, kept))
	must(t, l.CreateLayer(ctx, layerOf(kept, "layer-2")))
	before, err := store.Keys(ctx, "")
	must(t, err)
	appendMarks(t, l, 1, 3)
	must(t, l.Snapshot(ctx, layerOf(a, first), 2, nil, nil))
	must(t, l.SetPosition(ctx, a.ID, 3))
	l.Clock = func() time.Time { return noon.Add(time.Hour) }
	must(t, l.Trash(ctx, a.ID))

	usage, err := l.Usage(ctx)
	must(t, err)
	if freed, err := l.Empty(ctx, noon.Add(time.Hour)); freed != 0 || err != nil {
		t.Errorf("what was deleted later is gone: %d, %v", freed, err)
	}
	freed, err := l.Empty(ctx, noon.Add(2*time.Hour))
	if err != nil || freed != usage[a.ID] || freed < 1000 {
		t.Errorf("freed %d, %v; want %d", freed, err, usage[a.ID])
	}
	after, err := store.Keys(ctx, "")
	must(t, err)
	// What is left is the other article: its text and entry, its layer's
	// snapshot and two entries.
	if len(after) != 5 || len(before) != 10 {
		t.Errorf("%d keys before, left: %q", len(before), after)
	}
	if _, err := l.Article(ctx, kept.ID); err != nil {
		t.Error(err)
	}
}

func TestEmptyKeepsWhatAnotherTabHasEditedSince(t *testing.T) {
	l, a := shelf(t, local.NewMemory())
	must(t, l.Trash(ctx, a.ID))
	appendMarks(t, l, 1, 1) // a minute later
	if freed, err := l.Empty(ctx, noon.Add(time.Hour)); freed != 0 || err != nil {
		t.Errorf("freed %d, %v", freed, err)
	}
	must(t, l.Restore(ctx, a.ID))
	if _, ids := history(t, l); len(ids) != 1 {
		t.Errorf("the journal holds %q", ids)
	}
}

func TestAFullStoreIsToldAndLosesNothing(t *testing.T) {
	store := localtest.NewFaulty(local.NewMemory())
	l, a := shelf(t, store)
	appendMarks(t, l, 1, 2)
	store.FullAfter(100)
	if _, err := l.Append(ctx, first, 2, mark(3)); !errors.Is(err, local.ErrFull) {
		t.Fatalf("Append: %v", err)
	}
	if err := l.Snapshot(ctx, layerOf(a, first), 2, nil, nil); !errors.Is(err, local.ErrFull) {
		t.Fatalf("Snapshot: %v", err)
	}
	if o, ids := history(t, l); len(ids) != 2 || o.Damage != nil {
		t.Errorf("the journal holds %q, %v", ids, o.Damage)
	}
	store.FullAfter(-1)
	appendMarks(t, l, 3, 4)
}
