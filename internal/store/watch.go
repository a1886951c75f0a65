package store

import "sync"

// watchers are those who wait for something to happen in a project.
type watchers struct {
	mu  sync.Mutex
	all map[string]map[chan struct{}]bool // by project
}

// Watch returns a channel on which something arrives after every write to the
// project, by whichever replica; several writes may arrive as one. Call cancel
// when it is not needed any more.
func (s *Store) Watch(project string) (woken <-chan struct{}, cancel func()) {
	c := make(chan struct{}, 1)
	w := &s.watch
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.all == nil {
		w.all = map[string]map[chan struct{}]bool{}
	}
	if w.all[project] == nil {
		w.all[project] = map[chan struct{}]bool{}
	}
	w.all[project][c] = true
	return c, func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		delete(w.all[project], c)
		if len(w.all[project]) == 0 {
			delete(w.all, project)
		}
	}
}

// wake tells those who watch a project; "" tells all, for whoever may have
// missed something.
func (w *watchers) wake(project string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if project != "" {
		ring(w.all[project])
		return
	}
	for _, watching := range w.all {
		ring(watching)
	}
}

func ring(watching map[chan struct{}]bool) {
	for c := range watching {
		select {
		case c <- struct{}{}:
		default: // it has not taken the last one yet
		}
	}
}
