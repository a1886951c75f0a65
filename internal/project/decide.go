package project

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"quoth/internal/adjudication"
	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/editor"
	"quoth/internal/scheme"
)

// A Deciding is the class result at work: the passages that somebody marked
// as they are now, with what was decided of them. It belongs to one goroutine.
type Deciding struct {
	Result *Result
	bench  *adjudication.Bench
	by     string // who decides
}

// Words that are taken instead of a reading.
const (
	TakeNone = "none" // nothing is marked there
	TakeAll  = "all"  // all words that anybody marked, with the label that most gave
)

// Decide opens what the readers of an article marked for somebody to decide.
// The result is nil if nothing was decided yet; it is made under id then. At
// least two have to have read: the error wraps ErrInvalid else.
//
// Notes, tags and what somebody wrote of a claim are not taken over: a class
// result is read aloud, and they were written for oneself.
func Decide(r *Result, id annotation.LayerID, a *article.Article, readers []Reader, by string, newID func() string, now func() time.Time) (*Deciding, error) {
	if len(readers) < 2 {
		return nil, fmt.Errorf("it takes two who have marked something: %w", annotation.ErrInvalid)
	}
	layers := make([]*annotation.Layer, len(readers))
	for i, reader := range readers {
		l := *reader.Layer
		l.Creator = ""
		layers[i] = &l
	}
	if r == nil {
		r = &Result{Layer: adjudication.NewGold(id, layers, "", now().UTC().Truncate(time.Millisecond))}
	}
	gold := *r.Layer
	gold.Creator = by
	j := annotation.Adjudication{Of: slices.Clone(r.Layer.Adjudication.Of), Decisions: r.Layer.Adjudication.Decisions}
	for _, l := range layers { // who has come since
		if !slices.ContainsFunc(j.Of, func(p annotation.Party) bool { return p.Layer == l.ID }) {
			j.Of = append(j.Of, annotation.Party{Layer: l.ID})
		}
	}
	gold.Adjudication = &j
	d := &Deciding{Result: r, by: by, bench: &adjudication.Bench{
		Layers: layers, Cases: adjudication.Cases(layers), Gold: editor.New(editor.Open(a, &gold), 0, nil, nil, newID, now),
	}}
	d.recognise()
	return d, nil
}

// recognise gives cases the name under which they were decided: a pupil who
// goes on marking must not make a passage another one.
func (d *Deciding) recognise() {
	if len(d.bench.Gold.State().Decisions()) == 0 {
		return
	}
	type vote struct {
		layer annotation.LayerID
		id    annotation.ID
	}
	taken, named := map[annotation.ID]bool{}, map[vote]annotation.ID{}
	for _, c := range d.bench.Cases {
		taken[c.ID] = d.bench.Gold.State().Decision(c.ID) != nil
	}
	for _, decision := range d.bench.Gold.State().Decisions() {
		for _, v := range decision.Votes {
			named[vote{v.Layer, v.Annotation}] = decision.ID
		}
	}
	for _, c := range d.bench.Cases {
		if taken[c.ID] {
			continue
		}
		for _, v := range d.bench.Votes(c) {
			if id := named[vote{v.Layer, v.Annotation}]; id != "" && !taken[id] {
				c.ID, taken[id] = id, true
				break
			}
		}
	}
}

// Readers is how many are for or against.
func (d *Deciding) Readers() int { return len(d.bench.Layers) }

// Cases are the passages in the order of the text, or those first of which
// the class is least sure.
func (d *Deciding) Cases(disputed bool) []*adjudication.Case {
	if !disputed {
		return d.bench.Cases
	}
	return slices.SortedStableFunc(slices.Values(d.bench.Cases), func(a, b *adjudication.Case) int { return cmp.Compare(most(a), most(b)) })
}

// State is the gold layer as it is now.
func (d *Deciding) State() *editor.State { return d.bench.Gold.State() }

// Decision is what was decided of a case, or nil.
func (d *Deciding) Decision(c *adjudication.Case) *annotation.Decision {
	return d.State().Decision(c.ID)
}

// Decided counts the cases that are.
func (d *Deciding) Decided() (n int) {
	for _, c := range d.bench.Cases {
		if d.Decision(c) != nil {
			n++
		}
	}
	return n
}

// Find returns the case with a key. The error wraps ErrNotFound.
func (d *Deciding) Find(key string) (*adjudication.Case, error) {
	for _, c := range d.bench.Cases {
		if Key(c) == key {
			return c, nil
		}
	}
	return nil, fmt.Errorf("nobody marks this passage any more: %w", annotation.ErrNotFound)
}

// half is what the votes need so that they propose something.
const half = 0.5

