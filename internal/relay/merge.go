package relay

import (
	"context"
	"errors"
	"fmt"

	"quoth/internal/annotation"
	"quoth/internal/editor"
)

// merge is what is done when the log has what the journal has not: from
// another device, or from before a backup was restored, in which case the
// server may lack what it once had, whosever it was. It replays the log, puts
// what is only here on top of it, sends that, and adds to the journal the one
// step that leads to the same.
func (r *Relay) merge(ctx context.Context, restored bool) error {
	for range 10 {
		err := r.mergeOnce(ctx, restored)
		if !errors.Is(err, errAgain) {
			return err
		}
	}
	return fmt.Errorf("another device writes without a pause: %w", ErrAway)
}

func (r *Relay) mergeOnce(ctx context.Context, restored bool) error {
	here, last, all, err := r.journal(ctx)
	if err != nil {
		return err
	}
	if err := r.replay(ctx, here); err != nil {
		return err
	}
	there, has := r.there.state, r.there.has
	var out []editor.Transaction
	dropped := 0
	for i, tx := range all {
		seq := i + 1
		if has[tx.ID] || !restored && (tx.Received || seq <= r.mark.Local) {
			continue
		}
		next, fitted, err := there.Rebase(tx)
		if err != nil || len(fitted.Changes) == 0 {
			if !tx.Received {
				dropped++
			}
			continue
		}
		fitted.Received = false
		there, out = next, append(out, fitted)
	}
	m := mark{Epoch: r.there.epoch, Seq: r.there.seq, Local: last}
	for len(out) > 0 {
		n := min(len(out), mostAtOnce)
		answer, ok, err := r.Remote.Push(ctx, m.Seq, out[:n])
		if err != nil {
			return err
		}
		if !ok {
			return errAgain
		}
		m.Seq, out = answer.Seq, out[n:]
	}
	if changes := here.Changes(there); len(changes) > 0 {
		tx := editor.Transaction{ID: r.NewID(), Label: "From another device", At: r.Clock().UTC(), Changes: changes, Received: true}
		if m.Local, err = r.Library.Append(ctx, r.Link.Layer, last, tx); errors.Is(err, annotation.ErrConflict) {
			return errAgain // a tab has written meanwhile
		} else if err != nil {
			return err
		}
		r.received++
	}
	r.dropped += dropped
	return r.save(ctx, m)
}

// journal is the layer as it is here, how many records its journal has, and
// all of them.
func (r *Relay) journal(ctx context.Context) (s *editor.State, last int, all []editor.Transaction, err error) {
	records, err := r.Library.Since(ctx, r.Link.Layer, 0)
	if err != nil {
		return nil, 0, nil, err
	}
	a, err := r.Library.Article(ctx, r.Link.Article)
	if err != nil {
		return nil, 0, nil, err
	}
	opened, err := r.Library.OpenLayer(ctx, r.Link.Layer)
	if err != nil {
		return nil, 0, nil, err
	}
	if opened.Damage != nil {
		return nil, 0, nil, opened.Damage
	}
	s, last = editor.Open(a, opened.Layer), opened.Seq
	for _, rec := range opened.Records {
		if s, err = s.Apply(rec.Transaction); err != nil {
			return nil, 0, nil, err
		}
		last = rec.Seq
	}
	if last != len(records) {
		return nil, 0, nil, errAgain
	}
	return s, last, transactions(records), nil
}

// A replayed is the layer as the server has it up to a place in its log, with
// the IDs that are there. It is kept from one merge to the next: where two
// devices are at work, each edit of the other one's leads here.
type replayed struct {
	epoch string
	seq   int64
	state *editor.State
	has   map[string]bool
}

// replay brings it up to date, from the beginning if the log is another one by
// now.
func (r *Relay) replay(ctx context.Context, like *editor.State) error {
	if r.there == nil {
		r.there = &replayed{state: editor.Open(like.Article(), r.Link.Empty()), has: map[string]bool{}}
	}
	there := r.there
	for {
		part, err := r.Remote.Pull(ctx, there.seq)
		if err != nil {
			return err
		}
		if there.epoch != "" && part.Epoch != there.epoch || part.Seq < there.seq {
			r.there = nil
			return errAgain
		}
		r.finished = !part.Finished.IsZero()
		there.epoch = part.Epoch
		for _, tx := range part.Operations {
			next, err := there.state.Apply(tx)
			if err != nil {
				return fmt.Errorf("what the server has cannot be read here (%v): load the page again, a newer version may be needed", err)
			}
			there.state, there.seq, there.has[tx.ID] = next, there.seq+1, true
		}
		if len(part.Operations) == 0 {
			return nil
		}
	}
}
