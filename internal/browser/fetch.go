//go:build js && wasm

package browser

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"syscall/js"

	"quoth/internal/annotation"
)

// ErrOffline means that the server could not be reached.
var ErrOffline = errors.New("there is no connection to the server, try again when there is one")

// Fetch reads a URL through the browser, cookies and cache included. The
// error wraps ErrOffline if there is no answer, annotation.ErrNotFound for the
// status 404 and 410, annotation.ErrConflict for 409 and 412, and
// annotation.ErrInvalid for every other refusal.
func Fetch(ctx context.Context, url string) (data []byte, contentType string, err error) {
	abort := js.Global().Get("AbortController").New()
	defer context.AfterFunc(ctx, func() { abort.Call("abort") })()
	response, err := Await(ctx, js.Global().Call("fetch", url, map[string]any{"signal": abort.Get("signal")}))
	if err != nil {
		return nil, "", fetchError(ctx, url, err)
	}
	if status := response.Get("status").Int(); !response.Get("ok").Bool() {
		class := annotation.ErrInvalid
		switch status {
		case 404, 410:
			class = annotation.ErrNotFound
		case 409, 412:
			class = annotation.ErrConflict
		}
		return nil, "", fmt.Errorf("%s: the server answers %d: %w", url, status, class)
	}
	if t := response.Get("headers").Call("get", "Content-Type"); t.Type() == js.TypeString {
		contentType = t.String()
	}
	buffer, err := Await(ctx, response.Call("arrayBuffer"))
	if err != nil {
		return nil, "", fetchError(ctx, url, err)
	}
	return bytesOf(js.Global().Get("Uint8Array").New(buffer)), contentType, nil
}

// Ask sends JSON to the server and returns what it answers. Where the server
// says in words what is wrong, those are the error; if there is no answer, it
// wraps ErrOffline.
func Ask(ctx context.Context, url string, question []byte) ([]byte, error) {
	return Send(ctx, url, question, map[string]any{"Content-Type": "application/json"})
}

// Send is Ask for what is not JSON, with the headers that say what it is.
func Send(ctx context.Context, url string, body []byte, headers map[string]any) ([]byte, error) {
	status, data, err := Exchange(ctx, "POST", url, body, headers)
	if err != nil || status < 300 {
		return data, err
	}
	return nil, fmt.Errorf("%s: %w", Refusal(status, data), annotation.ErrInvalid)
}

// Refusal is why the server does not do something, in its words.
func Refusal(status int, data []byte) string {
	var said struct{ Error string }
	if json.Unmarshal(data, &said) != nil || said.Error == "" {
		return fmt.Sprintf("the server answers %d", status)
	}
	return said.Error
}

// Exchange asks the server and returns whatever it answers. The error wraps
// ErrOffline if there is no answer. A nil body is none.
func Exchange(ctx context.Context, method, url string, body []byte, headers map[string]any) (status int, data []byte, err error) {
	abort := js.Global().Get("AbortController").New()
	defer context.AfterFunc(ctx, func() { abort.Call("abort") })()
	options := map[string]any{"method": method, "signal": abort.Get("signal"), "headers": headers}
	if body != nil {
		options["body"] = arrayOf(body)
	}
	response, err := Await(ctx, js.Global().Call("fetch", url, options))
	if err != nil {
		return 0, nil, fetchError(ctx, url, err)
	}
	buffer, err := Await(ctx, response.Call("arrayBuffer"))
	if err != nil {
		return 0, nil, fetchError(ctx, url, err)
	}
	return response.Get("status").Int(), bytesOf(js.Global().Get("Uint8Array").New(buffer)), nil
}

func fetchError(ctx context.Context, url string, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return fmt.Errorf("%s: %w (%v)", url, ErrOffline, err)
}
