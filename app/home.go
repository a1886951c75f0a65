//go:build js && wasm

package app

import (
	"context"
	"strconv"
	"syscall/js"
	"time"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"quoth/internal/browser"
	"quoth/internal/local"
)

// home is the start page: the library, the samples, and the ways in.
type home struct {
	goapp.Compo
	Desk *desk

	loaded  bool
	entries []local.ArticleEntry
	usage   int64
	trashed *local.ArticleEntry // deleted last, to be put back
	busy    string              // what is being done, in words
	problem string              // why it could not be done
	over    bool                // something is dragged over the page
	remove  []func()
}

// A sample is an article that the server offers.
type sample struct {
	Name      string `json:"name"`
	Title     string `json:"title"`
	Language  string `json:"language"`
	Direction string `json:"direction"`
	Words     int    `json:"words"`
}

// OnMount implements app.Mounter.
func (h *home) OnMount(ctx goapp.Context) {
	browser.SetTitle("Quoth")
	h.Desk.watch(ctx, onView)
	document := browser.Document()
	refresh := func(f func()) { ctx.Dispatch(func(goapp.Context) { f() }) }
	h.remove = append(h.remove,
		browser.Listen(document, "dragover", func(e js.Value) {
			e.Call("preventDefault")
			if !h.over {
				refresh(func() { h.over = true })
			}
		}),
		browser.Listen(document, "dragleave", func(e js.Value) {
			if !e.Get("relatedTarget").Truthy() {
				refresh(func() { h.over = false })
			}
		}),
		browser.Listen(document, "drop", func(e js.Value) {
			e.Call("preventDefault")
			refresh(func() { h.over = false })
			browser.DroppedFiles(e, func(files []browser.File) { h.take(ctx, files) })
		}),
		browser.Listen(document, "paste", func(e js.Value) {
			if typing(e) && e.Get("target").Get("id").String() != "paste" {
				return
			}
			e.Call("preventDefault")
			plain, html := browser.PastedData(e)
			h.pasted(ctx, plain, html)
		}),
	)
	if typed := h.Desk.painted.typed; typed != "" {
		h.Desk.painted.typed = ""
		browser.WhenShown("paste", func(field js.Value) { field.Set("value", typed) })
	}
	if address := ctx.Page().URL().Query().Get("url"); isAddress(address) {
		browser.ForgetQuery()
		h.fetch(ctx, address)
	}
	h.remove = append(h.remove, onBookmarklet(h.Desk))
	h.receive(ctx)
	browser.EarlyFiles(func(files []browser.File) { h.take(ctx, files) })
	h.refresh(ctx)
}

// OnDismount implements app.Dismounter.
func (h *home) OnDismount() {
	for _, remove := range h.remove {
		remove()
	}
}

// refresh reads the library and the server's list again.
func (h *home) refresh(ctx goapp.Context) {
	go func() {
		library := h.Desk.ready()
		h.Desk.settled()
		entries, err := library.Entries(context.Background())
		used, _ := browser.Estimate()
		ctx.Dispatch(func(goapp.Context) {
			h.loaded, h.entries, h.usage = true, entries, used
			if err != nil {
				h.problem = sentence(plain(err))
			}
		})
		if len(h.Desk.samples) == 0 {
			samples := offered()
			ctx.Dispatch(func(goapp.Context) { h.Desk.samples = samples })
		}
	}()
}

// Render implements app.Composer.
func (h *home) Render() goapp.UI {
	class := "page-home"
	if h.over {
		class += " over"
	}
	return goapp.Div().ID("page").Class(class).Body(
		goapp.Header().Class("header").Body(
			goapp.Span().Class("home").Text("Quoth"),
			goapp.Div().Class("tools").Body(&lookTool{Desk: h.Desk}),
		),
		goapp.Main().Class("start").Body(
			goapp.Section().Class("ways").Body(
				goapp.H1().Text("Who says what?"),
				goapp.P().Class("lead").Text("Open an article, mark its claims, say who made them, take your work away as a file. Your work stays in this browser; no account, no network needed."),
				goapp.Label().For("paste").Text("Paste an article, or its address"),
				goapp.Textarea().ID("paste").Rows(4).Placeholder("Paste text or https://… here, or drop a file anywhere").OnInput(h.onTyped),
				goapp.Div().Class("acts").Body(
					goapp.Button().ID("open").Type("button").Class("strong").Text("Open a file").OnClick(h.onOpen),
					goapp.Button().ID("read").Type("button").Text("Read the text").OnClick(h.onRead),
				),
				goapp.P().Class("detail").Text(h.Desk.whereRead()),
				goapp.Div().Class("working").Role("status").Text(h.busy),
				goapp.If(h.problem != "", goapp.Div().ID("problem").Class("problem").Role("alert").Body(goapp.P().Text(h.problem))),
			),
			h.library(),
			h.offers(),
			bookmarklet(),
			goapp.P().Class("detail").Body(
				goapp.Text("For those who make datasets: "), goapp.A().ID("studio").Href("/studio/").Text("the studio"), goapp.Text(". For those who learn and teach: "), goapp.A().ID("classes").Href("/class/").Text("classes"), goapp.Text("."),
			),
		),
		goapp.Div().ID("announce").Class("unseen").Aria("live", "polite"),
		&dialogs{Desk: h.Desk},
		&notices{Desk: h.Desk},
	)
}

