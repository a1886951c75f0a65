//go:build js && wasm

package app

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"quoth/internal/article"
	"quoth/internal/browser"
	"quoth/internal/local"
)

// versions lists the revisions of the open article, and fetches it again.
type versions struct {
	goapp.Compo
	Desk *desk

	list    []local.ArticleEntry
	of      article.ID
	doing   string
	problem string
	doubt   *article.Article // fetched, and so short that it is asked about
}

// OnMount implements app.Mounter.
func (v *versions) OnMount(ctx goapp.Context) {
	v.Desk.watch(ctx, onOpen)
	v.refresh(ctx)
}

// OnUpdate follows the desk to another article.
func (v *versions) OnUpdate(ctx goapp.Context) {
	if s := v.Desk.state(); s != nil && s.Article().ID != v.of {
		v.refresh(ctx)
	}
}

func (v *versions) refresh(ctx goapp.Context) {
	id := v.Desk.state().Article().ID
	v.of, v.list, v.doubt = id, nil, nil
	go func() {
		list, err := v.Desk.revisions(context.Background(), id)
		ctx.Dispatch(func(goapp.Context) {
			if v.of == id {
				v.list = list
				if err != nil {
					v.problem = sentence(plain(err))
				}
			}
		})
	}()
}

// Render implements app.Composer.
func (v *versions) Render() goapp.UI {
	a := v.Desk.state().Article()
	address := a.Meta.URL
	known := isAddress(address)
	if len(v.list) < 2 && !known && a.Meta.Source != "paste" && a.Meta.Source != "file" {
		return goapp.Div()
	}
	i := slices.IndexFunc(v.list, func(e local.ArticleEntry) bool { return e.ID == a.ID })
	marked := i >= 0 && v.list[i].Marks() > 0
	return goapp.Section().Class("versions").Body(
		goapp.H3().Text("Versions"),
		goapp.If(len(v.list) > 1, goapp.Ul().Body(goapp.Range(v.list).Slice(func(k int) goapp.UI {
			e := v.list[k]
			if e.ID == a.ID {
				return goapp.Li().Body(goapp.Strong().Text(came(e)), goapp.Span().Class("detail").Text("this one"))
			}
			older, newer := e.ID, a.ID
			if k < i {
				older, newer = a.ID, e.ID
			}
			return goapp.Li().Body(
				goapp.A().Href("/a/"+string(e.ID)).Text(came(e)),
				goapp.Span().Class("detail").Text(plural(e.Marks(), "mark", "marks")),
				goapp.A().Href("/a/"+string(newer)+"/with/"+string(older)).Text("Compare"),
				goapp.If(!marked && e.Marks() > 0, goapp.Button().Type("button").Class("quiet").Text("Find its marks here").DataSet("id", string(e.ID)).OnClick(v.onCarry, string(e.ID))),
			)
		}))),
		goapp.If(known, goapp.Button().ID("fetch-again").Type("button").Text("Fetch again").Disabled(v.doing != "").OnClick(v.onFetch)),
		goapp.If(!known, goapp.Div().ID("from").Body(
			goapp.Label().For("address").Text("Where is this from? Versions of an article are known by its address."),
			goapp.Input().ID("address").Type("url").Placeholder("https://…").OnKeyDown(v.onTyped),
			goapp.Button().Type("button").Text("Keep the address").OnClick(v.onAddress),
		)),
		v.ask(),
		goapp.P().Class("working").Role("status").Text(v.doing),
		goapp.If(v.problem != "", goapp.P().Class("problem").Role("alert").Text(v.problem)),
	)
}

// ask is what stands there after the page has been fetched again and has much
// less text than before: it may be a wall, and no version of the article.
func (v *versions) ask() goapp.UI {
	if v.doubt == nil {
		return goapp.Text("")
	}
	here := v.Desk.state().Article()
	told := "The page has only " + plural(v.doubt.Words(), "word", "words") + " now, where this version has " + strconv.Itoa(here.Words()) + "."
	if n := v.doubt.Meta.Notices; len(n) > 0 {
		told += " " + sentence(strings.Join(n, "; "))
	}
	return goapp.Div().ID("doubt").Class("problem").Role("alert").Body(
		goapp.P().Text(told),
		goapp.Div().Class("acts").Body(
			goapp.Button().Type("button").Text("Leave it").OnClick(v.onLeave),
			goapp.Button().Type("button").Text("Keep it as a version").OnClick(v.onKeep),
		),
	)
}

