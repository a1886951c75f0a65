package e2e

import (
	"strings"
	"testing"
)

func TestMarkingWithTheMouseTakesExactlyWhatWasSelected(t *testing.T) {
	c := opened(t, "harbour-bridge")
	c.Select("will be closed to all traffic", "from 1 June")
	c.WaitFor(barText + ` === "Claim c | Speaker p | Evidence d | Question u"`)
	bar := Eval[string](c, `(() => { const b = document.getElementById("bar").getBoundingClientRect(), s = getSelection().getRangeAt(0).getBoundingClientRect();
		return [b.bottom <= s.top && s.top - b.bottom < 30 || b.top >= s.bottom && b.top - s.bottom < 30, b.left >= 0 && b.right <= innerWidth, b.right > s.left && b.left < s.right].join(); })()`)
	if bar != "true,true,true" {
		t.Errorf("the bar at the selection: %s", bar)
	}
	c.Screenshot("bar")
	c.Click(Named("button", "Claim"))
	areMarked(t, c, "Claim: will be closed to all traffic from 1 June")
	if left := Eval[string](c, barText); left != "" || c.Selected() != "" {
		t.Errorf("after marking the bar shows %q and %q is selected", left, c.Selected())
	}

	// One key, and the spaces that a hand takes along are left out.
	c.Select(" An inspection in 2027", "three cracks, ")
	c.Press("d")
	areMarked(t, c, "Claim: will be closed to all traffic from 1 June", "Evidence: An inspection in 2027 had found three cracks,")

	// A hand that lets go beside the text has selected as well.
	at := c.edge("“Nobody on this council", "“Nobody on this council", false)
	c.mouse("select into the margin", at.move(false), mouse{kind: pressed, x: at.X, y: at.Y, clicks: 1}, point{at.X + 80, at.Y}.move(true), point{1250, at.Y + 5}.move(true), mouse{kind: released, x: 1250, y: at.Y + 5, clicks: 1})
	c.WaitFor(barText + ` !== ""`)
	c.Press("Escape")
	c.WaitFor(barText + ` === ""`)
}

func TestADoubleClickOffersTheWord(t *testing.T) {
	c := opened(t, "harbour-bridge")
	c.DoubleClick(Words("Vandersloop"))
	c.WaitFor(barText + ` !== ""`)
	c.Press("u")
	areMarked(t, c, "Question: Vandersloop")
}

func TestSelectionsGrowToWholeWordsIfAsked(t *testing.T) {
	c := opened(t, "harbour-bridge")
	c.Select("ehicles cross on an aver", "aver")
	c.Press("c")
	areMarked(t, c, "Claim: ehicles cross on an aver")
	c.Press("x")
	areMarked(t, c)
	c.Click("#tool-look")
	c.Click("#snap")
	c.Press("Escape")
	c.Select("ehicles cross on an aver", "aver")
	c.Press("c")
	areMarked(t, c, "Claim: vehicles cross on an average")
}

func TestAMarkMayReachOverParagraphs(t *testing.T) {
	c := opened(t, "harbour-bridge")
	c.Select("one boat in three, and slowly.", "They thanked me very much.")
	c.Press("c")
	areMarked(t, c, "Claim: one boat in three, and slowly. | “I told the council so in January. They thanked me very much.")
}

func TestAClickReachesEachOfSeveralMarks(t *testing.T) {
	c := opened(t, "harbour-bridge")
	c.Select("Four of the cracks", "two millimetres.")
	c.Press("c")
	c.Select("more than six", "An inspection") // lies within
	c.Press("d")
	c.Select("none of them deeper", "According to the report,") // overlaps
	c.Press("u")
	long := "Claim: Four of the cracks were more than six millimetres deep. An inspection in 2027 had found three cracks, none of them deeper than two millimetres."
	areMarked(t, c, long, "Evidence: more than six millimetres deep. An inspection", "Question: none of them deeper than two millimetres. | According to the report,")
	c.Press("Escape")
	open := `document.querySelector("#panel blockquote.words")?.innerText ?? ""`
	c.Click(Words("six millimetres"))
	c.WaitFor(open + ` === "more than six millimetres deep. An inspection"`)
	c.Screenshot("nested")
	c.Click(Words("six millimetres"))
	c.WaitFor(open + `.startsWith("Four of the cracks were")`)
	c.Click(Words("six millimetres"))
	c.WaitFor(open + ` === "more than six millimetres deep. An inspection"`)
}

