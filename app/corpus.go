//go:build js && wasm

package app

import (
	"strconv"
	"strings"
	"syscall/js"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"quoth/internal/article"
	"quoth/internal/browser"
	"quoth/internal/studio"
)

// rowsAtOnce is how many articles of a corpus are drawn at a time.
const rowsAtOnce = 50

// corpusPage lists the library as a corpus and gives it away in any format.
type corpusPage struct {
	goapp.Compo
	Desk *desk

	corpus  *studio.Corpus
	show    string // "" for all, or "unread"
	shown   int
	format  string
	given   *studio.Given
	busy    string
	problem string
	told    []string
	remove  []func()
}

// OnMount implements app.Mounter.
func (p *corpusPage) OnMount(ctx goapp.Context) {
	browser.SetTitle("Corpus – Quoth studio")
	p.Desk.watch(ctx, onView)
	p.shown, p.format = rowsAtOnce, "jsonl"
	document := browser.Document()
	p.remove = append(p.remove,
		browser.Listen(document, "dragover", func(e js.Value) { e.Call("preventDefault") }),
		browser.Listen(document, "drop", func(e js.Value) {
			e.Call("preventDefault")
			browser.DroppedFiles(e, func(files []browser.File) { p.take(ctx, files) })
		}),
	)
	browser.EarlyFiles(func(files []browser.File) { p.take(ctx, files) })
	go p.look(ctx)
}

// OnDismount implements app.Dismounter.
func (p *corpusPage) OnDismount() {
	for _, remove := range p.remove {
		remove()
	}
}

func (p *corpusPage) say(ctx goapp.Context, doing string) {
	ctx.Dispatch(func(goapp.Context) { p.busy = doing })
}

// look asks what the library holds.
func (p *corpusPage) look(ctx goapp.Context) {
	p.Desk.ready()
	p.say(ctx, "Looking…")
	corpus := new(studio.Corpus)
	_, err := p.Desk.askStudio(studio.AskCorpus, studio.Listing{Creator: p.Desk.settings.Creator}, nil, corpus, func(done, total int) {
		p.say(ctx, "Looking: article "+strconv.Itoa(done+1)+" of "+strconv.Itoa(total)+"…")
	})
	ctx.Dispatch(func(goapp.Context) {
		p.busy = ""
		if err != nil {
			p.problem = sentence(plain(err))
			return
		}
		p.problem, p.corpus = "", corpus
	})
}

func (p *corpusPage) take(ctx goapp.Context, files []browser.File) {
	told := p.Desk.takeFiles(files, func(doing string) { p.say(ctx, doing) })
	ctx.Dispatch(func(goapp.Context) { p.told = told })
	p.look(ctx)
}

func (p *corpusPage) onOpen(ctx goapp.Context, e goapp.Event) {
	browser.PickFiles(readable, true, func(files []browser.File) { p.take(ctx, files) })
}

func (p *corpusPage) onShow(ctx goapp.Context, e goapp.Event) {
	p.show, p.shown = e.Get("target").Get("value").String(), rowsAtOnce
}

func (p *corpusPage) onMore(goapp.Context, goapp.Event) { p.shown += rowsAtOnce }

func (p *corpusPage) onFormat(ctx goapp.Context, e goapp.Event) {
	p.format, p.given = e.Get("target").Get("value").String(), nil
}

// listed are the articles that are shown.
func (p *corpusPage) listed() (list []studio.Entry) {
	for _, e := range p.corpus.Articles {
		if p.show == "" || !e.Done() {
			list = append(list, e)
		}
	}
	return list
}

// onGive writes the articles that are listed into a file.
func (p *corpusPage) onGive(ctx goapp.Context, e goapp.Event) {
	q := studio.Giving{Format: p.format}
	if p.show != "" {
		q.Articles = []article.ID{}
		for _, one := range p.listed() {
			q.Articles = append(q.Articles, one.ID)
		}
	}
	go func() {
		p.say(ctx, "Writing…")
		given := new(studio.Given)
		file, err := p.Desk.askStudio(studio.AskGive, q, nil, given, func(done, total int) {
			p.say(ctx, "Writing article "+strconv.Itoa(done+1)+" of "+strconv.Itoa(total)+"…")
		})
		p.say(ctx, "")
		if err != nil {
			p.Desk.fail(err)
			return
		}
		browser.Save(given.Name, given.MediaType, file)
		ctx.Dispatch(func(goapp.Context) { p.given = given })
	}()
}

// Render implements app.Composer.
func (p *corpusPage) Render() goapp.UI {
	body := []goapp.UI{
		goapp.P().Class("lead").Text("Everything in your library, as a corpus: what is read, what is next, and a file of it in the format that you need."),
		goapp.Div().Class("acts").Body(
			goapp.Button().ID("open").Type("button").Text("Open files").OnClick(p.onOpen),
			goapp.Span().Class("detail").Text(takenFormats),
		),
		goapp.Div().Class("working").Role("status").Text(p.busy),
		goapp.If(p.problem != "", goapp.Div().ID("problem").Class("problem").Role("alert").Body(goapp.P().Text(p.problem))),
		passedOver(p.told),
	}
	if p.corpus != nil {
		body = append(body, p.library()...)
	}
	return goapp.Div().Body(studioScreen(p.Desk, "Corpus", body...))
}

