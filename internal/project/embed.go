package project

import (
	"fmt"
	"slices"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/article"
)

// A View is what is published of an article of an assignment.
type View string

const (
	OfClass View = "class" // how many marked each passage, and as what; no names, no notes
	OfOwner View = "own"   // the marks of the owner who publishes them, with their notes
)

// Views lists them in the order in which they are offered.
var Views = []View{OfClass, OfOwner}

// An Embed is a view that stands in frames of other sites, for all to see.
type Embed struct {
	ID         string       `json:"id"`
	Assignment AssignmentID `json:"assignment"`
	Article    article.ID   `json:"article"`
	View       View         `json:"view"`
	Member     MemberID     `json:"member"` // who has published it
	Created    time.Time    `json:"created"`
}

// Check reports whether the embed can be. The error wraps ErrInvalid.
func (e *Embed) Check() error {
	if !slices.Contains(Views, e.View) {
		return fmt.Errorf("what is published is %q, which is none of %v: %w", e.View, Views, annotation.ErrInvalid)
	}
	return nil
}
