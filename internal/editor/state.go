package editor

import (
	"cmp"
	"iter"
	"slices"
	"sort"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/scheme"
	"quoth/internal/text"
)

// A State is an article with one layer of it at one moment. It is never
// modified, so that it may be kept, compared by pointer and drawn at leisure;
// what its methods return belongs to it and must not be modified either.
type State struct {
	article *article.Article
	head    head

	annotations  []*annotation.Annotation   // by ID
	byBlock      [][]*annotation.Annotation // those that touch the block, in text order
	attributions []*annotation.Attribution  // by ID
	speakers     []*annotation.Speaker      // by ID
	readings     []*annotation.Reading      // by block
	orphans      []*annotation.Orphan       // by ID
	decisions    []*annotation.Decision     // by ID
}

// head is what a layer has once.
type head struct {
	id                annotation.LayerID
	scheme            *scheme.Scheme
	creator           string
	created, modified time.Time
	blind             *annotation.Blind
	of                []annotation.Party // of the gold layer
}

// Open is the state of a layer of the article. The layer must have passed its
// Check; its slices are not kept.
func Open(a *article.Article, l *annotation.Layer) *State {
	s := &State{
		article:      a,
		head:         head{id: l.ID, scheme: l.Scheme, creator: l.Creator, created: l.Created, modified: l.Modified, blind: l.Blind},
		annotations:  slices.Clone(l.Annotations),
		attributions: slices.Clone(l.Attributions),
		speakers:     slices.Clone(l.Speakers),
		readings:     slices.Clone(l.Coverage),
		orphans:      slices.Clone(l.Orphans),
	}
	if !slices.IsSortedFunc(s.annotations, byID) {
		slices.SortFunc(s.annotations, byID)
	}
	if !slices.IsSortedFunc(s.attributions, byAttributionID) {
		slices.SortFunc(s.attributions, byAttributionID)
	}
	if !slices.IsSortedFunc(s.speakers, bySpeakerID) {
		slices.SortFunc(s.speakers, bySpeakerID)
	}
	slices.SortFunc(s.orphans, byOrphanID)
	if j := l.Adjudication; j != nil {
		s.head.of = j.Of
		s.decisions = slices.SortedFunc(slices.Values(j.Decisions), byDecisionID)
	}
	s.byBlock = indexBlocks(a, s.annotations)
	return s
}

// Layer is the state as a layer, for export and storage. Its slices are
// copies, what they point to is not.
func (s *State) Layer() *annotation.Layer {
	l := &annotation.Layer{
		ID: s.head.id, Article: s.article.ID, Scheme: s.head.scheme,
		Creator: s.head.creator, Created: s.head.created, Modified: s.head.modified,
		Annotations:  slices.Clone(s.annotations),
		Attributions: slices.Clone(s.attributions),
		Speakers:     slices.Clone(s.speakers),
		Coverage:     slices.Clone(s.readings),
		Orphans:      slices.Clone(s.orphans),
		Blind:        s.head.blind,
	}
	if s.head.of != nil {
		l.Adjudication = &annotation.Adjudication{Of: s.head.of, Decisions: append([]*annotation.Decision{}, s.decisions...)}
	}
	return l
}

// Article is what is read.
func (s *State) Article() *article.Article { return s.article }

// Scheme is what may be said of it.
func (s *State) Scheme() *scheme.Scheme { return s.head.scheme }

// LayerID names the layer.
func (s *State) LayerID() annotation.LayerID { return s.head.id }

// Creator is the pseudonym of the layer's owner.
func (s *State) Creator() string { return s.head.creator }

// Blind is how the layer came about without knowing the outlet; nil if it did
// not.
func (s *State) Blind() *annotation.Blind { return s.head.blind }

// Len is the number of annotations.
func (s *State) Len() int { return len(s.annotations) }

// Annotation returns the annotation with the ID, or nil.
func (s *State) Annotation(id annotation.ID) *annotation.Annotation {
	if i, ok := find(s.annotations, id); ok {
		return s.annotations[i]
	}
	return nil
}

// Annotations returns all of them by ID, which is by age.
func (s *State) Annotations() []*annotation.Annotation { return s.annotations }

// InBlock returns the annotations that touch a block, in text order: by
// start, then the longer first, then by ID.
func (s *State) InBlock(block int) []*annotation.Annotation { return s.byBlock[block] }

// InTextOrder goes through every annotation once, in the order in which a
// reader meets them.
func (s *State) InTextOrder() iter.Seq[*annotation.Annotation] {
	return func(yield func(*annotation.Annotation) bool) {
		for i, here := range s.byBlock {
			from := s.article.Blocks[i].Span.Start
			for _, a := range here {
				if a.Target[0].Start >= from && !yield(a) {
					return
				}
			}
		}
	}
}

