package e2e

import (
	"strings"
	"testing"
)

func TestTheKeyboardAloneIsEnough(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	read(c.Tab, app)
	// From the address bar to the article: the skip link leads there.
	c.Press("Tab", "Enter")
	c.WaitFor(`document.activeElement.id === "reader"`)
	// The first arrow puts the caret at the first words.
	c.Press("ArrowRight")
	c.WaitFor(`!document.getElementById("caret").hidden`)
	for range 6 {
		c.Press("Control+ArrowDown") // to the paragraph of the closure
	}
	c.Press("v")
	c.WaitText("#notice", "Selected: “Nobody on this council")
	c.Screenshot("sentence")
	c.Press("c")
	if got := marked(c, "amber"); !strings.HasPrefix(got, "“Nobody on this council") || !strings.HasSuffix(got, "could vote against it.”") {
		t.Errorf("the sentence marked is %q", got)
	}
	c.Press("x")
	c.WaitText("#notice", "Deleted")
	c.Press("Control+ArrowUp")
	c.Press("q")
	c.Press("c")
	if got := marked(c, "amber"); got != "“Nobody on this council wanted to vote for it,”|“but nobody who has read the report could vote against it.”" {
		t.Errorf("the broken quotation is marked as %q", got)
	}
	c.Press("s")
	c.WaitFor(`document.activeElement.id === "who-name"`)
	c.Press("Enter")
	c.WaitText("#notice", "Said by Ingrith Vandersloop")
	// Ends by key, relabel by key, note by key, walk by key.
	c.Press("]")
	c.Press("}")
	c.Press("n")
	c.WaitFor(`document.activeElement.id === "field-note"`)
	c.Type("Really nobody?")
	c.Press("Escape")
	c.WaitFor(`document.activeElement.id === "reader"`)
	c.Press("k")
	c.Press("j")
	c.Press("Control+ArrowDown", "Control+Shift+ArrowRight", "Control+Shift+ArrowRight", "Shift+ArrowLeft")
	c.Press("u")
	if got := marked(c, "rose"); got == "" {
		t.Error("nothing is marked as a question")
	}
	c.Press("d")
	c.WaitFor(`document.querySelectorAll("#article mark.c-green").length > 0`)
	c.Press("r")
	c.WaitFor(`document.querySelectorAll("#article .block.read").length === 1`)
	// All keys are shown, and single ones can be switched off.
	c.Press("?")
	c.WaitText("#dialog", "by sentence")
	c.Click("#letters")
	c.Press("Escape")
	c.WaitGone("#dialog")
	before := Eval[int](c, `document.querySelectorAll("#article mark").length`)
	c.Press("Control+ArrowDown", "Control+Shift+ArrowRight")
	c.Press("c")
	if now := Eval[int](c, `document.querySelectorAll("#article mark").length`); now != before {
		t.Error("a single key works although they are switched off")
	}
	c.Press("Enter")
	c.WaitFor(`!!document.activeElement.closest("#bar")`)
	c.Press("Enter")
	c.WaitFor(`document.querySelectorAll("#article mark").length > ` + itoa(before))
}

func TestScreenReadersHearWhereAMarkBeginsAndEnds(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	read(c.Tab, app)
	mark(c.Tab, "31,000 vehicles", "average weekday")
	for pseudo, want := range map[string]string{"::before": "Claim begins", "::after": "Claim ends"} {
		if got := Eval[string](c, `getComputedStyle(document.querySelector("#article mark"), "`+pseudo+`").content`); !strings.Contains(got, want) {
			t.Errorf("%s is %s, want the alternative text %q", pseudo, got, want)
		}
	}
	if got := Eval[string](c, `document.querySelector("#article").textContent`); strings.Contains(got, "Claim begins") {
		t.Error("what is heard stands in the text")
	}
}

func TestMarksOverlapNestCrossAndGrow(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	read(c.Tab, app)
	mark(c.Tab, "The report, published", "carry the deck.")
	c.Select("engineering firm", "Pellam")
	c.Press("d")
	c.Select("Four of the cracks", "entered the sleeves") // into the next paragraph
	c.Press("u")
	if got := marked(c, "green"); got != "engineering firm Stroud & Pellam" {
		t.Errorf("nested: %q", got)
	}
	if got := marked(c, "rose"); !strings.HasPrefix(got, "Four of the cracks") || !strings.HasSuffix(got, "|According to the report, salt water had entered the sleeves") {
		t.Errorf("across paragraphs: %q", got)
	}
	// A click means the shortest; a second one the next longer.
	c.Click(Words("engineering firm"))
	c.WaitFor(`document.querySelector("mark.lit").textContent.startsWith("engineering")`)
	c.WaitFor(`!document.getElementById("handles").hidden`)
	c.Screenshot("handles")
	c.DragToEnd("#handle-end", "found cracks")
	c.WaitFor(`[...document.querySelectorAll("#article mark.c-green")].map(m => m.textContent).join("") === "engineering firm Stroud & Pellam, found cracks"`)
	c.Select("salt water", "sleeves")
	c.Press("a")
	c.WaitFor(`[...document.querySelectorAll("#article mark")].some(m => m.textContent.includes("salt water") && m.dataset.ids.includes(" "))`)
	c.Press("Control+z", "Control+z")
	c.WaitFor(`[...document.querySelectorAll("#article mark.c-green")].map(m => m.textContent).join("") === "engineering firm Stroud & Pellam"`)
}

func TestAFingerMarksAndTheBarStandsBelow(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	c.Look(Look{Width: 390, Height: 780, Phone: true})
	read(c.Tab, app)
	c.TouchSelect("Nobody on this", "to vote")
	c.WaitFor(`!document.getElementById("bar").hidden`)
	if !Eval[bool](c, `document.getElementById("bar").getBoundingClientRect().top >= getSelection().getRangeAt(0).getBoundingClientRect().bottom`) {
		t.Error("the bar is in the way of the system's own menu")
	}
	c.Screenshot("touch")
	c.Tap("#bar button")
	c.WaitFor(`document.querySelectorAll("#article mark.c-amber").length > 0`)
	c.Tap("#tool-marks")
	c.WaitFor(`!document.getElementById("panel").hidden && document.getElementById("panel").getBoundingClientRect().top > innerHeight / 3`)
	c.Screenshot("sheet")
}

func TestAHandMayLetGoBesideTheText(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	read(c.Tab, app)
	c.Do(`(() => { const t = document.createTreeWalker(document.getElementById("b6"), 4).nextNode(); getSelection().setBaseAndExtent(t, 1, t, 7); document.querySelector("main").dispatchEvent(new PointerEvent("pointerup", {bubbles: true})) })()`)
	c.WaitFor(`!document.getElementById("bar").hidden`)
	c.Press("c")
	if got := marked(c, "amber"); got != "Nobody" {
		t.Errorf("marked %q", got)
	}
}
