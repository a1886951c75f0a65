package e2e

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// A Chromium is a tab of Chromium, with what only its protocol can do.
type Chromium struct {
	*Tab
	downloads string
	onProfile bool
	workers   map[target.ID]context.Context // the service workers that are watched
}

// contextID is the private window that the tab is in, empty if it is in none.
func (c *Chromium) contextID() cdp.BrowserContextID {
	return chromedp.FromContext(c.parent).BrowserContextID
}

// flags start Chromium so that it calls nobody. That it is headless, does not
// slow down hidden tabs and the like are chromedp's own defaults.
var flags = []chromedp.ExecAllocatorOption{
	chromedp.NoSandbox,
	chromedp.DisableGPU,
	chromedp.Flag("disable-quic", true),
	chromedp.Flag("disable-component-update", true),
	chromedp.Flag("disable-domain-reliability", true),
	// The first two are chromedp's, whose list this one replaces.
	chromedp.Flag("disable-features", "Translate,BlinkGenPropertyTrees,OptimizationHints,MediaRouter"),
	chromedp.WindowSize(1280, 900),
}

var shared struct {
	sync.Mutex
	ctx context.Context
}

// startChromium starts a browser that ends with the context, on a profile
// folder or, if that is empty, on a new one.
func startChromium(t testing.TB, profile string) (ctx context.Context, end func()) {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(needTool(t, "chromium")))
	options = append(options, flags...)
	if profile != "" {
		options = append(options, chromedp.UserDataDir(profile))
	}
	all, stop := chromedp.NewExecAllocator(context.Background(), options...)
	quiet := chromedp.WithBrowserOption(
		chromedp.WithBrowserErrorf(func(string, ...any) {}), // events that are newer than the client
		chromedp.WithBrowserLogf(func(string, ...any) {}))
	ctx, _ = chromedp.NewContext(all, quiet)
	if err := chromedp.Do(ctx); err != nil {
		stop()
		t.Fatalf("start chromium: %v", err)
	}
	return ctx, func() {
		// Chromium writes its profile when it is asked to go.
		limited, cancel := context.WithTimeout(ctx, 10*time.Second)
		defer cancel()
		_ = chromedp.Cancel(limited)
		stop()
		chromedp.FromContext(ctx).Allocator.Wait()
	}
}

// NewChromium opens a tab in a context of its own, like a new private window.
func NewChromium(t testing.TB) *Chromium {
	t.Helper()
	return newChromium(t, sharedChromium(t), "", chromedp.WithNewBrowserContext())
}

// sharedChromium is the browser in which each test has windows of its own.
func sharedChromium(t testing.TB) context.Context {
	t.Helper()
	shared.Lock()
	defer shared.Unlock() // also when starting it ends the test
	if shared.ctx == nil {
		ctx, end := startChromium(t, "")
		atEnd(t, end)
		shared.ctx = ctx
	}
	return shared.ctx
}

// NewChromiumOn starts a browser of its own on a profile folder, and opens a
// tab. The folder outlives the browser, also one that Kill ended: start another
// on it to see what is left.
func NewChromiumOn(t testing.TB, profile string) *Chromium {
	t.Helper()
	ctx, end := startChromium(t, profile)
	t.Cleanup(end)
	c := newChromium(t, ctx, "")
	c.onProfile = true
	return c
}

// Another opens another tab beside this one, with the same storage.
func (c *Chromium) Another() *Chromium {
	c.t.Helper()
	return newChromium(c.t, c.parent, c.downloads)
}

func newChromium(t testing.TB, parent context.Context, downloads string, options ...chromedp.ContextOption) *Chromium {
	t.Helper()
	heard := &complaints{}
	c := &Chromium{downloads: downloads, workers: map[target.ID]context.Context{}}
	ctx, cancel := chromedp.NewContext(parent, append(options, chromedp.WithListener(heard.listen))...)
	c.Tab = &Tab{t: t, driver: devtools{}, parent: ctx, patience: Patience, complaints: heard}
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("open a tab of chromium: %v", err)
	}
	t.Cleanup(func() {
		if t.Failed() && ctx.Err() == nil {
			_, _ = c.keep("failed", c.driver.png)
		}
		cancel()
		c.complain()
	})
	if c.downloads == "" {
		c.downloads = t.TempDir()
	}
	c.prepare()
	return c
}

// prepare sets what a tab starts with: it counts as the one in front, may use
// the clipboard, and its downloads come to a folder of the test.
func (c *Chromium) prepare() {
	c.t.Helper()
	c.must(func(ctx context.Context) error {
		if _, err := chromedp.Call(ctx, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}); err != nil {
			return err
		}
		if _, err := chromedp.CallBrowser(ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{
			Behavior: browser.SetDownloadBehaviorBehaviorAllow, BrowserContextID: c.contextID(), DownloadPath: c.downloads,
		}); err != nil {
			return err
		}
		return c.clipboardPermission(ctx, browser.PermissionSettingGranted)
	}, "prepare a tab")
	go c.answerDialogs()
}

func (c *Chromium) clipboardPermission(ctx context.Context, setting browser.PermissionSetting) error {
	for _, name := range []string{"clipboard-read", "clipboard-write"} {
		if _, err := chromedp.CallBrowser(ctx, browser.SetPermission, browser.SetPermissionParams{
			Permission:       &browser.PermissionDescriptor{Name: name},
			Setting:          setting,
			BrowserContextID: c.contextID(),
		}); err != nil {
			return err
		}
	}
	return nil
}
