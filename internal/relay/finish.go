package relay

import (
	"context"
	"errors"
)

// Finish notes that the annotator is done, and carries.
func (r *Relay) Finish(ctx context.Context) Status {
	err := r.load(ctx)
	if err == nil {
		m := *r.mark
		m.Ending = true
		err = r.keep(ctx, m)
	}
	if err != nil {
		return r.status(ctx, err)
	}
	return r.Carry(ctx, true)
}

// end tells the server that the annotator is done. A refusal is an answer too,
// and is not asked for again.
func (r *Relay) end(ctx context.Context) error {
	var refused error
	if !r.finished {
		err := r.Remote.Finish(ctx)
		if errors.Is(err, ErrAway) {
			return err
		}
		r.finished, refused = err == nil, err
	}
	m := *r.mark
	m.Ending = false
	return errors.Join(refused, r.keep(ctx, m))
}
