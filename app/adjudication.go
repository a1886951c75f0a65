//go:build js && wasm

package app

import (
	"context"
	"fmt"
	"strings"
	"syscall/js"
	"time"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"quoth/internal/adjudication"
	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/browser"
	"quoth/internal/editor"
	"quoth/internal/local"
	"quoth/internal/scheme"
)

// adjudicationPage is where several layers of an article become one: first the
// list of what can be decided, then, at /studio/adjudication/ARTICLE/SCHEME,
// one case after the other.
type adjudicationPage struct {
	goapp.Compo
	Desk *desk

	path    string
	loaded  bool
	entries []local.ArticleEntry
	problem string

	article *article.Article
	layers  []*annotation.Layer
	gold    annotation.LayerID // empty until it is begun
	bench   *adjudication.Bench
	at      int
	share   float64 // of the layers that a vote needs; more than 1 for no votes
	chosen  string  // words that are selected, to be marked anew
	target  annotation.Target
	remove  []func()
}

// OnMount implements app.Mounter.
func (p *adjudicationPage) OnMount(ctx goapp.Context) {
	p.share = 1
	p.Desk.watch(ctx, onView, onEdit)
	document := browser.Document()
	p.remove = append(p.remove,
		browser.Listen(document, "keydown", func(e js.Value) { p.press(ctx, e) }),
		browser.Listen(document, "selectionchange", func(js.Value) { p.onSelection(ctx) }),
	)
}

// OnDismount implements app.Dismounter.
func (p *adjudicationPage) OnDismount() {
	for _, remove := range p.remove {
		remove()
	}
	p.leave()
}

// leave puts the gold layer away; what is pending is still written.
func (p *adjudicationPage) leave() {
	if d := p.Desk; d.editor != nil {
		d.closed = d.saver.close()
		d.editor = nil
	}
	p.article, p.layers, p.bench, p.gold = nil, nil, nil, ""
}

// OnNav opens what the address names.
func (p *adjudicationPage) OnNav(ctx goapp.Context) {
	path := ctx.Page().URL().Path
	if path == p.path {
		return
	}
	p.path, p.loaded, p.problem = path, false, ""
	p.leave()
	browser.SetTitle("Adjudication – Quoth studio")
	ctx.Async(func() {
		err := p.open(ctx, strings.TrimPrefix(path, "/studio/adjudication"))
		ctx.Dispatch(func(goapp.Context) {
			p.loaded = true
			if err != nil {
				p.problem = sentence(plain(err))
			}
		})
	})
}

func (p *adjudicationPage) open(ctx goapp.Context, what string) error {
	d, background := p.Desk, context.Background()
	library := d.ready()
	d.settled()
	if !d.kept {
		return errNothingKept
	}
	id, of, named := strings.Cut(strings.Trim(what, "/"), "/")
	if !named {
		entries, err := library.Entries(background)
		ctx.Dispatch(func(goapp.Context) { p.entries = entries })
		return err
	}
	entry, err := library.Entry(background, article.ID(id))
	if err != nil {
		return err
	}
	a, err := library.Article(background, entry.ID)
	if err != nil {
		return err
	}
	var layers []*annotation.Layer
	var gold annotation.LayerID
	for _, e := range entry.Layers {
		switch {
		case string(e.Scheme) != of:
		case e.Gold:
			gold = e.ID
		default:
			l, err := d.layer(background, a, e.ID)
			if err != nil {
				return err
			}
			layers = append(layers, l)
		}
	}
	if len(layers) < 2 {
		return fmt.Errorf("“%s” has fewer than two layers under this scheme: open the files of several people under Agreement", a.Meta.Title)
	}
	ctx.Dispatch(func(goapp.Context) { p.article, p.layers, p.gold = a, layers, gold })
	if gold != "" {
		return p.take(ctx, a, layers, gold)
	}
	return nil
}

// take opens the gold layer.
func (p *adjudicationPage) take(ctx goapp.Context, a *article.Article, layers []*annotation.Layer, gold annotation.LayerID) error {
	e, _, err := p.Desk.read(context.Background(), a, gold)
	if err != nil {
		return err
	}
	ctx.Dispatch(func(goapp.Context) {
		d := p.Desk
		d.editor = e
		d.saver = newSaver(d)
		p.gold = gold
		p.bench = &adjudication.Bench{Layers: layers, Cases: adjudication.Cases(layers), Gold: e}
		p.at = 0
		if p.decided(p.current()) {
			p.next(+1, true)
		}
	})
	return nil
}

