package server

import (
	"bytes"
	"html/template"
	"log/slog"
	"strings"
	"testing"

	"quoth/internal/article"
)

func TestMetricsCountByRouteAndNeverByName(t *testing.T) {
	h := handler(t, configured(t))
	ask(h, "GET", "/read/bridge")
	ask(h, "GET", "/read/secret-article")
	ask(h, "BREW", "/private-path")
	body := ask(h, "GET", "/metrics").Body.String()
	for _, want := range []string{
		`quoth_http_requests_total{code="200",route="GET /read/{name}"} 1`,
		`quoth_http_requests_total{code="404",route="GET /read/{name}"} 1`,
		`quoth_http_request_duration_seconds_count{route="GET /read/{name}"} 2`,
		`version="test"`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("metrics lack %s", want)
		}
	}
	for _, private := range []string{"secret-article", "private-path", "BREW"} {
		if strings.Contains(body, private) {
			t.Errorf("metrics tell %q", private)
		}
	}
}

func TestTheLogTellsTheRouteAndNotWhatWasReadOrByWhom(t *testing.T) {
	var log bytes.Buffer
	c := configured(t)
	c.Log = slog.New(slog.NewJSONHandler(&log, nil))
	h := handler(t, c)
	ask(h, "GET", "/read/secret-article?q=private")
	for _, private := range []string{"secret-article", "private", "192.0.2.1"} { // httptest's client
		if strings.Contains(log.String(), private) {
			t.Errorf("the log tells %q: %s", private, log.String())
		}
	}
	if !strings.Contains(log.String(), `"route":"GET /read/{name}","status":404`) {
		t.Errorf("log = %s", log.String())
	}
}

func TestAPanicIsAnsweredAndLogged(t *testing.T) {
	var log bytes.Buffer
	c := configured(t)
	c.Log = slog.New(slog.NewTextHandler(&log, nil))
	c.Paint = func(*article.Article) template.HTML { panic("no paint") }
	if w := ask(handler(t, c), "GET", "/read/bridge"); w.Code != 500 || strings.Contains(w.Body.String(), "paint") {
		t.Errorf("%d: %s", w.Code, w.Body)
	}
	if !strings.Contains(log.String(), "no paint") {
		t.Errorf("log = %s", log.String())
	}
}
