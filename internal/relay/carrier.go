package relay

import (
	"context"
	"time"
)

// A Carrier runs a relay for as long as its layer is open: at once when there
// is something to carry, and again by itself while the server is away.
type Carrier struct {
	Relay *Relay
	Tell  func(Status) // what the reader is told; after every exchange
	Wrote func()       // something came into the journal from another device

	wake     chan bool // true: ask the server as well
	finished chan struct{}
}

// NewCarrier makes a carrier. Nothing is carried before Run.
func NewCarrier(r *Relay, tell func(Status), wrote func()) *Carrier {
	return &Carrier{Relay: r, Tell: tell, Wrote: wrote, wake: make(chan bool, 1), finished: make(chan struct{}, 1)}
}

// Wake has the relay look again: at the journal, and with pull at the server.
func (c *Carrier) Wake(pull bool) {
	select {
	case c.wake <- pull:
	case earlier := <-c.wake:
		c.wake <- pull || earlier
	}
}

// Finish has the relay say, behind all edits, that the annotator is done: now,
// or when the server can be reached.
func (c *Carrier) Finish() {
	select {
	case c.finished <- struct{}{}:
	default:
	}
}

const (
	soonest = 2 * time.Second // after the server could not be reached
	latest  = 30 * time.Second
	// asking is how long the relay believes that nothing has happened because
	// it has heard of nothing: a stream can end without a word.
	asking = 2 * time.Minute
)

// Run carries until ctx ends.
func (c *Carrier) Run(ctx context.Context) {
	wait, pull, done := soonest, true, false
	for ctx.Err() == nil {
		before := c.Relay.Received()
		if done {
			c.Tell(c.Relay.Finish(ctx))
		} else {
			c.Tell(c.Relay.Carry(ctx, pull))
		}
		pull, done = false, false
		again := c.Relay.Last().State == Waiting
		if c.Relay.Received() > before {
			c.Wrote()
		}
		retry := time.After(asking)
		if again {
			retry = time.After(wait)
			wait = min(2*wait, latest)
		} else {
			wait = soonest
		}
		select {
		case pull = <-c.wake:
		case <-retry:
			pull = true
		case <-c.finished:
			done = true
		case <-ctx.Done():
		}
	}
}
