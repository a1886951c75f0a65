//go:build js && wasm

package app

import (
	"encoding/json"
	"strconv"
	"strings"
	"syscall/js"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"quoth/internal/browser"
	"quoth/internal/studio"
)

// agreementPage is the screen of how far the layers of the library agree.
type agreementPage struct {
	goapp.Compo
	Desk *desk

	answer  *studio.Agreement
	asked   studio.Comparing
	passage int // how many disputed passages are shown
	busy    string
	problem string
	told    []string // what was passed over in files
	over    bool     // a file is held over the page
	remove  []func()
}

// OnMount implements app.Mounter.
func (p *agreementPage) OnMount(ctx goapp.Context) {
	browser.SetTitle("Agreement – Quoth studio")
	p.Desk.watch(ctx, onView)
	p.asked.Bootstrap = 500
	document := browser.Document()
	hover := func(over bool) func(js.Value) {
		return func(e js.Value) {
			e.Call("preventDefault")
			if p.over != over {
				ctx.Dispatch(func(goapp.Context) { p.over = over })
			}
		}
	}
	p.remove = append(p.remove,
		browser.Listen(document, "dragover", hover(true)),
		browser.Listen(document, "dragleave", hover(false)),
		browser.Listen(document, "drop", func(e js.Value) {
			hover(false)(e)
			browser.DroppedFiles(e, func(files []browser.File) { p.take(ctx, files) })
		}),
	)
	browser.EarlyFiles(func(files []browser.File) { p.take(ctx, files) })
	go p.compare(ctx)
}

// OnDismount implements app.Dismounter.
func (p *agreementPage) OnDismount() {
	for _, remove := range p.remove {
		remove()
	}
}

// say shows what is being done.
func (p *agreementPage) say(ctx goapp.Context, doing string) {
	ctx.Dispatch(func(goapp.Context) { p.busy = doing })
}

// compare asks for the agreement of everything in the library.
func (p *agreementPage) compare(ctx goapp.Context) {
	p.Desk.ready()
	p.say(ctx, "Comparing…")
	answer := new(studio.Agreement)
	_, err := p.Desk.askStudio(studio.AskAgreement, p.asked, nil, answer, func(done, total int) {
		p.say(ctx, "Comparing: article "+strconv.Itoa(done+1)+" of "+strconv.Itoa(total)+"…")
	})
	ctx.Dispatch(func(goapp.Context) {
		p.busy = ""
		if err != nil {
			p.problem = sentence(plain(err))
			return
		}
		p.problem, p.answer, p.passage = "", answer, passagesAtOnce
	})
}

// take puts files into the library and compares anew.
func (p *agreementPage) take(ctx goapp.Context, files []browser.File) {
	told := p.Desk.takeFiles(files, func(doing string) { p.say(ctx, doing) })
	ctx.Dispatch(func(goapp.Context) { p.told = told })
	p.compare(ctx)
}

func (p *agreementPage) onOpen(ctx goapp.Context, e goapp.Event) {
	browser.PickFiles(readable, true, func(files []browser.File) { p.take(ctx, files) })
}

func (p *agreementPage) onScheme(ctx goapp.Context, e goapp.Event) {
	p.asked.Scheme = e.Get("target").Get("value").String()
	go p.compare(ctx)
}

func (p *agreementPage) onGamma(ctx goapp.Context, e goapp.Event) {
	p.asked.Gamma = e.Get("target").Get("checked").Bool()
	go p.compare(ctx)
}

func (p *agreementPage) onMore(goapp.Context, goapp.Event) { p.passage += passagesAtOnce }

// onSave writes the whole report into a file.
func (p *agreementPage) onSave(ctx goapp.Context, e goapp.Event) {
	go func() {
		whole := p.asked
		whole.Whole = true
		var answer struct {
			Report json.RawMessage `json:"report"`
		}
		if _, err := p.Desk.askStudio(studio.AskAgreement, whole, nil, &answer, nil); err != nil {
			p.Desk.fail(err)
			return
		}
		browser.Save("quoth-agreement.json", "application/json", answer.Report)
	}()
}

// Render implements app.Composer.
func (p *agreementPage) Render() goapp.UI {
	body := []goapp.UI{
		goapp.P().Class("lead").Text("Open the files of several people who marked the same articles. What agrees and what does not is measured here, in this browser."),
		goapp.Div().Class("acts").Body(
			goapp.Button().ID("open").Type("button").Class("strong").Text("Open files").OnClick(p.onOpen),
			goapp.Span().Class("detail").Text(takenFormats),
		),
		goapp.Div().Class("working").Role("status").Text(p.busy),
		goapp.If(p.problem != "", goapp.Div().ID("problem").Class("problem").Role("alert").Body(goapp.P().Text(p.problem))),
		passedOver(p.told),
	}
	if a := p.answer; a != nil {
		body = append(body, p.report(a)...)
	}
	screen := studioScreen(p.Desk, "Agreement", body...)
	if p.over {
		return goapp.Div().Class("over").Body(screen)
	}
	return goapp.Div().Body(screen)
}

func (p *agreementPage) report(a *studio.Agreement) []goapp.UI {
	if a.Articles == 0 {
		return []goapp.UI{goapp.P().Class("empty").Text("Nothing can be compared yet: no article in your library has the layers of two people under the same scheme. Ask each of them to save their work as Quoth JSON, and open the files here.")}
	}
	names := a.Report.Annotators
	shown := strings.Join(names[:min(len(names), 12)], ", ")
	if more := len(names) - 12; more > 0 {
		shown += " and " + plural(more, "other", "others")
	}
	return []goapp.UI{
		goapp.Div().Class("settings").Body(
			goapp.Label().For("scheme").Text("Scheme"),
			goapp.Select().ID("scheme").OnChange(p.onScheme).Body(goapp.Range(a.Schemes).Slice(func(i int) goapp.UI {
				c := a.Schemes[i]
				return goapp.Option().Value(c.ID).Selected(c.ID == a.Scheme).Text(c.Name + " (" + plural(c.Articles, "article", "articles") + ")")
			})),
			goapp.Label().Body(goapp.Input().ID("gamma").Type("checkbox").Checked(p.asked.Gamma).OnChange(p.onGamma), goapp.Text(" γ too, which takes longer")),
			goapp.Button().ID("save-report").Type("button").Class("quiet").Text("Save the report as JSON").OnClick(p.onSave),
		),
		goapp.P().ID("compared").DataSet("took", a.Took).Text(plural(a.Articles, "article", "articles") + ", " + plural(a.Layers, "layer", "layers") + ", " + plural(a.Marks, "mark", "marks") + ". By " + shown + "."),
		p.disputed(a),
		overall(a),
		labels(a),
		pairs(a),
		articles(a),
		matrix(a),
	}
}
