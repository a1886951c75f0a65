//go:build js && wasm

package browser

import (
	"context"
	"fmt"
	"sync"
	"syscall/js"

	"quoth/internal/annotation"
	"quoth/internal/local"
)

// indexedDB is a local.Store in one object store of an IndexedDB database,
// with values as Uint8Array under keys that are strings.
// https://www.w3.org/TR/IndexedDB/
type indexedDB struct {
	name string

	mu         sync.Mutex
	connection *connection // nil after it was closed from outside
}

const objectStore = "entries"

// OpenIndexedDB opens the tab's storage, or makes it. The error wraps
// local.ErrUnavailable if the browser has none for this page.
func OpenIndexedDB(ctx context.Context, name string) (local.Store, error) {
	d := &indexedDB{name: name}
	if _, err := d.connected(ctx); err != nil {
		return nil, err
	}
	return d, nil
}

// Get implements local.Store.
func (d *indexedDB) Get(ctx context.Context, key string) ([]byte, error) {
	results, err := d.transact(ctx, "readonly", func(s js.Value) []js.Value {
		return []js.Value{s.Call("get", key)}
	})
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", key, err)
	}
	if results[0].IsUndefined() {
		return nil, fmt.Errorf("nothing is stored under %s: %w", key, annotation.ErrNotFound)
	}
	return bytesOf(results[0]), nil
}

// List implements local.Store.
func (d *indexedDB) List(ctx context.Context, prefix, after string, limit int) ([]local.Entry, error) {
	between, some := keyRange(prefix, after)
	if !some {
		return nil, ctx.Err()
	}
	most := js.Undefined()
	if limit > 0 {
		most = js.ValueOf(limit)
	}
	results, err := d.transact(ctx, "readonly", func(s js.Value) []js.Value {
		return []js.Value{s.Call("getAllKeys", between, most), s.Call("getAll", between, most)}
	})
	if err != nil {
		return nil, fmt.Errorf("listing %s: %w", prefix, err)
	}
	entries := make([]local.Entry, results[0].Length())
	for i := range entries {
		entries[i] = local.Entry{Key: results[0].Index(i).String(), Value: bytesOf(results[1].Index(i))}
	}
	return entries, nil
}

// Keys implements local.Store.
func (d *indexedDB) Keys(ctx context.Context, prefix string) ([]string, error) {
	between, _ := keyRange(prefix, "")
	results, err := d.transact(ctx, "readonly", func(s js.Value) []js.Value {
		return []js.Value{s.Call("getAllKeys", between)}
	})
	if err != nil {
		return nil, fmt.Errorf("listing %s: %w", prefix, err)
	}
	keys := make([]string, results[0].Length())
	for i := range keys {
		keys[i] = results[0].Index(i).String()
	}
	return keys, nil
}

// keyRange is the keys that begin with prefix and lie behind after, undefined
// for all; some is false if there can be none.
func keyRange(prefix, after string) (between js.Value, some bool) {
	ranges := js.Global().Get("IDBKeyRange")
	from, behind := prefix, false
	if after != "" && after >= prefix {
		from, behind = after, true
	}
	if prefix == "" {
		if from == "" {
			return js.Undefined(), true
		}
		return ranges.Call("lowerBound", from, behind), true
	}
	to := prefix + "\uffff" // keys are ASCII
	if from >= to {
		return js.Undefined(), false
	}
	return ranges.Call("bound", from, to, behind, true), true
}

// Write implements local.Store. A batch that has begun is waited for even if
// the context ends meanwhile, so that the answer is never a guess.
func (d *indexedDB) Write(ctx context.Context, ops ...local.Op) error {
	if len(ops) == 0 {
		return ctx.Err()
	}
	values := make([]js.Value, len(ops))
	size := 0
	for i, op := range ops {
		values[i] = arrayOf(op.Value)
		size += len(op.Value)
	}
	_, err := d.transact(ctx, "readwrite", func(s js.Value) []js.Value {
		for i, op := range ops {
			switch op.Kind {
			case local.OpPut:
				s.Call("put", values[i], op.Key)
			case local.OpAdd:
				s.Call("add", values[i], op.Key)
			case local.OpDelete:
				s.Call("delete", op.Key)
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("writing %d bytes: %w", size, err)
	}
	return nil
}

// Close gives the connection up; the next use makes another.
func (d *indexedDB) Close() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.connection != nil {
		d.connection.close()
		d.connection = nil
	}
}

// transact makes requests in one transaction and returns their results when
// it is complete and, if it writes, on the disk.
func (d *indexedDB) transact(ctx context.Context, mode string, ask func(store js.Value) []js.Value) ([]js.Value, error) {
	for again := true; ; again = false {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		c, err := d.connected(ctx)
		if err != nil {
			return nil, err
		}
		transaction, err := c.begin(mode)
		if err == nil {
			return wait(transaction, ask)
		}
		if !again || !is(err, "InvalidStateError") {
			return nil, storageError(err)
		}
		// The connection was closed under us, as browsers do to make way for
		// another version or when they clear data: nothing was asked yet.
		d.Close()
	}
}

// connected returns the connection, opening it if there is none.
func (d *indexedDB) connected(ctx context.Context) (*connection, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.connection == nil || d.connection.closed {
		c, err := connect(ctx, d.name)
		if err != nil {
			return nil, err
		}
		if d.connection != nil {
			d.connection.close()
		}
		d.connection = c
	}
	return d.connection, nil
}

// storageError puts the browser's exceptions into the classes of the Store.
func storageError(err error) error {
	switch {
	case is(err, "ConstraintError"):
		return fmt.Errorf("the place is taken: %w", annotation.ErrConflict)
	case is(err, "QuotaExceededError"):
		return local.ErrFull
	case is(err, "InvalidStateError", "SecurityError", "NotSupportedError", "UnknownError"):
		return fmt.Errorf("%w (%v)", local.ErrUnavailable, err)
	}
	return err
}
