package server

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"quoth/internal/annotation"
)

// errMethod means that an address knows no such method.
var errMethod = errors.New("this address can only be read")

func notFound(format string, args ...any) error {
	return fmt.Errorf(format+": %w", append(args, annotation.ErrNotFound)...)
}

// status is the one place where classes of error become HTTP statuses. An
// error of no class is ours to know and not the reader's.
func status(err error) int {
	switch {
	case errors.Is(err, annotation.ErrNotFound):
		return http.StatusNotFound
	case errors.Is(err, annotation.ErrInvalid):
		return http.StatusBadRequest
	case errors.Is(err, annotation.ErrConflict):
		return http.StatusConflict
	case errors.Is(err, errMethod):
		return http.StatusMethodNotAllowed
	}
	return http.StatusInternalServerError
}

// handler adapts a function that may fail before it has written anything.
func (s *server) handler(f func(http.ResponseWriter, *http.Request) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		err := f(w, r)
		if err == nil {
			return
		}
		code := status(err)
		words := err.Error()
		if code == http.StatusInternalServerError {
			if r.Context().Err() != nil {
				return // the reader has gone
			}
			s.config.Log.ErrorContext(r.Context(), "request failed", "method", r.Method, "route", r.Pattern, "err", err)
			words = "something went wrong on our side"
		}
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("Vary", "Accept")
		if !strings.Contains(r.Header.Get("Accept"), "text/html") {
			http.Error(w, words, code)
			return
		}
		page, err := s.pages.problem(code)
		if err != nil {
			http.Error(w, words, code)
			return
		}
		w.Header().Set("Content-Type", htmlType)
		w.WriteHeader(code)
		if r.Method != http.MethodHead {
			_, _ = w.Write(page) // the reader has gone if it fails
		}
	})
}
