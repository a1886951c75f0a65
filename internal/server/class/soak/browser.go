package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/e2e"
	"quoth/internal/server/class/crowd"
)

// A reader is a pupil in a real browser that is killed again and again, on a
// profile that stays.
type reader struct {
	place   *place
	profile string
	page    string                 // where the article is annotated
	pupil   *crowd.Pupil           // the same, asking for the log
	saved   map[annotation.ID]bool // that were on the page when it said so
	sent    map[annotation.ID]bool
	passage int
	kills   int
	lost    int
	double  int
}

// passages are what the reader marks, a short paragraph each.
const passages = 24

func killBrowsers(o options, n int) (crowd.Row, error) {
	row := crowd.Row{What: fmt.Sprintf("`kill -9` of a browser, %d times", n), Must: "nothing shown as saved or sent is lost, nothing twice", Missed: true}
	var text strings.Builder
	for i := range passages {
		fmt.Fprintf(&text, "Ferry %s leaves at nine.\n\n", name(i))
	}
	p, err := begin(o, "", text.String())
	if err != nil {
		return row, err
	}
	defer p.end()
	profile, err := os.MkdirTemp("", "quoth-profile-")
	if err != nil {
		return row, err
	}
	defer os.RemoveAll(profile)
	r := &reader{place: p, profile: profile, saved: map[annotation.ID]bool{}, sent: map[annotation.ID]bool{}}
	if err := crowd.On("a browser joins", r.join); err != nil {
		return row, err
	}
	for r.kills < n && err == nil && time.Now().Before(o.until.Add(-time.Minute)) {
		err = crowd.On(fmt.Sprint("browser ", r.kills+1), r.round)
	}
	if err == nil {
		err = crowd.On("the last browser", r.last)
	}
	say("browsers: %d kills", r.kills)
	row.Measured = fmt.Sprintf("%d kills; %d marks shown as saved, %d as sent; %d lost, %d double", r.kills, len(r.saved), len(r.sent), r.lost, r.double)
	row.Missed = err != nil || r.lost+r.double > 0 || r.kills < n || len(r.saved) == 0 || len(r.sent) == 0
	return row, err
}

// name is a word of its own for each passage.
func name(i int) string { return string(rune('A'+i)) + strings.Repeat(string(rune('a'+i)), 5) }

// join makes a pupil of the browser, and ends it in peace: what is torn away
// later has its cookie.
func (r *reader) join(s *crowd.Stage) {
	c := e2e.NewChromiumOn(s, r.profile)
	c.Allow("")
	c.Open(r.place.server.At + "/class/?code=" + r.place.class.Code)
	c.Fill("input[name=pseudonym]", "Heron")
	c.Click(e2e.Named("button", "Join"))
	c.WaitFor(`document.getElementById("resume") !== null`)
	resume := e2e.Eval[string](c, `document.getElementById("resume").textContent`)
	c.Click(e2e.Named("link", "Go to the class"))
	c.Click("#main .articles a")
	c.WaitFor(`location.pathname.split("/").length === 4 && document.querySelector(".tasks a") !== null`)
	c.Click(".tasks a")
	c.WaitFor(working)
	c.WaitText("#sent", "Sent")
	r.page = e2e.Eval[string](c, `location.href`)
	var err error
	if r.pupil, err = r.place.class.Again(resume); err != nil {
		s.Fatal(err)
	}
}

const working = `document.documentElement.dataset.quoth === "ready"`

// shown is what the page says at one moment, and of which marks.
type shown struct {
	Saved, Sent bool
	Marks       []annotation.ID
}

const look = `(says => ({
	saved: says("saved", "Saved"),
	sent: says("sent", "Sent"),
	marks: [...new Set([...document.querySelectorAll("#article mark")].flatMap(m => m.dataset.ids.split(" ")))],
}))((id, word) => {
	const e = document.getElementById(id);
	return e.textContent === word && e.checkVisibility({ visibilityProperty: true });
})`

// round opens the browser again, marks up to three passages, and kills it in
// the middle of saving and sending.
func (r *reader) round(s *crowd.Stage) {
	c := e2e.NewChromiumOn(s, r.profile)
	c.Allow("")
	r.comeBack(s, c)
	for range 1 + rand.N(3) {
		words := "Ferry " + name(r.passage%passages)
		r.passage++
		c.Select(words, words)
		c.Press("c")
		for until := time.Now().Add(rand.N(time.Second)); time.Now().Before(until); {
			r.note(e2e.Eval[shown](c, look))
		}
	}
	c.Kill()
	r.kills++
	r.compare(s, r.sent)
}

// comeBack waits until the browser has sent what it had saved when it was
// killed, and looks whether that is all.
func (r *reader) comeBack(s *crowd.Stage, c *e2e.Chromium) {
	c.Open(r.page)
	c.WaitFor(working)
	c.WaitText("#sent", "Sent")
	r.note(e2e.Eval[shown](c, look))
	r.compare(s, r.saved)
}

func (r *reader) last(s *crowd.Stage) {
	c := e2e.NewChromiumOn(s, r.profile)
	c.Allow("")
	r.comeBack(s, c)
}

func (r *reader) note(now shown) {
	if !now.Saved {
		return
	}
	for _, id := range now.Marks {
		r.saved[id] = true
		if now.Sent {
			r.sent[id] = true
		}
	}
}

// compare counts what is not in the log, or is in it twice.
func (r *reader) compare(s *crowd.Stage, expected map[annotation.ID]bool) {
	log, err := r.pupil.Log(0)
	if err != nil {
		s.Fatal(err)
	}
	made := map[annotation.ID]int{}
	for _, tx := range log.Operations {
		for _, change := range tx.Changes {
			if e := change.Annotation; e != nil && e.Before == nil {
				if made[e.After.ID]++; made[e.After.ID] == 2 {
					r.double++
				}
			}
		}
	}
	for id := range expected {
		if made[id] == 0 {
			r.lost++
			say("after kill %d mark %s is lost", r.kills, id)
		}
	}
	if r.lost+r.double > 0 {
		s.Fatal(errors.New("what was shown is not so"))
	}
}
