package annotation

import (
	"fmt"
	"slices"
	"time"

	"quoth/internal/article"
)

// An Adjudication makes a layer the gold one of others: it remembers who was
// compared, who said what, and why it was decided as it was.
type Adjudication struct {
	Of        []Party     `json:"of"`        // at least two
	Decisions []*Decision `json:"decisions"` // by ID
}

// A Party is one of the layers that were compared.
type Party struct {
	Layer   LayerID `json:"layer"`
	Creator string  `json:"creator,omitempty"` // a pseudonym
}

// A Decision is what became of one passage that somebody had marked.
type Decision struct {
	ID         ID        `json:"id"`
	Target     Target    `json:"target"`               // all words that anybody had marked
	Annotation ID        `json:"annotation,omitempty"` // of the gold layer; empty if nothing is marked there
	Votes      []Vote    `json:"votes"`                // the parties that are not here had marked nothing
	Creator    string    `json:"creator,omitempty"`    // who decided; empty if the votes did
	Note       string    `json:"note,omitempty"`       // why
	At         time.Time `json:"at"`
}

// A Vote is what one party had marked.
type Vote struct {
	Layer      LayerID `json:"layer"`
	Annotation ID      `json:"annotation"`
	Label      string  `json:"label"`
	Target     Target  `json:"target"`
	Speaker    string  `json:"speaker,omitempty"` // who says it, by name
}

// Check reports whether the decision can be of the article. The error wraps
// ErrInvalid. That the annotation is there is not asked: it may have been
// deleted since.
func (d *Decision) Check(a *article.Article) error {
	if err := checkID(string(d.ID), "a decision"); err != nil {
		return err
	}
	if err := d.Target.Check(a); err != nil {
		return fmt.Errorf("decision %s: %w", d.ID, err)
	}
	for _, v := range d.Votes {
		if err := checkID(string(v.Layer), "a vote's layer"); err != nil {
			return fmt.Errorf("decision %s: %w", d.ID, err)
		}
		if err := checkID(string(v.Annotation), "a vote"); err != nil {
			return fmt.Errorf("decision %s: %w", d.ID, err)
		}
		if err := v.Target.Check(a); err != nil {
			return fmt.Errorf("decision %s, the vote of layer %s: %w", d.ID, v.Layer, err)
		}
	}
	return nil
}

// Check reports whether every decision can be, and is there once. The error
// wraps ErrInvalid.
func (j *Adjudication) Check(a *article.Article) error {
	if slices.Contains(j.Decisions, nil) {
		return fmt.Errorf("the adjudication has an empty decision: %w", ErrInvalid)
	}
	for _, p := range j.Of {
		if err := checkID(string(p.Layer), "an adjudicated layer"); err != nil {
			return err
		}
	}
	known := make(map[ID]bool, len(j.Decisions))
	for _, d := range j.Decisions {
		if err := d.Check(a); err != nil {
			return err
		}
		if known[d.ID] {
			return fmt.Errorf("two decisions have the id %s: %w", d.ID, ErrInvalid)
		}
		known[d.ID] = true
	}
	return nil
}
