package e2e

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestAPageThatComplainsFailsItsTest(t *testing.T) {
	base := single(t, `<!doctype html><html lang="en"><title>x</title><p id="p">x</p>`)
	open := map[string]func(testing.TB) *Tab{
		"chromium": func(t testing.TB) *Tab { return NewChromium(t).Tab },
		"firefox":  NewFirefox,
	}
	for name, open := range open {
		for script, want := range map[string]string{
			`console.error("it", "broke")`:                        "broke",
			`setTimeout(() => { throw new Error("too far"); })`:   "too far",
			`void Promise.reject(new RangeError("never caught"))`: "never caught",
		} {
			said := fails(t, func(t testing.TB) {
				p := open(t)
				p.Open(base)
				p.Do(script)
				p.Do(`new Promise(done => setTimeout(done, 50))`)
			})
			if !strings.Contains(said, "the page complained") || !strings.Contains(said, want) {
				t.Errorf("%s: %s: %q", name, script, said)
			}
		}
	}
	said := fails(t, func(t testing.TB) {
		c := NewChromium(t)
		c.Open(base)
		c.Allow("expected")
		c.Do(`console.error("this is expected")`)
		c.Do(`fetch("/nowhere")`)
		c.Do(`alert("Really?")`)
	})
	if strings.Contains(said, "expected") || !strings.Contains(said, "404") || !strings.Contains(said, "Really?") {
		t.Errorf("said %q", said)
	}
}

func TestWaitingInVainTellsWhatIsWrong(t *testing.T) {
	base := single(t, story+`<div style="position:fixed;inset:0" id="veil"></div>`)
	for name, c := range map[string]struct {
		wait func(*Chromium)
		want string
	}{
		"a condition": {func(c *Chromium) { c.WaitFor("document.title.length") }, "it is true"},
		"another":     {func(c *Chromium) { c.WaitFor("1 > 2") }, "it is \"false\""},
		"an error":    {func(c *Chromium) { c.WaitFor("nothing.there") }, "nothing is not defined"},
		"a text":      {func(c *Chromium) { c.WaitText("h1", "tunnel") }, `it shows "The bridge"`},
		"not there":   {func(c *Chromium) { c.Click("#nowhere") }, "it is not there"},
		"hidden":      {func(c *Chromium) { c.Click("button[hidden]") }, "it is there, but not visible"},
		"covered":     {func(c *Chromium) { c.Click("#mark") }, "covered by <div"},
		"no words":    {func(c *Chromium) { c.Select("tunnel", "safe") }, "there is no “tunnel”"},
		"backwards":   {func(c *Chromium) { c.Select("twice", "mayor") }, "no “mayor” after “twice”"},
	} {
		said := fails(t, func(t testing.TB) {
			p := NewChromium(t)
			p.patience = 500 * time.Millisecond
			p.Open(base)
			c.wait(p)
		})
		if name == "a condition" {
			if said != "" {
				t.Errorf("%s: %q", name, said)
			}
		} else if !strings.Contains(said, c.want) {
			t.Errorf("%s: %q", name, said)
		}
	}
}

func TestTestsShareNoStorageButTabsDo(t *testing.T) {
	base := single(t, story)
	one := NewChromium(t)
	one.Open(base)
	one.Do(`localStorage.setItem("a", "1")`)
	beside := one.Another()
	beside.Open(base)
	if !Eval[bool](beside, `localStorage.getItem("a") === "1" && document.hasFocus() && document.visibilityState === "visible"`) {
		t.Error("another tab of the same reader is a stranger or hidden")
	}
	stranger := NewChromium(t)
	stranger.Open(base)
	if !Eval[bool](stranger, `localStorage.length === 0`) {
		t.Error("another reader sees it")
	}
}

func TestWhatAPageIsLookedAtWith(t *testing.T) {
	c := NewChromium(t)
	c.Open(single(t, story))
	has := func(query string) bool { return Eval[bool](c, `matchMedia(`+quoteJS(query)+`).matches`) }
	c.Look(Look{Width: 320, Height: 640, Dark: true, ReducedMotion: true, MoreContrast: true, Phone: true})
	for _, q := range []string{"(width: 320px)", "(prefers-color-scheme: dark)", "(prefers-reduced-motion: reduce)", "(prefers-contrast: more)", "(pointer: coarse)", "(hover: none)", "screen"} {
		if !has(q) {
			t.Errorf("not %s", q)
		}
	}
	c.Look(Look{ForcedColors: true, Print: true})
	for _, q := range []string{"(width: 1280px)", "(prefers-color-scheme: light)", "(forced-colors: active)", "not (pointer: coarse)", "print"} {
		if !has(q) {
			t.Errorf("not %s", q)
		}
	}
}

func TestAFingerTapsPressesLongAndScrolls(t *testing.T) {
	c := NewChromium(t)
	c.Look(Look{Width: 360, Height: 640, Phone: true})
	c.Open(single(t, story))
	c.Do(`window.seen = [], ["touchstart", "contextmenu", "click"].forEach(n => addEventListener(n, e => seen.push(n)))`)
	c.LongPress(Words("resident"))
	c.WaitFor(`getSelection().toString().trim() === "resident"`)
	c.TouchSelect("a resident", "of Ostrel")
	if got := c.Selected(); got != "a resident of Ostrel" {
		t.Errorf("selected %q", got)
	}
	c.Do(`getSelection().removeAllRanges(), seen.length = 0`)
	c.Tap("#mark")
	c.WaitFor(`seen.join() === "touchstart,click"`)
	c.Do(`scrollTo(0, 0)`)
	c.Swipe(Words("a resident"), 0, -200)
	c.WaitFor(`scrollY > 100`)
}

func TestPicturesAndPrintsAreKept(t *testing.T) {
	hands(t, func(t *testing.T, p *Tab) {
		p.Open(single(t, story))
		path := p.Screenshot("story")
		defer os.Remove(path)
		if data, err := os.ReadFile(path); err != nil || !bytes.HasPrefix(data, []byte("\x89PNG")) || filepath.Base(filepath.Dir(path)) != "artifacts" {
			t.Errorf("%s: %v", path, err)
		}
	})
	c := NewChromium(t)
	c.Open(single(t, story))
	if !bytes.HasPrefix(c.PrintPDF("story"), []byte("%PDF")) {
		t.Error("that is no PDF")
	}
	_ = os.Remove(c.artifact("story", ".pdf"))
}
