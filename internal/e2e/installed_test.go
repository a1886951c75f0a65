package e2e

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// A browser that has Quoth offline finds nothing that is in the way of
// installing it.
func TestItCanBeInstalled(t *testing.T) {
	app, c := Start(t), NewChromium(t)
	c.Open(app.URL + "/")
	c.WaitText(".library", "Nothing here yet")
	c.WaitFor(`navigator.serviceWorker.ready.then(() => true)`)
	c.must(func(ctx context.Context) error {
		manifest, err := chromedp.Call(ctx, page.GetAppManifest, page.GetAppManifestParams{})
		if err != nil {
			return err
		}
		for _, e := range manifest.Errors {
			t.Errorf("the manifest: %s", e.Message)
		}
		if !strings.Contains(manifest.Data, `"start_url":"/"`) {
			t.Errorf("the manifest is %s", manifest.Data)
		}
		found, err := chromedp.Call(ctx, page.GetInstallabilityErrors, cdp.Empty{})
		if err != nil {
			return err
		}
		for _, e := range found.InstallabilityErrors {
			if e.ErrorID != "in-incognito" { // every test has a window of its own
				t.Errorf("it cannot be installed: %s %v", e.ErrorID, e.ErrorArguments)
			}
		}
		return nil
	}, "ask whether it can be installed")
}

// The next version is played by a proxy that changes the name of the build in
// the service worker.
func TestANewVersionIsOfferedAndNotForced(t *testing.T) {
	app := Start(t)
	target, err := url.Parse(app.URL)
	if err != nil {
		t.Fatal(err)
	}
	var released atomic.Bool
	proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(target)
		if r.Out.URL.Path == "/sw.js" { // as it is written, and every time
			r.Out.Header.Del("Accept-Encoding")
			r.Out.Header.Del("If-None-Match")
		}
	}}
	proxy.ModifyResponse = func(r *http.Response) error {
		if r.Request.URL.Path != "/sw.js" || !released.Load() || r.StatusCode != http.StatusOK {
			return nil
		}
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return err
		}
		body = bytes.Replace(body, []byte(`const BUILD="`), []byte(`const BUILD="next-`), 1)
		r.Body = io.NopCloser(bytes.NewReader(body))
		r.ContentLength = int64(len(body))
		r.Header.Del("Content-Length")
		r.Header.Del("ETag")
		return nil
	}
	server := httptest.NewServer(proxy)
	defer server.Close()

	c := NewChromium(t)
	c.Open(server.URL + bridge)
	c.WaitFor(ready)
	c.WaitFor(`navigator.serviceWorker.ready.then(() => true)`)
	c.Reload()
	c.WaitFor(ready)
	c.WaitFor(`!!navigator.serviceWorker.controller`)
	mark(c.Tab, "31,000 vehicles", "average weekday")
	c.WaitFor(saidSaved)
	released.Store(true)
	c.Reload()
	c.WaitFor(ready)
	c.WaitText(".notices .update", "A new version of Quoth is ready")
	c.Screenshot("offered")
	c.Axe()
	mark(c.Tab, "84 million", "crowns") // the old one goes on
	c.WaitFor(saidSaved)
	builds := `caches.keys().then(all => all.filter(n => n.startsWith("quoth-next-")).length + " of " + all.length)`
	if got := Eval[string](c, builds); got != "1 of 2" {
		t.Errorf("of the builds kept, %s are new", got)
	}
	c.Do(`window.__old = true`)
	c.Click(Named("button", "Use it now"))
	c.WaitFor(`!window.__old && ` + ready)
	c.WaitFor(`document.querySelectorAll("#article mark").length === 2`)
	if got := Eval[string](c, builds); got != "1 of 1" {
		t.Errorf("after the change, of the builds kept %s are new", got)
	}
}
