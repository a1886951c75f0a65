package local

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"quoth/internal/annotation"
)

// Opened is a layer as it was found: a snapshot and what came after it.
type Opened struct {
	Layer      *annotation.Layer
	Seq        int      // of the last transaction that Layer holds
	Undo, Redo []int    // places in the journal at Seq, oldest first
	Records    []Record // the transactions after Seq
	// Damage says what could not be read, or not be repaired; nil if all is
	// well. A damaged record, and what stood behind it, is lost from sight but
	// kept apart, where it is no longer in the way.
	Damage error
}

func entryOf(l *annotation.Layer) LayerEntry {
	e := LayerEntry{ID: l.ID, Article: l.Article, Creator: l.Creator, Annotations: len(l.Annotations), Modified: l.Modified, Blind: l.Blind.Hides(), Gold: l.Adjudication != nil}
	if l.Scheme != nil {
		e.Scheme, e.SchemeName = l.Scheme.ID, l.Scheme.Name
	}
	return e
}

// CreateLayer keeps a new layer, with whatever it holds. The error wraps
// ErrConflict if a layer with the ID is there already, ErrNotFound if the
// article is not, and ErrFull if there is no space.
func (l *Library) CreateLayer(ctx context.Context, layer *annotation.Layer) error {
	if _, err := l.store.Get(ctx, indexArticleKey(layer.Article)); err != nil {
		return fmt.Errorf("layer %s belongs to article %s: %w", layer.ID, layer.Article, err)
	}
	data, err := encodeSnapshot(snapshot{layer: layer})
	if err != nil {
		return err
	}
	index, err := json.Marshal(entryOf(layer))
	if err != nil {
		return err
	}
	size, err := json.Marshal(len(data))
	if err != nil {
		return err
	}
	err = l.store.Write(ctx,
		Add(indexLayerKey(layer.ID), index),
		Put(snapshotPrefix(layer.ID)+padded(0), data),
		Put(indexSnapshotKey(layer.ID), size))
	if err != nil {
		return fmt.Errorf("layer %s: %w", layer.ID, err)
	}
	return nil
}

// OpenLayer returns a layer from its newest snapshot that can be read and the
// journal after it. The error wraps ErrNotFound if there is no such layer and
// ErrInvalid if no snapshot can be read. A damaged snapshot in front of one
// that can be read costs nothing but time; a damaged record is told in
// Opened.Damage.
func (l *Library) OpenLayer(ctx context.Context, id annotation.LayerID) (*Opened, error) {
	keys, err := l.store.Keys(ctx, snapshotPrefix(id))
	if err != nil {
		return nil, err
	}
	if len(keys) == 0 {
		return nil, fmt.Errorf("layer %s is not in this browser: %w", id, annotation.ErrNotFound)
	}
	// What the newest snapshot needs besides is asked for together with it: in a
	// tab each answer takes longer than what is done with it.
	newest, _ := seqOf(keys[len(keys)-1], snapshotPrefix(id))
	entry := soon(func() (LayerEntry, error) { return l.layerEntry(ctx, id) })
	records := soon(func() ([]Record, error) { return l.Since(ctx, id, newest) })
	var damage error
	var unreadable []Op
	for _, key := range slices.Backward(keys) {
		data, err := l.store.Get(ctx, key)
		if errors.Is(err, annotation.ErrNotFound) {
			continue // another tab has just replaced it
		}
		if err != nil {
			return nil, err
		}
		of, err := decodeSnapshot(data)
		switch {
		case err == nil:
			if of.seq != newest {
				records = soon(func() ([]Record, error) { return l.Since(ctx, id, of.seq) })
			}
			return l.openFrom(ctx, of, records, entry, unreadable)
		case errors.Is(err, errOtherVersion):
			return nil, fmt.Errorf("layer %s: %w", id, err)
		}
		damage = err
		unreadable = append(unreadable, Delete(key))
	}
	if damage == nil {
		damage = annotation.ErrConflict
	}
	return nil, fmt.Errorf("layer %s cannot be read from this browser's storage: %w", id, damage)
}

// soon begins something and returns how to wait for it.
func soon[T any](f func() (T, error)) (wait func() (T, error)) {
	var result T
	var err error
	done := make(chan struct{})
	go func() {
		defer close(done)
		result, err = f()
	}()
	return func() (T, error) {
		<-done
		return result, err
	}
}

// openFrom reads the journal behind a snapshot. It mends what would be in the
// way of going on: snapshots that cannot be read, damaged records with what
// stands behind them, and an entry that lags behind the journal.
func (l *Library) openFrom(ctx context.Context, of snapshot, behind func() ([]Record, error), indexed func() (LayerEntry, error), ops []Op) (*Opened, error) {
	id := of.layer.ID
	records, err := behind()
	opened := &Opened{Layer: of.layer, Seq: of.seq, Undo: of.undo, Redo: of.redo, Records: records}
	switch {
	case errors.Is(err, annotation.ErrInvalid):
		opened.Damage = err
		moves, err := l.setAside(ctx, id, of.seq+len(records))
		if err != nil {
			return nil, err
		}
		ops = append(ops, moves...)
	case err != nil:
		return nil, err
	}
	entry, err := indexed()
	if err != nil || opened.Damage != nil || entry.Seq < of.seq+len(records) {
		size := entry.Size
		entry = entryOf(of.layer)
		entry.Size, entry.Seq = size, of.seq
		for _, r := range records {
			entry.take(r.Seq, r.Transaction, 0)
		}
		index, err := json.Marshal(entry)
		if err != nil {
			return nil, err
		}
		ops = append(ops, Put(indexLayerKey(id), index))
	}
	if len(ops) > 0 {
		// What was read is worth showing even if nothing can be written.
		if err := l.store.Write(ctx, ops...); err != nil {
			opened.Damage = errors.Join(opened.Damage, fmt.Errorf("layer %s cannot be repaired: %w", id, err))
			return opened, nil
		}
	}
	l.last = entry
	return opened, nil
}

// keptSnapshots is how many snapshots are kept besides the first. The last but
// one is there for the case that the last cannot be read; the first, with the
// whole journal, for the case that neither can.
const keptSnapshots = 2

// Snapshot keeps a layer as it was after the transaction seq, with the places
// in the journal of what could then be undone and done again, so that opening
// it is quick. The journal stays: undo has no limit. One that is older than
// what is there already is not written.
func (l *Library) Snapshot(ctx context.Context, layer *annotation.Layer, seq int, undo, redo []int) error {
	prefix := snapshotPrefix(layer.ID)
	keys, err := l.store.Keys(ctx, prefix)
	if err != nil {
		return err
	}
	if len(keys) == 0 {
		return fmt.Errorf("layer %s: %w", layer.ID, annotation.ErrNotFound)
	}
	key := prefix + padded(seq)
	if key <= keys[len(keys)-1] {
		return nil
	}
	data, err := encodeSnapshot(snapshot{layer, seq, undo, redo})
	if err != nil {
		return err
	}
	ops := []Op{Put(key, data)}
	kept := 1 // the new one
	for _, old := range slices.Backward(keys) {
		if kept < keptSnapshots {
			kept++
		} else if old != prefix+padded(0) {
			ops = append(ops, Delete(old))
		}
	}
	// The kept ones differ little in size: near enough for what it is shown for.
	size, err := json.Marshal(len(data) * (kept + 1))
	if err != nil {
		return err
	}
	err = l.store.Write(ctx, append(ops, Put(indexSnapshotKey(layer.ID), size))...)
	if err != nil {
		return fmt.Errorf("snapshot of layer %s: %w", layer.ID, err)
	}
	return nil
}
