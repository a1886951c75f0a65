package e2e

import (
	"strings"
	"testing"
)

// finishes marks words of a block as a label's key says, and is done.
func finishes(c *Chromium, words, key string) {
	c.Select(words, words)
	c.Press(key)
	c.WaitFor(saidSaved)
	c.WaitText("#sent", "Sent")
	c.Click("#finish")
	c.Click("#finish-yes")
	c.WaitText("#sent", "Finished")
}

func TestATeacherDecidesByKeyboardAndAPupilFollows(t *testing.T) {
	app, ms, heron, otter := Start(t), NewChromium(t), NewChromium(t), NewChromium(t)
	code := teacher(t, app, ms)
	assignment := Eval[string](ms, `location.pathname`)
	joins(t, app, heron, code, "Heron")
	joins(t, app, otter, code, "Otter")
	words := Eval[string](heron, `document.querySelector("#b4").textContent.split(" ").slice(0, 6).join(" ")`)
	finishes(heron, words, "c")
	finishes(otter, words, "u")

	// The pupil looks at the result, of which there is nothing yet.
	heron.Click("#together")
	heron.WaitText("#main", "2 readers")
	heron.Click(Named("link", "The class result"))
	heron.WaitText("#main", "Nothing is decided yet")
	heron.Axe()

	ms.Open(app.URL + assignment)
	ms.Click(Named("link", "Decide together"))
	ms.WaitText("#main", "0 of 1 decided")
	ms.Screenshot("decide")
	ms.Axe()
	if page := ms.Text("#main"); strings.Contains(page, "Heron") || strings.Contains(page, "Otter") {
		t.Errorf("a pupil's name is on the wall:\n%s", page)
	}
	ms.Press("1")
	ms.WaitText("#main", "1 of 1 decided")
	ms.WaitText("#main", "Everything is decided")
	heron.WaitText(".legend-line", "1 passage decided, and it goes on")
	heron.WaitText(".together aside", words)
	heron.Screenshot("result")
	heron.Axe()

	// Taken back, it is gone from the pupil's screen too; another is taken.
	ms.Press("u")
	ms.WaitText("#main", "0 of 1 decided")
	heron.WaitText("#main", "Nothing is decided yet")
	ms.Press("2")
	ms.WaitText("#main", "1 of 1 decided")
	heron.WaitText(".legend-line", "1 passage decided")

	// Why it is so is typed, and no key is taken for a reading meanwhile.
	ms.Press("ArrowLeft")
	ms.WaitFor(`location.search.includes("case=")`)
	ms.Fill("input[name=note]", "2 of 2 asked")
	ms.Press("Tab", "n")
	ms.WaitFor(`document.querySelector(".take.taken")?.value === "none"`)
	heron.WaitText(".together aside", "no passage was taken")
	if note := Eval[string](ms, `document.querySelector("input[name=note]").value`); note != "2 of 2 asked" {
		t.Errorf("why it was decided is %q", note)
	}
	ms.Press("1")
	ms.WaitFor(`document.querySelector(".take.taken")?.dataset.key === "1"`)

	// Letters can be turned off, for those who hit them by chance.
	ms.Click("button.letters")
	ms.Press("n")
	ms.WaitText("button.letters", "Turn letters and digits on")
	if taken := Eval[string](ms, `document.querySelector(".take.taken").dataset.key`); taken != "1" {
		t.Errorf("a letter that was turned off takes %q", taken)
	}
	ms.Click("button.letters")

	// Finished, it is what one is compared with.
	ms.Click(Named("button", "Finish"))
	ms.Axe()
	ms.Click(".ask .strong")
	ms.WaitText("#main", "1 passage decided, finished")
	ms.Axe()
	heron.WaitText(".legend-line", "finished")
	heron.Click(Named("link", "How it was marked"))
	heron.WaitText(".together aside", "those of the class result")
	heron.Look(Look{Dark: true, Width: 390, Height: 844, Phone: true})
	heron.Axe()
	heron.Screenshot("compared-phone-dark")

	// On paper.
	ms.Open(app.URL + assignment + "/summary")
	ms.WaitText("#main", "The class result")
	ms.Axe()
	ms.PrintPDF("summary")

	// Whoever goes may take everything along.
	otter.Open(app.URL + strings.Join(strings.Split(assignment, "/")[:3], "/"))
	otter.Click("section[aria-labelledby=going] summary")
	otter.Click(Named("button", "Delete everything of mine"))
	otter.Axe()
	otter.Click(".ask .strong")
	otter.WaitText("#main", "You are in no class yet")
	heron.WaitText("#main", "1 reader")
}

func TestPassagesAreWalkedAndDiscussedByKeyboard(t *testing.T) {
	app, ms, heron := Start(t), NewChromium(t), NewChromium(t)
	code := teacher(t, app, ms)
	joins(t, app, heron, code, "Heron")
	first := Eval[string](heron, `document.querySelector("#b3").textContent.split(" ").slice(0, 4).join(" ")`)
	heron.Select(first, first)
	heron.Press("c")
	heron.WaitFor(saidSaved)
	finishes(heron, Eval[string](heron, `document.querySelector("#b4").textContent.split(" ").slice(0, 4).join(" ")`), "c")
	heron.Click("#together")
	heron.WaitText("#main", "1 reader")
	heron.WaitFor(`document.querySelectorAll('article a.heat[tabindex="0"]').length === 1 && document.querySelectorAll("article a.heat").length === 2`)
	heron.Do(`document.querySelector('article a.heat[tabindex="0"]').focus()`)
	heron.Press("ArrowRight", "Enter")
	heron.WaitText("#behind", "Claim")
	if at := Eval[int](heron, `[...document.querySelectorAll("article a.heat")].indexOf(document.activeElement)`); at != 1 {
		t.Errorf("the place in the text is lost: %d", at)
	}

	// A thread: said, answered by the teacher, deleted, with its place left.
	heron.Fill("#behind > form textarea", "Is that so?")
	heron.Click(Named("button", "Say it"))
	heron.WaitText("#posts", "Is that so?")
	if left := Eval[string](heron, `document.querySelector("#behind > form textarea").value`); left != "" {
		t.Errorf("what was said still stands in the field: %q", left)
	}
	ms.Open(Eval[string](heron, `location.href`))
	ms.WaitText("#posts", "Is that so?")
	ms.Click(".reply summary")
	ms.Fill(".reply textarea", "It is")
	ms.Click(".reply button")
	heron.WaitText("#posts", "It is")
	heron.WaitFor(`document.querySelector("#posts form.inline") === null`) // it is answered
	heron.Axe()
	heron.Screenshot("thread")
	ms.Click("#posts form.inline button")
	ms.Click("#posts .ask .strong")
	ms.WaitText("#posts", "(removed)")
	heron.WaitText("#posts", "(removed)")
	heron.WaitText("#posts", "It is")
	ms.Axe()
}
