package e2e

import (
	"strings"
	"testing"
)

// What is offered as evidence is related to the claim that it backs, and stays
// so in the file; a deleted claim is backed by nothing, until it is back.
func TestEvidenceIsRelatedToTheClaimThatItBacks(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	read(c.Tab, app)
	c.Click("#tool-marks")
	c.Select("31,000 vehicles", "average weekday")
	c.Press("d")
	c.WaitText("#found", "1 mark")
	c.Click("#list .go")
	c.WaitText(".relation", "Nothing is marked as Claim yet.")
	c.Press("Escape")
	mark(c.Tab, "84 million", "crowns")
	c.WaitText("#found", "2 marks")
	c.Click("#list .go")
	c.WaitText(".details .words", "31,000 vehicles")
	c.Pick("#scheme-backs", "84 million crowns")
	c.Click("#scheme-backs-add")
	c.WaitText(".relation li", "84 million crowns")
	c.WaitFor(`document.querySelectorAll("#scheme-backs option").length === 0`)
	c.Axe()
	c.Screenshot("backs")
	c.Look(Look{Width: 360, Height: 900, Dark: true})
	c.Axe()
	c.Screenshot("narrow")
	c.Look(Look{})

	// From the evidence to its claim and back.
	c.Click(Named("button", "84 million crowns"))
	c.WaitText("div.relation", "Evidence, what it is offered for")
	c.WaitText(".details .words", "84 million crowns")
	c.Screenshot("backed")
	c.Click("div.relation button")
	c.WaitText(".details .words", "31,000 vehicles")

	// The claim goes, and what points at it with it; undo brings both back.
	c.Click(Named("button", "84 million crowns"))
	c.WaitText(".details .words", "84 million crowns")
	c.Click("#delete")
	c.WaitText("#found", "1 mark")
	c.Press("Control+z")
	c.WaitText("#found", "2 marks")
	d := takeAway(t, c)
	l := d.Layers[0]
	if err := l.Check(d.Article); err != nil {
		t.Error(err)
	}
	backs := 0
	for _, a := range l.Annotations {
		for _, r := range a.Relations(l.Scheme) {
			for _, to := range l.Annotations {
				if to.ID == r.To && strings.HasPrefix(to.Target.Words(d.Article), "84 million") {
					backs++
				}
			}
		}
	}
	if backs != 1 {
		t.Errorf("%d relations to the claim in the file", backs)
	}
}
