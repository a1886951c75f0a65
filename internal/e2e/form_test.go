package e2e

import "testing"

const saidSaved = `(s => s.textContent === "Saved" && s.checkVisibility({ visibilityProperty: true }))(document.getElementById("saved"))`

// openMark marks words as a claim and opens the mark in the panel.
func openMark(c *Chromium, from, to string) {
	mark(c.Tab, from, to)
	c.Press("Escape")
	c.Click(Words(from))
	c.WaitText(".details .words", from)
}

const typedNote = "Who counted these vehicles, and on which days?"

func TestWhatIsTypedIsKeptWithoutLeavingTheField(t *testing.T) {
	app, profile := Start(t), t.TempDir()
	c := NewChromiumOn(t, profile)
	read(c.Tab, app)
	openMark(c, "31,000 vehicles", "average weekday")
	c.WaitFor(saidSaved)
	c.Click("#field-note")
	c.Type("Who")
	c.WaitFor("!" + saidSaved) // what is only typed is not called saved
	c.Type(typedNote[len("Who"):])
	c.WaitFor(`new Promise(done => setTimeout(() => done(true), 100))`)
	c.WaitFor(saidSaved)
	c.Kill() // the hand is still in the field

	c = NewChromiumOn(t, profile)
	read(c.Tab, app)
	c.Click(Words("31,000 vehicles"))
	c.WaitFor(`document.getElementById("field-note")?.value === ` + quoteJS(typedNote))

	// A page that goes away in the middle of a word keeps the word.
	c.Fill("#field-tags", "traffic, num")
	c.Reload()
	c.WaitFor(ready)
	c.Click(Words("31,000 vehicles"))
	c.WaitFor(`document.getElementById("field-tags")?.value === "traffic, num"`)
	// Undo shows in the field.
	c.Click("#tool-undo")
	c.WaitText("#notice", "Undone: Edit tags")
	c.WaitFor(`document.getElementById("field-tags").value === ""`)
	c.WaitFor(`document.getElementById("field-note").value === ` + quoteJS(typedNote))
}

// What has been typed is drawn while more is typed; on a slow machine that is
// when letters get lost.
func TestAFieldKeepsEveryLetterOfAFastHand(t *testing.T) {
	c := opened(t, "harbour-bridge")
	openMark(c, "31,000 vehicles", "average weekday")
	c.Slow(6)
	const tags = "traffic, bridge, numbers, to be checked, harbour, who counted"
	c.Click("#field-tags")
	for i, r := range tags {
		c.Type(string(r))
		if i%17 == 16 {
			c.WaitFor(`new Promise(done => setTimeout(() => done(true), 520))`) // the hand rests, and goes on while it is saved
		}
	}
	c.WaitFor(`document.getElementById("field-tags").value === ` + quoteJS(tags))
	c.Fill("#search", "31,000 vehicles cross")
	c.WaitFor(`document.getElementById("search").value === "31,000 vehicles cross"`)
	c.WaitText("#found", "1 mark")
	c.Slow(1)
	c.Reload()
	c.WaitFor(ready)
	c.Click(Words("31,000 vehicles"))
	c.WaitFor(`document.getElementById("field-tags")?.value === ` + quoteJS(tags))
}

// Another mark is opened with the keyboard's help while the first one's note
// waits: each keeps its own.
func TestANoteGoesToTheMarkItWasWrittenFor(t *testing.T) {
	c := opened(t, "harbour-bridge")
	openMark(c, "84 million", "crowns")
	openMark(c, "31,000 vehicles", "average weekday")
	c.Click("#field-note")
	c.Type("About the traffic")
	c.Click(Words("84 million"))
	c.WaitText(".details .words", "84 million crowns")
	c.WaitFor(`document.getElementById("field-note").value === ""`)
	c.Click("#field-note")
	c.Type("About the money")
	c.Click(Words("31,000 vehicles"))
	c.WaitFor(`document.getElementById("field-note").value === "About the traffic"`)
	c.Click(Words("84 million"))
	c.WaitFor(`document.getElementById("field-note").value === "About the money"`)
}

func TestTheBrowserAsksBeforeWorkIsLost(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	c.Allow("dialog beforeunload")
	c.Before("Object.defineProperty(window, 'indexedDB', {value: undefined})")
	read(c.Tab, app)
	asked := func(times int, when string) {
		t.Helper()
		if n := len(c.Complaints()); n != times {
			t.Errorf("%s the browser has asked %d times, want %d: %q", when, n, times, c.Complaints())
		}
	}
	c.Reload()
	c.WaitFor(ready)
	asked(0, "with nothing marked")
	mark(c.Tab, "31,000 vehicles", "average weekday")
	c.Click("#tool-export")
	c.Download(func() { c.Click(Named("button", "Save as Quoth JSON")) })
	c.Press("Escape")
	c.Reload()
	c.WaitFor(ready)
	asked(0, "after the work was taken away")
	mark(c.Tab, "31,000 vehicles", "average weekday")
	c.Reload()
	c.WaitFor(ready)
	asked(1, "with a mark that only this page has")
}
