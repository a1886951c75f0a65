package e2e

import (
	"strconv"
	"strings"
	"testing"
)

// openSample goes from the start page to the first sample, as a newcomer does.
func openSample(p *Tab, app *App) {
	p.Open(app.URL + "/")
	p.WaitText(".library", "Nothing here yet") // the program has taken over
	p.WaitText(".samples", "Port Merrow")
	p.Click(`.samples a[href="/read/harbour-bridge"]`)
	p.WaitFor(`document.documentElement.dataset.quoth === "ready" && document.querySelector("#reader #article")`)
}

// marked is the words under annotations with a label, in the order of the text.
func marked(p Page, color string) string {
	return Eval[string](p, `[...document.querySelectorAll("#article mark.c-`+color+`")].map(m => m.textContent).join("|")`)
}

// drawnMarks is every mark as it is drawn, but for what is lit at the moment.
const drawnMarks = `[...document.querySelectorAll("#article mark")].map(m => m.className.replace(/ (lit|hover)/g, "") + " " + m.dataset.ids + " " + m.textContent).join("\n")`

// mainPath is what Quoth is for: mark a claim, say who said it, come back to
// find everything, take it away.
func mainPath(p *Tab, app *App, t *testing.T) {
	openSample(p, app)
	p.Select("31,000 vehicles", "average weekday")
	p.WaitFor(`!document.getElementById("bar").hidden`)
	p.Screenshot("bar")
	p.Press("c")
	if got := marked(p, "amber"); got != "31,000 vehicles cross on an average weekday" {
		t.Errorf("marked %q", got)
	}
	p.Select("“Nobody on this council", "vote for it,”")
	p.Press("s")
	p.WaitFor(`document.activeElement.id === "who-name"`)
	p.Screenshot("who-says-it")
	p.Press("Enter")
	p.WaitText("#notice", "Said by Ingrith Vandersloop")
	if got := marked(p, "blue"); got != "Mayor Ingrith Vandersloop" {
		t.Errorf("the source is %q", got)
	}
	if got := marked(p, "violet"); got != "said" {
		t.Errorf("the cue is %q", got)
	}
	if got := marked(p, "amber"); !strings.HasSuffix(got, "“but nobody who has read the report could vote against it.”") {
		t.Errorf("the other half of the quotation is not marked: %q", got)
	}
	p.WaitText("#saved", "Saved")
	before := Eval[string](p, drawnMarks)
	p.Reload()
	p.WaitFor(`document.documentElement.dataset.quoth === "ready"`)
	if after := Eval[string](p, drawnMarks); after != before {
		t.Errorf("after a reload the article shows\n%s\nbefore it was\n%s", after, before)
	}
	p.Press("Control+z")
	p.WaitText("#notice", "Undone: Said by Ingrith Vandersloop")
	if got := marked(p, "blue") + marked(p, "violet"); got != "" {
		t.Errorf("one undo left %q", got)
	}
	p.Press("Control+Shift+z")
	p.WaitText("#notice", "Done again")
	p.Click("#tool-export")
	p.WaitText("#dialog", "Quoth JSON")
	p.Screenshot("export")
	p.Press("Escape")
	p.WaitGone("#dialog")
}

func TestTheMainPathInChromium(t *testing.T) {
	p := NewChromium(t)
	mainPath(p.Tab, Start(t), t)
}

func TestTheMainPathInFirefox(t *testing.T) {
	p := NewFirefox(t)
	mainPath(p, Start(t), t)
}

func TestTheStorageKeepsItsContractInTheBrowser(t *testing.T) {
	RunWasmTests(t, "./internal/browser")
}

func itoa(n int) string { return strconv.Itoa(n) }
