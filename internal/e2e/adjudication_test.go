package e2e

import (
	"bytes"
	"strings"
	"testing"

	"quoth/internal/format"
)

func TestThreeLayersBecomeAGoldOneByKeyboard(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	c.Open(app.URL + "/studio/adjudication")
	c.WaitText(".empty", "Nothing to decide yet")
	c.Axe()
	c.Click(Named("link", "Open their files"))
	c.WaitText("h1", "Agreement")
	c.Choose("#open", threeReadings(t, c)...)
	c.WaitText("#compared", "3 layers")
	c.Click(Named("link", "Adjudication"))
	c.WaitText(".articles", "Quick read, 3 layers")
	c.Click(Named("link", "The ferry stops in May"))
	c.WaitText(".votes", "what all have the same")
	c.Axe()
	c.Screenshot("begin")
	c.Click("#begin")

	// What all three have is decided; the first that differs is open.
	c.WaitText("#decided", "1 of 6 decided.")
	c.WaitText("#where", "Passage 2 of 6")
	c.WaitText("#verdict-1", "1 Claim it leaks at both ends,” said Ada Brook ines")
	c.WaitText("#verdict-2", "2 Claim It leaks, and it leaks at both ends maya")
	c.WaitText("#verdict-m", "all words that anybody marked")
	c.WaitText("#verdict-3", "3 Evidence It leaks, and it leaks at both ends tom")
	c.Axe()
	c.Screenshot("case")

	// One is taken, with the reason.
	c.Press("w")
	c.WaitFor(`document.activeElement.id === "why"`)
	c.Type("It is said of the ferry")
	c.Press("Escape")
	c.WaitFor(`document.activeElement.id === "case"`)
	c.Press("2")
	c.WaitText("#decided", "2 of 6 decided.")
	c.WaitText("#where", "Passage 3 of 6")
	c.Press("p")
	c.WaitText("#decision", "Decided by adjudicator: Claim, “It leaks, and it leaks at both ends”. It is said of the ferry.")
	c.WaitFor(`document.getElementById("verdict-2").getAttribute("aria-pressed") === "true"`)

	// Nothing, all words, and words anew.
	c.Press("o")
	c.WaitText("#where", "Passage 3 of 6")
	c.Press("0")
	c.WaitText("#decided", "3 of 6 decided.")
	c.WaitText("#where", "Passage 4 of 6")
	c.Select("three times", "old one did")
	c.WaitText("#anew", "three times what the old one did")
	c.Axe()
	c.Screenshot("anew")
	c.Press("d")
	c.WaitText("#decided", "4 of 6 decided.")
	c.Press("0")
	c.WaitText("#decided", "5 of 6 decided.")
	c.WaitText("#where", "Passage 6 of 6")
	c.Click("#verdict-1")
	c.WaitText("#decided", "All 6 are decided.")
	c.Press("Control+z")
	c.WaitText("#decided", "5 of 6 decided.")
	c.Press("1")
	c.WaitText("#decided", "All 6 are decided.")

	// What is decided is decided anew.
	c.Press("ArrowRight", "ArrowRight")
	c.WaitText("#where", "Passage 2 of 6")
	c.Press("m")
	c.WaitText("#decision", "“It leaks, and it leaks at both ends,” said Ada Brook”")
	c.Press("Control+z")
	c.WaitText("#decision", "It is said of the ferry.")
	c.WaitText("#saved", "Saved")
	c.WaitFor(`!document.getElementById("saved").hasAttribute("data-saving")`)
	c.Look(Look{Width: 360, Height: 900, Dark: true})
	c.WaitFor(`document.documentElement.scrollWidth <= 360`)
	c.Axe()
	c.Screenshot("narrow")
	c.Look(Look{})

	// It is there again, and is a layer of the reader's, with its decisions.
	c.Reload()
	c.WaitText("#decided", "All 6 are decided.")
	c.Click(Named("link", "Open in the reader"))
	c.WaitFor(ready)
	c.WaitFor(`document.querySelectorAll("#article mark").length >= 4`)
	c.Click("#tool-export")
	_, data := c.Download(func() { c.Click(Named("button", "Save as Quoth JSON")) })
	d, err := format.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	var notes []string
	for _, l := range d.Layers {
		if l.Adjudication != nil {
			if len(l.Adjudication.Of) != 3 || len(l.Adjudication.Decisions) != 6 || len(l.Annotations) != 4 {
				t.Errorf("%d layers, %d decisions, %d annotations", len(l.Adjudication.Of), len(l.Adjudication.Decisions), len(l.Annotations))
			}
			for _, decision := range l.Adjudication.Decisions {
				notes = append(notes, decision.Note)
			}
		}
	}
	if all := strings.Join(notes, "\n"); !strings.Contains(all, "It is said of the ferry") || !strings.Contains(all, "3 of 3") || !bytes.Contains(data, []byte(`"votes"`)) {
		t.Errorf("the decisions' notes are %q", all)
	}

	// The gold layer is none of those that are compared.
	c.Open(app.URL + "/studio/agreement")
	c.WaitText("#compared", "3 layers, 12 marks")
}
