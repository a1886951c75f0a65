package e2e

import (
	"os"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/inspector"
	"github.com/chromedp/cdproto/systeminfo"
	"github.com/chromedp/chromedp"
)

// Kill ends the whole browser at once with SIGKILL, as a crash or a power cut
// would. Only a browser of NewChromiumOn can be killed. The tab is of no more use.
func (c *Chromium) Kill() {
	c.t.Helper()
	if !c.onProfile {
		c.t.Fatal("kill: other tests use this browser; open the tab with NewChromiumOn")
	}
	of := chromedp.FromContext(c.parent)
	if err := of.Browser.Process().Kill(); err != nil {
		c.t.Fatalf("kill chromium: %v", err)
	}
	of.Allocator.Wait()
}

// KillRenderer ends the processes that draw pages with SIGKILL, as when the
// system runs out of memory. The tab is left with the browser's own sad page;
// Reload or Open brings a page again. Only a browser of NewChromiumOn can be
// treated so.
func (c *Chromium) KillRenderer() {
	c.t.Helper()
	if !c.onProfile {
		c.t.Fatal("kill the renderer: other tests use this browser; open the tab with NewChromiumOn")
	}
	ctx, cancel := c.context()
	defer cancel()
	crashed := chromedp.Events(ctx, inspector.TargetCrashed)
	info, err := chromedp.CallBrowser(ctx, systeminfo.GetProcessInfo, cdp.Empty{})
	if err != nil {
		c.t.Fatalf("kill the renderer: %v", err)
	}
	for _, p := range info.ProcessInfo {
		if p.Type != "renderer" {
			continue
		}
		process, err := os.FindProcess(int(p.ID))
		if err == nil {
			err = process.Kill()
		}
		if err != nil {
			c.t.Fatalf("kill the renderer: %v", err)
		}
	}
	for _, err := range crashed {
		if err != nil {
			c.t.Fatalf("kill the renderer: %v", err)
		}
		break
	}
}
