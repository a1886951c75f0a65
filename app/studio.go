//go:build js && wasm

package app

import (
	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"quoth/internal/browser"
)

// Studio runs the screens of those who make datasets until the page closes.
func Studio() {
	d := start()
	goapp.RouteWithRegexpFunc("/studio/schemes", func() goapp.Composer { return &schemesPage{Desk: d} })
	goapp.RouteFunc("/studio/corpus", func() goapp.Composer { return &corpusPage{Desk: d} })
	goapp.RouteFunc("/studio/agreement", func() goapp.Composer { return &agreementPage{Desk: d} })
	goapp.RouteWithRegexpFunc("/studio/adjudication", func() goapp.Composer { return &adjudicationPage{Desk: d} })
	goapp.RouteWithRegexpFunc("^/", func() goapp.Composer { return &studioHome{Desk: d} })
	goapp.RunWhenOnBrowser()
}

// A studioPage is one of the studio's screens.
type studioPage struct{ path, title, about string }

// studioPages are the screens in the order of a dataset's making.
var studioPages = []studioPage{
	{"/studio/schemes", "Schemes", "What can be said of a passage: labels, keys, questions and guidelines, made from the ones that come with Quoth."},
	{"/studio/corpus", "Corpus", "Many articles with the layers of many people: what is read, what is next, and every format to take them away in."},
	{"/studio/agreement", "Agreement", "How far several people’s marks of the same articles agree, and where they differ."},
	{"/studio/adjudication", "Adjudication", "Step through what several people marked differently, and decide it into one gold layer."},
}

// studioHome is the page that leads to the others.
type studioHome struct {
	goapp.Compo
	Desk *desk
}

// OnMount implements app.Mounter.
func (s *studioHome) OnMount(ctx goapp.Context) {
	browser.SetTitle("Quoth studio")
	s.Desk.watch(ctx, onView)
}

// Render implements app.Composer.
func (s *studioHome) Render() goapp.UI {
	return studioScreen(s.Desk, "Studio",
		goapp.P().Class("lead").Text("For those who make datasets of many people's marks. Everything here works in this browser, from files, without a server."),
		goapp.Ul().Class("articles").Body(goapp.Range(studioPages).Slice(func(i int) goapp.UI {
			return goapp.Li().Body(goapp.A().Href(studioPages[i].path).Text(studioPages[i].title), goapp.Span().Class("detail").Text(studioPages[i].about))
		})),
	)
}

// studioScreen is what every page of the studio has around its own part.
func studioScreen(d *desk, title string, body ...goapp.UI) goapp.UI {
	return goapp.Div().ID("page").Class("studio").Body(
		goapp.Header().Class("header").Body(
			goapp.A().Class("home").Href("/").Aria("label", "Quoth: your articles").Text("Quoth"),
			goapp.Nav().Class("tools").Aria("label", "Studio").Body(
				goapp.Range(studioPages).Slice(func(i int) goapp.UI {
					link := goapp.A().Class("tab").Href(studioPages[i].path).Text(studioPages[i].title)
					if studioPages[i].title == title {
						link.Aria("current", "page")
					}
					return link
				}),
				&lookTool{Desk: d},
			),
		),
		goapp.Main().Class("start").Body(append([]goapp.UI{goapp.H1().Text(title)}, body...)...),
		goapp.Div().ID("announce").Class("unseen").Aria("live", "polite"),
		&dialogs{Desk: d},
		&notices{Desk: d},
	)
}
