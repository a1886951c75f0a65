package relay

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

// A page hears of what happens by a stream, which can break or end in silence:
// what is to be carried is carried all the same.
func TestACarrierTriesAgainAndAsksWithoutBeingTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		link := linked(t)
		remote := newServer(t, link)
		now := link.Created
		d, other := newDevice(t, "laptop", link, remote, &now), newDevice(t, "phone", link, remote, &now)
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		wrote := 0
		c := NewCarrier(d.relay, func(Status) {}, func() { wrote++ })
		go c.Run(ctx)
		pass := func(span time.Duration) Status {
			time.Sleep(span)
			synctest.Wait()
			return d.relay.Last()
		}
		if s := pass(0); s.State != Sent {
			t.Errorf("at first: %+v", s)
		}
		remote.away = true
		d.mark(t, 0, 3)
		c.Wake(false)
		if s := pass(10 * time.Second); s.State != Waiting || s.Pending != 1 {
			t.Errorf("without a server: %+v", s)
		}
		remote.away = false
		if s := pass(latest); s.State != Sent || len(remote.log) != 1 {
			t.Errorf("with it again, and nobody tells: %+v, %d in its log", s, len(remote.log))
		}
		other.relay.Carry(ctx, true)
		other.mark(t, 4, 7)
		other.relay.Carry(ctx, false)
		if pass(asking); wrote != 1 || len(d.state(t).Annotations()) != 2 {
			t.Errorf("another device has marked something, and nobody tells: written %d times, %d marks", wrote, len(d.state(t).Annotations()))
		}
		d.mark(t, 8, 13)
		remote.away = true
		c.Finish()
		if s := pass(0); s.Finished || !s.Ending {
			t.Errorf("finished without a server: %+v", s)
		}
		other.mark(t, 14, 18)
		remote.away = false
		other.relay.Carry(ctx, false)
		if s := pass(latest); !s.Finished || len(remote.log) != 4 {
			t.Errorf("finished: %+v, %d in its log", s, len(remote.log))
		}
		if wrote != 2 {
			t.Errorf("what came from the other device with that is not told: %d", wrote)
		}
	})
}
