//go:build js && wasm

package browser

import (
	"syscall/js"
	"time"
)

// OpenEvents listens to a stream of server-sent events, and calls f for each
// that concerns the reader, and whenever it has come back. The browser opens it
// again when it breaks; when it was refused, by a server that is full or a
// balancer that has none, that is done here. f must not wait.
func OpenEvents(url string, f func()) (stop func()) {
	closed := false
	var end func()
	var open func()
	open = func() {
		var events js.Value
		if try(func() { events = js.Global().Get("EventSource").New(url) }) != nil {
			end = func() {} // what others do is seen at the next exchange
			return
		}
		hear := Listen(events, "message", func(js.Value) { f() })
		back := Listen(events, "ready", func(js.Value) { f() })
		var refused func()
		again := func() {}
		refused = Listen(events, "error", func(js.Value) {
			if !closed && events.Get("readyState").Int() == events.Get("CLOSED").Int() {
				again = Timeout(reopenAfter, func() { end(); open() })
			}
		})
		end = func() {
			again()
			hear()
			back()
			refused()
			events.Call("close")
		}
	}
	open()
	return func() { closed = true; end() }
}

// reopenAfter is how long a stream that was refused is left alone.
const reopenAfter = 7 * time.Second

// OnOnline calls f when the browser thinks that there is a network again.
func OnOnline(f func()) (stop func()) {
	return Listen(js.Global(), "online", func(js.Value) { f() })
}
