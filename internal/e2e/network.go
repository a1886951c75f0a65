package e2e

import (
	"context"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/storage"
	"github.com/chromedp/chromedp"
)

// A Line is a connection to the network. The zero Line is as it comes.
type Line struct {
	Offline       bool
	BitsPerSecond float64       // both ways; 0 means as many as there are
	Latency       time.Duration // from a request to its first byte, at least
}

// Network changes the connection of the page and of its service workers. The
// page is told when it goes offline, as by a pulled plug. Failed requests are
// complaints: Allow "net::ERR_INTERNET_DISCONNECTED". A service worker that
// comes later is on the old line until this is called again.
func (c *Chromium) Network(l Line) {
	c.t.Helper()
	c.must(func(ctx context.Context) error { return l.apply(ctx, true) }, "set the network to %+v", l)
	// A worker is a target of its own. It stays awake as long as we watch it,
	// so that none wakes later that knows nothing of this.
	for _, worker := range c.serviceWorkers() {
		c.must(func(ctx context.Context) error {
			ctx, cancel := context.WithCancel(worker)
			defer cancel()
			return l.apply(ctx, false)
		}, "set the network of the service worker to %+v", l)
	}
}

func (l Line) apply(ctx context.Context, tell bool) error {
	bytes := -1.0
	if l.BitsPerSecond > 0 {
		bytes = l.BitsPerSecond / 8
	}
	latency := float64(l.Latency) / float64(time.Millisecond)
	if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
		return err
	}
	if _, err := chromedp.Call(ctx, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{
		MatchedNetworkConditions: []*network.Conditions{{
			Offline: l.Offline, Latency: latency, DownloadThroughput: bytes, UploadThroughput: bytes,
		}},
	}); err != nil || !tell {
		return err
	}
	_, err := chromedp.Call(ctx, network.OverrideNetworkState, network.OverrideNetworkStateParams{
		Offline: l.Offline, Latency: latency, DownloadThroughput: bytes, UploadThroughput: bytes,
	})
	return err
}

// serviceWorkers are the workers of this reader, each as a context.
func (c *Chromium) serviceWorkers() (all []context.Context) {
	c.t.Helper()
	targets, err := chromedp.Targets(c.parent)
	if err != nil {
		c.t.Fatal(err)
	}
	for _, info := range targets {
		// In a browser of its own, whose tabs are in no private window, all are ours.
		if info.Type != "service_worker" || c.contextID() != "" && info.BrowserContextID != c.contextID() {
			continue
		}
		if c.workers[info.TargetID] == nil {
			ctx, cancel := chromedp.NewContext(c.parent, chromedp.WithTargetID(info.TargetID), chromedp.WithDetachOnCancel())
			c.t.Cleanup(cancel)
			if err := chromedp.Do(ctx); err != nil {
				c.t.Fatalf("watch the service worker: %v", err)
			}
			c.workers[info.TargetID] = ctx
		}
		all = append(all, c.workers[info.TargetID])
	}
	return all
}

// Slow makes the processor this many times slower; 1 is as it comes.
func (c *Chromium) Slow(times float64) {
	c.t.Helper()
	c.must(func(ctx context.Context) error {
		_, err := chromedp.Call(ctx, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: times})
		return err
	}, "slow down %v times", times)
}

// Quota limits what an origin may store, in bytes.
func (c *Chromium) Quota(origin string, bytes float64) {
	c.t.Helper()
	c.must(func(ctx context.Context) error {
		_, err := chromedp.Call(ctx, storage.OverrideQuotaForOrigin, storage.OverrideQuotaForOriginParams{Origin: origin, QuotaSize: &bytes})
		return err
	}, "limit %s to %v bytes", origin, bytes)
}

// Before runs a script in every page from now on before any of its own, for
// instance "delete window.indexedDB" for a browser that has none.
func (c *Chromium) Before(script string) {
	c.t.Helper()
	c.must(func(ctx context.Context) error {
		_, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
		return err
	}, "run a script before each page")
}

// ReloadAfresh loads the page again from the network, past cache and service worker.
func (c *Chromium) ReloadAfresh() {
	c.t.Helper()
	c.must(func(ctx context.Context) error {
		loaded := chromedp.Events(ctx, page.LoadEventFired)
		if _, err := chromedp.Call(ctx, page.Reload, page.ReloadParams{IgnoreCache: new(true)}); err != nil {
			return err
		}
		for _, err := range loaded {
			return err
		}
		return ctx.Err()
	}, "reload afresh")
}
