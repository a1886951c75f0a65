package fetch

import (
	"context"
	"sync"
	"time"
)

// hosts lets one request at a time through to each host, with a pause between
// two. A host is forgotten when nobody asks for it.
type hosts struct {
	mu   sync.Mutex
	open map[string]*host
}

type host struct {
	turn    chan struct{} // holds one token while nobody is asking
	waiting int
	last    time.Time
}

// enter waits for a turn; leave gives it on.
func (h *hosts) enter(ctx context.Context, name string, pause time.Duration) (leave func(), err error) {
	h.mu.Lock()
	if h.open == nil {
		h.open = map[string]*host{}
	}
	at := h.open[name]
	if at == nil {
		at = &host{turn: make(chan struct{}, 1)}
		at.turn <- struct{}{}
		h.open[name] = at
	}
	at.waiting++
	h.mu.Unlock()
	gone := func() {
		h.mu.Lock()
		at.waiting--
		if at.waiting == 0 && time.Since(at.last) > pause {
			delete(h.open, name)
		}
		h.mu.Unlock()
	}
	select {
	case <-at.turn:
	case <-ctx.Done():
		gone()
		return nil, ctx.Err()
	}
	if rest := pause - time.Since(at.last); !at.last.IsZero() && rest > 0 {
		select {
		case <-time.After(rest):
		case <-ctx.Done():
			at.turn <- struct{}{}
			gone()
			return nil, ctx.Err()
		}
	}
	return func() {
		h.mu.Lock()
		at.last = time.Now()
		h.mu.Unlock()
		at.turn <- struct{}{}
		gone()
		time.AfterFunc(pause+time.Second, func() { h.forget(name) })
	}, nil
}

// forget drops a host whose pause is over and for which nobody waits.
func (h *hosts) forget(name string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if at := h.open[name]; at != nil && at.waiting == 0 {
		delete(h.open, name)
	}
}
