//go:build js && wasm

package app

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
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
	v.of, v.list = id, nil
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
	if len(v.list) < 2 && !isAddress(address) {
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
		goapp.If(isAddress(address), goapp.Button().ID("fetch-again").Type("button").Text("Fetch again").Title(address).Disabled(v.doing != "").OnClick(v.onFetch)),
		goapp.P().Class("working").Role("status").Text(v.doing),
		goapp.If(v.problem != "", goapp.P().Class("problem").Role("alert").Text(v.problem)),
	)
}

// begin does something that may take a while, and shows how far it is.
func (v *versions) begin(ctx goapp.Context, doing string, work func(tell func(string)) error) {
	v.doing, v.problem = doing, ""
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
		if err := d.arrived(context.Background(), a, tell); err != nil {
			return err
		}
		navigate("/a/" + string(a.ID))
		return nil
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
