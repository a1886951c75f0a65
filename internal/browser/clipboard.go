//go:build js && wasm

package browser

import (
	"errors"
	"syscall/js"
)

// ErrClipboard means that the browser let nothing onto the clipboard.
var ErrClipboard = errors.New("the browser refuses the clipboard, save a file instead")

// CopyText puts a text on the clipboard. The channel, which need not be read,
// tells how it ended.
func CopyText(text string) <-chan error { return copyBoth(text, "") }

// CopyHTML puts HTML on the clipboard, with plain text for programs that take
// no HTML; otherwise as CopyText.
func CopyHTML(html, plain string) <-chan error { return copyBoth(plain, html) }

func copyBoth(plain, html string) <-chan error {
	done := make(chan error, 1)
	finish := func(_ js.Value, err error) {
		if err != nil && !copyByCommand(plain, html) {
			done <- ErrClipboard
		}
		close(done)
	}
	err := try(func() {
		clipboard := js.Global().Get("navigator").Get("clipboard")
		if html == "" {
			when(clipboard.Call("writeText", plain), finish)
			return
		}
		blob := func(s, mediaType string) js.Value {
			return js.Global().Get("Blob").New([]any{s}, map[string]any{"type": mediaType})
		}
		item := js.Global().Get("ClipboardItem").New(map[string]any{
			"text/plain": blob(plain, "text/plain"), "text/html": blob(html, "text/html"),
		})
		when(clipboard.Call("write", []any{item}), finish)
	})
	if err != nil { // no clipboard outside of secure contexts
		finish(js.Undefined(), err)
	}
	return done
}

// copyByCommand copies the old way, which works without a secure context.
func copyByCommand(plain, html string) (ok bool) {
	remove := ListenWith(Document(), "copy", map[string]any{"capture": true}, func(event js.Value) {
		event.Call("stopImmediatePropagation")
		event.Call("preventDefault")
		event.Get("clipboardData").Call("setData", "text/plain", plain)
		if html != "" {
			event.Get("clipboardData").Call("setData", "text/html", html)
		}
	})
	defer remove()
	err := try(func() { ok = Document().Call("execCommand", "copy").Bool() })
	return ok && err == nil
}

// PastedData returns what a paste or drop event carries as plain text and as
// HTML; "" for what it does not.
func PastedData(event js.Value) (plain, html string) {
	data := event.Get("clipboardData")
	if !data.Truthy() {
		data = event.Get("dataTransfer")
	}
	if !data.Truthy() {
		return "", ""
	}
	return data.Call("getData", "text/plain").String(), data.Call("getData", "text/html").String()
}
