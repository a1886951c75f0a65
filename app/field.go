//go:build js && wasm

package app

import (
	"strings"
	"syscall/js"
	"time"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"quoth/internal/browser"
)

// restAfter is how long a hand rests before what it has typed is taken.
const restAfter = 500 * time.Millisecond

// field is a text that somebody types, in one line or in several.
//
// What is typed is taken when the hand rests, when the field is left, when it
// goes away and when the page does: a closed tab loses nothing, and one undo
// takes back a thought and not a letter. The value is written into the field
// only while nobody types there; drawn a frame late, it would take back what a
// fast hand has typed since.
type field struct {
	goapp.Compo
	Desk     *desk
	Of       string // whose text it is: another one's is shown at once
	ID, Name string // of the element; either may be empty
	Label    string
	Type     string // of an input
	Lines    int    // 0 for an input, otherwise the height of a text area
	Value    string
	Take     func(string)

	of      string
	resting func()
}

// OnMount implements app.Mounter.
func (f *field) OnMount(goapp.Context) { f.show() }

// OnUpdate implements app.Updater.
func (f *field) OnUpdate(goapp.Context) {
	if f.of != f.Of {
		f.Desk.takeDraft(f) // it is the other's still
	}
	if f.of != f.Of || !f.element().Equal(browser.Document().Get("activeElement")) {
		f.show()
	}
}

// OnDismount implements app.Dismounter.
func (f *field) OnDismount() { f.Desk.takeDraft(f) }

func (f *field) show() {
	f.of = f.Of
	f.element().Set("value", f.Value)
}

func (f *field) element() js.Value {
	return goapp.JSValue(f.JSValue()).Call("querySelector", "input, textarea")
}

// Render implements app.Composer.
func (f *field) Render() goapp.UI {
	if f.Lines > 0 {
		area := goapp.Textarea().ID(f.ID).Rows(f.Lines).OnInput(f.onInput).OnChange(f.onChange)
		return goapp.Label().Class("line").Body(goapp.Text(f.Label), area.Dir("auto"))
	}
	input := goapp.Input().Type(f.Type).AutoComplete(false).OnInput(f.onInput).OnChange(f.onChange)
	if f.ID != "" {
		input = input.ID(f.ID)
	}
	if f.Name != "" {
		input = input.Name(f.Name)
	}
	if f.Type == "text" {
		input = input.Dir("auto").MaxLength(longest)
	}
	return goapp.Label().Class("line").Body(goapp.Text(f.Label), input)
}

// longest is how much fits into one line, in UTF-16 code units.
const longest = 2000

func (f *field) onInput(ctx goapp.Context, e goapp.Event) {
	ctx.PreventUpdate()
	f.Desk.drafting(f)
	if f.resting != nil {
		f.resting()
	}
	f.resting = browser.Timeout(restAfter, func() { f.Desk.takeDraft(f) })
}

func (f *field) onChange(ctx goapp.Context, e goapp.Event) {
	f.Desk.drafting(f) // a date is picked without a key
	f.Desk.takeDraft(f)
}

// A draft is what has been typed into a field and is not taken yet.
type draft struct {
	in   *field
	take func(string)
}

// drafting notes that something is being typed into a field. Whose text it is
// is settled here: the field may show another's when the draft is taken.
func (d *desk) drafting(in *field) {
	if d.draft.in == in {
		return
	}
	d.takeDraft(d.draft.in)
	d.draft = draft{in, in.Take}
	d.showSaving()
}

// takeDraft takes what has been typed into a field, if it waits.
func (d *desk) takeDraft(in *field) {
	if in == nil || d.draft.in != in {
		return
	}
	if in.resting != nil {
		in.resting()
		in.resting = nil
	}
	take := d.draft.take
	d.draft = draft{}
	take(strings.TrimSpace(in.element().Get("value").String()))
	d.showSaving()
}
