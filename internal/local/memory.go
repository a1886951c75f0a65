package local

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"quoth/internal/annotation"
)

// Memory is a Store that ends with the tab: for private windows and tests. It
// is safe for concurrent use.
type Memory struct {
	mu      sync.RWMutex
	entries []Entry // by key
}

// NewMemory makes an empty store.
func NewMemory() *Memory { return new(Memory) }

func find(entries []Entry, key string) (int, bool) {
	return slices.BinarySearchFunc(entries, key, func(e Entry, key string) int { return strings.Compare(e.Key, key) })
}

// Get implements Store.
func (m *Memory) Get(ctx context.Context, key string) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	m.mu.RLock()
	defer m.mu.RUnlock()
	i, found := find(m.entries, key)
	if !found {
		return nil, fmt.Errorf("nothing is stored under %s: %w", key, annotation.ErrNotFound)
	}
	return m.entries[i].Value, nil
}

// List implements Store.
func (m *Memory) List(ctx context.Context, prefix, after string, limit int) ([]Entry, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	m.mu.RLock()
	defer m.mu.RUnlock()
	var list []Entry
	first, found := find(m.entries, max(prefix, after))
	if found && after >= prefix && after != "" {
		first++
	}
	for _, e := range m.entries[first:] {
		if !strings.HasPrefix(e.Key, prefix) || limit > 0 && len(list) == limit {
			break
		}
		list = append(list, e)
	}
	return list, nil
}

// Keys implements Store.
func (m *Memory) Keys(ctx context.Context, prefix string) ([]string, error) {
	entries, err := m.List(ctx, prefix, "", 0)
	if err != nil {
		return nil, err
	}
	keys := make([]string, len(entries))
	for i, e := range entries {
		keys[i] = e.Key
	}
	return keys, nil
}

// Write implements Store.
func (m *Memory) Write(ctx context.Context, ops ...Op) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	before := m.entries
	m.entries = slices.Clone(before) // so that a refused batch leaves nothing behind
	for _, op := range ops {
		if err := m.apply(op); err != nil {
			m.entries = before
			return err
		}
	}
	return nil
}

func (m *Memory) apply(op Op) error {
	i, found := find(m.entries, op.Key)
	switch {
	case op.Kind == OpDelete:
		if found {
			m.entries = slices.Delete(m.entries, i, i+1)
		}
	case !found:
		m.entries = slices.Insert(m.entries, i, Entry{op.Key, bytes.Clone(op.Value)})
	case op.Kind == OpAdd:
		return fmt.Errorf("something is stored under %s already: %w", op.Key, annotation.ErrConflict)
	default:
		m.entries[i].Value = bytes.Clone(op.Value)
	}
	return nil
}
