//go:build js && wasm

package app

import (
	"syscall/js"

	"quoth/internal/annotation"
	"quoth/internal/suggest"
)

// onKey is every key that is not typed into a field.
func (d *desk) onKey(event js.Value) {
	if d.editor == nil || event.Get("isComposing").Bool() {
		return
	}
	key := event.Get("key").String()
	ctrl := event.Get("ctrlKey").Bool() || event.Get("metaKey").Bool()
	shift, alt := event.Get("shiftKey").Bool(), event.Get("altKey").Bool()
	if d.dialog != noDialog || d.asking != nil || typing(event) {
		switch {
		case key == "Escape":
			d.escape()
			event.Call("preventDefault")
		case key == "Enter" && d.asking != nil && !typing(event) && !onControl(event):
			d.answer(d.asking.chosen) // a fast hand: the field has no focus yet
			event.Call("preventDefault")
		}
		return
	}
	done := false
	if d.reviewing() && !ctrl && !alt && key != "Escape" && !(key == "Enter" && onControl(event)) {
		if d.suggestionKey(key) {
			event.Call("preventDefault")
			return
		}
	}
	if d.placingNow() && !ctrl && !alt && !(key == "Enter" && onControl(event)) && d.placeKey(key) {
		event.Call("preventDefault")
		return
	}
	inBar := matches(event.Get("target"), "#bar button")
	switch {
	case inBar && key == "Escape":
		focus("#reader")
		done = true
	case inBar && !ctrl && !alt:
		done = d.barKey(event.Get("target"), key, shift) || key != "Enter" && d.plainKey(key)
	case key == "Tab" && !shift && d.selection.Len() > 0 && d.inReader(event):
		done = d.enter()
	case ctrl && (key == "z" || key == "Z"):
		if shift {
			d.redo()
		} else {
			d.undo()
		}
		done = true
	case ctrl && key == "y":
		d.redo()
		done = true
	case ctrl && key == "s":
		d.open(exportDialog)
		done = true
	case key == "Escape":
		d.escape()
		done = true
	case onControl(event):
		// A button or a link keeps its own keys.
	default:
		done = d.movementKey(key, ctrl, shift, alt) || !ctrl && !alt && d.plainKey(key)
	}
	if done {
		event.Call("preventDefault")
	}
}

// movementKey moves the caret.
func (d *desk) movementKey(key string, ctrl, shift, alt bool) bool {
	unit, forward := "", false
	switch key {
	case "ArrowRight", "ArrowLeft":
		if alt {
			return false // the browser's way back
		}
		unit = "character"
		if ctrl {
			unit = "word"
		}
		forward = (key == "ArrowRight") != d.rightToLeft()
	case "ArrowDown", "ArrowUp":
		unit, forward = "line", key == "ArrowDown"
		if ctrl {
			unit = "paragraph"
		} else if alt {
			unit = "sentence"
		} else if !shift && !d.caret.on {
			return false // scrolls, until the reader has asked for a caret
		}
	default:
		return false
	}
	if !d.caret.on {
		d.caret.start(d)
	}
	d.caret.move(d, step(d, d.caret.at, unit, forward), shift)
	d.speakPlace(unit)
	return true
}

// plainKey does what a key without modifiers means.
func (d *desk) plainKey(key string) bool {
	switch key {
	case "Enter":
		return d.enter()
	case "Delete":
		d.remove()
		return true
	}
	if !d.settings.Letters {
		return false
	}
	for _, l := range d.state().Scheme().Labels {
		if l.Key == key {
			switch {
			case d.selection.Len() > 0:
				d.mark(l.ID)
			case d.active != "":
				d.relabel(l.ID)
			default:
				d.tell("Select words first, then press " + key + " for " + l.Name + ".")
			}
			return true
		}
	}
	act, ok := d.letters()[key]
	if ok {
		act()
	}
	return ok
}

// letters is what each single key does.
func (d *desk) letters() map[string]func() {
	return map[string]func(){
		"?": func() { d.open(keysDialog) },
		"g": func() { d.show(marksPane) },
		"/": d.search,
		"j": func() { d.walk(true) },
		"k": func() { d.walk(false) },
		"x": d.remove,
		"a": d.extend,
		"s": d.askWho,
		"n": func() { d.focusField("note") },
		"t": func() { d.focusField("tags") },
		"r": func() { d.markRead(d.place()) },
		"v": d.takeSentence,
		"q": d.takeQuotation,
		"w": d.takeWords,
		".": func() { d.review(suggest.AskAttributions) },
		",": func() { d.review(suggest.AskAttributions) },
		";": func() { d.review(suggest.AskClaims) },
		"[": func() { d.moveEnd(true, false) },
		"{": func() { d.moveEnd(true, true) },
		"]": func() { d.moveEnd(false, true) },
		"}": func() { d.moveEnd(false, false) },
	}
}

// enter opens what is at the caret: the bar for a selection, otherwise the
// annotation under the caret.
func (d *desk) enter() bool {
	if d.selection.Len() > 0 {
		focus("#bar button[tabindex='0']")
		return true
	}
	if !d.caret.on {
		return false
	}
	if here := d.state().At(d.caret.at); len(here) > 0 {
		d.activate(here[0].ID)
		d.reveal(marksPane)
		return true
	}
	return false
}

// escape closes the topmost thing.
func (d *desk) escape() {
	switch {
	case d.asking != nil:
		d.stopAsking()
	case d.dialog != noDialog:
		d.open(noDialog)
	case d.reviewing():
		d.showSuggestion(none)
	case d.selection.Len() > 0:
		d.reader.painted.Unselect()
		d.unselect()
		d.caret.collapse(d, d.caret.at)
	case d.active != "":
		d.activate("")
	case d.pane != noPane:
		d.show(d.pane)
	default:
		d.caret.hide(d)
	}
	focus("#reader")
}

// typing reports whether the key goes into a field.
func typing(event js.Value) bool {
	return matches(event.Get("target"), "input, textarea, select, [contenteditable]")
}

func onControl(event js.Value) bool {
	return matches(event.Get("target"), "button, a, summary, [role=tab], [role=option]")
}

func matches(target js.Value, selector string) bool {
	return target.Get("closest").Truthy() && target.Call("closest", selector).Truthy()
}

// place is the block that the reader is at.
func (d *desk) place() int {
	a := d.state().Article()
	switch {
	case d.caret.on:
		return a.BlockAt(d.caret.at)
	case d.selection.Len() > 0:
		return a.BlockAt(d.selection.Start)
	case d.active != "":
		return a.BlockAt(d.state().Annotation(d.active).Target[0].Start)
	}
	first, _ := d.reader.painted.Near(-0.1)
	return first
}

// annotation is the open annotation, or nil.
func (d *desk) annotation() *annotation.Annotation {
	if d.editor == nil {
		return nil
	}
	return d.state().Annotation(d.active)
}
