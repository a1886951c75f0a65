//go:build js && wasm

package browser

import (
	"context"
	"syscall/js"
)

// A Handed is what another page or program has handed to Quoth.
type Handed struct {
	Files   []File
	HTML    string // of a whole page
	Text    string
	Address string // of the page, or of what is shared
	Problem string // why nothing came, in words
}

// Receive calls f, from a goroutine of its own, with what this page was opened
// to receive: see web/take.js. It reports false, and calls nothing, if it was
// opened for nothing of the kind.
func Receive(f func(Handed)) bool {
	take := js.Global().Get("quothTake")
	if !take.Truthy() {
		return false
	}
	coming := take.Invoke()
	go func() {
		v, err := Await(context.Background(), coming)
		if err != nil || !v.Truthy() {
			return
		}
		words := func(name string) string {
			if s := v.Get(name); s.Type() == js.TypeString {
				return s.String()
			}
			return ""
		}
		h := Handed{HTML: words("html"), Text: words("text"), Address: words("url"), Problem: words("problem")}
		if files := v.Get("files"); files.Truthy() {
			h.Files = read(listed(files))
		}
		f(h)
	}()
	return true
}
