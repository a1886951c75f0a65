//go:build js && wasm

package browser

import (
	"context"
	"syscall/js"
)

// manager is navigator.storage; ok is false where the browser has none, as
// outside of secure contexts.
func manager(method string) (storage js.Value, ok bool) {
	storage = js.Global().Get("navigator").Get("storage")
	return storage, storage.Truthy() && storage.Get(method).Truthy()
}

// Persist asks the browser not to clear the page's storage when space runs
// short. What becomes of it is the browser's and the reader's business.
func Persist() {
	if storage, ok := manager("persist"); ok {
		when(storage.Call("persist"), func(js.Value, error) {})
	}
}

// Persisted waits for whether the browser has promised that; see Persist.
func Persisted(ctx context.Context) bool {
	storage, ok := manager("persisted")
	if !ok {
		return false
	}
	v, err := Await(ctx, storage.Call("persisted"))
	return err == nil && v.Truthy()
}

// Estimate waits for how many bytes the page has stored and how many it may,
// both about; zero where the browser does not tell.
func Estimate() (usage, quota int64) {
	storage, ok := manager("estimate")
	if !ok {
		return 0, 0
	}
	v, err := Await(context.Background(), storage.Call("estimate"))
	if err != nil {
		return 0, 0
	}
	number := func(name string) int64 {
		if n := v.Get(name); n.Type() == js.TypeNumber {
			return int64(n.Float())
		}
		return 0
	}
	return number("usage"), number("quota")
}
