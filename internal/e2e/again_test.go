package e2e

import (
	"strings"
	"testing"
)

// fetched opens the first version at its address and the outline, which has the
// button that fetches again.
func fetched(t *testing.T) *Chromium {
	t.Helper()
	app, c := Start(t), NewChromium(t)
	begin(c, app)
	serveVersions(c, map[string]string{firstAddress: version(t, firstAddress, beforeNoon...)})
	c.Click("#paste")
	c.Paste("", firstAddress)
	c.WaitFor(ready)
	c.Select("Some 1,200", "every day")
	c.Press("c")
	c.WaitFor(saidSaved)
	c.Click("#tool-outline")
	return c
}

func TestFetchingAgainSaysWhatCameOfIt(t *testing.T) {
	c := fetched(t)
	c.Click("#fetch-again")
	c.WaitText("#notice", "Nothing has changed")

	// The reader is told why, in the server's words, and nothing else happens.
	c.Do(`(() => { window.real = window.fetch; window.fetch = async () => Response.json({ error: "tide.example asks for a subscription (402)" }, { status: 400 }); })()`)
	c.Click("#fetch-again")
	c.WaitText(".versions .problem", "tide.example asks for a subscription (402)")
	c.Screenshot("refused")
	c.Axe()
	c.Do(`window.fetch = () => Promise.reject(new TypeError("Failed to fetch"))`)
	c.Click("#fetch-again")
	c.WaitText(".versions .problem", "There is no connection to the server")
	c.Do(`window.fetch = window.real`)

	// A wall in the place of the article is no version of it unless the reader
	// says so.
	serveVersions(c, map[string]string{firstAddress: version(t, firstAddress, "Ferry stops for a week", "Subscribe to read on.")})
	c.Click("#fetch-again")
	c.WaitText("#doubt", "The page has only 9 words now, where this version has")
	c.Screenshot("doubt")
	c.Axe()
	c.Click(Named("button", "Leave it"))
	c.WaitGone("#doubt")
	c.WaitText("#article", "Some 1,200")
	c.Click("#fetch-again")
	c.WaitText("#doubt", "only 9 words")
	c.Click(Named("button", "Keep it as a version"))
	c.WaitText("#article", "Subscribe to read on.")
	c.WaitText("#notice", "0 marks were found again")
	c.Click("#tool-outline")
	c.WaitFor(`document.querySelectorAll(".versions li").length === 2`)
}

// What was pasted gets an address by hand, or by being fetched, and is then a
// version of what else is there.
func TestWhatWasPastedBecomesAVersion(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	begin(c, app)
	c.Click("#paste")
	c.Paste("", strings.Join(beforeNoon, "\n\n"))
	c.WaitFor(ready)
	c.Select("the hull must", "painted")
	c.Press("c")
	c.WaitFor(saidSaved)
	c.Click("#tool-outline")
	c.Fill("#address", "tide.example")
	c.Press("Enter")
	c.WaitText(".versions .problem", "no address of the web")
	c.Screenshot("address")
	c.Axe()
	c.Fill("#address", laterAddress)
	c.Click(Named("button", "Keep the address"))
	c.WaitFor(`!!document.getElementById("fetch-again")`)
	areMarked(t, c, "Claim: the hull must be painted")

	serveVersions(c, map[string]string{laterAddress: version(t, firstAddress, afterNoon...)})
	c.Click("#fetch-again")
	c.WaitText("#article", "for two weeks")
	c.WaitText("#notice", "1 mark was found again")
	areMarked(t, c, "Claim: the hull must be painted")
	c.Click(".header .home")
	c.WaitText(".library", "2 versions")
}

