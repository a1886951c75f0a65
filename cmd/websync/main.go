//go:build js && wasm

// Command websync is Quoth's program in a Web Worker that carries the edits of
// a class's layer to the server and back (see package relay). It is loaded on
// pages of assignments only.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/google/uuid"

	"quoth/internal/annotation"
	"quoth/internal/browser"
	"quoth/internal/browser/worker"
	"quoth/internal/local"
	"quoth/internal/relay"
)

func main() {
	debug.SetMemoryLimit(64 << 20)
	var c *carrier
	worker.ServeAtOnce(func(q worker.Question) ([]byte, error) {
		switch q.Ask {
		case relay.AskBegin:
			var link relay.Link
			if err := json.Unmarshal(q.Input, &link); err != nil {
				return nil, err
			}
			if c != nil {
				c.stop()
			}
			var err error
			c, err = begin(link)
			return nil, err
		case relay.AskStatus:
			return c.next(q.Input)
		case relay.AskFinish:
			c.Finish()
			return nil, nil
		}
		return nil, fmt.Errorf("the worker does not know how to do %q: %w", q.Ask, annotation.ErrInvalid)
	})
}

// A carrier carries what one page shows.
type carrier struct {
	*relay.Carrier
	status chan []byte // the last, until it is taken
	stop   context.CancelFunc
}

func begin(link relay.Link) (*carrier, error) {
	ctx, stop := context.WithCancel(context.Background())
	store, err := browser.OpenIndexedDB(ctx, "quoth")
	if err != nil {
		stop()
		return nil, err
	}
	base := "/api/projects/" + link.Project
	tabs := browser.OpenChannel("quoth-" + string(link.Layer))
	c := &carrier{status: make(chan []byte, 1), stop: stop}
	c.Carrier = relay.NewCarrier(&relay.Relay{
		Link: link, Library: local.NewLibrary(store), Remote: remote{base + "/layers/" + string(link.Layer)}, Clock: time.Now,
		NewID: newID,
	}, c.tell, func() { tabs.Post("saved") }) // as a tab does that has written
	tabs.Listen(func(string) { c.Wake(false) })
	events := browser.OpenEvents(base+"/events", func() { c.Wake(true) })
	online := browser.OnOnline(func() { c.Wake(true) })
	context.AfterFunc(ctx, func() { events(); online(); tabs.Close() })
	go c.Run(ctx)
	return c, nil
}

func newID() string {
	id, err := uuid.NewV7()
	if err != nil {
		panic(err) // no randomness: nothing in the tab would work
	}
	return id.String()
}

// tell leaves the status where the page takes it.
func (c *carrier) tell(s relay.Status) {
	data, err := json.Marshal(s)
	if err != nil {
		return
	}
	select {
	case <-c.status: // an older one that nobody took
	default:
	}
	c.status <- data
}

// next waits for a status that is not the one that the page has.
func (c *carrier) next(had []byte) ([]byte, error) {
	for {
		if s := <-c.status; string(s) != string(had) {
			return s, nil
		}
	}
}
