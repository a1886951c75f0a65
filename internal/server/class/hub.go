package class

import (
	"context"
	"sync"
	"time"

	"quoth/internal/project"
	"quoth/internal/store"
)

// hubs read what happens in a project once for all who listen to it here.
type hubs struct {
	classes *classes
	mu      sync.Mutex
	all     map[project.ID]*hub
}

type hub struct {
	listeners map[chan []store.Change]bool
	stop      func()
}

const (
	// gather is how long what happens is collected before it is told.
	gatherFor = 50 * time.Millisecond
	// A line every so often keeps proxies from closing a silent stream.
	heartbeat = 20 * time.Second
	// mostBehind is how many batches a listener may leave; then it is closed,
	// and comes back for the rest by the number of the last that it had.
	mostBehind  = 64
	mostChanges = 5_000
	// mostMissed is how far the clock may have gone on for a listener to be told
	// one by one. When a network comes back, all who were on it ask at once.
	mostMissed = 500
)

// listen returns what happens in a project. A batch of nil says that the hub
// has begun to read only now: what was written since the listener came and
// before that is in no batch. The channel is closed when the listener is too
// slow.
func (h *hubs) listen(p project.ID) (<-chan []store.Change, func()) {
	h.mu.Lock()
	defer h.mu.Unlock()
	one := h.all[p]
	if one == nil {
		if h.all == nil {
			h.all = map[project.ID]*hub{}
		}
		ctx, stop := context.WithCancel(context.Background())
		one = &hub{map[chan []store.Change]bool{}, stop}
		h.all[p] = one
		woken, unwatch := h.classes.store.Watch(string(p))
		go func() {
			defer unwatch()
			h.follow(ctx, p, one, woken)
		}()
	}
	c := make(chan []store.Change, mostBehind)
	one.listeners[c] = true
	return c, func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		delete(one.listeners, c)
		if len(one.listeners) == 0 && h.all[p] == one {
			delete(h.all, p)
			one.stop()
		}
	}
}

func (h *hubs) follow(ctx context.Context, p project.ID, one *hub, woken <-chan struct{}) {
	after := int64(-1)
	for {
		now, err := h.classes.store.Clock(ctx, string(p))
		if err == nil && after < 0 {
			after = now
			h.tell(one, nil) // whoever listens already reads what was before by themselves
		} else if err == nil && now > after {
			var changes []store.Change
			changes, err = h.classes.store.Changes(ctx, string(p), after, mostChanges)
			switch {
			case err == nil && len(changes) == mostChanges: // there may be more of the last reading
				after = now
				h.tell(one, nil)
			case err == nil && len(changes) > 0:
				after = changes[len(changes)-1].Clock
				h.tell(one, changes)
			}
		}
		wait := heartbeat // a wake may be lost with its replica
		if err != nil && ctx.Err() == nil {
			h.classes.log.Warn("what happens in a class cannot be read", "err", err)
			wait = time.Second
		}
		select {
		case <-woken:
		case <-time.After(wait):
		case <-ctx.Done():
			return
		}
		select {
		case <-time.After(gatherFor):
		case <-ctx.Done():
			return
		}
	}
}

func (h *hubs) tell(one *hub, changes []store.Change) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for c := range one.listeners {
		select {
		case c <- changes:
		default:
			delete(one.listeners, c)
			close(c)
		}
	}
}
