//go:build js && wasm

package app

import (
	"context"
	"runtime/debug"
	"time"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"quoth/internal/browser"
	"quoth/internal/local"
)

// Main runs the screen until the page closes.
func Main() {
	d := start()
	goapp.RouteFunc("/", func() goapp.Composer { return &home{Desk: d} })
	goapp.RouteFunc("/take", func() goapp.Composer { return &home{Desk: d} })
	// One component for all articles, so that going from one article to another
	// updates it instead of making it anew.
	goapp.RouteWithRegexpFunc("/with/", func() goapp.Composer { return &comparison{Desk: d} })
	goapp.RouteWithRegexpFunc("^/", func() goapp.Composer { return &workbench{Desk: d} })
	goapp.RunWhenOnBrowser()
}

// start begins a desk, which a page has one of.
func start() *desk {
	// The tab has one thread, so collecting garbage is a pause. The heap of an
	// article is small: let it grow to several times that before it is swept,
	// but not without bound.
	debug.SetGCPercent(400)
	debug.SetMemoryLimit(64 << 20)
	d := &desk{settings: loadSettings(), forbidden: browser.Alone()}
	d.settings.apply()
	d.adopt()
	d.opening = make(chan struct{})
	go d.openLibrary()
	browser.OnLeave(d.leave, d.losing)
	return d
}

// openLibrary opens the tab's storage; without one, everything works but
// ends with the tab.
func (d *desk) openLibrary() {
	store, err := browser.OpenIndexedDB(context.Background(), "quoth")
	d.kept = err == nil
	if err != nil {
		store = local.NewMemory()
	}
	d.library = local.NewLibrary(store)
	close(d.opening)
	browser.Idle(func() {
		go func() {
			// What was deleted can be put back for a month; failing to clear it
			// away now costs nothing but space.
			_, _ = d.library.Empty(context.Background(), time.Now().Add(-30*24*time.Hour))
		}()
	})
}

// ready waits until the library is open.
func (d *desk) ready() *local.Library {
	<-d.opening
	return d.library
}
