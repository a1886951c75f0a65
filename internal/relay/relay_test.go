package relay

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/editor"
	"quoth/internal/local"
	"quoth/internal/scheme"
	"quoth/internal/text"
)

const words = "One two three four five six seven eight nine ten."

// A server holds one log, and is as strict as the real one.
type server struct {
	epoch    int
	state    *editor.State
	log      []editor.Transaction
	finished time.Time
	away     bool // it cannot be reached
	deaf     bool // it does what it is asked, and the answer is lost
	closed   string
	told     int // operations that were pulled
}

func (s *server) tell(after int64) Log {
	l := Log{Epoch: fmt.Sprint("epoch ", s.epoch), Seq: int64(len(s.log)), Finished: s.finished}
	if after < int64(len(s.log)) {
		l.Operations = slices.Clone(s.log[after:])
	}
	return l
}

func (s *server) Pull(_ context.Context, after int64) (Log, error) {
	if s.away || s.deaf {
		return Log{}, fmt.Errorf("no connection: %w", ErrAway)
	}
	l := s.tell(after)
	s.told += len(l.Operations)
	return l, nil
}

func (s *server) Push(_ context.Context, after int64, operations []editor.Transaction) (Log, bool, error) {
	if s.away {
		return Log{}, false, fmt.Errorf("no connection: %w", ErrAway)
	}
	if after != int64(len(s.log)) {
		return s.tell(after), false, nil
	}
	if s.closed != "" {
		return Log{}, false, errors.New(s.closed)
	}
	next := s.state
	for _, tx := range operations {
		for _, had := range s.log {
			if had.ID == tx.ID {
				return Log{}, false, fmt.Errorf("%s comes twice", tx.ID)
			}
		}
		var err error
		if next, err = next.Apply(tx); err != nil {
			return Log{}, false, err
		}
	}
	s.state, s.log = next, append(s.log, operations...)
	if s.deaf {
		return Log{}, false, fmt.Errorf("the answer was lost: %w", ErrAway)
	}
	return s.tell(after), true, nil
}

func (s *server) Finish(context.Context) error {
	switch {
	case s.away:
		return fmt.Errorf("no connection: %w", ErrAway)
	case s.closed != "":
		return errors.New(s.closed)
	}
	s.finished = time.Now()
	if s.deaf {
		return fmt.Errorf("the answer was lost: %w", ErrAway)
	}
	return nil
}

// A device is a tab with its library and its relay.
type device struct {
	relay *Relay
	name  string
	made  int
	now   *time.Time
}

