package server

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// A site is a server that can be watched, taken away and replaced.
type site struct {
	mu      sync.Mutex
	handler http.Handler
	asked   map[string]int // by path
	slow    chan struct{}  // if not nil, the program waits for it to close
}

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	h, slow := s.handler, s.slow
	s.asked[r.URL.Path]++
	s.mu.Unlock()
	if h == nil {
		panic(http.ErrAbortHandler)
	}
	if slow != nil && strings.HasSuffix(r.URL.Path, ".wasm") {
		<-slow
	}
	h.ServeHTTP(w, r)
}

// serveWith replaces the server; nil takes it away.
func (s *site) serveWith(h http.Handler) {
	s.mu.Lock()
	s.handler = h
	s.mu.Unlock()
}

func (s *site) count(ending string) (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for path, times := range s.asked {
		if strings.HasSuffix(path, ending) {
			n += times
		}
	}
	return n
}

// open starts a site and a tab; what the page complains of fails the test.
func open(t *testing.T, h http.Handler, slow chan struct{}) (*site, string, context.Context) {
	t.Helper()
	s := &site{handler: h, asked: map[string]int{}, slow: slow}
	host := httptest.NewServer(s)
	t.Cleanup(host.Close)
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.WindowSize(1000, 800))
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Listen(ctx, func(event any) {
		if e, ok := event.(*runtime.EventExceptionThrown); ok {
			t.Errorf("the page threw: %s", e.ExceptionDetails.Text)
		}
	}); err != nil {
		t.Fatal(err)
	}
	ctx, cancel = context.WithTimeout(ctx, time.Minute)
	t.Cleanup(cancel)
	return s, host.URL, ctx
}

func do(t *testing.T, ctx context.Context, actions ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, actions...); err != nil {
		t.Fatal(err)
	}
}

// eventually waits until an expression of the page is true.
func eventually(t *testing.T, ctx context.Context, expression string) {
	t.Helper()
	for limit := time.Now().Add(10 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		seen, err := chromedp.Run(ctx, chromedp.Evaluate[any]("("+expression+")", chromedp.EvalAwaitPromise))
		if yes, ok := seen.(bool); err == nil && ok && yes {
			return
		}
		if time.Now().After(limit) {
			t.Fatalf("never true: %s (is %v, %v)", expression, seen, err)
		}
	}
}

func script(js string) chromedp.Action[chromedp.Void] {
	return chromedp.Evaluate[chromedp.Void](js, chromedp.EvalAwaitPromise)
}

// pick selects from a place in one block to a place in another.
func pick(from string, start int, to string, end int) chromedp.Action[chromedp.Void] {
	return script(`(([from, start, to, end]) => {
		getSelection().setBaseAndExtent(document.getElementById(from).firstChild, start, document.getElementById(to).firstChild, end);
	})(` + list(from, start, to, end) + `)`)
}

func list(from string, start int, to string, end int) string {
	return `["` + from + `",` + strconv.Itoa(start) + `,"` + to + `",` + strconv.Itoa(end) + `]`
}

const marks = `JSON.stringify(quothEarly.list().map(m => [m.label, m.exact, m.spans.map(s => [s.block, s.start, s.end])]))`

func TestAPassageIsMarkedBeforeTheProgramHasCome(t *testing.T) {
	arrive := make(chan struct{})
	defer close(arrive) // or the server would wait for it when the test fails
	_, base, ctx := open(t, handler(t, configured(t)), arrive)
	do(t, ctx, chromedp.Navigate(base+"/read/bridge"))

	// By key, from a selection with spaces at its ends.
	do(t, ctx, pick("b1", 9, "b1", 25), chromedp.KeyEvent("c"))
	eventually(t, ctx, marks+` === '[["claim","said the bridge",[[1,10,25]]]]'`)
	eventually(t, ctx, `CSS.highlights.get("early-amber").size === 1 && getSelection().isCollapsed`)
	eventually(t, ctx, `document.querySelector("#early-status").textContent.includes("Marked as Claim: “said the bridge”")`)

	// By the bar, over two paragraphs.
	do(t, ctx, pick("b1", 26, "b2", 4), chromedp.Click(`#early-bar button:nth-child(2)`))
	eventually(t, ctx, marks+` === '[["claim","said the bridge",[[1,10,25]]],["quote","is safe.\\n\\n“It",[[1,26,34],[2,0,3]]]]'`)

	// Taken back; Escape leaves the bar; a key in a field marks nothing.
	do(t, ctx, chromedp.KeyEvent("z", chromedp.KeyModifiers(chromedp.ModifierCtrl)))
	eventually(t, ctx, `quothEarly.list().length === 1 && !CSS.highlights.has("early-blue")`)
	do(t, ctx, pick("b1", 0, "b1", 3), chromedp.WaitVisible("#early-bar"), chromedp.KeyEvent(kb.Escape))
	eventually(t, ctx, `document.getElementById("early-bar").hidden`)

	// Kept over a reload, and shown again.
	do(t, ctx, chromedp.Reload())
	eventually(t, ctx, marks+` === '[["claim","said the bridge",[[1,10,25]]]]' && CSS.highlights.get("early-amber").size === 1`)

	// The program moves the article to its own page and takes over: the
	// selection outlives that, the marks are handed over once, and the script
	// is silent from then on.
	do(t, ctx, pick("b2", 1, "b2", 3))
	eventually(t, ctx, `!document.getElementById("early-bar").hidden`)
	do(t, ctx, script(`(() => {
		const article = document.getElementById("article"), page = document.createElement("div");
		page.id = "page";
		page.append(article);
		document.body.firstElementChild.replaceWith(page);
		window.kept = [...CSS.highlights.get("early-amber")].filter(r => !r.collapsed).length;
		window.taken = quothEarly.take(article.dataset.article);
	})()`))
	eventually(t, ctx, `kept === 1 && taken.length === 1 && taken[0].exact === "said the bridge" && taken[0].label === "claim"`)
	eventually(t, ctx, `getSelection().toString() === "It" && !document.getElementById("early-bar") && CSS.highlights.size === 0`)
	do(t, ctx, chromedp.KeyEvent("c"))
	eventually(t, ctx, `quothEarly.take().length === 0 && localStorage.length === 0`)
}

