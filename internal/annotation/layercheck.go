package annotation

import (
	"fmt"
	"slices"

	"quoth/internal/article"
	"quoth/internal/scheme"
)

// Check reports whether everything in the layer fits the article, the scheme
// and each other. The error wraps ErrInvalid and names the first thing that
// does not. It takes time in proportion to the layer's size.
func (l *Layer) Check(a *article.Article) error {
	if err := checkID(string(l.ID), "a layer"); err != nil {
		return err
	}
	if l.Article != a.ID {
		return fmt.Errorf("layer %s is of article %s, not of %s: %w", l.ID, l.Article, a.ID, ErrInvalid)
	}
	if l.Scheme == nil {
		return fmt.Errorf("layer %s has no scheme: %w", l.ID, ErrInvalid)
	}
	if err := l.Scheme.Check(); err != nil {
		return fmt.Errorf("layer %s: %w", l.ID, err)
	}
	if l.Blind != nil {
		if err := l.Blind.Check(); err != nil {
			return fmt.Errorf("layer %s: %w", l.ID, err)
		}
	}
	if l.Adjudication != nil {
		if err := l.Adjudication.Check(a); err != nil {
			return fmt.Errorf("layer %s: %w", l.ID, err)
		}
	}
	h := holder{
		scheme:       l.Scheme,
		annotations:  make(map[ID]*Annotation, len(l.Annotations)),
		attributions: make(map[AttributionID]*Attribution, len(l.Attributions)),
		speakers:     make(map[SpeakerID]*Speaker, len(l.Speakers)),
	}
	if slices.Contains(l.Annotations, nil) || slices.Contains(l.Attributions, nil) || slices.Contains(l.Speakers, nil) || slices.Contains(l.Coverage, nil) || slices.Contains(l.Orphans, nil) {
		return fmt.Errorf("layer %s has an empty entry in one of its lists: %w", l.ID, ErrInvalid) // "null" in a file
	}
	for _, an := range l.Annotations {
		if err := an.Check(a, l.Scheme); err != nil {
			return err
		}
		if h.annotations[an.ID] != nil {
			return fmt.Errorf("two annotations have the id %s: %w", an.ID, ErrInvalid)
		}
		h.annotations[an.ID] = an
	}
	for _, p := range l.Speakers {
		if err := p.Check(); err != nil {
			return err
		}
		if h.speakers[p.ID] != nil {
			return fmt.Errorf("two speakers have the id %s: %w", p.ID, ErrInvalid)
		}
		h.speakers[p.ID] = p
	}
	for _, at := range l.Attributions {
		if h.attributions[at.ID] != nil {
			return fmt.Errorf("two attributions have the id %s: %w", at.ID, ErrInvalid)
		}
		h.attributions[at.ID] = at
	}
	for _, at := range l.Attributions {
		if err := at.Check(h); err != nil {
			return err
		}
	}
	read := make(map[int]bool, len(l.Coverage))
	for _, r := range l.Coverage {
		if r.Block < 0 || r.Block >= len(a.Blocks) || read[r.Block] {
			return fmt.Errorf("block %d, marked as read, is not one of the article's %d or is marked twice: %w", r.Block, len(a.Blocks), ErrInvalid)
		}
		read[r.Block] = true
	}
	for _, o := range l.Orphans {
		if err := o.Check(l.Scheme); err != nil {
			return err
		}
		if h.annotations[o.Annotation.ID] != nil {
			return fmt.Errorf("orphan %s has the id of something else: %w", o.Annotation.ID, ErrInvalid)
		}
		h.annotations[o.Annotation.ID] = &o.Annotation
	}
	for _, an := range l.Annotations {
		if err := an.CheckRelations(l.Scheme, h.Annotation); err != nil {
			return err
		}
	}
	return nil
}

// holder finds the parts of a layer by their IDs.
type holder struct {
	scheme       *scheme.Scheme
	annotations  map[ID]*Annotation
	attributions map[AttributionID]*Attribution
	speakers     map[SpeakerID]*Speaker
}

func (h holder) Scheme() *scheme.Scheme                    { return h.scheme }
func (h holder) Annotation(id ID) *Annotation              { return h.annotations[id] }
func (h holder) Attribution(id AttributionID) *Attribution { return h.attributions[id] }
func (h holder) Speaker(id SpeakerID) *Speaker             { return h.speakers[id] }
