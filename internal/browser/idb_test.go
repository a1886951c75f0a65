//go:build js && wasm

package browser

import (
	"context"
	"errors"
	"fmt"
	"syscall/js"
	"testing"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/editor"
	"quoth/internal/local"
	"quoth/internal/local/localtest"
	"quoth/internal/scheme"
)

// These tests run in a page of a real browser: see package e2e.

var databases int

// fresh opens an empty database, which is deleted after the test.
func fresh(t testing.TB) (store local.Store, name string) {
	t.Helper()
	databases++
	name = fmt.Sprintf("quoth-test-%d-%d", time.Now().UnixNano(), databases)
	return reopen(t, name), name
}

func reopen(t testing.TB, name string) local.Store {
	t.Helper()
	store, err := OpenIndexedDB(context.Background(), name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		store.(*indexedDB).Close()
		js.Global().Get("indexedDB").Call("deleteDatabase", name)
	})
	return store
}

func TestIndexedDBKeepsTheContract(t *testing.T) {
	localtest.Run(t, func(t *testing.T) local.Store {
		store, _ := fresh(t)
		return store
	})
}

func TestWhatWasWrittenIsThereAfterOpeningAgain(t *testing.T) {
	ctx := context.Background()
	store, name := fresh(t)
	if err := store.Write(ctx, local.Put("a", []byte("kept"))); err != nil {
		t.Fatal(err)
	}
	store.(*indexedDB).Close()
	if v, err := reopen(t, name).Get(ctx, "a"); err != nil || string(v) != "kept" {
		t.Errorf("%q, %v", v, err)
	}
}

func TestOfTwoTabsOneWins(t *testing.T) {
	ctx := context.Background()
	one, name := fresh(t)
	other := reopen(t, name)
	if err := one.Write(ctx, local.Add("journal/1", []byte("one"))); err != nil {
		t.Fatal(err)
	}
	if err := other.Write(ctx, local.Add("journal/1", []byte("other"))); !errors.Is(err, annotation.ErrConflict) {
		t.Errorf("error = %v", err)
	}
	if v, err := other.Get(ctx, "journal/1"); err != nil || string(v) != "one" {
		t.Errorf("%q, %v", v, err)
	}
}

func TestAStoreThatWasClosedFromOutsideGoesOn(t *testing.T) {
	ctx := context.Background()
	store, name := fresh(t)
	if err := store.Write(ctx, local.Put("a", []byte("1"))); err != nil {
		t.Fatal(err)
	}
	// The browser closes the connection to make way, as when data is cleared.
	deleted := make(chan struct{})
	request := js.Global().Get("indexedDB").Call("deleteDatabase", name)
	defer Listen(request, "success", func(js.Value) { close(deleted) })()
	<-deleted
	if err := store.Write(ctx, local.Put("b", []byte("2"))); err != nil {
		t.Fatal(err)
	}
	// And under our feet, without a word.
	store.(*indexedDB).connection.db.Call("close")
	if keys, err := store.Keys(ctx, ""); err != nil || len(keys) != 1 || keys[0] != "b" {
		t.Errorf("%q, %v", keys, err)
	}
}

func TestADatabaseOfANewerVersionIsLeftAlone(t *testing.T) {
	_, name := fresh(t)
	opened := make(chan struct{})
	request := js.Global().Get("indexedDB").Call("open", name, schemaVersion+1) // an open connection makes way
	defer Listen(request, "success", func(js.Value) { close(opened) })()
	<-opened
	request.Get("result").Call("close")
	if _, err := OpenIndexedDB(context.Background(), name); !errors.Is(err, local.ErrUnavailable) {
		t.Errorf("error = %v", err)
	}
}

func TestAwaitTellsHowAPromiseEnds(t *testing.T) {
	promise := js.Global().Get("Promise")
	if v, err := Await(context.Background(), promise.Call("resolve", 7)); err != nil || v.Int() != 7 {
		t.Errorf("resolved: %v, %v", v, err)
	}
	_, err := Await(context.Background(), promise.Call("reject", js.Global().Get("RangeError").New("too far")))
	var thrown *Error
	if !errors.As(err, &thrown) || thrown.Name != "RangeError" || thrown.Message != "too far" {
		t.Errorf("rejected: %v", err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Millisecond)
	defer cancel()
	if _, err := Await(ctx, js.Global().Call("eval", "new Promise(() => {})")); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("never settled: %v", err)
	}
}

// BenchmarkAppend holds the journal beside 10,000 annotations.
func BenchmarkAppend(b *testing.B) {
	ctx := context.Background()
	store, _ := fresh(b)
	library := local.NewLibrary(store)
	a, err := article.New([]article.Draft{{Kind: article.Paragraph, Text: "The mayor said the bridge is safe."}}, article.Meta{}, nil)
	if err != nil {
		b.Fatal(err)
	}
	layer := &annotation.Layer{ID: "layer", Article: a.ID, Scheme: &scheme.Scheme{ID: "quick"}}
	for i := range 10000 {
		layer.Annotations = append(layer.Annotations, &annotation.Annotation{ID: annotation.ID(fmt.Sprintf("0190a000-0000-7000-8000-%012x", i)), Target: annotation.Target{{Start: 0, End: 9}}, Label: "claim"})
	}
	if err := errors.Join(library.PutArticle(ctx, a), library.CreateLayer(ctx, layer)); err != nil {
		b.Fatal(err)
	}
	tx := editor.Transaction{ID: "0190a000-0000-7000-8000-ffffffffffff", Label: "Mark as Claim", Changes: []editor.Change{{Annotation: &editor.Edit[annotation.Annotation]{After: layer.Annotations[0]}}}}
	seq := 0
	b.Run("one", func(b *testing.B) {
		for b.Loop() {
			if seq, err = library.Append(ctx, "layer", seq, tx); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			if _, err := library.OpenLayer(ctx, "layer"); err != nil {
				b.Fatal(err)
			}
		}
	})
}
