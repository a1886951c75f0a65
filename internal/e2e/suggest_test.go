package e2e

import (
	"strings"
	"testing"

	"quoth/internal/annotation"
)

// card is the suggestion that shows, in a line; empty if none does.
const card = `(c => c.hidden ? "" : c.innerText.replace(/\s+/g, " ").trim())(document.getElementById("suggestion"))`

// cardRests holds when the card does not move any more: it goes with the passage
// as the page scrolls there, after its words have changed.
const cardRests = `new Promise(done => {
	const place = () => JSON.stringify(document.getElementById("suggestion").getBoundingClientRect()), before = place();
	setTimeout(() => done(place() === before), 400);
})`

// cardInFull holds while the whole card is in the window and no notice is over
// it.
const cardInFull = `(() => {
	const card = document.getElementById("suggestion").getBoundingClientRect(), notice = document.getElementById("notice");
	return card.height > 100 && card.top >= 0 && card.bottom <= (notice.textContent ? notice.getBoundingClientRect().top : innerHeight);
})()`

// suggestion waits for a card that begins with some words.
func suggestion(c *Chromium, begins string) {
	c.WaitFor(card + `.startsWith(` + quoteJS(begins) + `)`)
}

// count is the number of suggestions that are left.
func count(t *testing.T, c *Chromium) (n int) {
	t.Helper()
	return Eval[int](c, `+(`+card+`.match(/of (\d+),/)?.[1] ?? 0)`)
}

func TestSuggestionsAreWalkedWithTheKeyboard(t *testing.T) {
	c := opened(t, "harbour-bridge")
	c.Press(".")
	suggestion(c, "Suggestion 1 of ")
	c.Screenshot("first")
	c.Axe()
	n := count(t, c)
	if n < 12 {
		t.Fatalf("there are %d suggestions", n)
	}
	areMarked(t, c) // nothing enters the annotations unaccepted
	for range n {   // to the mayor's broken quotation
		if strings.Contains(Eval[string](c, lit("suggested")), "Nobody on this council") {
			break
		}
		c.Press(".")
	}
	c.WaitFor(lit("suggested") + ` === "“Nobody on this council wanted to vote for it,” … “but nobody who has read the report could vote against it.”"`)
	c.WaitFor(lit("source") + `.includes("Ingrith Vandersloop")`)
	c.WaitFor(card + `.includes("Said by Ingrith Vandersloop")`)
	c.Press("Enter")
	all := []string{"Claim: “Nobody on this council wanted to vote for it,” … “but nobody who has read the report could vote against it.”", "Speaker: Mayor Ingrith Vandersloop", "Cue: said"}
	areMarked(t, c, all...)
	c.WaitFor(card + `.includes(" of ` + itoa(n-1) + `,")`)
	c.Look(Look{Height: 640}) // a laptop's window
	for range n - 1 {         // once around, with the notice on the screen
		c.WaitFor(cardInFull)
		c.Press(".")
	}

	// Rejected ones stay away, over a reload too.
	rejected := Eval[string](c, lit("suggested"))
	c.Press("x")
	c.WaitFor(card + `.includes(" of ` + itoa(n-2) + `,")`)
	c.WaitText("#notice", "Rejected")
	c.Press("Escape")
	c.WaitFor(card + ` === ""`)
	c.WaitFor(saidSaved)
	c.Reload()
	c.WaitFor(ready)
	areMarked(t, c, all...)
	c.Press(".")
	suggestion(c, "Suggestion")
	if left := count(t, c); left != n-2 {
		t.Errorf("after a reload %d of %d suggestions are left, want %d", left, n, n-2)
	}
	for range n {
		if Eval[string](c, lit("suggested")) == rejected {
			t.Errorf("%q was rejected and is back", rejected)
		}
		c.Press(".")
	}

	// What was accepted tells for ever where it comes from.
	c.Press("Escape")
	l := takeAway(t, c).Layers[0]
	for _, a := range l.Annotations {
		if a.Origin.Engine != "quoth-attribution" || a.Origin.Outcome != "accepted" || a.Origin.Score <= 0 {
			t.Errorf("%s has the origin %+v", a.Label, a.Origin)
		}
	}
}

