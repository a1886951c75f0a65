//go:build js && wasm

// Command webcorpus is the studio's worker: it compares the layers of the
// tab's library, and reads and writes the files of other programs, in a thread
// of its own (see package studio/answers).
package main

import (
	"context"
	"runtime/debug"
	"time"

	"github.com/google/uuid"

	"quoth/internal/browser"
	"quoth/internal/browser/worker"
	"quoth/internal/local"
	"quoth/internal/studio/answers"
)

func main() {
	debug.SetGCPercent(400)
	debug.SetMemoryLimit(512 << 20)
	var w *answers.Worker
	worker.Serve(func(q worker.Question) ([]byte, error) {
		if w == nil {
			store, err := browser.OpenIndexedDB(context.Background(), "quoth")
			if err != nil {
				return nil, err
			}
			w = &answers.Worker{Library: local.NewLibrary(store), NewID: newID, Now: time.Now}
		}
		return w.Answer(context.Background(), q.Ask, q.Input, q.Tell)
	})
}

// newID makes an ID that sorts by age.
func newID() string {
	id, err := uuid.NewV7()
	if err != nil {
		panic(err) // no randomness: nothing in the tab would work
	}
	return id.String()
}
