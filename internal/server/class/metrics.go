package class

import (
	"errors"
	"net/http"

	"github.com/prometheus/client_golang/prometheus"

	"quoth/internal/editor"
	"quoth/internal/store"
)

// metrics answer whether a class is losing work. No label holds a name, an ID
// or a text: the values of each are few and ours.
type metrics struct {
	edits   *prometheus.CounterVec
	delay   prometheus.Histogram
	streams prometheus.Gauge
	dropped prometheus.Counter
	limited *prometheus.CounterVec
	grades  *prometheus.CounterVec
}

func newMetrics(r prometheus.Registerer) *metrics {
	m := &metrics{
		edits: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "quoth_edits_total",
			Help: "Edits that tabs have sent: kept, told that others came first and sent again (conflict), refused for what they are or who sent them, or failed on our side; with the cause. What is not kept stays in the tab.",
		}, []string{"outcome", "cause"}),
		delay: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name:    "quoth_edit_delay_seconds",
			Help:    "How long before it was kept an edit was made, by the clock of the tab: how far tabs were behind.",
			Buckets: []float64{1, 5, 30, 120, 600, 3600, 86400},
		}),
		streams: prometheus.NewGauge(prometheus.GaugeOpts{Name: "quoth_streams", Help: "Tabs that listen to what happens."}),
		dropped: prometheus.NewCounter(prometheus.CounterOpts{Name: "quoth_streams_dropped_total", Help: "Streams that were closed because the tab took too little of them; it comes back for the rest."}),
		limited: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "quoth_limited_total", Help: "What was refused because one client asked for too much: requests, streams, or guesses of codes and passwords.",
		}, []string{"what"}),
		grades: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "quoth_grades_total", Help: "Results told to course platforms: sent, or failed and to be tried again.",
		}, []string{"outcome"}),
	}
	for _, what := range []string{"requests", "streams", "guesses"} {
		m.limited.WithLabelValues(what)
	}
	// A counter that begins with its first case hides that case from whoever
	// watches how it grows.
	for outcome, causes := range map[string][]string{
		"kept": {""}, "conflict": {""}, "failed": {"full", "unavailable", "other"},
		"refused": {"signed out", "closed", "gone", "large", "invalid", "limited", "went away", "other"},
	} {
		for _, cause := range causes {
			m.edits.WithLabelValues(outcome, cause)
		}
	}
	r.MustRegister(m.edits, m.delay, m.streams, m.dropped, m.limited, m.grades)
	return m
}

// kept counts edits that are durable.
func (c *call) kept(edits []editor.Transaction) {
	if len(edits) == 0 {
		return
	}
	c.metrics.edits.WithLabelValues("kept", "").Add(float64(len(edits)))
	c.metrics.delay.Observe(max(0, c.now().Sub(edits[0].At).Seconds()))
}

// lost counts edits that were not kept, of a call whose route takes some; one
// if it is not known how many.
func (c *call) lost(err error) {
	if !c.route.takes() {
		return
	}
	outcome, cause := "refused", "other"
	switch code := status(err); code {
	case http.StatusUnauthorized:
		cause = "signed out"
	case http.StatusForbidden:
		cause = "closed"
	case http.StatusNotFound:
		cause = "gone"
	case http.StatusRequestEntityTooLarge:
		cause = "large"
	case http.StatusUnprocessableEntity:
		cause = "invalid"
	case http.StatusTooManyRequests:
		cause = "limited"
	default:
		switch {
		case code < 500:
		case c.r.Context().Err() != nil:
			cause = "went away"
		case errors.Is(err, store.ErrFull):
			outcome, cause = "failed", "full"
		case errors.Is(err, store.ErrUnavailable):
			outcome, cause = "failed", "unavailable"
		default:
			outcome = "failed"
		}
	}
	c.metrics.edits.WithLabelValues(outcome, cause).Add(float64(max(1, c.edits)))
}

// takes reports whether edits are sent to the route.
func (r *route) takes() bool {
	_, sent := r.in.(sending)
	return sent || r.method != http.MethodGet && r.method != http.MethodOptions && (r.path == containerPath || r.path == annotationPath)
}