func TestAllOfASpeakerAreAcceptedAtOnceAndTakenBackAtOnce(t *testing.T) {
	c := opened(t, "harbour-bridge")
	c.Press(".")
	suggestion(c, "Suggestion 1 of ")
	n := count(t, c)
	for range n {
		if Eval[bool](c, card+`.includes("Accept all")`) {
			break
		}
		c.Press(".")
	}
	c.WaitFor(card + `.includes("Accept all")`)
	c.Screenshot("alike")
	c.Press("a")
	c.WaitText("#notice", "suggestions")
	c.WaitFor(`document.querySelectorAll("#article mark").length > 3`)
	c.Press("Control+z")
	areMarked(t, c)
	c.WaitFor(card + `.includes(" of ` + itoa(n) + `,")`)
}

func TestASuggestionIsAcceptedWithChanges(t *testing.T) {
	c := opened(t, "harbour-bridge")
	c.Press(".")
	suggestion(c, "Suggestion 1 of ")
	c.Press("s")
	asked(t, c)
	c.Press("Control+a")
	c.Type("The whole council")
	c.Press("Enter")
	c.WaitGone("#who")
	c.WaitText("#notice", "Said by The whole council")
	l := takeAway(t, c).Layers[0]
	if len(l.Attributions) != 1 || l.Attributions[0].Origin.Outcome != "edited" || l.Attributions[0].Origin.Engine != "quoth-attribution" {
		t.Errorf("the attributions are %+v", l.Attributions)
	}
	if l.Speakers[0].Name != "The whole council" || l.Speakers[0].Kind != annotation.Person {
		t.Errorf("the speaker is %+v", l.Speakers[0])
	}
}

func TestSuggestionsCanBeSwitchedOff(t *testing.T) {
	c := opened(t, "harbour-bridge")
	c.Click("#tool-marks")
	c.Click("#suggest")
	suggestion(c, "Suggestion")
	c.WaitFor(cardRests)
	c.Click("#suggestion-close")
	c.WaitFor(card + ` === ""`)
	c.Click("#tool-look")
	c.Click("#suggestions")
	c.Press("Escape")
	c.WaitGone("#suggest")
	c.Press(".")
	c.WaitText("#notice", "switched off")
	c.Reload()
	c.WaitFor(ready)
	c.Press(".")
	c.WaitText("#notice", "switched off")
}

func TestSuggestionsNeedNoNetworkOnceTheyWereUsed(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	c.Allow("Failed to load resource")
	c.Allow("net::ERR_")
	c.Allow("sw.js")
	read(c.Tab, app)
	c.WaitFor(`navigator.serviceWorker.ready.then(() => true)`)
	c.Reload()
	c.WaitFor(ready)
	c.WaitFor(`!!navigator.serviceWorker.controller`)
	c.Press(".")
	suggestion(c, "Suggestion 1 of ")
	n := count(t, c)
	app.Stop()
	c.Reload()
	c.WaitFor(ready)
	c.Press(".")
	suggestion(c, "Suggestion 1 of ")
	if left := count(t, c); left != n {
		t.Errorf("without a network there are %d suggestions, with it %d", left, n)
	}
}

// Where the worker cannot be had, it is said, and the rest goes on.
func TestWithoutTheWorkerItIsSaid(t *testing.T) {
	c := NewChromium(t)
	c.Allow("worker")
	c.Allow("Failed to load resource")
	c.Before(`window.Worker = class extends Worker { constructor() { super("/assets/missing.js"); } }`)
	c.Open(Start(t).URL + bridge)
	c.WaitFor(ready)
	c.Press(".")
	c.WaitText("#notice", "could not be loaded")
	mark(c.Tab, "31,000 vehicles", "average weekday")
	areMarked(t, c, "Claim: 31,000 vehicles cross on an average weekday")
}
