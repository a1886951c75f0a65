package e2e

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"quoth/internal/attack"
)

// canary notes what runs, in every frame, and keeps hold of the program's
// memory to measure it.
const canary = `window.__ran = []; window.ran = what => window.__ran.push(String(what));
	if (window.WebAssembly && window === top) for (const name of ["instantiate", "instantiateStreaming"]) {
		const load = WebAssembly[name];
		WebAssembly[name] = async (...args) => { const loaded = await load.apply(WebAssembly, args); window.__memory = (loaded.instance || loaded).exports.mem; return loaded; };
	}`

// harm is whatever is in the page that is not ours: what ran, elements that
// may load or run something, handlers, and links that lead elsewhere than to the
// web. A link without a protocol leads nowhere.
const harm = `[
	...window.__ran.map(what => "ran " + what),
	...[...document.querySelectorAll("#page *")].filter(e => /^(script|iframe|frame|object|embed|applet|img|picture|video|audio|source|svg|math|form|style|link|meta|base|template|portal|dialog|x-y)$/i.test(e.localName)).map(e => "element " + e.outerHTML.slice(0, 80)),
	...[...document.querySelectorAll("*")].flatMap(e => [...e.attributes].filter(a => /^on|^style$|^srcdoc$|^formaction$|^ping$/i.test(a.name) && !e.closest("#caret, #bar, #handles, .handle, #progress, .who, .suggestion, .bar") && a.name !== "style").map(a => "attribute " + a.name + "=" + a.value.slice(0, 60))),
	...[...document.querySelectorAll("#article a[href]")].filter(a => !/^(https?|mailto)?:$/.test(a.protocol)).map(a => "link " + a.href.slice(0, 80)),
	...(document.getElementById("article") && document.querySelectorAll("#article").length !== 1 ? ["a second article"] : []),
	...(location.origin !== ORIGIN ? ["the page is left for " + location.href] : []),
]`

// hit is a server that must not be asked.
func hit(t *testing.T, pages map[string]string) (*httptest.Server, *atomic.Int32) {
	t.Helper()
	var asked atomic.Int32
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if page, ok := pages[strings.TrimPrefix(r.URL.Path, "/page/")]; ok {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = io.WriteString(w, page)
			return
		}
		asked.Add(1)
	}))
	t.Cleanup(s.Close)
	return s, &asked
}

func TestNothingOfAnAttackPageRuns(t *testing.T) {
	beacon, asked := hit(t, nil)
	app, c := Start(t), NewChromium(t)
	c.Before(canary)
	c.Allow("Failed to load resource") // what the server refuses is told
	c.patience = 2 * Patience          // pages of three million bytes of nothing
	look := func(way, name string) {
		t.Helper()
		for _, what := range Eval[[]string](c, strings.ReplaceAll(harm, "ORIGIN", quoteJS(app.URL))) {
			t.Errorf("%s, %s: %s", way, name, what)
		}
		if n := asked.Swap(0); n > 0 {
			t.Errorf("%s, %s: the network was asked %d times", way, name, n)
		}
	}
	most, slowest := 0, time.Duration(0)
	open := func(way string, p attack.Page, act func()) {
		t.Helper()
		c.Open(app.URL + "/")
		c.WaitText(".library", "used in this browser")
		began := time.Now()
		act()
		c.WaitFor(`document.documentElement.dataset.quoth === "ready" && location.pathname.startsWith("/a/") || !!document.querySelector("#problem p")?.textContent`)
		took := time.Since(began)
		slowest = max(slowest, took)
		if took > 5*time.Second {
			t.Logf("%s, %s: %v", way, p.Name, took)
		}
		look(way, p.Name)
		if opened := Eval[bool](c, `location.pathname.startsWith("/a/")`); opened {
			c.Click("#tool-outline") // what was set aside is shown there
			c.WaitFor(`!!document.querySelector(".outline")`)
			look(way+", outline", p.Name)
			c.Click("#tool-outline")
		} else if !p.Heavy {
			t.Errorf("%s, %s: refused: %s", way, p.Name, c.Text("#problem"))
		}
		most = max(most, Eval[int](c, `window.__memory.buffer.byteLength`))
	}
	set := func(habits string) {
		t.Helper()
		c.Open(app.URL + "/healthz")
		c.Do(`localStorage.setItem("quoth.appearance", ` + quoteJS(habits) + `)`)
	}
	pages := attack.Pages(beacon.URL)
	for way, here := range map[string]bool{"by the server": false, "here": true} {
		t.Run(way, func(*testing.T) {
			set(fmt.Sprintf(`{"here":%t,"letters":true,"face":"serif"}`, here))
			for _, p := range pages {
				open("a file, "+way, p, func() { c.Choose("#open", c.File(p.Name, []byte(p.Data))) })
			}
		})
	}
	t.Run("pasted and dropped", func(*testing.T) {
		for _, p := range pages {
			if strings.HasSuffix(p.Name, ".html") && !p.Heavy {
				open("paste", p, func() { c.Click("#paste"); c.Paste(p.Data, attack.Prose) })
				open("drop", p, func() { c.Drop("#paste", c.File(p.Name, []byte(p.Data))) })
			}
		}
	})
	t.Logf("the program's memory grew to %d MB, the server's to %d MB, and the slowest page took %v", most>>20, resident(t, app)>>20, slowest)
	if most > 1<<30 || resident(t, app) > 2<<30 {
		t.Errorf("the program took %d MB and the server %d", most>>20, resident(t, app)>>20)
	}
}

// resident is the memory of the server, in bytes.
func resident(t *testing.T, app *App) int {
	t.Helper()
	answer, err := http.Get(app.URL + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`(?m)^process_resident_memory_bytes (\S+)$`).FindSubmatch(text)
	if found == nil {
		t.Fatal("the server does not tell its memory")
	}
	n, err := strconv.ParseFloat(string(found[1]), 64)
	if err != nil {
		t.Fatal(err)
	}
	return int(n)
}

// The pages of the corpus do what they are said to where nobody stops them:
// otherwise the test above could not fail.
func TestAttackPagesRunWhereNobodyStopsThem(t *testing.T) {
	pages := map[string]string{}
	beacon, asked := hit(t, pages)
	for _, p := range attack.Pages(beacon.URL) {
		if !p.Heavy {
			pages[p.Name] = p.Data
		}
	}
	for _, name := range []string{"handlers.html", "breakouts.html", "svg.html", "mathml.html", "calls.html"} {
		c := NewChromium(t)
		c.Allow("") // whatever they complain of
		c.Before(canary)
		c.Open(beacon.URL + "/page/" + name)
		if name == "calls.html" {
			c.WaitFor(`document.readyState === "complete"`)
			if asked.Load() == 0 {
				t.Errorf("%s asks nobody", name)
			}
			continue
		}
		c.WaitFor(`window.__ran.length > 0`)
	}
}
