package relay

import (
	"context"
	"testing"

	"quoth/internal/editor"
)

// A busy server answers like one that asks for patience, and takes what it is
// sent when it has it.
type busyServer struct {
	*server
	busy int // answers that are still refusals
	code int
}

func (b *busyServer) Push(ctx context.Context, after int64, operations []editor.Transaction) (Log, bool, error) {
	if b.busy > 0 {
		b.busy--
		return Log{}, false, Refusal(b.code, "this browser asks too often")
	}
	return b.server.Push(ctx, after, operations)
}

func TestAskingTooOftenIsWaitingAndLosesNothing(t *testing.T) {
	for _, code := range []int{429, 503, 507, 502, 408} {
		link := linked(t)
		s, now := newServer(t, link), link.Created
		d := newDevice(t, "tab", link, s, &now)
		b := &busyServer{s, 2, code}
		d.relay.Remote = b
		d.relay.Carry(t.Context(), true)
		d.mark(t, 0, 3)
		for range 2 {
			if got := d.relay.Carry(t.Context(), false); got.State != Waiting || got.Pending != 1 || got.Why != "this browser asks too often" {
				t.Errorf("%d: %+v", code, got)
			}
		}
		if got := d.relay.Carry(t.Context(), false); got.State != Sent || got.Pending != 0 || len(s.log) != 1 {
			t.Errorf("%d: after the server has time again: %+v, %d in its log", code, got, len(s.log))
		}
	}
	for _, code := range []int{400, 403, 404, 413, 422} {
		link := linked(t)
		s, now := newServer(t, link), link.Created
		d := newDevice(t, "tab", link, s, &now)
		d.relay.Remote = &busyServer{s, 1, code}
		d.relay.Carry(t.Context(), true)
		d.mark(t, 0, 3)
		if got := d.relay.Carry(t.Context(), false); got.State != Refused || got.Pending != 1 {
			t.Errorf("%d: %+v", code, got)
		}
	}
}