// At returns the annotations over an offset, the shortest first: what a click
// there means.
func (s *State) At(at text.Byte) []*annotation.Annotation {
	var found []*annotation.Annotation
	for _, a := range s.byBlock[s.article.BlockAt(at)] {
		if slices.ContainsFunc(a.Target, func(b text.Bytes) bool { return b.Contains(at) }) {
			found = append(found, a)
		}
	}
	slices.SortStableFunc(found, func(a, b *annotation.Annotation) int { return cmp.Compare(length(a.Target), length(b.Target)) })
	return found
}

// Attributions returns all of them by ID.
func (s *State) Attributions() []*annotation.Attribution { return s.attributions }

// Attribution returns the attribution with the ID, or nil.
func (s *State) Attribution(id annotation.AttributionID) *annotation.Attribution {
	if i, ok := findAttribution(s.attributions, id); ok {
		return s.attributions[i]
	}
	return nil
}

// AttributionsOf returns the attributions in which an annotation is source,
// cue or content.
func (s *State) AttributionsOf(id annotation.ID) []*annotation.Attribution {
	var found []*annotation.Attribution
	for _, at := range s.attributions {
		if at.Cue == id || slices.Contains(at.Content, id) || slices.Contains(at.Source, id) {
			found = append(found, at)
		}
	}
	return found
}

// Partners returns the annotations that belong together with one through its
// attributions and relations, itself among them.
func (s *State) Partners(id annotation.ID) []annotation.ID {
	ids := []annotation.ID{id}
	add := func(id annotation.ID) {
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	for _, at := range s.AttributionsOf(id) {
		for _, p := range Parts(at) {
			add(p)
		}
	}
	if a := s.Annotation(id); a != nil {
		for _, r := range a.Relations(s.Scheme()) {
			add(r.To)
		}
	}
	for _, a := range s.Relating(id) {
		add(a.ID)
	}
	return ids
}

// Parts returns the annotations that an attribution is made of.
func Parts(at *annotation.Attribution) []annotation.ID {
	parts := slices.Concat(at.Content, at.Source)
	if at.Cue != "" {
		parts = append(parts, at.Cue)
	}
	return parts
}

// Speakers returns all of them by ID, which is by age.
func (s *State) Speakers() []*annotation.Speaker { return s.speakers }

// Speaker returns the speaker with the ID, or nil.
func (s *State) Speaker(id annotation.SpeakerID) *annotation.Speaker {
	for _, p := range s.speakers {
		if p.ID == id {
			return p
		}
	}
	return nil
}

// Readings returns the paragraphs that were marked as read, by block.
func (s *State) Readings() []*annotation.Reading { return s.readings }

// Read returns when a block was marked as read, or nil.
func (s *State) Read(block int) *annotation.Reading {
	i := sort.Search(len(s.readings), func(i int) bool { return s.readings[i].Block >= block })
	if i < len(s.readings) && s.readings[i].Block == block {
		return s.readings[i]
	}
	return nil
}

// Orphans returns the annotations of an earlier revision that have no place
// here, by ID.
func (s *State) Orphans() []*annotation.Orphan { return s.orphans }

// Orphan returns the orphan whose annotation has the ID, or nil.
func (s *State) Orphan(id annotation.ID) *annotation.Orphan {
	for _, o := range s.orphans {
		if o.Annotation.ID == id {
			return o
		}
	}
	return nil
}

// Parties are the layers that this one, a gold layer, was made from; nil if it
// is none.
func (s *State) Parties() []annotation.Party { return s.head.of }

// Decisions are those of the gold layer, by ID.
func (s *State) Decisions() []*annotation.Decision { return s.decisions }

// Decision is that of a passage, or nil.
func (s *State) Decision(id annotation.ID) *annotation.Decision {
	i, found := slices.BinarySearchFunc(s.decisions, id, func(d *annotation.Decision, id annotation.ID) int { return cmp.Compare(d.ID, id) })
	if !found {
		return nil
	}
	return s.decisions[i]
}

func byDecisionID(a, b *annotation.Decision) int { return cmp.Compare(a.ID, b.ID) }

func byOrphanID(a, b *annotation.Orphan) int { return cmp.Compare(a.Annotation.ID, b.Annotation.ID) }

func byID(a, b *annotation.Annotation) int { return cmp.Compare(a.ID, b.ID) }

func byAttributionID(a, b *annotation.Attribution) int { return cmp.Compare(a.ID, b.ID) }

func bySpeakerID(a, b *annotation.Speaker) int { return cmp.Compare(a.ID, b.ID) }

func find(list []*annotation.Annotation, id annotation.ID) (int, bool) {
	return slices.BinarySearchFunc(list, id, func(a *annotation.Annotation, id annotation.ID) int { return cmp.Compare(a.ID, id) })
}

func findAttribution(list []*annotation.Attribution, id annotation.AttributionID) (int, bool) {
	return slices.BinarySearchFunc(list, id, func(a *annotation.Attribution, id annotation.AttributionID) int { return cmp.Compare(a.ID, id) })
}

func length(t annotation.Target) (n text.Byte) {
	for _, b := range t {
		n += b.Len()
	}
	return n
}
