package adjudication

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/editor"
	"quoth/internal/ledger"
	"quoth/internal/scheme"
)

// NewGold is an empty gold layer of others, which are of one article and one
// scheme; that of the first is taken.
func NewGold(id annotation.LayerID, layers []*annotation.Layer, creator string, at time.Time) *annotation.Layer {
	l := annotation.NewLayer(id, layers[0].Article, layers[0].Scheme, creator, at)
	l.Adjudication = &annotation.Adjudication{Decisions: []*annotation.Decision{}}
	for _, of := range layers {
		l.Adjudication.Of = append(l.Adjudication.Of, annotation.Party{Layer: of.ID, Creator: of.Creator})
	}
	return l
}

// A Bench decides the cases of some layers in the editor of their gold layer.
// It belongs to one goroutine.
type Bench struct {
	Layers []*annotation.Layer
	Cases  []*Case
	Gold   *editor.Editor
}

// A Verdict is what becomes of a case: a candidate, other words with a label,
// or nothing.
type Verdict struct {
	Candidate *Candidate        // one of the case; nil for other words, or nothing
	Target    annotation.Target // of other words
	Label     string
	Note      string // why
	Votes     bool   // the votes decided, not a person
}

// Votes are what the layers have marked in a case.
func (b *Bench) Votes(c *Case) (votes []annotation.Vote) {
	for _, x := range c.Candidates {
		for i, by := range x.By {
			votes = append(votes, annotation.Vote{Layer: b.Layers[by].ID, Annotation: x.marks[i].ID, Label: x.Label, Target: x.Target, Speaker: x.Speaker})
		}
	}
	return votes
}

// Decide is the changes that decide a case, or decide it anew.
func (b *Bench) Decide(c *Case, v Verdict) ([]editor.Change, error) {
	s, now := b.Gold.State(), b.Gold.Now()
	d := &annotation.Decision{ID: c.ID, Target: c.Target, Note: v.Note, At: now}
	if !v.Votes {
		d.Creator = cmp.Or(s.Creator(), "adjudicator")
	}
	d.Votes = b.Votes(c)
	before := s.Decision(c.ID)
	var was *annotation.Annotation
	if before != nil && before.Annotation != "" {
		was = s.Annotation(before.Annotation)
	}
	gold, err := b.annotation(v, was)
	if err != nil {
		return nil, err
	}
	if gold != nil {
		d.Annotation = gold.ID
	}
	// Attributions that change go before their parts do, and come after them,
	// so that each step holds, on the way back too.
	gone, come := b.attributed(d, gold)
	changes := append([]editor.Change{{Decision: &editor.Edit[annotation.Decision]{Before: before, After: d}}}, gone...)
	if was != nil || gold != nil {
		changes = append(changes, editor.Change{Annotation: &editor.Edit[annotation.Annotation]{Before: was, After: gold}})
	}
	return append(changes, come...), nil
}

// annotation is what a verdict marks, or nil.
func (b *Bench) annotation(v Verdict, was *annotation.Annotation) (*annotation.Annotation, error) {
	now := b.Gold.Now()
	var gold annotation.Annotation
	switch {
	case v.Candidate != nil:
		gold = *v.Candidate.marks[0]
		gold.Created = now
		gold.Fields = maps.Clone(gold.Fields)
		// What it points at are marks of its own layer, and not of this one.
		gold.Unrelate(b.Gold.State().Scheme(), func(annotation.Relation) bool { return false })
	case len(v.Target) > 0:
		if b.Gold.State().Scheme().Label(v.Label) == nil {
			return nil, fmt.Errorf("the scheme has no label %q: %w", v.Label, annotation.ErrInvalid)
		}
		gold = annotation.Annotation{Target: v.Target, Label: v.Label, Created: now}
	default:
		return nil, nil
	}
	gold.ID, gold.Creator, gold.Modified = annotation.ID(b.Gold.NewID()), b.Gold.State().Creator(), now
	if was != nil {
		gold.ID, gold.Created = was.ID, was.Created
	}
	return &gold, nil
}

