package class

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"

	"quoth/internal/annotation"
	"quoth/internal/editor"
	"quoth/internal/project"
)

// openLayers are the layers whose state is in memory, so that an edit costs
// what it changes and not what the layer holds. Any replica may have one; a
// state that is behind is found out when it is written to, and caught up.
type openLayers struct {
	mu  sync.Mutex
	all map[string]*openLayer
}

// mostOpen bounds how many there are; which of them go when there are more is
// left to chance.
const mostOpen = 5_000

type openLayer struct {
	mu      sync.Mutex // held while it is written to, until that is on the disk
	project project.ID
	id      annotation.LayerID
	state   *editor.State
	seq     int64
	shelf   shelf
	shown   atomic.Pointer[standing] // for those who only read, and wait for no disk
}

// A standing is a state with the last operation that is in it.
type standing struct {
	state *editor.State
	seq   int64
}

// advance takes the state that edits have led to.
func (o *openLayer) advance(next *editor.State, by []editor.Transaction, seq int64) {
	for _, tx := range by {
		o.shelf.put(tx)
	}
	o.state, o.seq = next, seq
	o.shown.Store(&standing{next, seq})
}

// layer is one of them, locked: the caller unlocks it.
func (all *openLayers) layer(ctx context.Context, s *classes, p project.ID, l *project.Layer, a *project.Assignment) (*openLayer, error) {
	name := string(p) + "/" + string(l.ID)
	all.mu.Lock()
	o := all.all[name]
	if o == nil {
		if all.all == nil {
			all.all = map[string]*openLayer{}
		}
		for other := range all.all {
			if len(all.all) < mostOpen {
				break
			}
			delete(all.all, other)
		}
		o = &openLayer{project: p, id: l.ID}
		all.all[name] = o
	}
	all.mu.Unlock()
	o.mu.Lock()
	if o.state == nil {
		text, err := s.text(ctx, p, l.Article)
		if err != nil {
			o.mu.Unlock()
			return nil, err
		}
		empty := annotation.NewLayer(l.ID, l.Article, a.Scheme, "", l.Created)
		if a.Blind {
			empty.Blind = &annotation.Blind{Since: l.Created}
		}
		o.state, o.seq, o.shelf = editor.Open(text, empty), 0, shelf{}
		o.shown.Store(&standing{o.state, 0})
		if err := o.catchUp(ctx, s); err != nil {
			o.state = nil
			o.mu.Unlock()
			return nil, err
		}
	}
	return o, nil
}

// catchUp applies what the log has behind the state.
func (o *openLayer) catchUp(ctx context.Context, s *classes) error {
	if o.state == nil {
		return nil // read anew when it is next wanted
	}
	return o.behind(ctx, s, standing{o.state, o.seq}, o.advance)
}

// behind reads what the log has behind a standing, and gives each step to take.
func (o *openLayer) behind(ctx context.Context, s *classes, r standing, take func(next *editor.State, by []editor.Transaction, seq int64)) error {
	for {
		list, err := s.store.Operations(ctx, string(o.project), string(o.id), r.seq, mostPulled)
		if err != nil || len(list) == 0 {
			return err
		}
		for _, op := range list {
			var tx editor.Transaction
			if err := json.Unmarshal(op.Body, &tx); err != nil {
				return err
			}
			next, err := r.state.Apply(tx)
			if err != nil {
				return fmt.Errorf("operation %d of layer %s does not fit its log: %v", op.Seq, o.id, err)
			}
			r = standing{next, op.Seq}
			take(next, []editor.Transaction{tx}, op.Seq)
		}
	}
}

// forget drops the layers of a project, some of which are gone.
func (all *openLayers) forget(p project.ID) {
	all.mu.Lock()
	defer all.mu.Unlock()
	for name := range all.all {
		if strings.HasPrefix(name, string(p)+"/") {
			delete(all.all, name)
		}
	}
}

// read is the state of a layer as the log has it now. It does not wait for
// whoever writes to it: in a class that marks, somebody always does.
func (s *classes) read(ctx context.Context, p project.ID, l *project.Layer, a *project.Assignment) (*editor.State, error) {
	if o := s.open.known(p, l.ID); o != nil && !o.mu.TryLock() {
		if shown := o.shown.Load(); shown != nil {
			now := *shown
			err := o.behind(ctx, s, now, func(next *editor.State, _ []editor.Transaction, seq int64) { now = standing{next, seq} })
			return now.state, err
		}
	} else if o != nil {
		o.mu.Unlock()
	}
	now, err := s.snapshot(ctx, p, l, a)
	if err != nil {
		return nil, err
	}
	return now.state, nil
}

// known is a layer that is open, or nil.
func (all *openLayers) known(p project.ID, l annotation.LayerID) *openLayer {
	all.mu.Lock()
	defer all.mu.Unlock()
	return all.all[string(p)+"/"+string(l)]
}

// snapshot is the same with the order of its annotations.
func (s *classes) snapshot(ctx context.Context, p project.ID, l *project.Layer, a *project.Assignment) (*snapshot, error) {
	o, err := s.open.layer(ctx, s, p, l, a)
	if err != nil {
		return nil, err
	}
	defer o.mu.Unlock()
	if err := o.catchUp(ctx, s); err != nil {
		return nil, err
	}
	return o.snapshot(), nil
}
