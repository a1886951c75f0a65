package e2e

import "testing"

// screens opens every screen and state and hands each to look.
func screens(c *Chromium, app *App, look func(name string)) {
	c.Open(app.URL + "/")
	c.WaitText(".samples", "Port Merrow")
	look("start")
	read(c.Tab, app)
	look("article")
	c.Select("31,000 vehicles", "average weekday")
	c.WaitFor(`!document.getElementById("bar").hidden`)
	look("bar")
	c.Press("c")
	c.Select("“Nobody on this council", "vote for it,”")
	c.Press("s")
	c.WaitFor(`document.activeElement.id === "who-name"`)
	look("who")
	c.Press("Enter")
	c.WaitText("#notice", "Said by")
	look("notice")
	for _, pane := range [][2]string{{"marks", "#list .row"}, {"speakers", ".speaker"}, {"outline", ".outline"}} {
		tool, shows := pane[0], pane[1]
		c.Click(Where("#tool-" + tool))
		c.WaitFor(`!!document.querySelector("` + shows + `")`)
		if tool == "speakers" {
			c.Click(Named("button", "Edit"))
			c.WaitFor(`!!document.querySelector(".speaker-form")`)
		}
		look(tool)
	}
	c.Click("#tool-outline")
	for _, tool := range []string{"look", "export", "keys"} {
		c.Click(Where("#tool-" + tool))
		c.WaitFor(`!!document.querySelector("#dialog")`)
		look(tool)
		c.Press("Escape")
		c.WaitGone("#dialog")
	}
	c.Open(app.URL + "/a/nothing")
	c.WaitText(".problem", "not in this browser")
	look("problem")
}

func TestEveryScreenIsAccessibleInLight(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	screens(c, app, func(name string) { c.Axe(); c.Screenshot(name) })
}

func TestEveryScreenIsAccessibleInTheDark(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	c.Look(Look{Dark: true})
	screens(c, app, func(name string) { c.Axe(); c.Screenshot(name) })
}

// At 320 CSS pixels nothing is cut off and nothing scrolls sideways.
func TestEveryScreenFitsAPhone(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	c.Look(Look{Width: 320, Height: 640})
	screens(c, app, func(name string) {
		if wide := Eval[int](c, `document.documentElement.scrollWidth`); wide > 320 {
			t.Errorf("%s is %d pixels wide", name, wide)
		}
		c.Screenshot(name)
	})
}

// In a contrast theme the system chooses the colours; marks then differ by
// their patterns and lines alone.
func TestEveryScreenHoldsInForcedColours(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	c.Look(Look{ForcedColors: true, Dark: true})
	screens(c, app, func(name string) {
		c.Axe()
		c.Screenshot(name)
		if name != "notice" {
			return
		}
		patterns := Eval[int](c, `new Set([...document.querySelectorAll("#article mark")].map(m => { const s = getComputedStyle(m); return s.textDecorationStyle + s.borderBottomStyle + s.textDecorationLine; })).size`)
		labels := Eval[int](c, `new Set([...document.querySelectorAll("#article mark")].map(m => [...m.classList].find(c => c.startsWith("p-")))).size`)
		if patterns < labels || labels < 3 {
			t.Errorf("%d labels are shown in %d ways", labels, patterns)
		}
	})
}

// On a wall the column stays one that can be read, and nothing hangs at an edge.
func TestEveryScreenFitsAWall(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	c.Look(Look{Width: 3840, Height: 2160})
	screens(c, app, func(name string) {
		c.Screenshot(name)
		if wide := Eval[int](c, `document.getElementById("article")?.getBoundingClientRect().width ?? 0`); wide > 1100 {
			t.Errorf("%s: the column is %d pixels wide", name, wide)
		}
	})
}
