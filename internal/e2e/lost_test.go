package e2e

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

const bridge = "/read/harbour-bridge"

// read opens the first sample and waits until the program has taken over.
func read(p *Tab, app *App) {
	p.Open(app.URL + bridge)
	p.WaitFor(ready)
}

const ready = `document.documentElement.dataset.quoth === "ready"`

// mark selects words with the mouse and marks them as a claim.
func mark(p *Tab, from, to string) {
	p.Select(from, to)
	p.Press("c")
}

func TestWhatWasShownAsSavedOutlivesAKilledBrowser(t *testing.T) {
	app, profile := Start(t), t.TempDir()
	c := NewChromiumOn(t, profile)
	read(c.Tab, app)
	mark(c.Tab, "31,000 vehicles", "average weekday")
	mark(c.Tab, "84 million", "crowns")
	c.WaitFor(saidSaved) // the journal has the last of them, and not before
	c.Kill()

	c = NewChromiumOn(t, profile)
	read(c.Tab, app)
	if got := marked(c, "amber"); got != "31,000 vehicles cross on an average weekday|84 million crowns" {
		t.Errorf("left is %q", got)
	}
	c.KillRenderer()
	read(c.Tab, app)
	if got := marked(c, "amber"); strings.Count(got, "|") != 1 {
		t.Errorf("after the renderer crashed: %q", got)
	}
}

func TestTwoTabsOnOneLayerAgree(t *testing.T) {
	app := Start(t)
	one := NewChromium(t)
	read(one.Tab, app)
	two := one.Another()
	read(two.Tab, app)
	mark(one.Tab, "31,000 vehicles", "average weekday")
	two.WaitFor(`document.querySelectorAll("#article mark").length === 1`)
	mark(two.Tab, "84 million", "crowns")
	one.WaitFor(`document.querySelectorAll("#article mark").length === 2`)
	// One deletes what the other is writing a note on.
	two.Click(Words("31,000 vehicles"))
	two.Press("n")
	two.WaitFor(`document.activeElement.id === "field-note"`)
	one.Click(Words("31,000 vehicles"))
	one.Press("x")
	two.WaitFor(`document.querySelectorAll("#article mark").length === 1`)
	one.Reload()
	one.WaitFor(ready)
	if a, b := marked(one, "amber"), marked(two, "amber"); a != b || a != "84 million crowns" {
		t.Errorf("one shows %q, the other %q", a, b)
	}
}

func TestUndoHasNoLimitAndOutlivesAReload(t *testing.T) {
	app := Start(t)
	c := NewChromium(t)
	read(c.Tab, app)
	mark(c.Tab, "31,000 vehicles", "average weekday")
	const edits = 230 // a snapshot is written after 200
	c.Press("r")
	for i := 1; i < edits; i++ {
		c.Press("r")
	}
	c.WaitFor(`new Promise(done => setTimeout(() => done(true), 3000))`)
	c.Reload()
	c.WaitFor(ready)
	for range edits {
		c.Press("Control+z")
	}
	c.WaitText("#notice", "Undone")
	if got := marked(c, "amber"); got == "" {
		t.Fatal("undoing what came after took the mark away")
	}
	c.WaitFor(`new Promise(done => setTimeout(() => done(true), 1500))`)
	c.Press("Control+z")
	c.WaitFor(`document.querySelectorAll("#article mark").length === 0`)
	c.Press("Control+z")
	c.WaitText("#notice", "Nothing to undo")
}

func TestWithoutStorageEverythingWorksAndItIsSaid(t *testing.T) {
	app := Start(t)
	c := NewChromium(t)
	c.Before("Object.defineProperty(window, 'indexedDB', {value: undefined})")
	read(c.Tab, app)
	c.WaitText("#saved", "Kept only while open")
	mark(c.Tab, "31,000 vehicles", "average weekday")
	if got := marked(c, "amber"); got == "" {
		t.Error("nothing is marked")
	}
	c.Click("#tool-export")
	name, data := c.Download(func() { c.Click(Named("button", "Save as Quoth JSON")) })
	if !strings.HasSuffix(name, ".json") || !strings.Contains(string(data), "31,000 vehicles cross on an average weekday") {
		t.Errorf("%s of %d bytes does not hold the mark", name, len(data))
	}
}