func (h *home) library() goapp.UI {
	section := func(body ...goapp.UI) goapp.UI {
		return goapp.Section().Class("library").Aria("labelledby", "library-title").Body(append([]goapp.UI{goapp.H2().ID("library-title").Text("Your articles")}, body...)...)
	}
	if !h.loaded {
		return section(goapp.P().Class("empty").Text("Looking…"))
	}
	if !h.Desk.kept {
		return section(goapp.P().Class("empty").Text("This window keeps nothing, as in private browsing. You can read, mark and take your work away, but it ends with the window."), h.list())
	}
	return section(
		h.list(),
		goapp.Div().Class("acts").Body(
			goapp.If(h.trashed != nil, goapp.Button().ID("restore").Type("button").Text("Put the deleted article back").OnClick(h.onRestore)),
			goapp.If(len(h.entries) > 0, goapp.Button().ID("save-library").Type("button").Class("quiet").Text("Save the whole library to a file").OnClick(h.onSaveLibrary)),
			goapp.Button().ID("load-library").Type("button").Class("quiet").Text("Load a library").OnClick(h.onOpen),
			goapp.Span().ID("usage").Class("detail").Text(size(h.usage)+" used in this browser"),
		),
	)
}

func (h *home) list() goapp.UI {
	if len(h.entries) == 0 {
		return goapp.P().Class("empty").Text("Nothing here yet. Paste an article above, or try one of ours below.")
	}
	groups := local.Group(h.entries)
	return goapp.Ul().Class("articles").Body(goapp.Range(groups).Slice(func(i int) goapp.UI {
		e, earlier := groups[i][0], groups[i][1:]
		about := plural(e.Words, "word", "words") + ", " + plural(e.Marks(), "mark", "marks")
		if e.Publisher != "" && !h.Desk.hides(e) {
			about = e.Publisher + ", " + about
		}
		return goapp.Li().Body(
			goapp.A().Href("/a/"+string(e.ID)).Lang(e.Language).Dir("auto").Text(e.Title),
			goapp.Span().Class("detail").Text(about),
			h.deleter(e),
			goapp.If(len(earlier) > 0, goapp.Div().Class("versions").Body(
				goapp.P().Class("detail").Text(plural(len(earlier)+1, "version", "versions")+"; before this one:"),
				goapp.Ul().Body(goapp.Range(earlier).Slice(func(k int) goapp.UI {
					old := earlier[k]
					return goapp.Li().Body(
						goapp.A().Href("/a/"+string(old.ID)).Text(came(old)),
						goapp.Span().Class("detail").Text(plural(old.Marks(), "mark", "marks")),
						goapp.A().Href("/a/"+string(e.ID)+"/with/"+string(old.ID)).Text("Compare"),
						h.deleter(old),
					)
				})),
			)),
		)
	}))
}

func (h *home) deleter(e local.ArticleEntry) goapp.UI {
	return goapp.Button().Type("button").Class("quiet").Aria("label", "Delete “"+e.Title+"”").Text("Delete").DataSet("id", string(e.ID)).OnClick(h.onDelete, string(e.ID))
}

// came is when a version was there: as its page says, or when it was read.
func came(e local.ArticleEntry) string {
	if at, err := time.Parse(time.RFC3339, e.Changed); err == nil {
		return "Version of " + at.Local().Format("2 January 2006, 15:04")
	}
	return "Read on " + e.Added.Local().Format("2 January 2006, 15:04")
}

func (h *home) offers() goapp.UI {
	samples := h.Desk.samples
	return goapp.Section().Class("samples").Aria("labelledby", "samples-title").Hidden(len(samples) == 0).Body(
		goapp.H2().ID("samples-title").Text("Try one"),
		goapp.Ul().Class("articles").Body(goapp.Range(samples).Slice(func(i int) goapp.UI {
			s := samples[i]
			return goapp.Li().Body(
				goapp.A().Href("/read/"+s.Name).Lang(s.Language).Dir("auto").Text(s.Title),
				goapp.Span().Class("detail").Text(plural(s.Words, "word", "words")),
			)
		})),
	)
}

func size(bytes int64) string {
	if bytes < 1<<20 {
		return strconv.FormatInt((bytes+1023)/1024, 10) + " KB"
	}
	return strconv.FormatFloat(float64(bytes)/(1<<20), 'f', 1, 64) + " MB"
}
