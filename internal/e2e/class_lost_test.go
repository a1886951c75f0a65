package e2e

import (
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
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

// cutOff is a class whose pupil has marked something when the network goes.
func cutOff(t *testing.T) (app *App, ms, pupil *Chromium) {
	t.Helper()
	app, ms, pupil = Start(t), NewChromium(t), NewChromium(t)
	joins(t, app, pupil, teacher(t, app, ms), "Heron")
	pupil.WaitFor(`navigator.serviceWorker.ready.then(() => true)`)
	claim(pupil, "b3")
	pupil.WaitFor(saidSent)
	without(pupil)
	without(ms)
	app.Stop()
	return app, ms, pupil
}

// The school's network drops out in the middle of a lesson, and somebody loads
// the page again.
func TestAnAssignmentOpensAndIsMarkedWithoutANetworkAndCatchesUp(t *testing.T) {
	app, ms, pupil := cutOff(t)
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

// Whoever is done when the network is away, and shuts the page, counts as done.
func TestBeingDoneIsToldWhenThereIsANetworkAgain(t *testing.T) {
	app, ms, pupil := cutOff(t)
	pupil.Click("#finish")
	pupil.Click("#finish-yes")
	pupil.WaitText("#sent", "Finished here, your class is told")
	pupil.Screenshot("finished-without-network")
	pupil.Reload()
	pupil.WaitFor(ready)
	pupil.WaitText("#sent", "Finished here, your class is told")
	app.Again()
	pupil.WaitText("#sent", "Finished")
	pupil.WaitFor(`document.getElementById("sent").textContent === "Finished"`)
	ms.WaitText("#main", "1 of 1 have finished")
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

// The teacher closes the class, or sends somebody away, while they work. The
// server takes no more of them; what they have marked is theirs.
func TestWhatAClassDoesNotTakeStaysInTheBrowserAndIsTakenAway(t *testing.T) {
	for _, c := range []struct {
		name, why string
		shut      func(ms *Chromium)
		again     func(pupil *Chromium) // where the article is after the page was loaded again
	}{
		{"the class has ended", "9b, media has ended", func(ms *Chromium) {
			ms.Click("section[aria-labelledby=settings] summary")
			ms.Click(Named("button", "End the class"))
			ms.Click(".ask .strong")
			ms.WaitText("#main", "This class ended on")
		}, func(*Chromium) {}},
		{"the pupil was removed", "there is no such class", func(ms *Chromium) {
			ms.Click(".members summary")
			ms.Click(Named("button", "Remove; the marks stay"))
			ms.WaitText(".members", "has left")
		}, func(pupil *Chromium) {
			pupil.WaitText("#main", "There is no such class")
			pupil.Click(Named("link", "your articles"))
			pupil.Click(".library a")
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			app, ms, pupil := Start(t), NewChromium(t), NewChromium(t)
			code := teacher(t, app, ms)
			joins(t, app, pupil, code, "Heron")
			claim(pupil, "b3")
			pupil.WaitFor(saidSent)
			assignment := Eval[string](ms, `location.href`)
			ms.Open(assignment[:strings.LastIndex(assignment, "/")])
			c.shut(ms)
			for _, refusal := range []string{"403", "404"} {
				pupil.Allow(refusal)
			}
			notTaken := func(n int) {
				t.Helper()
				pupil.WaitText("#sent", "Saved here, and not taken: "+c.why)
				pupil.WaitFor(holds(itoa(n)))
				pupil.WaitFor(`document.getElementById("finish").hidden`)
			}
			claim(pupil, "b4")
			notTaken(2)
			claim(pupil, "b5")
			notTaken(3)
			pupil.Screenshot("class-not-taken")
			pupil.Axe()
			pupil.Reload()
			c.again(pupil)
			pupil.WaitFor(ready)
			notTaken(3)
			claim(pupil, "b6")
			notTaken(4)
			if n := len(takeAway(t, pupil).Layers[0].Annotations); n != 4 {
				t.Errorf("%d marks are taken away, want 4", n)
			}
			ms.Open(assignment)
			ms.WaitFor(`[...document.querySelectorAll("tbody tr")].some(r => r.textContent.includes("Heron") && r.cells[1].textContent === "1")`)
		})
	}
}

// A server that is full, or a balancer without one, refuses the stream of what
// happens; the browser then leaves it closed, and the tab opens it again.
func TestAStreamThatWasRefusedIsOpenedAgain(t *testing.T) {
	app, ms, pupil, phone := Start(t), NewChromium(t), NewChromium(t), NewChromium(t)
	to, err := url.Parse(app.URL)
	if err != nil {
		t.Fatal(err)
	}
	var refusing atomic.Bool
	var refused, opened atomic.Int32
	through := httputil.NewSingleHostReverseProxy(to)
	through.FlushInterval = -1
	through.ErrorLog = log.New(io.Discard, "", 0) // streams are broken off
	balancer := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/events") {
			if refusing.Load() {
				refused.Add(1)
				w.WriteHeader(http.StatusServiceUnavailable)
				return
			}
			opened.Add(1)
		}
		through.ServeHTTP(w, r)
	}))
	t.Cleanup(func() { balancer.CloseClientConnections(); balancer.Close() })
	without(pupil)
	pupil.Allow("503")
	until := func(n *atomic.Int32, more int32) {
		t.Helper()
		for limit := time.Now().Add(Patience); n.Load() < more; time.Sleep(50 * time.Millisecond) {
			if time.Now().After(limit) {
				t.Fatalf("the stream was asked for %d times, want %d", n.Load(), more)
			}
		}
	}

	code := teacher(t, app, ms)
	resume := joins(t, &App{URL: balancer.URL}, pupil, code, "Heron")
	claim(pupil, "b3")
	pupil.WaitFor(saidSent)
	refusing.Store(true)
	balancer.CloseClientConnections()
	until(&refused, 1)
	before := opened.Load()
	refusing.Store(false)
	until(&opened, before+1)

	phone.Open(app.URL + "/class/")
	phone.Fill(`form[action="/api/resume"] input[name=code]`, resume)
	phone.Click(Named("button", "Go on"))
	phone.WaitText("#main", "You are here as Heron")
	phone.Open(app.URL + Eval[string](pupil, `location.pathname`))
	phone.WaitFor(ready)
	phone.WaitFor(holds("1"))
	claim(phone, "b4")
	pupil.WaitFor(holds("2"))
}

// terminal runs the program from a terminal.
func terminal(t *testing.T, app *App, args ...string) {
	t.Helper()
	if out, err := exec.Command(app.binary, args...).CombinedOutput(); err != nil {
		t.Fatalf("quoth %v: %v\n%s", args, err, out)
	}
}