// Two versions of a long article: what is the same is folded away, keys go from
// difference to difference, and a paragraph that stands elsewhere is known.
func TestALongComparisonIsFoldedAndWalked(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	begin(c, app)
	var before, after []string
	for i := range 1200 {
		p := "Paragraph " + itoa(i) + " tells of the ferry, of the people who take it, and of what they said about it."
		before = append(before, p)
		if i == 600 {
			p = strings.Replace(p, "ferry", "bus", 1)
		}
		after = append(after, p)
	}
	after = append(after[:40], after[41:]...)
	after = append(after, before[40])
	serveVersions(c, map[string]string{firstAddress: version(t, firstAddress, before...), laterAddress: version(t, laterAddress, after...)})
	for _, address := range []string{firstAddress, laterAddress} {
		c.Click("#paste")
		c.Paste("", address)
		c.WaitFor(ready)
		c.Click(".header .home")
		c.WaitText(".library", "Paragraph 0")
	}
	c.Click(".library a[href*='/with/']")
	c.WaitText(".compare", "3 passages differ")
	c.WaitFor(`document.querySelectorAll(".fold").length === 3 && document.querySelectorAll(".pair").length < 12`)
	const focused = `(document.activeElement.innerText || "")`
	c.Press("n")
	c.WaitFor(focused + `.includes("Paragraph 40 tells")`)
	c.Press("n")
	c.WaitFor(focused + `.includes("Paragraph 600 tells")`)
	c.Press("p")
	c.WaitFor(focused + `.includes("Moved: where it stands now")`)
	c.Press("p") // from the first to the last
	c.WaitFor(focused + `.includes("Moved: where it stood before")`)
	c.Screenshot("moved")
	c.Axe()
	c.Click(Named("button", "Moved: where it stood before"))
	c.WaitFor(focused + `.includes("Moved: where it stands now")`)
	c.Click("#tool-next")
	c.WaitFor(focused + `.includes("Paragraph 600 tells")`)
	c.Click(".fold")
	c.WaitFor(`document.activeElement.id === "row-0" && document.querySelectorAll(".pair").length > 35`)
	c.Click("#tool-look")
	c.WaitText("#dialog", "Appearance")
	c.Press("Escape")
	c.WaitGone("#dialog")
}

// The review of marks without a place, and the comparison, from right to left,
// in the dark and on a phone.
func TestReviewAndComparisonHoldFromRightToLeft(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	begin(c, app)
	rtl := func(paragraphs ...string) string {
		return strings.ReplaceAll(version(t, firstAddress, paragraphs...), `"language":"en"`, `"language":"ar","direction":"rtl"`)
	}
	serveVersions(c, map[string]string{
		firstAddress: rtl("توقف العبّارة أسبوعا", "تتوقف العبّارة يوم الاثنين لمدة أسبوع.", "قال رئيس البلدية إن أحدا لم يسأل الناس."),
		laterAddress: rtl("توقف العبّارة أسبوعين", "تتوقف العبّارة يوم الاثنين لمدة أسبوعين.", "ستسير حافلة بين الضفتين كل ساعة."),
	})
	c.Click("#paste")
	c.Paste("", firstAddress)
	c.WaitFor(ready)
	c.Select("أحدا لم", "الناس")
	c.Press("c")
	c.WaitFor(saidSaved)
	c.Click(".header .home")
	c.Click("#paste")
	c.Paste("", laterAddress)
	c.WaitFor(ready)
	c.WaitFor(homelessShown + `.startsWith("1 of 1,")`)
	c.Look(Look{Dark: true})
	c.Screenshot("review-dark")
	c.Axe()
	c.Look(Look{Dark: true, Width: 360, Height: 740, Phone: true})
	c.WaitFor(`document.documentElement.scrollWidth <= 360`)
	c.Screenshot("review-narrow")
	c.Axe()
	c.Look(Look{Dark: true})
	c.Press("x")
	c.WaitText(".settled", "أحدا")
	c.WaitFor(saidSaved)
	c.WaitText("#notice", "Undo")
	c.Look(Look{Dark: true, Width: 360, Height: 740})
	c.Click(".header .home")
	c.WaitText(".library", "2 versions")
	c.WaitFor(`!document.getElementById("notice").innerText.includes("Undo")`) // there is nothing left to undo
	c.Click(".library a[href*='/with/']")
	c.WaitText("#fates", "Vanished")
	c.WaitFor(`document.documentElement.scrollWidth <= 360 && getComputedStyle(document.querySelector(".differs .side")).direction === "rtl"`)
	c.Screenshot("compare-narrow")
	c.Axe()
	c.Look(Look{})
	c.Screenshot("compare-wide")
	c.Axe()
}
