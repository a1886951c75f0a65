package editor

import (
	"errors"
	"fmt"
	"time"

	"quoth/internal/annotation"
)

// ErrNothing means that there is nothing to undo or to do again.
var ErrNothing = errors.New("nothing to undo")

// ErrNotLoaded means that the transaction to take back lies in the journal
// and has to be supplied first: see NextUndo, NextRedo and Step.Load.
var ErrNotLoaded = errors.New("the step has to be read from the journal first")

// A Step is one transaction in the history. Steps form persistent stacks, so
// that a version can be kept and returned to at no cost.
type Step struct {
	ID    string       // of the transaction
	Seq   int          // its place in the journal; 0 while it is not saved
	Tx    *Transaction // nil until it is read from the journal
	below *Step
}

// A version is a state with the way that led to it.
type version struct {
	state      *State
	undo, redo *Step
}

func (v version) apply(tx Transaction, seq int) (version, error) {
	next, err := v.state.Apply(tx)
	if err != nil {
		return v, err
	}
	switch {
	case tx.Undoes != "":
		step, rest := v.undo.take(tx.Undoes)
		return version{next, rest, push(v.redo, step)}, nil
	case tx.Redoes != "":
		step, rest := v.redo.take(tx.Redoes)
		return version{next, push(v.undo, step), rest}, nil
	}
	if tx.final() {
		return version{next, v.undo, v.redo}, nil
	}
	return version{next, &Step{ID: tx.ID, Seq: seq, Tx: &tx, below: v.undo}, nil}, nil
}

// Load supplies the transaction of a step that lay in the journal.
func (s *Step) Load(tx Transaction) { s.ID, s.Tx = tx.ID, &tx }

// take returns the step with the ID and the stack without it; the step is nil
// if it is not there, which another tab's history can bring about. Steps from
// before the snapshot lie at the bottom and have no ID yet; the uppermost of
// them is then the one that is meant.
func (s *Step) take(id string) (step, rest *Step) {
	if s == nil {
		return nil, nil
	}
	if s.ID == id || s.ID == "" {
		return s, s.below
	}
	step, below := s.below.take(id)
	if step == nil {
		return nil, s
	}
	return step, &Step{ID: s.ID, Seq: s.Seq, Tx: s.Tx, below: below}
}

func push(stack, s *Step) *Step {
	if s == nil {
		return stack
	}
	return &Step{ID: s.ID, Seq: s.Seq, Tx: s.Tx, below: stack}
}

// An Editor holds the present version and the last one that is known to be
// saved. It is not safe for concurrent use: the screen owns it.
type Editor struct {
	now, saved version
	pending    []Transaction // applied to now, not yet part of saved
	seq        int           // of the last transaction in saved
	newID      func() string
	clock      func() time.Time
}

// New opens a state that is saved up to the sequence number seq of its
// journal. Undo and redo are the places of its history in the journal, oldest
// first. newID makes UUIDv7s; clock tells the time.
func New(s *State, seq int, undo, redo []int, newID func() string, clock func() time.Time) *Editor {
	v := version{state: s, undo: stack(undo), redo: stack(redo)}
	return &Editor{now: v, saved: v, seq: seq, newID: newID, clock: clock}
}

func stack(places []int) (top *Step) {
	for _, seq := range places {
		top = &Step{Seq: seq, below: top}
	}
	return top
}

// State is the present state.
func (e *Editor) State() *State { return e.now.state }

// NewID makes an ID for something new.
func (e *Editor) NewID() string { return e.newID() }

// Now is the present time as Quoth keeps it: UTC, in milliseconds.
func (e *Editor) Now() time.Time { return e.clock().UTC().Truncate(time.Millisecond) }

// Do makes the changes as one step called label and returns the transaction,
// which the caller journals. On error nothing has changed.
func (e *Editor) Do(label string, changes ...Change) (Transaction, error) {
	return e.do(Transaction{Label: label, Changes: changes})
}

// NextUndo is the step that Undo would take back, or nil. If its Tx is nil,
// read it from the journal at Seq and Load it.
func (e *Editor) NextUndo() *Step { return e.now.undo }

// NextRedo is the step that Redo would do again, or nil.
func (e *Editor) NextRedo() *Step { return e.now.redo }

// Undo takes back the last step. It returns ErrNothing, ErrNotLoaded, or an
// error that wraps ErrConflict if the step no longer fits.
func (e *Editor) Undo() (Transaction, error) {
	step := e.now.undo
	if step == nil {
		return Transaction{}, ErrNothing
	}
	if step.Tx == nil {
		return Transaction{}, ErrNotLoaded
	}
	back := step.Tx.Inverse()
	back.Undoes = step.ID
	return e.do(back)
}

// Redo does again what Undo took back last, with the same errors.
func (e *Editor) Redo() (Transaction, error) {
	step := e.now.redo
	if step == nil {
		return Transaction{}, ErrNothing
	}
	if step.Tx == nil {
		return Transaction{}, ErrNotLoaded
	}
	return e.do(Transaction{Label: step.Tx.Label, Changes: step.Tx.Changes, Redoes: step.ID})
}

func (e *Editor) do(tx Transaction) (Transaction, error) {
	tx.ID, tx.At = e.newID(), e.Now()
	next, err := e.now.apply(tx, 0)
	if err != nil {
		return Transaction{}, err
	}
	e.now = next
	e.pending = append(e.pending, tx)
	return tx, nil
}

// Seq is the sequence number of the last transaction known to be saved.
func (e *Editor) Seq() int { return e.seq }

// Pending returns the transactions that are not known to be saved, in order.
func (e *Editor) Pending() []Transaction { return e.pending }

// Saved notes that the first pending transaction has got the sequence number.
func (e *Editor) Saved(seq int) error {
	if len(e.pending) == 0 {
		return fmt.Errorf("nothing was waiting to be saved as %d: %w", seq, annotation.ErrInvalid)
	}
	next, err := e.saved.apply(e.pending[0], seq)
	if err != nil {
		return err
	}
	e.saved, e.seq, e.pending = next, seq, e.pending[1:]
	if len(e.pending) == 0 {
		e.now = e.saved // the same state, with the places of its steps known
	}
	return nil
}

// Merge takes in what another tab saved first: the journal's entries after
// Seq, the first of which has the number Seq+1. The pending transactions are
// put on top again; those that no longer fit are dropped and returned.
func (e *Editor) Merge(remote []Transaction) (dropped []Transaction, err error) {
	saved := e.saved
	for i, tx := range remote {
		if saved, err = saved.apply(tx, e.seq+1+i); err != nil {
			return nil, fmt.Errorf("journal entry %d: %w", e.seq+1+i, err)
		}
	}
	e.saved, e.seq = saved, e.seq+len(remote)
	e.now = saved
	kept := e.pending[:0:0]
	for _, tx := range e.pending {
		next, err := e.now.apply(tx, 0)
		if err != nil {
			dropped = append(dropped, tx)
			continue
		}
		e.now = next
		kept = append(kept, tx)
	}
	e.pending = kept
	return dropped, nil
}

// History returns the saved state with the sequence numbers of its undo and
// redo stacks, oldest first: what a snapshot keeps.
func (e *Editor) History() (s *State, seq int, undo, redo []int) {
	return e.saved.state, e.seq, places(e.saved.undo), places(e.saved.redo)
}

func places(top *Step) (list []int) {
	for s := top; s != nil; s = s.below {
		list = append(list, s.Seq)
	}
	for i, j := 0, len(list)-1; i < j; i, j = i+1, j-1 {
		list[i], list[j] = list[j], list[i]
	}
	return list
}
