//go:build js && wasm

package app

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/browser"
	"quoth/internal/suggest"
	"quoth/internal/text"
)

// suggestions are what an engine proposes for the open article. They are not
// annotations and become some only when the reader accepts them.
type suggestions struct {
	suggest.Attributions
	of       article.ID
	rejected map[string]bool
	at       int  // index of the one that shows, or -1
	looking  bool // the worker has not answered yet
}

// none is the index of no suggestion.
const none = -1

// reviewing reports whether a suggestion shows.
func (d *desk) reviewing() bool { return d.suggested != nil && d.suggested.at != none }

// review shows the next suggestion, or the one before. The first time, the
// worker is asked for them.
func (d *desk) review(forward bool) {
	switch {
	case d.settings.Alone:
		d.tell("Suggestions are switched off. Switch them on under Appearance.")
	case d.suggested == nil:
		d.ask()
	case d.suggested.looking:
	case d.reviewing():
		d.showSuggestion(d.beside(d.suggested.at, forward))
	default:
		from := text.Byte(0)
		if d.caret.on {
			from = d.caret.at
		} else if i := d.reader.painted.Under(readingLine); i < len(d.state().Article().Blocks) {
			from = d.state().Article().Blocks[i].Span.Start
		}
		at := none
		for _, i := range d.pending() {
			if at = i; d.suggested.All[i].Content.Start() >= from {
				break
			}
		}
		d.showSuggestion(at)
	}
}

// ask has the worker look for who says what, and shows the first suggestion.
func (d *desk) ask() {
	a := d.state().Article()
	s := &suggestions{of: a.ID, at: none, looking: true, rejected: map[string]bool{}}
	d.suggested = s
	d.tell("Looking for who says what…")
	go func() {
		err := d.look(s, a)
		if d.suggested != s || d.editor == nil {
			return
		}
		if err != nil {
			d.suggested = nil
			d.fail(err)
			return
		}
		s.looking = false
		d.tell("")
		if len(d.pending()) == 0 {
			d.tell("No suggestions: nobody is quoted, or all of it is marked.")
			return
		}
		d.review(true)
	}()
}

// asked is the worker, which is loaded when it is first wanted.
func (d *desk) asked() *browser.Worker {
	if d.worker == nil || d.worker.Dead() != nil {
		d.worker = browser.StartWorker()
	}
	return d.worker
}

func (d *desk) look(s *suggestions, a *article.Article) error {
	ctx := context.Background()
	kept, err := d.library.Setting(ctx, rejectedSetting(a.ID))
	if err != nil {
		return err
	}
	for key := range strings.FieldsSeq(kept) {
		s.rejected[key] = true
	}
	output, err := d.asked().Ask(ctx, suggest.AskAttributions, suggest.Question(a), nil)
	if err != nil {
		return err
	}
	s.Attributions, err = suggest.DecodeAttributions(output)
	return err
}

func rejectedSetting(id article.ID) string { return "rejected/" + string(id) }

// keyOf names a suggestion for ever: the text of an article never moves.
func keyOf(p suggest.Attribution) string {
	return strconv.Itoa(int(p.Content.Start())) + "-" + strconv.Itoa(int(p.Content[len(p.Content)-1].End))
}

// pending are the suggestions that are neither rejected nor made already, in
// text order.
func (d *desk) pending() (list []int) {
	if d.suggested == nil {
		return nil
	}
	said := d.said()
	for i, p := range d.suggested.All {
		if !d.suggested.rejected[keyOf(p)] && !covered(p.Content, said) {
			list = append(list, i)
		}
	}
	return list
}

// said are the passages whose source has been told, by their start.
func (d *desk) said() (spans []text.Bytes) {
	s := d.state()
	for _, at := range s.Attributions() {
		for _, id := range at.Content {
			if a := s.Annotation(id); a != nil {
				spans = append(spans, a.Target...)
			}
		}
	}
	slices.SortFunc(spans, func(a, b text.Bytes) int { return int(a.Start - b.Start) })
	return spans
}

// covered reports whether more than half of a target is said already.
func covered(t annotation.Target, said []text.Bytes) bool {
	var all, twice text.Byte
	for _, b := range t {
		all += b.Len()
		for _, other := range said {
			if other.Start >= b.End {
				break
			}
			twice += max(0, min(b.End, other.End)-max(b.Start, other.Start))
		}
	}
	return 2*twice > all
}

// beside is the pending suggestion after or before another, round the end.
func (d *desk) beside(at int, forward bool) int {
	list := d.pending()
	if len(list) == 0 {
		return none
	}
	i, here := slices.BinarySearch(list, at)
	switch {
	case forward && here:
		i++
	case !forward:
		i += len(list) - 1
	}
	return list[i%len(list)]
}
