//go:build js && wasm

package app

import (
	"strings"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/browser"
)

// A notice is one sentence for the reader.
type notice struct {
	Text  string
	Error bool
	// Undo is set when the notice offers to take back what it tells.
	Undo bool
	at   int // counts notices, so that an old timer does not take away a new one
}

// tell says one sentence, on the screen and to a screen reader.
func (d *desk) tell(s string) { d.say(notice{Text: s}) }

// fail says what went wrong.
func (d *desk) fail(err error) { d.say(notice{Text: sentence(plain(err)), Error: true}) }

func (d *desk) say(n notice) {
	n.at = d.notice.at + 1
	d.notice = n
	browser.AfterPaint(func() { browser.IdleWithin(soon, func() { d.changed(onNotice) }) })
	if n.Error {
		return // stays until the next one, so that it can be read
	}
	time.AfterFunc(6*time.Second, func() {
		if d.notice.at == n.at {
			d.notice = notice{at: n.at}
			d.changed(onNotice)
		}
	})
}

// plain is an error without the name of its class at the end, which is for
// programs.
func plain(err error) string {
	s := err.Error()
	for _, class := range []error{annotation.ErrInvalid, annotation.ErrNotFound, annotation.ErrConflict} {
		s = strings.TrimSuffix(s, ": "+class.Error())
	}
	return s
}

// sentence is an error as it is shown: with a capital and a full stop.
func sentence(s string) string {
	if s == "" {
		return s
	}
	word, _, _ := strings.Cut(s, " ")
	if s[0] >= 'a' && s[0] <= 'z' && !strings.Contains(word, ".") { // the name of a file stays as it is
		s = string(s[0]-'a'+'A') + s[1:]
	}
	if last := s[len(s)-1]; last != '.' && last != '!' && last != '?' {
		s += "."
	}
	return s
}
