//go:build js && wasm

package app

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"time"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/browser"
	"quoth/internal/format"
	"quoth/internal/local"
)

// navigate goes to another page of the app.
func navigate(path string) { goapp.Window().Call("goappNav", browser.Origin()+path) }

// offered is the server's list of articles; none without a network.
func offered() []sample {
	samples := []sample{}
	data, _, err := browser.Fetch(context.Background(), "/articles.json")
	if err == nil {
		err = json.Unmarshal(data, &samples)
	}
	if err != nil {
		return []sample{}
	}
	return samples
}

// onTyped takes what arrives in the field without a paste event, as from a
// screen keyboard's clipboard, only when it is asked for: see onRead.
func (h *home) onTyped(ctx goapp.Context, e goapp.Event) { ctx.PreventUpdate() }

func (h *home) onRead(ctx goapp.Context, e goapp.Event) {
	typed := browser.Document().Call("getElementById", "paste").Get("value").String()
	h.pasted(ctx, typed, "")
}

func (h *home) onOpen(ctx goapp.Context, e goapp.Event) {
	browser.PickFiles(".txt,.md,.markdown,.html,.htm,.mhtml,.mht,.json", true, func(files []browser.File) { h.take(ctx, files) })
}

func (h *home) onDelete(ctx goapp.Context, e goapp.Event) {
	id := ctx.JSSrc().Get("dataset").Get("id").String()
	i := slices.IndexFunc(h.entries, func(e local.ArticleEntry) bool { return string(e.ID) == id })
	if i < 0 {
		return
	}
	entry := h.entries[i]
	go func() {
		err := h.Desk.library.Trash(context.Background(), entry.ID)
		ctx.Dispatch(func(goapp.Context) {
			if err != nil {
				h.problem = sentence(plain(err))
				return
			}
			h.trashed = &entry
		})
		h.refresh(ctx)
	}()
}

func (h *home) onRestore(ctx goapp.Context, e goapp.Event) {
	entry := h.trashed
	if entry == nil {
		return
	}
	h.trashed = nil
	go func() {
		if err := h.Desk.library.Restore(context.Background(), entry.ID); err != nil {
			ctx.Dispatch(func(goapp.Context) { h.problem = sentence(plain(err)) })
		}
		h.refresh(ctx)
	}()
}

// onSaveLibrary writes every article with every layer into one file.
func (h *home) onSaveLibrary(ctx goapp.Context, e goapp.Event) {
	go func() {
		data, err := h.Desk.saveLibrary(context.Background())
		if err != nil {
			ctx.Dispatch(func(goapp.Context) { h.problem = sentence(plain(err)) })
			return
		}
		browser.Save("quoth-library-"+time.Now().Format("2006-01-02")+".json", "application/json", data)
	}()
}

func (d *desk) saveLibrary(ctx context.Context) ([]byte, error) {
	entries, err := d.library.Entries(ctx)
	if err != nil {
		return nil, err
	}
	var documents []*format.Document
	for _, entry := range entries {
		doc, err := d.document(ctx, entry.ID)
		if err != nil {
			return nil, err
		}
		documents = append(documents, doc)
	}
	var b bytes.Buffer
	err = format.WriteLibrary(&b, documents)
	return b.Bytes(), err
}

// document is an article with every layer of it, as the library holds them.
func (d *desk) document(ctx context.Context, id article.ID) (*format.Document, error) {
	a, err := d.library.Article(ctx, id)
	if err != nil {
		return nil, err
	}
	entry, err := d.library.Entry(ctx, id)
	if err != nil {
		return nil, err
	}
	doc := &format.Document{Article: a, Exported: time.Now().UTC().Truncate(time.Millisecond), Generator: generator}
	for _, l := range entry.Layers {
		layer, err := d.layer(ctx, a, l.ID)
		if err != nil {
			return nil, err
		}
		doc.Layers = append(doc.Layers, layer)
	}
	return doc, nil
}

// layer is a layer as its journal has it now.
func (d *desk) layer(ctx context.Context, a *article.Article, id annotation.LayerID) (*annotation.Layer, error) {
	e, _, err := d.read(ctx, a, id)
	if err != nil {
		return nil, err
	}
	return e.State().Layer(), nil
}
