package e2e

import (
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"
)

// publish has the teacher publish a view on the page of the assignment, and
// returns the line that the page shows.
func publish(c *Chromium, page, view string) (line string) {
	c.Open(page)
	c.Pick("form.publish select[name=view]", view)
	c.Click(Named("button", "Publish"))
	c.WaitFor(`document.getElementById("embed") !== null`)
	c.Axe()
	return Eval[string](c, `document.getElementById("embed").textContent`)
}

// A site on another origin, with nothing but the line that the teacher copied.
func TestTheOneLineShowsTheArticleOnAnotherSite(t *testing.T) {
	app, ms, pupil := Start(t), NewChromium(t), NewChromium(t)
	code := teacher(t, app, ms)
	assignment := Eval[string](ms, `location.href`)
	joins(t, app, pupil, code, "Heron")
	words := Eval[string](pupil, `document.querySelector("#b3").textContent.split(" ").slice(0, 6).join(" ")`)
	pupil.Select(words, words)
	pupil.Press("c")
	pupil.WaitText("#sent", "Sent")
	ms.Click("#main .tasks a")
	ms.WaitFor(ready)
	ms.Select(words, words)
	ms.Press("c")
	ms.WaitText("#sent", "Sent")

	lines := map[string]string{"class": publish(ms, assignment, "what the class has marked")}
	ms.Screenshot("published")
	lines["own"] = publish(ms, assignment, "my own marks")
	ms.Open(assignment)
	ms.WaitText("#main", "One teacher's own marks")
	ms.Screenshot("assignment-published")
	ms.Axe()

	source := map[string]string{} // of the frame
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if view, plain := strings.CutPrefix(r.URL.Path, "/plain/"); plain {
			answer, err := http.Get(source[view])
			if err != nil {
				t.Error(err)
				return
			}
			defer answer.Body.Close()
			_, _ = io.Copy(w, answer.Body)
			return
		}
		_, _ = w.Write([]byte(`<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>A school's site</title><h1>Our school reads</h1>` + lines[r.URL.Path[1:]]))
	}))
	t.Cleanup(site.Close)
	reader := NewChromium(t)
	for view := range lines {
		reader.Look(Look{})
		reader.Open(site.URL + "/" + view)
		reader.WaitFor(`document.readyState === "complete" && document.querySelector("iframe").clientHeight === 600`)
		light, dark := map[string]colour{"class": {0xf7, 0xb8, 0x77}, "own": {0xff, 0xe4, 0x9a}}[view], map[string]colour{"class": {0x84, 0x4a, 0x10}, "own": {0x5a, 0x43, 0x00}}[view]
		sees(t, reader, "embed-"+view, light)
		reader.Look(Look{Width: 390, Height: 800, Phone: true})
		sees(t, reader, "embed-"+view+"-phone", light)
		reader.Look(Look{Dark: true, Width: 390, Height: 800, Phone: true})
		sees(t, reader, "embed-"+view+"-phone-dark", dark)
		// The same page by itself: nothing runs in it, nothing is known of the reader.
		reader.Look(Look{})
		source[view] = Eval[string](reader, `document.querySelector("iframe").src`)
		reader.Open(source[view])
		reader.WaitText("main", words)
		if got := Eval[string](reader, `(() => { try { return "cookies: " + document.cookie } catch (e) { return e.name } })()`); got != "SecurityError" {
			t.Errorf("%s: the page reaches its cookies: %s", view, got)
		}
		if n := Eval[int](reader, `document.querySelectorAll("script, iframe, img, link, form, [onclick], [onload], [style]").length`); n != 0 {
			t.Errorf("%s: it has %d things in it that it should not", view, n)
		}
		// axe-core is a script, which the policy forbids: it looks at the same
		// page without its policy.
		reader.Open(site.URL + "/plain/" + view)
		for _, look := range []Look{{}, {Dark: true}, {Width: 320, Height: 700}} {
			reader.Look(look)
			reader.Axe()
			if wide := Eval[int](reader, `document.documentElement.scrollWidth - innerWidth`); wide > 0 {
				t.Errorf("%s: at %d it is %d pixels too wide", view, look.Width, wide)
			}
		}
	}
	// Taken back, it is gone there too.
	ms.Click(Named("button", "Publish no more"))
	ms.Click(".ask button")
	ms.WaitFor(`document.querySelectorAll("form.published").length === 1`)
	reader.Look(Look{})
	reader.Allow("404")
	reader.Open(source["class"])
	reader.WaitText("main", "not shown any more")
}

// A colour is red, green and blue.
type colour [3]uint32

// sees waits until a colour is in a picture of the page: a frame is drawn in
// its own time, and nothing else can be asked of one that is sealed.
func sees(t *testing.T, c *Chromium, name string, want colour) {
	t.Helper()
	for limit := time.Now().Add(Patience); !shows(t, c, name, want); time.Sleep(500 * time.Millisecond) {
		if time.Now().After(limit) {
			t.Fatalf("%s: no mark is seen in the frame", name)
		}
	}
}

// shows takes a picture and reports whether a colour is in it.
func shows(t *testing.T, c *Chromium, name string, want colour) bool {
	t.Helper()
	f, err := os.Open(c.Screenshot(name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	picture, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for y := range picture.Bounds().Dy() {
		for x := range picture.Bounds().Dx() {
			if r, g, b, _ := picture.At(x, y).RGBA(); (colour{r >> 8, g >> 8, b >> 8}) == want {
				found++
			}
		}
	}
	return found > 1000 // more than the legend has of it
}
