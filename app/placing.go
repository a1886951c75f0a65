//go:build js && wasm

package app

import (
	"context"
	"slices"
	"strconv"

	"quoth/internal/annotation"
	"quoth/internal/browser"
	"quoth/internal/selector"
)

// A placing is the walk through the marks of an earlier version that have no
// place in this one.
type placing struct {
	at      annotation.ID // the one that shows, or ""
	chosen  int           // of its places
	places  map[annotation.ID][]selector.Place
	looking bool
	problem string // why no places could be looked for
}

// beginPlacing opens the walk, and has the worker look where each could be.
func (d *desk) beginPlacing() {
	p := &placing{places: map[annotation.ID][]selector.Place{}}
	d.placing = p
	list := d.homeless()
	if len(list) == 0 {
		d.changed(onPlace)
		return
	}
	p.looking = true
	layer, a := d.state().LayerID(), d.state().Article()
	move := selector.Move{To: a.Text}
	for _, o := range list {
		move.Passages = append(move.Passages, o.Passages)
	}
	go func() {
		var found [][]selector.Anchor
		answer, err := d.asked().Ask(context.Background(), selector.AskMove, move.Encode(), nil)
		if err == nil {
			found, err = selector.DecodeAnchors(answer)
		}
		if d.placing != p || d.editor == nil || d.state().LayerID() != layer {
			return
		}
		p.looking = false
		if err != nil {
			p.problem = sentence(plain(err))
		}
		for i, spans := range found {
			for _, place := range selector.Places(spans) {
				if place.Target.Check(a) == nil {
					p.places[list[i].Annotation.ID] = append(p.places[list[i].Annotation.ID], place)
				}
			}
		}
		if o := d.state().Orphan(p.at); o != nil && !o.Settled {
			d.showHomeless(p.at) // with its places now
		} else {
			d.goOnPlacing("")
		}
	}()
	d.showHomeless(list[0].Annotation.ID)
}

// showHomeless shows one of them, with its likeliest place in the text.
func (d *desk) showHomeless(id annotation.ID) {
	d.placing.at = id
	d.showPlace(0)
	if o := d.state().Orphan(id); o != nil {
		browser.Announce(fates[o.Fate] + ": " + short(o.Words()) + ". " + plural(len(d.placing.places[id]), "place", "places") + " to choose from.")
	}
}

// showPlace shows one of the places of the orphan that is looked at.
func (d *desk) showPlace(i int) {
	p := d.placing
	p.chosen = i
	d.reader.painted.Highlight("suggested", nil)
	if places := p.places[p.at]; i < len(places) {
		d.activate("")
		d.reader.goToAbove(d.state(), places[i].Target.Start(), 0.6)
		d.reader.painted.Highlight("suggested", places[i].Target)
	}
	d.changed(onPlace)
}

// place puts the orphan that is looked at where the reader has selected words,
// or else at the place that shows.
func (d *desk) placeHomeless() {
	p := d.placing
	var target annotation.Target
	switch places := p.places[p.at]; {
	case d.selection.Len() > 0:
		target = d.selected()
	case p.chosen < len(places):
		target = places[p.chosen].Target
	default:
		d.tell("Select the words in the text to which it belongs now.")
		return
	}
	next := d.nextHomeless(true)
	changes, err := d.editor.Place(p.at, target)
	if d.do("Put in its place", changes, err) {
		d.reader.painted.Unselect()
		d.unselect()
		d.say(notice{Text: "Put in its place. " + d.homelessLeft(), Undo: true})
		d.goOnPlacing(next)
	}
}

// leaveHomeless leaves it without a place.
func (d *desk) leaveHomeless() {
	next := d.nextHomeless(true)
	changes, err := d.editor.Settle(d.placing.at, true)
	if d.do("Leave without a place", changes, err) {
		d.say(notice{Text: "Kept without a place. " + d.homelessLeft(), Undo: true})
		d.goOnPlacing(next)
	}
}

func (d *desk) goOnPlacing(next annotation.ID) {
	if o := d.state().Orphan(next); o == nil || o.Settled {
		next = ""
		if list := d.homeless(); len(list) > 0 {
			next = list[0].Annotation.ID
		}
	}
	d.showHomeless(next)
	if next == "" {
		focus("#reader")
	}
}

// followPlacing shows a mark that is without a place again after an undo.
func (d *desk) followPlacing() {
	if d.placing != nil && !d.placingNow() && len(d.homeless()) > 0 {
		d.showHomeless(d.homeless()[0].Annotation.ID)
	}
}

// lookAgain takes back that an orphan was left.
func (d *desk) lookAgain(id annotation.ID) {
	changes, err := d.editor.Settle(id, false)
	if d.do("Look again", changes, err) {
		d.beginPlacing()
	}
}

func (d *desk) homelessLeft() string {
	if n := len(d.homeless()); n > 0 {
		return plural(n, "mark is", "marks are") + " still without a place."
	}
	return "That was the last."
}

// nextHomeless is the one after or before the one that shows, round the end.
func (d *desk) nextHomeless(forward bool) annotation.ID {
	list := d.homeless()
	if len(list) == 0 {
		return ""
	}
	i := slices.IndexFunc(list, func(o *annotation.Orphan) bool { return o.Annotation.ID == d.placing.at })
	if forward {
		i++
	} else {
		i += len(list) - 1
	}
	return list[i%len(list)].Annotation.ID
}

// placingNow reports whether keys are about marks without a place.
func (d *desk) placingNow() bool {
	return d.pane == placesPane && d.placing != nil && d.placing.at != "" && d.state().Orphan(d.placing.at) != nil && !d.state().Orphan(d.placing.at).Settled
}

// placeKey is a key while a mark without a place shows.
func (d *desk) placeKey(key string) bool {
	switch {
	case key == "Enter":
		d.placeHomeless()
	case key == "Delete", key == "x" && d.settings.Letters:
		d.leaveHomeless()
	case !d.settings.Letters:
		return false
	case key == ".":
		d.showHomeless(d.nextHomeless(true))
	case key == ",":
		d.showHomeless(d.nextHomeless(false))
	case len(key) == 1 && key[0] >= '1' && key[0] <= '9':
		i, _ := strconv.Atoi(key)
		if i > len(d.placing.places[d.placing.at]) {
			return false
		}
		d.showPlace(i - 1)
	default:
		return false
	}
	return true
}

var fates = map[annotation.Fate]string{
	annotation.Lost:      "The words are gone",
	annotation.Ambiguous: "The words stand in several places",
	annotation.Changed:   "The words may have changed",
}

// around is a target in its surroundings, for a list of places.
func (d *desk) around(t annotation.Target) (before, words, after string) {
	a := d.state().Article()
	prefix, _, _ := annotation.Quote(a, t[0], 30)
	_, _, suffix := annotation.Quote(a, t[len(t)-1], 30)
	return prefix, shorten(quoted(d.state(), t), 240), suffix
}
