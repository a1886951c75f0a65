//go:build js && wasm

package browser

import (
	"syscall/js"
	"time"
)

// refusedFor is after how long a stream is opened again that was refused.
const refusedFor = 8 * time.Second

// OpenEvents listens to a stream of server-sent events and calls f for each
// that concerns the reader, and whenever it has come back. The browser opens
// it again when it breaks, and we when it was refused, as by a server that is
// full. f must not wait.
func OpenEvents(url string, f func(mine bool)) (stop func()) {
	stopped := false
	var end func()
	var open func()
	open = func() {
		end = nil
		var events js.Value
		if stopped || try(func() { events = js.Global().Get("EventSource").New(url) }) != nil {
			return // what others do is seen at the next exchange
		}
		hear := Listen(events, "message", func(js.Value) { f(true) })
		back := Listen(events, "ready", func(js.Value) { f(false) })
		var fail func()
		end = func() {
			hear()
			back()
			fail()
			events.Call("close")
		}
		fail = Listen(events, "error", func(js.Value) {
			if events.Get("readyState").Int() != events.Get("CLOSED").Int() {
				return
			}
			time.AfterFunc(refusedFor, func() {
				if !stopped {
					end()
					open()
				}
			})
		})
	}
	open()
	return func() {
		stopped = true
		if end != nil {
			end()
		}
	}
}

// OnOnline calls f when the browser thinks that there is a network again.
func OnOnline(f func()) (stop func()) {
	return Listen(js.Global(), "online", func(js.Value) { f() })
}
