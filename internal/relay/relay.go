// Package relay carries the edits of a layer from the tab's journal to the log
// on a server, and what other devices of the same person have put there back
// into the journal. It is one more tab to the tabs: it reads the journal, adds
// to it, and owns nothing else. Everything works without it; it only catches
// up.
//
// What holds: an edit stays in the journal whatever the server says; what was
// sent twice is in the log once; and when nothing is under way, the journal
// and the log lead to the same layer.
package relay

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/editor"
	"quoth/internal/local"
	"quoth/internal/scheme"
)

// A Link is what ties a layer of the library to an assignment.
type Link struct {
	Project     string             `json:"project"`
	Assignment  string             `json:"assignment"`
	Title       string             `json:"title"`
	Article     article.ID         `json:"article"`
	Layer       annotation.LayerID `json:"layer"`
	Creator     string             `json:"creator"`
	Created     time.Time          `json:"created"`
	Scheme      *scheme.Scheme     `json:"scheme"`
	Suggestions bool               `json:"suggestions,omitempty"`
	Blind       bool               `json:"blind,omitempty"`
	Opens       string             `json:"opens"` // see project.Opening
}

// Empty is the layer before the first edit, on every device and the server.
func (l *Link) Empty() *annotation.Layer {
	e := annotation.NewLayer(l.Layer, l.Article, l.Scheme, l.Creator, l.Created)
	if l.Blind {
		e.Blind = &annotation.Blind{Since: l.Created}
	}
	return e
}

// A Log is what a server tells of a layer's log.
type Log struct {
	Epoch      string               `json:"epoch"`
	Seq        int64                `json:"seq"`
	Operations []editor.Transaction `json:"operations"`
	Finished   time.Time            `json:"finished,omitzero"`
}

// A Remote is the log of a layer on a server. Its errors wrap ErrAway if the
// server could not be reached, or could not answer; any other is the server's
// refusal, in words.
type Remote interface {
	// Pull returns what is behind the operation numbered after; not all of it,
	// if it is long.
	Pull(ctx context.Context, after int64) (Log, error)
	// Push adds to the log. If there is more in it than after, nothing is
	// added, ok is false and the log has what is behind after.
	Push(ctx context.Context, after int64, operations []editor.Transaction) (log Log, ok bool, err error)
	// Finish says that the annotator is done.
	Finish(ctx context.Context) error
}

// ErrAway means that the server is not there now.
var ErrAway = errors.New("the server cannot be reached")

// A State is where the edits of a layer are.
type State string

const (
	Sent    State = "sent"    // all of them on the server
	Waiting State = "waiting" // some only here, until the server can be reached
	Refused State = "refused" // some only here, for the server does not take them
)

// A Status is what the reader is told, and always true.
type Status struct {
	State    State  `json:"state"`
	Pending  int    `json:"pending,omitempty"` // edits that are only here
	Why      string `json:"why,omitempty"`     // of waiting and refused
	Finished bool   `json:"finished,omitempty"`
	Ending   bool   `json:"ending,omitempty"`  // the annotator is done, and the server does not know it yet
	Dropped  int    `json:"dropped,omitempty"` // edits of here that a later one of another device stood against
	Through  int    `json:"through,omitempty"` // the last record of the journal that this speaks of
}

// A Relay carries one layer. It is for one goroutine.
type Relay struct {
	Link    Link
	Library *local.Library
	Remote  Remote
	NewID   func() string
	Clock   func() time.Time

	mark     *mark
	there    *replayed // nil before the first merge
	finished bool
	dropped  int
	received int
	last     Status
}

// Received counts the steps that were added to the journal.
func (r *Relay) Received() int { return r.received }

// Last is the status that was told last.
func (r *Relay) Last() Status { return r.last }

// What the page asks of the worker that carries.
const (
	AskBegin  = "begin"  // with a Link
	AskStatus = "status" // with the Status that the page has; answered when there is another
	AskFinish = "finish"
)

// A mark is how far the journal and the log have been carried over.
type mark struct {
	Epoch string `json:"epoch"`
	Seq   int64  `json:"seq"`   // of the log
	Local int    `json:"local"` // of the journal
	// Ending is kept until the server has answered, over any break: whoever has
	// said that they are done closes the page.
	Ending bool `json:"ending,omitempty"`
}

func (r *Relay) setting() string { return "relay/" + string(r.Link.Layer) }

