package e2e

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"quoth/internal/scheme"
)

func TestASchemeIsMadeUsedChangedAndItsMarksComeAlong(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	c.Open(app.URL + "/studio/schemes")
	c.WaitText(".empty", "None yet")
	c.WaitText(".presets", "SIFT log")
	c.Axe()
	c.Screenshot("list")
	c.Click(Named("button", "Copy Quick read"))
	c.WaitText("#kept", "Kept, version 1.")
	c.WaitFor(`location.pathname === "/studio/schemes/my-quick-read"`)

	// A label is renamed, and another made, with a key and a question.
	c.Click("#label-0 summary")
	c.Fill("#label-0-name", "Assertion")
	c.WaitText("#looks", "Assertion")
	c.Click("#add")
	c.WaitText("#looks", "New label")
	c.Click("#label-5 summary")
	c.Fill("#label-5-name", "Rumour")
	c.WaitText("#looks", "Rumour")
	c.Fill("#label-5-key", "c")
	c.WaitText("#fault", "both on the key \"c\"")
	c.WaitText("#kept", "Not kept yet.")
	c.Fill("#label-5-key", "o")
	c.WaitText("#kept", "Kept, version 1.")
	c.Click("#label-5-ask")
	c.Fill("#label-5-field-0-name", "Heard where?")
	c.Pick("#label-5-field-0-type", "one of these")
	c.Fill("#label-5-field-0-options", "At the market\nAt sea")
	// The marks of one label relate to those of another.
	c.Click("#label-5-ask")
	c.Fill("#label-5-field-1-name", "Of what?")
	c.Pick("#label-5-field-1-type", "other marks of the article")
	c.Click("#label-5-field-1-to-claim")
	c.WaitFor(`document.getElementById("label-5-field-1-to-claim").checked`)
	c.Screenshot("relation")
	c.Fill("#guidelines", "## When to mark\n\nMark a *rumour* <b>once</b>.")
	c.WaitText("#guidelines-shown", "Mark a rumour <b>once</b>.")
	c.Axe()
	c.Screenshot("edit")
	c.Look(Look{Width: 360, Height: 1500, Dark: true})
	c.WaitFor(`document.documentElement.scrollWidth <= 360`)
	c.Axe()
	c.Screenshot("narrow")
	c.Look(Look{})
	_, data := c.Download(func() { c.Click("#save") })
	s, err := scheme.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	if l := s.Label("new-label"); s.Version != 1 || l == nil || l.Name != "Rumour" || l.Key != "o" || len(l.Fields) != 2 || len(l.Fields[0].Options) != 2 || l.Fields[1].Type != scheme.Mark || !slices.Equal(l.Fields[1].Labels, []scheme.ID{"claim"}) || !strings.Contains(s.Guidelines, "rumour") {
		t.Errorf("the file has %s", data)
	}

	// It is chosen beside an article, and its key marks.
	read(c.Tab, app)
	c.Click("#tool-marks")
	chooseScheme(c, "My quick read")
	c.WaitText("#guidelines-shown", "Mark a rumour <b>once</b>.")
	c.Axe()
	c.Screenshot("reader")
	c.WaitFor(`document.querySelectorAll("#article mark").length === 0`)
	c.Select("31,000 vehicles", "average weekday")
	c.Press("o")
	c.WaitText("#article mark", "31,000 vehicles")
	c.Select("“Nobody on this council", "vote for it,”")
	c.Press("c")
	c.WaitFor(`document.querySelectorAll("#article mark[data-begin='Assertion begins']").length > 0`)
	c.WaitText("#saved", "Saved")

	// Without the label, its marks become another's when somebody says so.
	c.Open(app.URL + "/studio/schemes/my-quick-read")
	c.WaitText("#under", "1 layer is under this version.")
	c.Click("#label-5 summary")
	c.Click("#label-5-remove")
	c.WaitText("#kept", "Kept, version 2.")
	c.Click("#look")
	c.WaitText("#under", "1 mark with “Rumour”, which is no label any more")
	c.Click("#bring")
	c.WaitText(".notice", "Say first what becomes of the marks with “Rumour”.")
	c.Axe()
	c.Screenshot("bring")
	c.Pick("#gone-new-label", "Question")
	c.Click("#bring")
	c.WaitText("#under", "1 layer is under this version.")
	c.Open(app.URL + bridge)
	c.WaitFor(ready)
	c.WaitFor(`document.querySelectorAll("#article mark[data-begin='Question begins']").length > 0`)
	c.Press("Control+z")
	c.WaitFor(`document.querySelectorAll("#article mark[data-begin='Rumour begins']").length > 0`)

	// Another browser opens the file; one that is broken is told, and nothing is.
	again := NewChromium(t)
	again.Open(app.URL + "/studio/schemes")
	again.WaitText(".empty", "None yet")
	broken := s.Clone()
	broken.Labels[1].Key = broken.Labels[0].Key
	wrong, err := json.Marshal(broken)
	if err != nil {
		t.Fatal(err)
	}
	again.Choose("#open", again.File("broken.json", wrong))
	again.WaitText(".notice", "both on the key")
	again.WaitText(".empty", "None yet")
	again.Choose("#open", again.File("mine.json", data))
	again.WaitText("#looks", "Rumour")
	again.Reload()
	again.WaitText("#looks", "Rumour")
}
