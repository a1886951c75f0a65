package e2e

import (
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/chromedp"
)

// arrive goes to the article by the Tab key alone.
func arrive(t *testing.T, c *Chromium) {
	t.Helper()
	for range 40 {
		c.Press("Tab")
		if Eval[bool](c, `document.activeElement.id === "reader"`) {
			c.WaitFor(caretShown)
			return
		}
	}
	t.Fatal("the Tab key does not reach the article")
}

// caretShown is true if the caret is on the screen and as tall as a line.
const caretShown = `(() => { const c = document.getElementById("caret"), r = c.getBoundingClientRect(); return !c.hidden && r.height >= 12 && r.height < 70 && r.width > 0 && r.top >= 0 && r.bottom <= innerHeight; })()`

const announced = `document.getElementById("announce").textContent`

// heard fails the test if the page does not say this where the caret stands.
func heard(t *testing.T, c *Chromium, want string) {
	t.Helper()
	if got := Eval[string](c, announced); got != want {
		t.Errorf("announced is %q, want %q", got, want)
	}
}

func TestTheCaretMovesByEveryUnit(t *testing.T) {
	c := opened(t, "harbour-bridge")
	arrive(t, c)
	c.Press("Control+ArrowDown")
	heard(t, c, "Cracks in eleven of the 48 hangers leave the city no choice, engineers say.")
	c.Press("Alt+ArrowDown")
	heard(t, c, "Ferry crews doubt that they can carry the load.")
	c.Press("Alt+ArrowUp")
	heard(t, c, "Cracks in eleven of the 48 hangers leave the city no choice, engineers say.")
	c.Press("ArrowRight")
	heard(t, c, "r")
	c.Press("Control+ArrowRight")
	heard(t, c, "in")
	c.Press("Control+ArrowLeft", "ArrowLeft")
	heard(t, c, "End of paragraph")
	c.Press("ArrowRight")
	heard(t, c, "C")
	place := `document.getElementById("caret").getBoundingClientRect().top`
	c.Press("Control+ArrowDown", "Control+ArrowDown", "Control+ArrowDown", "Control+ArrowDown")
	heard(t, c, "PORT MERROW — The harbour bridge, which 31,000 vehicles cross on an average weekday…")
	before := Eval[float64](c, place)
	c.Press("ArrowDown")
	if now := Eval[float64](c, place); now <= before || now > before+60 {
		t.Errorf("a line down went from %v to %v, %s", before, now, Eval[string](c, announced))
	}
	c.Press("ArrowUp")
	if now := Eval[float64](c, place); now != before {
		t.Errorf("down and up went from %v to %v", before, now)
	}
	c.Screenshot("caret")
	for range 40 {
		c.Press("Control+ArrowDown")
		if !Eval[bool](c, caretShown) {
			t.Fatalf("the caret is lost at %q: %s", Eval[string](c, announced), Eval[string](c, `JSON.stringify(document.getElementById("caret").getBoundingClientRect())`))
		}
	}
	heard(t, c, "End of paragraph")
	c.Press("Control+ArrowUp")
	heard(t, c, "The council will publish the new ferry timetable on 2 April.")
	c.Press("Escape")
	c.WaitFor(`document.getElementById("caret").hidden`)
}

// Moving by lines comes back to the column where it began, after lines that
// are too short for it.
func TestTheCaretKeepsItsColumn(t *testing.T) {
	c := opened(t, "harbour-bridge")
	arrive(t, c)
	for range 5 {
		c.Press("Control+ArrowDown") // to the first long paragraph
	}
	for range 7 {
		c.Press("Control+ArrowRight")
	}
	const left, top = `document.getElementById("caret").getBoundingClientRect().left`, `document.getElementById("caret").getBoundingClientRect().top`
	column, from := Eval[float64](c, left), Eval[float64](c, top)
	short, long := 0, 0
	for range 14 {
		c.Press("ArrowDown")
		switch now := Eval[float64](c, left); {
		case now < column-60:
			short++
		case now > column-12 && now < column+12:
			long++
		default:
			t.Errorf("the caret went from the column at %v to %v, %s", column, now, Eval[string](c, announced))
		}
	}
	if short == 0 || long < 6 {
		t.Errorf("%d lines are too short for the column and %d reach it: the test shows nothing", short, long)
	}
	for range 14 {
		c.Press("ArrowUp")
	}
	c.WaitFor(`Math.abs(` + top + ` - ` + itoa(int(from)) + `) < 400`)
	if now := Eval[float64](c, left); now < column-12 || now > column+12 {
		t.Errorf("back where it began, the caret stands at %v instead of %v", now, column)
	}
}

func TestShiftSelectsByEveryUnit(t *testing.T) {
	c := opened(t, "harbour-bridge")
	arrive(t, c)
	c.Press("Control+ArrowDown")
	for _, step := range [][2]string{
		{"Shift+ArrowRight", "C"},
		{"Control+Shift+ArrowRight", "Cracks"},
		{"Alt+Shift+ArrowDown", "Cracks in eleven of the 48 hangers leave the city no choice, engineers say."},
		{"Control+Shift+ArrowDown", "Cracks in eleven of the 48 hangers leave the city no choice, engineers say. Ferry crews doubt that they can carry the load."},
		{"Control+Shift+ArrowUp", "Cracks in eleven of the 48 hangers leave the city no choice, engineers say. Ferry crews doubt that they can carry the load."},
	} {
		c.Press(step[0])
		if got := strings.TrimSpace(c.Selected()); got != step[1] && step[0] != "Control+Shift+ArrowUp" {
			t.Errorf("after %s %q is selected, want %q", step[0], got, step[1])
		}
	}
	c.Press("Escape", "Control+ArrowDown", "Control+ArrowDown", "Control+ArrowDown", "Control+ArrowDown", "Shift+ArrowDown")
	if got := c.Selected(); len(got) < 30 || len(got) > 150 {
		t.Errorf("a line down selects %q", got)
	}
}

