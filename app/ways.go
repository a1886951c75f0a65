//go:build js && wasm

package app

import (
	"context"
	"fmt"
	"strings"
	"time"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"quoth/internal/article"
	"quoth/internal/browser"
	"quoth/internal/format"
	"quoth/internal/ingest"
)

// pasted makes an article of what was pasted and opens it; an address is
// fetched by the server.
func (h *home) pasted(ctx goapp.Context, plain, html string) {
	if address := strings.TrimSpace(plain); isAddress(address) {
		h.fetch(ctx, address)
		return
	}
	h.work(ctx, "Reading what you pasted…", func() (*article.Article, error) {
		return ingest.Paste(plain, html, time.Now().UTC().Truncate(time.Millisecond))
	})
}

// fetch has the server read the page at an address.
func (h *home) fetch(ctx goapp.Context, address string) {
	h.work(ctx, "Fetching "+shorten(address, 80)+"…", func() (*article.Article, error) {
		return fetchPage(context.Background(), address)
	})
}

// work shows that something is being done, does it, keeps the article and
// opens it; or says why not, and nothing has changed.
func (h *home) work(ctx goapp.Context, doing string, make func() (*article.Article, error)) {
	h.busy, h.problem = doing, ""
	ctx.Dispatch(func(goapp.Context) {})
	browser.AfterPaint(func() {
		go func() {
			a, err := make()
			if err == nil {
				err = h.Desk.arrived(context.Background(), a, func(doing string) { ctx.Dispatch(func(goapp.Context) { h.busy = doing }) })
			}
			h.finish(ctx, a, err)
		}()
	})
}

func (h *home) finish(ctx goapp.Context, a *article.Article, err error) {
	ctx.Dispatch(func(goapp.Context) {
		h.busy = ""
		if err != nil {
			h.problem = sentence(plain(err))
			return
		}
		browser.Persist()
		if n := a.Meta.Notices; len(n) > 0 {
			h.Desk.tell(sentence(strings.Join(n, "; ")))
		}
		navigate("/a/" + string(a.ID))
	})
}

// take opens files: articles, our own exports, or a whole library.
func (h *home) take(ctx goapp.Context, files []browser.File) {
	if len(files) == 0 {
		return
	}
	h.busy, h.problem = "Reading "+files[0].Name+"…", ""
	ctx.Dispatch(func(goapp.Context) {})
	go func() {
		var last *article.Article
		var failed []string
		for _, f := range files {
			a, err := h.Desk.openFile(f, func(doing string) { ctx.Dispatch(func(goapp.Context) { h.busy = doing }) })
			if err != nil {
				failed = append(failed, plain(err))
				continue
			}
			last = a
		}
		ctx.Dispatch(func(goapp.Context) {
			h.busy = ""
			if len(failed) > 0 {
				h.problem = sentence(strings.Join(failed, "; "))
			}
		})
		switch {
		case last != nil && len(files) == 1:
			h.finish(ctx, last, nil)
		default:
			h.refresh(ctx)
		}
	}()
}

// openFile keeps what a file holds and returns its article.
func (d *desk) openFile(f browser.File, tell func(string)) (*article.Article, error) {
	ctx := context.Background()
	if f.Err != nil {
		return nil, fmt.Errorf("%s: %w", f.Name, f.Err)
	}
	if !strings.HasSuffix(strings.ToLower(f.Name), ".json") {
		read := ingest.File
		if page, archive := ingest.IsPage(f.Name, f.Data); page {
			read = d.pageReader(archive)
		}
		a, err := read(f.Name, f.Data, time.Now().UTC().Truncate(time.Millisecond))
		if err != nil {
			return nil, err
		}
		return a, d.arrived(ctx, a, tell)
	}
	documents, err := format.ReadLibrary(f.Data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.Name, err)
	}
	return d.keep(ctx, documents)
}

// keep puts documents into the library.
func (d *desk) keep(ctx context.Context, documents []*format.Document) (last *article.Article, err error) {
	library := d.ready()
	for _, doc := range documents {
		if err := library.Keep(ctx, doc.Article, doc.Layers, newID); err != nil {
			return nil, err
		}
		last = doc.Article
	}
	return last, nil
}
