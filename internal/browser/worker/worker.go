//go:build js && wasm

// Package worker is the seam to the browser for the program that runs in a Web
// Worker: the other side of browser.Worker. It stands apart from package
// browser, so that the worker brings along nothing of the page's storage and
// editor.
package worker

import "syscall/js"

// A Question is what the page asks.
type Question struct {
	Ask   string
	Input []byte
	id    js.Value
}

// Tell lets the page know how far the answer is.
func (q Question) Tell(done, total int) {
	js.Global().Call("postMessage", map[string]any{"id": q.id, "done": done, "total": total})
}

// Serve answers what the page asks, one question after the other, for ever.
func Serve(answer func(Question) ([]byte, error)) { serve(func(q js.Value) { reply(q, answer) }) }

// ServeAtOnce is Serve for answers that wait for something: others are given
// meanwhile.
func ServeAtOnce(answer func(Question) ([]byte, error)) {
	serve(func(q js.Value) { go reply(q, answer) })
}

func serve(each func(js.Value)) {
	questions := make(chan js.Value, 16)
	js.Global().Set("quothAsk", js.FuncOf(func(_ js.Value, a []js.Value) any {
		questions <- a[0]
		return nil
	}))
	js.Global().Call("quothReady")
	for q := range questions {
		each(q)
	}
}

func reply(q js.Value, answer func(Question) ([]byte, error)) {
	data, err := answer(Question{q.Get("ask").String(), bytesOf(q.Get("input")), q.Get("id")})
	message := map[string]any{"id": q.Get("id")}
	if err != nil {
		message["error"] = err.Error()
	} else {
		result := js.Global().Get("Uint8Array").New(len(data))
		js.CopyBytesToJS(result, data)
		message["result"] = result
	}
	js.Global().Call("postMessage", message)
}

func bytesOf(array js.Value) []byte {
	data := make([]byte, array.Get("length").Int())
	js.CopyBytesToGo(data, array)
	return data
}

// Weights are those of a language; nil where there are none, or no connection.
// It asks worker.js, which knows where they are.
func Weights(language string) []byte {
	loaded := make(chan []byte, 1)
	arrived := js.FuncOf(func(_ js.Value, a []js.Value) any {
		if a[0].Truthy() {
			loaded <- bytesOf(a[0])
		} else {
			loaded <- nil
		}
		return nil
	})
	defer arrived.Release()
	js.Global().Call("quothWeights", language, arrived)
	return <-loaded
}
