//go:build js && wasm

package app

import (
	"context"
	"strings"
	"time"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/local"
	"quoth/internal/scheme"
)

// layers chooses under which scheme, and whose, marks are seen and made: the
// layers that the article has, and a new one under each scheme without one.
type layers struct {
	goapp.Compo
	Desk *desk

	ctx  goapp.Context
	seen annotation.LayerID // the layer that was open when have was read
	of   article.ID
	have []local.LayerEntry
	own  []*scheme.Scheme // the reader's, from the studio
}

// OnMount implements app.Mounter.
func (l *layers) OnMount(ctx goapp.Context) {
	l.ctx = ctx
	l.Desk.watch(ctx, onOpen)
	ctx.Dispatch(func(goapp.Context) {}) // Render came first, and could not ask
}

// refresh reads which layers there are.
func (l *layers) refresh(id article.ID) {
	ctx := l.ctx
	go func() {
		entry, err := l.Desk.library.Entry(context.Background(), id)
		if err != nil {
			return // the present layer is still offered
		}
		own, err := l.Desk.library.Schemes(context.Background())
		if err != nil {
			l.Desk.fail(err)
		}
		ctx.Dispatch(func(goapp.Context) { l.of, l.have, l.own = id, entry.Layers, own })
	}()
}

// newLayer marks a choice that is not there yet.
const newLayer = "new "

// Render implements app.Composer.
func (l *layers) Render() goapp.UI {
	s := l.Desk.state()
	if s == nil {
		return goapp.Div()
	}
	if l.ctx != nil && l.seen != s.LayerID() {
		l.seen = s.LayerID()
		l.refresh(s.Article().ID)
	}
	present := string(s.LayerID())
	options := [][2]string{}
	used := map[scheme.ID]bool{s.Scheme().ID: true}
	listed := false
	for _, have := range l.have {
		if l.of != s.Article().ID {
			break
		}
		name := have.SchemeName
		if have.Gold {
			name += ", gold"
		}
		if have.Creator != "" && have.Creator != l.Desk.settings.Creator {
			name += ", by " + have.Creator
		}
		if used[have.Scheme] && string(have.ID) != present {
			name += ", " + plural(have.Annotations, "mark", "marks") + " of " + have.Modified.Format("2 January")
		}
		used[have.Scheme] = true
		listed = listed || string(have.ID) == present
		options = append(options, [2]string{string(have.ID), name})
	}
	if !listed {
		options = append(options, [2]string{present, s.Scheme().Name})
	}
	for _, p := range append(l.own, scheme.Presets()...) {
		if !used[p.ID] {
			options = append(options, [2]string{newLayer + p.ID, p.Name})
		}
	}
	return goapp.Div().Body(goapp.Label().Class("line").Body(goapp.Text("Scheme"),
		goapp.Select().ID("layer").Title(s.Scheme().Description).OnChange(l.onChange).Body(
			goapp.Range(options).Slice(func(i int) goapp.UI {
				return goapp.Option().Value(options[i][0]).Text(options[i][1]).Selected(options[i][0] == present)
			}))),
		&guidelines{Text: s.Scheme().Guidelines},
	)
}

func (l *layers) onChange(ctx goapp.Context, e goapp.Event) {
	d, chosen := l.Desk, ctx.JSSrc().Get("value").String()
	a := d.state().Article()
	go func() {
		id := annotation.LayerID(chosen)
		var err error
		if preset, isNew := strings.CutPrefix(chosen, newLayer); isNew {
			of := scheme.Preset(preset)
			for _, own := range l.own {
				if own.ID == preset {
					of = own
				}
			}
			id, err = d.addLayer(context.Background(), a.ID, of)
		}
		if err == nil {
			err = d.openLayer(context.Background(), a, id)
		}
		if err != nil {
			d.fail(err)
		}
	}()
}

// addLayer makes an empty layer of an article.
func (d *desk) addLayer(ctx context.Context, a article.ID, s *scheme.Scheme) (annotation.LayerID, error) {
	l := annotation.NewLayer(annotation.LayerID(newID()), a, s, d.settings.Creator, time.Now().UTC().Truncate(time.Millisecond))
	if err := d.blindfold(ctx, l); err != nil {
		return "", err
	}
	return l.ID, d.library.CreateLayer(ctx, l)
}
