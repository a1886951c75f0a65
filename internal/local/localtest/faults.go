package localtest

import (
	"context"
	"errors"
	"sync"

	"quoth/internal/local"
)

// ErrCut is what a Faulty store returns from the moment it is cut.
var ErrCut = errors.New("the store was cut off")

// Faulty is a Store that fails on purpose, over one that does not: as a tab
// that is closed or a disk that is full looks from inside.
type Faulty struct {
	local.Store

	mu    sync.Mutex
	cut   int // how many more batches are written; negative without end
	lost  bool
	gone  bool  // a batch has met the cut
	space int64 // how many more bytes may be written; negative without end
}

// NewFaulty makes a store that does not fail yet.
func NewFaulty(over local.Store) *Faulty { return &Faulty{Store: over, cut: -1, space: -1} }

// CutAfter has n more batches written; after that every call fails. With lost
// the batch that meets the cut is still written, but nobody is told.
func (f *Faulty) CutAfter(n int, lost bool) { f.cut, f.lost = n, lost }

// FullAfter lets the batches of n more bytes in and refuses the others. A
// negative n makes room again.
func (f *Faulty) FullAfter(n int64) { f.space = n }

// Get implements local.Store.
func (f *Faulty) Get(ctx context.Context, key string) ([]byte, error) {
	if f.isCut() {
		return nil, ErrCut
	}
	return f.Store.Get(ctx, key)
}

// List implements local.Store.
func (f *Faulty) List(ctx context.Context, prefix, after string, limit int) ([]local.Entry, error) {
	if f.isCut() {
		return nil, ErrCut
	}
	return f.Store.List(ctx, prefix, after, limit)
}

// Keys implements local.Store.
func (f *Faulty) Keys(ctx context.Context, prefix string) ([]string, error) {
	if f.isCut() {
		return nil, ErrCut
	}
	return f.Store.Keys(ctx, prefix)
}

// Write implements local.Store.
func (f *Faulty) Write(ctx context.Context, ops ...local.Op) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.cut == 0 {
		f.gone = true
		if f.lost {
			f.lost = false
			_ = f.Store.Write(ctx, ops...) // nobody is there to be told
		}
		return ErrCut
	}
	if f.space >= 0 {
		var size int64
		for _, op := range ops {
			if op.Kind != local.OpDelete {
				size += int64(len(op.Key) + len(op.Value))
			}
		}
		if size > f.space {
			return local.ErrFull
		}
		f.space -= size
	}
	if f.cut > 0 {
		f.cut--
	}
	return f.Store.Write(ctx, ops...)
}

// isCut reports whether the tab is gone; then it reads nothing either.
func (f *Faulty) isCut() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.gone
}
