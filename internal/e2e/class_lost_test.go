package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

const saidSent = `(s => s?.textContent === "Sent" && s.checkVisibility({ visibilityProperty: true }))(document.getElementById("sent"))`

// firstWords are the first words of a block, as they are selected.
func firstWords(c *Chromium, block string) string {
	return Eval[string](c, `document.getElementById("`+block+`").textContent.split(" ").slice(0, 4).join(" ")`)
}

// claim highlights the beginning of a block as a claim.
func claim(c *Chromium, block string) {
	words := firstWords(c, block)
	c.Select(words, words)
	c.Press("c")
	c.WaitFor(saidSaved)
}

// holds is a condition: that so many passages are marked.
func holds(n string) string {
	return `new Set([...document.querySelectorAll("#article mark")].map(m => m.textContent)).size === ` + n
}

// without lets the requests fail that a stopped server does not answer.
func without(c *Chromium) {
	for _, said := range []string{"ERR_CONNECTION_REFUSED", "ERR_INCOMPLETE_CHUNKED_ENCODING", "ERR_CONNECTION_RESET", "ERR_EMPTY_RESPONSE", "ERR_FAILED"} {
		c.Allow(said)
	}
}

// The school's network drops out in the middle of a lesson, and somebody loads
// the page again.
func TestAnAssignmentOpensAndIsMarkedWithoutANetworkAndCatchesUp(t *testing.T) {
	app, ms, pupil := Start(t), NewChromium(t), NewChromium(t)
	code := teacher(t, app, ms)
	joins(t, app, pupil, code, "Heron")
	pupil.WaitFor(`navigator.serviceWorker.ready.then(() => true)`)
	claim(pupil, "b3")
	pupil.WaitFor(saidSent)
	without(pupil)
	without(ms)
	app.Stop()
	claim(pupil, "b4")
	pupil.WaitText("#sent", "Saved here, 1 change to send")

	pupil.Reload()
	pupil.WaitFor(ready)
	pupil.WaitFor(holds("2"))
	pupil.WaitText("#sent", "Saved here, 1 change to send")
	claim(pupil, "b5")
	pupil.WaitText("#sent", "Saved here, 2 changes to send")
	pupil.Screenshot("class-without-network")

	// From the list of articles it is the same layer.
	at := Eval[string](pupil, `location.pathname`)
	pupil.Open(app.URL + "/")
	pupil.Click(".library a")
	pupil.WaitFor(ready)
	pupil.WaitFor(holds("3"))
	pupil.WaitText("#sent", "Saved here, 2 changes to send")

	app.Again()
	pupil.WaitFor(saidSent)
	pupil.Open(app.URL + at)
	pupil.WaitFor(ready)
	pupil.WaitFor(saidSent)
	pupil.WaitFor(holds("3"))
	ms.WaitFor(`[...document.querySelectorAll("tbody tr")].some(r => r.textContent.includes("Heron") && r.cells[1].textContent === "3")`)
}

// The server's disk is lost, and an older backup takes its place: the tabs know
// more than it does, and tell it.
func TestAServerRestoredFromABackupGetsWhatItLacksFromTheTabs(t *testing.T) {
	app, ms, pupil := Start(t), NewChromium(t), NewChromium(t)
	code := teacher(t, app, ms)
	joins(t, app, pupil, code, "Heron")
	claim(pupil, "b3")
	pupil.WaitFor(saidSent)
	backup := filepath.Join(t.TempDir(), "backup.jsonl")
	terminal(t, app, "backup", "--database", app.database, backup)
	claim(pupil, "b4")
	claim(pupil, "b5")
	pupil.WaitFor(saidSent)
	ms.WaitFor(`[...document.querySelectorAll("tbody tr")].some(r => r.textContent.includes("Heron") && r.cells[1].textContent === "3")`)
	without(pupil)
	without(ms)
	app.Stop()
	for _, file := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(app.database + file); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	terminal(t, app, "restore", "--database", app.database, backup)
	app.Again()
	ms.WaitFor(`[...document.querySelectorAll("tbody tr")].some(r => r.textContent.includes("Heron") && r.cells[1].textContent === "3")`)
	pupil.WaitFor(saidSent)
	pupil.WaitFor(holds("3"))
	pupil.Reload()
	pupil.WaitFor(ready)
	pupil.WaitFor(saidSent)
	pupil.WaitFor(holds("3"))
}

// terminal runs the program from a terminal.
func terminal(t *testing.T, app *App, args ...string) {
	t.Helper()
	if out, err := exec.Command(app.binary, args...).CombinedOutput(); err != nil {
		t.Fatalf("quoth %v: %v\n%s", args, err, out)
	}
}
