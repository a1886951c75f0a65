package e2e

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// A page of a newspaper, of our own writing, as those are that its readers see.
const outletPage = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ferry runs aground | Merrow Lantern</title>
<meta property="og:site_name" content="Merrow Lantern"><link rel="canonical" href="%s/news/ferry"></head>
<body><header><nav><a href="/">Home</a> <a href="/sport">Sport</a> <a href="/weather">Weather</a></nav></header>
<main><article><h1>Ferry runs aground for the third time</h1><p class="byline">By Odo Larkspur</p>
<p>The ferry Ada ran aground off Saltmarsh on Tuesday morning with 62 passengers on board, the harbour office said. Nobody was hurt, and the ship came free with the tide.</p>
<p>“The sandbank moves, and the chart does not,” Captain Mara Quill told reporters on the quay. “We have asked for a survey since spring.”</p>
<p id="late"></p></article></main>
<footer><a href="/imprint">Imprint</a> Subscribe to our newsletter and never miss a story.</footer>
<script nonce="ours">document.getElementById("late").textContent = "The harbour office did not say who would pay for a survey, which %s has seen an offer for.";</script>
</body></html>`

// outlet serves the page to those who are logged in, under a policy that lets
// nobody else's script run, and nothing be asked of other sites.
func outlet(t *testing.T, headers map[string]string) *httptest.Server {
	t.Helper()
	var s *httptest.Server
	s = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/login" {
			http.SetCookie(w, &http.Cookie{Name: "reader", Value: "yes", HttpOnly: true})
			http.Redirect(w, r, "/news/ferry", http.StatusSeeOther)
			return
		}
		if _, err := r.Cookie("reader"); err != nil {
			http.Error(w, "log in first", http.StatusPaymentRequired)
			return
		}
		w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'nonce-ours'; connect-src 'none'; form-action 'none'; require-trusted-types-for 'script'")
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		for name, value := range headers {
			w.Header().Set(name, value)
		}
		fmt.Fprintf(w, outletPage, s.URL, "the Lantern")
	}))
	t.Cleanup(s.Close)
	return s
}

// bookmark is the link that a reader drags to the bookmarks, as code.
func bookmark(c *Chromium) string {
	c.t.Helper()
	c.WaitText(".bookmarklet", "Read in Quoth")
	link := Eval[string](c, `document.getElementById("bookmarklet").getAttribute("href")`)
	code, ok := strings.CutPrefix(link, "javascript:")
	if !ok {
		c.t.Fatalf("the bookmark is %q", link)
	}
	return code
}

func TestAPageBehindALoginIsReadByTheBookmark(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	begin(c, app)
	code := bookmark(c)
	site := outlet(t, nil)
	there := c.Another()
	there.Allow("favicon")
	there.Open(site.URL + "/login")
	there.WaitText("#late", "offer")
	here := there.Popup(func() { there.Do(code) })
	here.WaitFor(ready)
	here.WaitText("#article", "The sandbank moves")
	here.WaitText("#article", "who would pay for a survey")
	text := here.Text("#article")
	for _, not := range []string{"Weather", "newsletter", "Imprint"} {
		if strings.Contains(text, not) {
			t.Errorf("the article holds %q of the page around it", not)
		}
	}
	meta := Eval[string](here, `document.title + " " + location.pathname.slice(0, 3) + " " + (window.opener === null)`)
	if meta != "Ferry runs aground for the third time – Quoth /a/ true" {
		t.Errorf("it has become %q", meta)
	}
	// Its own window is as before: it can be done again.
	again := there.Popup(func() { there.Do(code) })
	again.WaitFor(ready)
	c.Open(app.URL + "/")
	c.WaitText(".library", "Merrow Lantern")
	if n := Eval[int](c, `document.querySelectorAll(".library li").length`); n != 1 {
		t.Errorf("the page is %d articles", n)
	}
}

// Without the server the page still comes, and is read by simpler rules.
func TestTheBookmarkWorksWithoutAConnection(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	begin(c, app)
	code := bookmark(c)
	c.WaitFor(`navigator.serviceWorker.ready.then(() => true)`)
	site := outlet(t, nil)
	there := c.Another()
	there.Allow("favicon")
	there.Open(site.URL + "/login")
	there.WaitText("#late", "offer")
	app.Stop()
	here := there.Popup(func() { there.Do(code) })
	here.Allow("net::ERR_")
	here.Allow("Failed to load resource")
	here.WaitFor(ready)
	here.WaitText("#article", "The sandbank moves")
	here.WaitText("#notice", "no connection")
	here.Screenshot("offline")
}

// A site whose windows are cut off from others cannot hand its page over; the
// reader is told, and what to do.
func TestASiteThatIsCutOffIsTold(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	begin(c, app)
	code := bookmark(c)
	site := outlet(t, map[string]string{"Cross-Origin-Opener-Policy": "same-origin"})
	there := c.Another()
	there.Allow("favicon")
	there.Open(site.URL + "/login")
	there.WaitText("#late", "offer")
	here := there.Popup(func() { there.Do(code) })
	here.WaitText("#problem", "Some sites cut windows off")
	here.Axe()
	here.Screenshot("cut-off")
}

// A page may hand over what it is, and not what another is said to be; and a
// page of ours asks nobody but the window that opened it.
func TestNobodyHandsOverAnothersPage(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	site := outlet(t, nil)
	c.Allow("favicon")
	c.Open(site.URL + "/login")
	c.WaitText("#late", "offer")
	here := c.Popup(func() {
		c.Do(`void (w => addEventListener("message", e => e.data === "quoth:ready" && w.postMessage({ quoth: "page", html: "<p>Forged words.</p>", url: "https://press.example/a" }, "*")))(open("` + app.URL + `/take"))`)
	})
	here.WaitText("#problem", "not sent by the page")
	here.WaitText(".library", "Nothing here yet")
	// Who did not open the window is not heard.
	other := NewChromium(t)
	other.Open(app.URL + "/take")
	other.WaitText("#problem", "No page has come")
	other.Do(`postMessage({ quoth: "page", html: "<p>Forged words.</p>", url: location.href }, "*")`)
	other.WaitText(".library", "Nothing here yet")
}

func TestTheBookmarkIsOfferedAndCopied(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	begin(c, app)
	code := bookmark(c)
	c.Click("#bookmarklet")
	c.WaitText("#notice", "Copied")
	if got := c.Clipboard("text/plain"); got != "javascript:"+code {
		t.Errorf("what was copied is %q", got)
	}
	if strings.ContainsAny(code, "\n%#") || !strings.Contains(code, app.URL) || len(code) > 2000 {
		t.Errorf("the bookmark does not survive as an address: %q", code)
	}
	c.Axe()
	c.Screenshot("wide")
	c.Look(Look{Width: 360, Height: 1400, Dark: true})
	c.Axe()
	c.Screenshot("narrow-dark")
}
