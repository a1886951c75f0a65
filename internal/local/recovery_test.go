package local_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"quoth/internal/annotation"
	"quoth/internal/local"
	"quoth/internal/local/localtest"
)

// damage changes one byte in the middle of the values under a prefix, from
// the last backwards, n of them.
func damage(t *testing.T, store local.Store, prefix string, n int) {
	t.Helper()
	entries, err := store.List(ctx, prefix, "", 0)
	must(t, err)
	slices.Reverse(entries)
	for _, e := range entries[:n] {
		v := slices.Clone(e.Value)
		v[len(v)/2] ^= 1
		must(t, store.Write(ctx, local.Put(e.Key, v)))
	}
}

func TestADamagedSnapshotCostsNothing(t *testing.T) {
	for damaged := range 3 {
		t.Run(fmt.Sprint(damaged, " damaged"), func(t *testing.T) {
			store := local.NewMemory()
			l, a := shelf(t, store)
			appendMarks(t, l, 1, 6)
			must(t, l.Snapshot(ctx, layerOf(a, first), 2, nil, nil))
			must(t, l.Snapshot(ctx, layerOf(a, first), 4, nil, nil))
			damage(t, store, "snapshot/", damaged)
			o, ids := history(t, l)
			if o.Damage != nil || o.Seq+len(ids) != 6 || o.Seq != 4-2*damaged {
				t.Errorf("opened at %d with %q, %v", o.Seq, ids, o.Damage)
			}
			// The journal goes on, and so do snapshots.
			appendMarks(t, l, 7, 7)
			must(t, l.Snapshot(ctx, layerOf(a, first), 7, nil, nil))
			if o, _ := history(t, l); o.Seq != 7 {
				t.Errorf("opened at %d after another snapshot", o.Seq)
			}
		})
	}
}

func TestALayerWithoutAReadableSnapshotSaysSo(t *testing.T) {
	store := local.NewMemory()
	l, _ := shelf(t, store)
	damage(t, store, "snapshot/", 1)
	if _, err := l.OpenLayer(ctx, first); !errors.Is(err, annotation.ErrInvalid) {
		t.Errorf("error = %v", err)
	}
	if keys, err := store.Keys(ctx, "snapshot/"); err != nil || len(keys) != 1 {
		t.Errorf("the last trace of it is gone: %q, %v", keys, err)
	}
	if _, err := l.OpenLayer(ctx, "unknown"); !errors.Is(err, annotation.ErrNotFound) {
		t.Errorf("error = %v", err)
	}
}

func TestADamagedRecordKeepsWhatStandsBeforeIt(t *testing.T) {
	for _, c := range []struct {
		name string
		do   func(t *testing.T, store local.Store, key string)
	}{
		{"changed", func(t *testing.T, store local.Store, key string) { damage(t, store, key, 1) }},
		{"empty", func(t *testing.T, store local.Store, key string) { must(t, store.Write(ctx, local.Put(key, nil))) }},
		{"missing", func(t *testing.T, store local.Store, key string) { must(t, store.Write(ctx, local.Delete(key))) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			store := local.NewMemory()
			l, a := shelf(t, store)
			appendMarks(t, l, 1, 6)
			c.do(t, store, "journal/layer-1/0000000004")

			if records, err := l.Since(ctx, first, 1); !errors.Is(err, annotation.ErrInvalid) || len(records) != 2 {
				t.Errorf("since 1: %d records, %v", len(records), err)
			}
			o, ids := history(t, l)
			if strings.Join(ids, " ") != "tx-1 tx-2 tx-3" || !errors.Is(o.Damage, annotation.ErrInvalid) || !strings.Contains(o.Damage.Error(), "record 4") {
				t.Fatalf("%q, %v", ids, o.Damage)
			}
			if e, err := l.Entry(ctx, a.ID); err != nil || e.Layers[0].Annotations != 3 || e.Layers[0].Seq != 3 {
				t.Errorf("entry = %+v, %v", e, err)
			}
			appendMarks(t, l, 4, 4)
			if o, ids := history(t, l); len(ids) != 4 || o.Damage != nil {
				t.Errorf("after going on: %q, %v", ids, o.Damage)
			}
			aside, err := store.Keys(ctx, "damaged/layer-1/")
			if err != nil || !slices.Contains(aside, "damaged/layer-1/0000000006") {
				t.Errorf("set aside: %q, %v", aside, err)
			}
		})
	}
}

