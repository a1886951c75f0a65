//go:build js && wasm

package app

import (
	"context"
	"slices"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/compare"
	"quoth/internal/local"
	"quoth/internal/scheme"
	"quoth/internal/selector"
	"quoth/internal/suggest"
)

// A fateOf is what became of a claim or a quotation.
type fateOf struct {
	what, words, now string
	state            selector.State
	row              int
}

// follow asks what became of the claims and quotations that are marked in the
// earlier revision, and of the quotations that are not.
func (c *comparison) follow(ctx context.Context, entry local.ArticleEntry, from, to *article.Article, rows []compare.Row) ([]fateOf, error) {
	move := selector.Move{From: from.Text, To: to.Text}
	var what []string
	seen := map[string]bool{}
	add := func(name string, t annotation.Target) {
		if words := t.Words(from); !seen[words] {
			seen[words] = true
			what = append(what, name)
			move.Targets = append(move.Targets, t)
		}
	}
	for _, l := range entry.Layers {
		layer, err := c.Desk.layer(ctx, from, l.ID)
		if err != nil {
			return nil, err
		}
		for _, a := range layer.Annotations {
			if label := layer.Scheme.Label(a.Label); label != nil && (label.Role == scheme.Content || label.Claim) {
				add(label.Name, a.Target)
			}
		}
	}
	for i := range from.Blocks {
		for _, q := range suggest.Quotations(from, i) {
			add("Quotation", q)
		}
	}
	if len(move.Targets) == 0 {
		return nil, nil
	}
	answer, err := c.Desk.asked().Ask(ctx, selector.AskMove, move.Encode(), nil)
	if err != nil {
		return nil, err
	}
	found, err := selector.DecodeAnchors(answer)
	if err != nil {
		return nil, err
	}
	var list []fateOf
	for i, spans := range found {
		f := fateOf{what: what[i], words: move.Targets[i].Words(from), state: selector.Worst(spans), row: rowOf(rows, from.BlockAt(move.Targets[i].Start()), -1)}
		if f.state == selector.Exact {
			continue
		}
		if p := (selector.Placement{Spans: spans}); f.state.Placed() {
			t, _ := p.Target()
			f.row = rowOf(rows, -1, to.BlockAt(t.Start()))
			if now := t.Words(to); now != f.words {
				f.now = now
			}
		}
		list = append(list, f)
	}
	order := []selector.State{selector.Lost, selector.Changed, selector.Ambiguous, selector.Moved}
	slices.SortStableFunc(list, func(a, b fateOf) int { return slices.Index(order, a.state) - slices.Index(order, b.state) })
	return list, nil
}

func rowOf(rows []compare.Row, earlier, later int) int {
	return slices.IndexFunc(rows, func(r compare.Row) bool { return earlier >= 0 && r.Old == earlier || later >= 0 && r.New == later })
}

var states = map[selector.State]string{
	selector.Lost: "Vanished", selector.Changed: "Changed", selector.Ambiguous: "In several places", selector.Moved: "Moved",
}

// list is what became of claims and quotations, the gravest first.
func (c *comparison) list() goapp.UI {
	if c.looking {
		return goapp.P().Role("status").Text("Looking for the claims and quotations…")
	}
	if len(c.fates) == 0 {
		return goapp.P().ID("fates").Text("Every claim and every quotation is where it was.")
	}
	return goapp.Section().ID("fates").Aria("label", "Claims and quotations").Body(
		goapp.H2().Text("Claims and quotations that are not as they were"),
		goapp.Ol().Body(goapp.Range(c.fates).Slice(func(i int) goapp.UI {
			f := c.fates[i]
			return goapp.Li().Body(goapp.Button().Type("button").Class("fate", string(f.state)).DataSet("row", f.row).OnClick(c.onRow, i, f.row).Body(
				goapp.Strong().Text(states[f.state]+" "),
				goapp.Span().Class("detail").Text(f.what),
				goapp.Span().Dir("auto").Class("words").Text(shorten(f.words, 240)),
				goapp.If(f.now != "", goapp.Span().Dir("auto").Class("words").Text("→ "+shorten(f.now, 240))),
			))
		})),
	)
}
