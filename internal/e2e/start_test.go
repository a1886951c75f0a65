package e2e

import "testing"

// held keeps the program from starting until the page calls __go().
const held = `window.__held = new Promise(go => window.__go = go);
	const instantiate = WebAssembly.instantiateStreaming;
	WebAssembly.instantiateStreaming = async (...args) => { await window.__held; return instantiate(...args); };`

func TestTheStartPageIsThereBeforeTheProgram(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	c.Before(held)
	c.Open(app.URL + "/")
	c.WaitText(".samples", "Port Merrow")
	c.WaitText("#boot-status", "Loading the program")
	c.Screenshot("before")
	c.Axe()
	where := `Math.round(document.querySelector(".samples a").getBoundingClientRect().top)`
	before := Eval[int](c, where)
	c.Click("#paste")
	c.Type("The council met on Monday. ")
	c.Do(`window.__go()`)
	c.WaitText(".library", "Nothing here yet")
	c.WaitFor(`document.getElementById("paste").value === "The council met on Monday. "`)
	if after := Eval[int](c, where); after < before-60 || after > before+60 {
		t.Errorf("the samples move from %d to %d pixels", before, after)
	}
	c.Click(Named("button", "Read the text"))
	c.WaitFor(ready)
	c.WaitText("#article", "The council met on Monday.")
}

// The hand is on a link while the page under it is drawn anew.
func TestAPressIsNotLostWhenTheProgramTakesOver(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	c.Before(held)
	c.Open(app.URL + "/")
	c.WaitText("#boot-status", "Loading the program")
	at := c.reach(`.samples a[href="/read/harbour-bridge"]`)
	c.mouse("press", at.move(false), mouse{kind: pressed, x: at.X, y: at.Y, clicks: 1})
	c.Do(`window.__go()`)
	c.WaitText(".library", "Nothing here yet")
	c.mouse("let go", mouse{kind: released, x: at.X, y: at.Y, clicks: 1})
	c.WaitFor(ready)
	c.WaitText("#article", "Port Merrow")
}

func TestAFileDroppedBeforeTheProgramIsRead(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	c.Before(held)
	c.Open(app.URL + "/")
	c.WaitText("#boot-status", "Loading the program")
	c.Drop("body", c.File("council.md", []byte("# The council met\n\nIt met on Monday, and it was over in an hour.\n")))
	c.WaitText("#boot-status", "as soon as the program has come")
	c.Do(`window.__go()`)
	c.WaitFor(ready)
	c.WaitText("#article", "over in an hour")
}

// Where one has read to is where one goes on.
func TestReadingGoesOnWhereItStopped(t *testing.T) {
	c := opened(t, "harbour-bridge")
	first := `[...document.querySelectorAll("#article .block")].find(b => b.getBoundingClientRect().bottom > 48).id`
	c.Do(`scrollTo(0, document.getElementById("b14").getBoundingClientRect().top - 60)`)
	c.WaitFor(first + ` === "b14"`)
	c.WaitFor(`new Promise(done => setTimeout(() => done(true), 1500))`)
	c.Reload()
	c.WaitFor(ready)
	c.WaitFor(first + ` === "b14"`)
	c.Click(".header .home")
	c.WaitText(".library", "Port Merrow")
	c.Click(".library .articles a")
	c.WaitFor(ready + ` && !!document.getElementById("b14") && ` + first + ` === "b14"`)
}
