package store_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"quoth/internal/annotation"
	"quoth/internal/store"
	"quoth/internal/store/storetest"
)

// Changes that wait for each other share a commit. Those that fail take
// nothing along, not even the reading of the clock that they were the first to
// move.
func TestAChangeThatFailsTakesNoNeighbourAlong(t *testing.T) {
	for name, address := range map[string]string{"SQLite": storetest.SQLite(t), "PostgreSQL": storetest.Postgres(t).URL} {
		t.Run(name, func(t *testing.T) {
			s := opened(t, address)
			ctx, p := t.Context(), "project"
			taken := store.Record{Kind: "member", ID: "taken", Body: []byte(`{}`)}
			before, err := s.Write(ctx, p, store.Add(taken))
			must(t, err)
			// While the lane waits for the gate the others gather behind it.
			gate := make(chan struct{})
			var all sync.WaitGroup
			store.Hold(s, p, gate)
			const many = 20
			clocks := make([]int64, many)
			for i := range many {
				all.Go(func() {
					record := store.Record{Kind: "member", ID: fmt.Sprint("m", i), Body: []byte(`{}`)}
					ops := []store.Op{store.Put(record)}
					if i%2 == 0 {
						ops = append(ops, store.Add(taken))
					}
					var err error
					if clocks[i], err = s.Write(ctx, p, ops...); errors.Is(err, annotation.ErrConflict) != (i%2 == 0) {
						t.Errorf("change %d: %v", i, err)
					}
				})
			}
			store.Gathered(s, p, many)
			close(gate)
			all.Wait()
			now, err := s.Clock(ctx, p)
			must(t, err)
			list, err := s.List(ctx, p, "member")
			must(t, err)
			if len(list) != many/2+1 || now <= before {
				t.Errorf("%d members, and the clock shows %d after %d", len(list), now, before)
			}
			for _, r := range list {
				if r.ID != "taken" && (r.Clock <= before || r.Clock > now) {
					t.Errorf("%s was written at %d, between %d and %d", r.ID, r.Clock, before, now)
				}
			}
			changes, err := s.Changes(ctx, p, before, 0x7fff)
			must(t, err)
			if len(changes) != many/2 {
				t.Errorf("%d changes are told", len(changes))
			}
		})
	}
}
