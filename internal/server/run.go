package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"syscall"
	"time"
)

// drain is how long requests that are being answered may still take when the
// server is told to stop.
const drain = 10 * time.Second

// Listen opens the address, host and port. The error of a busy port says what
// to do.
func Listen(address string) (net.Listener, error) {
	l, err := net.Listen("tcp", address)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("%s is in use: stop the other program or choose another with --address", address)
	}
	if err != nil {
		return nil, fmt.Errorf("listen on %s: %w", address, err)
	}
	return l, nil
}

// Run answers on l until ctx ends, and then finishes what it has begun. It
// returns an error if that takes longer than ten seconds.
func Run(ctx context.Context, l net.Listener, h http.Handler, log *slog.Logger) error {
	s := &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      5 * time.Minute, // the program over a very slow line
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(quiet{log.Handler()}, slog.LevelWarn),
	}
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(l) }()
	select {
	case err := <-ended:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	log.Info("stopping", "wait", drain)
	limit, cancel := context.WithTimeout(context.Background(), drain)
	defer cancel()
	if err := s.Shutdown(limit); err != nil {
		_ = s.Close()
		return fmt.Errorf("stopped with requests unfinished after %v: %w", drain, err)
	}
	return nil
}

// quiet drops the text of net/http's own messages, which names the addresses
// of clients, and keeps that there was one.
type quiet struct{ slog.Handler }

// Handle implements slog.Handler.
func (q quiet) Handle(ctx context.Context, r slog.Record) error {
	return q.Handler.Handle(ctx, slog.NewRecord(r.Time, slog.LevelDebug, "a connection failed", r.PC))
}
