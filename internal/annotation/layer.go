package annotation

import (
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
	// Orphans are the annotations of an earlier revision that have no place in
	// this one, by ID.
	Orphans []*Orphan `json:"orphans,omitempty"`
}
