//go:build js && wasm

package app

import (
	"context"
	"errors"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/browser"
	"quoth/internal/editor"
	"quoth/internal/local"
)

// saving is what the reader is told about where their work is.
type saving int

const (
	saved   saving = iota
	waiting        // on its way to the journal
	unkept         // there is no storage that outlives the tab
	refused        // storage is full or failed; editing goes on
)

// slowAfter is how long a write may take before the screen says "Saving…".
// Until then it says nothing, and "Saved" again when it is: a word that comes
// and goes with every mark would only disturb.
const slowAfter = 300 * time.Millisecond

// snapshotEvery is after how many transactions a snapshot is written. Opening
// replays what came after it, which takes well under a millisecond each.
const snapshotEvery = 200

// A saver writes the pending transactions to the journal, one after another
// and never two at once, and agrees with other tabs on their order. It goes on
// when its layer is put away, until everything is written.
type saver struct {
	desk     *desk
	editor   *editor.Editor
	tabs     *browser.Channel
	status   saving
	problem  error // with refused
	running  bool
	begun    bool          // and the write has been started
	snapshot int           // Seq of the last snapshot
	taken    int           // how many transactions were in the last file that was taken away
	done     chan struct{} // closed when the write that runs has ended
	slow     func()        // takes back the timer that will tell of a slow write
	onSaved  func()        // called once when nothing is pending any more, or nil
}

func newSaver(d *desk) *saver {
	s := &saver{desk: d, editor: d.editor, snapshot: d.editor.Seq()}
	if !d.kept {
		s.status = unkept
	}
	s.tabs = browser.OpenChannel("quoth-" + string(d.state().LayerID()))
	s.tabs.Listen(func(string) { s.catchUp() })
	return s
}

// close ends listening to other tabs. What is pending is still written, and a
// snapshot after it; closed is done when it has been.
func (s *saver) close() (closed <-chan struct{}) {
	s.tabs.Close()
	done := make(chan struct{})
	s.begin()
	go func() {
		defer close(done)
		if s.running {
			<-s.done
		}
		s.compact()
	}()
	return done
}

// open reports whether this is the layer on the desk.
func (s *saver) open() bool { return s.desk.saver == s && s.desk.editor == s.editor }

func (s *saver) set(status saving, problem error) {
	if s.slow != nil {
		s.slow()
		s.slow = nil
	}
	if !s.desk.kept && status == saved {
		status = unkept
	}
	s.problem = problem
	if s.status != status {
		s.status = status
		if s.open() {
			s.desk.changed(onSave)
		}
	}
}

// save writes what is pending. The screen says "saved" only when the browser
// has confirmed the last of it.
func (s *saver) save() {
	if len(s.editor.Pending()) == 0 && s.onSaved == nil || s.running {
		return
	}
	s.running, s.done = true, make(chan struct{})
	s.desk.showSaving()
	if s.status != refused {
		s.slow = browser.Timeout(slowAfter, func() { s.set(waiting, nil) })
	}
	browser.AfterPaint(func() { browser.IdleWithin(soon, s.begin) })
}

// showSaving takes "Saved" from the screen while anything is not in the journal
// yet, and "Sent" while anything is not with the class.
func (d *desk) showSaving() {
	unsaved := d.draft.in != nil || d.editor != nil && len(d.editor.Pending()) > 0
	browser.SetSaving("saved", unsaved)
	if d.assigned != nil {
		browser.SetSaving("sent", unsaved || d.assigned.behind(d))
	}
}

// begin starts the write: when the edit is on the screen, or before if the page
// is being left.
func (s *saver) begin() {
	if s.running && !s.begun {
		s.begun = true
		go s.write()
	}
}

// leave is called when the page goes away: what is being typed is taken, and
// everything is on its way into the journal when it returns.
func (d *desk) leave() {
	d.takeDraft(d.draft.in)
	if d.saver != nil {
		d.saver.begin()
	}
}

// losing reports whether closing the page would lose work that has not been
// taken away either.
func (d *desk) losing() bool {
	if d.editor == nil || d.saver.status != refused && d.saver.status != unkept {
		return false
	}
	return d.draft.in != nil || d.made() > d.saver.taken
}

// made counts the transactions of the open layer.
func (d *desk) made() int { return d.editor.Seq() + len(d.editor.Pending()) }

func (s *saver) write() {
	ctx, e := context.Background(), s.editor
	defer func() {
		s.running, s.begun = false, false
		close(s.done)
		s.desk.showSaving()
	}()
	for len(e.Pending()) > 0 {
		seq, err := s.desk.library.Append(ctx, e.State().LayerID(), e.Seq(), e.Pending()[0])
		if errors.Is(err, annotation.ErrConflict) {
			err = s.merge(ctx)
			if err == nil {
				continue
			}
		}
		if err == nil {
			err = e.Saved(seq)
		}
		if err != nil {
			s.set(refused, err)
			s.desk.fail(err)
			return
		}
	}
	s.set(saved, nil)
	if s.onSaved != nil {
		s.onSaved()
		s.onSaved = nil
	}
	s.tabs.Post("saved")
	if _, seq, _, _ := e.History(); seq-s.snapshot >= snapshotEvery {
		browser.Idle(func() {
			if s.open() {
				go s.compact()
			}
		})
	}
}

// retry is asked for by the reader after something was refused.
func (s *saver) retry() {
	s.status = waiting
	s.save()
}

// merge takes in what another tab wrote first.
func (s *saver) merge(ctx context.Context) error {
	e := s.editor
	records, err := s.desk.library.Since(ctx, e.State().LayerID(), e.Seq())
	if err != nil {
		return err
	}
	dropped, err := e.Merge(transactions(records))
	if err != nil {
		return err
	}
	if s.open() {
		s.desk.draw()
		s.desk.changedSoon(onEdit)
	}
	if len(dropped) > 0 {
		s.desk.say(notice{Text: "Another tab changed the same mark first: “" + dropped[0].Label + "” was not done here.", Error: true})
	}
	return nil
}

// catchUp shows at once what another tab has saved.
func (s *saver) catchUp() {
	if s.running {
		return // writing finds out by itself
	}
	s.running, s.begun, s.done = true, true, make(chan struct{})
	go func() {
		err := s.merge(context.Background())
		s.running, s.begun = false, false
		close(s.done)
		if err != nil {
			s.desk.fail(err)
			return
		}
		s.desk.showSaving()
		s.save()
	}()
}

// compact writes a snapshot, so that the next opening is quick.
func (s *saver) compact() {
	state, seq, undo, redo := s.editor.History()
	if seq == s.snapshot {
		return
	}
	if err := s.desk.library.Snapshot(context.Background(), state.Layer(), seq, undo, redo); err == nil {
		s.snapshot = seq
	}
}

func transactions(records []local.Record) []editor.Transaction {
	list := make([]editor.Transaction, len(records))
	for i, r := range records {
		list[i] = r.Transaction
	}
	return list
}
