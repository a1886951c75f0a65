package server

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"time"

	"quoth/internal/article"
	"quoth/internal/fetch"
	"quoth/internal/server/limit"
)

// longestAsk bounds what asks for a page, in bytes.
const longestAsk = 8 << 10

// errTooMany means that a client asks for pages faster than a person reads.
var errTooMany = errors.New("that was many pages in a short time: wait a minute")

// fetched answers POST /api/fetch, {"url": …}, with the article that stands at
// the address, as JSON. Whatever goes wrong is a sentence and a class.
func (s *server) fetched(w http.ResponseWriter, r *http.Request) {
	var ask struct {
		URL string `json:"url"`
	}
	a, err := func() (*article.Article, error) {
		if s.clients.Take(limit.Address(r)) > 0 {
			return nil, errTooMany
		}
		if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, longestAsk)).Decode(&ask); err != nil || ask.URL == "" {
			return nil, errBadAsk
		}
		return s.config.Fetch(r.Context(), ask.URL)
	}()
	s.told(w, r, a, err)
}

// told answers with an article as JSON, or says in words and by class why
// there is none.
func (s *server) told(w http.ResponseWriter, r *http.Request, a *article.Article, err error) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Type", "application/json")
	if err == nil {
		if err := json.NewEncoder(w).Encode(a); err != nil {
			s.config.Log.WarnContext(r.Context(), "an article did not reach its reader", "err", err)
		}
		return
	}
	code, class := fetchStatus(err)
	words := err.Error()
	if code == http.StatusInternalServerError {
		if r.Context().Err() != nil {
			return // the reader has gone
		}
		s.config.Log.ErrorContext(r.Context(), "a page could not be read", "err", err)
		words = "something went wrong on our side"
	}
	s.metrics.fetches.WithLabelValues(class).Inc()
	if code == http.StatusTooManyRequests {
		h.Set("Retry-After", strconv.Itoa(int(between/time.Second)))
	}
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(map[string]string{"error": words, "class": class}) // the reader has gone if it fails
}

var errBadAsk = errors.New(`send {"url": "https://…"}`)

// fetchStatus is the status and the class of what kept an article from coming.
func fetchStatus(err error) (code int, class string) {
	var e *fetch.Error
	switch {
	case errors.As(err, &e):
		return map[fetch.Class]int{
			fetch.Address: http.StatusBadRequest, fetch.Private: http.StatusForbidden, fetch.Gone: http.StatusNotFound,
			fetch.Slow: http.StatusGatewayTimeout, fetch.Busy: http.StatusServiceUnavailable,
			fetch.Large: http.StatusUnprocessableEntity, fetch.Type: http.StatusUnprocessableEntity,
			fetch.Unreachable: http.StatusBadGateway, fetch.Redirects: http.StatusBadGateway, fetch.Refused: http.StatusBadGateway, fetch.Broken: http.StatusBadGateway,
		}[e.Class], string(e.Class)
	case errors.Is(err, errTooMany):
		return http.StatusTooManyRequests, "rate"
	case errors.Is(err, errBusy):
		return http.StatusServiceUnavailable, string(fetch.Busy)
	case errors.Is(err, errLarge):
		return http.StatusRequestEntityTooLarge, string(fetch.Large)
	case errors.Is(err, errBadAsk):
		return http.StatusBadRequest, "request"
	case errors.Is(err, article.ErrInvalid):
		return http.StatusUnprocessableEntity, "article"
	}
	return http.StatusInternalServerError, "failure"
}

// Pages that a client may ask for, or send.
const (
	burst      = 10              // at once
	between    = 3 * time.Second // and then one each
	mostClient = 10_000
)
