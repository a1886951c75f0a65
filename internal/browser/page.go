//go:build js && wasm

package browser

import (
	"strconv"
	"strings"
	"syscall/js"

	"quoth/internal/text"
)

// LocalItem reads an entry of local storage; "" if there is none or the
// browser refuses storage.
func LocalItem(key string) (value string) {
	defer func() { _ = recover() }() // a blocked storage throws on every access
	if v := js.Global().Get("localStorage").Call("getItem", key); v.Type() == js.TypeString {
		return v.String()
	}
	return ""
}

// SetLocalItem writes an entry of local storage, as far as the browser allows.
func SetLocalItem(key, value string) {
	defer func() { _ = recover() }()
	js.Global().Get("localStorage").Call("setItem", key, value)
}

// SetTitle names the page.
func SetTitle(title string) { Document().Set("title", title) }

// TakeEarly takes over, as JSON, the marks that were made on an article before
// the program had come; see web/early.js. They stay in local storage until
// kept is called, so that a crash on the way loses none of them.
func TakeEarly(articleID string) (marks []string, kept func()) {
	early := js.Global().Get("quothEarly")
	if !early.Truthy() {
		return nil, func() {}
	}
	list := early.Call("take", articleID)
	key := "quoth.early." + articleID
	if list.Length() > 0 {
		SetLocalItem(key, js.Global().Get("JSON").Call("stringify", list).String())
	}
	for i := range list.Length() {
		marks = append(marks, js.Global().Get("JSON").Call("stringify", list.Index(i)).String())
	}
	return marks, func() { SetLocalItem(key, "[]") }
}

// SetReady tells the page, and whoever measures it, whether the program has
// taken over the article that the address names.
func SetReady(ready bool) {
	if root := Document().Get("documentElement"); ready {
		root.Call("setAttribute", "data-quoth", "ready")
	} else {
		root.Call("removeAttribute", "data-quoth")
	}
}

// SetSaving notes on an element that tells whether all is saved that something
// waits; while it does, the stylesheet hides the word.
func SetSaving(id string, waits bool) {
	if e := Document().Call("getElementById", id); e.Truthy() {
		e.Call("toggleAttribute", "data-saving", waits)
	}
}

// SetContent fills an element with HTML, unless it holds that already.
func SetContent(id, html string) {
	e := Document().Call("getElementById", id)
	if !e.Truthy() || e.Get("quothHTML").Type() == js.TypeString && e.Get("quothHTML").String() == html {
		return
	}
	e.Set("innerHTML", html)
	e.Set("quothHTML", html)
}

// SetHidden hides or shows an element.
func SetHidden(id string, hidden bool) {
	if e := Document().Call("getElementById", id); e.Truthy() {
		e.Set("hidden", hidden)
	}
}

// WhenShown calls f with an element as soon as it is on the page and seen,
// which go-app brings about some frames after it was asked to; after a second
// without it, not at all.
func WhenShown(id string, f func(js.Value)) { whenShown(id, f, 60) }

func whenShown(id string, f func(js.Value), frames int) {
	Frame(func() {
		e := Document().Call("getElementById", id)
		switch {
		case e.Truthy() && e.Call("getClientRects").Get("length").Int() > 0:
			f(e)
		case frames > 0:
			whenShown(id, f, frames-1)
		}
	})
}

// Announce has a screen reader say something that the screen shows otherwise.
func Announce(s string) {
	if e := Document().Call("getElementById", "announce"); e.Truthy() {
		e.Set("textContent", s)
	}
}

// SetProgress shows how much of the article has been passed, 0 to 1.
func SetProgress(part float64) {
	if e := Document().Call("getElementById", "progress"); e.Truthy() {
		e.Get("style").Set("transform", "scaleX("+strconv.FormatFloat(part, 'f', 4, 64)+")")
	}
}

// AtBeneath is At for a pointer that holds a handle: it looks through it.
func (p *Painted) AtBeneath(x, y float64) (at text.Byte, ok bool) {
	classes := Document().Get("documentElement").Get("classList")
	classes.Call("add", "dragging")
	defer classes.Call("remove", "dragging")
	return p.At(x, y)
}

// FillList draws the rows of a long list that are in view, and some around.
// Every row is height CSS pixels tall; row gives the HTML of one.
func FillList(id string, height, rows int, row func(i int) string) {
	list := Document().Call("getElementById", id)
	if !list.Truthy() {
		return
	}
	inner := list.Get("firstElementChild")
	if !inner.Truthy() {
		inner = Document().Call("createElement", "div")
		inner.Set("role", "presentation")
		list.Call("append", inner)
	}
	const around = 6
	top := int(list.Get("scrollTop").Float()) / height
	first := max(top-around, 0)
	last := min(top+list.Get("clientHeight").Int()/height+around, rows)
	var b strings.Builder
	for i := first; i < last; i++ {
		b.WriteString(row(i))
	}
	html := b.String()
	style := inner.Get("style")
	style.Set("paddingTop", px(float64(first*height)))
	style.Set("paddingBottom", px(float64((rows-max(last, 0))*height)))
	if inner.Get("quothHTML").Type() != js.TypeString || inner.Get("quothHTML").String() != html {
		inner.Set("innerHTML", html)
		inner.Set("quothHTML", html)
	}
}

// TrapFocus moves the focus into a dialog and keeps Tab inside it while it is
// on the page.
func TrapFocus(id string) {
	e := Document().Call("getElementById", id)
	if !e.Truthy() || e.Get("quothTrap").Truthy() {
		return
	}
	e.Set("quothTrap", true)
	inside := func() (first, last js.Value) {
		list := e.Call("querySelectorAll", "button, a[href], input, select, textarea, [tabindex='0']")
		n := list.Get("length").Int()
		if n == 0 {
			return e, e
		}
		return list.Index(0), list.Index(n - 1)
	}
	Listen(e, "keydown", func(event js.Value) {
		if event.Get("key").String() != "Tab" {
			return
		}
		first, last := inside()
		active := Document().Get("activeElement")
		switch {
		case event.Get("shiftKey").Bool() && (active.Equal(first) || active.Equal(e)):
			last.Call("focus")
			event.Call("preventDefault")
		case !event.Get("shiftKey").Bool() && active.Equal(last):
			first.Call("focus")
			event.Call("preventDefault")
		}
	})
	first, _ := inside()
	first.Call("focus")
}

// UseNewVersion has the waiting service worker take over and loads the page
// again.
func UseNewVersion() {
	if f := js.Global().Get("quothUseNewVersion"); f.Truthy() {
		f.Invoke()
		return
	}
	js.Global().Get("location").Call("reload")
}

// OpenTab shows an address in another tab, which cannot reach this one.
func OpenTab(address string) { js.Global().Call("open", address, "_blank", "noopener") }

// Origin is the page's scheme, host and port.
func Origin() string { return js.Global().Get("location").Get("origin").String() }
