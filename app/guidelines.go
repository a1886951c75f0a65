//go:build js && wasm

package app

import (
	"strings"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"quoth/internal/article"
	"quoth/internal/browser"
	"quoth/internal/ingest"
	"quoth/internal/render"
)

// guidelines are what a scheme says to those who annotate. They are read as an
// article is, so that nothing in them is markup.
type guidelines struct {
	goapp.Compo
	Text string // Markdown
}

// OnMount implements app.Mounter.
func (g *guidelines) OnMount(goapp.Context) { g.show() }

// OnUpdate implements app.Updater.
func (g *guidelines) OnUpdate(goapp.Context) { g.show() }

func (g *guidelines) show() {
	html := ""
	if strings.TrimSpace(g.Text) != "" {
		if a, err := ingest.Markdown(g.Text, article.Meta{}); err == nil {
			html = render.Article(a)
		}
	}
	browser.SetContent("guidelines-shown", html)
}

// Render implements app.Composer.
func (g *guidelines) Render() goapp.UI {
	return goapp.Details().Class("guidelines").Hidden(g.Text == "").Open(true).Body(goapp.Summary().Text("Guidelines"), goapp.Div().ID("guidelines-shown"))
}
