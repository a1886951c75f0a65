package class

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/project"
	"quoth/internal/store"
)

// happened is one event of the stream.
type happened struct {
	Kind string `json:"kind"`           // of a record, "operation", or "missed" if there was too much: load anew
	ID   string `json:"id,omitempty"`   // of the record, or of the layer
	Mine bool   `json:"mine,omitempty"` // of a layer of one's own
}

// events is the stream of what happens (server-sent events, WHATWG HTML 9.2),
// from where Last-Event-ID or ?after= says, else from now. A pupil hears of
// their own layers and of what concerns all; with ?all, that something was
// marked, once a second, and not whose.
func (c *call) events() (any, error) {
	after := int64(-1)
	given := c.r.Header.Get("Last-Event-ID")
	if given == "" {
		given = c.r.URL.Query().Get("after")
	}
	if given != "" {
		var err error
		if after, err = strconv.ParseInt(given, 10, 64); err != nil || after < 0 {
			return nil, fmt.Errorf("Last-Event-ID %q is none of ours: %w", short(given), annotation.ErrInvalid)
		}
	}
	out := http.NewResponseController(c.w)
	if err := out.SetWriteDeadline(time.Time{}); err != nil {
		return nil, err
	}
	ctx := c.r.Context()
	closed, err := c.streams.open(c.session.id)
	if err != nil {
		c.metrics.limited.WithLabelValues("streams").Inc()
		return nil, err
	}
	defer closed()
	batches, stop := c.hubs.listen(c.project.ID)
	defer stop()
	c.metrics.streams.Inc()
	defer c.metrics.streams.Dec()
	now, err := c.store.Clock(ctx, string(c.project.ID))
	if err == nil {
		err = c.admit() // as of now or later
	}
	if err != nil {
		return nil, err
	}
	if after < 0 {
		after = now
	}
	h := c.w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("X-Accel-Buffering", "no")
	fmt.Fprintf(c.w, "retry: 2000\nid: %d\nevent: ready\ndata: {}\n\n", after)
	s := stream{c: c, after: after, admitted: now}
	if after > now { // the number is of before a backup was restored
		s.after = now
		s.write(now, happened{Kind: "missed"})
	} else if s.catchUp(ctx, now) != nil {
		return done{}, nil
	}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for {
		if out.Flush() != nil {
			return done{}, nil
		}
		select {
		case changes, ok := <-batches:
			if !ok {
				c.metrics.dropped.Inc()
				return done{}, nil
			}
			if s.outdated(changes) || changes == nil && s.catchUp(ctx, s.after) != nil {
				return done{}, nil
			}
			s.tell(changes)
		case <-s.owed:
			s.others()
		case <-beat.C:
			if err := c.admit(); err != nil && status(err) < http.StatusInternalServerError {
				return done{}, nil // they have signed out
			}
			fmt.Fprint(c.w, ": still here\n\n")
		case <-ctx.Done():
			return done{}, nil
		case <-c.Stopping:
			return done{}, nil
		}
	}
}

// A stream is what one listener is told.
type stream struct {
	c        *call
	after    int64
	admitted int64            // the clock when it was looked who they are
	othersAt time.Time        // when it was last told that somebody marked something
	owed     <-chan time.Time // when it is to be told again; nil if there is nothing
}

// catchUp tells what was written since the last that was told; if that is too
// much, that there was something until now.
func (s *stream) catchUp(ctx context.Context, now int64) error {
	if now-s.after > mostMissed {
		s.write(now, happened{Kind: "missed"})
		s.after = now
		return nil
	}
	missed, err := s.c.store.Changes(ctx, string(s.c.project.ID), s.after, mostChanges)
	switch {
	case err != nil:
		return err
	case s.outdated(missed):
		return errOutdated
	case len(missed) == mostChanges: // one reading of the clock may be of many
		s.write(now, happened{Kind: "missed"})
		s.after = now
	default:
		s.tell(missed)
	}
	return nil
}

var errOutdated = errors.New("who listens may hear something else by now")

// outdated reports whether what the listener may hear is another thing since it
// was looked who they are. The stream then ends before it tells anything, and
// is opened again from there by whoever still may.
func (s *stream) outdated(changes []store.Change) bool {
	return slices.ContainsFunc(changes, func(change store.Change) bool {
		return change.Clock > s.admitted && (change.Kind == "project" || change.Kind == "member" && change.ID == string(s.c.member.ID))
	})
}

// others tells that somebody has marked something, once a second at most, and
// of the last in the end.
func (s *stream) others() {
	if wait := time.Second - time.Since(s.othersAt); wait > 0 {
		if s.owed == nil {
			s.owed = time.After(wait)
		}
		return
	}
	s.owed, s.othersAt = nil, time.Now()
	s.write(s.after, happened{Kind: "operation"})
}

// silent are the kinds of records that nobody hears of: who is who, and what
// course platforms know them as. So are the names of a layer's annotations,
// which tell whose layer it is.
var silent = map[string]bool{"pseudonym": true, "lti-person": true, "lti-column": true}

func (s *stream) tell(changes []store.Change) {
	owner := s.c.member.Role == project.Owner
	all := owner || s.c.r.URL.Query().Has("all")
	// Where nobody is told whose marks are whose, whose layer it is would tell
	// who marked what, by when it came.
	hidden := func(kind string) bool {
		return s.c.project.Anonymity == project.SeenByNobody && (kind == "operation" || kind == "layer")
	}
	told, marked := map[happened]bool{}, false
	last := s.after
	for _, change := range changes {
		if change.Clock <= s.after {
			continue // told already, when this listener came
		}
		last = change.Clock
		e := happened{Kind: change.Kind, ID: change.ID, Mine: change.Owner == string(s.c.member.ID)}
		switch {
		case silent[e.Kind], strings.HasPrefix(e.Kind, namesKind):
			continue
		case e.Mine || owner && !hidden(e.Kind):
		case e.Kind == "project" || e.Kind == "assignment" || e.Kind == "article" || e.Kind == "post" || e.Kind == "gold":
		case (e.Kind == "operation" || e.Kind == "layer") && all:
			marked = true
			continue
		default:
			continue
		}
		if !told[e] {
			told[e] = true
			s.write(change.Clock, e)
		}
	}
	s.after = last
	if marked {
		s.others()
	}
}

func (s *stream) write(clock int64, e happened) {
	data, err := json.Marshal(e)
	if err == nil {
		fmt.Fprintf(s.c.w, "id: %d\ndata: %s\n\n", clock, data)
	}
}