func TestTheReadersOwnLookIsThereFromTheFirstPaint(t *testing.T) {
	_, base, ctx := open(t, handler(t, configured(t)), nil)
	do(t, ctx, chromedp.Navigate(base+"/"),
		script(`localStorage.setItem("quoth.appearance", '{"theme":"dark","size":3,"width":-1,"face":"\\"><b>","letters":false}')`),
		chromedp.Navigate(base+"/read/bridge"))
	eventually(t, ctx, `JSON.stringify(document.documentElement.dataset).startsWith('{"theme":"dark","size":"3","width":"-1"')`)
	eventually(t, ctx, `document.documentElement.dataset.face === undefined`)
	// Single-letter keys are off.
	do(t, ctx, pick("b1", 0, "b1", 3), chromedp.KeyEvent("c"))
	eventually(t, ctx, `getSelection().toString() === "The" && quothEarly.list().length === 0`)
	do(t, ctx, script(`localStorage.setItem("quoth.appearance", "{broken")`), chromedp.Navigate(base+"/read/trap"))
	eventually(t, ctx, `document.title === "running" && document.querySelectorAll("script").length === 5`)
}

func TestTheProgramIsFetchedOnceAndThenNotNeededFromTheServer(t *testing.T) {
	c := configured(t)
	s, base, ctx := open(t, handler(t, c), nil)
	do(t, ctx, chromedp.Navigate(base+"/read/bridge"))
	eventually(t, ctx, `document.title === "running"`)
	eventually(t, ctx, `navigator.serviceWorker.ready.then(r => r.active !== null)`)
	eventually(t, ctx, `navigator.serviceWorker.controller !== null`)
	if n := s.count(".wasm"); n != 1 {
		t.Errorf("the program was asked for %d times, want once", n)
	}
	if n := s.count("sw.js"); n == 0 {
		t.Error("there is no worker")
	}
	do(t, ctx, script(`fetch("/articles/bridge.json").then(r => r.ok)`))

	// Without a server: the article, the start page and the tab's own
	// articles open, and the article as JSON is there.
	s.serveWith(nil)
	for _, path := range []string{"/read/bridge", "/", "/a/0123", "/read/never-loaded"} {
		do(t, ctx, chromedp.Navigate(base+path))
		eventually(t, ctx, `document.title === "running"`)
	}
	eventually(t, ctx, `fetch("/articles/bridge.json").then(r => r.ok)`)
	eventually(t, ctx, `fetch("/articles.json").then(r => r.ok)`)

	// A new version is offered, is not forced by a reload, and comes when it
	// is asked for; what could be read offline still can.
	c.Version = "next"
	s.serveWith(handler(t, c))
	do(t, ctx, chromedp.Navigate(base+"/read/bridge"),
		script(`window.goappOnUpdate = () => { window.offered = true; }`))
	eventually(t, ctx, `window.offered === true`)
	old := build(t, ctx)
	do(t, ctx, chromedp.Reload())
	eventually(t, ctx, `document.title === "running"`)
	if build(t, ctx) != old {
		t.Error("the new version was forced")
	}
	eventually(t, ctx, `navigator.serviceWorker.getRegistration().then(r => r.waiting !== null)`)
	eventually(t, ctx, `!!window.quothUseNewVersion`)
	do(t, ctx, chromedp.Sleep(200*time.Millisecond), script(`window.old = true; quothUseNewVersion()`))
	eventually(t, ctx, `window.old === undefined && document.title === "running"`)
	if build(t, ctx) == old {
		t.Error("the new version did not come")
	}
	s.serveWith(nil)
	do(t, ctx, chromedp.Navigate(base+"/read/bridge"))
	eventually(t, ctx, `document.title === "running" && document.getElementById("article") !== null`)
	eventually(t, ctx, `caches.keys().then(names => names.length === 1)`)
}

// build is the build of the page.
func build(t *testing.T, ctx context.Context) string {
	t.Helper()
	hash, err := chromedp.Run(ctx, chromedp.Evaluate[string](`JSON.parse(document.getElementById("quoth-boot").textContent).env.GOAPP_VERSION`))
	if err != nil {
		t.Fatal(err)
	}
	return hash
}

func TestALostProgramIsToldAndCanBeAskedForAgain(t *testing.T) {
	c := configured(t)
	h := handler(t, c)
	gone := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, ".wasm") {
			http.Error(w, "blocked", http.StatusForbidden)
			return
		}
		h.ServeHTTP(w, r)
	})
	s, base, ctx := open(t, gone, nil)
	do(t, ctx, chromedp.Navigate(base+"/read/bridge"))
	eventually(t, ctx, `document.getElementById("boot-status").textContent.includes("could not be loaded (the server answered 403)")`)
	s.serveWith(h)
	do(t, ctx, chromedp.Click("#boot-status button"))
	eventually(t, ctx, `document.title === "running" && document.getElementById("boot-status").textContent === ""`)
}
