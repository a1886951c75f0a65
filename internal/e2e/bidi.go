package e2e

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"

	"golang.org/x/net/websocket"
)

// A bidi is a connection that speaks WebDriver BiDi.
// https://w3c.github.io/webdriver-bidi/
type bidi struct {
	socket *websocket.Conn
	notice func(method string, params json.RawMessage) // called from the reading goroutine

	mu      sync.Mutex
	last    int
	waiting map[int]chan reply
	lost    error
}

// A reply is what the browser answers to a command, or an event.
type reply struct {
	ID      int
	Method  string          // of an event
	Params  json.RawMessage // of an event
	Result  json.RawMessage
	Error   string
	Message string
}

func dialBidi(url string, notice func(string, json.RawMessage)) (*bidi, error) {
	socket, err := websocket.Dial(url, "", bidiOrigin)
	if err != nil {
		return nil, err
	}
	socket.MaxPayloadBytes = 256 << 20 // a screenshot is one message
	b := &bidi{socket: socket, notice: notice, waiting: map[int]chan reply{}}
	go b.read()
	return b, nil
}

func (b *bidi) read() {
	for {
		var r reply
		err := websocket.JSON.Receive(b.socket, &r)
		if err != nil {
			b.mu.Lock()
			b.lost = fmt.Errorf("the connection to firefox is lost: %w", err)
			for id, c := range b.waiting {
				delete(b.waiting, id)
				close(c)
			}
			b.mu.Unlock()
			return
		}
		if r.Method != "" {
			b.notice(r.Method, r.Params)
			continue
		}
		b.mu.Lock()
		c := b.waiting[r.ID]
		delete(b.waiting, r.ID)
		b.mu.Unlock()
		if c != nil {
			c <- r
		}
	}
}

// params are what a command takes.
type params map[string]any

// call sends a command and decodes what comes back, unless into is nil.
func (b *bidi) call(ctx context.Context, method string, p params, into any) error {
	b.mu.Lock()
	if b.lost != nil {
		defer b.mu.Unlock()
		return b.lost
	}
	b.last++
	id, answer := b.last, make(chan reply, 1)
	b.waiting[id] = answer
	b.mu.Unlock()
	if p == nil {
		p = params{}
	}
	if err := websocket.JSON.Send(b.socket, map[string]any{"id": id, "method": method, "params": p}); err != nil {
		return fmt.Errorf("%s: %w", method, err)
	}
	select {
	case <-ctx.Done():
		return fmt.Errorf("%s: %w", method, ctx.Err())
	case r, ok := <-answer:
		switch {
		case !ok:
			return fmt.Errorf("%s: %w", method, b.lost)
		case r.Error != "":
			return fmt.Errorf("%s: %s: %s", method, r.Error, r.Message)
		case into == nil:
			return nil
		}
		return json.Unmarshal(r.Result, into)
	}
}

// evaluated is what script.evaluate and script.callFunction return for a
// JavaScript string, which all of ours do.
type evaluated struct {
	Result struct {
		Type  string
		Value json.RawMessage
	}
	ExceptionDetails *struct{ Text string }
}

func (e evaluated) text() (text string, err error) {
	if e.ExceptionDetails != nil {
		return "", errors.New(e.ExceptionDetails.Text)
	}
	return text, json.Unmarshal(e.Result.Value, &text)
}
