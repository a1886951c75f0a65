package e2e

import (
	"strings"
	"testing"

	"quoth/internal/format"
)

// leaks are the words by which the outlet of the bridge article is known.
var leaks = []string{"Merrow Lantern", "Quillfeather", "lantern.example"}

// seesNothing fails if outlet or byline can be seen, or heard by a screen
// reader, or followed.
func seesNothing(t *testing.T, c *Chromium, where string) {
	t.Helper()
	// innerText leaves out what is hidden.
	text := Eval[string](c, `document.title + " " + location.href + " " + document.body.innerText + " " + [...document.querySelectorAll("[aria-label], [title], a[href]")].map(e => [e.ariaLabel, e.title, e.href].join(" ")).join(" ")`)
	for _, word := range leaks {
		if strings.Contains(text, word) {
			t.Errorf("%s tells %q", where, word)
		}
	}
}

const bridgeLinked = "---\ntitle: Port Merrow will close its harbour bridge\nauthor: Tessa Quillfeather\npublisher: The Merrow Lantern\nlang: en\n---\n\n# Port Merrow will close its harbour bridge\n\nBy Tessa Quillfeather\n\n" +
	"The bridge will close on 1 June, the council decided, as [an earlier report](https://lantern.example/bridge) had said.\n\n“Nobody on this council wanted to vote for it,” Mayor Ilka Probst told reporters.\n\nWant the best of the Merrow Lantern in your inbox? Sign up here.\n"

func TestAnArticleIsReadBlindUntilTheReaderHasFinished(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	begin(c, app)
	c.Click("#tool-look")
	c.Click("#blind")
	c.Screenshot("switch")
	c.Axe()
	c.Press("Escape")
	c.WaitGone("#dialog")
	c.Choose("#open", c.File("bridge.md", []byte(bridgeLinked)))
	c.WaitFor(ready)
	c.WaitText(".blind", "You are reading blind")
	c.WaitText("#article", "Mayor Ilka Probst told reporters")
	seesNothing(t, c, "the article")
	c.Axe()
	c.Screenshot("hidden")
	c.Look(Look{Width: 360, Height: 800, Dark: true})
	c.Axe()
	c.Screenshot("hidden-narrow-dark")
	c.Look(Look{})
	// Marking, and drawing again, tell nothing either; nor do the panes.
	mark(c.Tab, "bridge will close", "1 June")
	mark(c.Tab, "an earlier report", "had said")
	c.WaitFor(saidSaved)
	seesNothing(t, c, "the marked article")
	for _, tool := range []Where{"#tool-outline", "#tool-marks", "#tool-speakers"} {
		c.Click(tool)
		c.WaitFor(`!!document.querySelector(` + quoteJS(string(tool)+`[aria-pressed="true"]`) + `)`)
		seesNothing(t, c, string(tool))
	}
	c.Click("#tool-speakers")
	c.Reload()
	c.WaitFor(ready)
	c.WaitText(".blind", "You are reading blind")
	seesNothing(t, c, "the article, loaded again")
	c.Click(".header .home")
	c.WaitText(".library", "Port Merrow will close")
	seesNothing(t, c, "the list")
	// With the switch off, what was begun blind stays so.
	c.Click("#tool-look")
	c.Click("#blind")
	c.Press("Escape")
	c.WaitGone("#dialog")
	seesNothing(t, c, "the list without the switch")
	c.Click(Named("link", "Port Merrow will close its harbour bridge"))
	c.WaitText(".blind", "You are reading blind")
	seesNothing(t, c, "the article without the switch")

	blind := exported(t, c)
	if b := blind.Layers[0].Blind; b == nil || b.Since.IsZero() || !b.Revealed.IsZero() {
		t.Errorf("the export says %+v of reading blind", b)
	}
	c.Click("#finished")
	c.WaitText(".blind", "It is from The Merrow Lantern, by Tessa Quillfeather")
	c.WaitText("#article", "By Tessa Quillfeather")
	if got := Eval[string](c, `[...document.querySelectorAll("#article a")].map(a => a.href).join(" ")`); !strings.Contains(got, "https://lantern.example/bridge") || strings.Contains(Eval[string](c, `document.getElementById("article").innerHTML`), "data-href") {
		t.Errorf("the links lead to %q", got)
	}
	c.Axe()
	c.Screenshot("revealed")
	// What has been seen cannot be unseen; the marks can still be undone.
	c.Click("#tool-undo")
	c.WaitText("#notice", "Undone: Mark as")
	c.WaitText(".blind", "It is from The Merrow Lantern")
	c.WaitFor(saidSaved)
	c.Reload()
	c.WaitFor(ready)
	c.WaitText(".blind", "It is from The Merrow Lantern")
	if b := exported(t, c).Layers[0].Blind; b == nil || b.Revealed.Before(b.Since) || b.Revealed.IsZero() {
		t.Errorf("the export says %+v of reading blind", b)
	}
	c.Click(".header .home")
	c.WaitText(".library", "The Merrow Lantern")
}

// exported is the open article as Quoth JSON.
func exported(t *testing.T, c *Chromium) *format.Document {
	t.Helper()
	c.Click("#tool-export")
	_, data := c.Download(func() { c.Click(Named("button", "Save as Quoth JSON")) })
	c.Press("Escape")
	c.WaitGone("#dialog")
	d, err := format.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Before the program has come, the page that the server painted tells nothing.
func TestThePaintedPageIsBlindToo(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	c.Open(app.URL + "/healthz")
	c.Do(`localStorage.setItem("quoth.appearance", '{"blind":true}')`)
	c.Before(`delete window.WebAssembly`)
	c.Allow("WebAssembly")
	c.Open(app.URL + bridge)
	c.WaitText("#article", "31,000 vehicles")
	seesNothing(t, c, "the painted page")
}

// A layer that is made when the article has been seen does not say blind.
func TestNothingSaysBlindThatWasSeen(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	read(c.Tab, app)
	c.WaitText("#article", "By Tessa Quillfeather")
	c.Click("#tool-look")
	c.Click("#blind")
	c.Press("Escape")
	c.WaitGone("#dialog")
	c.Do(`(() => { const s = document.getElementById("layer"); if (!s) document.getElementById("tool-marks").click(); })()`)
	c.WaitFor(`!!document.getElementById("layer")`)
	c.Do(`(() => { const s = document.getElementById("layer"); s.value = [...s.options].find(o => o.value.startsWith("new") || !o.selected).value; s.dispatchEvent(new Event("change")); })()`)
	c.WaitFor(`document.getElementById("layer").selectedOptions[0].text !== "" && document.querySelector(".blind").hidden`)
	c.WaitText("#article", "By Tessa Quillfeather")
	if b := exported(t, c).Layers[0].Blind; b != nil {
		t.Errorf("the export says %+v of reading blind", b)
	}
}
