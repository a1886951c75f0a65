package e2e

import (
	"regexp"
	"strings"
	"testing"
)

// teacher makes the first account and a class with one assignment, as somebody
// does who has just started the program, and returns the class's code.
// What else is ticked of the assignment is named by more.
func teacher(t *testing.T, app *App, c *Chromium, more ...string) (code string) {
	t.Helper()
	link := regexp.MustCompile(`http\S+/class/setup\?token=\S+`).FindString(app.Log())
	if link == "" {
		t.Fatal("no link was printed")
	}
	c.Open(link)
	c.Axe()
	c.Fill("input[name=name]", "Ms Vale")
	c.Fill("input[name=password]", "correct horse battery")
	c.Click(Named("button", "Make the account"))
	c.WaitText("#main", "You are signed in as Ms Vale")
	c.Screenshot("teacher-home")
	c.Axe()
	c.Fill(`form[action="/api/projects"] input[name=name]`, "9b, media")
	c.Click(Named("button", "Make the class"))
	c.WaitText("h1", "9b, media")
	c.Click(Named("button", "Make a code"))
	c.WaitFor(`document.getElementById("code") !== null`)
	c.Click(".make summary")
	c.Click("input[name=offers][value=harbour-bridge]")
	c.Fill("textarea[name=guidelines]", "Mark every claim.\nSay who makes it.")
	for _, name := range more {
		c.Click(Where("form[action$='/assignments'] input[name=" + name + "]"))
	}
	c.Screenshot("assign")
	c.Axe()
	c.Click(Named("button", "Assign"))
	c.WaitText("#main", "Mark every claim.")
	c.Axe()
	return Eval[string](c, `fetch(location.pathname.split("/").slice(0, 3).join("/")).then(r => r.text()).then(t => new DOMParser().parseFromString(t, "text/html").getElementById("code").textContent)`)
}

// joins makes a pupil of a browser, and opens the article.
func joins(t *testing.T, app *App, c *Chromium, code, name string) (resume string) {
	t.Helper()
	c.Open(app.URL + "/class/?code=" + code)
	c.Fill("input[name=pseudonym]", name)
	c.Screenshot("join-" + name)
	c.Axe()
	c.Click(Named("button", "Join"))
	c.WaitFor(`document.getElementById("resume") !== null`)
	resume = Eval[string](c, `document.getElementById("resume").textContent`)
	c.Axe()
	c.Click(Named("link", "Go to the class"))
	c.WaitText("#main", "You are here as "+name)
	c.Axe()
	c.Click("#main .articles a")
	c.WaitFor(`location.pathname.split("/").length === 4 && document.querySelector(".tasks a") !== null`)
	c.Click(".tasks a")
	c.WaitFor(ready)
	c.WaitFor(saidSent)
	return resume
}

func TestAClassInTwoBrowsers(t *testing.T) {
	app, ms, pupil := Start(t), NewChromium(t), NewChromium(t)
	code := teacher(t, app, ms)
	pupil.Look(Look{Width: 390, Height: 800, Phone: true})
	resume := joins(t, app, pupil, code, "Heron")
	pupil.Screenshot("pupil-reads")
	pupil.Look(Look{})

	// What the pupil marks, the teacher sees.
	words := Eval[string](pupil, `document.querySelector("#b3").textContent.split(" ").slice(0, 4).join(" ")`)
	pupil.Select(words, words)
	pupil.Press("c")
	pupil.WaitFor(saidSaved)
	pupil.WaitFor(saidSent)
	ms.WaitFor(`[...document.querySelectorAll("tbody tr")].some(r => r.textContent.includes("Heron") && r.cells[1].textContent === "1")`)
	ms.Screenshot("teacher-progress")
	ms.Axe()
	ms.Look(Look{Width: 390, Height: 800, Phone: true})
	ms.Screenshot("teacher-progress-phone")
	ms.Look(Look{})

	// Without a network the tab works on, says so, and catches up.
	for _, c := range []*Chromium{pupil, ms} {
		c.Allow("ERR_CONNECTION_REFUSED")
		c.Allow("ERR_INCOMPLETE_CHUNKED_ENCODING")
	}
	app.Stop()
	more := Eval[string](pupil, `document.querySelector("#b4").textContent.split(" ").slice(0, 4).join(" ")`)
	pupil.Select(more, more)
	pupil.Press("c")
	pupil.WaitText("#sent", "Saved here, 1 change to send")
	pupil.Screenshot("offline")
	pupil.Axe()
	app.Again()
	pupil.WaitFor(saidSent)
	ms.WaitFor(`[...document.querySelectorAll("tbody tr")].some(r => r.cells[1].textContent === "2")`)

	// Another device goes on where this one is, and both become one.
	phone := NewChromium(t)
	phone.Look(Look{Width: 390, Height: 800, Phone: true})
	phone.Open(app.URL + "/class/")
	phone.Fill(`form[action="/api/resume"] input[name=code]`, strings.ToLower(resume))
	phone.Click(Named("button", "Go on"))
	phone.WaitText("#main", "You are here as Heron")
	phone.Open(Eval[string](pupil, `location.href`))
	phone.WaitFor(ready)
	phone.WaitFor(`new Set([...document.querySelectorAll("#article mark")].map(m => m.textContent)).size >= 2`)
	phone.WaitFor(saidSent)

	// Nobody sees the others' marks before they have finished.
	pupil.Click("#finish")
	pupil.Axe()
	pupil.Click("#finish-no")
	pupil.Click("#finish")
	pupil.Click("#finish-yes")
	pupil.WaitText("#sent", "Finished")
	third := Eval[string](pupil, `document.querySelector("#b5").textContent.split(" ").slice(0, 4).join(" ")`)
	pupil.Select(third, third)
	pupil.Press("c")
	pupil.WaitText("#notice", "You have finished this article")
	pupil.Screenshot("finished")
	pupil.Click("#together")
	pupil.WaitText("#main", "1 reader")
	pupil.Axe()

	second := NewChromium(t)
	joins(t, app, second, code, "Otter")
	second.Select(words, more)
	second.Press("c")
	second.WaitFor(saidSent)
	pupil.WaitText("#main", "2 readers")
	pupil.Click("article .heat.h5")
	pupil.WaitText("#behind", "Claim")
	pupil.Fill("#behind textarea", "Is that so?")
	pupil.Click(Named("button", "Say it"))
	pupil.WaitText("#main", "Is that so?")
	pupil.Screenshot("together")
	pupil.Axe()
	pupil.Look(Look{Dark: true, Width: 390, Height: 800})
	pupil.Screenshot("together-phone-dark")
	pupil.Axe()
	ms.Click(Named("link", "What the class has marked"))
	ms.WaitText("#main", "2 readers")
	ms.Click(Named("link", "For the wall"))
	ms.WaitText("#main", "2 readers")
	ms.Screenshot("wall")
	ms.Axe()
}

