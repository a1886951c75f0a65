package e2e

import (
	"strings"
	"testing"

	"quoth/internal/format"
)

// pasted is what a reader copies from a news page, of our own writing.
const pasted = `Local

Ferry to Saltmarsh Runs Aground for the Third Time

Nobody was hurt, but the timetable was.
The ferry Ada lies on the sandbank off Saltmarsh on Tuesday. (Odo Larkspur/Merrow Lantern)
The ferry Ada lies on the sandbank off Saltmarsh on Tuesday. (Odo Larkspur/Merrow Lantern)

The ferry Ada ran aground off Saltmarsh on Tuesday morning with 62 passengers on board, the harbour office said.

Advertisement

“The sandbank moves, and the chart does not,” Captain Mara Quill told reporters. “We have asked for a survey since spring.”

The harbour office did not respond to a request for comment on the survey.

Want the best of the Lantern in your inbox? Sign up here.`

func begin(c *Chromium, app *App) {
	c.Open(app.URL + "/")
	c.WaitText(".library", "Nothing here yet")
}

// kinds is the article's blocks, as their kind and first word.
const kinds = `[...document.querySelectorAll("#article .block")].map(b => b.classList[1] + ":" + b.textContent.split(" ")[0]).join(" ")`

func TestAPastedArticleComesOutAsOneAndCanBeMended(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	begin(c, app)
	c.Click("#paste")
	c.Paste("", pasted)
	c.WaitFor(ready)
	want := "headline:Ferry deck:Nobody caption:The paragraph:The paragraph:“The paragraph:The"
	if got := Eval[string](c, kinds); got != want {
		t.Errorf("blocks are\n%s\nwant\n%s", got, want)
	}
	mark(c.Tab, "We have asked", "since spring")
	c.Click("#tool-outline")
	c.WaitText(".asides", "Advertisement")
	c.Screenshot("asides")
	c.Click(`.asides li:last-child button`)
	c.WaitFor(`document.querySelector("#article").textContent.includes("Sign up here.")`)
	if got := marked(c, "amber"); got != "We have asked for a survey since spring" {
		t.Errorf("the mark moved to %q", got)
	}
}

func TestBadInputIsRefusedInOneSentenceAndLeavesEverything(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	begin(c, app)
	tests := []struct{ name, file, data, says string }{
		{"a picture", "notes.txt", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "PNG"},
		{"not UTF-8", "old.txt", "Stra\xdfe und \xdcberall, ein langer Text mit Umlauten wie \xe4 und \xf6.", "UTF-8"},
		{"empty", "empty.txt", "", "empty"},
		{"fifty megabytes", "big.txt", strings.Repeat("A word and another. ", 2_500_000), "5"},
		{"half a surrogate pair", "utf16.txt", "\xff\xfea\x00\x3d\xd8b\x00", "half a character"},
		{"from the future", "new.json", `{"format":"quoth","formatVersion":9}`, "newer"},
		{"cut off", "cut.json", `{"format":"quoth","formatVersion":1,"article":{"text":"Hel`, "cut off"},
		{"another's JSON", "other.json", `{"name":"x"}`, "format"},
	}
	for _, tt := range tests {
		c.Choose("#open", c.File(tt.file, []byte(tt.data)))
		c.WaitText("#problem", tt.file)
		got := c.Text("#problem")
		if !strings.Contains(got, tt.says) || strings.Count(got, ". ") > 1 {
			t.Errorf("%s: says %q, which should be one sentence with %q", tt.name, got, tt.says)
		}
	}
	c.WaitText(".library", "Nothing here yet")
	c.Screenshot("problem")
}