func article_(t fataler) *article.Article {
	a, err := article.New([]article.Draft{{Kind: article.Paragraph, Text: words}}, article.Meta{Title: "Words"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

type fataler interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
}

func newServer(t fataler, link Link) *server {
	return &server{state: editor.Open(article_(t), link.Empty())}
}

func linked(t fataler) Link {
	return Link{Project: "p", Assignment: "a", Article: article_(t).ID, Layer: "layer", Creator: "Ada", Created: time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC), Scheme: scheme.Preset(scheme.Default)}
}

func newDevice(t fataler, name string, link Link, remote Remote, now *time.Time) *device {
	t.Helper()
	library := local.NewLibrary(local.NewMemory())
	ctx := context.Background()
	if err := library.PutArticle(ctx, article_(t)); err != nil {
		t.Fatal(err)
	}
	if err := library.CreateLayer(ctx, link.Empty()); err != nil {
		t.Fatal(err)
	}
	d := &device{name: name, now: now}
	d.relay = &Relay{Link: link, Library: library, Remote: remote, NewID: d.newID, Clock: func() time.Time { return *now }}
	return d
}

func (d *device) newID() string { d.made++; return fmt.Sprintf("%s-%04d", d.name, d.made) }

// restart forgets everything but what is stored.
func (d *device) restart() {
	r := d.relay
	d.relay = &Relay{Link: r.Link, Library: r.Library, Remote: r.Remote, NewID: r.NewID, Clock: r.Clock}
}

func (d *device) state(t fataler) *editor.State {
	t.Helper()
	s, _, _, err := d.relay.journal(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (d *device) do(t fataler, changes ...editor.Change) {
	t.Helper()
	s, last, _, err := d.relay.journal(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	tx := editor.Transaction{ID: d.newID(), Label: "Edit", At: *d.now, Changes: changes}
	if _, err := s.Apply(tx); err != nil {
		t.Fatalf("%s: %v", d.name, err)
	}
	if _, err := d.relay.Library.Append(context.Background(), d.relay.Link.Layer, last, tx); err != nil {
		t.Fatal(err)
	}
}

func (d *device) mark(t fataler, start, end text.Byte) annotation.ID {
	id := annotation.ID(d.newID())
	d.do(t, editor.Change{Annotation: &editor.Edit[annotation.Annotation]{After: &annotation.Annotation{ID: id, Label: "claim", Target: annotation.Target{{Start: start, End: end}}, Created: *d.now, Modified: *d.now}}})
	return id
}

func (d *device) note(t fataler, id annotation.ID, note string) {
	before := d.state(t).Annotation(id)
	after := *before
	after.Note, after.Modified = note, *d.now
	d.do(t, editor.Change{Annotation: &editor.Edit[annotation.Annotation]{Before: before, After: &after}})
}

func (d *device) remove(t fataler, id annotation.ID) {
	d.do(t, editor.Change{Annotation: &editor.Edit[annotation.Annotation]{Before: d.state(t).Annotation(id)}})
}

// said is what a state says, without when.
func said(s *editor.State) map[annotation.ID]string {
	all := map[annotation.ID]string{}
	for _, a := range s.Annotations() {
		all[a.ID] = fmt.Sprint(a.Target, a.Note)
	}
	return all
}

// Whoever is done while there is no network closes the page, and is done
// nevertheless.
func TestBeingDoneWaitsForTheServerOverARestart(t *testing.T) {
	link := linked(t)
	remote := newServer(t, link)
	now := link.Created
	d := newDevice(t, "tab", link, remote, &now)
	ctx := t.Context()
	d.relay.Carry(ctx, true)
	d.mark(t, 0, 3)
	remote.away = true
	if s := d.relay.Finish(ctx); s.State != Waiting || s.Finished || !s.Ending || s.Pending != 1 {
		t.Errorf("without a server: %+v", s)
	}
	d.restart()
	if s := d.relay.Carry(ctx, true); s.State != Waiting || !s.Ending {
		t.Errorf("loaded again: %+v", s)
	}
	remote.away = false
	if s := d.relay.Carry(ctx, true); s.State != Sent || !s.Finished || s.Ending || remote.finished.IsZero() || len(remote.log) != 1 {
		t.Errorf("with it again: %+v", s)
	}
	remote.finished = time.Time{}
	remote.deaf = true
	if s := d.relay.Finish(ctx); s.State != Waiting || !s.Ending {
		t.Errorf("the answer was lost: %+v", s)
	}
	remote.deaf = false
	if s := d.relay.Carry(ctx, true); !s.Finished || s.Ending {
		t.Errorf("asked again: %+v", s)
	}
	remote.finished, remote.closed = time.Time{}, "the time is over"
	if s := d.relay.Finish(ctx); s.State != Refused || s.Why != "the time is over" || s.Ending {
		t.Errorf("refused: %+v", s)
	}
	if s := d.relay.Carry(ctx, true); s.State != Sent || s.Finished {
		t.Errorf("what was refused is asked again: %+v", s)
	}
}

// Of a long log a device is told what it does not know, and not all again with
// each edit of the other.
func TestTwoDevicesAtWorkAskForNothingTwice(t *testing.T) {
	link := linked(t)
	remote := newServer(t, link)
	now := link.Created
	phone, laptop := newDevice(t, "phone", link, remote, &now), newDevice(t, "laptop", link, remote, &now)
	const edits = 30
	for range edits {
		for _, d := range []*device{phone, laptop} {
			now = now.Add(time.Second)
			d.mark(t, 0, 3)
			if s := d.relay.Carry(t.Context(), false); s.State != Sent {
				t.Fatalf("%+v", s)
			}
		}
	}
	for _, d := range []*device{phone, laptop} {
		d.relay.Carry(t.Context(), true)
		if diff := cmp.Diff(said(remote.state), said(d.state(t))); diff != "" {
			t.Error(diff)
		}
	}
	if most := 2 * 3 * 2 * edits; remote.told > most { // each to either, three times at most: as news, with one's own, and if it came in between
		t.Errorf("of %d operations %d were told, want %d at most", len(remote.log), remote.told, most)
	}
}

func TestEditsGoToTheServerOnce(t *testing.T) {
	link := linked(t)
	remote := newServer(t, link)
	now := link.Created
	d := newDevice(t, "tab", link, remote, &now)
	ctx := t.Context()
	if s := d.relay.Carry(ctx, true); s.State != Sent || s.Pending != 0 {
		t.Errorf("nothing to send: %+v", s)
	}
	d.mark(t, 0, 3)
	if s := d.relay.Last(); s.State != Sent || s.Through != 0 {
		t.Errorf("of an edit that it has not seen it says nothing: %+v", s)
	}
	remote.away = true
	if s := d.relay.Carry(ctx, false); s.State != Waiting || s.Pending != 1 || s.Why == "" || s.Through != 1 {
		t.Errorf("without a server: %+v", s)
	}
	remote.away, remote.deaf = false, true
	if s := d.relay.Carry(ctx, false); s.State != Waiting || s.Pending != 1 {
		t.Errorf("the answer was lost: %+v", s)
	}
	remote.deaf = false
	d.restart()
	if s := d.relay.Carry(ctx, false); s.State != Sent || s.Pending != 0 || len(remote.log) != 1 {
		t.Errorf("sent again: %+v, and the log has %d", s, len(remote.log))
	}
	for range 450 {
		d.mark(t, 4, 7)
	}
	if s := d.relay.Carry(ctx, false); s.State != Sent || len(remote.log) != 451 || s.Through != 451 {
		t.Errorf("many at once: %+v, and the log has %d", s, len(remote.log))
	}
	remote.closed = "the assignment was open until Monday"
	d.mark(t, 0, 3)
	if s := d.relay.Carry(ctx, false); s.State != Refused || s.Why != remote.closed || s.Pending != 1 {
		t.Errorf("refused: %+v", s)
	}
	remote.closed = ""
	if s := d.relay.Finish(ctx); s.State != Sent || !s.Finished || len(remote.log) != 452 {
		t.Errorf("finished: %+v", s)
	}
}

func TestTwoDevicesOfOnePersonBecomeOne(t *testing.T) {
	link := linked(t)
	remote := newServer(t, link)
	now := link.Created
	ctx := t.Context()
	laptop, phone := newDevice(t, "laptop", link, remote, &now), newDevice(t, "phone", link, remote, &now)
	both := func() {
		t.Helper()
		for range 3 {
			for _, d := range []*device{laptop, phone} {
				if s := d.relay.Carry(ctx, true); s.State != Sent {
					t.Fatalf("%s: %+v", d.name, s)
				}
			}
		}
		want := said(remote.state)
		for _, d := range []*device{laptop, phone} {
			if diff := cmp.Diff(want, said(d.state(t))); diff != "" {
				t.Fatalf("%s is not as the server: %s", d.name, diff)
			}
		}
	}
	one, two := laptop.mark(t, 0, 3), laptop.mark(t, 4, 7)
	both()
	// Both edit one thing without a connection: the later edit stands.
	now = now.Add(time.Minute)
	laptop.note(t, one, "earlier")
	now = now.Add(time.Minute)
	phone.note(t, one, "later")
	both()
	if got := remote.state.Annotation(one).Note; got != "later" {
		t.Errorf("the note is %q", got)
	}
	// In the other order too.
	now = now.Add(time.Minute)
	phone.note(t, one, "earlier again")
	now = now.Add(time.Minute)
	laptop.note(t, one, "later again")
	laptop.relay.Carry(ctx, true)
	both()
	if got := remote.state.Annotation(one).Note; got != "later again" || phone.relay.dropped != 1 {
		t.Errorf("the note is %q, %d dropped", got, phone.relay.dropped)
	}
	// What one removes, and the other edits later, comes back.
	now = now.Add(time.Minute)
	laptop.remove(t, two)
	now = now.Add(time.Minute)
	phone.note(t, two, "kept")
	both()
	if a := remote.state.Annotation(two); a == nil || a.Note != "kept" {
		t.Errorf("what was edited after it was removed: %+v", a)
	}
}

func TestAServerThatHasForgottenIsToldAgain(t *testing.T) {
	link := linked(t)
	remote := newServer(t, link)
	now := link.Created
	ctx := t.Context()
	laptop, phone := newDevice(t, "laptop", link, remote, &now), newDevice(t, "phone", link, remote, &now)
	laptop.mark(t, 0, 3)
	laptop.relay.Carry(ctx, true)
	backup := *remote
	laptop.mark(t, 4, 7)
	laptop.relay.Carry(ctx, true)
	phone.mark(t, 8, 13)
	phone.relay.Carry(ctx, true)
	laptop.relay.Carry(ctx, true)
	*remote = backup // with one of three
	remote.epoch++
	// The phone is lost: what it made is on the laptop too.
	laptop.restart()
	if s := laptop.relay.Carry(ctx, true); s.State != Sent || remote.state.Len() != 3 {
		t.Errorf("%+v, and the server has %d of 3", s, remote.state.Len())
	}
	if s := phone.relay.Carry(ctx, true); s.State != Sent || remote.state.Len() != 3 || phone.state(t).Len() != 3 {
		t.Errorf("%+v: %d and %d", s, remote.state.Len(), phone.state(t).Len())
	}
}

// Whatever the devices do and however the connection fails, in the end all
// are one, and nothing that nobody removed is missing.
func TestWhateverHappensAllBecomeOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		link := linked(t)
		remote := newServer(t, link)
		now := link.Created
		ctx := context.Background()
		devices := []*device{newDevice(t, "a", link, remote, &now), newDevice(t, "b", link, remote, &now), newDevice(t, "c", link, remote, &now)}
		made, removed := map[annotation.ID]bool{}, map[annotation.ID]bool{}
		var backup *server
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			now = now.Add(time.Duration(rapid.IntRange(0, 2).Draw(t, "seconds")) * time.Second)
			d := devices[rapid.IntRange(0, 2).Draw(t, "device")]
			have := d.state(t).Annotations()
			switch what := rapid.IntRange(0, 9).Draw(t, "what"); {
			case what < 3 || len(have) == 0 && what < 5:
				made[d.mark(t, 0, 3)] = true
			case what == 3:
				d.note(t, rapid.SampledFrom(have).Draw(t, "which").ID, rapid.StringMatching("[a-c]").Draw(t, "note"))
			case what == 4:
				id := rapid.SampledFrom(have).Draw(t, "which").ID
				d.remove(t, id)
				removed[id] = true
			case what == 5:
				remote.away = true
				d.relay.Carry(ctx, true)
				remote.away = false
			case what == 6:
				remote.deaf = true
				d.relay.Carry(ctx, false)
				remote.deaf = false
				d.restart()
			case what == 7:
				copied := *remote
				copied.log = slices.Clone(remote.log)
				backup = &copied
			case what == 8 && backup != nil:
				epoch := remote.epoch
				*remote = *backup
				remote.log = slices.Clone(backup.log)
				remote.epoch = epoch + 1
			default:
				d.relay.Carry(ctx, true)
			}
		}
		for range 4 {
			for _, d := range devices {
				if s := d.relay.Carry(ctx, true); s.State != Sent {
					t.Fatalf("%s: %+v", d.name, s)
				}
			}
		}
		for _, d := range devices {
			if diff := cmp.Diff(said(remote.state), said(d.state(t))); diff != "" {
				t.Fatalf("%s is not as the server: %s", d.name, diff)
			}
		}
		for id := range made {
			if !removed[id] && remote.state.Annotation(id) == nil {
				t.Fatalf("%s was removed by nobody and is gone", id)
			}
		}
	})
}
