//go:build js && wasm

package browser

import "syscall/js"

// OpenEvents listens to a stream of server-sent events, which the browser
// opens again whenever it breaks, and calls f for each that concerns the
// reader, and whenever it has come back. f must not wait.
func OpenEvents(url string, f func(mine bool)) (stop func()) {
	var events js.Value
	if try(func() { events = js.Global().Get("EventSource").New(url) }) != nil {
		return func() {} // what others do is seen at the next exchange
	}
	hear := Listen(events, "message", func(js.Value) { f(true) })
	back := Listen(events, "ready", func(js.Value) { f(false) })
	return func() {
		hear()
		back()
		events.Call("close")
	}
}

// OnOnline calls f when the browser thinks that there is a network again.
func OnOnline(f func()) (stop func()) {
	return Listen(js.Global(), "online", func(js.Value) { f() })
}
