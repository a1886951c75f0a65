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
	"quoth/internal/scheme"
	"quoth/internal/text"
)

// ferry is an article that several people mark.
func ferry(t *testing.T) *article.Article {
	t.Helper()
	a, err := article.New([]article.Draft{
		{Kind: article.Headline, Text: "The ferry stops in May"},
		{Kind: article.Paragraph, Text: "The harbour council will take the ferry out of service in May. “It leaks, and it leaks at both ends,” said Ada Brook, who has run it for nineteen years."},
		{Kind: article.Paragraph, Text: "A new one would cost four million crowns 🙂, three times what the old one did. Nobody asked the crew, one of the deckhands complained."},
		{Kind: article.Paragraph, Text: "The crossing takes forty minutes by road. The council expects nine in ten passengers to go on foot."},
	}, article.Meta{Title: "The ferry stops in May", Language: "en"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// reading is the file of one person who marked words of an article, each as
// "label words".
func reading(t *testing.T, a *article.Article, who string, marks ...string) []byte {
	t.Helper()
	at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	l := annotation.NewLayer(annotation.LayerID("layer-"+who), a.ID, scheme.Preset("quick-read"), who, at)
	for i, m := range marks {
		label, words, _ := strings.Cut(m, " ")
		start := strings.Index(a.Text, words)
		if start < 0 {
			t.Fatalf("%q is not in the article", words)
		}
		l.Annotations = append(l.Annotations, &annotation.Annotation{
			ID: annotation.ID(fmt.Sprintf("%s-%02d", who, i)), Label: label, Creator: who, Created: at, Modified: at,
			Target: annotation.Target{{Start: text.Byte(start), End: text.Byte(start + len(words))}},
		})
	}
	var b bytes.Buffer
	if err := format.Write(&b, &format.Document{Article: a, Layers: []*annotation.Layer{l}, Exported: at, Generator: "quoth test"}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// threeReadings are the files of three people who do not agree on all.
func threeReadings(t *testing.T, c *Chromium) []string {
	a := ferry(t)
	return []string{
		c.File("maya.json", reading(t, a, "maya", "claim The harbour council will take the ferry out of service in May", "claim It leaks, and it leaks at both ends", "claim A new one would cost four million crowns", "claim The crossing takes forty minutes by road")),
		c.File("tom.json", reading(t, a, "tom", "claim The harbour council will take the ferry out of service in May", "evidence It leaks, and it leaks at both ends", "claim three times what the old one did", "claim The crossing takes forty minutes")),
		c.File("ines.json", reading(t, a, "ines", "claim The harbour council will take the ferry out of service in May", "claim it leaks at both ends,” said Ada Brook", "question Nobody asked the crew", "claim The crossing takes forty minutes by road")),
	}
}

func TestThreePeopleSeeHowFarTheyAgreeAndWhereNot(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	c.Open(app.URL + "/studio/")
	c.Click(Named("link", "Agreement"))
	c.WaitText("h1", "Agreement")
	c.WaitText(".empty", "Nothing can be compared yet")
	c.Axe()
	c.Screenshot("agreement empty")
	c.Choose("#open", threeReadings(t, c)...)
	c.WaitText("#compared", "1 article, 3 layers, 12 marks. By ines, maya, tom.")
	c.WaitText(".notice", "Read 3 layers of 1 article")
	c.WaitText("#overall-percent", "0.")
	c.WaitText(".disputes", "A new one would cost")
	c.WaitText(".disputes .sides", "Evidence")
	c.WaitFor(`document.querySelectorAll(".passages > li").length >= 5`)
	c.Axe()
	c.Screenshot("agreement")
	c.Click("#gamma")
	c.WaitText("#overall-gamma", "0.")
	c.Look(Look{Width: 1280, Height: 2600})
	c.Screenshot("agreement whole")
	c.Look(Look{Width: 360, Height: 2600, Dark: true})
	c.WaitFor(`document.documentElement.scrollWidth <= 360`)
	c.Axe()
	c.Screenshot("agreement narrow")
	c.Look(Look{})
	name, data := c.Download(func() { c.Click("#save-report") })
	if name != "quoth-agreement.json" || !bytes.Contains(data, []byte(`"alpha_u"`)) || !bytes.Contains(data, []byte(`"gamma"`)) {
		t.Errorf("%s holds %.200s", name, data)
	}

	// What is wrong in one file is told, the others count.
	c.Choose("#open", c.File("cut.json", []byte(`{"format":"quoth"`)), c.File("dan.json", reading(t, ferry(t), "dan", "claim It leaks")))
	c.WaitText("#compared", "4 layers, 13 marks")
	c.WaitText(".problem", "cut.json")

	// The layers are in the library, and the studio works without a network.
	c.Open(app.URL + "/")
	c.WaitText(".library", "The ferry stops in May")
	c.Open(app.URL + "/studio/agreement")
	c.WaitText("#compared", "4 layers, 13 marks")
	c.Allow("Failed to load resource")
	c.Allow("Failed to fetch")
	c.Network(Line{Offline: true})
	c.WaitFor(`!navigator.onLine`)
	c.Reload()
	c.WaitText("#compared", "4 layers, 13 marks")
}
