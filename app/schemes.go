//go:build js && wasm

package app

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"quoth/internal/browser"
	"quoth/internal/local"
	"quoth/internal/scheme"
)

// schemesPage lists schemes and, at /studio/schemes/ID, edits one.
type schemesPage struct {
	goapp.Compo
	Desk *desk

	path    string
	loaded  bool
	own     []*scheme.Scheme
	entries []local.ArticleEntry
	problem string

	draft *scheme.Scheme   // what is edited, or nil
	kept  *scheme.Scheme   // the last that could be kept
	fresh bool             // the draft has a version that no layer is under
	fault string           // why the draft is not kept
	past  []*scheme.Scheme // before each edit
	under *underScheme
}

// OnMount implements app.Mounter.
func (p *schemesPage) OnMount(ctx goapp.Context) {
	browser.SetTitle("Schemes – Quoth studio")
	p.Desk.watch(ctx, onView)
}

// OnNav opens what the address names.
func (p *schemesPage) OnNav(ctx goapp.Context) {
	path := ctx.Page().URL().Path
	if path == p.path {
		return
	}
	p.Desk.takeDraft(p.Desk.draft.in)
	p.path, p.loaded, p.problem, p.draft, p.past, p.under, p.fault = path, false, "", nil, nil, nil, ""
	ctx.Async(func() {
		err := p.open(ctx, strings.Trim(strings.TrimPrefix(path, "/studio/schemes"), "/"))
		ctx.Dispatch(func(goapp.Context) {
			p.loaded = true
			if err != nil {
				p.problem = sentence(plain(err))
			}
		})
	})
}

func (p *schemesPage) open(ctx goapp.Context, id scheme.ID) error {
	library := p.Desk.ready()
	if !p.Desk.kept {
		return errNothingKept
	}
	own, err := library.Schemes(context.Background())
	if err != nil {
		return err
	}
	entries, err := library.Entries(context.Background())
	if err != nil {
		return err
	}
	var draft *scheme.Scheme
	for _, s := range own {
		if s.ID == id {
			draft = s
		}
	}
	if id != "" && draft == nil {
		return fmt.Errorf("there is no scheme %q of yours in this browser", id)
	}
	ctx.Dispatch(func(goapp.Context) {
		p.own, p.entries, p.draft, p.kept = own, entries, draft, draft
		p.fresh = draft != nil && p.used() == 0
	})
	if draft != nil {
		return p.count(ctx, draft)
	}
	return nil
}

// used is how many layers are under the scheme, in whatever version.
func (p *schemesPage) used() (n int) {
	for _, e := range p.entries {
		for _, l := range e.Layers {
			if l.Scheme == p.draft.ID {
				n++
			}
		}
	}
	return n
}

// taken reports whether a scheme has the ID.
func (p *schemesPage) taken(id scheme.ID) bool {
	if scheme.Preset(id) != nil {
		return true
	}
	for _, s := range p.own {
		if s.ID == id {
			return true
		}
	}
	return false
}

// onCopy makes a preset the reader's own.
func (p *schemesPage) onCopy(ctx goapp.Context, e goapp.Event) {
	s := scheme.Preset(ctx.JSSrc().Get("dataset").Get("scheme").String()).Clone()
	s.Name, s.Version = "My "+strings.ToLower(s.Name[:1])+s.Name[1:], 1
	s.ID = scheme.NewID(s.Name, p.taken)
	p.add(s)
}

// add keeps a scheme and opens it.
func (p *schemesPage) add(s *scheme.Scheme) {
	go func() {
		if err := p.Desk.library.PutScheme(context.Background(), s); err != nil {
			p.Desk.fail(err)
			return
		}
		navigate("/studio/schemes/" + s.ID)
	}()
}

// onOpen reads a scheme that somebody shared.
func (p *schemesPage) onOpen(ctx goapp.Context, e goapp.Event) {
	browser.PickFiles(".json", false, func(files []browser.File) {
		f := files[0]
		if f.Err != nil {
			p.Desk.fail(f.Err)
			return
		}
		s, err := scheme.Decode(f.Data)
		if err != nil {
			p.Desk.fail(fmt.Errorf("%s: %w", f.Name, err))
			return
		}
		for _, own := range p.own {
			if have, err := json.Marshal(own); err == nil && own.ID == s.ID {
				if same, err := json.Marshal(s); err == nil && string(have) == string(same) {
					navigate("/studio/schemes/" + s.ID)
					return
				}
			}
		}
		if p.taken(s.ID) {
			s.ID = scheme.NewID(s.Name, p.taken)
		}
		p.add(s)
	})
}

// Render implements app.Composer.
func (p *schemesPage) Render() goapp.UI {
	var body []goapp.UI
	switch {
	case p.problem != "":
		body = []goapp.UI{goapp.Div().ID("problem").Class("problem").Role("alert").Body(goapp.P().Text(p.problem), goapp.P().Body(goapp.A().Href("/studio/schemes").Text("All schemes")))}
	case !p.loaded:
		body = []goapp.UI{goapp.P().Class("working").Role("status").Text("Looking…")}
	case p.draft == nil:
		body = p.list()
	default:
		body = p.form()
	}
	return goapp.Div().Body(studioScreen(p.Desk, "Schemes", body...))
}

func (p *schemesPage) list() []goapp.UI {
	return []goapp.UI{
		goapp.P().Class("lead").Text("A scheme is what can be said of a passage: labels with definitions, examples, keys and questions. Make one of your own from one of these, and give it to others as a file."),
		goapp.Section().Body(
			goapp.H2().Text("Yours"),
			goapp.If(len(p.own) == 0, goapp.P().Class("empty").Text("None yet. Copy one below and change it.")),
			goapp.Ul().Class("articles").Body(goapp.Range(p.own).Slice(func(i int) goapp.UI {
				s := p.own[i]
				return goapp.Li().Body(goapp.A().Href("/studio/schemes/"+s.ID).Dir("auto").Text(s.Name),
					goapp.Span().Class("detail").Text(plural(len(s.Labels), "label", "labels")+", version "+fmt.Sprint(s.Version)))
			})),
			goapp.Button().ID("open").Type("button").Text("Open a scheme file").OnClick(p.onOpen),
		),
		goapp.Section().Body(
			goapp.H2().Text("To copy"),
			goapp.Ul().Class("articles presets").Body(goapp.Range(scheme.Presets()).Slice(func(i int) goapp.UI {
				s := scheme.Presets()[i]
				return goapp.Li().Body(
					goapp.H3().Text(s.Name),
					goapp.Button().Type("button").DataSet("scheme", s.ID).Aria("label", "Copy "+s.Name).OnClick(p.onCopy, s.ID).Text("Copy"),
					goapp.P().Class("detail").Text(s.Description),
					goapp.P().Body(looks(s)...),
				)
			})),
		),
	}
}

// looks are the labels of a scheme as the text shows them.
func looks(s *scheme.Scheme) (list []goapp.UI) {
	for _, l := range s.Labels {
		list = append(list, goapp.Span().Class("chip", "c-"+string(l.Color), "p-"+string(l.Pattern)).Text(l.Name), goapp.Text(" "))
	}
	return list
}
