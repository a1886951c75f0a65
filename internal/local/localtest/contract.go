// Package localtest holds the contract of local.Store as a test that every
// implementation runs, and a Store that fails on purpose.
package localtest

import (
	"bytes"
	"context"
	"errors"
	"reflect"
	"slices"
	"strconv"
	"sync"
	"testing"

	"quoth/internal/annotation"
	"quoth/internal/local"
)

// Run runs the contract against a store that open returns empty each time.
func Run(t *testing.T, open func(t *testing.T) local.Store) {
	ctx := context.Background()
	for _, c := range []struct {
		claim string
		check func(t *testing.T, s local.Store)
	}{
		{"what is not there is not found", func(t *testing.T, s local.Store) {
			mustWrite(t, s, local.Put("a", []byte("1")))
			if v, err := s.Get(ctx, "b"); !errors.Is(err, annotation.ErrNotFound) {
				t.Errorf("Get = %q, %v", v, err)
			}
		}},
		{"every byte comes back", func(t *testing.T, s local.Store) {
			all := make([]byte, 256)
			for i := range all {
				all[i] = byte(i)
			}
			large := bytes.Repeat(all, 8<<10) // 2 MB
			mustWrite(t, s, local.Put("all", all), local.Put("none", nil), local.Put("large", large))
			expect(t, s, "all", all)
			expect(t, s, "none", nil)
			expect(t, s, "large", large)
		}},
		{"put replaces", func(t *testing.T, s local.Store) {
			mustWrite(t, s, local.Put("a", []byte("1")))
			mustWrite(t, s, local.Put("a", []byte("2")))
			expect(t, s, "a", []byte("2"))
		}},
		{"deleting takes away and does not mind what is not there", func(t *testing.T, s local.Store) {
			mustWrite(t, s, local.Put("a", []byte("1")), local.Put("b", []byte("2")))
			mustWrite(t, s, local.Delete("a"), local.Delete("z"))
			expectKeys(t, s, "", "b")
		}},
		{"operations are carried out in order", func(t *testing.T, s local.Store) {
			mustWrite(t, s, local.Put("a", []byte("1")), local.Delete("a"), local.Add("a", []byte("2")), local.Put("a", []byte("3")))
			expect(t, s, "a", []byte("3"))
		}},
		{"an empty batch is no error", func(t *testing.T, s local.Store) { mustWrite(t, s) }},
		{"adding to a taken key is a conflict and writes nothing", func(t *testing.T, s local.Store) {
			mustWrite(t, s, local.Add("taken", []byte("first")))
			err := s.Write(ctx, local.Put("before", []byte("1")), local.Add("taken", []byte("second")), local.Put("after", []byte("1")))
			if !errors.Is(err, annotation.ErrConflict) {
				t.Errorf("error = %v", err)
			}
			expectKeys(t, s, "", "taken")
			expect(t, s, "taken", []byte("first"))
			mustWrite(t, s, local.Add("free", []byte("1"))) // and the store still works
		}},
		{"adding one key twice in a batch is a conflict", func(t *testing.T, s local.Store) {
			if err := s.Write(ctx, local.Add("a", []byte("1")), local.Add("a", []byte("2"))); !errors.Is(err, annotation.ErrConflict) {
				t.Errorf("error = %v", err)
			}
			expectKeys(t, s, "")
		}},
		{"of many who add the same key at once one wins", func(t *testing.T, s local.Store) {
			var wins, conflicts int
			var mu sync.Mutex
			var all sync.WaitGroup
			for i := range 8 {
				all.Go(func() {
					err := s.Write(ctx, local.Add("a", []byte(strconv.Itoa(i))), local.Put("by/"+strconv.Itoa(i), nil))
					mu.Lock()
					defer mu.Unlock()
					if err == nil {
						wins++
					} else if errors.Is(err, annotation.ErrConflict) {
						conflicts++
					}
				})
			}
			all.Wait()
			if wins != 1 || conflicts != 7 {
				t.Errorf("%d won and %d met a conflict", wins, conflicts)
			}
			winner, err := s.Get(ctx, "a")
			if err != nil {
				t.Fatal(err)
			}
			expectKeys(t, s, "by/", "by/"+string(winner))
		}},
		{"a value may be used again after it was written", func(t *testing.T, s local.Store) {
			v := []byte("kept")
			mustWrite(t, s, local.Put("a", v))
			copy(v, "lost")
			expect(t, s, "a", []byte("kept"))
		}},
		{"a cancelled context writes nothing", func(t *testing.T, s local.Store) {
			cancelled, cancel := context.WithCancel(ctx)
			cancel()
			if err := s.Write(cancelled, local.Put("a", []byte("1"))); !errors.Is(err, context.Canceled) {
				t.Errorf("error = %v", err)
			}
			expectKeys(t, s, "")
		}},
		{"lists ascend, keep to their prefix, and go on where they stopped", checkLists},
	} {
		t.Run(c.claim, func(t *testing.T) { c.check(t, open(t)) })
	}
}

func checkLists(t *testing.T, s local.Store) {
	var ops []local.Op
	for _, key := range []string{"b/3", "a", "b/1", "b", "b0", "b/20", "b/2", "c/1", "b.", "b/~"} {
		ops = append(ops, local.Put(key, []byte("value of "+key)))
	}
	mustWrite(t, s, ops...)
	for _, c := range []struct {
		prefix, after string
		limit         int
		want          []string
	}{
		{"", "", 0, []string{"a", "b", "b.", "b/1", "b/2", "b/20", "b/3", "b/~", "b0", "c/1"}},
		{"", "b/~", 0, []string{"b0", "c/1"}},
		{"", "c/1", 0, nil},
		{"b/", "", 0, []string{"b/1", "b/2", "b/20", "b/3", "b/~"}},
		{"b/", "", 2, []string{"b/1", "b/2"}},
		{"b/", "b/2", 2, []string{"b/20", "b/3"}},
		{"b/", "b/2x", 1, []string{"b/3"}},
		{"b/", "b/~", 0, nil},
		{"b/", "a", 1, []string{"b/1"}},
		{"b/", "c", 0, nil},
		{"d", "", 0, nil},
	} {
		entries, err := s.List(context.Background(), c.prefix, c.after, c.limit)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, e := range entries {
			got = append(got, e.Key)
			if want := "value of " + e.Key; string(e.Value) != want {
				t.Errorf("value %q, want %q", e.Value, want)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("List(%q, %q, %d) = %q\nwant %q", c.prefix, c.after, c.limit, got, c.want)
		}
	}
	expectKeys(t, s, "b/", "b/1", "b/2", "b/20", "b/3", "b/~")
	expectKeys(t, s, "d")
}

func mustWrite(t *testing.T, s local.Store, ops ...local.Op) {
	t.Helper()
	if err := s.Write(context.Background(), ops...); err != nil {
		t.Fatalf("Write: %v", err)
	}
}

func expect(t *testing.T, s local.Store, key string, want []byte) {
	t.Helper()
	got, err := s.Get(context.Background(), key)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s: %d bytes, %v; want %d bytes", key, len(got), err, len(want))
	}
}

func expectKeys(t *testing.T, s local.Store, prefix string, want ...string) {
	t.Helper()
	got, err := s.Keys(context.Background(), prefix)
	if err != nil {
		t.Fatal(err)
	}
	if len(got)+len(want) > 0 && !reflect.DeepEqual(got, want) {
		t.Errorf("Keys(%q) = %q, want %q", prefix, got, want)
	}
}