// What the teacher has not allowed, a pupil's tab does not do, and says so.
func TestAnAssignmentDecidesWhetherItIsSuggested(t *testing.T) {
	for _, c := range []struct {
		name string
		more []string
	}{{"not allowed", nil}, {"allowed", []string{"suggestions"}}} {
		t.Run(c.name, func(t *testing.T) {
			app, ms, pupil := Start(t), NewChromium(t), NewChromium(t)
			joins(t, app, pupil, teacher(t, app, ms, c.more...), "Heron")
			suggests := func() {
				t.Helper()
				pupil.Press(".")
				if c.more == nil {
					pupil.WaitText("#notice", "Suggestions are switched off here")
					if shown := Eval[string](pupil, card); shown != "" {
						t.Errorf("it is suggested: %s", shown)
					}
					return
				}
				suggestion(pupil, "Suggestion 1 of ")
			}
			suggests()
			areMarked(t, pupil)
			pupil.Reload()
			pupil.WaitFor(ready)
			pupil.WaitFor(saidSent)
			suggests()
			// By another way it is the same assignment.
			pupil.Open(app.URL + bridge)
			pupil.WaitFor(ready)
			pupil.WaitFor(saidSent)
			suggests()
		})
	}
}

// A class reads blind: each pupil until they have finished.
func TestAnAssignmentIsReadBlind(t *testing.T) {
	app, ms, pupil := Start(t), NewChromium(t), NewChromium(t)
	joins(t, app, pupil, teacher(t, app, ms, "blind"), "Heron")
	const caption = `[...document.querySelectorAll("#article .caption, #article img")].some(e => e.checkVisibility({ visibilityProperty: true }))`
	hidden := func(where string) {
		t.Helper()
		pupil.WaitText(".blind", "You are reading blind")
		pupil.WaitText("#article", "31,000 vehicles")
		seesNothing(t, pupil, where)
		if Eval[bool](pupil, caption) {
			t.Errorf("%s shows what is said below a picture", where)
		}
	}
	hidden("the article")
	pupil.Screenshot("class-blind")
	pupil.Axe()
	claim(pupil, "b6")
	pupil.WaitFor(saidSent)
	hidden("the marked article")
	pupil.Reload()
	pupil.WaitFor(ready)
	pupil.WaitFor(saidSent)
	hidden("the article, loaded again")
	if b := exported(t, pupil).Layers[0].Blind; b == nil || b.Since.IsZero() || !b.Revealed.IsZero() {
		t.Errorf("the export says %+v of reading blind", b)
	}
	if Eval[bool](pupil, `document.getElementById("finished")?.checkVisibility() ?? false`) {
		t.Error("there are two ways to be done, and the lower one does not tell the class")
	}
	pupil.Click("#finish")
	pupil.Click("#finish-yes")
	pupil.WaitText("#sent", "Finished")
	revealed := func() {
		t.Helper()
		pupil.WaitText("#sent", "Finished")
		pupil.WaitText(".blind", "It is from The Merrow Lantern, by Tessa Quillfeather")
		pupil.WaitText("#article", "By Tessa Quillfeather")
		pupil.WaitFor(caption)
	}
	revealed()
	pupil.Screenshot("class-blind-finished")
	pupil.Axe()
	pupil.Reload()
	pupil.WaitFor(ready)
	revealed()
	if b := exported(t, pupil).Layers[0].Blind; b == nil || b.Revealed.Before(b.Since) || b.Revealed.IsZero() {
		t.Errorf("the export says %+v of reading blind", b)
	}
}