// Proposed is what the votes propose of a case, as it would be taken; "" if
// nothing has half of them.
func (d *Deciding) Proposed(c *adjudication.Case) string {
	v, ok := d.bench.Vote(c, half)
	switch {
	case !ok:
		return ""
	case v.Candidate == nil:
		return TakeNone
	}
	return ReadingKey(v.Candidate)
}

// Take decides a case: a reading by its key, TakeNone or TakeAll. If it was
// decided by somebody else than the stamp that was seen says, the error wraps
// ErrConflict and nothing has changed.
func (d *Deciding) Take(key, take, note, seen string) error {
	c, err := d.Find(key)
	if err != nil {
		return err
	}
	if now := d.Decision(c); seen != "" && seen != Stamp(now) {
		return fmt.Errorf("%s: look at it again before you decide it anew: %w", d.told(now), annotation.ErrConflict)
	}
	v := adjudication.Verdict{Note: strings.TrimSpace(note)}
	label := "Nothing"
	switch take {
	case TakeNone:
	case TakeAll:
		v.Target, v.Label = c.Union().Target, c.Union().Label
		label = d.name(v.Label)
	default:
		i := slices.IndexFunc(c.Candidates, func(x *adjudication.Candidate) bool { return ReadingKey(x) == take })
		if i < 0 {
			return fmt.Errorf("nobody reads the passage like that any more: %w", annotation.ErrConflict)
		}
		v.Candidate, label = c.Candidates[i], d.name(c.Candidates[i].Label)
	}
	changes, err := d.decide(c, v)
	if err != nil {
		return err
	}
	return d.keep(label, changes)
}

// told is what was decided of a passage, and by whom.
func (d *Deciding) told(now *annotation.Decision) string {
	if now == nil {
		return "what was decided of this passage was taken back a moment ago"
	}
	as := "that nothing is marked here"
	if an := d.State().Annotation(now.Annotation); an != nil {
		as = "that this is " + d.name(an.Label)
	}
	return cmp.Or(now.Creator, "the vote") + " has decided " + as + " a moment ago"
}

func (d *Deciding) name(label string) string {
	if l := d.State().Scheme().Label(label); l != nil {
		return l.Name
	}
	return label
}

// Vote lets the votes decide what is open, where so many of the readers are
// for the same, and returns how many cases it did.
func (d *Deciding) Vote(share float64) (n int, err error) {
	if share < half || share > 1 {
		return 0, fmt.Errorf("a vote needs from half of the readers to all of them: %w", annotation.ErrInvalid)
	}
	var all []editor.Change
	for _, c := range d.bench.Cases {
		v, ok := d.bench.Vote(c, share)
		if !ok || d.Decision(c) != nil {
			continue
		}
		changes, err := d.decide(c, v)
		if err == nil {
			_, err = d.bench.Gold.Do("Vote", changes...)
		}
		if err != nil {
			return n, err
		}
		all = append(all, changes...)
		n++
	}
	if n == 0 {
		return 0, nil
	}
	d.note(editor.Transaction{ID: d.bench.Gold.NewID(), Label: fmt.Sprintf("%d by the vote", n), At: d.bench.Gold.Now(), Changes: all})
	return n, nil
}

// decide is the changes of a verdict, without what somebody wrote for
// themselves.
func (d *Deciding) decide(c *adjudication.Case, v adjudication.Verdict) ([]editor.Change, error) {
	changes, err := d.bench.Decide(c, v)
	for i := range changes {
		if e := changes[i].Annotation; e != nil && e.After != nil {
			e.After.Note, e.After.Tags, e.After.Claim, e.After.Evidence = "", nil, nil, nil
			if l := d.State().Scheme().Label(e.After.Label); l != nil {
				for _, f := range l.Fields { // words, or a speaker of somebody's own list
					if f.Type == scheme.Text || f.Type == scheme.Speaker && !slices.ContainsFunc(f.Options, func(o scheme.Option) bool { return o.ID == e.After.Fields[f.ID] }) {
						delete(e.After.Fields, f.ID)
					}
				}
			}
		}
		if e := changes[i].Speaker; e != nil && e.After != nil {
			e.After.Note = ""
		}
	}
	return changes, err
}

func (d *Deciding) keep(label string, changes []editor.Change) error {
	tx, err := d.bench.Gold.Do(label, changes...)
	if err == nil {
		d.note(tx)
	}
	return err
}

// note keeps the state and the way back.
func (d *Deciding) note(tx editor.Transaction) {
	r := d.Result
	r.Layer = d.State().Layer()
	r.Layer.Creator = ""
	r.Steps = append(r.Steps, Step{d.by, tx})
	if extra := len(r.Steps) - mostSteps; extra > 0 {
		r.Steps = slices.Delete(r.Steps, 0, extra)
	}
}

// Undo takes back the last step: see Result.Undo.
func (d *Deciding) Undo(seen string) error { return d.Result.Undo(d.State().Article(), seen) }
