package store_test

import (
	"errors"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"quoth/internal/annotation"
	"quoth/internal/store"
	"quoth/internal/store/storetest"
)

// figures are the store's metrics, by name and label.
func figures(t *testing.T, s *store.Store) map[string]float64 {
	t.Helper()
	r := prometheus.NewRegistry()
	r.MustRegister(s.Collectors()...)
	families, err := r.Gather()
	must(t, err)
	all := map[string]float64{}
	for _, f := range families {
		for _, m := range f.GetMetric() {
			name := f.GetName()
			for _, l := range m.GetLabel() {
				name += " " + l.GetValue()
			}
			switch {
			case m.Histogram != nil:
				all[name] = float64(m.Histogram.GetSampleCount())
			case m.Counter != nil:
				all[name] = m.Counter.GetValue()
			default:
				all[name] = m.Gauge.GetValue()
			}
		}
	}
	return all
}

func TestTheFiguresTellWhatWasKeptAndWhatWasNot(t *testing.T) {
	s := opened(t, storetest.SQLite(t))
	before := figures(t, s)
	if before["quoth_store_last_failure_timestamp_seconds"] != 0 {
		t.Error("something has failed before anything was written")
	}
	_, err := s.Write(t.Context(), "p", store.Add(record("a")))
	must(t, err)
	if _, err := s.Write(t.Context(), "p", store.Add(record("a"))); !errors.Is(err, annotation.ErrConflict) {
		t.Fatal(err)
	}
	store.LimitPages(s, 40)
	if _, err := s.Write(t.Context(), "p", store.Put(store.Record{Kind: "thing", ID: "big", Body: make([]byte, 1<<20)})); !errors.Is(err, store.ErrFull) {
		t.Fatal(err)
	}
	after := figures(t, s)
	for name, want := range map[string]float64{
		"quoth_store_writes_total conflict": 1, "quoth_store_writes_total full": 1, "quoth_store_writes_total unavailable": 0, "quoth_store_writes_waiting": 0, "quoth_store_listening": 1,
	} {
		if got, there := after[name]; !there || got != want {
			t.Errorf("%s = %v, want %v", name, got, want)
		}
	}
	if n := after["quoth_store_writes_total kept"] - before["quoth_store_writes_total kept"]; n < 1 || after["quoth_store_write_seconds"] != after["quoth_store_writes_total kept"] {
		t.Errorf("%v were kept, and the time of %v was taken", n, after["quoth_store_write_seconds"])
	}
	now := float64(time.Now().Unix())
	if at := after["quoth_store_last_failure_timestamp_seconds"]; now-at > 60 {
		t.Errorf("the failure is of %v", at)
	}
	if after["quoth_store_size_bytes"] < 4096 || after["quoth_store_free_bytes"] == 0 {
		t.Errorf("%v bytes, %v free", after["quoth_store_size_bytes"], after["quoth_store_free_bytes"])
	}
}

func TestAReplicaThatHearsNothingIsTold(t *testing.T) {
	cluster := storetest.Postgres(t)
	s := opened(t, cluster.URL)
	hears := func(want float64) {
		t.Helper()
		for limit := time.Now().Add(20 * time.Second); figures(t, s)["quoth_store_listening"] != want; time.Sleep(50 * time.Millisecond) {
			if time.Now().After(limit) {
				t.Fatalf("quoth_store_listening is not %v", want)
			}
		}
	}
	hears(1)
	cluster.Kill()
	hears(0)
	if _, err := s.Write(t.Context(), "p", store.Put(record("a"))); !errors.Is(err, store.ErrUnavailable) {
		t.Fatal(err)
	}
	if n := figures(t, s)["quoth_store_writes_total unavailable"]; n < 1 {
		t.Error("a write that failed is not counted")
	}
	cluster.Start()
	hears(1)
}
