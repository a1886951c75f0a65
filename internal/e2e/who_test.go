package e2e

import "testing"

// lit is the words that a CSS highlight of that name shows.
func lit(name string) string {
	return `[...(CSS.highlights.get("` + name + `") ?? [])].map(r => r.toString()).join(" … ")`
}

// asked waits for the question, with its field ready to be typed into.
func asked(t *testing.T, c *Chromium) {
	t.Helper()
	c.WaitFor(`document.activeElement.id === "who-name"`)
}

const whoList = `[...document.querySelectorAll("#who-list li")].map(li => li.querySelector(".name").innerText + (li.getAttribute("aria-selected") === "true" ? " <" : "")).join(" | ")`

func TestOneKeyAndEnterSayWhoSaidIt(t *testing.T) {
	c := opened(t, "harbour-bridge")
	c.Select("“Nobody on this council", "wanted to vote for it,”")
	c.Press("s")
	asked(t, c)
	c.WaitFor(`document.getElementById("who-name").value === "Ingrith Vandersloop"`)
	c.WaitFor(lit("source") + ` === "Mayor Ingrith Vandersloop"`)
	c.WaitFor(lit("cue") + ` === "said"`)
	c.WaitFor(lit("proposed") + `.includes("but nobody who has read the report could vote against it.")`)
	c.Screenshot("question")
	c.Axe()

	// Who leaves the question has changed nothing.
	c.Press("Escape")
	c.WaitGone("#who")
	areMarked(t, c)
	c.WaitFor(barText + ` !== ""`)

	c.Press("s")
	asked(t, c)
	c.Press("Enter")
	all := []string{"Claim: “Nobody on this council wanted to vote for it,” … “but nobody who has read the report could vote against it.”", "Speaker: Mayor Ingrith Vandersloop", "Cue: said"}
	areMarked(t, c, all...)
	c.WaitFor(`document.querySelectorAll("mark.lit").length === 4`) // the partners of the open mark
	c.Click("#tool-marks")
	c.WaitText("#panel", "Said by Ingrith Vandersloop")
	c.Screenshot("answered")
	c.Press("Control+z")
	areMarked(t, c)
	c.Press("Control+Shift+z")
	areMarked(t, c, all...)

	// Partners light up when one is pointed at.
	c.Press("Escape")
	c.Hover(Words("Mayor Ingrith"))
	c.WaitFor(`[...document.querySelectorAll("mark.hover")].map(m => m.textContent).join(" / ") === "“Nobody on this council wanted to vote for it,” / Mayor Ingrith Vandersloop / said / “but nobody who has read the report could vote against it.”"`)
	c.Screenshot("partners")
}

func TestTypingPicksOrMakesASpeaker(t *testing.T) {
	c := opened(t, "harbour-bridge")
	c.Select("the department had been", "warned twice.")
	c.Press("s")
	asked(t, c)
	c.Press("Control+a")
	c.Type("Tilda Brock")
	c.WaitFor(whoList + ` === "Tilda Brock < | Tilda Brock"`)
	c.Press("Enter")
	c.WaitGone("#who")
	c.Select("it knows of no survey", "support the figure")
	c.Press("s")
	asked(t, c)
	c.Press("Control+a")
	c.Type("brock")
	c.WaitFor(whoList + `.startsWith("Tilda Brock < |")`)
	c.Press("Enter")
	c.WaitGone("#who")
	c.Click("#tool-speakers")
	c.WaitText("#panel", "Tilda Brock")
	if n := Eval[int](c, `document.getElementById("panel").innerText.split("Tilda Brock").length - 1`); n != 1 {
		t.Errorf("Tilda Brock is %d speakers", n)
	}
}

func TestAnUnnamedSpeakerIsCalledAsPrinted(t *testing.T) {
	c := opened(t, "harbour-bridge")
	c.Select("the department had been", "warned twice.")
	c.Press("s")
	asked(t, c)
	c.WaitFor(`document.getElementById("who-name").value === "A senior transport official"`)
	c.Screenshot("unnamed")
	c.Press("Enter")
	c.WaitGone("#who")
	c.Click("#tool-speakers")
	c.WaitText("#panel", "senior transport official")
	c.WaitText("#panel", "0 named and 1 unnamed")
	c.Screenshot("ledger")
}

func TestNobodyMayHaveSaidIt(t *testing.T) {
	c := opened(t, "harbour-bridge")
	c.Select("one business in five", "bridge opens again")
	c.Press("s")
	asked(t, c)
	c.WaitFor(whoList + `.startsWith("Nobody named <")`)
	c.Press("Enter")
	areMarked(t, c, "Cue: It is said", "Claim: one business in five will give up before the bridge opens again")

	c.Select("The bridge was opened in 1974", "last 80 years.")
	c.Press("s")
	asked(t, c)
	c.Click("#who-list li:has(.name):nth-last-child(2)")
	c.WaitGone("#who")
	c.Press("Escape")
	c.Click(Words("opened in 1974"))
	c.WaitText("#panel", "Said by The article itself")
}

func TestASayingMayHaveSeveralSources(t *testing.T) {
	c := opened(t, "harbour-bridge")
	c.Select("in the spring of 2034", "glad to be wrong”")
	c.Press("s")
	asked(t, c)
	c.Press("Enter")
	c.WaitGone("#who")
	areMarked(t, c, "Speaker: She", "Cue: expects", "Claim: in the spring of 2034, and I would be glad to be wrong”")
	c.Select("Professor Amaranth", "Illingworth-Sato")
	c.Press("p")
	areMarked(t, c, "Speaker: Professor Amaranth Illingworth-Sato", "Speaker: She", "Cue: expects", "Claim: in the spring of 2034, and I would be glad to be wrong”")
	c.Press("g")
	c.WaitText("#panel", "“Professor Amaranth Illingworth-Sato” “She”")
	c.Press("g")
	c.Hover(Words("glad to be wrong"))
	c.WaitFor(`[...document.querySelectorAll("mark.hover")].map(m => m.textContent).join(" / ") === "Professor Amaranth Illingworth-Sato / She / expects / in the spring of 2034, and I would be glad to be wrong”"`)
}