func TestWhatIsTakenAwayOpensAgainInAnyBrowser(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	read(c.Tab, app)
	mark(c.Tab, "31,000 vehicles", "average weekday")
	c.Select("“Nobody on this council", "vote for it,”")
	c.Press("s")
	c.WaitFor(`document.activeElement.id === "who-name"`)
	c.Press("Enter")
	c.WaitText("#notice", "Said by")
	c.Click("#tool-export")
	name, data := c.Download(func() { c.Click(Named("button", "Save as Quoth JSON")) })
	d, err := format.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(d.Layers[0].Annotations); n != 4 || len(d.Layers[0].Attributions) != 1 {
		t.Errorf("%d annotations and %d attributions in the file", n, len(d.Layers[0].Attributions))
	}
	for _, other := range []string{"Web Annotation (JSON-LD)", "Table (CSV)", "Page to print", "Plain text"} {
		if _, out := c.Download(func() { c.Click(Named("button", "Save as "+other)) }); !strings.Contains(string(out), "31,000 vehicles cross on an average weekday") {
			t.Errorf("%s does not hold the claim", other)
		}
	}
	before := Eval[string](c, drawnMarks)

	elsewhere := NewChromium(t)
	begin(elsewhere, app)
	elsewhere.Choose("#open", elsewhere.File(name, data))
	elsewhere.WaitFor(ready)
	elsewhere.WaitFor(`document.querySelectorAll("#article mark").length > 3`)
	if after := Eval[string](elsewhere, drawnMarks); after != before {
		t.Errorf("it shows\n%s\nbefore it was\n%s", after, before)
	}
	// The whole library goes into one file and comes back.
	elsewhere.Click(".header .home")
	elsewhere.WaitText(".library", "Port Merrow")
	_, whole := elsewhere.Download(func() { elsewhere.Click("#save-library") })
	elsewhere.Click(Named("button", "Delete “Port Merrow will close its harbour bridge for two years”"))
	elsewhere.WaitText(".library", "Nothing here yet")
	elsewhere.Click("#restore")
	elsewhere.WaitText(".library", "4 marks")

	third := NewChromium(t)
	begin(third, app)
	third.Drop("body", third.File("library.json", whole))
	third.WaitFor(ready)
	third.WaitFor(`document.querySelectorAll("#article mark").length > 3`)
}

// What is copied is what would be saved; what is shared is a file of it.
func TestWorkIsCopiedAndShared(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	c.Before(`window.__shared = [];
		navigator.canShare = data => data.files?.length === 1;
		navigator.share = async data => { window.__shared.push(data.files[0].name + " " + data.files[0].type + " " + await data.files[0].text()); };`)
	read(c.Tab, app)
	mark(c.Tab, "31,000 vehicles", "average weekday")
	c.Click("#tool-export")
	c.Click(Named("button", "Copy as Quoth JSON"))
	c.WaitText("#notice", "Copied: Quoth JSON")
	if d, err := format.Read([]byte(c.Clipboard("text/plain"))); err != nil || len(d.Layers[0].Annotations) != 1 {
		t.Errorf("what was copied is %v", err)
	}
	c.Click(Named("button", "Copy as Plain text"))
	c.WaitText("#notice", "Copied: Plain text")
	if got := c.Clipboard("text/plain"); !strings.Contains(got, "31,000 vehicles cross on an average weekday") {
		t.Errorf("what was copied is %q", got)
	}
	c.Click(Named("button", "Share as Quoth JSON"))
	c.WaitFor(`window.__shared.length === 1`)
	if got := Eval[string](c, `window.__shared[0]`); !strings.HasPrefix(got, "port-merrow-will-close") || !strings.Contains(got, "formatVersion") {
		t.Errorf("what was shared begins %q", got[:min(80, len(got))])
	}
	c.Screenshot("shared")
	// Refused by the browser: said, and nothing is lost.
	c.Do(`navigator.share = async () => { throw new DOMException("no", "NotAllowedError") }`)
	c.Click(Named("button", "Share as Quoth JSON"))
	c.WaitText("#notice", "save it instead")
}

func TestMarkupInATitleIsText(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	begin(c, app)
	c.Choose("#open", c.File("hostile.md", []byte("---\ntitle: \"<img src=x onerror=alert(1)>\"\n---\n\n# <script>alert(2)</script>\n\nSome words that are read.")))
	c.WaitFor(ready)
	if n := Eval[int](c, `document.querySelectorAll("#page script, #page img").length`); n != 0 {
		t.Errorf("%d elements were made of text", n)
	}
	c.WaitText("#article", "<script>alert(2)</script>")
}
