package e2e

import (
	"context"
	"time"

	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// Popup does something that opens another tab from this one, and returns that
// tab. Both stay connected, as far as their pages allow it.
func (c *Chromium) Popup(act func()) *Chromium {
	c.t.Helper()
	before := map[target.ID]bool{}
	for _, info := range c.tabs() {
		before[info.TargetID] = true
	}
	act()
	for limit := time.Now().Add(c.patience); ; time.Sleep(15 * time.Millisecond) {
		for _, info := range c.tabs() {
			if !before[info.TargetID] {
				return newChromium(c.t, c.parent, c.downloads, chromedp.WithTargetID(info.TargetID))
			}
		}
		if time.Now().After(limit) {
			c.t.Fatalf("no other tab has opened after %v", c.patience)
		}
	}
}

// tabs are the tabs of this reader.
func (c *Chromium) tabs() (all []*target.Info) {
	c.t.Helper()
	c.must(func(ctx context.Context) error {
		targets, err := chromedp.Targets(c.parent)
		for _, info := range targets {
			if info.Type == "page" && (c.contextID() == "" || info.BrowserContextID == c.contextID()) {
				all = append(all, info)
			}
		}
		return err
	}, "list the tabs")
	return all
}
