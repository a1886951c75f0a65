//go:build js && wasm

package app

import (
	"context"
	"strconv"
	"strings"
	"syscall/js"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"quoth/internal/article"
	"quoth/internal/browser"
	"quoth/internal/compare"
)

// comparison is the page of two revisions of an article side by side.
type comparison struct {
	goapp.Compo
	Desk *desk

	path           string
	earlier, later *article.Article
	when           [2]string // when each was there, in words
	rows           []compare.Row
	unfolded       map[int]bool // folds that are open, by their first row
	at             int          // the difference that was gone to last, as a row; -1 for none
	remove         func()
	fates          []fateOf // of claims and quotations
	looking        bool
	problem        string
}

// OnMount implements app.Mounter.
func (c *comparison) OnMount(ctx goapp.Context) {
	c.Desk.watch(ctx, onView)
	c.remove = browser.Listen(browser.Document(), "keydown", func(e js.Value) { c.press(ctx, e) })
}

// OnDismount implements app.Dismounter.
func (c *comparison) OnDismount() { c.remove() }

// OnNav compares what the address names: /a/LATER/with/EARLIER.
func (c *comparison) OnNav(ctx goapp.Context) {
	path := ctx.Page().URL().Path
	if path == c.path {
		return
	}
	c.path, c.rows, c.problem, c.looking = path, nil, "", true
	c.unfolded, c.at = map[int]bool{}, -1
	later, earlier, _ := strings.Cut(strings.TrimPrefix(path, "/a/"), "/with/")
	ctx.Async(func() {
		err := c.read(ctx, article.ID(earlier), article.ID(later))
		ctx.Dispatch(func(goapp.Context) {
			c.looking = false
			if err != nil {
				c.problem = sentence(plain(err))
			}
		})
	})
}

func (c *comparison) read(ctx goapp.Context, earlier, later article.ID) error {
	d := c.Desk
	library := d.ready()
	d.settled()
	background := context.Background()
	from, err := library.Article(background, earlier)
	if err != nil {
		return err
	}
	to, err := library.Article(background, later)
	if err != nil {
		return err
	}
	entry, err := library.Entry(background, earlier)
	if err != nil {
		return err
	}
	other, err := library.Entry(background, later)
	if err != nil {
		return err
	}
	answer, err := d.asked().Ask(background, compare.Ask, compare.Question(from.Text, to.Text), nil)
	if err != nil {
		return err
	}
	rows, err := compare.Decode(answer)
	if err != nil {
		return err
	}
	browser.SetTitle(to.Meta.Title + ": two versions – Quoth")
	ctx.Dispatch(func(goapp.Context) {
		c.earlier, c.later, c.rows, c.when = from, to, rows, [2]string{came(entry), came(other)}
	})
	fates, err := c.follow(background, entry, from, to, rows)
	ctx.Dispatch(func(goapp.Context) { c.fates = fates })
	return err
}

// Render implements app.Composer.
func (c *comparison) Render() goapp.UI {
	return goapp.Div().ID("page").Class("page-compare").Body(
		goapp.Header().Class("header").Body(
			goapp.A().Class("home").Href("/").Aria("label", "Quoth: your articles").Text("Quoth"),
			goapp.Div().Class("tools").Role("toolbar").Aria("label", "Comparison").Body(
				goapp.Button().ID("tool-previous").Type("button").Class("tool", "previous").Title("Difference before (p)").Aria("label", "Difference before").OnClick(c.onPrevious),
				goapp.Button().ID("tool-next").Type("button").Class("tool", "next").Title("Next difference (n)").Aria("label", "Next difference").OnClick(c.onNext),
				&lookTool{Desk: c.Desk},
			),
		),
		goapp.Main().Class("compare").Body(
			goapp.If(c.problem != "", goapp.Div().Class("problem").Role("alert").Body(goapp.P().Text(c.problem), goapp.P().Body(goapp.A().Href("/").Text("Go to your articles")))),
			goapp.If(c.looking && c.rows == nil, goapp.P().Role("status").Text("Comparing…")),
			goapp.If(c.rows != nil, c.both()),
		),
		&dialogs{Desk: c.Desk},
		&notices{Desk: c.Desk},
		goapp.Div().ID("announce").Class("unseen").Aria("live", "polite"),
	)
}

func (c *comparison) both() goapp.UI {
	if c.rows == nil {
		return goapp.Div()
	}
	changed := 0
	for _, r := range c.rows {
		if r.Changed() {
			changed++
		}
	}
	told := plural(changed, "passage differs", "passages differ") + "."
	if changed == 0 {
		told = "The two texts are the same."
	}
	return goapp.Div().Body(
		goapp.H1().Dir("auto").Text(c.later.Meta.Title),
		goapp.P().Class("detail").Text(told),
		c.list(),
		goapp.Div().Class("sides").Lang(c.later.Meta.Language).Body(
			goapp.H2().Body(goapp.A().Href("/a/"+string(c.earlier.ID)).Text("Before: "+c.when[0])),
			goapp.H2().Body(goapp.A().Href("/a/"+string(c.later.ID)).Text("Now: "+c.when[1])),
			c.text(),
		),
	)
}

// side is one cell of a row: without what is only on the other side.
func side(r compare.Row, mine compare.Op) goapp.UI {
	cell := goapp.Div().Class("side", "side-"+strconv.Itoa(int(mine))).Dir("auto")
	if mine == compare.Gone && r.Old < 0 || mine == compare.Come && r.New < 0 {
		return cell.Class("nothing").Aria("hidden", "true")
	}
	return cell.Body(goapp.Range(r.Pieces).Slice(func(i int) goapp.UI {
		p := r.Pieces[i]
		switch {
		case p.Op == compare.Same:
			return goapp.Span().Text(p.Text)
		case p.Op != mine:
			return goapp.Span().Hidden(true)
		case mine == compare.Gone:
			return goapp.Del().Text(p.Text)
		}
		return goapp.Ins().Text(p.Text)
	}))
}
