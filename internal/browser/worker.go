//go:build js && wasm

package browser

import (
	"context"
	"errors"
	"fmt"
	"syscall/js"
)

// ErrWorker means that the second program could not be loaded or has died.
var ErrWorker = errors.New("the part of Quoth that does this could not be loaded: try again when there is a connection")

// A Worker is Quoth's second program (cmd/webworker) in a thread of its own.
// It belongs to the user interface's goroutine.
type Worker struct {
	worker  js.Value
	waiting map[int]*question
	asked   int
	dead    error
}

type question struct {
	answer   chan reply
	progress func(done, total int)
}

type reply struct {
	data []byte
	err  error
}

// told is what the server tells the page's program.
func told() js.Value {
	return js.Global().Get("JSON").Call("parse", Document().Call("getElementById", "quoth-boot").Get("textContent"))
}

// Alone reports whether the server forbids suggestions, as a teacher may.
func Alone() bool { return told().Get("alone").Truthy() }

// StartWorker begins to load the worker, from where the page says that its
// parts are.
func StartWorker() *Worker { return StartProgram("wasm") }

// StartProgram is StartWorker of another program, by the name of its part.
func StartProgram(part string) *Worker {
	w := &Worker{waiting: map[int]*question{}}
	parts := told().Get("worker")
	if parts.Truthy() {
		parts = js.Global().Get("Object").Call("assign", map[string]any{}, parts, map[string]any{"wasm": parts.Get(part)})
	}
	if !parts.Truthy() || !parts.Get("script").Truthy() || !parts.Get("wasm").Truthy() {
		w.dead = ErrWorker
		return w
	}
	w.worker = js.Global().Get("Worker").New(parts.Get("script"))
	w.worker.Set("onmessage", js.FuncOf(func(_ js.Value, a []js.Value) any {
		data := a[0].Get("data")
		if why := data.Get("failed"); why.Truthy() {
			w.die(fmt.Errorf("%w (%s)", ErrWorker, why))
			return nil
		}
		q := w.waiting[data.Get("id").Int()]
		if q == nil {
			return nil
		}
		if total := data.Get("total"); total.Truthy() {
			q.progress(data.Get("done").Int(), total.Int())
			return nil
		}
		delete(w.waiting, data.Get("id").Int())
		answer := q.answer
		if why := data.Get("error"); why.Truthy() {
			answer <- reply{err: errors.New(why.String())}
		} else {
			answer <- reply{data: bytesOf(data.Get("result"))}
		}
		return nil
	}))
	w.worker.Set("onerror", js.FuncOf(func(_ js.Value, a []js.Value) any {
		w.die(ErrWorker)
		return nil
	}))
	w.worker.Call("postMessage", map[string]any{"parts": parts})
	return w
}

func (w *Worker) die(err error) {
	w.dead = err
	w.worker.Call("terminate")
	for id, q := range w.waiting {
		delete(w.waiting, id)
		q.answer <- reply{err: err}
	}
}

// Dead is why the worker cannot be asked any more, or nil.
func (w *Worker) Dead() error { return w.dead }

// Ask has the worker do something and waits for the answer; progress, which
// may be nil, is told how far it is. The error wraps ErrWorker if there is no
// worker to do it.
func (w *Worker) Ask(ctx context.Context, what string, input []byte, progress func(done, total int)) ([]byte, error) {
	if w.dead != nil {
		return nil, w.dead
	}
	w.asked++
	id, answer := w.asked, make(chan reply, 1)
	if progress == nil {
		progress = func(int, int) {}
	}
	w.waiting[id] = &question{answer, progress}
	w.worker.Call("postMessage", map[string]any{"id": id, "ask": what, "input": arrayOf(input)})
	select {
	case r := <-answer:
		return r.data, r.err
	case <-ctx.Done():
		delete(w.waiting, id)
		return nil, ctx.Err()
	}
}
