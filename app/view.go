//go:build js && wasm

package app

// dialog is what stands over the page.
type dialog string

const (
	noDialog     dialog = ""
	exportDialog dialog = "export"
	lookDialog   dialog = "look"
	keysDialog   dialog = "keys"
)

// pane is what the panel shows.
type pane string

const (
	noPane       pane = ""
	marksPane    pane = "marks"
	speakersPane pane = "speakers"
	outlinePane  pane = "outline"
	placesPane   pane = "places"
)

// show opens a pane, or closes it if it is open.
func (d *desk) show(p pane) {
	if d.pane == p {
		p = noPane
	}
	d.reveal(p)
}

// reveal opens a pane, which may be open already.
func (d *desk) reveal(p pane) {
	if d.pane == p {
		return
	}
	d.pane = p
	d.changed(onView)
	d.reflowed()
}

// reflowed is called when the column has another width or its text another
// size.
func (d *desk) reflowed() {
	if d.reader != nil {
		d.reader.moved()
	}
	d.changedSoon() // the handles move with it
}

// open shows a dialog; noDialog closes it.
func (d *desk) open(which dialog) {
	d.dialog = which
	d.changed(onView)
}
