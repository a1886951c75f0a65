// Package editor is the workbench without a screen: what is open, what is
// annotated, and how that changes and is undone. It is pure Go and knows
// neither the browser nor the network nor the clock, so its tests run anywhere.
//
// A State is never modified. A Transaction applied to a State gives the next
// State; the same Transaction inverted leads back. Undo, redo, the journal and
// the sync log are all the same list of transactions.
package editor

import (
	"slices"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/scheme"
)

// An Edit turns Before into After. A nil Before adds, a nil After removes.
type Edit[T any] struct {
	Before *T `json:"before,omitempty"`
	After  *T `json:"after,omitempty"`
}

// A Change is one edit of one thing: exactly one of its fields is set.
type Change struct {
	Annotation  *Edit[annotation.Annotation]  `json:"annotation,omitempty"`
	Attribution *Edit[annotation.Attribution] `json:"attribution,omitempty"`
	Speaker     *Edit[annotation.Speaker]     `json:"speaker,omitempty"`
	Reading     *Edit[annotation.Reading]     `json:"reading,omitempty"`
	Scheme      *Edit[scheme.Scheme]          `json:"scheme,omitempty"`
	Orphan      *Edit[annotation.Orphan]      `json:"orphan,omitempty"`
	Blind       *Edit[annotation.Blind]       `json:"blind,omitempty"`
	Decision    *Edit[annotation.Decision]    `json:"decision,omitempty"`
}

// A Transaction is what the user thinks of as one step. It is plain data,
// applied wholly or not at all, and holds what was before, so that it is its
// own way back.
type Transaction struct {
	ID      string    `json:"id"`    // UUIDv7
	Label   string    `json:"label"` // what Undo and Redo show: "Mark as Claim"
	At      time.Time `json:"at"`
	Changes []Change  `json:"changes"`
	// Undoes and Redoes hold the ID of another transaction of the journal
	// when this one takes it back or does it again; otherwise they are empty.
	Undoes string `json:"undoes,omitempty"`
	Redoes string `json:"redoes,omitempty"`
	// Received says that it is no step of this device: it brings in what the
	// server had from another one.
	Received bool `json:"received,omitempty"`
}

// Inverse is the transaction that leads back: the edits swapped, in reverse
// order. It has no ID and no time yet.
func (tx Transaction) Inverse() Transaction {
	back := Transaction{Label: tx.Label, Changes: make([]Change, len(tx.Changes))}
	for i, c := range tx.Changes {
		back.Changes[len(tx.Changes)-1-i] = c.inverse()
	}
	return back
}

// final reports whether the transaction is no step that could be taken back.
func (tx Transaction) final() bool {
	return tx.Received || slices.ContainsFunc(tx.Changes, func(c Change) bool { return c.Blind != nil })
}

func (c Change) inverse() Change {
	return Change{
		Annotation:  swap(c.Annotation),
		Attribution: swap(c.Attribution),
		Speaker:     swap(c.Speaker),
		Reading:     swap(c.Reading),
		Scheme:      swap(c.Scheme),
		Orphan:      swap(c.Orphan),
		Blind:       swap(c.Blind),
		Decision:    swap(c.Decision),
	}
}

func swap[T any](e *Edit[T]) *Edit[T] {
	if e == nil {
		return nil
	}
	return &Edit[T]{Before: e.After, After: e.Before}
}
