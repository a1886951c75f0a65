//go:build js && wasm

package app

import (
	"strings"
	"syscall/js"
	"time"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"quoth/internal/article"
	"quoth/internal/browser"
)

// receive opens what another page or program has handed over.
func (h *home) receive(ctx goapp.Context) {
	browser.Receive(func(in browser.Handed) {
		ctx.Dispatch(func(goapp.Context) { h.received(ctx, in) })
	})
}

func (h *home) received(ctx goapp.Context, in browser.Handed) {
	switch {
	case in.Problem != "":
		h.problem = in.Problem
	case len(in.Files) > 0:
		h.take(ctx, in.Files)
	case in.HTML != "":
		h.work(ctx, "Reading the page…", func() (*article.Article, error) {
			p := page{data: []byte(in.HTML), whole: true}
			if isAddress(in.Address) {
				p.address = in.Address
			}
			return h.Desk.readPage(p, time.Now().UTC().Truncate(time.Millisecond))
		})
	default:
		if address := sharedAddress(in.Address, in.Text); address != "" {
			h.fetch(ctx, address)
		} else {
			h.pasted(ctx, in.Text, "")
		}
	}
}

// sharedAddress is the address that is shared, or "" if it is words. Many apps
// put the address into the text, behind a title.
func sharedAddress(address, words string) string {
	const title = 400 // bytes; an article is longer
	if isAddress(address) {
		return address
	}
	if all := strings.Fields(words); len(all) > 0 && len(words) < title && isAddress(all[len(all)-1]) {
		return all[len(all)-1]
	}
	return ""
}

// bookmarkletCode is all that runs on the page of another site, which loads
// nothing from us, so that no policy of the site is in its way. It waits until
// the window that it opens knocks, and hands the page to that window only.
const bookmarkletCode = `javascript:(()=>{` +
	`const q="ORIGIN",w=open(q+"/take");let s=0;` +
	`if(!w)return alert("The browser keeps this page from opening Quoth: allow pop-ups for it and press the bookmark again.");` +
	`addEventListener("message",function f(e){` +
	`if(e.source!==w||e.origin!==q)return;` +
	`if(e.data==="quoth:ready"&&!s++)w.postMessage({quoth:"page",html:document.documentElement.outerHTML,url:location.href},q);` +
	`if(e.data==="quoth:taken")removeEventListener("message",f)` +
	`})})()`

func bookmarkletLink() string { return strings.Replace(bookmarkletCode, "ORIGIN", browser.Origin(), 1) }

// bookmarklet offers the link for the bookmarks bar.
func bookmarklet() goapp.UI {
	return goapp.Section().Class("bookmarklet").Aria("labelledby", "bookmarklet-title").Body(
		goapp.H2().ID("bookmarklet-title").Text("From the page you are reading"),
		goapp.P().Body(
			goapp.Text("Drag "),
			goapp.A().ID("bookmarklet").Href(bookmarkletLink()).Text("Read in Quoth"),
			goapp.Text(" to your bookmarks. Pressed on any page, it opens here what you see there, behind a login too; the browser may ask once whether the site may open a window."),
		),
		goapp.P().Class("detail").Text("Where nothing can be dragged, press it here: it is copied, to be pasted as the address of a bookmark."),
	)
}

// onBookmarklet has the link copied when it is pressed here, where there is no
// page to read. It goes before go-app, which would follow the link.
func onBookmarklet(d *desk) (remove func()) {
	return browser.ListenWith(browser.Document(), "click", map[string]any{"capture": true}, func(e js.Value) {
		if !e.Get("target").Call("closest", "#bookmarklet").Truthy() {
			return
		}
		e.Call("preventDefault")
		e.Call("stopPropagation")
		done := browser.CopyText(bookmarkletLink())
		go func() {
			if err := <-done; err != nil {
				d.fail(err)
				return
			}
			d.tell("Copied: paste it as the address of a new bookmark.")
		}()
	})
}
