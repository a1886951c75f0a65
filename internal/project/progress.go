package project

import (
	"time"

	"quoth/internal/annotation"
	"quoth/internal/article"
)

// Progress is how far one reader is with an article.
type Progress struct {
	Member   MemberID       `json:"member,omitempty"`
	Name     string         `json:"name,omitempty"`
	Marks    int            `json:"marks"`
	Notes    int            `json:"notes"`
	Read     int            `json:"read"`   // paragraphs marked as read, or with a mark in them
	Blocks   int            `json:"blocks"` // paragraphs in all
	First    time.Time      `json:"first,omitzero"`
	Last     time.Time      `json:"last,omitzero"`
	Finished time.Time      `json:"finished,omitzero"`
	ByLabel  map[string]int `json:"byLabel,omitempty"`
}

// NewProgress counts what a layer holds.
func NewProgress(a *article.Article, l *annotation.Layer) Progress {
	p := Progress{Marks: len(l.Annotations), Blocks: len(a.Blocks), ByLabel: map[string]int{}}
	read := make([]bool, len(a.Blocks))
	for _, r := range l.Coverage {
		read[r.Block] = true
	}
	for _, an := range l.Annotations {
		p.ByLabel[an.Label]++
		if an.Note != "" {
			p.Notes++
		}
		if p.First.IsZero() || an.Created.Before(p.First) {
			p.First = an.Created
		}
		if an.Modified.After(p.Last) {
			p.Last = an.Modified
		}
		for _, t := range an.Target {
			for b := a.BlockAt(t.Start); b < len(a.Blocks) && a.Blocks[b].Span.Start < t.End; b++ {
				read[b] = true
			}
		}
	}
	for _, done := range read {
		if done {
			p.Read++
		}
	}
	return p
}