// attributed makes the gold layer's attributions those of the marks that were
// taken, as they will be after a decision: each as the first layer that is for
// the content has it, with the parts that were taken too.
func (b *Bench) attributed(after *annotation.Decision, decided *annotation.Annotation) (gone, come []editor.Change) {
	s := b.Gold.State()
	type mark struct {
		layer annotation.LayerID
		id    annotation.ID
	}
	taken := map[mark]annotation.ID{} // a layer's mark to the gold one of its case
	decisions := map[annotation.ID]*annotation.Decision{after.ID: after}
	for _, d := range s.Decisions() {
		if d.ID != after.ID {
			decisions[d.ID] = d
		}
	}
	for _, d := range decisions {
		if d.Annotation == "" || d.ID != after.ID && s.Annotation(d.Annotation) == nil {
			continue
		}
		for _, v := range d.Votes {
			taken[mark{v.Layer, v.Annotation}] = d.Annotation
		}
	}
	speakers := map[string]annotation.SpeakerID{} // by folded name
	for _, p := range s.Speakers() {
		speakers[ledger.Fold(p.Name)] = p.ID
	}
	wanted := map[annotation.ID]*annotation.Attribution{} // by the first content
	for _, l := range b.Layers {
		for _, at := range l.Attributions {
			gold := *at
			parts := func(role scheme.Role, ids ...annotation.ID) (list []annotation.ID) {
				for _, id := range ids {
					g, there := taken[mark{l.ID, id}]
					if !there || slices.Contains(list, g) {
						continue
					}
					an := decided
					if an == nil || an.ID != g {
						an = s.Annotation(g)
					}
					if s.Scheme().Label(an.Label).Role == role {
						list = append(list, g)
					}
				}
				return list
			}
			if gold.Content = parts(scheme.Content, at.Content...); len(gold.Content) == 0 || wanted[gold.Content[0]] != nil {
				continue
			}
			gold.Source, gold.Cue = parts(scheme.Source, at.Source...), ""
			if cue := parts(scheme.Cue, at.Cue); len(cue) > 0 {
				gold.Cue = cue[0]
			}
			gold.Addressee, gold.Within = "", ""
			if at.Speaker != "" {
				p := *l.Speakers[slices.IndexFunc(l.Speakers, func(p *annotation.Speaker) bool { return p.ID == at.Speaker })]
				name := ledger.Fold(p.Name)
				if speakers[name] == "" {
					p.ID = annotation.SpeakerID(b.Gold.NewID())
					speakers[name] = p.ID
					come = append(come, editor.Change{Speaker: &editor.Edit[annotation.Speaker]{After: &p}})
				}
				gold.Speaker = speakers[name]
			}
			wanted[gold.Content[0]] = &gold
		}
	}
	for _, have := range s.Attributions() {
		want := wanted[have.Content[0]]
		delete(wanted, have.Content[0])
		if want != nil && slices.Equal(have.Content, want.Content) && slices.Equal(have.Source, want.Source) && have.Cue == want.Cue && have.Speaker == want.Speaker {
			continue
		}
		gone = append(gone, editor.Change{Attribution: &editor.Edit[annotation.Attribution]{Before: have}})
		if want != nil {
			next := *want
			next.ID, next.Created, next.Modified = have.ID, have.Created, b.Gold.Now()
			come = append(come, editor.Change{Attribution: &editor.Edit[annotation.Attribution]{After: &next}})
		}
	}
	for _, content := range slices.Sorted(maps.Keys(wanted)) {
		next := *wanted[content]
		next.ID, next.Created, next.Modified = annotation.AttributionID(b.Gold.NewID()), b.Gold.Now(), b.Gold.Now()
		come = append(come, editor.Change{Attribution: &editor.Edit[annotation.Attribution]{After: &next}})
	}
	return gone, come
}

// Vote is a verdict that the votes alone give: a candidate, or nothing, that at
// least this share of the layers is for. ok is false if none has so many.
func (b *Bench) Vote(c *Case, share float64) (v Verdict, ok bool) {
	n := len(b.Layers)
	if float64(len(c.Silent))/float64(n) >= share {
		return Verdict{Votes: true, Note: fmt.Sprintf("%d of %d have nothing here", len(c.Silent), n)}, true
	}
	first := c.Candidates[0]
	if first.Share(n) < share || len(c.Candidates) > 1 && len(c.Candidates[1].By) == len(first.By) || len(c.Silent) == len(first.By) {
		return Verdict{}, false
	}
	return Verdict{Candidate: first, Votes: true, Note: fmt.Sprintf("%d of %d", len(first.By), n)}, true
}

// Union is a verdict for all words that anybody marked, with the label that
// most have.
func (c *Case) Union() Verdict { return Verdict{Target: c.Target, Label: c.Candidates[0].Label} }
