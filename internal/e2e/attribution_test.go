package e2e

import (
	"testing"

	"quoth/internal/format"
)

// takeAway saves the open article as Quoth's own file and reads it.
func takeAway(t *testing.T, c *Chromium) *format.Document {
	t.Helper()
	c.Click("#tool-export")
	_, data := c.Download(func() { c.Click(Named("button", "Save as Quoth JSON")) })
	c.Press("Escape")
	c.WaitGone("#dialog")
	d, err := format.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// The contractor told the mayor, and the mayor says so; the lawyer denies.
func TestAnAttributionIsToldInFull(t *testing.T) {
	c := opened(t, "harbour-bridge")
	c.Select("the contractor had told her", "every year since")
	c.Press("s")
	asked(t, c)
	c.WaitFor(`document.getElementById("who-name").value === "Ingrith Vandersloop"`)
	c.Press("Enter")
	c.WaitGone("#who")
	c.Press("Escape") // its handles stand where the next selection ends
	c.Select("the sleeves were sealed", "every year since")
	c.Press("s")
	asked(t, c)
	c.Press("Control+a")
	c.Type("Brackwater Maintenance")
	c.Press("Enter")
	c.WaitGone("#who")
	c.Press("g")
	c.WaitText("#panel", "Said by Brackwater Maintenance")
	c.Pick("#form", "indirect")
	c.Pick("#act", "states")
	c.Pick("#addressee", "Ingrith")
	c.Pick("#within", "the contractor")
	c.WaitFor(`["form", "act", "addressee", "within"].every(id => document.getElementById(id).value !== "")`)
	c.Screenshot("nested")
	c.Axe()

	c.Press("Escape")
	c.Select("any inspection had been", "skipped")
	c.Press("s")
	asked(t, c)
	c.WaitFor(lit("cue") + ` === "later denied"`)
	c.Press("Control+a")
	c.Type("Cosmo Applegarth")
	c.Press("Enter")
	c.WaitGone("#who")
	c.WaitText("#panel", "Said by Cosmo Applegarth")
	c.WaitFor(`document.getElementById("act").value === "denial"`)
	c.Click("#negated")
	c.WaitFor(`document.getElementById("negated").checked`)
	c.Click("#tool-undo")
	c.WaitFor(`!document.getElementById("negated").checked`)
	c.Click("#tool-redo")
	c.WaitFor(`document.getElementById("negated").checked`)

	c.WaitFor(saidSaved)
	c.Reload()
	c.WaitFor(ready)
	l := takeAway(t, c).Layers[0]
	name := map[string]string{}
	for _, p := range l.Speakers {
		name[string(p.ID)] = p.Name
	}
	said := map[string]int{}
	for i, at := range l.Attributions {
		said[name[string(at.Speaker)]] = i
	}
	mayor, company, lawyer := l.Attributions[said["Ingrith Vandersloop"]], l.Attributions[said["Brackwater Maintenance"]], l.Attributions[said["Cosmo Applegarth"]]
	if len(l.Attributions) != 3 || company.Within != mayor.ID || name[string(company.Addressee)] != "Ingrith Vandersloop" || company.Form != "indirect" || company.Act != "statement" {
		t.Errorf("the company's is %+v within the mayor's %+v", company, mayor)
	}
	if !lawyer.Negated || lawyer.Act != "denial" {
		t.Errorf("the lawyer's is %+v", lawyer)
	}
}

func TestASpeakerWhoIsTwoPeopleIsSplit(t *testing.T) {
	c := opened(t, "harbour-bridge")
	say(c, "“Nobody on this council", "vote for it,”")
	say(c, "the contractor had told her", "every year since")
	c.Click("#tool-speakers")
	c.WaitText("#balance", "1 speaker, 1 named")
	c.Click(Words("the contractor had told"))
	c.Click(Named("button", "Edit"))
	c.Click(Named("button", "Split off the open mark"))
	c.WaitText("#balance", "2 speakers, 2 named")
	c.WaitText(".ledger", "Ingrith Vandersloop (2)")
	c.Screenshot("split")
	c.Press("Escape", "Control+z")
	c.WaitText("#balance", "1 speaker, 1 named")
	l := takeAway(t, c).Layers[0]
	if len(l.Speakers) != 1 || l.Attributions[0].Speaker != l.Attributions[1].Speaker {
		t.Errorf("after undo there are %d speakers", len(l.Speakers))
	}
}

func TestAQuotationOverSeveralParagraphsIsOne(t *testing.T) {
	c := opened(t, "harbour-bridge")
	c.Select("“On a good day", "that I will.”")
	c.Press("s")
	asked(t, c)
	c.Press("Control+a")
	c.Type("Bartholomew Nkemelu-Frost")
	c.Press("Enter")
	c.WaitGone("#who")
	l := takeAway(t, c).Layers[0]
	if len(l.Attributions) != 1 || len(l.Attributions[0].Content) != 1 {
		t.Fatalf("it is %d attributions", len(l.Attributions))
	}
	for _, a := range l.Annotations {
		if a.ID == l.Attributions[0].Content[0] && len(a.Target) != 1 {
			t.Errorf("the quotation has %d spans", len(a.Target))
		}
	}
}
