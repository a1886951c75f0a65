//go:build js && wasm

package app

import (
	"strings"

	"quoth/internal/annotation"
	"quoth/internal/editor"
	"quoth/internal/scheme"
)

// worthChecking is the class of ClaimBuster for what is worth checking.
const worthChecking = "CFS"

// claimLabel is the scheme's label for a claim of a class: the one of that name,
// or the first whose marks are claims; nil if it has none.
func (d *desk) claimLabel(class string) *scheme.Label {
	s := d.state().Scheme()
	if l := s.Label(strings.ToLower(class)); l != nil && l.Claim {
		return l
	}
	for i := range s.Labels {
		if l := &s.Labels[i]; l.Claim {
			return l
		}
	}
	return nil
}

// claimOf marks a claim that was suggested, under a label or under the
// scheme's own for it.
func (d *desk) claimOf(p proposed, label, outcome string) (*annotation.Annotation, []editor.Change) {
	if label == "" {
		label = d.claimLabel(p.claim.CheckWorthy).ID
	}
	a, changes := d.editor.Mark(p.Content, label)
	a.Origin = d.originOf(p, outcome)
	if a.Claim != nil {
		a.Claim.Kind, a.Claim.CheckWorthy = p.claim.Kind, p.claim.CheckWorthy
	}
	return a, changes
}

// changeClaim marks the claim that shows and opens it, so that its ends, its
// label and what else is wrong with it can be changed.
func (d *desk) changeClaim(p proposed) {
	if d.claimLabel("") == nil {
		d.tell("The scheme has no label for claims.")
		return
	}
	a, changes := d.claimOf(p, "", "edited")
	d.showSuggestion(none)
	if d.do("Accept "+heading(p), changes, nil) {
		d.activate(a.ID)
		d.reveal(marksPane)
	}
}