func TestAnArticleIsMarkedWithoutAMouse(t *testing.T) {
	c := opened(t, "harbour-bridge")
	arrive(t, c)
	c.Press("Control+ArrowDown", "v", "c")
	first := "Claim: Cracks in eleven of the 48 hangers leave the city no choice, engineers say."
	areMarked(t, c, first)
	c.Press("q")
	c.Press("d")
	second := "“Nobody on this council wanted to vote for it,” … “but nobody who has read the report could vote against it.”"
	areMarked(t, c, first, "Evidence: "+second)
	c.Press("u")
	areMarked(t, c, first, "Question: "+second)
	c.Press("k")
	heard(t, c, "Claim: Cracks in eleven of the 48 hangers leave the city no choice, engineers say.")
	c.Press("j")
	heard(t, c, "Question: “Nobody on this council wanted to vote for it,” … “but nobody who has read the…")
	c.Press("Enter")
	c.WaitText("#panel blockquote.words", "Nobody on this council")
	c.Press("x")
	areMarked(t, c, first)
	c.Press("Control+z")
	areMarked(t, c, first, "Question: "+second)
	c.Press("Escape", "Escape", "Escape")
	c.WaitFor(`document.getElementById("panel").hidden && document.getElementById("caret").hidden && document.activeElement.id === "reader"`)
}

func TestTheBarIsAToolbarForTheKeyboard(t *testing.T) {
	c := opened(t, "harbour-bridge")
	arrive(t, c)
	at := func(want string) {
		t.Helper()
		if got := Eval[string](c, `document.activeElement.id || document.activeElement.innerText.split("\n")[0]`); got != want {
			t.Errorf("the focus is at %q, want %q", got, want)
		}
	}
	c.Press("Control+Shift+ArrowRight", "Enter")
	at("Claim")
	c.Press("ArrowRight", "ArrowRight")
	at("Evidence")
	c.Press("End", "ArrowRight", "ArrowLeft")
	at("Question")
	c.Screenshot("toolbar")
	c.Axe()
	c.Press("Escape")
	at("reader")
	if got := Eval[string](c, barText); got == "" {
		t.Error("one Esc took the selection too")
	}
	c.Press("Tab")
	at("Question")
	c.Press("Enter")
	areMarked(t, c, "Question: Port")
	at("reader")
}

func TestSingleKeysCanBeSwitchedOff(t *testing.T) {
	c := opened(t, "harbour-bridge")
	arrive(t, c)
	c.Press("?")
	c.WaitText(Named("dialog", "Keys"), "the quotation, broken or not")
	for _, line := range []string{"mark as Claim", "by sentence", "say who said it", "next, previous mark", "these keys"} {
		c.WaitText(Named("dialog", "Keys"), line)
	}
	c.Screenshot("keys")
	c.Click("#letters")
	c.Press("Escape")
	c.WaitGone(Named("dialog", "Keys"))
	arrive(t, c)
	c.Press("Escape")
	c.Press("Control+Shift+ArrowRight", "c", "v", "x", "?")
	areMarked(t, c)
	if Eval[bool](c, `!!document.querySelector("[role=dialog]:not([hidden])")`) {
		t.Error("? still shows the keys")
	}
	c.Press("Enter", "ArrowRight", "Enter")
	areMarked(t, c, "Speaker: Port")
	c.Press("Delete")
	areMarked(t, c)
}

func TestArrowsFollowTheDirectionOfTheText(t *testing.T) {
	c := opened(t, "water-market")
	arrive(t, c)
	c.Press("ArrowLeft")
	heard(t, c, "ل")
	left := `document.getElementById("caret").getBoundingClientRect().left`
	before := Eval[float64](c, left)
	c.Press("Control+ArrowLeft")
	heard(t, c, "وادي")
	if now := Eval[float64](c, left); now >= before {
		t.Errorf("the caret went from %v to %v", before, now)
	}
	c.Press("Control+Shift+ArrowLeft", "c")
	areMarked(t, c, "Claim: وادي")
	c.Press("q")
	c.Screenshot("rtl")
	c.Press("c")
	areMarked(t, c, "Claim: وادي", "Claim: «لقد انتظر أهل المدينة طويلًا، ومن حقهم أن يعرفوا الحقيقة كاملة»")
}

func TestAMarkIsReadWithItsEdges(t *testing.T) {
	c := opened(t, "harbour-bridge")
	c.Select("will be closed", "to all traffic")
	c.Press("c")
	areMarked(t, c, "Claim: will be closed to all traffic")
	ctx, cancel := c.context()
	defer cancel()
	tree, err := chromedp.Call(ctx, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, node := range tree.Nodes {
		if node.Ignored || node.Name == nil || node.Role == nil || string(node.Role.Value) != `"StaticText"` {
			continue
		}
		said = append(said, strings.Trim(string(node.Name.Value), `"`))
	}
	from := slices.Index(said, "Claim begins")
	if from < 0 || from+2 >= len(said) || said[from+1] != "will be closed to all traffic" || said[from+2] != "Claim ends" {
		t.Errorf("it is read as %q", said)
	}
}
