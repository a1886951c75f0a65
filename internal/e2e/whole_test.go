package e2e

import (
	"fmt"
	"strings"
	"testing"
)

// archived is the outlet's page as Chromium saves it with its pictures.
func archived(page string) []byte {
	return []byte("From: <Saved by Blink>\r\nSnapshot-Content-Location: https://lantern.example/news/ferry\r\nMIME-Version: 1.0\r\n" +
		"Content-Type: multipart/related; type=\"text/html\"; boundary=\"----x\"\r\n\r\n------x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: binary\r\n\r\n" +
		page + "\r\n------x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n------x--\r\n")
}

func TestASavedPageIsReadByTheServerAndElseHere(t *testing.T) {
	page := fmt.Sprintf(outletPage, "https://lantern.example", "the Lantern")
	app, c := Start(t), NewChromium(t)
	begin(c, app)
	c.WaitText(".ways", "goes to this server")
	c.Choose("#open", c.File("ferry.html", []byte(page)))
	c.WaitFor(ready)
	c.WaitText("#article", "The sandbank moves")
	if text := c.Text("#article"); strings.Contains(text, "newsletter") || strings.Contains(text, "Sport") {
		t.Errorf("the article holds the page around it: %q", text)
	}
	c.Click(".header .home")
	c.WaitText(".library", "Merrow Lantern")
	c.Drop("body", c.File("mill.mht", archived(strings.ReplaceAll(page, "Ada", "Beda"))))
	c.WaitFor(ready)
	c.WaitText("#article", "The ferry Beda ran aground")
	c.Click(".header .home")
	c.WaitText(".library", "Merrow Lantern")
	// By the switch it stays here.
	c.Click("#tool-look")
	c.Click("#here")
	c.Press("Escape")
	c.WaitText(".ways", "read on this device only")
	c.Do(`(() => { const get = window.fetch; window.__sent = []; window.fetch = (address, how) => { window.__sent.push(String(address)); return get(address, how); }; })()`)
	c.Choose("#open", c.File("here.html", []byte(strings.ReplaceAll(page, "Ada", "Clara"))))
	c.WaitFor(ready)
	c.WaitText("#article", "The ferry Clara ran aground")
	c.WaitText("#notice", "It was read without the server, by simpler rules.")
	if sent := Eval[string](c, `window.__sent.filter(a => a.includes("/api/")).join(" ")`); sent != "" {
		t.Errorf("the page was sent to %s", sent)
	}
	c.Click("#tool-look")
	c.Click("#here")
	c.Press("Escape")
	c.Click(".header .home")
	c.WaitText(".library", "Merrow Lantern")
	app.Stop()
	c.Allow("net::ERR_")
	c.Allow("Failed to load resource")
	c.Choose("#open", c.File("alone.mhtml", archived(page)))
	c.WaitText("#problem", "web archive")
	c.Choose("#open", c.File("alone.html", []byte(strings.ReplaceAll(page, "Ada", "Dora"))))
	c.WaitFor(ready)
	c.WaitText("#article", "The ferry Dora ran aground")
	c.WaitText("#notice", "no connection")
	c.Axe()
}
