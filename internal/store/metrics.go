package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"quoth/internal/annotation"
)

// metrics tell whether what is to be kept is kept, and how long it takes.
type metrics struct {
	took         prometheus.Histogram
	writes       *prometheus.CounterVec
	waiting      prometheus.Gauge
	kept, failed prometheus.Gauge
}

func newMetrics() *metrics {
	m := &metrics{
		took: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "quoth_store_write_seconds", Help: "Time from handing a change over to its being on the disk.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10},
		}),
		writes: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "quoth_store_writes_total", Help: "Changes by what became of them: kept, or not because others came first (conflict), the disk is full or read only (full), the database is away (unavailable), nobody waited (left), or another error.",
		}, []string{"outcome"}),
		waiting: prometheus.NewGauge(prometheus.GaugeOpts{Name: "quoth_store_writes_waiting", Help: "Changes that wait to be written."}),
		kept:    prometheus.NewGauge(prometheus.GaugeOpts{Name: "quoth_store_last_write_timestamp_seconds", Help: "When a change was last kept; a check of readiness is one."}),
		failed:  prometheus.NewGauge(prometheus.GaugeOpts{Name: "quoth_store_last_failure_timestamp_seconds", Help: "When the database last failed to keep one; 0 for never."}),
	}
	for _, outcome := range []string{"kept", "conflict", "full", "unavailable", "left", "other"} {
		m.writes.WithLabelValues(outcome)
	}
	return m
}

// count counts a change that began at start.
func (m *metrics) count(start time.Time, err error) {
	outcome := "other"
	switch {
	case err == nil:
		outcome = "kept"
		m.took.Observe(time.Since(start).Seconds())
		m.kept.SetToCurrentTime()
	case errors.Is(err, annotation.ErrConflict):
		outcome = "conflict"
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded), errors.Is(err, errLeft):
		outcome = "left"
	case errors.Is(err, ErrFull):
		outcome = "full"
	case errors.Is(err, ErrUnavailable):
		outcome = "unavailable"
	}
	if outcome == "full" || outcome == "unavailable" {
		m.failed.SetToCurrentTime()
	}
	m.writes.WithLabelValues(outcome).Inc()
}

// Collectors are the store's metrics, for whoever serves them.
func (s *Store) Collectors() []prometheus.Collector {
	all := []prometheus.Collector{s.metrics.took, s.metrics.writes, s.metrics.waiting, s.metrics.kept, s.metrics.failed,
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "quoth_store_listening", Help: "1 while this replica hears what the others write; always with SQLite, which has no others.",
		}, func() float64 {
			if s.db.hears() {
				return 1
			}
			return 0
		})}
	file, local := s.db.(*sqliteFile)
	if !local {
		return all // PostgreSQL has figures of its own
	}
	return append(all,
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "quoth_store_size_bytes", Help: "Size of the database's files.",
		}, func() (size float64) {
			for _, name := range []string{file.path, file.path + "-wal"} {
				if info, err := os.Stat(name); err == nil {
					size += float64(info.Size())
				}
			}
			return size
		}),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "quoth_store_free_bytes", Help: "Space that is left where the database is; -1 where that cannot be told.",
		}, func() float64 { return free(filepath.Dir(file.path)) }))
}
