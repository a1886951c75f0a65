package e2e

import (
	"fmt"
	"strings"
	"testing"
)

// share posts a form as Chromium does for an installed app that is chosen in
// the share sheet. Files are by name.
func share(c *Chromium, app *App, words map[string]string, files map[string]string) {
	c.t.Helper()
	var set strings.Builder
	for name, value := range words {
		fmt.Fprintf(&set, "add(%s).value = %s;", quoteJS(name), quoteJS(value))
	}
	var list []string
	for name, data := range files {
		list = append(list, fmt.Sprintf("new File([%s], %s)", quoteJS(data), quoteJS(name)))
	}
	c.Do(`(() => {
		const form = document.createElement("form");
		form.method = "POST"; form.enctype = "multipart/form-data"; form.action = "/take";
		const add = name => { const e = document.createElement("input"); e.name = name; form.append(e); return e; };
		` + set.String() + `
		const all = new DataTransfer();
		for (const f of [` + strings.Join(list, ", ") + `]) all.items.add(f);
		if (all.files.length) { const e = add("files"); e.type = "file"; e.multiple = true; e.files = all.files; }
		document.body.append(form);
		setTimeout(() => form.submit());
	})()`)
}

func installed(t *testing.T) (*App, *Chromium) {
	t.Helper()
	app, c := Start(t), NewChromium(t)
	begin(c, app)
	c.WaitFor(`navigator.serviceWorker.ready.then(() => true)`)
	c.Reload()
	c.WaitFor(`!!navigator.serviceWorker.controller`)
	c.WaitText(".library", "Nothing here yet")
	return app, c
}

func TestWhatAnotherAppSharesOpens(t *testing.T) {
	app, c := installed(t)
	// What is shared reaches the program without the server.
	app.Stop()
	c.Allow("net::ERR_")
	c.Allow("Failed to load resource")
	share(c, app, map[string]string{"title": "Ferry runs aground", "text": "The ferry Ada ran aground off Saltmarsh on Tuesday morning.\n\nNobody was hurt, the harbour office said.", "url": ""}, nil)
	c.WaitFor(ready)
	c.WaitText("#article", "Nobody was hurt, the harbour office said.")
	c.Click(".header .home")
	c.WaitText(".library", "Ferry runs aground")
	share(c, app, map[string]string{"title": ""}, map[string]string{"the mill ü.md": "# The mill stands still\n\nThe river left its bed in spring."})
	c.WaitFor(ready)
	c.WaitText("#article", "The river left its bed in spring.")
	c.Click(".header .home")
	c.WaitText(".library", "The mill stands still")
	share(c, app, nil, map[string]string{"page.html": "<!doctype html><title>Ice on the lake</title><h1>Ice on the lake</h1><p>The lake froze over on Monday, for the first time in nine years.</p>"})
	c.WaitFor(ready)
	c.WaitText("#article", "The lake froze over on Monday")
	c.Click(".header .home")
	c.WaitText(".library", "Ice on the lake")
	if left := Eval[bool](c, `caches.has("waiting")`); left {
		t.Error("what was shared is still waiting")
	}
	// Going back to where it came in does not open it again.
	c.Do(`history.length`)
	c.Open(app.URL + "/take?shared")
	c.WaitText("#problem", "did not arrive")
}

func TestASharedAddressIsFetched(t *testing.T) {
	app, c := installed(t)
	c.Allow("Failed to load resource")
	share(c, app, map[string]string{"title": "Ferry", "text": "Ferry runs aground http://127.0.0.1/ferry"}, nil)
	c.WaitText("#problem", "127.0.0.1 is not on the public web")
	share(c, app, map[string]string{"url": "http://nowhere.invalid/ferry"}, nil)
	c.WaitText("#problem", "no site nowhere.invalid")
}

func TestASharedThingBeforeTheAppIsKeptIsToldToComeAgain(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	c.Before("delete Navigator.prototype.serviceWorker")
	begin(c, app)
	share(c, app, map[string]string{"text": "Words."}, nil)
	c.WaitText("#problem", "Share it again")
}

// The system opens a file with the installed app.
func TestAFileOpensWithTheInstalledApp(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	c.Before(`Object.defineProperty(window, "launchQueue", { value: { setConsumer: take => take({ files: [{ getFile: async () => new File(["# The mill stands still\n\nThe river left its bed."], "mill.md") }] }) } });`)
	c.Open(app.URL + "/take?opened")
	c.WaitFor(ready)
	c.WaitText("#article", "The river left its bed.")
}
