//go:build js && wasm

package app

import (
	"strconv"
	"syscall/js"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"quoth/internal/browser"
	"quoth/internal/compare"
)

const (
	beside = 1 // how many paragraphs without a difference are shown beside one
	folded = 4 // how many at least are folded away, for a fold is a line too
)

// A stretch is a run of rows, shown or folded.
type stretch struct {
	from, to int // rows; to is the one after the last
	fold     bool
}

// stretches cuts rows into those beside a difference and those between, which
// are folded: a long article with few changes is read, and drawn, at once.
func stretches(rows []compare.Row) (list []stretch) {
	far := func(i int) bool {
		for k := max(0, i-beside); k <= min(len(rows)-1, i+beside); k++ {
			if rows[k].Changed() {
				return false
			}
		}
		return true
	}
	for i := 0; i < len(rows); {
		s := stretch{from: i, fold: far(i)}
		for i < len(rows) && far(i) == s.fold {
			i++
		}
		s.to = i
		s.fold = s.fold && s.to-s.from >= folded
		list = append(list, s)
	}
	return list
}

// text is the two texts, row by row.
func (c *comparison) text() goapp.UI {
	list := stretches(c.rows)
	return goapp.Range(list).Slice(func(k int) goapp.UI {
		s := list[k]
		if s.fold && !c.unfolded[s.from] {
			return goapp.Button().Type("button").Class("fold").DataSet("row", s.from).Text(plural(s.to-s.from, "paragraph", "paragraphs")+" the same").OnClick(c.onUnfold, s.from)
		}
		return goapp.Div().Class("stretch").Body(goapp.Range(c.rows[s.from:s.to]).Slice(func(i int) goapp.UI { return c.row(s.from + i) }))
	})
}

func (c *comparison) row(i int) goapp.UI {
	r := c.rows[i]
	class := "pair"
	if r.Changed() {
		class += " differs"
	}
	if r.Moved >= 0 {
		class += " elsewhere"
	}
	return goapp.Div().ID("row-"+strconv.Itoa(i)).Class(class).TabIndex(-1).Body(side(r, compare.Gone), side(r, compare.Come), c.elsewhere(r))
}

// elsewhere leads from a paragraph to where it stands on the other side.
func (c *comparison) elsewhere(r compare.Row) goapp.UI {
	if r.Moved < 0 {
		return goapp.Text("")
	}
	where := "Moved: where it stands now"
	if r.Old < 0 {
		where = "Moved: where it stood before"
	}
	return goapp.Button().Type("button").Class("quiet").DataSet("row", r.Moved).Text(where).OnClick(c.onRow, r.Moved)
}

func (c *comparison) onUnfold(ctx goapp.Context, e goapp.Event) {
	if row, err := strconv.Atoi(ctx.JSSrc().Get("dataset").Get("row").String()); err == nil {
		c.unfolded[row] = true
		browser.WhenShown("row-"+strconv.Itoa(row), func(first js.Value) { first.Call("focus", map[string]any{"preventScroll": true}) })
	}
}

// onRow goes to the row that a button names.
func (c *comparison) onRow(ctx goapp.Context, e goapp.Event) {
	if row, err := strconv.Atoi(ctx.JSSrc().Get("dataset").Get("row").String()); err == nil && row >= 0 {
		c.show(row)
	}
}

// show goes to a row, out of its fold.
func (c *comparison) show(row int) {
	for _, s := range stretches(c.rows) {
		if s.from <= row && row < s.to {
			c.unfolded[s.from] = true
		}
	}
	c.at = row
	browser.WhenShown("row-"+strconv.Itoa(row), func(there js.Value) {
		there.Call("scrollIntoView", map[string]any{"block": "center"})
		there.Call("focus", map[string]any{"preventScroll": true})
	})
}

// next goes to the next difference, or with -1 to the one before, and from the
// last to the first.
func (c *comparison) next(way int) {
	n := len(c.rows)
	at := c.at
	if at < 0 && way < 0 {
		at = n
	}
	for range n {
		at = (at + way + n) % n
		if c.rows[at].Changed() && !(at > 0 && c.rows[at-1].Changed()) {
			c.show(at)
			return
		}
	}
}

func (c *comparison) onNext(goapp.Context, goapp.Event)     { c.next(1) }
func (c *comparison) onPrevious(goapp.Context, goapp.Event) { c.next(-1) }

// press is what keys do here.
func (c *comparison) press(ctx goapp.Context, e js.Value) {
	if typing(e) || e.Get("ctrlKey").Bool() || e.Get("altKey").Bool() || e.Get("metaKey").Bool() || c.Desk.dialog != noDialog || !c.Desk.settings.Letters {
		return
	}
	way := map[string]int{"n": 1, "p": -1}[e.Get("key").String()]
	if way == 0 || len(c.rows) == 0 {
		return
	}
	e.Call("preventDefault")
	ctx.Dispatch(func(goapp.Context) { c.next(way) })
}