func TestAMarkMayHaveSeveralSpans(t *testing.T) {
	c := opened(t, "harbour-bridge")
	c.Select("“Nobody on this council", "wanted to vote for it,”")
	c.Press("c")
	c.Select("“but nobody", "could vote against it.”")
	c.WaitFor(barText + `.endsWith("+ Add")`)
	c.Press("a")
	broken := "Claim: “Nobody on this council wanted to vote for it,” … “but nobody who has read the report could vote against it.”"
	areMarked(t, c, broken)
	c.Press("x")
	areMarked(t, c)
	c.Press("Control+z")
	areMarked(t, c, broken)
	c.Press("Control+z")
	areMarked(t, c, "Claim: “Nobody on this council wanted to vote for it,”")
	c.Press("Control+Shift+z")
	areMarked(t, c, broken)

	// A broken quotation is taken whole by one key.
	c.Click(Words("the official said"))
	c.Press("q")
	c.Press("c")
	two := "Claim: “We had a letter in the autumn of 2028 and another one the following spring,” … “Both were filed. Neither was answered.”"
	areMarked(t, c, broken, two)

	// And one that goes on in the next paragraph.
	c.Click(Words("could do it in a bathtub"))
	c.Press("q")
	c.Press("c")
	c.WaitFor(`(all => all.length === 3 && /^Claim: “On a good day we can do it.* and slowly\. . “I told the council so in January\..* I do not think that I will\.”$/s.test(all[2]))(` + marksOf + `)`)
}

func TestTheEndsOfAMarkMove(t *testing.T) {
	c := opened(t, "harbour-bridge")
	c.Select("cracks in eleven of", "48 hangers")
	c.Press("c")
	areMarked(t, c, "Claim: cracks in eleven of the bridge’s 48 hangers")
	c.Press("[")
	areMarked(t, c, "Claim: found cracks in eleven of the bridge’s 48 hangers")
	c.Press("{", "{")
	areMarked(t, c, "Claim: in eleven of the bridge’s 48 hangers")
	c.Press("]")
	areMarked(t, c, "Claim: in eleven of the bridge’s 48 hangers, the")
	c.Press("}", "}")
	areMarked(t, c, "Claim: in eleven of the bridge’s 48")
	c.DragToEnd("#handle-end", "carry the deck")
	areMarked(t, c, "Claim: in eleven of the bridge’s 48 hangers, the steel rods that carry the deck")
	c.DragToStart("#handle-start", "published last week")
	areMarked(t, c, "Claim: published last week by the engineering firm Stroud & Pellam, found cracks in eleven of the bridge’s 48 hangers, the steel rods that carry the deck")
	c.WaitFor(`!document.getElementById("handles").hidden`)
	c.Screenshot("handles")
	c.Press("Control+z")
	areMarked(t, c, "Claim: in eleven of the bridge’s 48 hangers, the steel rods that carry the deck")
	c.Press("u")
	areMarked(t, c, "Question: in eleven of the bridge’s 48 hangers, the steel rods that carry the deck")
}

func TestMarkingFarDownThePage(t *testing.T) {
	c := opened(t, "harbour-bridge")
	c.Do(`scrollTo(0, document.documentElement.scrollHeight)`)
	c.Select("“you lose the winter", "cleaned twice.”")
	c.WaitFor(`(() => { const b = document.getElementById("bar").getBoundingClientRect(), s = getSelection().getRangeAt(0).getBoundingClientRect(); return b.height > 0 && Math.min(Math.abs(b.bottom - s.top), Math.abs(b.top - s.bottom)) < 30; })()`)
	c.Click(Named("button", "Claim"))
	areMarked(t, c, "Claim: “you lose the winter, and then you lose the spring as well, because the new steel will have to be cleaned twice.”")
}

func TestSelectingOverALinkDoesNotFollowIt(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	begin(c, app) // what is drawn anew beneath a hand refuses the drop that it has not seen coming
	c.Drop("body", c.File("linked.md", []byte("# A headline\n\nThe report says [that the bridge is safe](/elsewhere) for now, and "+strings.Repeat("more is said of it here. ", 8)+"\n")))
	c.WaitFor(`document.documentElement.dataset.quoth === "ready"`)
	here := Eval[string](c, `location.href`)
	c.Select("the bridge", "bridge is")
	c.Press("c")
	areMarked(t, c, "Claim: the bridge is")
	c.DoubleClick(Words("that"))
	c.WaitFor(barText + ` !== ""`)
	c.Do(`new Promise(done => setTimeout(done, 500))`)
	if now := Eval[string](c, `location.href`); now != here {
		t.Errorf("the page went from %s to %s", here, now)
	}
}