// begin makes the gold layer, lets the votes decide what they can, and opens it.
func (p *adjudicationPage) begin(ctx goapp.Context) {
	a, layers, share := p.article, p.layers, p.share
	go func() {
		gold := adjudication.NewGold(annotation.LayerID(newID()), layers, p.Desk.settings.Creator, time.Now().UTC().Truncate(time.Millisecond))
		b := &adjudication.Bench{Layers: layers, Cases: adjudication.Cases(layers), Gold: editor.New(editor.Open(a, gold), 0, nil, nil, newID, time.Now)}
		var err error
		for _, c := range b.Cases {
			v, ok := b.Vote(c, share)
			if !ok {
				continue
			}
			var changes []editor.Change
			if changes, err = b.Decide(c, v); err == nil {
				_, err = b.Gold.Do("Decide by votes", changes...)
			}
			if err != nil {
				break
			}
		}
		if err == nil {
			err = p.Desk.library.CreateLayer(context.Background(), b.Gold.State().Layer())
		}
		if err == nil {
			err = p.take(ctx, a, layers, gold.ID)
		}
		if err != nil {
			ctx.Dispatch(func(goapp.Context) { p.problem = sentence(plain(err)) })
		}
	}()
}

func (p *adjudicationPage) onBegin(ctx goapp.Context, e goapp.Event) { p.begin(ctx) }

func (p *adjudicationPage) onShare(ctx goapp.Context, e goapp.Event) {
	fmt.Sscan(e.Get("target").Get("value").String(), &p.share)
}

// Render implements app.Composer.
func (p *adjudicationPage) Render() goapp.UI {
	var body []goapp.UI
	switch {
	case p.problem != "":
		body = []goapp.UI{goapp.Div().ID("problem").Class("problem").Role("alert").Body(goapp.P().Text(p.problem), goapp.P().Body(goapp.A().Href("/studio/adjudication").Text("All that can be decided")))}
	case !p.loaded:
		body = []goapp.UI{goapp.P().Class("working").Role("status").Text("Looking…")}
	case p.article == nil:
		body = p.list()
	case p.bench == nil:
		body = p.start()
	default:
		body = p.work()
	}
	return goapp.Div().Body(studioScreen(p.Desk, "Adjudication", body...))
}

// list is what can be decided.
func (p *adjudicationPage) list() []goapp.UI {
	var items []goapp.UI
	for _, e := range p.entries {
		count, gold, names := map[scheme.ID]int{}, map[scheme.ID]bool{}, map[scheme.ID]string{}
		var order []scheme.ID
		for _, l := range e.Layers {
			if l.Gold {
				gold[l.Scheme] = true
				continue
			}
			if count[l.Scheme]++; count[l.Scheme] == 2 {
				order = append(order, l.Scheme)
			}
			names[l.Scheme] = l.SchemeName
		}
		for _, s := range order {
			about := names[s] + ", " + plural(count[s], "layer", "layers")
			if gold[s] {
				about += ", begun"
			}
			items = append(items, goapp.Li().Body(
				goapp.A().Href("/studio/adjudication/"+string(e.ID)+"/"+string(s)).Dir("auto").Text(e.Title),
				goapp.Span().Class("detail").Text(about),
			))
		}
	}
	lead := goapp.P().Class("lead").Text("Where several people marked the same article, step through what they have differently and decide it. The gold layer remembers who was for what, and why it was decided.")
	if len(items) == 0 {
		return []goapp.UI{lead, goapp.P().Class("empty").Body(
			goapp.Text("Nothing to decide yet: no article in your library has the layers of two people under the same scheme. "),
			goapp.A().Href("/studio/agreement").Text("Open their files"), goapp.Text("."),
		)}
	}
	return []goapp.UI{lead, goapp.Ul().Class("articles").Body(items...)}
}

// start asks what the votes may decide.
func (p *adjudicationPage) start() []goapp.UI {
	var who []string
	for _, l := range p.layers {
		who = append(who, nameOf(l))
	}
	n := len(p.layers)
	choice := func(value, text string) goapp.UI {
		return goapp.Label().Body(goapp.Input().Type("radio").Name("share").Value(value).Checked(value == "1").OnChange(p.onShare), goapp.Text(" "+text))
	}
	return []goapp.UI{
		goapp.H2().Dir("auto").Text(p.article.Meta.Title),
		goapp.P().Text(plural(n, "layer", "layers") + " under " + p.layers[0].Scheme.Name + ": " + people(who) + "."),
		goapp.FieldSet().Class("votes").Body(
			goapp.Legend().Text("Decide by votes at the start"),
			choice("1", "what all have the same"),
			choice("0.66", "what two thirds have"),
			choice("0.51", "what more than half have"),
			choice("2", "nothing: I look at every passage"),
		),
		goapp.P().Class("detail").Text("Whatever the votes decide, you can decide anew."),
		goapp.Button().ID("begin").Type("button").Class("strong").Text("Begin").OnClick(p.onBegin),
	}
}

// nameOf is what a layer's annotator is called.
func nameOf(l *annotation.Layer) string {
	if l.Creator == "" {
		return "you"
	}
	return l.Creator
}
