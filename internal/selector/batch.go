package selector

import (
	"context"
	"fmt"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/text"
)

// Reach of a landmark in bytes: about a line of text where they are dense,
// some paragraphs where the annotations themselves are all there is.
const (
	nearby = 160
	wide   = 3000
)

// FindAll finds the spans of many annotations of one earlier text, as
// FindTarget does, with their neighbours as evidence. A passage that stands
// twice is where its neighbours are; one that stands only where other words
// stood before is lost; and only what left its order has moved. The earlier
// text, if it is known, makes every stretch of it a neighbour; from may be nil.
//
// Anchors come in the order of targets. FindAll calls progress, which may be
// nil, with the number of targets done, and ends early with the context's error.
func (x *Index) FindAll(ctx context.Context, from *Index, targets [][]Selector, progress func(done, total int)) ([][]Anchor, error) {
	b := &batch{finder: &finder{Index: x}, from: from}
	if from != nil {
		b.terrain = newTerrain(survey(from, x), nearby)
	}
	groups := make([][]passage, len(targets))
	for i, spans := range targets {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("anchor %d annotations, %d done: %w", len(targets), i, err)
		}
		for _, s := range spans {
			groups[i] = append(groups[i], b.passage(s))
		}
		if progress != nil {
			progress(i, len(targets))
		}
	}
	if from == nil {
		b.terrain = newTerrain(b.sure(groups), wide)
	}
	anchors := make([][]Anchor, len(targets))
	for i, group := range groups {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("anchor %d annotations: %w", len(targets), err)
		}
		for k := range group {
			b.hear(&group[k])
		}
		anchors[i] = x.decideInOrder(group)
		for k := range group {
			b.compare(group[k], &anchors[i][k])
		}
	}
	if progress != nil {
		progress(len(targets), len(targets))
	}
	return anchors, nil
}

// A batch is many passages of one earlier text.
type batch struct {
	*finder
	from    *Index // nil if the earlier text is not known
	terrain *terrain
}

// passage is the finder's, without a search of the whole text where the
// neighbours already say where it is.
func (b *batch) passage(s Selector) passage {
	g := unsought(s)
	g.near = b.near(g.Position)
	if b.from != nil && g.Position.Len() > 0 {
		if at, ok := b.terrain.expect(g.Position); ok {
			c := b.here(g.pattern, b.point(at))
			if b.judge(c, g.Position.Start) == attested && c.rank(g.pattern) >= 1-withinReach && b.standsOnce(c.start, c.end) {
				g.list = []candidate{c}
				return g
			}
		}
	}
	g.list = b.candidates(g.pattern, g.near)
	return g
}

// here is a passage where the text is expected to have it.
func (b *batch) here(p pattern, near point) candidate {
	if p.start >= p.end || int(p.len()) > longest {
		return candidate{}
	}
	if low := near - p.start; low >= 0 && low+p.len() <= b.len() && equal(b.symbols[low:], p.symbols) {
		return whole(low, p)
	}
	b.aligner.prepare(p.symbols)
	return b.place(p, near-p.start, near-p.start)
}

// sure makes landmarks of the passages that are found without their neighbours.
func (f *finder) sure(groups [][]passage) (list []landmark) {
	for _, group := range groups {
		for _, g := range group {
			best := rivals(g.pattern, weigh(g.pattern, append([]candidate(nil), g.list...)))
			if g.Position.Len() <= 0 || len(best) != 1 {
				continue
			}
			if c, ok := settle(g.pattern, best, -1); ok && !c.alien(g.pattern) {
				list = append(list, landmark{g.Position.Start, f.byteAt(c.start)})
			}
		}
	}
	return list
}

// hear lets the neighbours speak for and against the candidates of a passage.
func (b *batch) hear(g *passage) {
	switch {
	case g.Position.Len() <= 0:
		g.list = weigh(g.pattern, g.list)
	case b.from == nil:
		// A few neighbours attest. They deny nothing: a paragraph that moved
		// without them is among strange ones.
		g.list = weigh(g.pattern, g.list)
		for i, c := range g.list {
			if b.judge(c, g.Position.Start) == attested {
				g.list[i].verdict = attested
			}
		}
	default:
		there := b.vouch(g)
		if at, ok := b.terrain.expect(g.Position); ok {
			g.near = b.point(at)
			if !there {
				b.look(g)
			}
		}
		g.list = weigh(g.pattern, g.list)
	}
}

// look adds the place where the neighbours expect a passage, for nothing that
// was found lies there.
func (b *batch) look(g *passage) {
	if p := g.pattern; p.start < p.end && int(p.len()) <= longest {
		b.aligner.prepare(p.symbols)
		c := b.place(p, g.near-p.start, g.near-p.start)
		c.verdict = b.judge(c, g.Position.Start)
		g.list = append(g.list, c)
	}
}

// vouch asks the landmarks about the candidates of a passage and leaves out
// those that come from elsewhere; it reports whether one is attested.
func (b *batch) vouch(g *passage) (any bool) {
	kept := g.list[:0]
	for _, c := range g.list {
		c.verdict = b.judge(c, g.Position.Start)
		if c.verdict != denied {
			any = any || c.verdict == attested
			kept = append(kept, c)
		}
	}
	g.list = kept
	return any
}

func (b *batch) judge(c candidate, old text.Byte) verdict {
	if c.start >= c.end {
		return denied
	}
	return b.terrain.judge(text.Bytes{Start: b.byteAt(c.start), End: b.byteAt(c.end)}, old)
}

// compare says of the same words whether they kept their order.
func (b *batch) compare(g passage, a *Anchor) {
	if g.Position.Len() <= 0 || a.State != Exact && a.State != Moved || len(b.terrain.chain) == 0 {
		return
	}
	a.State = Moved
	if b.terrain.inOrder(g.Position.Start, a.Span) {
		a.State = Exact
	}
}

// A Placement is what became of one annotation in another revision.
type Placement struct {
	ID    annotation.ID
	State State    // the worst of its spans'
	Spans []Anchor // one for each span of the target, in order
}

// Target is where the annotation points now; false if a span has no place.
func (p Placement) Target() (t annotation.Target, ok bool) {
	for _, a := range p.Spans {
		if !a.State.Placed() {
			return nil, false
		}
		t = append(t, a.Span)
	}
	return t, len(t) > 0
}

// Carry finds the annotations of a layer, in its order, in another revision of
// its article. It changes neither. For progress and ctx see FindAll.
func Carry(ctx context.Context, l *annotation.Layer, from, to *article.Article, progress func(done, total int)) ([]Placement, error) {
	targets := make([][]Selector, len(l.Annotations))
	for i, a := range l.Annotations {
		targets[i] = Describe(from, a.Target)
	}
	found, err := NewIndex(to.Text).FindAll(ctx, NewIndex(from.Text), targets, progress)
	if err != nil {
		return nil, err
	}
	list := make([]Placement, len(found))
	for i, spans := range found {
		list[i] = Placement{l.Annotations[i].ID, Worst(spans), spans}
	}
	return list, nil
}

// Worst is the state of an annotation, given its spans'.
func Worst(spans []Anchor) State {
	for _, s := range []State{Lost, Ambiguous, Changed, Moved} {
		for _, a := range spans {
			if a.State == s {
				return s
			}
		}
	}
	return Exact
}