func (p *corpusPage) library() []goapp.UI {
	all := p.corpus.Articles
	if len(all) == 0 {
		return []goapp.UI{goapp.P().Class("empty").Text("Your library is empty. Open files here, or read an article first.")}
	}
	done, next := 0, ""
	for _, e := range all {
		if e.Done() {
			done++
		} else if next == "" {
			next = string(e.ID)
		}
	}
	list := p.listed()
	var rows []goapp.UI
	for _, e := range list[:min(len(list), p.shown)] {
		rows = append(rows, row(e))
	}
	head := goapp.THead().Body(goapp.Tr().Body(
		goapp.Th().Scope("col").Text("Article"), goapp.Th().Scope("col").Text("Words"), goapp.Th().Scope("col").Text("People"), goapp.Th().Scope("col").Text("Marks"), goapp.Th().Scope("col").Text("Read by you"),
	))
	return []goapp.UI{
		goapp.Div().Class("settings").Body(
			goapp.Span().ID("progress-words").Text(strconv.Itoa(done)+" of "+plural(len(all), "article", "articles")+" read."),
			goapp.Progress().Max(len(all)).Value(done).Aria("label", "Articles read"),
			goapp.If(next != "", goapp.A().ID("next-unread").Class("button").Href("/a/"+next).Text("Next unread")),
			goapp.Label().For("show").Text("Show"),
			goapp.Select().ID("show").OnChange(p.onShow).Body(
				goapp.Option().Value("").Selected(p.show == "").Text("all"), goapp.Option().Value("unread").Selected(p.show != "").Text("those not read to the end"),
			),
		),
		headed("corpus-title", "Articles", "A paragraph counts as read when you marked something in it, or marked it as read.", head, goapp.TBody().Body(rows...)),
		goapp.If(len(rows) < len(list), goapp.Button().ID("more").Type("button").Text("Show more of "+strconv.Itoa(len(list))).OnClick(p.onMore)),
		p.give(len(list)),
	}
}

func row(e studio.Entry) goapp.UI {
	var people []string
	for _, name := range e.People {
		if name == "" {
			name = "you"
		}
		people = append(people, name)
	}
	shown := strings.Join(people[:min(len(people), 3)], ", ")
	if more := len(people) - 3; more > 0 {
		shown += " and " + strconv.Itoa(more) + " more"
	}
	if e.Gold {
		shown += ", gold"
	}
	return goapp.Tr().Body(
		goapp.Th().Scope("row").Body(goapp.A().Href("/a/"+string(e.ID)).Dir("auto").Text(e.Title)),
		goapp.Td().Text(e.Words), goapp.Td().Text(shown), goapp.Td().Text(e.Marks), goapp.Td().Text(strconv.Itoa(e.Read)+" of "+strconv.Itoa(e.Blocks)),
	)
}

// give asks for the format, and tells what it had no place for.
func (p *corpusPage) give(n int) goapp.UI {
	list := p.corpus.Formats
	return goapp.Section().Body(
		goapp.H2().ID("give-title").Text("Take them away"),
		goapp.Div().Class("settings").Body(
			goapp.Label().For("format").Text("Format"),
			goapp.Select().ID("format").OnChange(p.onFormat).Body(goapp.Range(list).Slice(func(i int) goapp.UI {
				return goapp.Option().Value(list[i].ID).Selected(list[i].ID == p.format).Text(list[i].Name)
			})),
			goapp.Button().ID("give").Type("button").Class("strong").Text("Save "+plural(n, "article", "articles")).OnClick(p.onGive),
		),
		goapp.If(p.given != nil, goapp.Div().ID("losses").Role("status").Body(p.losses()...)),
		goapp.P().Class("detail").Text("Parquet, and dataset folders with splits, card and checksums, are written in a terminal: quoth convert --to dataset."),
	)
}

func (p *corpusPage) losses() []goapp.UI {
	g := p.given
	if g == nil {
		return nil
	}
	if len(g.Losses) == 0 {
		return []goapp.UI{goapp.P().Text("Saved " + g.Name + ". Nothing was lost.")}
	}
	return []goapp.UI{
		goapp.P().Text("Saved " + g.Name + ". The format has no place for:"),
		goapp.Ul().Body(goapp.Range(g.Losses).Slice(func(i int) goapp.UI {
			l := g.Losses[i]
			s := strconv.Itoa(l.Count) + " × " + string(l.Feature)
			if l.Example != "" {
				s += " (the first: " + shorten(l.Example, 60) + ")"
			}
			return goapp.Li().Dir("auto").Text(s)
		})),
	}
}