func TestADamagedArticleIsToldAndReplaced(t *testing.T) {
	store := local.NewMemory()
	l, a := shelf(t, store)
	appendMarks(t, l, 1, 1)
	damage(t, store, "article/", 1)
	if _, err := l.Article(ctx, a.ID); !errors.Is(err, annotation.ErrInvalid) {
		t.Errorf("error = %v", err)
	}
	must(t, l.PutArticle(ctx, a))
	if _, err := l.Article(ctx, a.ID); err != nil {
		t.Error(err)
	}
	if _, ids := history(t, l); len(ids) != 1 {
		t.Errorf("the journal holds %q", ids)
	}
}

func TestOneDamagedEntryDoesNotHideTheOthers(t *testing.T) {
	store := local.NewMemory()
	l, a := shelf(t, store)
	must(t, store.Write(ctx, local.Put("index/article/0000", []byte("{"))))
	entries, err := l.Entries(ctx)
	if len(entries) != 1 || entries[0].ID != a.ID || !errors.Is(err, annotation.ErrInvalid) {
		t.Errorf("entries = %+v, %v", entries, err)
	}
}

// TestNothingThatWasSavedIsLostWhereverTheTabDies does the same random work
// again and again, each time with the tab dying at the next write, either
// just before or just after it reaches the disk.
func TestNothingThatWasSavedIsLostWhereverTheTabDies(t *testing.T) {
	for seed := range uint64(20) {
		for _, lost := range []bool{false, true} {
			for cut := 0; ; cut++ {
				if done := dieAt(t, seed, cut, lost); done {
					break
				}
			}
		}
	}
}

// dieAt works until the store is cut after so many writes, opens the library
// again, and checks it. It reports whether the work ended before the cut.
func dieAt(t *testing.T, seed uint64, cut int, lost bool) (done bool) {
	t.Helper()
	under := local.NewMemory()
	l, a := shelf(t, under)
	store := localtest.NewFaulty(under)
	store.CutAfter(cut, lost)
	tab := local.NewLibrary(store)
	random := rand.New(rand.NewPCG(seed, 1))

	acknowledged, attempted := 0, 0
	var err error
	for step := 0; step < 30 && err == nil; step++ {
		switch random.IntN(6) {
		case 0:
			layer := layerOf(a, first)
			for i := 1; i <= acknowledged; i++ {
				layer.Annotations = append(layer.Annotations, mark(i).Changes[0].Annotation.After)
			}
			err = tab.Snapshot(ctx, layer, acknowledged, nil, nil)
		case 1:
			err = tab.SetPosition(ctx, a.ID, 5)
		case 2:
			_, err = tab.OpenLayer(ctx, first)
		default:
			attempted = acknowledged + 1
			if _, err = tab.Append(ctx, first, acknowledged, mark(attempted)); err == nil {
				acknowledged = attempted
			}
		}
	}
	if err != nil && !errors.Is(err, localtest.ErrCut) {
		t.Fatalf("seed %d, cut %d: %v", seed, cut, err)
	}

	o, ids := history(t, l)
	n := o.Seq + len(ids)
	if o.Damage != nil || n < acknowledged || n > attempted || len(o.Layer.Annotations) != o.Seq {
		t.Fatalf("seed %d, cut %d, lost %v: %d of %d transactions are there (%d attempted), %v", seed, cut, lost, n, acknowledged, attempted, o.Damage)
	}
	for i := 1; i <= n; i++ {
		if tx, err := l.Record(ctx, first, i); err != nil || tx.ID != fmt.Sprint("tx-", i) {
			t.Fatalf("seed %d, cut %d: record %d is %q, %v", seed, cut, i, tx.ID, err)
		}
	}
	if e, err := l.Entry(ctx, a.ID); err != nil || e.Layers[0].Annotations != n {
		t.Fatalf("seed %d, cut %d: the entry says %d of %d, %v", seed, cut, e.Layers[0].Annotations, n, err)
	}
	appendMarks(t, l, n+1, n+1)
	return err == nil
}
