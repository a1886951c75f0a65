package crowd

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"slices"
	"testing"
)

// A Stage is what a command has in place of a test, to use what was made for
// tests: PostgreSQL and browsers.
type Stage struct {
	testing.TB
	name string
	ends []func()
	said []string
}

// On runs f as a test would, cleans up, and returns what failed.
func On(name string, f func(*Stage)) error {
	s := &Stage{name: name}
	run := func(f func()) {
		done := make(chan struct{})
		go func() { // Fatal ends its goroutine
			defer close(done)
			f()
		}()
		<-done
	}
	run(func() { f(s) })
	for len(s.ends) > 0 {
		last := len(s.ends) - 1
		end := s.ends[last]
		s.ends = s.ends[:last]
		run(end)
	}
	if len(s.said) > 0 {
		return fmt.Errorf("%s: %s", name, s.said[0])
	}
	return nil
}

// Helper implements testing.TB.
func (s *Stage) Helper() {}

// Name implements testing.TB.
func (s *Stage) Name() string { return s.name }

// Failed implements testing.TB. No pictures are kept of what failed.
func (s *Stage) Failed() bool { return false }

// Cleanup implements testing.TB.
func (s *Stage) Cleanup(end func()) { s.ends = append(s.ends, end) }

// Context implements testing.TB.
func (s *Stage) Context() context.Context { return context.Background() }

// Logf implements testing.TB.
func (s *Stage) Logf(string, ...any) {}

// Errorf implements testing.TB.
func (s *Stage) Errorf(format string, args ...any) {
	s.said = append(s.said, fmt.Sprintf(format, args...))
}

// Error implements testing.TB.
func (s *Stage) Error(args ...any) { s.Errorf("%s", fmt.Sprint(args...)) }

// Fatalf implements testing.TB.
func (s *Stage) Fatalf(format string, args ...any) {
	s.Errorf(format, args...)
	runtime.Goexit()
}

// Fatal implements testing.TB.
func (s *Stage) Fatal(args ...any) { s.Fatalf("%s", fmt.Sprint(args...)) }

// TempDir implements testing.TB.
func (s *Stage) TempDir() string {
	dir, err := os.MkdirTemp("", "quoth-soak-")
	if err != nil {
		s.Fatal(err)
	}
	s.ends = slices.Insert(s.ends, 0, func() { _ = os.RemoveAll(dir) }) // after all who write there
	return dir
}
