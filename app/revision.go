//go:build js && wasm

package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/local"
	"quoth/internal/selector"
)

// An arrival is what the reader is told of a revision that has come in, when it
// opens.
type arrival struct {
	of      article.ID
	found   int   // marks that have their place in it
	problem error // why they were not looked for
}

// tellArrival says what became of the marks of the version before.
func (d *desk) tellArrival(id article.ID) {
	told := d.arrival
	if told.of != id {
		return
	}
	d.arrival = arrival{}
	switch n := len(d.homeless()); {
	case told.problem != nil:
		d.fail(fmt.Errorf("%w; the outline has a button for it", told.problem))
	case n > 0:
		d.tell(plural(told.found, "mark was", "marks were") + " found again in the new version. " + d.homelessLeft())
		d.reveal(placesPane)
	default:
		d.tell("A new version: " + plural(told.found, "mark was", "marks were") + " found again.")
	}
}

// arrived keeps an article that came in. If it is another revision of one that
// is here, the marks of the latest with marks are found again in it; tell is
// told what is being done, in words. The article is kept also if that fails:
// see tellArrival.
func (d *desk) arrived(ctx context.Context, a *article.Article, tell func(string)) error {
	library := d.ready()
	d.settled()
	if _, err := library.Entry(ctx, a.ID); err == nil {
		return library.PutArticle(ctx, a) // the same text: there is nothing to find
	}
	if err := library.PutArticle(ctx, a); err != nil {
		return err
	}
	earlier, err := d.revisions(ctx, a.ID)
	if err != nil {
		return err
	}
	for _, e := range earlier {
		if e.ID != a.ID && e.Marks() > 0 {
			d.arrival = arrival{of: a.ID}
			d.arrival.found, d.arrival.problem = d.carry(ctx, e, a, tell)
			return nil
		}
	}
	return nil
}

// revisions are those of one article in the library, the newest first.
func (d *desk) revisions(ctx context.Context, id article.ID) ([]local.ArticleEntry, error) {
	entries, err := d.library.Entries(ctx)
	for _, group := range local.Group(entries) {
		for _, e := range group {
			if e.ID == id {
				return group, nil
			}
		}
	}
	return nil, err
}

// carry makes each layer of an earlier revision a layer of another, the one
// changed last at last, so that it is the one that opens. The earlier ones stay
// as they are. It returns how many marks have their place.
func (d *desk) carry(ctx context.Context, earlier local.ArticleEntry, to *article.Article, tell func(string)) (found int, err error) {
	from, err := d.library.Article(ctx, earlier.ID)
	if err != nil {
		return 0, err
	}
	layers := slices.Clone(earlier.Layers)
	slices.SortFunc(layers, func(a, b local.LayerEntry) int { return a.Modified.Compare(b.Modified) })
	for _, entry := range layers {
		l, err := d.layer(ctx, from, entry.ID)
		if err != nil {
			return found, err
		}
		if len(l.Annotations)+len(l.Orphans) == 0 {
			continue
		}
		next, err := d.carryLayer(ctx, l, from, to, tell)
		if err != nil {
			return found, fmt.Errorf("the marks of the version before were not looked for: %w", err)
		}
		if err := d.library.CreateLayer(ctx, next); err != nil {
			return found, err
		}
		found += len(next.Annotations)
	}
	return found, nil
}

func (d *desk) carryLayer(ctx context.Context, l *annotation.Layer, from, to *article.Article, tell func(string)) (*annotation.Layer, error) {
	doing := "Finding " + plural(len(l.Annotations), "mark", "marks") + " again in the new version…"
	tell(doing)
	move := selector.Move{From: from.Text, To: to.Text, Targets: make([]annotation.Target, len(l.Annotations))}
	for i, a := range l.Annotations {
		move.Targets[i] = a.Target
	}
	answer, err := d.asked().Ask(ctx, selector.AskMove, move.Encode(), func(done, total int) {
		tell(doing + " " + percent(done, total))
	})
	if err != nil {
		return nil, err
	}
	found, err := selector.DecodeAnchors(answer)
	if err != nil {
		return nil, err
	}
	if len(found) != len(l.Annotations) {
		return nil, errors.New("the answer does not fit the question")
	}
	return selector.CarryOver(l, from, to, found, annotation.LayerID(newID()), time.Now().UTC().Truncate(time.Millisecond)), nil
}

// homeless are the orphans of the open layer about which nobody has decided.
func (d *desk) homeless() (list []*annotation.Orphan) {
	if d.editor != nil {
		for _, o := range d.state().Orphans() {
			if !o.Settled {
				list = append(list, o)
			}
		}
	}
	return list
}
