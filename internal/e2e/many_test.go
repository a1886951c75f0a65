package e2e

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/format"
	"quoth/internal/ingest"
	"quoth/internal/scheme"
	"quoth/internal/text"
)

// crowded is a file of an article with that many marks.
func crowded(t *testing.T, marks int) []byte {
	t.Helper()
	var b strings.Builder
	b.WriteString("A report without an end\n\n")
	for i := range marks {
		fmt.Fprintf(&b, "Paragraph %d says that the number of boats was %d in that year, and nobody disputed it then.\n\n", i, i*7)
	}
	a, err := ingest.Text(b.String(), article.Meta{Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2031, 3, 12, 9, 0, 0, 0, time.UTC)
	l := annotation.NewLayer("crowded", a.ID, scheme.Preset(scheme.Default), "", now)
	for i := range marks {
		words := fmt.Sprintf("the number of boats was %d in that year", i*7)
		start := strings.Index(a.Text, words)
		l.Annotations = append(l.Annotations, &annotation.Annotation{
			ID: annotation.ID(fmt.Sprintf("mark-%05d", i)), Label: "claim",
			Target:  annotation.Target{{Start: text.Byte(start), End: text.Byte(start + len(words))}},
			Created: now, Modified: now,
		})
	}
	var out bytes.Buffer
	native := format.Formats()[0]
	if err := native.Write(&out, &format.Document{Article: a, Layers: []*annotation.Layer{l}, Exported: now, Generator: "test"}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestTwoThousandMarksAreAListOfWhichLittleExists(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	begin(c, app)
	c.Choose("#open", c.File("crowded.json", crowded(t, 2000)))
	c.WaitFor(ready)
	c.Click("#tool-marks")
	c.WaitText("#found", "2000 marks")
	rows := `document.querySelectorAll("#list .row").length`
	c.WaitFor(rows + ` > 3`)
	if n := Eval[int](c, rows); n > 60 {
		t.Errorf("%d rows exist", n)
	}
	c.Screenshot("many")
	c.Axe()
	// To the end of the list, and from there to the end of the text.
	c.Do(`document.getElementById("list").scrollTo(0, 1e9)`)
	c.WaitText("#list", "boats was 13993 in")
	c.Click(`#list .row:last-child .go`)
	c.WaitFor(`document.querySelector("#article mark.lit")?.textContent === "the number of boats was 13993 in that year"`)
	c.WaitFor(`(r => r.top > 0 && r.bottom < innerHeight)(document.querySelector("#article mark.lit").getBoundingClientRect())`)
	if n := Eval[int](c, `document.querySelectorAll("#article mark").length`); n > 300 {
		t.Errorf("%d marks are drawn, near the window and far from it", n)
	}
	c.Fill("#search", "was 7000 in")
	c.WaitText("#found", "1 of 2000 marks")
	c.Press("Escape", "Escape")
	c.Look(Look{Print: true})
	c.Do(`dispatchEvent(new Event("beforeprint"))`)
	c.WaitFor(`document.querySelectorAll("#article mark").length === 2000`) // paper has them all
}

// A file whose layer has been changed here since comes in beside it.
func TestAnOlderFileOverwritesNothing(t *testing.T) {
	c := opened(t, "harbour-bridge")
	mark(c.Tab, "31,000 vehicles", "average weekday")
	c.WaitFor(saidSaved)
	c.Click("#tool-export")
	name, older := c.Download(func() { c.Click(Named("button", "Save as Quoth JSON")) })
	c.Press("Escape")
	c.WaitGone("#dialog")
	mark(c.Tab, "84 million", "crowns")
	c.WaitFor(saidSaved)
	c.Click(".header .home")
	c.WaitText(".library", "2 marks")
	c.Choose("#open", c.File(name, older))
	c.WaitFor(`location.pathname.startsWith("/a/") && ` + ready)
	c.Click("#tool-marks")
	c.WaitFor(`[...document.querySelectorAll("#layer option")].filter(o => o.textContent.startsWith("Quick read")).length === 2`)
	c.Screenshot("beside")
	both := map[int]bool{}
	for range 2 {
		c.WaitFor(`document.querySelectorAll("#article mark").length > 0`)
		both[Eval[int](c, `document.querySelectorAll("#article mark").length`)] = true
		c.Pick("#layer", Eval[string](c, `[...document.querySelectorAll("#layer option")].find(o => o.textContent.startsWith("Quick read") && !o.selected).textContent`))
		c.WaitFor(`new Promise(done => setTimeout(() => done(true), 500))`)
	}
	if !both[1] || !both[2] {
		t.Errorf("the two layers have %v marks", both)
	}
	// The same file once more brings nothing new.
	c.Click(".header .home")
	c.WaitText(".library", "3 marks")
	c.Choose("#open", c.File(name, older))
	c.WaitFor(`location.pathname.startsWith("/a/") && ` + ready)
}

// A record that the disk has lost costs what stands behind it, is told, and
// does not keep the rest from being opened.
func TestADamagedRecordIsToldAndTheRestOpens(t *testing.T) {
	c := opened(t, "harbour-bridge")
	mark(c.Tab, "31,000 vehicles", "average weekday")
	mark(c.Tab, "84 million", "crowns")
	c.WaitFor(saidSaved)
	c.WaitFor(`new Promise(done => setTimeout(() => done(true), 500))`)
	c.WaitFor(`new Promise((done, failed) => {
		const opening = indexedDB.open("quoth");
		opening.onerror = () => failed(opening.error);
		opening.onsuccess = () => {
			const change = opening.result.transaction("entries", "readwrite");
			const entries = change.objectStore("entries");
			entries.getAllKeys().onsuccess = e => {
				const key = e.target.result.findLast(k => k.startsWith("journal/"));
				entries.get(key).onsuccess = e => { const bytes = e.target.result; bytes[bytes.length - 9] ^= 1; entries.put(bytes, key); };
			};
			change.oncomplete = () => { opening.result.close(); done(true); };
		};
	})`)
	c.Reload()
	c.WaitFor(ready)
	c.WaitText("#notice", "damaged")
	c.Screenshot("damaged")
	if got := marked(c, "amber"); got != "31,000 vehicles cross on an average weekday" {
		t.Errorf("what is left is %q", got)
	}
	mark(c.Tab, "nine votes", "to four")
	c.WaitFor(saidSaved)
	c.Reload()
	c.WaitFor(ready)
	if got := marked(c, "amber"); got != "31,000 vehicles cross on an average weekday|nine votes to four" {
		t.Errorf("after going on: %q", got)
	}
}
