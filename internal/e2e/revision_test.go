package e2e

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"quoth/internal/article"
)

// version is a revision of an article of ours as the server would have found it.
func version(t *testing.T, url string, paragraphs ...string) string {
	t.Helper()
	drafts := []article.Draft{{Kind: article.Headline, Text: paragraphs[0]}}
	for _, p := range paragraphs[1:] {
		drafts = append(drafts, article.Draft{Kind: article.Paragraph, Text: p})
	}
	a, err := article.New(drafts, article.Meta{Title: paragraphs[0], URL: url, Language: "en", Publisher: "The Tide", Retrieved: time.Date(2031, 3, 1, 0, 0, 0, 0, time.UTC)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

var (
	beforeNoon = []string{
		"Ferry stops for a week",
		"The ferry to Holm stops on Monday for a week. The company said that the hull must be painted.",
		"“The paint is four years old,” said Ulla Brandt, who runs the yard, “and the salt has got through.”",
		"Some 1,200 people take the ferry every day, the company says. Nobody was asked, the mayor of Holm complained. The yard is closed.",
	}
	afterNoon = []string{
		"Ferry stops for two weeks",
		"The ferry to Holm stops on Monday for two weeks. The company said that the hull must be painted.",
		"“The paint is four years old,” said Ulla Brandt, who runs the yard, “and the salt has got through.”",
		"A bus will run. Nobody was asked, the mayor of Holm complained. A bus will run.",
		"A bus will run. Nobody was asked, the mayor of Holm complained. A bus will run.",
	}
)

// serveVersions answers what the page asks the server to fetch.
func serveVersions(c *Chromium, byAddress map[string]string) {
	data, _ := json.Marshal(byAddress) // of strings, it cannot fail
	c.Do(`(() => { const get = window.fetch, versions = ` + string(data) + `; window.fetch = async (address, how) => String(address).endsWith("/api/fetch") ? new Response(versions[JSON.parse(new TextDecoder().decode(how.body)).url], { headers: { "Content-Type": "application/json" } }) : get(address, how); })()`)
}

const (
	firstAddress = "https://tide.example/ferry"
	laterAddress = "https://www.tide.example/ferry/?utm_source=front"
)

// revised opens the first version, marks it, and opens the second.
func revised(t *testing.T) *Chromium {
	t.Helper()
	return revise(t, NewChromium(t))
}

func revise(t *testing.T, c *Chromium) *Chromium {
	t.Helper()
	app := Start(t)
	begin(c, app)
	serveVersions(c, map[string]string{firstAddress: version(t, firstAddress, beforeNoon...), laterAddress: version(t, laterAddress, afterNoon...)})
	c.Click("#paste")
	c.Paste("", firstAddress)
	c.WaitFor(ready)
	c.WaitText("#article", "for a week")
	c.Select("the hull must", "painted")
	c.Press("c")
	c.Select("“The paint", "years old,”")
	c.Press("q", "c", "s")
	c.WaitFor(`!document.getElementById("who").hidden`)
	c.Press("Enter")
	c.Select("Some 1,200", "every day")
	c.Press("c")
	c.Select("Nobody was asked", "asked")
	c.Press("c")
	areMarked(t, c, firstMarks...)
	c.WaitFor(saidSaved)
	c.Click(".header .home")
	c.Click("#paste")
	c.Paste("", laterAddress)
	c.WaitFor(ready)
	c.WaitText("#article", "for two weeks")
	return c
}

var firstMarks = []string{
	"Claim: the hull must be painted", "Claim: “The paint is four years old,” … “and the salt has got through.”", "Cue: said", "Speaker: Ulla Brandt",
	"Claim: Some 1,200 people take the ferry every day", "Claim: Nobody was asked",
}

// homeless is the mark without a place that shows, in a line.
const homelessShown = `(p => p ? p.innerText.replace(/\s+/g, " ").trim() : "")(document.querySelector(".homeless"))`

func TestANewVersionKeepsTheMarksAndAsksAboutTheRest(t *testing.T) {
	c := revised(t)
	c.WaitText("#notice", "found again in the new version. 2 marks are still without a place.")
	c.WaitFor(homelessShown + `.startsWith("1 of 2, Claim The words are gone.")`)
	c.WaitFor(homelessShown + `.includes("Some 1,200 people take the ferry every day")`)
	c.Screenshot("lost")
	c.Axe()
	c.Press(".")
	c.WaitFor(homelessShown + `.startsWith("2 of 2, Claim The words stand in several places.")`)
	c.WaitFor(`document.querySelectorAll(".found-place").length === 2`)
	c.Press("2")
	c.WaitFor(lit("suggested") + ` === "Nobody was asked"`)
	c.Screenshot("places")
	c.Axe()
	c.Press("Enter")
	c.WaitFor(homelessShown + `.startsWith("1 of 1, Claim The words are gone.")`)
	areMarked(t, c, "Claim: the hull must be painted", firstMarks[1], firstMarks[2], firstMarks[3], "Claim: Nobody was asked")
	// By hand: what is selected is its place.
	c.Select("A bus will", "run")
	c.Press("Enter")
	c.WaitText("#panel", "Every mark of the version before has its place")
	c.Press("Control+z")
	c.WaitFor(`document.querySelector("#tool-places")?.getAttribute("aria-label") === "Marks without a place: 1"`)
	c.WaitFor(homelessShown + `.startsWith("1 of 1,")`)
	c.Press("x")
	c.WaitText(".settled", "Some 1,200 people")
	c.WaitFor(saidSaved)
	c.Screenshot("settled")
	c.Axe()

	// It is in the file as what it is, and there after a reload.
	doc := takeAway(t, c)
	l := doc.Layers[0]
	if len(l.Orphans) != 1 || l.Orphans[0].Words() != "Some 1,200 people take the ferry every day" || !l.Orphans[0].Settled || len(l.Attributions) != 1 {
		t.Errorf("the file has the orphans %+v and %d attributions", l.Orphans, len(l.Attributions))
	}
	c.WaitFor(ready)
	c.Reload()
	c.WaitFor(ready)
	c.Click("#tool-places")
	c.WaitText(".settled", "Some 1,200 people")

	// The version before is as it was, and the library has one row for both.
	c.Click(".header .home")
	c.WaitFor(`document.querySelectorAll(".library .articles > li").length === 1`)
	c.WaitText(".library", "2 versions")
	c.Screenshot("library")
	c.Axe()
	c.Click(".library .versions a")
	c.WaitFor(ready)
	c.WaitText("#article", "for a week")
	areMarked(t, c, firstMarks...)
}

// The same text again is the same article, at whatever address.
func TestTheSameTextIsNoNewVersion(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	begin(c, app)
	serveVersions(c, map[string]string{firstAddress: version(t, firstAddress, beforeNoon...), laterAddress: version(t, laterAddress, beforeNoon...)})
	for range 2 {
		c.Click("#paste")
		c.Paste("", firstAddress)
		c.WaitFor(ready)
		c.Click(".header .home")
		c.Click("#paste")
		c.Paste("", laterAddress)
		c.WaitFor(ready)
		c.Click(".header .home")
	}
	c.WaitFor(`document.querySelectorAll(".library .articles > li").length === 1`)
	if text := Eval[string](c, `document.querySelector(".library").innerText`); strings.Contains(text, "version") {
		t.Errorf("the library says %q", text)
	}
}

// Two versions stand side by side, word by word, and what became of claims and
// quotations stands in front.
func TestTwoVersionsAreCompared(t *testing.T) {
	c := revised(t)
	c.Click("#tool-outline")
	c.WaitText(".versions", "this one")
	c.Axe()
	c.Click(".versions a[href*='/with/']")
	c.WaitText(".compare", "passages differ")
	c.WaitText("#fates", "Vanished")
	c.WaitText("#fates", "Some 1,200 people take the ferry every day")
	c.WaitFor(`[...document.querySelectorAll(".differs del")].map(e => e.textContent).includes("a week")`)
	c.WaitFor(`[...document.querySelectorAll(".differs ins")].map(e => e.textContent).includes("two weeks")`)
	c.Screenshot("wide")
	c.Axe()
	c.Look(Look{Dark: true})
	c.Screenshot("dark")
	c.Axe()
	c.Look(Look{Width: 360, Height: 740})
	c.WaitFor(`document.documentElement.scrollWidth <= 360`)
	c.Screenshot("narrow")
	c.Axe()
	c.Click("#fates button")
	c.WaitFor(`document.activeElement.id.startsWith("row-")`)
	c.Reload()
	c.WaitText("#fates", "Vanished")
}

// Without the worker the new version opens, it is said that its marks were not
// looked for, and they can be once the worker is there.
func TestMarksCanBeLookedForLater(t *testing.T) {
	c := NewChromium(t)
	c.Allow("worker")
	c.Allow("Failed to load resource")
	c.Before(`{ const real = Worker; window.Worker = class extends real { constructor(script) { super(window.back ? script : "/assets/missing.js"); } } }`)
	revise(t, c)
	c.WaitText("#notice", "The marks of the version before were not looked for")
	areMarked(t, c)
	c.Do(`window.back = true`)
	c.Click("#tool-outline")
	c.WaitText(".versions", "Find its marks here")
	c.Click(".versions button.quiet")
	c.WaitFor(`document.querySelectorAll("#article mark").length > 3`)
	c.WaitFor(`document.querySelector("#tool-places")?.getAttribute("aria-label") === "Marks without a place: 2"`)
}