func (r *Relay) load(ctx context.Context) error {
	if r.mark != nil {
		return nil
	}
	m := new(mark)
	s, err := r.Library.Setting(ctx, r.setting())
	if err == nil && s != "" && json.Unmarshal([]byte(s), m) != nil {
		m = new(mark) // damaged: begin anew, the log knows what it has
	}
	if err == nil {
		r.mark = m
	}
	return err
}

func (r *Relay) save(ctx context.Context, m mark) error {
	m.Ending = r.mark.Ending
	return r.keep(ctx, m)
}

func (r *Relay) keep(ctx context.Context, m mark) error {
	data, err := json.Marshal(m)
	if err != nil {
		return err
	}
	*r.mark = m
	return r.Library.SetSetting(ctx, r.setting(), string(data))
}

// Carry brings journal and log together, and says what came of it. With pull
// it asks the server even if there is nothing to send. When all is there and
// the annotator is done, the server is told.
func (r *Relay) Carry(ctx context.Context, pull bool) Status {
	err := r.load(ctx)
	for err == nil {
		var again bool
		if again, err = r.step(ctx, &pull); !again {
			break
		}
	}
	if err == nil && r.mark.Ending {
		err = r.end(ctx)
	}
	return r.status(ctx, err)
}

func (r *Relay) status(ctx context.Context, err error) Status {
	s := Status{State: Sent, Finished: r.finished, Dropped: r.dropped}
	if r.mark != nil {
		s.Ending = r.mark.Ending
		if out, through, e := r.outgoing(ctx); e == nil {
			s.Pending, s.Through = len(out), through
		} else if err == nil {
			err = e
		}
	}
	switch {
	case errors.Is(err, ErrAway):
		s.State, s.Why = Waiting, strings.TrimSuffix(err.Error(), ": "+ErrAway.Error())
	case err != nil:
		s.State, s.Why = Refused, err.Error()
	case s.Pending > 0:
		s.State = Waiting
	}
	r.last = s
	return s
}

// outgoing is the journal's records that were not carried over yet, and the
// number of its last.
func (r *Relay) outgoing(ctx context.Context) (out []local.Record, last int, err error) {
	records, err := r.Library.Since(ctx, r.Link.Layer, r.mark.Local)
	for _, rec := range records {
		if !rec.Transaction.Received {
			out = append(out, rec)
		}
	}
	return out, r.mark.Local + len(records), err
}

// mostAtOnce is how many edits are sent in one call.
const mostAtOnce = 200

// step is one exchange with the server; again is whether there is more to do.
func (r *Relay) step(ctx context.Context, pull *bool) (again bool, err error) {
	out, _, err := r.outgoing(ctx)
	if err != nil || len(out) == 0 && !*pull {
		return false, err
	}
	m := *r.mark
	var log Log
	if *pull || m.Epoch == "" {
		*pull = false
		if log, err = r.Remote.Pull(ctx, m.Seq); err != nil {
			return false, err
		}
		r.finished = !log.Finished.IsZero()
	} else {
		out = out[:min(len(out), mostAtOnce)]
		ok := false
		if log, ok, err = r.Remote.Push(ctx, m.Seq, transactions(out)); err != nil {
			return false, err
		}
		if ok {
			if log.Epoch != m.Epoch {
				return true, r.merge(ctx, true)
			}
			return true, r.save(ctx, mark{Epoch: log.Epoch, Seq: log.Seq, Local: out[len(out)-1].Seq})
		}
	}
	restored := m.Epoch != "" && log.Epoch != m.Epoch || log.Seq < m.Seq
	if restored {
		return true, r.merge(ctx, true)
	}
	own := map[string]int{}
	for _, rec := range out {
		own[rec.Transaction.ID] = rec.Seq
	}
	m.Epoch = log.Epoch
	for _, tx := range log.Operations {
		seq, mine := own[tx.ID]
		if !mine {
			return true, r.merge(ctx, false)
		}
		m.Seq, m.Local = m.Seq+1, max(m.Local, seq)
	}
	return len(out) > 0 || log.Seq > m.Seq, r.save(ctx, m)
}

func transactions(records []local.Record) []editor.Transaction {
	list := make([]editor.Transaction, len(records))
	for i, rec := range records {
		list[i] = rec.Transaction
	}
	return list
}

var errAgain = fmt.Errorf("something came in between: %w", annotation.ErrConflict)
