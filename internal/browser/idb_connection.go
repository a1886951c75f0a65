//go:build js && wasm

package browser

import (
	"context"
	"fmt"
	"syscall/js"
	"time"

	"quoth/internal/local"
)

// A connection is an open database. Its fields change only in callbacks and
// between them, never at the same time.
type connection struct {
	db       js.Value
	closed   bool
	handlers []js.Func
}

// schemaVersion is the version of the database's layout, not of what is
// stored: records carry their own.
const schemaVersion = 1

// openWithin is how long the browser may take to open a database. Some never
// answer, and a tab with an older version may be in the way.
const openWithin = 10 * time.Second

// connect opens a database and makes its object store if it is new.
func connect(ctx context.Context, name string) (*connection, error) {
	var request js.Value
	err := try(func() { request = js.Global().Get("indexedDB").Call("open", name, schemaVersion) })
	if err != nil { // there is none, or even to look at it is forbidden
		return nil, fmt.Errorf("%w (%v)", local.ErrUnavailable, err)
	}
	ctx, cancel := context.WithTimeout(ctx, openWithin)
	defer cancel()
	opened := make(chan settlement, 1)
	upgrade := js.FuncOf(func(js.Value, []js.Value) any {
		request.Get("result").Call("createObjectStore", objectStore)
		return nil
	})
	abandoned := false
	var success, failure js.Func
	release := func() {
		upgrade.Release()
		success.Release()
		failure.Release()
	}
	success = js.FuncOf(func(js.Value, []js.Value) any {
		release()
		if db := request.Get("result"); abandoned {
			db.Call("close") // nobody waits any more, and open it would block others
		} else {
			opened <- settlement{value: db}
		}
		return nil
	})
	failure = js.FuncOf(func(js.Value, []js.Value) any {
		release()
		opened <- settlement{err: errorOf(request.Get("error"))}
		return nil
	})
	request.Set("onupgradeneeded", upgrade)
	request.Set("onsuccess", success)
	request.Set("onerror", failure)
	select {
	case s := <-opened:
		switch {
		case is(s.err, "VersionError"):
			return nil, fmt.Errorf("the storage belongs to a newer version of Quoth, reload the page: %w", local.ErrUnavailable)
		case s.err != nil:
			return nil, fmt.Errorf("%w (%v)", local.ErrUnavailable, s.err)
		}
		return newConnection(s.value), nil
	case <-ctx.Done():
		abandoned = true
		return nil, fmt.Errorf("the storage does not open, close the other tabs of Quoth and reload the page: %w (%v)", local.ErrUnavailable, ctx.Err())
	}
}

func newConnection(db js.Value) *connection {
	c := &connection{db: db}
	on := func(event string, f func()) {
		handler := js.FuncOf(func(js.Value, []js.Value) any {
			f()
			return nil
		})
		db.Set(event, handler)
		c.handlers = append(c.handlers, handler)
	}
	on("onversionchange", c.close)            // make way for a newer version, or for deleting
	on("onclose", func() { c.closed = true }) // the browser took it away
	return c
}

func (c *connection) close() {
	if c.closed && len(c.handlers) == 0 {
		return
	}
	c.closed = true
	c.db.Set("onversionchange", js.Null())
	c.db.Set("onclose", js.Null())
	c.db.Call("close")
	for _, handler := range c.handlers {
		handler.Release()
	}
	c.handlers = nil
}

// begin starts a transaction. "Strict" has the browser confirm a write only
// when the disk has it.
func (c *connection) begin(mode string) (transaction js.Value, err error) {
	err = try(func() {
		transaction = c.db.Call("transaction", objectStore, mode, map[string]any{"durability": "strict"})
	})
	return transaction, err
}

// wait makes the requests and waits until the transaction has ended.
//
// A transaction ends by itself when control returns to the browser and
// nothing is asked of it, so ask must not wait for anything.
func wait(transaction js.Value, ask func(store js.Value) []js.Value) ([]js.Value, error) {
	ended := make(chan error, 1)
	complete := js.FuncOf(func(js.Value, []js.Value) any {
		ended <- nil
		return nil
	})
	defer complete.Release()
	abort := js.FuncOf(func(js.Value, []js.Value) any {
		reason := transaction.Get("error")
		if !reason.Truthy() {
			ended <- &Error{Name: "AbortError", Message: "the browser gave the transaction up"}
		} else {
			ended <- errorOf(reason)
		}
		return nil
	})
	defer abort.Release()
	transaction.Set("oncomplete", complete)
	transaction.Set("onabort", abort)

	var requests []js.Value
	thrown := try(func() { requests = ask(transaction.Call("objectStore", objectStore)) })
	if thrown != nil {
		// What was asked before must not be written alone. If the transaction
		// has aborted already, this throws, which changes nothing.
		_ = try(func() { transaction.Call("abort") })
	} else if transaction.Get("commit").Truthy() {
		// Without waiting for the answers: the page may be about to go away.
		_ = try(func() { transaction.Call("commit") })
	}
	err := <-ended
	if thrown != nil {
		err = thrown
	}
	if err != nil {
		return nil, storageError(err)
	}
	results := make([]js.Value, len(requests))
	for i, r := range requests {
		results[i] = r.Get("result")
	}
	return results, nil
}
