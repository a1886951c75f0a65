//go:build js && wasm

package app

import (
	"context"
	"errors"
	"slices"
	"syscall/js"
	"time"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"quoth/internal/annotation"
	"quoth/internal/browser"
	"quoth/internal/editor"
	"quoth/internal/local"
	"quoth/internal/text"
)

// topic is something that components can be told has changed.
type topic int

const (
	onOpen    topic = iota // another article or layer, or none
	onEdit                 // the state
	onActive               // which annotation is open
	onAsk                  // the question who says it
	onSave                 // whether everything is saved
	onView                 // panes, dialogs and settings
	onNotice               // what the reader is told
	onSuggest              // which suggestion shows
	onPlace                // which mark without a place shows
	onClass                // whether the class has what was marked
	topics
)

// settleAfter is how long the panels wait after an edit. Somebody who marks
// with keys makes several a second: the text follows at once, the panels when
// the hand rests.
const settleAfter = 100 * time.Millisecond

// soon is how long what follows an edit lets the edit itself, and further ones
// of a fast hand, be shown first.
const soon = 100 * time.Millisecond

// A desk is one tab's work: the library, the article that is open, and what
// the screen shows of it. Components hold a pointer to it; its methods say
// what the user wants. It belongs to the user interface's goroutine.
type desk struct {
	library *local.Library
	kept    bool // whether the library outlives the tab

	opening chan struct{} // closed when the library is open
	painted painting
	samples []sample // that the server offers
	host    js.Value // the element that holds the article

	editor *editor.Editor // nil while no article is open
	reader *reader
	saver  *saver
	closed <-chan struct{} // done when the layer that was put away last is written

	caret     caret
	active    annotation.ID // the annotation that is open, or ""
	selection text.Bytes    // what is selected; empty for nothing
	further   []text.Bytes  // the other spans of a broken quotation that was taken
	asking    *asking       // "who says it?", while it is open
	suggested *suggestions  // nil until they are asked for
	placing   *placing      // nil unless the panel shows it
	arrival   arrival
	worker    *browser.Worker
	carrier   *browser.Worker // sends what is marked to a class; nil until an assignment is open
	assigned  *assigned       // nil unless the open layer belongs to a class
	forbidden bool            // to suggest anything, by the server
	pane      pane
	dialog    dialog
	settings  settings
	notice    notice
	draft     draft // what is being typed

	position text.Byte   // where the reader is
	resting  *time.Timer // writes the position when the window has come to rest

	watchers  [topics][]goapp.Context
	unsettled [topics]bool // topics whose watchers have to be told when the hand rests
	settling  func()       // takes back the timer that will tell them; nil if none runs
}

// watch tells a component, through its context, when a topic changes.
func (d *desk) watch(ctx goapp.Context, on ...topic) {
	for _, t := range on {
		d.watchers[t] = append(d.watchers[t], ctx)
	}
}

// changed redraws the components that watch any of the topics, and only them.
func (d *desk) changed(on ...topic) {
	for _, t := range on {
		d.watchers[t] = slices.DeleteFunc(d.watchers[t], func(ctx goapp.Context) bool { return ctx.Err() != nil })
		for _, ctx := range d.watchers[t] {
			ctx.Dispatch(func(goapp.Context) {})
		}
	}
}

// changedSoon is changed when nothing more has happened for a moment.
func (d *desk) changedSoon(on ...topic) {
	for _, t := range on {
		d.unsettled[t] = true
	}
	if d.settling != nil {
		d.settling()
	}
	d.settling = browser.Timeout(settleAfter, d.settle)
}

// settle tells at once what was to be told soon.
func (d *desk) settle() {
	if d.settling != nil {
		d.settling()
		d.settling = nil
	}
	for t, soon := range d.unsettled {
		if soon {
			d.unsettled[t] = false
			d.changed(topic(t))
		}
	}
	if d.editor != nil {
		d.placeHandles()
	}
}

// state is the present state, or nil while no article is open.
func (d *desk) state() *editor.State {
	if d.editor == nil {
		return nil
	}
	return d.editor.State()
}

// do makes changes as one step: the text is redrawn before it returns, the
// journal is written next, and then the panels follow. It reports whether it
// was done; if not, the reader has been told why.
func (d *desk) do(label string, changes []editor.Change, err error) bool {
	if !d.commit(label, changes, err) {
		return false
	}
	d.redraw()
	return true
}

// commit is do without showing it yet.
func (d *desk) commit(label string, changes []editor.Change, err error) bool {
	if err == nil {
		err = d.locked()
	}
	if err == nil && len(changes) > 0 {
		_, err = d.editor.Do(label, changes...)
	}
	if err != nil {
		d.fail(err)
	}
	return err == nil
}

// redraw shows the present state everywhere and has it saved.
func (d *desk) redraw() {
	if d.active != "" && d.state().Annotation(d.active) == nil {
		d.active = ""
		d.changedSoon(onActive)
	}
	browser.SetHidden("handles", true) // until they are placed anew
	d.draw()
	d.saver.save()
	d.changedSoon(onEdit)
}

// draw shows the present state in the article, where one is open.
func (d *desk) draw() {
	if d.reader != nil {
		d.reader.draw(d.state())
	}
}

// undo takes back the last step; redo does it again. Steps from before the
// last snapshot are read from the journal first.
func (d *desk) undo() { d.travel(d.editor.NextUndo, d.editor.Undo, "Nothing to undo", "Undone") }
func (d *desk) redo() { d.travel(d.editor.NextRedo, d.editor.Redo, "Nothing to redo", "Done again") }

func (d *desk) travel(next func() *editor.Step, travel func() (editor.Transaction, error), none, done string) {
	if err := d.locked(); err != nil {
		d.fail(err)
		return
	}
	tx, err := travel()
	switch {
	case errors.Is(err, editor.ErrNothing):
		d.tell(none)
	case errors.Is(err, editor.ErrNotLoaded):
		step, open := next(), d.editor
		go func() {
			old, err := d.library.Record(context.Background(), open.State().LayerID(), step.Seq)
			if err != nil {
				d.fail(err)
				return
			}
			step.Load(old)
			if d.editor == open {
				d.travel(next, travel, none, done)
			}
		}()
	case err != nil:
		d.fail(err)
	default:
		d.redraw()
		d.followPlacing()
		d.tell(done + ": " + tx.Label)
	}
}

// activate opens an annotation: its marks and its partners light up, and the
// panel shows it. The empty ID closes.
func (d *desk) activate(id annotation.ID) {
	if d.active == id {
		return
	}
	d.active = id
	browser.SetHidden("handles", true)
	d.reader.lightActive(d.state(), id)
	d.changedSoon(onActive)
}
