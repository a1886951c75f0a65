//go:build js && wasm

package browser

import (
	"syscall/js"
	"time"
)

// Listen calls f for every event of that name on a target, until remove is
// called. f must not wait.
func Listen(target js.Value, event string, f func(event js.Value)) (remove func()) {
	return ListenWith(target, event, nil, f)
}

// ListenWith is Listen with the options of addEventListener: "capture",
// "passive", "once".
func ListenWith(target js.Value, event string, options map[string]any, f func(event js.Value)) (remove func()) {
	callback := js.FuncOf(func(_ js.Value, args []js.Value) any {
		f(args[0])
		return nil
	})
	if options == nil {
		options = map[string]any{}
	}
	how := js.ValueOf(options)
	target.Call("addEventListener", event, callback, how)
	removed := false
	return func() {
		if removed {
			return
		}
		removed = true
		target.Call("removeEventListener", event, callback, how)
		callback.Release()
	}
}

// Frame calls f before the next frame is painted. It is not called while the
// page is hidden.
func Frame(f func()) {
	js.Global().Call("requestAnimationFrame", once(func([]js.Value) { f() }))
}

// hiddenAfter is how long AfterPaint waits for a frame. A hidden page paints
// none, and what is to be saved must not wait until it is shown again.
const hiddenAfter = 250 * time.Millisecond

// AfterPaint calls f when what has been changed is on the screen, or soon if
// the page is hidden.
func AfterPaint(f func()) {
	called := false
	call := func() {
		if !called {
			called = true
			f()
		}
	}
	if Document().Get("visibilityState").String() == "hidden" {
		Timeout(0, call)
		return
	}
	cancel := Timeout(hiddenAfter, call)
	Frame(func() {
		Timeout(0, func() { // the frame is painted between the two
			cancel()
			call()
		})
	})
}

// idleWithin is after how long Idle no longer waits for a quiet moment.
const idleWithin = 2 * time.Second

// Idle calls f when the page has nothing better to do.
func Idle(f func()) { IdleWithin(idleWithin, f) }

// IdleWithin is Idle, but waits no longer than that.
func IdleWithin(within time.Duration, f func()) {
	callback := once(func([]js.Value) { f() })
	if !js.Global().Get("requestIdleCallback").Truthy() { // Safari
		js.Global().Call("setTimeout", callback, 50)
		return
	}
	js.Global().Call("requestIdleCallback", callback, map[string]any{"timeout": within.Milliseconds()})
}

// Timeout calls f once after a while, unless it is cancelled before.
func Timeout(after time.Duration, f func()) (cancel func()) {
	done := false
	var callback js.Func
	callback = js.FuncOf(func(js.Value, []js.Value) any {
		done = true
		callback.Release()
		f()
		return nil
	})
	id := js.Global().Call("setTimeout", callback, after.Milliseconds())
	return func() {
		if done {
			return
		}
		done = true
		js.Global().Call("clearTimeout", id)
		callback.Release()
	}
}
