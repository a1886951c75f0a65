//go:build js && wasm

package app

import (
	"quoth/internal/annotation"
	"quoth/internal/editor"
	"quoth/internal/scheme"
	"quoth/internal/text"
)

// mark annotates what is selected with a label. With an attributable
// annotation open, a source or a cue is at once made part of it.
func (d *desk) mark(label string) {
	l := d.state().Scheme().Label(label)
	if l == nil || d.selection.Len() == 0 {
		return
	}
	span := d.selection
	var changes []editor.Change
	var err error
	var made annotation.ID
	if content := d.openContent(); content != "" && (l.Role == scheme.Source || l.Role == scheme.Cue) {
		changes, err = d.editor.AddPart(content, span, l.Role)
	} else {
		var a *annotation.Annotation
		a, changes = d.editor.Mark(d.selected(), label)
		made = a.ID
	}
	if !d.commit("Mark as "+l.Name, changes, err) {
		return
	}
	// First, because the browser lays the page out to take a selection away,
	// which costs nothing until the text is drawn anew.
	d.reader.painted.Unselect()
	d.unselect()
	d.redraw()
	d.caret.collapse(d, span.End)
	if made != "" {
		d.activate(made)
	}
}

// selected is the words that a mark would be made of: the selection, and the
// other spans of a broken quotation that was taken whole.
func (d *desk) selected() annotation.Target {
	t := annotation.Target{d.selection}
	for _, more := range d.further {
		t = editor.Join(t, more)
	}
	return t
}

// openContent is the open annotation if its words can be given a source.
func (d *desk) openContent() annotation.ID {
	if a := d.state().Annotation(d.active); a != nil {
		if l := d.state().Scheme().Label(a.Label); l != nil && l.Role == scheme.Content {
			return a.ID
		}
	}
	return ""
}

// extend adds the selection to the open annotation as a further span.
func (d *desk) extend() {
	if d.active == "" || d.selection.Len() == 0 {
		d.tell("Open a mark, select further words, then press a to add them.")
		return
	}
	words := d.selected()
	changes, err := d.editor.Revise(d.active, func(a *annotation.Annotation) {
		for _, span := range words {
			a.Target = editor.Join(a.Target, span)
		}
	})
	if d.do("Add words", changes, err) {
		d.reader.painted.Unselect()
		d.unselect()
	}
}

// relabel gives the open annotation another label.
func (d *desk) relabel(label string) {
	changes, err := d.editor.Relabel(d.active, label)
	if l := d.state().Scheme().Label(label); l != nil {
		d.do("Change to "+l.Name, changes, err)
	}
}

// remove deletes the open annotation; the notice offers to undo it.
func (d *desk) remove() {
	if d.active == "" {
		d.tell("Open a mark first: press j, or click it.")
		return
	}
	changes, err := d.editor.Delete(d.active)
	if d.do("Delete", changes, err) {
		d.say(notice{Text: "Deleted.", Undo: true})
	}
}

// revise changes the open annotation.
func (d *desk) revise(label string, edit func(*annotation.Annotation)) {
	changes, err := d.editor.Revise(d.active, edit)
	d.do(label, changes, err)
}

// moveEnd moves an end of the open annotation by a word: the start if start
// is set, otherwise the end, forward or back. It never crosses the other end.
func (d *desk) moveEnd(start, forward bool) {
	a := d.state().Annotation(d.active)
	if a == nil {
		return
	}
	s := d.state().Article().Text
	t := append(annotation.Target(nil), a.Target...)
	first, last := &t[0], &t[len(t)-1]
	switch {
	case start && forward:
		first.Start = text.NextWord(s, first.Start)
	case start:
		first.Start = text.PreviousWord(s, first.Start)
	case forward:
		last.End = wordEnd(s, last.End, true)
	default:
		last.End = wordEnd(s, last.End, false)
	}
	d.retarget(t)
}

// wordEnd is the end of the next word after, or of the last word before, an
// offset that is itself an end.
func wordEnd(s string, at text.Byte, forward bool) text.Byte {
	if forward {
		next := text.NextWord(s, at)
		if w := text.WordAt(s, next); w.End > at {
			return w.End
		}
		return next
	}
	return text.Trim(s, text.Bytes{Start: 0, End: text.PreviousWord(s, at)}).End
}

// retarget gives the open annotation other words, if there are any.
func (d *desk) retarget(t annotation.Target) {
	s := d.state().Article().Text
	var kept annotation.Target
	for _, b := range t {
		if b.Start < b.End {
			if b = text.Trim(s, b); b.Len() > 0 {
				if d.settings.Words {
					b = text.SnapToWords(s, b)
				}
				kept = append(kept, b)
			}
		}
	}
	if len(kept) == 0 {
		return
	}
	changes, err := d.editor.Revise(d.active, func(a *annotation.Annotation) { a.Target = kept })
	d.do("Change words", changes, err)
}

// markRead notes the paragraph at the caret, or of the open annotation, as
// read, or takes that back.
func (d *desk) markRead(block int) {
	read := d.state().Read(block) == nil
	label := "Mark as read"
	if !read {
		label = "Mark as unread"
	}
	if d.do(label, d.editor.MarkRead(block, read), nil) {
		d.tell(label + ".")
	}
}
