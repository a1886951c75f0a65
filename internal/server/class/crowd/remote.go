package crowd

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"quoth/internal/editor"
	"quoth/internal/relay"
)

// remote is the log of a layer on the server, as the browser's program asks
// for it. It notes what the server has acknowledged.
type remote struct{ tab *Tab }

// Pull implements relay.Remote.
func (r remote) Pull(ctx context.Context, after int64) (log relay.Log, err error) {
	_, err = r.ask(ctx, "GET", "/operations?after="+strconv.FormatInt(after, 10), nil, &log)
	if err == nil {
		r.tab.acknowledged(log.Operations)
	}
	return log, err
}

// Push implements relay.Remote.
func (r remote) Push(ctx context.Context, after int64, operations []editor.Transaction) (log relay.Log, ok bool, err error) {
	began := time.Now()
	code, err := r.ask(ctx, "POST", "/operations", map[string]any{"after": after, "operations": operations}, &log)
	if err == nil {
		r.tab.acknowledged(log.Operations) // an answer that was lost is found in a conflict
	}
	if err == nil && code == http.StatusOK {
		r.tab.acknowledged(operations)
		r.tab.waited(time.Since(began))
	}
	return log, code == http.StatusOK, err
}

// Finish implements relay.Remote.
func (r remote) Finish(ctx context.Context) error {
	_, err := r.ask(ctx, "POST", "/finish", nil, &struct{}{})
	return err
}

func (r remote) ask(ctx context.Context, method, path string, body, into any) (code int, err error) {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	code, data, err := r.tab.Pupil.exchange(ctx, method, r.tab.Pupil.Layer+path, body)
	switch {
	case err != nil:
		return 0, fmt.Errorf("no connection: %w", relay.ErrAway)
	case code >= 500 || code == http.StatusTooManyRequests:
		return code, fmt.Errorf("%d: %w", code, relay.ErrAway)
	case code == http.StatusOK || code == http.StatusConflict:
		return code, json.Unmarshal(data, into)
	}
	return code, fmt.Errorf("%d %s", code, data)
}

// retry is after how long a stream that broke is opened again; it is what the
// server asks browsers for.
const retry = 2 * time.Second

// Listen follows what happens in the class as a page does, and calls heard for
// every event. It goes on over breaks until ctx ends.
func (p *Person) Listen(ctx context.Context, path string, heard func(data string)) {
	for last := ""; ctx.Err() == nil; {
		p.stream(ctx, path, &last, heard)
		select {
		case <-time.After(retry):
		case <-ctx.Done():
		}
	}
}

func (p *Person) stream(ctx context.Context, path string, last *string, heard func(data string)) {
	r, err := http.NewRequestWithContext(ctx, "GET", p.At+path, nil)
	if err != nil {
		return
	}
	r.Header.Set("Cookie", p.Cookie)
	if *last != "" {
		r.Header.Set("Last-Event-ID", *last)
	}
	answer, err := p.net.Client.Do(r)
	if err != nil {
		return
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return
	}
	for in := bufio.NewScanner(answer.Body); in.Scan(); {
		switch field, value, _ := strings.Cut(in.Text(), ": "); field {
		case "id":
			*last = value
		case "data":
			heard(value)
		}
	}
}
