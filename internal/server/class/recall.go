package class

import (
	"encoding/json"
	"sync"

	"quoth/internal/store"
)

// recall remembers the records that every request asks for: who is asking, and
// what they write to. A request begins with a question to the database that
// says when a record was last written in its project (see store.FindFresh), by
// whichever replica; if that was since, what is remembered of the project is
// forgotten. So nobody is let in on what is remembered who would not be by the
// database at that moment.
type recall struct {
	mu  sync.Mutex
	all map[string]*remembered // by project
	n   int                    // of records and projects
}

// mostRecalled bounds how much is remembered; then all are forgotten.
const mostRecalled = 20_000

type remembered struct {
	clock   int64 // when a record was last written
	records map[string]recalled
}

type recalled struct {
	record store.Record // without its body
	value  any
}

// fresh forgets what is remembered of a project if something was written since.
func (r *recall) fresh(project string, clock int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.all == nil || r.n > mostRecalled {
		r.all, r.n = map[string]*remembered{}, 0
	}
	switch p := r.all[project]; {
	case p == nil:
		r.all[project] = &remembered{clock: clock, records: map[string]recalled{}}
		r.n++
	case p.clock < clock || clock == 0: // 0: it was deleted
		r.n -= len(p.records)
		p.clock, p.records = clock, map[string]recalled{}
	}
}

func (r *recall) find(project, name string) (found recalled, ok bool, clock int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	p := r.all[project]
	if p == nil {
		return found, false, -1
	}
	found, ok = p.records[name]
	return found, ok, p.clock
}

// keep remembers a record that was read when the project was at clock, unless
// something was written meanwhile.
func (r *recall) keep(project, name string, clock int64, one recalled) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if p := r.all[project]; p != nil && p.clock == clock {
		p.records[name] = one
		r.n++
	}
}

// again is get, of a record as it was when the request began or later. It is
// for reading only: what the value points to is shared.
func again[T any](c *call, in, kind, id string) (*T, store.Record, error) {
	name := kind + "/" + id
	found, ok, clock := c.recall.find(in, name)
	if !ok {
		r, err := c.store.Get(c.r.Context(), in, kind, id)
		if err != nil {
			return nil, r, err
		}
		v := new(T)
		if err := json.Unmarshal(r.Body, v); err != nil {
			return nil, r, err
		}
		r.Body = nil
		found = recalled{r, v}
		c.recall.keep(in, name, clock, found)
	}
	v := *found.value.(*T)
	return &v, found.record, nil
}
