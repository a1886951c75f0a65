//go:build js && wasm

package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"syscall/js"
	"time"

	"github.com/google/uuid"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/browser"
	"quoth/internal/editor"
	"quoth/internal/scheme"
	"quoth/internal/text"
)

// newID makes an ID that sorts by age.
func newID() string {
	id, err := uuid.NewV7()
	if err != nil {
		panic(err) // no randomness: nothing in the tab would work
	}
	return id.String()
}

// openPath opens what the page's address names: /a/ID from the library, or
// /read/NAME from the server, which then stays in the library.
func (d *desk) openPath(ctx context.Context, path string) error {
	library := d.ready()
	d.settled()
	if strings.HasPrefix(path, classPath) {
		return d.openAssigned(ctx, path)
	}
	if name, ok := strings.CutPrefix(path, "/read/"); ok {
		a, err := d.served(ctx, name)
		if err != nil {
			return err
		}
		return d.openArticle(ctx, a)
	}
	id, ok := strings.CutPrefix(path, "/a/")
	if !ok {
		return fmt.Errorf("there is no page %s here: %w", path, annotation.ErrNotFound)
	}
	a, err := library.Article(ctx, article.ID(id))
	if errors.Is(err, annotation.ErrNotFound) {
		return errors.New("this article is not in this browser: it may have been deleted here, or be in another browser")
	}
	if err != nil {
		return err
	}
	return d.openArticle(ctx, a)
}

// served is an article that the server offers: from the library if it has
// been opened before, so that it opens offline.
func (d *desk) served(ctx context.Context, name string) (*article.Article, error) {
	if d.painted.id != "" {
		if a, err := d.library.Article(ctx, d.painted.id); err == nil {
			return a, nil
		}
	}
	data, _, err := browser.Fetch(ctx, "/articles/"+name+".json")
	if err != nil {
		return nil, err
	}
	a := new(article.Article)
	if err := json.Unmarshal(data, a); err != nil {
		return nil, err
	}
	return a, a.Check()
}

// openArticle shows an article with the layer of it that was worked on last,
// or a new one.
func (d *desk) openArticle(ctx context.Context, a *article.Article) error {
	entry, err := d.library.Entry(ctx, a.ID)
	if errors.Is(err, annotation.ErrNotFound) {
		if err = d.library.PutArticle(ctx, a); err == nil {
			entry, err = d.library.Entry(ctx, a.ID)
		}
	}
	if err != nil {
		return err
	}
	var id annotation.LayerID
	var newest time.Time
	for _, l := range entry.Layers {
		if id == "" || l.Modified.After(newest) {
			id, newest = l.ID, l.Modified
		}
	}
	if id == "" {
		if id, err = d.addLayer(ctx, a.ID, scheme.Preset(scheme.Default)); err != nil {
			return err
		}
	}
	return d.openIn(ctx, a, id)
}

// openIn shows an article in one of its layers, where reading stopped.
func (d *desk) openIn(ctx context.Context, a *article.Article, id annotation.LayerID) error {
	entry, err := d.library.Entry(ctx, a.ID)
	if err != nil {
		return err
	}
	if err := d.openLayer(ctx, a, id); err != nil {
		return err
	}
	if entry.Position > 0 {
		d.reader.painted.ScrollToBlock(a.BlockAt(entry.Position))
	}
	d.takeEarly(a)
	d.tellArrival(a.ID)
	d.benchHook()
	browser.SetReady(true)
	return nil
}

// openLayer shows a layer of an article: its newest snapshot and what the
// journal holds after it.
func (d *desk) openLayer(ctx context.Context, a *article.Article, id annotation.LayerID) error {
	d.settled()
	e, damage, err := d.read(ctx, a, id)
	if err == nil {
		err = ctx.Err() // the reader has gone elsewhere meanwhile
	}
	if err != nil {
		return err
	}
	d.close(a.ID)
	d.editor = e
	d.saver = newSaver(d)
	if d.host.IsUndefined() {
		d.host = browser.Document().Call("getElementById", "reader")
	}
	if d.reader == nil || d.reader.article != a.ID {
		root := js.Undefined()
		if d.painted.id == a.ID {
			root = d.painted.root
		}
		d.reader = newReader(d, a, root, d.host)
		d.painted = painting{root: d.reader.painted.Root(), id: a.ID}
		d.listen()
	}
	d.reader.drawFirst(e.State())
	d.showBlind()
	browser.SetTitle(a.Meta.Title + " – Quoth")
	d.changed(onOpen, onEdit, onActive, onSave)
	if d.pane == placesPane {
		d.beginPlacing()
	}
	if damage != nil {
		d.fail(damage)
	}
	if err := d.revealSeen(ctx, a.ID); err != nil {
		return err
	}
	return d.follow(ctx, id)
}

// read replays a layer from the library. The damage, if any, is what could
// not be read.
func (d *desk) read(ctx context.Context, a *article.Article, id annotation.LayerID) (e *editor.Editor, damage, err error) {
	opened, err := d.library.OpenLayer(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	e = editor.New(editor.Open(a, opened.Layer), opened.Seq, opened.Undo, opened.Redo, newID, time.Now)
	_, err = e.Merge(transactions(opened.Records))
	return e, opened.Damage, err
}

// close puts the open layer away, and the article unless it is the next one.
// What is not written yet still is: see settled.
func (d *desk) close(next article.ID) {
	if d.editor == nil {
		return
	}
	d.takeDraft(d.draft.in)
	if d.notice.Undo {
		d.tell("") // there will be nothing to undo
	}
	if d.reader.article != next {
		d.reader.close()
		d.reader = nil
	} else {
		d.reader.lightActive(d.state(), "")
	}
	browser.SetHidden("bar", true)
	browser.SetHidden("handles", true)
	d.closed = d.saver.close()
	d.editor, d.active, d.selection, d.asking, d.caret, d.suggested, d.placing = nil, "", text.Bytes{}, nil, caret{}, nil, nil
}

// settled waits until the layer that was put away last is written, so that
// whatever reads the library finds all of it.
func (d *desk) settled() {
	if d.closed != nil {
		<-d.closed
	}
}
