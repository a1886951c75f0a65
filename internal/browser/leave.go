//go:build js && wasm

package browser

import "syscall/js"

// OnLeave calls leave when the page is hidden or goes away, and lets the
// browser ask whether it may close while losing is true.
func OnLeave(leave func(), losing func() bool) {
	Listen(js.Global(), "pagehide", func(js.Value) { leave() })
	Listen(Document(), "visibilitychange", func(js.Value) {
		if Document().Get("visibilityState").String() == "hidden" {
			leave()
		}
	})
	Listen(js.Global(), "beforeunload", func(event js.Value) {
		leave()
		if losing() {
			event.Call("preventDefault")
		}
	})
}

// ForgetQuery takes what was asked in the page's address out of it, so that
// going back or loading again does not ask anew.
func ForgetQuery() {
	location := js.Global().Get("location")
	js.Global().Get("history").Call("replaceState", js.Null(), "", location.Get("pathname"))
}