// The browser's own quota cannot be made small enough for a mark once its
// storage is in use, so a full disk is played at the one call that writes.
func TestAFullStorageIsToldAndNothingIsLost(t *testing.T) {
	app := Start(t)
	c := NewChromium(t)
	c.Before(`const add = IDBObjectStore.prototype.add;
		IDBObjectStore.prototype.add = function (...args) { if (window.__full) throw new DOMException("full", "QuotaExceededError"); return add.apply(this, args); };`)
	read(c.Tab, app)
	mark(c.Tab, "31,000 vehicles", "average weekday")
	c.WaitFor(`new Promise(done => setTimeout(() => done(true), 500))`)
	c.Do(`window.__full = true`)
	mark(c.Tab, "84 million", "crowns")
	c.WaitText("#saved", "Not saved")
	c.WaitText("#notice", "storage is full")
	mark(c.Tab, "26 months", "months")
	if got := marked(c, "amber"); strings.Count(got, "|") != 2 {
		t.Errorf("editing does not go on: %q", got)
	}
	c.WaitFor(`new Promise(done => setTimeout(() => done(true), 500))`) // that one is refused too
	c.Screenshot("full")
	c.Do(`window.__full = false`)
	c.Click(Named("button", "Try again"))
	c.WaitFor(saidSaved)
	c.Reload()
	c.WaitFor(ready)
	if got := marked(c, "amber"); strings.Count(got, "|") != 2 {
		t.Errorf("after a reload: %q", got)
	}
}

func TestMarksMadeBeforeTheProgramAreTakenOverOnce(t *testing.T) {
	app := Start(t)
	c := NewChromium(t)
	c.Before(`window.__held = new Promise(go => window.__go = go);
		const instantiate = WebAssembly.instantiateStreaming;
		WebAssembly.instantiateStreaming = async (...args) => { await window.__held; return instantiate(...args); };`)
	c.Open(app.URL + bridge)
	c.Select("31,000 vehicles", "average weekday")
	c.WaitFor(`!document.getElementById("early-bar").hidden`)
	c.Press("c")
	c.WaitText("#early-status", "Marked as Claim")
	c.Screenshot("early")
	if got := Eval[int](c, `CSS.highlights.get("early-amber").size`); got != 1 {
		t.Errorf("%d marks are shown", got)
	}
	c.Reload() // before the program has come: kept
	c.WaitText("#early-status", "1 mark is waiting")
	c.Select("84 million", "crowns")
	c.Press("c")
	c.Do(`window.__go()`)
	c.WaitFor(ready)
	c.WaitFor(`document.querySelectorAll("#article mark.c-amber").length === 2`)
	if got := marked(c, "amber"); got != "31,000 vehicles cross on an average weekday|84 million crowns" {
		t.Errorf("taken over: %q", got)
	}
	c.WaitFor(`new Promise(done => setTimeout(() => done(true), 600))`)
	c.Reload()
	c.Do(`window.__go()`)
	c.WaitFor(ready)
	if got := Eval[int](c, `document.querySelectorAll("#article mark").length`); got != 2 {
		t.Errorf("%d marks after a reload", got)
	}
	c.Press("Control+z")
	c.WaitFor(`document.querySelectorAll("#article mark").length === 1`)
}

func TestEverythingWorksWithTheNetworkCut(t *testing.T) {
	app := Start(t)
	c := NewChromium(t)
	c.Allow("Failed to load resource")
	c.Allow("net::ERR_")
	c.Allow("sw.js")
	read(c.Tab, app)
	c.WaitFor(`navigator.serviceWorker.ready.then(() => true)`)
	c.WaitFor(`new Promise(done => setTimeout(() => done(true), 3000))`)
	c.Reload()
	c.WaitFor(ready)
	app.Stop()
	began := time.Now()
	c.Reload()
	c.WaitFor(ready)
	t.Logf("ready offline after %v", time.Since(began).Round(time.Millisecond))
	mark(c.Tab, "31,000 vehicles", "average weekday")
	c.WaitFor(`new Promise(done => setTimeout(() => done(true), 400))`)
	c.Click(".header .home")
	c.WaitText(".library", "Port Merrow")
	c.Click(".library .articles a")
	c.WaitFor(fmt.Sprintf(`%s && document.querySelectorAll("#article mark").length === 1`, ready))
	c.Click("#tool-export")
	if _, data := c.Download(func() { c.Click(Named("button", "Save as Quoth JSON")) }); !strings.Contains(string(data), `"formatVersion"`) {
		t.Error("the export does not work offline")
	}
}