// begin does something that may take a while, and shows how far it is.
func (v *versions) begin(ctx goapp.Context, doing string, work func(tell func(string)) error) {
	v.doing, v.problem, v.doubt = doing, "", nil
	tell := func(doing string) { ctx.Dispatch(func(goapp.Context) { v.doing = doing }) }
	go func() {
		err := work(tell)
		ctx.Dispatch(func(goapp.Context) {
			v.doing = ""
			if err != nil {
				v.problem = sentence(plain(err))
			}
		})
	}()
}

func (v *versions) onFetch(ctx goapp.Context, e goapp.Event) {
	d := v.Desk
	here := d.state().Article()
	v.begin(ctx, "Fetching "+shorten(here.Meta.URL, 60)+"…", func(tell func(string)) error {
		a, err := fetchPage(context.Background(), here.Meta.URL)
		if err != nil {
			return err
		}
		if a.ID == here.ID {
			d.tell("Nothing has changed: the text is the same.")
			return nil
		}
		if 2*a.Words() < here.Words() || len(a.Meta.Notices) > len(here.Meta.Notices) {
			ctx.Dispatch(func(goapp.Context) { v.doubt = a })
			return nil
		}
		return v.open(a, tell)
	})
}

// open keeps a version and goes to it.
func (v *versions) open(a *article.Article, tell func(string)) error {
	if err := v.Desk.arrived(context.Background(), a, tell); err != nil {
		return err
	}
	navigate("/a/" + string(a.ID))
	return nil
}

func (v *versions) onKeep(ctx goapp.Context, e goapp.Event) {
	a := v.doubt
	v.begin(ctx, "", func(tell func(string)) error { return v.open(a, tell) })
}

func (v *versions) onLeave(goapp.Context, goapp.Event) { v.doubt = nil }

func (v *versions) onTyped(ctx goapp.Context, e goapp.Event) {
	if e.Get("key").String() == "Enter" {
		v.onAddress(ctx, e)
	}
}

// onAddress keeps where an article that was pasted is from.
func (v *versions) onAddress(ctx goapp.Context, e goapp.Event) {
	typed := strings.TrimSpace(browser.Document().Call("getElementById", "address").Get("value").String())
	if article.AddressKey(typed) == "" || !isAddress(typed) {
		v.problem = "That is no address of the web: one begins with https:// and names a site."
		return
	}
	d := v.Desk
	from := *d.state().Article()
	from.Meta.URL = typed
	v.begin(ctx, "", func(func(string)) error {
		background := context.Background()
		if err := d.library.PutArticle(background, &from); err != nil {
			return err
		}
		a, err := d.library.Article(background, from.ID)
		if err != nil {
			return err
		}
		err = d.openArticle(background, a)
		ctx.Dispatch(v.refresh)
		return err
	})
}

func (v *versions) onCarry(ctx goapp.Context, e goapp.Event) {
	d := v.Desk
	id := ctx.JSSrc().Get("dataset").Get("id").String()
	i := slices.IndexFunc(v.list, func(e local.ArticleEntry) bool { return string(e.ID) == id })
	if i < 0 {
		return
	}
	earlier, here := v.list[i], d.state().Article()
	v.begin(ctx, "", func(tell func(string)) error {
		found, err := d.carry(context.Background(), earlier, here, tell)
		if err != nil {
			return err
		}
		d.arrival = arrival{of: here.ID, found: found}
		return d.openArticle(context.Background(), here)
	})
}

// fetchPage has the server read the page at an address.
func fetchPage(ctx context.Context, address string) (*article.Article, error) {
	question, err := json.Marshal(map[string]string{"url": address})
	if err != nil {
		return nil, err
	}
	return articleFrom(browser.Ask(ctx, "/api/fetch", question))
}

// articleFrom is the article that the server has answered with.
func articleFrom(data []byte, err error) (*article.Article, error) {
	if errors.Is(err, browser.ErrOffline) {
		return nil, browser.ErrOffline // without the name of our own address
	}
	if err != nil {
		return nil, err
	}
	a := new(article.Article)
	if err := json.Unmarshal(data, a); err != nil {
		return nil, err
	}
	return a, a.Check()
}

// isAddress reports whether a text is one address of the web and nothing else.
func isAddress(s string) bool {
	return (strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://")) && !strings.ContainsAny(s, " \t\n")
}
