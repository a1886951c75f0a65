//go:build js && wasm

package browser

import (
	"context"
	"errors"
	"strings"
	"syscall/js"
)

// An Error is an exception of the browser: see DOMException for the names.
// https://webidl.spec.whatwg.org/#idl-DOMException-error-names
type Error struct {
	Name    string // "QuotaExceededError", "AbortError", "TypeError" …
	Message string // for a developer
}

// Error implements error.
func (e *Error) Error() string {
	if e.Message == "" {
		return e.Name
	}
	return e.Name + ": " + e.Message
}

// is reports whether err is an exception with one of the names.
func is(err error, names ...string) bool {
	var e *Error
	if !errors.As(err, &e) {
		return false
	}
	for _, name := range names {
		if e.Name == name {
			return true
		}
	}
	return false
}

// errorOf makes an error of whatever was thrown.
func errorOf(v js.Value) error {
	e := &Error{Name: "Error"}
	if v.Type() != js.TypeObject {
		if v.Truthy() {
			e.Message = v.String()
		}
		return e
	}
	if s := v.Get("name"); s.Type() == js.TypeString {
		e.Name = s.String()
	}
	if s := v.Get("message"); s.Type() == js.TypeString {
		e.Message = s.String()
	}
	return e
}

// try calls f and returns what the browser threw meanwhile as an *Error.
func try(f func()) (err error) {
	defer func() {
		switch thrown := recover().(type) {
		case nil:
		case js.Error:
			err = errorOf(thrown.Value)
		case *js.ValueError: // an object that this browser does not have
			err = &Error{Name: "NotSupportedError", Message: thrown.Error()}
		case string: // what syscall/js says of a method that it does not have
			if !strings.HasPrefix(thrown, "syscall/js:") {
				panic(thrown)
			}
			err = &Error{Name: "NotSupportedError", Message: thrown}
		default:
			panic(thrown)
		}
	}()
	f()
	return nil
}

// once makes a function of the browser that may be called one time and is
// released then.
func once(f func(args []js.Value)) js.Func {
	var callback js.Func
	callback = js.FuncOf(func(_ js.Value, args []js.Value) any {
		callback.Release()
		f(args)
		return nil
	})
	return callback
}

// A settlement is how a promise ended.
type settlement struct {
	value js.Value
	err   error
}

// Await waits for a promise. It returns an *Error if the promise is rejected
// and the context's error if that ends first; the promise itself goes on then.
func Await(ctx context.Context, promise js.Value) (js.Value, error) {
	settled := make(chan settlement, 1)
	when(promise, func(v js.Value, err error) { settled <- settlement{v, err} })
	select {
	case s := <-settled:
		return s.value, s.err
	case <-ctx.Done():
		return js.Undefined(), ctx.Err()
	}
}

// when calls f once with what becomes of a promise.
func when(promise js.Value, f func(js.Value, error)) {
	var resolved, rejected js.Func
	settle := func(v js.Value, err error) {
		resolved.Release()
		rejected.Release()
		f(v, err)
	}
	first := func(args []js.Value) js.Value {
		if len(args) == 0 {
			return js.Undefined()
		}
		return args[0]
	}
	resolved = js.FuncOf(func(_ js.Value, args []js.Value) any {
		settle(first(args), nil)
		return nil
	})
	rejected = js.FuncOf(func(_ js.Value, args []js.Value) any {
		settle(js.Undefined(), errorOf(first(args)))
		return nil
	})
	promise.Call("then", resolved, rejected)
}

// bytesOf copies a Uint8Array.
func bytesOf(array js.Value) []byte {
	data := make([]byte, array.Get("byteLength").Int())
	js.CopyBytesToGo(data, array)
	return data
}

// arrayOf copies bytes into a Uint8Array.
func arrayOf(data []byte) js.Value {
	array := js.Global().Get("Uint8Array").New(len(data))
	js.CopyBytesToJS(array, data)
	return array
}
