// Package local is the tab's library: articles, layers and the journal of
// every edit, kept so that nothing that was shown as saved is ever lost. It
// stands on a small key-value Store and knows neither the browser nor the
// screen.
//
// Three rules make it hold. A batch of a Store is written wholly or not at
// all. A journal record is only ever added, never replaced, so that two tabs
// cannot write the same place. And a snapshot is a shortcut: what it holds can
// be found again from an older one and the journal.
package local

import (
	"context"
	"errors"
)

// ErrFull means that the browser gives no more space. Nothing of the batch
// was written.
var ErrFull = errors.New("the browser's storage is full: save your work to a file, or delete articles that you no longer need")

// ErrUnavailable means that the browser keeps nothing for this page.
var ErrUnavailable = errors.New("the browser keeps nothing for this page, as in a private window")

// A Store is a small key-value store with ordered keys and atomic batches.
// IndexedDB implements it in a tab (package browser), Memory in private mode;
// package localtest holds the contract as a test. Keys are ASCII. Values that
// are returned must not be modified.
type Store interface {
	// Get returns the value under a key, or annotation.ErrNotFound.
	Get(ctx context.Context, key string) ([]byte, error)

	// List returns the entries whose key begins with prefix and is greater
	// than after, ascending by key; at most limit of them, all for 0.
	List(ctx context.Context, prefix, after string, limit int) ([]Entry, error)

	// Keys returns the keys that begin with prefix, ascending, and leaves
	// the values where they are.
	Keys(ctx context.Context, prefix string) ([]string, error)

	// Write carries out the operations in order, all or none. When it returns
	// nil they are durable. It returns annotation.ErrConflict if an Add finds
	// its key taken and ErrFull if there is no space; after these two nothing
	// is written. After any other error the batch may or may not be there.
	Write(ctx context.Context, ops ...Op) error
}

// An Entry is a key with its value.
type Entry struct {
	Key   string
	Value []byte
}

// An OpKind is what an Op does to its key.
type OpKind int

const (
	OpPut    OpKind = iota // store, in the place of what is there
	OpAdd                  // store, unless the key is taken
	OpDelete               // remove; an unknown key is no error
)

// An Op is one operation of a batch: see Put, Add and Delete.
type Op struct {
	Kind  OpKind
	Key   string
	Value []byte // nil for OpDelete; not kept after Write
}

// Put stores a value in the place of what is there.
func Put(key string, value []byte) Op { return Op{OpPut, key, value} }

// Add stores a value under a key that must be free.
func Add(key string, value []byte) Op { return Op{OpAdd, key, value} }

// Delete removes a key, if it is there.
func Delete(key string) Op { return Op{Kind: OpDelete, Key: key} }
