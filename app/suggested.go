//go:build js && wasm

package app

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"quoth/internal/annotation"
	"quoth/internal/browser"
	"quoth/internal/editor"
	"quoth/internal/scheme"
	"quoth/internal/suggest"
	"quoth/internal/text"
)

// showSuggestion shows one suggestion in the text and on its card; none closes
// the card.
func (d *desk) showSuggestion(at int) {
	s := d.suggested
	s.at = at
	for _, name := range []string{"source", "cue", "suggested"} {
		d.reader.painted.Highlight(name, nil)
	}
	if at != none {
		p := s.all[at]
		d.activate("")
		d.reader.goToAbove(d.state(), p.Content.Start(), aboveCard)
		d.reader.painted.Highlight("suggested", p.Content)
		d.reader.painted.Highlight("source", p.Source)
		if p.Cue.Len() > 0 {
			d.reader.painted.Highlight("cue", []text.Bytes{p.Cue})
		}
		browser.SetHidden("bar", true)
		browser.WhenShown("suggestion", d.holdSuggestion)
		browser.Announce("Suggestion: " + heading(p) + ": " + short(quoted(d.state(), p.Content)))
	}
	if at == none {
		focus("#reader")
	}
	d.changed(onSuggest)
}

// acceptSuggestions makes annotations of suggestions, as one step. What they
// come from stays on them for ever.
func (d *desk) acceptSuggestions(list []int, label string) {
	var changes []editor.Change
	made := map[string]annotation.SpeakerID{}
	step := ""
	for _, i := range list {
		p := d.suggested.all[i]
		step = heading(p)
		if p.claim != nil {
			_, marked := d.claimOf(p, label, "accepted")
			changes = append(changes, marked...)
			continue
		}
		w := editor.Saying{
			Source: p.Source, Cue: p.Cue, Form: p.Form, Act: p.Act, Negated: p.Negated,
			Origin: d.originOf(p, "accepted"),
		}
		if who := d.speakerOf(p); who != nil {
			w.Speaker = who.ID
		} else if p.Speaker != "" {
			if _, known := made[p.Speaker]; !known {
				id, add := d.editor.AddSpeaker(newSpeaker(p))
				made[p.Speaker] = id
				changes = append(changes, add...)
			}
			w.Speaker = made[p.Speaker]
		}
		said, err := d.sayingOf(p, label, w)
		if err != nil {
			d.fail(err)
			return
		}
		changes = append(changes, said...)
	}
	if len(list) > 1 {
		step = plural(len(list), "suggestion", "suggestions")
	}
	next := d.beside(list[0], true)
	if slices.Contains(list, next) {
		next = none
	}
	if d.do("Accept "+step, changes, nil) {
		d.say(notice{Text: "Accepted: " + step + ". " + d.left(), Undo: true})
		if pending := d.pending(); !slices.Contains(pending, next) {
			next = none
			if len(pending) > 0 {
				next = d.beside(list[0], true)
			}
		}
		d.showSuggestion(next)
	}
}

// originOf is where an annotation comes from that a suggestion has become.
func (d *desk) originOf(p proposed, outcome string) annotation.Origin {
	return annotation.Origin{Engine: d.suggested.engine, Version: d.suggested.version, Score: p.Score, Outcome: outcome}
}

// sayingOf marks what is said and tells who says it; words that are marked
// already are not marked twice.
func (d *desk) sayingOf(p proposed, label string, w editor.Saying) ([]editor.Change, error) {
	for _, a := range d.state().At(p.Content.Start()) {
		if l := d.state().Scheme().Label(a.Label); l != nil && l.Role == scheme.Content && slices.Equal(a.Target, p.Content) {
			return d.editor.Attribute(a.ID, w)
		}
	}
	a, changes, err := d.editor.Say(p.Content, label, w)
	if err == nil {
		a.Origin = w.Origin
	}
	return changes, err
}

// speakerOf is who a suggestion means, if they are in the ledger already.
func (d *desk) speakerOf(p proposed) *annotation.Speaker {
	for _, known := range d.state().Speakers() {
		if strings.EqualFold(known.Name, p.Speaker) || slices.Contains(known.Aliases, p.Speaker) {
			return known
		}
	}
	return nil
}

func newSpeaker(p proposed) annotation.Speaker {
	made := annotation.Speaker{Name: p.Speaker, Kind: p.Kind}
	if made.Kind == "" {
		made.Kind = annotation.Person
	}
	if made.Kind == annotation.Unnamed {
		made.Description = p.Speaker
	}
	return made
}

