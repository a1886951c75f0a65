package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"quoth/internal/lti/ltitest"
)

// A course platform on another site, in a real browser: inside its frame no
// cookie of a session is to be had, and our policy of frames and forms holds.
func TestACourseInABrowser(t *testing.T) {
	platform := ltitest.New(t)
	platform.URL = strings.Replace(platform.URL, "127.0.0.1", "localhost", 1) // another site
	file := filepath.Join(t.TempDir(), "platforms.json")
	if err := os.WriteFile(file, platform.Registration(), 0o600); err != nil {
		t.Fatal(err)
	}
	app := Start(t, "--base-url", "{url}", "--lti", file, "--oidc-issuer", "http://127.0.0.1:1", "--oidc-client-id", "quoth", "--oidc-name", "Sign in at the Academy")
	platform.Tool = app.URL

	ms := NewChromium(t)
	ms.Allow("502") // the issuer does not answer
	looks := func(c *Chromium, name string) {
		for suffix, look := range map[string]Look{"": {}, "-phone": {Width: 390, Height: 800, Phone: true}, "-dark": {Width: 390, Height: 800, Dark: true}} {
			c.Look(look)
			c.Screenshot(name + suffix)
		}
		c.Look(Look{})
	}
	ms.Open(app.URL + "/class/")
	looks(ms, "signin-home")
	ms.Axe()
	ms.Click(Named("link", "Sign in at the Academy"))
	ms.WaitText("#main", "does not answer now")
	ms.Screenshot("signin-away")
	ms.Open(app.URL + "/lti/")
	looks(ms, "lti-addresses")
	ms.Axe()

	// A teacher opens a link of the course, inside a frame.
	teaches := &ltitest.Launch{User: "t", Role: ltitest.Instructor, Course: "media", Link: "link 0", Frame: true}
	ms.Open(platform.Course(teaches))
	time.Sleep(time.Second) // the frame is another site's: what it shows cannot be asked
	looks(ms, "lti-frame")
	ms.Do(`document.querySelector("iframe").focus()`)
	window := ms.Popup(func() { ms.Press("Tab", "Enter") })
	window.WaitText("#main", "Where does this link lead?")
	looks(window, "lti-link-empty")
	window.Axe()
	window.Click(Named("link", "make an assignment first"))
	window.WaitText("h1", "Course media")
	window.Click(".make summary")
	window.Click("input[name=offers][value=harbour-bridge]")
	window.Click(Named("button", "Assign"))
	window.WaitText("#main", "How far everybody is")
	teaches.Frame = false
	window.Open(platform.Course(teaches))
	window.WaitText("#main", "The link leads there")
	looks(window, "lti-link")
	window.Axe()

	// It is put into the course: in a window, and in a frame by keys alone.
	chooses := &ltitest.Launch{User: "t", Role: ltitest.Instructor, Course: "media"}
	window.Open(platform.Course(chooses))
	window.WaitText("#main", "Choose for the course")
	looks(window, "lti-choose")
	window.Axe()
	window.Click("input[name=assignment]")
	window.Click(Named("button", "Choose"))
	window.WaitText("h1", "Put into the course")
	looks(window, "lti-chosen")
	window.Axe()
	window.Click(Named("button", "Put into the course"))
	window.WaitText("#chosen", "Chosen.")
	chooses.Frame = true
	ms.Open(platform.Course(chooses))
	time.Sleep(time.Second)
	ms.Screenshot("lti-choose-frame")
	ms.Do(`document.querySelector("iframe").focus()`)
	ms.Press("Tab", " ", "Tab", "Enter")
	time.Sleep(time.Second)
	ms.Press("Tab", "Enter")
	answers := platform.Chosen()
	for limit := time.Now().Add(Patience); len(answers) < 2 && time.Now().Before(limit); time.Sleep(20 * time.Millisecond) {
		answers = platform.Chosen()
	}
	if len(answers) != 2 || len(answers[1]) != 1 {
		t.Fatalf("chosen: %+v", answers)
	}

	// A pupil opens it on a phone, and finishes.
	pupil := NewChromium(t)
	pupil.Look(Look{Width: 390, Height: 800, Phone: true})
	pupil.Open(platform.Course(&ltitest.Launch{User: "p", Role: ltitest.Learner, Course: "media", Link: "link 1", Frame: true, LineItem: "merrow", Custom: answers[1][0].Custom}))
	time.Sleep(time.Second)
	pupil.Do(`document.querySelector("iframe").focus()`)
	reads := pupil.Popup(func() { pupil.Press("Tab", "Enter") })
	reads.WaitFor(`document.querySelector(".tasks a") !== null`)
	reads.Look(Look{Width: 390, Height: 800, Phone: true})
	reads.Screenshot("lti-pupil")
	reads.Axe()
	reads.Click(".tasks a")
	reads.WaitFor(ready)
	reads.WaitText("#sent", "Sent")
	reads.Click("#finish")
	reads.Click("#finish-yes")
	reads.WaitText("#sent", "Finished")
	scores := platform.Scores()
	for limit := time.Now().Add(Patience); len(scores) < 1 && time.Now().Before(limit); time.Sleep(20 * time.Millisecond) {
		scores = platform.Scores()
	}
	if len(scores) != 1 || scores[0].User != "p" || scores[0].Given != 1 {
		t.Errorf("the scores are %+v", scores)
	}
}
