package e2e

import (
	"testing"

	"quoth/internal/scheme"
)

func TestEachSchemeHasALayerOfItsOwn(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	read(c.Tab, app)
	mark(c.Tab, "31,000 vehicles", "average weekday")
	c.Click("#tool-marks")
	choose := func(name string) {
		c.WaitFor(`[...document.querySelectorAll("#layer option")].some(o => o.textContent.startsWith("` + name + `"))`)
		c.Do(`(() => { const s = document.getElementById("layer"); s.value = [...s.options].find(o => o.textContent.startsWith("` + name + `")).value; s.dispatchEvent(new Event("change")) })()`)
	}
	choose("Fact, opinion, prediction")
	c.WaitText("#found", "Nothing is marked yet")
	c.WaitFor(`document.querySelectorAll("#article mark").length === 0`)
	c.Select("84 million", "crowns")
	c.Press("f")
	if got := marked(c, "teal"); got != "84 million crowns" {
		t.Errorf("marked as a fact: %q", got)
	}
	choose("Quick read")
	c.WaitFor(`document.querySelectorAll("#article mark.c-amber").length === 1`)
	c.Reload()
	c.WaitFor(ready)
	c.Click("#tool-marks")
	choose("Fact, opinion, prediction")
	c.WaitFor(`document.querySelectorAll("#article mark.c-teal").length === 1`)
	c.Axe()
}

// chooseScheme opens the layer of another scheme in the panel.
func chooseScheme(c *Chromium, name string) {
	option := `[...document.querySelectorAll("#layer option")].find(o => o.textContent.startsWith(` + quoteJS(name) + `))`
	c.WaitFor(option + " !== undefined")
	c.Do(`(() => { const s = document.getElementById("layer"); s.value = ` + option + `.value; s.dispatchEvent(new Event("change")) })()`)
	c.WaitFor(option + `.selected && document.querySelectorAll("#article mark").length === 0`)
}

// Each label of each scheme that is offered marks by its key, and says in the
// bar what it is.
func TestEveryPresetMarksByItsKeys(t *testing.T) {
	c := opened(t, "harbour-bridge")
	mark(c.Tab, "31,000 vehicles", "average weekday")
	c.Click("#tool-marks")
	for _, s := range scheme.Presets()[1:] {
		chooseScheme(c, s.Name)
		n := 0
		for _, l := range s.Labels {
			if l.Derived || l.Role == scheme.Source || l.Role == scheme.Cue {
				continue // these join the open mark
			}
			c.Select("84 million", "crowns")
			c.WaitText("#bar", l.Name)
			c.Press(l.Key)
			c.WaitFor(`document.querySelectorAll("#article mark.c-` + string(l.Color) + `").length === 1`)
			if n++; n == 1 {
				c.WaitText(".details", "84 million crowns")
				for _, f := range l.Fields {
					c.WaitText(".details", f.Name)
				}
				c.Axe()
			}
			c.Press("Escape", "Control+z")
			c.WaitFor(`document.querySelectorAll("#article mark").length === 0`)
		}
	}
}

// What a scheme asks about speakers is answered in the ledger, goes with the
// speaker into the file, and can be undone.
func TestSpeakersAreJudgedByTheScheme(t *testing.T) {
	c := opened(t, "harbour-bridge")
	mark(c.Tab, "31,000 vehicles", "average weekday")
	c.Click("#tool-marks")
	chooseScheme(c, "Sources")
	mark(c.Tab, "Nobody on this council", "vote for it")
	c.Press("s")
	c.WaitFor(`!document.getElementById("who").hidden`)
	c.Press("Enter")
	c.Click("#tool-speakers")
	c.WaitText(".speaker", "Ingrith Vandersloop")
	c.Click(".speaker .quiet")
	c.Pick("#scheme-independent", "Has an interest")
	c.Pick("#scheme-named", "Named")
	c.WaitFor(saidSaved)
	c.Screenshot("judged")
	c.Axe()
	for _, l := range takeAway(t, c).Layers {
		if l.Scheme.ID == "sources" && (len(l.Speakers) != 1 || l.Speakers[0].Quality["independent"] != "no" || l.Speakers[0].Quality["named"] != "yes") {
			t.Errorf("the speakers in the file are %+v", l.Speakers)
		}
	}
	c.Press("Control+z")
	c.WaitFor(`document.getElementById("scheme-named")?.value === ""`)
}