// acceptShown accepts the suggestion that shows, under a label or under the
// scheme's first for what is said.
func (d *desk) acceptShown(label string) { d.acceptLabelled([]int{d.suggested.at}, label) }

func (d *desk) acceptLabelled(list []int, label string) {
	if label == "" && d.suggested.ask == suggest.AskAttributions {
		l := d.state().Scheme().WithRole(scheme.Content)
		if l == nil {
			d.tell("The scheme has no label for what is said.")
			return
		}
		label = l.ID
	}
	if label == "" && d.claimLabel("") == nil {
		d.tell("The scheme has no label for claims.")
		return
	}
	d.acceptSuggestions(list, label)
}

// alike are the pending suggestions with the speaker of the one that shows, or
// the claims of its kind.
func (d *desk) alike() (list []int) {
	shown := d.suggested.all[d.suggested.at]
	for _, i := range d.pending() {
		p := d.suggested.all[i]
		if p.claim == nil && p.Speaker == shown.Speaker || p.claim != nil && p.claim.Kind == shown.claim.Kind && p.claim.CheckWorthy == shown.claim.CheckWorthy {
			list = append(list, i)
		}
	}
	return list
}

// rejectShown puts a suggestion away for good, in this browser.
func (d *desk) rejectShown() {
	s := d.suggested
	next := d.beside(s.at, true)
	s.rejected[keyOf(s.all[s.at])] = true
	if next == s.at {
		next = none
	}
	keys := strings.Join(slices.Sorted(maps.Keys(s.rejected)), " ")
	go func() {
		if err := d.library.SetSetting(context.Background(), rejectedSetting(s.of), keys); err != nil {
			d.fail(err)
		}
	}()
	d.tell("Rejected. " + d.left())
	d.showSuggestion(next)
}

func (d *desk) left() string {
	if n := len(d.pending()); n > 0 {
		return plural(n, "suggestion is left.", "suggestions are left.")
	}
	return "That was the last."
}

// changeShown asks who says it, with the suggestion as the first answer; a
// claim is marked and opened.
func (d *desk) changeShown() {
	p := d.suggested.all[d.suggested.at]
	if p.claim != nil {
		d.changeClaim(p)
		return
	}
	l := d.state().Scheme().WithRole(scheme.Content)
	if l == nil {
		d.tell("The scheme has no label for what is said.")
		return
	}
	proposal := suggest.Proposal{
		Cue: p.Cue, Source: p.Source, Name: p.Speaker, Kind: p.Kind, Form: p.Form, Act: p.Act, Negated: p.Negated,
		Content: p.Content, Score: p.Score, Why: "suggested",
	}
	if who := d.speakerOf(p); who != nil {
		proposal.Speaker = who.ID
	}
	q := &asking{
		target: p.Content, label: l.ID,
		proposals: append([]suggest.Proposal{proposal}, suggest.Around(d.state().Article(), p.Content, d.state().Speakers())...),
		origin:    d.originOf(p, "edited"),
	}
	d.showSuggestion(none)
	d.question(q)
}

// suggestionKey is a key while a suggestion shows.
func (d *desk) suggestionKey(key string) bool {
	switch key {
	case "Enter":
		d.acceptShown("")
	case "Delete", "Backspace":
		d.rejectShown()
	case "ArrowRight", "ArrowDown":
		d.step(true)
	case "ArrowLeft", "ArrowUp":
		d.step(false)
	default:
		return d.settings.Letters && d.suggestionLetter(key)
	}
	return true
}

func (d *desk) suggestionLetter(key string) bool {
	switch key {
	case ".":
		d.review(suggest.AskAttributions)
	case ";":
		d.review(suggest.AskClaims)
	case "j":
		d.step(true)
	case ",", "k":
		d.step(false)
	case "x":
		d.rejectShown()
	case "s":
		d.changeShown()
	case "a":
		d.acceptLabelled(d.alike(), "")
	default:
		for _, l := range d.state().Scheme().Labels {
			if l.Key == key && l.Role == scheme.Content {
				d.acceptShown(l.ID)
				return true
			}
		}
		return false
	}
	return true
}

// sure is a score as it is shown.
func sure(score float64) string { return strconv.Itoa(int(100*score+.5)) + " % sure" }
