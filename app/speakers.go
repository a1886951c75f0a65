//go:build js && wasm

package app

import (
	"strconv"
	"strings"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"quoth/internal/annotation"
	"quoth/internal/ledger"
	"quoth/internal/scheme"
)

// speakers is the ledger: everyone who speaks, and how much.
type speakers struct {
	goapp.Compo
	Desk *desk

	open annotation.SpeakerID // whose form shows
}

// OnMount implements app.Mounter.
func (x *speakers) OnMount(ctx goapp.Context) { x.Desk.watch(ctx, onEdit, onOpen) }

// Render implements app.Composer.
func (x *speakers) Render() goapp.UI {
	s := x.Desk.state()
	if s == nil {
		return goapp.Div()
	}
	l := ledger.Of(s.Article(), s.Annotations(), s.Attributions(), s.Speakers(), s.Scheme())
	if len(l.Rows) == 0 {
		return goapp.P().Class("empty").Text("Nobody speaks yet. Mark a quotation or a claim and press s to say who said it.")
	}
	return goapp.Div().Class("speakers").Body(
		goapp.P().ID("balance").Class("detail").Text(balance(l)),
		goapp.Ol().Class("ledger").Body(goapp.Range(l.Rows).Slice(func(i int) goapp.UI {
			return x.row(l, l.Rows[i])
		})),
	)
}

// balance is the ledger in a sentence.
func balance(l ledger.Ledger) string {
	b := plural(len(l.Rows), "speaker", "speakers") + ", " + strconv.Itoa(l.Named) + " named and " + strconv.Itoa(l.Unnamed) + " unnamed"
	if l.Words > 0 {
		b += "; " + percent(l.UnnamedWords, l.Words) + " of the attributed words are by unnamed speakers"
	}
	if l.Unattributed > 0 {
		b += "; " + plural(l.Unattributed, "passage has", "passages have") + " no speaker yet"
	}
	return b + "."
}

func percent(part, whole int) string {
	if whole == 0 {
		return "0 %"
	}
	return strconv.Itoa((100*part+whole/2)/whole) + " %"
}

func (x *speakers) row(l ledger.Ledger, r ledger.Row) goapp.UI {
	p := r.Speaker
	var about []string
	for _, part := range []string{kindName(p.Kind), p.Role, p.Affiliation} {
		if part != "" {
			about = append(about, part)
		}
	}
	counts := plural(r.Claims, "claim", "claims") + " · " + strconv.Itoa(r.Direct) + " direct, " + strconv.Itoa(r.Indirect) + " indirect, " + strconv.Itoa(r.Mixed) + " mixed"
	return goapp.Li().Class("speaker", string(p.Kind)).DataSet("speaker", string(p.ID)).Body(
		goapp.Div().Class("who-head").Body(
			goapp.Span().Class("initials").Aria("hidden", "true").Text(ledger.Initials(p.Name)),
			goapp.Div().Body(
				goapp.Strong().Dir("auto").Text(p.Name),
				goapp.Span().Class("detail").Text(strings.Join(about, ", ")),
			),
		),
		goapp.Div().Class("share").Body(
			goapp.Meter().Min(0).Max(100).Value(share(r.Words, l.Words)).Aria("label", "Share of the attributed words"),
			goapp.Span().Text(percent(r.Words, l.Words)+" of the words"),
		),
		goapp.P().Class("detail").Text(counts),
		goapp.Div().Class("acts").Body(
			goapp.If(r.First >= 0, goapp.Button().Type("button").Text("First place").OnClick(x.onFirst, string(p.ID)).DataSet("at", int(r.First))),
			goapp.Button().Type("button").Class("quiet").Text("Edit").Aria("expanded", x.open == p.ID).OnClick(x.onOpen, string(p.ID)).DataSet("id", string(p.ID)),
		),
		goapp.If(x.open == p.ID, &speakerForm{Desk: x.Desk, Speaker: *p}),
	)
}

func share(part, whole int) int {
	if whole == 0 {
		return 0
	}
	return 100 * part / whole
}

func (x *speakers) onFirst(ctx goapp.Context, e goapp.Event) {
	if at, err := strconv.Atoi(ctx.JSSrc().Get("dataset").Get("at").String()); err == nil {
		x.Desk.goToPlace(at)
	}
}

func (x *speakers) onOpen(ctx goapp.Context, e goapp.Event) {
	id := annotation.SpeakerID(ctx.JSSrc().Get("dataset").Get("id").String())
	if x.open == id {
		id = ""
	}
	x.open = id
}

func kindName(k annotation.SpeakerKind) string {
	return map[annotation.SpeakerKind]string{
		annotation.Person: "person", annotation.Organisation: "organisation", annotation.Group: "group",
		annotation.Document: "document", annotation.Author: "the article", annotation.Unnamed: "unnamed",
	}[k]
}

// speakerForm edits one speaker.
type speakerForm struct {
	goapp.Compo
	Desk    *desk
	Speaker annotation.Speaker
}

