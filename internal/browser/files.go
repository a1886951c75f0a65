//go:build js && wasm

package browser

import (
	"context"
	"fmt"
	"syscall/js"
	"time"

	"quoth/internal/annotation"
)

// MaxFile is how large a file may be to be read, in bytes. Quoth refuses far
// smaller ones with a better sentence; this is what a tab survives.
const MaxFile = 256 << 20

// A File is one that the reader chose or dropped.
type File struct {
	Name      string
	MediaType string // as the browser guesses it
	Data      []byte
	Err       error // why Data could not be read; wraps annotation.ErrInvalid if it is too large
}

// PickFiles lets the reader choose files and calls f with them, from a
// goroutine of its own; not at all if the reader changes their mind. accept
// lists suffixes and media types, with commas. It must be called while the
// browser still counts the reader's click.
func PickFiles(accept string, multiple bool, f func([]File)) {
	input := Document().Call("createElement", "input")
	input.Set("type", "file")
	input.Set("accept", accept)
	input.Set("multiple", multiple)
	// Safari forgets an input that is nowhere on the page while it is open.
	input.Get("style").Set("display", "none")
	Document().Get("body").Call("append", input)
	done := func(js.Value) {
		list := listed(input.Get("files"))
		input.Call("remove")
		if len(list) > 0 {
			go func() { f(read(list)) }()
		}
	}
	once := map[string]any{"once": true}
	ListenWith(input, "change", once, done)
	ListenWith(input, "cancel", once, func(js.Value) { input.Call("remove") })
	input.Call("click")
}

// DroppedFiles calls f with the files of a drop event, from a goroutine of
// its own; not at all if there are none.
func DroppedFiles(event js.Value, f func([]File)) {
	transfer := event.Get("dataTransfer")
	if !transfer.Truthy() {
		return
	}
	// The list is the browser's only during the event: take the files now.
	if list := listed(transfer.Get("files")); len(list) > 0 {
		go func() { f(read(list)) }()
	}
}

// EarlyFiles calls f with the files that were dropped before the program had
// come; not at all if there are none.
func EarlyFiles(f func([]File)) {
	if take := js.Global().Get("quothTakeDropped"); take.Truthy() {
		if list := listed(take.Invoke()); len(list) > 0 {
			go func() { f(read(list)) }()
		}
	}
}

func listed(files js.Value) (list []js.Value) {
	for i := range files.Get("length").Int() {
		list = append(list, files.Index(i))
	}
	return list
}

func read(list []js.Value) []File {
	files := make([]File, len(list))
	for i, v := range list {
		f := File{Name: v.Get("name").String(), MediaType: v.Get("type").String()}
		if size := int64(v.Get("size").Float()); size > MaxFile {
			f.Err = fmt.Errorf("%s has %d MB, more than the %d MB that can be read: %w", f.Name, size>>20, MaxFile>>20, annotation.ErrInvalid)
		} else if buffer, err := Await(context.Background(), v.Call("arrayBuffer")); err != nil {
			f.Err = fmt.Errorf("%s cannot be read, it may have been moved or may be a folder: %w", f.Name, err)
		} else {
			f.Data = bytesOf(js.Global().Get("Uint8Array").New(buffer))
		}
		files[i] = f
	}
	return files
}

// savedWithin is how long the browser may take to begin a download before
// its bytes are given up.
const savedWithin = time.Minute

// Save hands a file to the browser, which puts it where downloads go.
func Save(name, mediaType string, data []byte) {
	blob := js.Global().Get("Blob").New([]any{arrayOf(data)}, map[string]any{"type": mediaType})
	url := js.Global().Get("URL").Call("createObjectURL", blob)
	link := Document().Call("createElement", "a")
	link.Set("href", url)
	link.Set("download", name)
	link.Get("style").Set("display", "none")
	Document().Get("body").Call("append", link)
	link.Call("click")
	link.Call("remove")
	Timeout(savedWithin, func() { js.Global().Get("URL").Call("revokeObjectURL", url) })
}

func fileOf(name, mediaType string, data []byte) js.Value {
	return js.Global().Get("File").New([]any{arrayOf(data)}, name, map[string]any{"type": mediaType})
}

func shareable(file js.Value) (data map[string]any, ok bool) {
	data = map[string]any{"files": []any{file}}
	navigator := js.Global().Get("navigator")
	_ = try(func() { ok = navigator.Call("canShare", data).Bool() }) // where it is missing, nothing can be shared
	return data, ok
}

// CanShare reports whether the browser has a share sheet that takes files.
func CanShare() bool {
	_, ok := shareable(fileOf("text.txt", "text/plain", nil))
	return ok
}

// Share opens the share sheet with a file. Browsers that share no files of
// its media type get it as plain text. The channel, which need not be read,
// tells how it ended; a reader who closes the sheet is no error.
func Share(name, mediaType string, data []byte) <-chan error {
	done := make(chan error, 1)
	what, ok := shareable(fileOf(name, mediaType, data))
	if !ok {
		what, _ = shareable(fileOf(name+".txt", "text/plain", data))
	}
	finish := func(_ js.Value, err error) {
		if err != nil && !is(err, "AbortError") {
			done <- fmt.Errorf("%s could not be shared, save it instead: %w", name, err)
		}
		close(done)
	}
	if err := try(func() { when(js.Global().Get("navigator").Call("share", what), finish) }); err != nil {
		finish(js.Undefined(), err)
	}
	return done
}
