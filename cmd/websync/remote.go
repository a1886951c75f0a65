//go:build js && wasm

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"quoth/internal/browser"
	"quoth/internal/editor"
	"quoth/internal/relay"
)

// remote is the log of a layer on the server that the page came from.
type remote struct{ layer string } // its address

func (r remote) Pull(ctx context.Context, after int64) (log relay.Log, err error) {
	_, err = r.exchange(ctx, "GET", r.layer+"/operations?after="+strconv.FormatInt(after, 10), nil, &log)
	return log, err
}

func (r remote) Push(ctx context.Context, after int64, operations []editor.Transaction) (log relay.Log, ok bool, err error) {
	body, err := json.Marshal(map[string]any{"after": after, "operations": operations})
	if err != nil {
		return log, false, err
	}
	status, err := r.exchange(ctx, "POST", r.layer+"/operations", body, &log)
	return log, status == 200, err
}

func (r remote) Finish(ctx context.Context) error {
	_, err := r.exchange(ctx, "POST", r.layer+"/finish", []byte("{}"), nil)
	return err
}

// patience is how long an answer may take. A network that swallows everything
// looks like a slow server, and browsers wait for minutes.
const patience = 20 * time.Second

func (r remote) exchange(ctx context.Context, method, url string, body []byte, into any) (status int, err error) {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	status, data, err := browser.Exchange(ctx, method, url, body, map[string]any{"Content-Type": "application/json"})
	switch {
	case errors.Is(err, browser.ErrOffline):
		return 0, fmt.Errorf("no connection: %w", relay.ErrAway)
	case errors.Is(err, context.DeadlineExceeded):
		return 0, fmt.Errorf("the server does not answer: %w", relay.ErrAway)
	case err != nil:
		return 0, err
	case status == 200 || status == 409:
		if into == nil {
			return status, nil
		}
		return status, json.Unmarshal(data, into)
	}
	return status, relay.Refusal(status, browser.Refusal(status, data))
}
