package e2e

import "testing"

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
