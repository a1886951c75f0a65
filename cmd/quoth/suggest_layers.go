package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/editor"
	"quoth/internal/format"
	"quoth/internal/ingest"
	"quoth/internal/scheme"
	"quoth/internal/suggest/attribution"
	"quoth/internal/suggest/claims"
)

// A proposer adds to documents what the engines propose.
type proposer struct {
	language string // of articles that tell none; guessed if empty
	model    func(language string) *attribution.Model
	now      func() time.Time
}

// propose adds two layers of the engines' own to a document, one for
// attributions and one for claims, in place of those of an earlier run.
// Nothing enters the layers that people made, and the origins of the proposals
// have no outcome, as nobody has judged them.
func (p proposer) propose(d *format.Document) error {
	a := *d.Article
	a.Meta.Language = cmp.Or(a.Meta.Language, p.language)
	if a.Meta.Language == "" {
		a.Meta.Language, _ = ingest.Language(a.Text)
	}
	said, err := p.attributions(&a)
	if err != nil {
		return fmt.Errorf("article %s: %w", a.ID, err)
	}
	worth, err := p.claims(&a)
	if err != nil {
		return fmt.Errorf("article %s: %w", a.ID, err)
	}
	d.Layers = slices.DeleteFunc(d.Layers, func(l *annotation.Layer) bool { return l.ID == said.ID || l.ID == worth.ID })
	d.Layers = append(d.Layers, said, worth)
	return nil
}

// layer begins a layer of an engine. Its IDs are the same in every run.
func (p proposer) layer(a *article.Article, engine, version string, preset scheme.ID) *editor.Editor {
	n, now := 0, p.now()
	l := &annotation.Layer{
		ID: annotation.LayerID("suggested-" + string(preset)), Article: a.ID, Scheme: scheme.Preset(preset),
		Creator: engine + " " + version, Created: now, Modified: now,
	}
	newID := func() string { n++; return fmt.Sprintf("%s-%06d", preset, n) }
	return editor.New(editor.Open(a, l), 0, nil, nil, newID, p.now)
}

func (p proposer) attributions(a *article.Article) (*annotation.Layer, error) {
	e := p.layer(a, attribution.Engine, attribution.Version, "attribution")
	label := e.State().Scheme().WithRole(scheme.Content).ID
	speakers := map[string]annotation.SpeakerID{}
	var changes []editor.Change
	for _, s := range attribution.Attributions(a, p.model(a.Meta.Language)) {
		w := editor.Saying{
			Source: s.Source, Cue: s.Cue, Form: s.Form, Act: s.Act, Negated: s.Negated, Speaker: speakers[s.Speaker],
			Origin: annotation.Origin{Engine: attribution.Engine, Version: attribution.Version, Score: s.Score},
		}
		if s.Speaker != "" && w.Speaker == "" {
			who := annotation.Speaker{Name: s.Speaker, Kind: cmp.Or(s.Kind, annotation.Person)}
			if who.Kind == annotation.Unnamed {
				who.Description = s.Speaker
			}
			id, added := e.AddSpeaker(who)
			w.Speaker, speakers[s.Speaker] = id, id
			changes = append(changes, added...)
		}
		marked, said, err := e.Say(s.Content, label, w)
		if err != nil {
			return nil, err
		}
		marked.Origin = w.Origin
		changes = append(changes, said...)
	}
	return done(e, changes)
}

func (p proposer) claims(a *article.Article) (*annotation.Layer, error) {
	e := p.layer(a, claims.Engine, claims.Version, "check-worthiness")
	var changes []editor.Change
	for _, c := range claims.Rank(a) {
		marked, more := e.Mark(c.Target, strings.ToLower(c.CheckWorthy))
		marked.Origin = annotation.Origin{Engine: claims.Engine, Version: claims.Version, Score: c.Score}
		if marked.Claim != nil {
			marked.Claim.Kind, marked.Claim.CheckWorthy = c.Kind, c.CheckWorthy
		}
		changes = append(changes, more...)
	}
	return done(e, changes)
}

func done(e *editor.Editor, changes []editor.Change) (*annotation.Layer, error) {
	if len(changes) > 0 {
		if _, err := e.Do("Suggest", changes...); err != nil {
			return nil, err
		}
	}
	return e.State().Layer(), nil
}
