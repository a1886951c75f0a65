//go:build js && wasm

package app

import (
	"context"
	"errors"
	"strings"
	"time"

	"quoth/internal/article"
	"quoth/internal/browser"
	"quoth/internal/ingest"
)

// mostSent is how much of a page the server takes, in bytes. A web archive may
// have more, but its page comes first and its pictures are not wanted.
const mostSent = 15 << 20

// A page is a whole web page as the reader has it.
type page struct {
	name    string // of its file; "" if it is none
	data    []byte
	address string // "" if it is not known
	archive bool
	whole   bool // the browser's own document, and so UTF-8, and no file
}

// readPage finds the article on a page. The server does it better than the tab has
// room for; without one, or if it cannot, the tab does, and the reader is told
// so.
func (d *desk) readPage(p page, now time.Time) (*article.Article, error) {
	why := "it was read without the server, by simpler rules"
	if !d.settings.Here {
		a, err := p.send()
		if err == nil {
			return a, nil
		}
		if !errors.Is(err, browser.ErrOffline) {
			why += ": " + strings.TrimSuffix(plain(err), ".")
		} else {
			why += ", because there is no connection"
		}
	}
	a, err := p.here(now)
	if err == nil {
		a.Meta.Notices = append(a.Meta.Notices, why)
	}
	return a, err
}

func (p page) send() (*article.Article, error) {
	headers := map[string]any{"Content-Type": "text/html"}
	if p.archive {
		headers["Content-Type"] = "multipart/related"
		p.data = p.data[:min(len(p.data), mostSent)]
	}
	if p.whole {
		headers["Content-Type"] = "text/html; charset=utf-8"
		headers["Content-Location"] = p.address
	}
	return articleFrom(browser.Send(context.Background(), "/api/read", p.data, headers))
}

// here reads the page in the tab.
func (p page) here(now time.Time) (*article.Article, error) {
	if !p.whole {
		return ingest.File(p.name, p.data, now)
	}
	return ingest.HTML(string(p.data), article.Meta{URL: p.address, Retrieved: now, Source: "page"})
}

// pageReader is ingest.File for whole web pages.
func (d *desk) pageReader(archive bool) func(string, []byte, time.Time) (*article.Article, error) {
	return func(name string, data []byte, now time.Time) (*article.Article, error) {
		return d.readPage(page{name: name, data: data, archive: archive}, now)
	}
}

// whereRead tells where web pages are read.
func (d *desk) whereRead() string {
	if d.settings.Here {
		return "A web page that you open is read on this device only."
	}
	return "A web page that you open goes to this server, which finds the article on it and keeps nothing."
}