// Render implements app.Composer.
func (f *speakerForm) Render() goapp.UI {
	p := f.Speaker
	line := func(name, label, value string) goapp.UI {
		return &field{Desk: f.Desk, Of: string(p.ID), Name: name, Label: label, Type: "text", Value: value, Take: f.take(p.ID, name)}
	}
	others, asked := f.Desk.state().Speakers(), f.Desk.state().Scheme().SpeakerFields
	theirs := 0
	for _, at := range f.Desk.state().Attributions() {
		if at.Speaker == p.ID {
			theirs++
		}
	}
	return goapp.Div().Class("speaker-form").Body(
		line("name", "Name", p.Name),
		line("aliases", "Other names, separated by commas", strings.Join(p.Aliases, ", ")),
		goapp.Label().Class("line").Body(goapp.Text("Is a"), goapp.Select().Name("kind").OnChange(f.onKind, string(p.ID)).Body(
			goapp.Range(annotation.SpeakerKinds).Slice(func(i int) goapp.UI {
				k := annotation.SpeakerKinds[i]
				return goapp.Option().Value(string(k)).Text(kindName(k)).Selected(k == p.Kind)
			}))),
		goapp.If(p.Kind == annotation.Unnamed, line("description", "As the article puts it", p.Description)),
		line("role", "Role", p.Role),
		line("affiliation", "Belongs to", p.Affiliation),
		goapp.Range(asked).Slice(func(i int) goapp.UI {
			return &fieldForm{Desk: f.Desk, Of: string(p.ID), Field: asked[i], Value: p.Quality[asked[i].ID], Take: f.takeQuality(p.ID, asked[i])}
		}),
		goapp.If(len(others) > 1, goapp.Label().Class("line").Body(goapp.Text("Is the same as"), goapp.Select().Name("merge").OnChange(f.onMerge, string(p.ID)).Body(
			goapp.Option().Value("").Text("–").Selected(true),
			goapp.Range(others).Slice(func(i int) goapp.UI {
				if others[i].ID == p.ID {
					return goapp.Option().Value("").Disabled(true).Text(others[i].Name)
				}
				return goapp.Option().Value(string(others[i].ID)).Text(others[i].Name)
			})))),
		goapp.Div().Class("acts").Body(
			goapp.If(theirs > 1, goapp.Button().Type("button").Title("The open mark was said by somebody else of that name").Text("Split off the open mark").OnClick(f.onSplit, string(p.ID))),
			goapp.Button().Type("button").Class("danger").Text("Remove").Aria("label", "Remove "+p.Name).OnClick(f.onRemove, string(p.ID)),
		),
	)
}

func (f *speakerForm) onKind(ctx goapp.Context, e goapp.Event) {
	f.take(f.Speaker.ID, "kind")(ctx.JSSrc().Get("value").String())
}

func (f *speakerForm) take(id annotation.SpeakerID, name string) func(string) {
	return func(value string) {
		p := f.Desk.state().Speaker(id)
		if p == nil {
			return
		}
		changes, err := f.Desk.editor.ReviseSpeaker(id, func(p *annotation.Speaker) { setSpeaker(p, name, value) })
		f.Desk.do("Edit "+p.Name, changes, err)
	}
}

func (f *speakerForm) takeQuality(id annotation.SpeakerID, of scheme.Field) func(string) {
	return func(value string) {
		changes, err := f.Desk.editor.ReviseSpeaker(id, func(p *annotation.Speaker) { p.Quality = answered(p.Quality, of.ID, value) })
		f.Desk.do("Edit "+of.Name, changes, err)
	}
}

func (f *speakerForm) onMerge(ctx goapp.Context, e goapp.Event) {
	into := f.Desk.state().Speaker(annotation.SpeakerID(ctx.JSSrc().Get("value").String()))
	from := f.Desk.state().Speaker(f.Speaker.ID)
	if into == nil || from == nil {
		return
	}
	changes, err := f.Desk.editor.MergeSpeakers(into.ID, from.ID, ledger.Merge(into, from))
	f.Desk.do("Merge "+from.Name+" into "+into.Name, changes, err)
}

func (f *speakerForm) onSplit(goapp.Context, goapp.Event) {
	d := f.Desk
	var theirs []annotation.AttributionID
	if d.active != "" {
		for _, at := range d.state().AttributionsOf(d.active) {
			if at.Speaker == f.Speaker.ID {
				theirs = append(theirs, at.ID)
			}
		}
	}
	if len(theirs) == 0 {
		d.tell("Open one of " + f.Speaker.Name + "’s quotations first.")
		return
	}
	other := f.Speaker
	other.Name += " (2)"
	_, changes, err := d.editor.SplitSpeaker(f.Speaker.ID, other, theirs)
	d.do("Split "+f.Speaker.Name, changes, err)
}

func (f *speakerForm) onRemove(goapp.Context, goapp.Event) {
	changes, err := f.Desk.editor.RemoveSpeaker(f.Speaker.ID)
	if f.Desk.do("Remove "+f.Speaker.Name, changes, err) {
		f.Desk.say(notice{Text: "Removed " + f.Speaker.Name + ". What they said stays marked.", Undo: true})
	}
}
