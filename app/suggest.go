//go:build js && wasm

package app

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/browser"
	"quoth/internal/suggest"
	"quoth/internal/text"
)

// A proposed is a passage that an engine proposes to mark: because of who says
// it, or as a claim that is worth checking.
type proposed struct {
	suggest.Attribution                // of a claim, only Content and Score
	claim               *suggest.Claim // nil of a saying
}

// suggestions are what an engine proposes for the open article. They are not
// annotations and become some only when the reader accepts them.
type suggestions struct {
	ask      string     // what the worker is asked
	all      []proposed // sayings in text order, claims the one most worth checking first
	engine   string
	version  string
	of       article.ID
	rejected map[string]bool
	at       int  // index of the one that shows, or -1
	looking  bool // the worker has not answered yet
}

// none is the index of no suggestion.
const none = -1

// reviewing reports whether a suggestion shows.
func (d *desk) reviewing() bool { return d.suggested != nil && d.suggested.at != none }

// review walks what the worker proposes when it is asked so, from where the
// reader is. The first time, the worker is asked.
func (d *desk) review(ask string) {
	switch {
	case d.forbidden:
		d.tell("Suggestions are switched off here, for everybody: find it yourself.")
	case d.settings.Alone:
		d.tell("Suggestions are switched off. Switch them on under Appearance.")
	case d.suggested != nil && d.suggested.ask == ask && d.suggested.looking:
	case d.suggested != nil && d.suggested.ask == ask:
		d.resume()
	default:
		d.ask(ask)
	}
}

// step shows the next suggestion, or the one before.
func (d *desk) step(forward bool) { d.showSuggestion(d.beside(d.suggested.at, forward)) }

// resume shows the first suggestion from where the reader is; of claims the one
// most worth checking.
func (d *desk) resume() {
	list := d.pending()
	switch {
	case d.reviewing():
		d.step(true)
	case len(list) == 0 && d.suggested.ask == suggest.AskClaims:
		d.tell("No suggestions: nothing here can well be checked, or all of it is marked.")
	case len(list) == 0:
		d.tell("No suggestions: nobody is quoted, or all of it is marked.")
	case d.suggested.ask == suggest.AskClaims:
		d.showSuggestion(list[0])
	default:
		from := text.Byte(0)
		if d.caret.on {
			from = d.caret.at
		} else if i := d.reader.painted.Under(readingLine); i < len(d.state().Article().Blocks) {
			from = d.state().Article().Blocks[i].Span.Start
		}
		at := none
		for _, i := range list {
			if at = i; d.suggested.all[i].Content.Start() >= from {
				break
			}
		}
		d.showSuggestion(at)
	}
}

// ask has the worker look for who says what, or for what is worth checking, and
// shows the first suggestion.
func (d *desk) ask(ask string) {
	if d.reviewing() {
		d.showSuggestion(none)
	}
	a := d.state().Article()
	s := &suggestions{ask: ask, of: a.ID, at: none, looking: true, rejected: map[string]bool{}}
	d.suggested = s
	if ask == suggest.AskClaims {
		d.tell("Looking for what is worth checking…")
	} else {
		d.tell("Looking for who says what…")
	}
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
		time.Sleep(time.Millisecond) // of a long text, reading the answer and showing it are more than one task may take
		if d.suggested != s || d.editor == nil {
			return
		}
		s.looking = false
		d.tell("")
		d.resume()
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
	output, err := d.asked().Ask(ctx, s.ask, suggest.Question(a), nil)
	if err != nil {
		return err
	}
	if s.ask == suggest.AskClaims {
		found, err := suggest.DecodeClaims(output)
		s.engine, s.version = found.Engine, found.Version
		s.all = make([]proposed, 0, len(found.All))
		for i, c := range found.All {
			s.all = append(s.all, proposed{suggest.Attribution{Content: c.Target, Score: c.Score}, &found.All[i]})
		}
		return err
	}
	found, err := suggest.DecodeAttributions(output)
	s.engine, s.version = found.Engine, found.Version
	s.all = make([]proposed, 0, len(found.All))
	for _, at := range found.All {
		s.all = append(s.all, proposed{Attribution: at})
	}
	return err
}

func rejectedSetting(id article.ID) string { return "rejected/" + string(id) }

// keyOf names a suggestion for ever: the text of an article never moves.
func keyOf(p proposed) string {
	key := strconv.Itoa(int(p.Content.Start())) + "-" + strconv.Itoa(int(p.Content[len(p.Content)-1].End))
	if p.claim != nil {
		return "claim:" + key
	}
	return key
}

// pending are the suggestions that are neither rejected nor made already, in
// their order.
func (d *desk) pending() (list []int) {
	if d.suggested == nil {
		return nil
	}
	said := d.needless(d.suggested.ask)
	for i, p := range d.suggested.all {
		if (len(d.suggested.rejected) == 0 || !d.suggested.rejected[keyOf(p)]) && !covered(p.Content, said) {
			list = append(list, i)
		}
	}
	return list
}

// needless are the passages that need no suggestion any more, by their start: those
// whose source has been told, or those that are marked as claims.
func (d *desk) needless(ask string) (spans []text.Bytes) {
	s := d.state()
	if ask == suggest.AskClaims {
		for _, a := range s.Annotations() {
			if a.Claim != nil {
				spans = append(spans, a.Target...)
			}
		}
	} else {
		for _, at := range s.Attributions() {
			for _, id := range at.Content {
				if a := s.Annotation(id); a != nil {
					spans = append(spans, a.Target...)
				}
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
