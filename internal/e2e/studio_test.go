package e2e

import "testing"

// The studio is a program of its own: one leads to the other by a link, both
// share the appearance, and it opens again without a network.
func TestTheStudioIsAProgramOfItsOwn(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	begin(c, app)
	c.Do(`window.before = true`)
	c.Click("#studio")
	c.WaitText("h1", "Studio")
	c.WaitFor(`location.pathname === "/studio/" && !window.before && document.documentElement.dataset.program === "running"`)
	c.WaitFor(`navigator.serviceWorker.controller !== null`)
	c.Click("#tool-look")
	c.WaitText("#dialog", "Appearance")
	c.Press("Escape")
	c.WaitGone("#dialog")
	c.Screenshot("studio")
	c.Axe()

	c.Click(".header .home")
	c.WaitText(".library", "Nothing here yet")
	c.Click("#studio")
	c.WaitText("h1", "Studio")
	c.WaitFor(`caches.keys().then(async names => (await Promise.all(names.map(async n => (await (await caches.open(n)).keys()).map(k => k.url)))).flat().some(u => /studio\.[^/]*wasm/.test(u)))`)
	c.Allow("Failed to load resource")
	c.Allow("Failed to fetch")
	c.Network(Line{Offline: true})
	c.WaitFor(`!navigator.onLine`)
	c.Reload()
	c.WaitText("h1", "Studio")
	c.WaitFor(`document.documentElement.dataset.program === "running"`)
}
