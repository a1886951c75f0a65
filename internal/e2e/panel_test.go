package e2e

import (
	"strings"
	"testing"
)

// say marks words and accepts who is proposed to say them.
func say(c *Chromium, from, to string) {
	c.Select(from, to)
	c.Press("s")
	c.WaitFor(`document.activeElement.id === "who-name"`)
	c.Press("Enter")
	c.WaitText("#notice", "Said by")
	c.WaitFor(`document.getElementById("who").hidden`)
}

// set fills in a field the way leaving it does.
func set(c *Chromium, id, value string) {
	c.Do(`(() => { const f = document.getElementById("` + id + `"); f.value = "` + value + `"; f.dispatchEvent(new Event("change")) })()`)
}

func TestThePanelListsNarrowsAndEdits(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	read(c.Tab, app)
	mark(c.Tab, "84 million", "crowns")
	mark(c.Tab, "31,000 vehicles", "average weekday")
	say(c, "“Nobody on this council", "vote for it,”")
	c.Click("#tool-marks")
	c.WaitText("#found", "5 marks")
	rows := `[...document.querySelectorAll("#list .words")].map(w => w.textContent.slice(0, 8)).join("|")`
	if got := Eval[string](c, rows); got != "31,000 v|84 milli|“Nobody |Mayor In|said" {
		t.Errorf("the list is %q", got)
	}
	set(c, "filter-label", "source")
	c.WaitText("#found", "1 of 5 marks")
	set(c, "filter-label", "")
	speaker := Eval[string](c, `document.querySelector("#filter-speaker option:last-child").value`)
	set(c, "filter-speaker", speaker)
	c.WaitText("#found", "3 of 5 marks")
	set(c, "filter-speaker", "")
	set(c, "filter-origin", "suggested")
	c.WaitText("#found", "2 of 5 marks")
	set(c, "filter-origin", "")
	c.Click("#search")
	c.Type("million")
	c.WaitText("#found", "1 of 5 marks")
	// From the list into the text, and what is said there.
	c.Click("#list .go")
	c.WaitFor(`document.querySelector("#article mark.lit").textContent === "84 million crowns"`)
	c.WaitText(".details .words", "84 million crowns")
	set(c, "claim-kind", "numerical")
	set(c, "claim-restatement", "The repair is to cost 84 million crowns.")
	set(c, "field-note", "Who counted?")
	set(c, "field-tags", "money, repair")
	c.Click("#add-evidence")
	c.WaitFor(`!!document.querySelector(".piece")`)
	c.Do(`(() => { const f = document.querySelector(".piece [name=url]"); f.value = "https://example.org/budget"; f.dispatchEvent(new Event("change")) })()`)
	c.WaitFor(`new Promise(done => setTimeout(() => done(true), 600))`)
	c.Axe()
	c.Screenshot("details")
	c.Reload()
	c.WaitFor(ready)
	c.Click(Words("84 million"))
	c.WaitFor(`document.getElementById("field-note")?.value === "Who counted?" && document.getElementById("field-tags").value === "money, repair"`)
	if got := Eval[string](c, `document.getElementById("claim-kind").value + "|" + document.getElementById("claim-restatement").value + "|" + document.querySelector(".piece [name=url]").value`); got != "numerical|The repair is to cost 84 million crowns.|https://example.org/budget" {
		t.Errorf("after a reload the details are %q", got)
	}
	c.Press("Control+z")
	c.WaitText("#notice", "Undone: Edit evidence")
}

func TestTheLedgerCountsRenamesMergesAndSplits(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	read(c.Tab, app)
	say(c, "“Nobody on this council", "vote for it,”")
	say(c, "“We had a letter", "following spring,”")
	say(c, "the contractor had told her", "every year since")
	c.Click("#tool-speakers")
	c.WaitText("#balance", "named")
	c.Screenshot("ledger")
	people := `[...document.querySelectorAll(".speaker .who-head strong")].map(s => s.textContent).sort().join("|")`
	before := Eval[string](c, people)
	if !strings.Contains(before, "Ingrith Vandersloop") || strings.Count(before, "|") < 1 {
		t.Fatalf("speakers are %q", before)
	}
	c.Click(`.speaker.person button.quiet`)
	c.WaitFor(`!!document.querySelector(".speaker-form [name=name]")`)
	c.Do(`(() => { const f = document.querySelector(".speaker-form [name=name]"); f.value = "I. Vandersloop"; f.dispatchEvent(new Event("change")) })()`)
	c.WaitFor(people + `.includes("I. Vandersloop")`)
	c.Do(`(() => { const f = document.querySelector(".speaker-form [name=merge]"); f.value = [...f.options].find(o => o.value).value; f.dispatchEvent(new Event("change")) })()`)
	c.WaitText("#balance", "1 speaker,")
	c.Press("Escape")
	c.Press("Control+z")
	c.WaitText("#balance", "2 speakers,")
	c.Press("Control+z")
	c.WaitFor(people + ` === "` + before + `"`)
}

func TestPaperHasTheMarksAndALegend(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	read(c.Tab, app)
	mark(c.Tab, "31,000 vehicles", "average weekday")
	c.Do(`dispatchEvent(new Event("beforeprint"))`)
	c.Look(Look{Print: true})
	c.WaitFor(`getComputedStyle(document.getElementById("legend")).display === "block"`)
	c.WaitText("#legend", "could be checked")
	if shown := Eval[bool](c, `getComputedStyle(document.querySelector(".header")).display !== "none"`); shown {
		t.Error("the tools are printed")
	}
	if pdf := c.PrintPDF("paper"); len(pdf) < 5000 {
		t.Errorf("the print has %d bytes", len(pdf))
	}
}

func TestAppearanceIsKeptAndThereBeforeTheFirstPaint(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	read(c.Tab, app)
	c.Click("#tool-look")
	c.WaitFor(`!!document.querySelector(".look")`)
	c.Click(`.look input[value="sepia"]`)
	c.Click(`.look input[value="sans"]`)
	c.Do(`(() => { const f = document.getElementById("look-size"); f.value = "3"; f.dispatchEvent(new Event("input")) })()`)
	c.WaitFor(`document.documentElement.dataset.size === "3"`)
	c.Before(`window.__held = new Promise(() => {}); WebAssembly.instantiateStreaming = () => window.__held;`)
	c.Reload()
	if got := Eval[string](c, `[document.documentElement.dataset.theme, document.documentElement.dataset.face, document.documentElement.dataset.size].join()`); got != "sepia,sans,3" {
		t.Errorf("before the program has come the page is %q", got)
	}
	c.Screenshot("sepia")
}
