//go:build js && wasm

package app

import (
	"context"
	"strconv"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"quoth/internal/local"
	"quoth/internal/scheme"
)

// underScheme is the layers of the library that are under a scheme.
type underScheme struct {
	version int // that they were compared with
	layers  []local.LayerEntry
	older   []local.LayerEntry      // under an earlier version than the kept one
	marks   map[scheme.ID]int       // of labels, in the older layers
	names   map[scheme.ID]string    // of those labels
	to      map[scheme.ID]scheme.ID // what becomes of a label that is gone
	said    map[scheme.ID]bool      // that it has been said
}

// count looks at the layers under the scheme.
func (p *schemesPage) count(ctx goapp.Context, s *scheme.Scheme) error {
	u := &underScheme{version: s.Version, marks: map[scheme.ID]int{}, names: map[scheme.ID]string{}, to: map[scheme.ID]scheme.ID{}, said: map[scheme.ID]bool{}}
	background := context.Background()
	entries, err := p.Desk.library.Entries(background)
	if err != nil {
		return err
	}
	for _, e := range entries {
		for _, l := range e.Layers {
			if l.Scheme != s.ID {
				continue
			}
			u.layers = append(u.layers, l)
			a, err := p.Desk.library.Article(background, e.ID)
			if err != nil {
				return err
			}
			layer, err := p.Desk.layer(background, a, l.ID)
			if err != nil {
				return err
			}
			if layer.Scheme.Version >= s.Version {
				continue
			}
			u.older = append(u.older, l)
			for _, an := range layer.Annotations {
				u.marks[an.Label]++
				u.names[an.Label] = layer.Scheme.Label(an.Label).Name
			}
		}
	}
	ctx.Dispatch(func(goapp.Context) { p.entries, p.under = entries, u })
	return nil
}

// lacking are labels of the older layers that the kept scheme has not.
func (p *schemesPage) lacking() (list []scheme.ID) {
	for id := range p.under.marks {
		if p.kept.Label(id) == nil {
			list = append(list, id)
		}
	}
	return list
}

func (p *schemesPage) onTo(ctx goapp.Context, e goapp.Event) {
	id, value := ctx.JSSrc().Get("dataset").Get("gone").String(), ctx.JSSrc().Get("value").String()
	p.under.to[id], p.under.said[id] = value, value != "?"
}

func (p *schemesPage) onLook(ctx goapp.Context, e goapp.Event) {
	s := p.kept
	go func() {
		if err := p.count(ctx, s); err != nil {
			p.Desk.fail(err)
		}
	}()
}

// onBring brings the older layers to the kept version.
func (p *schemesPage) onBring(ctx goapp.Context, e goapp.Event) {
	next, u := p.kept, p.under
	for _, id := range p.lacking() {
		if !u.said[id] {
			p.Desk.tell("Say first what becomes of the marks with “" + u.names[id] + "”.")
			return
		}
	}
	go func() {
		for _, l := range u.older {
			if err := p.bring(l, next, u.to); err != nil {
				p.Desk.fail(err)
				return
			}
		}
		p.Desk.tell("Brought " + plural(len(u.older), "layer", "layers") + " to version " + strconv.Itoa(next.Version) + ". In the reader, undo takes it back.")
		if err := p.count(ctx, next); err != nil {
			p.Desk.fail(err)
		}
	}()
}

func (p *schemesPage) bring(l local.LayerEntry, next *scheme.Scheme, to map[scheme.ID]scheme.ID) error {
	background := context.Background()
	a, err := p.Desk.library.Article(background, l.Article)
	if err != nil {
		return err
	}
	e, _, err := p.Desk.read(background, a, l.ID)
	if err != nil {
		return err
	}
	changes, err := e.Migrate(next, to)
	if err != nil {
		return err
	}
	tx, err := e.Do("Bring to version "+strconv.Itoa(next.Version)+" of "+next.Name, changes...)
	if err == nil {
		_, err = p.Desk.library.Append(background, l.ID, e.Seq(), tx)
	}
	return err
}

// layersUnder tells which layers are under the scheme, and brings them along.
func (p *schemesPage) layersUnder() goapp.UI {
	u := p.under
	if u == nil {
		return goapp.Section()
	}
	section := func(body ...goapp.UI) goapp.UI {
		return goapp.Section().ID("under").Aria("labelledby", "under-title").Body(append([]goapp.UI{goapp.H2().ID("under-title").Text("Layers under it")}, body...)...)
	}
	if len(u.layers) == 0 {
		return section(goapp.P().Class("empty").Text("None yet: choose the scheme in the panel beside an article."))
	}
	older := 0
	for _, l := range u.layers {
		if p.isOlder(l) {
			older++
		}
	}
	if older == 0 && p.kept.Version <= u.version {
		return section(goapp.P().Text(plural(len(u.layers), "layer is", "layers are") + " under this version."))
	}
	if older == 0 {
		return section(
			goapp.P().Text(plural(len(u.layers), "layer is", "layers are")+" under an earlier version. They stay as they are until you bring them along."),
			goapp.Button().ID("look").Type("button").Text("See what would change").OnClick(p.onLook),
		)
	}
	var asks []goapp.UI
	for _, id := range p.lacking() {
		choices := []goapp.UI{goapp.Option().Value("?").Selected(!u.said[id]).Text("choose…")}
		for _, l := range p.kept.Labels {
			choices = append(choices, goapp.Option().Value(l.ID).Selected(u.said[id] && u.to[id] == l.ID).Text(l.Name))
		}
		choices = append(choices, goapp.Option().Value("").Selected(u.said[id] && u.to[id] == "").Text("nothing: delete them"))
		asks = append(asks, goapp.Label().Class("line").Body(
			goapp.Text(plural(u.marks[id], "mark", "marks")+" with “"+u.names[id]+"”, which is no label any more, become "),
			goapp.Select().ID("gone-"+id).DataSet("gone", id).OnChange(p.onTo, id).Body(choices...),
		))
	}
	return section(
		goapp.P().Text(plural(older, "layer is", "layers are")+" under an earlier version. Labels that have another name now keep their marks; answers to questions that are gone become part of the note."),
		goapp.Div().Body(asks...),
		goapp.Button().ID("bring").Type("button").Text("Bring "+plural(older, "layer", "layers")+" to version "+strconv.Itoa(p.kept.Version)).OnClick(p.onBring),
	)
}

func (p *schemesPage) isOlder(l local.LayerEntry) bool {
	for _, o := range p.under.older {
		if o.ID == l.ID {
			return true
		}
	}
	return false
}
