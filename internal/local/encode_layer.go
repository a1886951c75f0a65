package local

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"

	"quoth/internal/annotation"
)

// A tail is what few layers have.
type tail struct {
	Orphans []*annotation.Orphan `json:"orphans,omitempty"`
	Blind   *annotation.Blind    `json:"blind,omitempty"`

	Adjudication *annotation.Adjudication `json:"adjudication,omitempty"`
}

// encodeSnapshot writes a layer as it was after the transaction seq.
func encodeSnapshot(s snapshot) ([]byte, error) {
	e := newEncoder(layerRecord)
	e.buf = slices.Grow(e.buf, 4096+192*len(s.layer.Annotations))
	e.uint(s.seq)
	e.places(s.undo)
	e.places(s.redo)
	l := s.layer
	e.text(string(l.ID))
	e.text(string(l.Article))
	if err := e.json(l.Scheme); err != nil {
		return nil, fmt.Errorf("scheme of layer %s: %w", l.ID, err)
	}
	e.symbol(l.Creator)
	e.time(l.Created)
	e.time(l.Modified)

	var spans, tags, claims, evidence int
	for _, a := range l.Annotations {
		spans += len(a.Target)
		tags += len(a.Tags)
		evidence += len(a.Evidence)
		if a.Claim != nil {
			claims++
		}
	}
	for _, n := range []int{spans, tags, claims, evidence} {
		e.uint(n)
	}
	length(e, l.Annotations)
	for _, a := range l.Annotations {
		e.annotation(a)
	}
	length(e, l.Attributions)
	for _, a := range l.Attributions {
		e.attribution(a)
	}
	length(e, l.Speakers)
	for _, p := range l.Speakers {
		e.speaker(p)
	}
	length(e, l.Coverage)
	for _, r := range l.Coverage {
		e.int(int64(r.Block))
		e.time(r.At)
	}
	if l.Orphans != nil || l.Blind != nil || l.Adjudication != nil { // nothing else follows, so that records without them stay as they were
		if err := e.json(tail{l.Orphans, l.Blind, l.Adjudication}); err != nil {
			return nil, fmt.Errorf("orphans of layer %s: %w", l.ID, err)
		}
	}
	return e.record(), nil
}

func (e *encoder) annotation(a *annotation.Annotation) {
	var has byte
	for i, there := range [...]bool{a.Fields != nil, a.Note != "", a.Tags != nil, a.Claim != nil, a.Evidence != nil, a.Origin != annotation.Origin{}} {
		if there {
			has |= hasFields << i
		}
	}
	e.byte(has)
	e.text(string(a.ID))
	length(e, a.Target)
	for _, s := range a.Target {
		e.span(s)
	}
	e.symbol(a.Label)
	e.symbol(a.Creator)
	e.time(a.Created)
	e.time(a.Modified)
	if has&hasFields != 0 {
		e.dictionary(a.Fields)
	}
	if has&hasNote != 0 {
		e.text(a.Note)
	}
	if has&hasTags != 0 {
		e.uint(len(a.Tags))
		for _, t := range a.Tags {
			e.symbol(t)
		}
	}
	if c := a.Claim; c != nil {
		e.symbol(string(c.Kind))
		e.text(c.Restatement)
		e.symbol(c.CheckWorthy)
		e.symbol(c.Verdict)
		e.text(c.Justification)
	}
	if has&hasEvidence != 0 {
		e.uint(len(a.Evidence))
		for _, v := range a.Evidence {
			e.text(v.URL)
			e.text(v.Archived)
			e.text(v.Quote)
			e.symbol(v.Date)
			e.symbol(string(v.Stance))
			e.text(v.Note)
		}
	}
	if has&hasOrigin != 0 {
		e.origin(a.Origin)
	}
}

func (e *encoder) origin(o annotation.Origin) {
	e.symbol(o.Engine)
	e.symbol(o.Version)
	e.buf = binary.LittleEndian.AppendUint64(e.buf, math.Float64bits(o.Score))
	e.symbol(o.Outcome)
}

func (e *encoder) ids(list []annotation.ID) {
	length(e, list)
	for _, id := range list {
		e.text(string(id))
	}
}

func (e *encoder) attribution(a *annotation.Attribution) {
	var has byte
	if a.Negated {
		has |= isNegated
	}
	if a.Origin != (annotation.Origin{}) {
		has |= hasOrigin
	}
	e.byte(has)
	e.text(string(a.ID))
	e.ids(a.Source)
	e.text(string(a.Cue))
	e.ids(a.Content)
	for _, s := range []string{string(a.Speaker), string(a.Form), string(a.Act), string(a.Addressee), string(a.Within)} {
		e.symbol(s)
	}
	e.time(a.Created)
	e.time(a.Modified)
	if has&hasOrigin != 0 {
		e.origin(a.Origin)
	}
}

func (e *encoder) speaker(p *annotation.Speaker) {
	var has byte
	if p.Quality != nil {
		has = hasFields
	}
	e.byte(has)
	for _, s := range []string{string(p.ID), p.Name, p.Description, p.Role, p.Affiliation, p.Wikidata, p.Note} {
		e.text(s)
	}
	e.symbol(string(p.Kind))
	length(e, p.Aliases)
	for _, s := range p.Aliases {
		e.text(s)
	}
	if has&hasFields != 0 {
		e.dictionary(p.Quality)
	}
}
