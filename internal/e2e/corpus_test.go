package e2e

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"quoth/internal/article"
)

func TestACorpusIsReadOneAfterTheOtherAndTakenAway(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	c.Open(app.URL + "/studio/corpus")
	c.WaitText(".empty", "Your library is empty")
	c.Axe()
	other, err := article.New([]article.Draft{{Kind: article.Headline, Text: "المجلس يؤجل القرار"}, {Kind: article.Paragraph, Text: "قال المجلس إن القرار مؤجل إلى مايو."}},
		article.Meta{Title: "المجلس يؤجل القرار", Language: "ar"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	files := append(threeReadings(t, c), c.File("noor.json", reading(t, other, "noor", "claim القرار مؤجل")))
	c.Choose("#open", files...)
	c.WaitText("#corpus-title + p + .wide", "ines, maya, tom")
	c.WaitText("tbody", "المجلس")
	c.WaitText("#progress-words", "0 of 2 articles read.")
	c.Axe()
	c.Screenshot("corpus")

	// What has no place in a format is told, and the file is a whole one.
	c.WaitFor(`!!document.querySelector('#format option[value="brat"]')`)
	c.Pick("#format", "brat standoff")
	name, data := c.Download(func() { c.Click("#give") })
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if name != "quoth-brat.zip" || err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	var names []string
	for _, f := range archive.File {
		names = append(names, f.Name)
	}
	if all := strings.Join(names, " "); strings.Count(all, ".ann") != 4 || strings.Count(all, ".txt") != 4 || !strings.Contains(all, "annotation.conf") {
		t.Errorf("the archive has %s", all)
	}
	c.WaitText("#losses", "The format has no place for:")
	c.WaitText("#losses", "the article's metadata")
	c.Screenshot("given")

	// The archive is read again, in another browser.
	again := NewChromium(t)
	again.Open(app.URL + "/studio/corpus")
	again.WaitText(".empty", "Your library is empty")
	again.Choose("#open", again.File("corpus.zip", data))
	again.WaitText("#progress-words", "of 2 articles read.")
	again.Look(Look{Width: 360, Height: 800, Dark: true})
	again.WaitFor(`document.documentElement.scrollWidth <= 360`)
	again.Axe()
	again.Screenshot("narrow")

	c.Click("#next-unread")
	c.WaitFor(ready)
	c.WaitText("#article", "The ferry stops in May")
}
