//go:build js && wasm

package app

import (
	"context"
	"slices"
	"strings"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/browser"
	"quoth/internal/local"
)

// seen reports whether the reader has had an article before them with its
// outlet: in a layer that is not blind, or no longer.
func seen(e local.ArticleEntry) bool {
	return slices.ContainsFunc(e.Layers, func(l local.LayerEntry) bool { return !l.Blind })
}

// hides reports whether the list of articles keeps an article's outlet back.
func (d *desk) hides(e local.ArticleEntry) bool {
	return !seen(e) && (d.settings.Blind || len(e.Layers) > 0)
}

// blindfold makes a new layer a blind one if the reader wants it and has not
// seen the article otherwise.
func (d *desk) blindfold(ctx context.Context, l *annotation.Layer) error {
	e, err := d.library.Entry(ctx, l.Article)
	if err == nil && d.hides(e) {
		l.Blind = &annotation.Blind{Since: l.Created}
	}
	return err
}

// revealSeen ends reading blind where the article has been seen in another
// layer, so that none says blind of what was not.
func (d *desk) revealSeen(ctx context.Context, id article.ID) error {
	if !d.state().Blind().Hides() {
		return nil
	}
	e, err := d.library.Entry(ctx, id)
	if err == nil && seen(e) {
		d.finishBlind()
	}
	return err
}

// showBlind hides or shows in the article what a blind reader does not see.
func (d *desk) showBlind() {
	d.reader.painted.SetBlind(d.state().Blind().Hides())
	d.showPictures()
}

// showPictures fetches the pictures of the article, if the reader wants them
// and does not read blind.
func (d *desk) showPictures() {
	if d.editor != nil && len(d.state().Article().Images) > 0 {
		d.reader.painted.ShowPictures(d.settings.Pictures && !d.state().Blind().Hides())
	}
}

// finishBlind reveals the outlet. It is noted in the layer for good.
func (d *desk) finishBlind() {
	if d.do("Finish reading blind", d.editor.Reveal(), nil) {
		d.showBlind()
		d.changed(onOpen)
	}
}

// blind stands below the article: the way to the outlet, or what it was.
type blind struct {
	goapp.Compo
	Desk *desk
}

// OnMount implements app.Mounter.
func (b *blind) OnMount(ctx goapp.Context) { b.Desk.watch(ctx, onOpen, onClass) }

// Render implements app.Composer.
func (b *blind) Render() goapp.UI {
	s := b.Desk.state()
	switch {
	case s == nil || s.Blind() == nil:
		return goapp.Section().Class("blind").Hidden(true)
	case s.Blind().Hides():
		return goapp.Section().Class("blind").Aria("label", "Reading blind").Body(
			goapp.P().Text("You are reading blind: outlet, byline and pictures are hidden, and links are off."),
			// In a class one is done once, for the class too: see classLine.
			goapp.Button().ID("finished").Type("button").Class("strong").Hidden(b.Desk.assigned != nil).Text("I have finished").OnClick(b.onFinished),
		)
	}
	meta := s.Article().Meta
	from := meta.Publisher
	if from == "" {
		from = "an outlet that the page does not name"
	}
	if len(meta.Bylines) > 0 {
		from += ", by " + strings.Join(meta.Bylines, ", ")
	}
	return goapp.Section().Class("blind").Aria("label", "Read blind").Body(
		goapp.P().Text("You read this blind until " + s.Blind().Revealed.Local().Format("2 January 2006, 15:04") + ". It is from " + from + "."),
	)
}

func (b *blind) onFinished(goapp.Context, goapp.Event) {
	b.Desk.finishBlind()
	browser.Announce("Outlet, byline and pictures are shown.")
}
