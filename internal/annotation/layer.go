package annotation

import (
	"fmt"
	"time"

	"quoth/internal/article"
	"quoth/internal/scheme"
)

// A Layer is one annotator's reading of one article under one scheme. It has
// one owner, so that no two people's edits are ever merged.
type Layer struct {
	ID           LayerID        `json:"id"`
	Article      article.ID     `json:"article"`
	Scheme       *scheme.Scheme `json:"scheme"` // whole, so that it stays readable when the preset moves on
	Creator      string         `json:"creator,omitempty"`
	Created      time.Time      `json:"created"`
	Modified     time.Time      `json:"modified"`
	Annotations  []*Annotation  `json:"annotations"`  // by ID
	Attributions []*Attribution `json:"attributions"` // by ID
	Speakers     []*Speaker     `json:"speakers"`     // by ID
	Coverage     []*Reading     `json:"coverage"`     // by block
	Blind        *Blind         `json:"blind,omitempty"`
	// Orphans are the annotations of an earlier revision that have no place in
	// this one, by ID.
	Orphans []*Orphan `json:"orphans,omitempty"`
	// Adjudication says whose layers this one was made from, and why it is as
	// it is; nil unless it is a gold layer.
	Adjudication *Adjudication `json:"adjudication,omitempty"`
}

// Blind says that a layer was made without knowing who had published and
// written the article: outlet, bylines and pictures were hidden. It is set
// when the layer is made, and what has been revealed stays so.
type Blind struct {
	Since    time.Time `json:"since"`
	Revealed time.Time `json:"revealed,omitzero"` // zero while it is blind
}

// Hides reports whether outlet, bylines and pictures are hidden now.
func (b *Blind) Hides() bool { return b != nil && b.Revealed.IsZero() }

// Check reports whether the times can be. The error wraps ErrInvalid.
func (b *Blind) Check() error {
	if b.Since.IsZero() || !b.Revealed.IsZero() && b.Revealed.Before(b.Since) {
		return fmt.Errorf("reading blind began at %v and ended at %v: %w", b.Since, b.Revealed, ErrInvalid)
	}
	return nil
}
