package e2e

import (
	"context"

	"github.com/chromedp/cdproto/browser"
)

// Paste puts HTML and plain text on the clipboard, as copying in another page
// does, and pastes where the focus is with Control+v. Empty ones are left out.
// Whatever the focus is on sees a real paste event.
func (c *Chromium) Paste(html, text string) {
	c.t.Helper()
	c.Copy(html, text)
	c.Press("Control+v")
}

// Copy puts HTML and plain text on the clipboard without the page knowing.
// navigator.clipboard would clean the HTML first, which another page's copy
// does not.
func (c *Chromium) Copy(html, text string) {
	c.t.Helper()
	copied := Eval[bool](c, `(() => {
		let done = false;
		const put = event => {
			event.stopImmediatePropagation();
			event.preventDefault();
			for (const [type, data] of [["text/html", `+quoteJS(html)+`], ["text/plain", `+quoteJS(text)+`]])
				if (data) event.clipboardData.setData(type, data);
			done = true;
		};
		window.addEventListener("copy", put, { capture: true, once: true });
		document.execCommand("copy");
		window.removeEventListener("copy", put, true);
		return done;
	})()`)
	if !copied {
		c.t.Fatal("copy: the page did not let go of the clipboard")
	}
}

// Clipboard returns what is on the clipboard as a type: "text/plain",
// "text/html"; empty if there is no such thing.
func (c *Chromium) Clipboard(mediaType string) string {
	c.t.Helper()
	return Eval[string](c, `navigator.clipboard.read().then(async items => {
		for (const item of items)
			if (item.types.includes(`+quoteJS(mediaType)+`)) return (await item.getType(`+quoteJS(mediaType)+`)).text();
		return "";
	})`)
}

// DenyClipboard makes the browser refuse the clipboard to scripts.
func (c *Chromium) DenyClipboard() {
	c.t.Helper()
	c.must(func(ctx context.Context) error {
		return c.clipboardPermission(ctx, browser.PermissionSettingDenied)
	}, "deny the clipboard")
}
