package e2e

import (
	"regexp"
	"testing"
)

// goTo presses Tab until an element has the focus, as somebody does who has no
// mouse, and holds that the focus can be seen.
func goTo(c *Chromium, selector string) {
	c.t.Helper()
	c.WaitFor(`document.querySelector(` + quoteJS(selector) + `) !== null`)
	const most = 120
	for range most {
		c.Press("Tab")
		if Eval[bool](c, `document.activeElement.matches(`+quoteJS(selector)+`)`) {
			if !Eval[bool](c, `(s => s.outlineStyle !== "none" || s.boxShadow !== "none")(getComputedStyle(document.activeElement))`) {
				c.t.Errorf("%s has the focus and does not show it", selector)
			}
			return
		}
	}
	c.t.Fatalf("%d times Tab do not lead to %s but to %s", most, selector, Eval[string](c, `document.activeElement.outerHTML.slice(0, 120)`))
}

// does goes to an element and presses keys there.
func does(c *Chromium, selector string, keys ...string) {
	c.t.Helper()
	goTo(c, selector)
	c.Press(keys...)
}

// writes goes to a field and types.
func writes(c *Chromium, selector, text string) {
	c.t.Helper()
	goTo(c, selector)
	c.Type(text)
}

// A teacher and a pupil come from nothing to a finished article, and leave,
// with a keyboard only, on a window as small as a phone's.
func TestAClassIsLedAndJoinedByKeyboardAlone(t *testing.T) {
	app, ms, heron := Start(t), NewChromium(t), NewChromium(t)
	for _, c := range []*Chromium{ms, heron} {
		c.Look(Look{Width: 360, Height: 740})
	}
	look := func(c *Chromium, name string) {
		t.Helper()
		if wide := Eval[int](c, `document.documentElement.scrollWidth`); wide > 360 {
			t.Errorf("%s is %d pixels wide", name, wide)
		}
		c.Screenshot(name)
		c.Axe()
	}

	ms.Open(regexp.MustCompile(`http\S+/class/setup\?token=\S+`).FindString(app.Log()))
	look(ms, "setup")
	writes(ms, "input[name=name]", "Ms Vale")
	writes(ms, "input[name=password]", "correct horse battery")
	ms.Press("Enter")
	ms.WaitText("#main", "You are signed in as Ms Vale")
	look(ms, "home")
	does(ms, `form[action="/api/invitations"] button`, "Enter")
	ms.WaitText("h1", "An invitation")
	look(ms, "invitation")
	does(ms, `#main a[href="/class/"]`, "Enter")
	does(ms, `form[action="/api/tokens"] button`, "Enter")
	ms.WaitText("h1", "A secret for a script")
	look(ms, "secret")
	does(ms, `#main a[href="/class/"]`, "Enter")
	writes(ms, `form[action="/api/projects"] input[name=name]`, "9b, media")
	does(ms, `form[action="/api/projects"] button`, "Enter")
	ms.WaitText("h1", "9b, media")
	does(ms, `form[action$="/code"] button`, "Enter")
	ms.WaitFor(`document.getElementById("code") !== null`)
	code := Eval[string](ms, `document.getElementById("code").textContent`)
	does(ms, ".make > summary", "Enter")
	look(ms, "assign")
	does(ms, `input[name=offers][value=harbour-bridge]`, " ")
	writes(ms, ".make textarea[name=guidelines]", "Mark every claim.")
	does(ms, ".make button.strong", "Enter")
	ms.WaitText("#main", "Mark every claim.")
	look(ms, "assignment")

	heron.Open(app.URL + "/class/")
	writes(heron, `form[action="/api/join"] input[name=code]`, code)
	writes(heron, "input[name=pseudonym]", "Heron")
	heron.Press("Enter")
	heron.WaitFor(`document.getElementById("resume") !== null`)
	look(heron, "joined")
	does(heron, `#main a.button[href^="/class/"]`, "Enter")
	heron.WaitText("#main", "You are here as Heron")
	look(heron, "pupil-class")
	does(heron, "#main .articles a", "Enter")
	heron.WaitFor(`document.querySelector(".tasks a") !== null`)
	look(heron, "pupil-assignment")
	does(heron, ".tasks a", "Enter")
	heron.WaitFor(ready)
	heron.WaitFor(saidSent)
	goTo(heron, "#reader")
	heron.Press("ArrowRight", "Control+Shift+ArrowRight", "Control+Shift+ArrowRight", "c")
	heron.WaitFor(`document.querySelector("#article mark") !== null`)
	heron.WaitFor(saidSent)
	does(heron, "#finish", "Enter")
	heron.WaitFor(`document.getElementById("finish-yes") !== null`)
	does(heron, "#finish-yes", "Enter")
	heron.WaitText("#sent", "Finished")
	look(heron, "pupil-finished")
	does(heron, "#together", "Enter")
	heron.WaitText("#main", "1 reader")
	look(heron, "pupil-together")

	// The member is renamed, the class ended and deleted; what cannot be taken
	// back is asked first, and No is as near as Yes.
	does(ms, ".up a", "Enter")
	ms.WaitText("h1", "9b, media")
	row := `.members tr:has(form[action$="/forget"]) `
	does(ms, row+"summary", "Enter")
	writes(ms, row+"input[name=pseudonym]", "Grey heron")
	does(ms, row+`form:not([action$="resume"]):not([action$="remove"]):not([action$="forget"]) button`, "Enter")
	ms.WaitText(".members", "Grey heron")
	look(ms, "class-with-members")
	does(ms, "#settings + details > summary", "Enter")
	does(ms, `form[action$="/delete"] button`, "Enter")
	ms.WaitFor(`document.querySelector(".ask") !== null`)
	look(ms, "asked")
	ms.Press("Escape")
	ms.WaitGone(".ask")
	if at := Eval[string](ms, `document.activeElement.textContent`); at != "Delete the class" {
		t.Errorf("after No the focus is on %q", at)
	}
	ms.Press("Enter")
	ms.WaitFor(`document.querySelector(".ask") !== null`)
	ms.Press("Shift+Tab", "Enter")
	ms.WaitText("#main", "You are in no class yet")
	heron.Open(app.URL + "/class/")
	heron.WaitText("#main", "You are in no class yet")
}
