package store_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"quoth/internal/annotation"
	"quoth/internal/store"
	"quoth/internal/store/storetest"
)

func opened(t testing.TB, address string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// Both databases do the same.
func TestTheContract(t *testing.T) {
	cluster := storetest.Postgres(t)
	for _, database := range []struct{ name, address string }{{"SQLite", storetest.SQLite(t)}, {"PostgreSQL", cluster.URL}} {
		t.Run(database.name, func(t *testing.T) {
			s := opened(t, database.address)
			for _, part := range contract {
				t.Run(part.name, func(t *testing.T) { part.test(t, s, part.name) })
			}
		})
	}
}

// contract is what a database must do; each part has a project of its own.
var contract = []struct {
	name string
	test func(t *testing.T, s *store.Store, project string)
}{
	{"a record is kept, replaced only as it was seen, and deleted", func(t *testing.T, s *store.Store, p string) {
		ctx := t.Context()
		if _, err := s.Get(ctx, p, "member", "m1"); !errors.Is(err, annotation.ErrNotFound) {
			t.Fatalf("before there is one: %v", err)
		}
		first, err := s.Write(ctx, p, store.Add(store.Record{Kind: "member", ID: "m1", Owner: "m1", Body: []byte(`{"n":1}`)}))
		must(t, err)
		if _, err := s.Write(ctx, p, store.Add(store.Record{Kind: "member", ID: "m1", Body: []byte(`{}`)})); !errors.Is(err, annotation.ErrConflict) {
			t.Errorf("added twice: %v", err)
		}
		r, err := s.Get(ctx, p, "member", "m1")
		must(t, err)
		var revived []bool
		want := store.Record{Kind: "member", ID: "m1", Owner: "m1", Clock: first, Body: []byte(`{"n":1}`)}
		if d := cmp.Diff(want, r); d != "" {
			t.Error(d)
		}
		r.Body = []byte(`{"n":2}`)
		second, err := s.Write(ctx, p, store.Replace(r))
		must(t, err)
		if second <= first {
			t.Errorf("the clock went from %d to %d", first, second)
		}
		if _, err := s.Write(ctx, p, store.Replace(r)); !errors.Is(err, annotation.ErrConflict) {
			t.Errorf("replaced what is not as it was seen: %v", err)
		}
		_, err = s.Write(ctx, p, store.Delete("member", "m1"))
		must(t, err)
		if _, err := s.Get(ctx, p, "member", "m1"); !errors.Is(err, annotation.ErrNotFound) {
			t.Errorf("after it was deleted: %v", err)
		}
		if list, err := s.List(ctx, p, "member"); err != nil || len(list) != 0 {
			t.Errorf("the list still has %v, %v", list, err)
		}
		if _, err := s.Write(ctx, p, store.Add(want)); !errors.Is(err, annotation.ErrConflict) {
			t.Errorf("added where one was: %v", err)
		}
		for _, other := range []string{"m2", "m1", "m1"} { // one that never was, one that was deleted, one that is there
			_, err := s.Write(ctx, p, store.Revive(store.Record{Kind: "member", ID: other, Owner: "m1", Body: []byte(`{"n":3}`)}))
			if r, _ := s.Get(ctx, p, "member", "m1"); other == "m2" && r.Body != nil || other == "m1" && string(r.Body) != `{"n":3}` {
				t.Errorf("%s is revived, and m1 is %s", other, r.Body)
			}
			revived = append(revived, err == nil)
		}
		if d := cmp.Diff([]bool{false, true, false}, revived); d != "" {
			t.Error(d)
		}
	}},
	{"a write is wholly there or not at all", func(t *testing.T, s *store.Store, p string) {
		ctx := t.Context()
		_, err := s.Write(ctx, p, store.Put(record("a")), store.Put(record("b")))
		must(t, err)
		if _, err := s.Write(ctx, p, store.Put(record("c")), store.Delete("thing", "a"), store.Add(record("b"))); !errors.Is(err, annotation.ErrConflict) {
			t.Fatalf("want a conflict: %v", err)
		}
		list, err := s.List(ctx, p, "thing")
		must(t, err)
		if len(list) != 2 || list[0].ID != "a" || list[1].ID != "b" {
			t.Errorf("half of a write is there: %v", list)
		}
	}},
	{"the log of a layer has no gaps and nothing twice", func(t *testing.T, s *store.Store, p string) {
		ctx := t.Context()
		must(t, s.Append(ctx, p, "l", 0, []store.Operation{operation("o1"), operation("o2")}))
		for _, c := range []struct {
			after int64
			id    string
		}{{0, "o3"}, {1, "o3"}, {3, "o3"}, {2, "o1"}} {
			if err := s.Append(ctx, p, "l", c.after, []store.Operation{operation(c.id)}); !errors.Is(err, annotation.ErrConflict) {
				t.Errorf("after %d, %s: %v", c.after, c.id, err)
			}
		}
		must(t, s.Append(ctx, p, "l", 2, []store.Operation{operation("o3")}))
		must(t, s.Append(ctx, p, "other", 0, []store.Operation{operation("o1")}))
		list, err := s.Operations(ctx, p, "l", 1, 0)
		must(t, err)
		if len(list) != 2 || list[0].Seq != 2 || list[0].ID != "o2" || list[1].Seq != 3 || string(list[1].Body) != `"o3"` || list[1].Owner != "m1" || time.Since(list[1].At) > time.Minute {
			t.Errorf("behind the first: %+v", list)
		}
	}},
	{"many write at once, and each log is as if one had", func(t *testing.T, s *store.Store, p string) {
		const writers, each = 20, 15
		var wg sync.WaitGroup
		for w := range writers {
			wg.Go(func() {
				for i := range each {
					if err := s.Append(t.Context(), p, fmt.Sprint("layer", w), int64(i), []store.Operation{operation(fmt.Sprint(w, "-", i))}); err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		for w := range writers {
			list, err := s.Operations(t.Context(), p, fmt.Sprint("layer", w), 0, 0)
			must(t, err)
			if len(list) != each {
				t.Errorf("layer %d has %d of %d", w, len(list), each)
			}
		}
		if now, err := s.Clock(t.Context(), p); err != nil || now < each || now > writers*each {
			t.Errorf("the clock shows %d, %v", now, err)
		}
	}},
	{"a secret that is good once is used by one of many", func(t *testing.T, s *store.Store, p string) {
		hash := []byte("once of " + p)
		_, err := s.Write(t.Context(), p, store.Give(store.Handle{Hash: hash, Project: p, Kind: "ticket", ID: "m1"}))
		must(t, err)
		var used atomic.Int32
		var wg sync.WaitGroup
		for range 10 {
			wg.Go(func() {
				switch _, err := s.Write(t.Context(), p, store.Use(hash)); {
				case err == nil:
					used.Add(1)
				case !errors.Is(err, annotation.ErrConflict):
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if used.Load() != 1 {
			t.Errorf("used %d times", used.Load())
		}
	}},
	{"secrets that have expired are swept away, and no others", func(t *testing.T, s *store.Store, p string) {
		now := time.Now().Truncate(time.Millisecond)
		for name, h := range map[string]store.Handle{"old": {Owner: "passing", Expires: now}, "young": {Owner: "passing", Expires: now.Add(time.Minute)}, "lasting": {Owner: "passing"}, "another": {Owner: "m1", Expires: now}} {
			h.Hash, h.Project, h.Kind, h.ID = []byte(name+p), p, "ticket", name
			_, err := s.Write(t.Context(), p, store.Give(h))
			must(t, err)
		}
		_, err := s.Write(t.Context(), p, store.Sweep("passing", now))
		must(t, err)
		for name, there := range map[string]bool{"old": false, "young": true, "lasting": true, "another": true} {
			if _, err := s.Find(t.Context(), []byte(name+p), now.Add(-time.Hour)); errors.Is(err, annotation.ErrNotFound) == there {
				t.Errorf("%s: %v", name, err)
			}
		}
	}},
	{"one of many wins the same place", func(t *testing.T, s *store.Store, p string) {
		won := make(chan string, 20)
		var wg sync.WaitGroup
		for w := range 20 {
			wg.Go(func() {
				id := fmt.Sprint("o", w)
				switch err := s.Append(t.Context(), p, "l", 0, []store.Operation{operation(id)}); {
				case err == nil:
					won <- id
				case !errors.Is(err, annotation.ErrConflict):
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if len(won) != 1 {
			t.Errorf("%d have won", len(won))
		}
	}},
	{"what happened is told in order, from any reading of the clock", func(t *testing.T, s *store.Store, p string) {
		ctx := t.Context()
		woken, cancel := s.Watch(p)
		defer cancel()
		a, err := s.Write(ctx, p, store.Put(record("a")), store.Put(record("b")))
		must(t, err)
		select {
		case <-woken:
		case <-time.After(20 * time.Second):
			t.Fatal("nobody was woken")
		}
		must(t, s.Append(ctx, p, "l", 0, []store.Operation{operation("o1"), operation("o2")}))
		_, err = s.Write(ctx, p, store.Delete("thing", "a"))
		must(t, err)
		all, err := s.Changes(ctx, p, 0, 100)
		must(t, err)
		want := []store.Change{{a, "thing", "b", ""}, {a + 1, "operation", "l", "m1"}, {a + 2, "thing", "a", ""}}
		if d := cmp.Diff(want, all); d != "" {
			t.Error(d)
		}
		if later, err := s.Changes(ctx, p, a+1, 100); err != nil || len(later) != 1 {
			t.Errorf("later: %v, %v", later, err)
		}
		if first, err := s.Changes(ctx, p, 0, 1); err != nil || len(first) != 1 || first[0] != want[0] {
			t.Errorf("the first alone: %v, %v", first, err)
		}
	}},
	{"a secret leads to one thing, for a while", func(t *testing.T, s *store.Store, p string) {
		ctx, now := t.Context(), time.Now()
		hash := []byte("hash of " + p)
		give := func(h store.Handle) error { _, err := s.Write(ctx, p, store.Give(h)); return err }
		must(t, give(store.Handle{Hash: hash, Project: p, Kind: "code", ID: "c", Expires: now.Add(time.Hour)}))
		if err := give(store.Handle{Hash: hash, Project: p, Kind: "code", ID: "other"}); !errors.Is(err, annotation.ErrConflict) {
			t.Errorf("given twice: %v", err)
		}
		if h, err := s.Find(ctx, hash, now); err != nil || h.ID != "c" || h.Project != p || h.Kind != "code" {
			t.Errorf("found %+v, %v", h, err)
		}
		if _, home, there, err := s.FindFresh(ctx, hash, now, p+" another"); err != nil || home != 0 || there != 0 {
			t.Errorf("before a record was written: %d %d %v", home, there, err)
		}
		written, err := s.Write(ctx, p, store.Put(store.Record{Kind: "member", ID: "m", Body: []byte(`{}`)}))
		must(t, err)
		must(t, s.Append(ctx, p, "log", 0, []store.Operation{operation("o1")}))
		if _, home, there, err := s.FindFresh(ctx, hash, now, p); err != nil || home != written || there != written {
			t.Errorf("a record was written at %d, and not at %d or %d: %v", written, home, there, err)
		}
		deleted, err := s.Write(ctx, p, store.Delete("member", "m"))
		must(t, err)
		if _, home, _, err := s.FindFresh(ctx, hash, now, p); err != nil || home != deleted {
			t.Errorf("a record was deleted at %d, and not at %d: %v", deleted, home, err)
		}
		if _, err := s.Find(ctx, hash, now.Add(2*time.Hour)); !errors.Is(err, annotation.ErrNotFound) {
			t.Errorf("after it expired: %v", err)
		}
		_, err = s.Write(ctx, p, store.TakeAll("code", "c"))
		must(t, err)
		if _, err := s.Find(ctx, hash, now); !errors.Is(err, annotation.ErrNotFound) {
			t.Errorf("after it was taken: %v", err)
		}
	}},
	{"words are found, with accents or without the signs of a query language", func(t *testing.T, s *store.Store, p string) {
		ctx := t.Context()
		_, err := s.Write(ctx, p, store.Index("article", "a", "", "The bridge over the Törne is closed for a year."), store.Index("note", "n", "m1", "Who says that the bridge is safe?"))
		must(t, err)
		_, err = s.Write(ctx, p+" other", store.Index("note", "x", "m1", "Another bridge."))
		must(t, err)
		hits, err := s.Search(ctx, p, "", "bridge", 10)
		must(t, err)
		if len(hits) != 2 || !strings.Contains(hits[0].Excerpt, "«bridge»") {
			t.Errorf("bridge: %+v", hits)
		}
		for owner, want := range map[string]int{"m1": 2, "m2": 1} {
			if hits, err := s.Search(ctx, p, owner, "bridge", 10); err != nil || len(hits) != want {
				t.Errorf("%s finds %d, want %d (%v)", owner, len(hits), want, err)
			}
		}
		for query, want := range map[string]int{"bridge year": 1, `"safe" OR (x*) NEAR`: 0, `"safe"`: 1, "": 0, `" ' ) --`: 0, "Törne": 1, "ferry": 0} {
			if hits, err := s.Search(ctx, p, "", query, 10); err != nil || len(hits) != want {
				t.Errorf("%q: %d hits, want %d (%v)", query, len(hits), want, err)
			}
		}
		_, err = s.Write(ctx, p, store.Index("note", "n", "m1", ""))
		must(t, err)
		if hits, _ := s.Search(ctx, p, "", "safe", 10); len(hits) != 0 {
			t.Errorf("after it was taken away: %v", hits)
		}
	}},
	{"whoever is forgotten leaves nothing", func(t *testing.T, s *store.Store, p string) {
		ctx := t.Context()
		mine := store.Record{Kind: "member", ID: "m1", Owner: "m1", Body: []byte(`{"name":"Pia Beispiel"}`)}
		_, err := s.Write(ctx, p, store.Put(mine), store.Put(store.Record{Kind: "member", ID: "m2", Owner: "m2", Body: []byte("{}")}),
			store.Give(store.Handle{Hash: []byte(p), Project: p, Kind: "resume", ID: "m1", Owner: "m1"}), store.Index("note", "n", "m1", "Pia was here"))
		must(t, err)
		must(t, s.Append(ctx, p, "l", 0, []store.Operation{operation("o1")}))
		must(t, s.Forget(ctx, p, "m1"))
		if s.Forget(ctx, p, "") == nil {
			t.Error("nobody can be forgotten")
		}
		members, err := s.List(ctx, p, "member")
		must(t, err)
		if len(members) != 1 || members[0].ID != "m2" {
			t.Errorf("members: %v", members)
		}
		log, _ := s.Operations(ctx, p, "l", 0, 0)
		hits, _ := s.Search(ctx, p, "", "Pia", 10)
		_, handle := s.Find(ctx, []byte(p), time.Now())
		if len(log) != 0 || len(hits) != 0 || !errors.Is(handle, annotation.ErrNotFound) {
			t.Errorf("left: %v, %v, %v", log, hits, handle)
		}
		var b bytes.Buffer
		must(t, s.Backup(ctx, &b))
		if strings.Contains(b.String(), "Pia") {
			t.Error("the backup still has the name")
		}
	}},
	{"what cannot be written is refused, and its neighbours are written", func(t *testing.T, s *store.Store, p string) {
		gate := make(chan struct{})
		store.Hold(s, p, gate)
		errs := make(chan error, 21)
		for i := range 21 {
			go func() {
				id := fmt.Sprint("r", i)
				if i == 10 {
					id = "no\x00name" // SQLite takes it, PostgreSQL does not
				}
				_, err := s.Write(t.Context(), p, store.Put(record(id)))
				errs <- err
			}()
		}
		store.Gathered(s, p, 21)
		close(gate)
		for range 21 {
			if err := <-errs; err != nil && !errors.Is(err, annotation.ErrInvalid) {
				t.Errorf("written beside it: %v", err)
			}
		}
		if list, err := s.List(t.Context(), p, "thing"); err != nil || len(list) < 20 {
			t.Errorf("%d are there (%v)", len(list), err)
		}
	}},
	{"every text can be indexed, however odd and long", func(t *testing.T, s *store.Store, p string) {
		var long strings.Builder
		for n := range 300_000 {
			fmt.Fprintf(&long, "%x ", n)
		}
		for id, words := range map[string]string{"odd": "a heron\x00 and \xff a bittern", "long": "a heron " + long.String() + "🙂"} {
			_, err := s.Write(t.Context(), p, store.Index("note", id, "m1", words))
			must(t, err)
		}
		hits, err := s.Search(t.Context(), p, "", "heron", 5)
		must(t, err)
		if len(hits) != 2 {
			t.Errorf("found: %v", hits)
		}
	}},
	{"something is written only while what it belongs to stands, and a kind is cleared", func(t *testing.T, s *store.Store, p string) {
		ctx := t.Context()
		_, err := s.Write(ctx, p, store.Put(record("a")), store.Put(store.Record{Kind: "names", ID: "n", Owner: "m1", Body: []byte("1")}))
		must(t, err)
		must(t, s.Append(ctx, p, "l", 0, []store.Operation{operation("o1")}, store.Stands("thing", "a")))
		_, err = s.Write(ctx, p, store.Delete("thing", "a"), store.Clear("names"))
		must(t, err)
		if err := s.Append(ctx, p, "l", 1, []store.Operation{operation("o2")}, store.Stands("thing", "a")); !errors.Is(err, annotation.ErrConflict) {
			t.Errorf("written for what was deleted: %v", err)
		}
		of := operation("o2")
		of.Of = "thing"
		if err := s.Append(ctx, p, "a", 0, []store.Operation{of}); !errors.Is(err, annotation.ErrConflict) {
			t.Errorf("appended to what was deleted: %v", err)
		}
		_, err = s.Write(ctx, p, store.Put(record("a")))
		must(t, err)
		must(t, s.Append(ctx, p, "a", 0, []store.Operation{of, operation("o3")}))
		if last, _ := s.Last(ctx, p, "l"); last != 1 {
			t.Errorf("the log has %d", last)
		}
		if _, err := s.Get(ctx, p, "names", "n"); !errors.Is(err, annotation.ErrNotFound) {
			t.Errorf("it was not cleared: %v", err)
		}
	}},
	{"a log that is erased is gone with its notes, and no other", func(t *testing.T, s *store.Store, p string) {
		ctx := t.Context()
		_, err := s.Write(ctx, p, store.Index("note", "l/1", "m1", "a heron"), store.Index("note", "l2/1", "m1", "another heron"), store.Index("post", "l/1", "m1", "a post of a heron"))
		must(t, err)
		for _, layer := range []string{"l", "l2"} {
			must(t, s.Append(ctx, p, layer, 0, []store.Operation{operation("o1")}))
		}
		_, err = s.Write(ctx, p, store.Erase("l"))
		must(t, err)
		gone, _ := s.Operations(ctx, p, "l", 0, 0)
		kept, _ := s.Operations(ctx, p, "l2", 0, 0)
		hits, _ := s.Search(ctx, p, "", "heron", 10)
		if len(gone) != 0 || len(kept) != 1 || len(hits) != 2 {
			t.Errorf("left: %v, %v, %v", gone, kept, hits)
		}
	}},
	{"a project that is dropped is gone, and no other", func(t *testing.T, s *store.Store, p string) {
		ctx := t.Context()
		for _, name := range []string{p, p + "2"} {
			_, err := s.Write(ctx, name, store.Put(record("a")))
			must(t, err)
		}
		must(t, s.Drop(ctx, p))
		if _, err := s.Get(ctx, p, "thing", "a"); !errors.Is(err, annotation.ErrNotFound) {
			t.Errorf("it is still there: %v", err)
		}
		_, err := s.Get(ctx, p+"2", "thing", "a")
		must(t, err)
	}},
	{"the store is ready, and an answer that nobody waits for is no answer", func(t *testing.T, s *store.Store, p string) {
		must(t, s.Ready(t.Context()))
		gone, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := s.Write(gone, p, store.Put(record("a"))); err == nil {
			t.Error("written for somebody who has gone")
		}
	}},
}

func record(id string) store.Record {
	return store.Record{Kind: "thing", ID: id, Body: []byte(`{"id":"` + id + `"}`)}
}

func operation(id string) store.Operation {
	return store.Operation{ID: id, Owner: "m1", Body: []byte(`"` + id + `"`)}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
