package server

import (
	"log/slog"
	"net/http"
	"runtime"
	"runtime/debug"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// metrics are what an operator watches. They are counted by route, so that
// neither an article's name nor an ID ever becomes a label.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	duration *prometheus.HistogramVec
	fetches  *prometheus.CounterVec
}

func newMetrics(version string) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "quoth_http_requests_total", Help: "Requests answered.",
		}, []string{"route", "code"}),
		duration: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "quoth_http_request_duration_seconds", Help: "Time from the request to the end of its answer.",
			Buckets: []float64{.001, .005, .025, .1, .5, 2.5, 10},
		}, []string{"route"}),
	}
	m.fetches = prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "quoth_fetch_failures_total", Help: "Pages that were asked for by address and did not become articles.",
	}, []string{"class"})
	build := prometheus.NewGaugeVec(prometheus.GaugeOpts{
		Name: "quoth_build_info", Help: "1, with what is running as labels.",
	}, []string{"version", "go"})
	build.WithLabelValues(version, runtime.Version()).Set(1)
	m.registry.MustRegister(m.requests, m.duration, m.fetches, build, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}

// observe counts and logs every request. The log tells the route and not the
// address asked for, and not who asked: what somebody reads is theirs.
func (s *server) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		seen := &recorder{ResponseWriter: w, code: http.StatusOK}
		defer func() {
			failed := recover()
			if failed != nil {
				s.config.Log.ErrorContext(r.Context(), "request panicked", "route", r.Pattern, "panic", failed, "stack", string(debug.Stack()))
				if !seen.wrote {
					http.Error(seen, "something went wrong on our side", http.StatusInternalServerError)
				}
			}
			route := r.Pattern
			if route == "" {
				route = "none"
			}
			took := time.Since(start)
			s.metrics.requests.WithLabelValues(route, strconv.Itoa(seen.code)).Inc()
			s.metrics.duration.WithLabelValues(route).Observe(took.Seconds())
			s.config.Log.LogAttrs(r.Context(), slog.LevelInfo, "request", slog.String("method", method(r)),
				slog.String("route", route), slog.Int("status", seen.code), slog.Int("bytes", seen.bytes), slog.Duration("took", took))
		}()
		next.ServeHTTP(seen, r)
	})
}

// method is the request's method if it is a known one: anything else is the
// client's own words, and those stay out of the log.
func method(r *http.Request) string {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return r.Method
	}
	return "other"
}

// A recorder remembers what was answered.
type recorder struct {
	http.ResponseWriter
	code  int
	bytes int
	wrote bool
}

func (r *recorder) WriteHeader(code int) {
	if !r.wrote {
		r.code, r.wrote = code, true
	}
	r.ResponseWriter.WriteHeader(code)
}

func (r *recorder) Write(p []byte) (int, error) {
	r.wrote = true
	n, err := r.ResponseWriter.Write(p)
	r.bytes += n
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }
