package crowd

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/google/uuid"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/editor"
	"quoth/internal/local"
	"quoth/internal/relay"
	"quoth/internal/text"
)

// A Tab is a device of a pupil: a library with a journal, edits that are saved
// there, and the relay that carries them. As in a browser, who edits and who
// carries are two, and have the stored library in common only.
type Tab struct {
	Pupil *Pupil

	text    *article.Article
	store   local.Store
	carrier *relay.Carrier

	editing sync.Mutex // one edit at a time
	library *local.Library
	state   *editor.State
	last    int // record of the journal
	count   int
	own     []*annotation.Annotation // that this tab has made and not removed

	mu     sync.Mutex
	saved  []string        // edits that were shown as saved
	acked  map[string]bool // edits that the server has acknowledged
	status relay.Status
	since  time.Time       // when it was told that all is sent, after Returned
	waits  []time.Duration // from sending to the acknowledgement
}

// Open makes a tab of a pupil, and carries until ctx ends.
func (c *Class) Open(ctx context.Context, p *Pupil) (*Tab, error) {
	t := &Tab{Pupil: p, text: c.text, store: local.NewMemory(), acked: map[string]bool{}}
	t.library = local.NewLibrary(t.store)
	if err := t.library.PutArticle(ctx, c.text); err != nil {
		return nil, err
	}
	if err := t.library.CreateLayer(ctx, p.Link.Empty()); err != nil {
		return nil, err
	}
	if err := t.read(ctx); err != nil {
		return nil, err
	}
	t.carrier = relay.NewCarrier(&relay.Relay{
		Link: p.Link, Library: local.NewLibrary(t.store), Remote: remote{t}, NewID: newID, Clock: time.Now,
	}, t.told, func() {})
	go t.carrier.Run(ctx)
	go p.Listen(ctx, c.Base+"/events", func(string) { t.Wake() })
	return t, nil
}

// Wake has the tab ask the server, as a browser does that is online again.
func (t *Tab) Wake() { t.carrier.Wake(true) }

func newID() string {
	id, err := uuid.NewV7()
	if err != nil {
		panic(err) // the machine has no randomness
	}
	return id.String()
}

func now() time.Time { return time.Now().UTC().Truncate(time.Millisecond) }

// read is the layer as the journal has it.
func (t *Tab) read(ctx context.Context) error {
	opened, err := t.library.OpenLayer(ctx, t.Pupil.Link.Layer)
	if err == nil {
		err = opened.Damage
	}
	if err != nil {
		return err
	}
	t.state, t.last = editor.Open(t.text, opened.Layer), opened.Seq
	for _, r := range opened.Records {
		if t.state, err = t.state.Apply(r.Transaction); err != nil {
			return err
		}
		t.last = r.Seq
	}
	return nil
}

// State is the layer as the tab has it now.
func (t *Tab) State(ctx context.Context) (*editor.State, error) {
	t.editing.Lock()
	defer t.editing.Unlock()
	return t.state, t.read(ctx)
}

// Edit marks a sentence, writes a note, or takes a mark back; it returns when
// that is saved.
func (t *Tab) Edit(ctx context.Context) error {
	t.editing.Lock()
	defer t.editing.Unlock()
	tx := t.next()
	for {
		next, err := t.state.Apply(tx)
		if err != nil {
			return fmt.Errorf("edit %d: %w", t.count, err)
		}
		seq, err := t.library.Append(ctx, t.Pupil.Link.Layer, t.last, tx)
		if err == nil {
			t.state, t.last = next, seq
			break
		}
		if !errors.Is(err, annotation.ErrConflict) && !errors.Is(err, annotation.ErrInvalid) {
			return err
		}
		if err := t.read(ctx); err != nil { // the relay has written
			return err
		}
	}
	t.mu.Lock()
	t.saved = append(t.saved, tx.ID)
	t.mu.Unlock()
	t.carrier.Wake(false)
	return nil
}

// next is what the tab does next: of five edits three mark, one writes a note
// and one takes back.
func (t *Tab) next() editor.Transaction {
	t.count++
	tx := editor.Transaction{ID: newID(), Label: "Mark as Claim", At: now()}
	var e editor.Edit[annotation.Annotation]
	switch n := len(t.own); {
	case t.count%5 == 4:
		after := *t.own[n-1]
		after.Note, after.Modified = fmt.Sprint("because ", t.count), tx.At
		e.Before, e.After = t.own[n-1], &after
		t.own[n-1] = &after
	case t.count%5 == 0:
		e.Before, t.own = t.own[0], t.own[1:]
	default:
		c := mark(t.count)
		t.own = append(t.own, c.Annotation.After)
		tx.Changes = []editor.Change{c}
		return tx
	}
	tx.Changes = []editor.Change{{Annotation: &e}}
	return tx
}

// mark marks the beginning of a sentence of the article.
func mark(n int) editor.Change {
	start, at := text.Byte(n%sentences*len(sentence)), now()
	return editor.Change{Annotation: &editor.Edit[annotation.Annotation]{After: &annotation.Annotation{
		ID: annotation.ID(newID()), Label: "claim", Target: annotation.Target{{Start: start, End: start + 18}}, Creator: "pupil", Created: at, Modified: at,
	}}}
}

func (t *Tab) acknowledged(operations []editor.Transaction) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, tx := range operations {
		t.acked[tx.ID] = true
	}
}

func (t *Tab) waited(took time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.waits = append(t.waits, took)
}

func (t *Tab) told(s relay.Status) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.status = s
	if s.State == relay.Sent && t.since.IsZero() {
		t.since = time.Now()
	}
}

// Returned begins to wait for all being sent; see SentAt.
func (t *Tab) Returned() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.since = time.Time{}
}

// SentAt is when the tab first said that all is sent, after Returned; zero if
// it has not said so.
func (t *Tab) SentAt() time.Time {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.since
}

// Status is what the reader is told.
func (t *Tab) Status() relay.Status {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.status
}

// Waits are how long the server took to acknowledge, each time.
func (t *Tab) Waits() []time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.Clone(t.waits)
}

// Shown is what was shown as saved, and what the server has acknowledged of it
// or of other devices.
func (t *Tab) Shown() (saved, sent []string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for id := range t.acked {
		sent = append(sent, id)
	}
	return append(saved, t.saved...), sent
}
