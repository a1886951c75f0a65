package editor

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"

	"quoth/internal/annotation"
	"quoth/internal/scheme"
)

// Apply returns the state after tx. Either every change succeeds or none
// does; s itself is never modified. The error wraps ErrConflict if a thing is
// not as the change expects it, or ErrInvalid if the result would break a rule
// of the vocabulary.
func (s *State) Apply(tx Transaction) (*State, error) {
	d := draft{State: *s}
	for _, c := range tx.Changes {
		if err := d.apply(c); err != nil {
			return nil, fmt.Errorf("%s: %w", tx.Label, err)
		}
	}
	if err := d.dangling(tx); err != nil {
		return nil, fmt.Errorf("%s: %w", tx.Label, err)
	}
	if tx.At.After(d.head.modified) {
		d.head.modified = tx.At
	}
	return &d.State, nil
}

// dangling refuses a transaction that removes what something else still needs.
func (d *draft) dangling(tx Transaction) error {
	for _, c := range tx.Changes {
		if err := d.unrelated(c.Annotation); err != nil {
			return err
		}
		if e := c.Annotation; e != nil && e.After == nil && d.Annotation(e.Before.ID) == nil {
			if used := d.AttributionsOf(e.Before.ID); len(used) > 0 {
				return fmt.Errorf("annotation %s is still part of attribution %s: %w", e.Before.ID, used[0].ID, annotation.ErrInvalid)
			}
		}
		if e := c.Speaker; e != nil && e.After == nil && d.Speaker(e.Before.ID) == nil {
			for _, at := range d.attributions {
				if at.Speaker == e.Before.ID || at.Addressee == e.Before.ID {
					return fmt.Errorf("speaker %s is still named in attribution %s: %w", e.Before.ID, at.ID, annotation.ErrInvalid)
				}
			}
		}
	}
	return nil
}

// A draft is a state under construction. Each of its lists is copied the
// first time it is changed.
type draft struct {
	State
	own struct{ annotations, blocks, attributions, speakers, readings, orphans, decisions bool }
}

func (d *draft) apply(c Change) error {
	switch {
	case c.Annotation != nil:
		return d.annotation(c.Annotation)
	case c.Attribution != nil:
		return d.attribution(c.Attribution)
	case c.Speaker != nil:
		return d.speaker(c.Speaker)
	case c.Reading != nil:
		return d.reading(c.Reading)
	case c.Scheme != nil:
		return d.changeScheme(c.Scheme)
	case c.Orphan != nil:
		return d.orphan(c.Orphan)
	case c.Blind != nil:
		return d.reveal(c.Blind)
	case c.Decision != nil:
		return d.decide(c.Decision)
	}
	return fmt.Errorf("a change that changes nothing: %w", annotation.ErrInvalid)
}

func owned[T any](list []T, own *bool) []T {
	if *own {
		return list
	}
	*own = true
	return append(make([]T, 0, len(list)+1), list...)
}

func (d *draft) annotation(e *Edit[annotation.Annotation]) error {
	if e.After != nil {
		if err := e.After.Check(d.article, d.head.scheme); err != nil {
			return err
		}
	}
	d.annotations = owned(d.annotations, &d.own.annotations)
	list, err := replace(d.annotations, e, byID, "annotation")
	if err != nil {
		return err
	}
	d.annotations = list
	if e.Before != nil {
		d.reindex(e.Before, nil)
	}
	if e.After != nil {
		d.reindex(nil, e.After)
	}
	return nil
}

// reindex takes one annotation out of the blocks that it touches, or puts one in.
func (d *draft) reindex(out, in *annotation.Annotation) {
	d.byBlock = owned(d.byBlock, &d.own.blocks)
	if out != nil {
		for _, i := range Blocks(d.article, out.Target) {
			d.byBlock[i] = slices.DeleteFunc(slices.Clone(d.byBlock[i]), func(a *annotation.Annotation) bool { return a.ID == out.ID })
		}
		return
	}
	for _, i := range Blocks(d.article, in.Target) {
		at, _ := slices.BinarySearchFunc(d.byBlock[i], in, inTextOrder)
		d.byBlock[i] = slices.Insert(slices.Clone(d.byBlock[i]), at, in)
	}
}

func (d *draft) attribution(e *Edit[annotation.Attribution]) error {
	if e.After != nil {
		if err := e.After.Check(&d.State); err != nil {
			return err
		}
	}
	d.attributions = owned(d.attributions, &d.own.attributions)
	list, err := replace(d.attributions, e, byAttributionID, "attribution")
	d.attributions = list
	return err
}

func (d *draft) speaker(e *Edit[annotation.Speaker]) error {
	if e.After != nil {
		if err := e.After.Check(); err != nil {
			return err
		}
	}
	d.speakers = owned(d.speakers, &d.own.speakers)
	list, err := replace(d.speakers, e, bySpeakerID, "speaker")
	d.speakers = list
	return err
}

