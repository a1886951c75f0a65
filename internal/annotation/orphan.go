package annotation

import (
	"fmt"
	"slices"
	"strings"

	"quoth/internal/article"
	"quoth/internal/scheme"
)

// Fate is why an annotation of an earlier revision has no place in this one.
type Fate string

const (
	Lost      Fate = "lost"      // its words are gone
	Ambiguous Fate = "ambiguous" // there are several places, and no reason to prefer one
	Changed   Fate = "changed"   // its words may have become others, and it is not sure enough
)

// Fates lists them.
var Fates = []Fate{Lost, Ambiguous, Changed}

// A Passage is words with what stood around them: a W3C TextQuoteSelector.
type Passage struct {
	Exact  string `json:"exact"`
	Prefix string `json:"prefix,omitempty"`
	Suffix string `json:"suffix,omitempty"`
}

// An Orphan is an annotation that was made on an earlier revision of the
// article and has no place in this one. It is kept with its words, so that a
// person can place it or leave it, and is exported as what it is.
type Orphan struct {
	Annotation Annotation `json:"annotation"` // its Target is empty
	Passages   []Passage  `json:"passages"`   // one for each span that it had
	From       article.ID `json:"from"`       // the revision on which it was made
	Fate       Fate       `json:"fate"`
	Settled    bool       `json:"settled,omitempty"` // somebody looked and left it without a place
	// Attributions are those in which it had a part, as they were.
	Attributions []Attribution `json:"attributions,omitempty"`
}

// Words is what the annotation covered; " … " stands for what lay between.
func (o *Orphan) Words() string {
	parts := make([]string, len(o.Passages))
	for i, p := range o.Passages {
		parts[i] = p.Exact
	}
	return strings.Join(parts, " … ")
}

// Check reports whether the orphan could become an annotation under the
// scheme. The error wraps ErrInvalid.
func (o *Orphan) Check(s *scheme.Scheme) error {
	a := &o.Annotation
	switch {
	case len(a.Target) != 0:
		return fmt.Errorf("orphan %s points at a place: %w", a.ID, ErrInvalid)
	case len(o.Passages) == 0 || slices.ContainsFunc(o.Passages, func(p Passage) bool { return p.Exact == "" }):
		return fmt.Errorf("orphan %s has no words: %w", a.ID, ErrInvalid)
	case !slices.Contains(Fates, o.Fate):
		return fmt.Errorf("orphan %s: the fate %q is unknown: %w", a.ID, o.Fate, ErrInvalid)
	}
	return a.checkAbout(s)
}

// Remaining is what is left of an attribution if only some of its parts are
// there. Without content it is none.
func (at Attribution) Remaining(there func(ID) bool) Attribution {
	gone := func(id ID) bool { return !there(id) }
	at.Content = slices.DeleteFunc(slices.Clone(at.Content), gone)
	at.Source = slices.DeleteFunc(slices.Clone(at.Source), gone)
	if at.Cue != "" && gone(at.Cue) {
		at.Cue = ""
	}
	return at
}