func (d *draft) reading(e *Edit[annotation.Reading]) error {
	if e.After != nil && (e.After.Block < 0 || e.After.Block >= len(d.article.Blocks)) {
		return fmt.Errorf("block %d of %d cannot be marked as read: %w", e.After.Block, len(d.article.Blocks), annotation.ErrInvalid)
	}
	d.readings = owned(d.readings, &d.own.readings)
	list, err := replace(d.readings, e, func(a, b *annotation.Reading) int { return cmp.Compare(a.Block, b.Block) }, "reading")
	d.readings = list
	return err
}

func (d *draft) orphan(e *Edit[annotation.Orphan]) error {
	if e.After != nil {
		if err := e.After.Check(d.head.scheme); err != nil {
			return err
		}
	}
	d.orphans = owned(d.orphans, &d.own.orphans)
	list, err := replace(d.orphans, e, byOrphanID, "orphan")
	d.orphans = list
	return err
}

func (d *draft) changeScheme(e *Edit[scheme.Scheme]) error {
	if e.After == nil || e.Before == nil {
		return fmt.Errorf("a layer cannot be without a scheme: %w", annotation.ErrInvalid)
	}
	if !same(e.Before, d.head.scheme) {
		return fmt.Errorf("scheme %s: %w", e.Before.ID, annotation.ErrConflict)
	}
	d.head.scheme = e.After
	return nil
}

func (d *draft) decide(e *Edit[annotation.Decision]) error {
	if d.head.of == nil {
		return fmt.Errorf("this layer is no gold layer: there is nothing to decide: %w", annotation.ErrInvalid)
	}
	if e.After != nil {
		if err := e.After.Check(d.article); err != nil {
			return err
		}
	}
	d.State.decisions = owned(d.State.decisions, &d.own.decisions)
	list, err := replace(d.State.decisions, e, byDecisionID, "decision")
	d.State.decisions = list
	return err
}

// reveal ends reading blind. What has been seen cannot be unseen, so that this
// is the only edit of it, and no undo takes it back.
func (d *draft) reveal(e *Edit[annotation.Blind]) error {
	if e.Before == nil || e.After == nil || !d.head.blind.Hides() || !same(e.Before, d.head.blind) {
		return fmt.Errorf("this layer is not read blind: %w", annotation.ErrConflict)
	}
	if !e.After.Since.Equal(e.Before.Since) || e.After.Hides() {
		return fmt.Errorf("reading blind can only end: %w", annotation.ErrInvalid)
	}
	if err := e.After.Check(); err != nil {
		return err
	}
	d.head.blind = e.After
	return nil
}

// replace carries out one edit on a list that the caller owns.
func replace[T any](list []*T, e *Edit[T], order func(a, b *T) int, kind string) ([]*T, error) {
	if e.Before == nil && e.After == nil {
		return list, fmt.Errorf("an edit of nothing: %w", annotation.ErrInvalid)
	}
	if e.Before == nil {
		i, found := slices.BinarySearchFunc(list, e.After, order)
		if found {
			return list, fmt.Errorf("%s %s is there already: %w", kind, key(e.After), annotation.ErrConflict)
		}
		return slices.Insert(list, i, e.After), nil
	}
	i, found := slices.BinarySearchFunc(list, e.Before, order)
	if !found {
		return list, fmt.Errorf("%s %s: %w", kind, key(e.Before), annotation.ErrNotFound)
	}
	if !same(list[i], e.Before) {
		return list, fmt.Errorf("%s %s: %w", kind, key(e.Before), annotation.ErrConflict)
	}
	if e.After == nil {
		return slices.Delete(list, i, i+1), nil
	}
	if key(e.After) != key(e.Before) {
		return list, fmt.Errorf("%s %s cannot become %s: %w", kind, key(e.Before), key(e.After), annotation.ErrInvalid)
	}
	list[i] = e.After
	return list, nil
}

// same compares what two things say, not how they lie in memory: one may have
// come back from the journal, where an empty list and none are the same.
func same[T any](a, b *T) bool {
	if a == b {
		return true
	}
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && bytes.Equal(x, y)
}

// key is what identifies a thing among its kind.
func key(v any) string {
	switch v := v.(type) {
	case *annotation.Annotation:
		return string(v.ID)
	case *annotation.Attribution:
		return string(v.ID)
	case *annotation.Speaker:
		return string(v.ID)
	case *annotation.Orphan:
		return string(v.Annotation.ID)
	case *annotation.Decision:
		return string(v.ID)
	case *annotation.Reading:
		return fmt.Sprint("of block ", v.Block)
	}
	return ""
}
