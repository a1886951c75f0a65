package local

import (
	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/scheme"
	"quoth/internal/text"
)

// A snapshot is a layer as it was after the transaction seq, with the places
// in the journal of what could be undone and done again, oldest first.
type snapshot struct {
	layer      *annotation.Layer
	seq        int
	undo, redo []int
}

// decodeSnapshot reads what encodeSnapshot wrote. The error wraps ErrInvalid.
func decodeSnapshot(data []byte) (snapshot, error) {
	body, err := bodyOf(data, layerRecord)
	if err != nil {
		return snapshot{}, err
	}
	return snapshotBody(body)
}

// The least number of bytes that each thing takes: what bounds the counts.
const (
	leastAnnotation  = 7
	leastAttribution = 12
	leastSpeaker     = 10
	leastReading     = 2
	leastClaim       = 5
	leastEvidence    = 6
	leastSpan        = 2
)

func snapshotBody(body string) (snapshot, error) {
	d := &layerDecoder{decoder: decoder{s: body}}
	s := snapshot{seq: int(d.uint64()), undo: d.places(), redo: d.places()}
	l := &annotation.Layer{ID: annotation.LayerID(d.text()), Article: article.ID(d.text())}
	var of *scheme.Scheme
	d.json(&of)
	l.Scheme = of
	l.Creator = d.symbol()
	l.Created, l.Modified = d.time(), d.time()

	d.spans = make([]text.Bytes, d.count(leastSpan))
	d.tags = make([]string, d.count(1))
	d.claims = make([]annotation.Claim, d.count(leastClaim))
	d.evidence = make([]annotation.Evidence, d.count(leastEvidence))
	l.Annotations = slab(d, leastAnnotation, d.annotation)
	l.Attributions = slab(d, leastAttribution, d.attribution)
	l.Speakers = slab(d, leastSpeaker, d.speaker)
	l.Coverage = slab(d, leastReading, func(r *annotation.Reading) { r.Block, r.At = int(d.int()), d.time() })
	if len(d.spans)+len(d.tags)+len(d.claims)+len(d.evidence) > 0 {
		d.fail("fewer parts than announced")
	}
	if d.wrong == "" && d.at < len(d.s) {
		var rest tail
		d.json(&rest)
		l.Orphans, l.Blind, l.Adjudication = rest.Orphans, rest.Blind, rest.Adjudication
	}
	s.layer = l
	return s, d.finish()
}

// A layerDecoder hands out parts of annotations from slabs: one allocation
// for all spans of the layer, one for all claims, and so on.
type layerDecoder struct {
	decoder
	spans    []text.Bytes
	tags     []string
	claims   []annotation.Claim
	evidence []annotation.Evidence
}

// slab reads a list of things that lie side by side in memory.
func slab[T any](d *layerDecoder, least int, read func(*T)) []*T {
	n, there := d.length(least)
	if !there {
		return nil
	}
	things, list := make([]T, n), make([]*T, n)
	for i := range things {
		read(&things[i])
		list[i] = &things[i]
	}
	return list
}

// cut takes n things from the front of a slab. They cannot be appended to
// without being copied, so that no annotation writes into the next one's.
func cut[T any](d *layerDecoder, from *[]T, n int) []T {
	if n > len(*from) {
		d.fail("more parts than announced")
		return nil
	}
	part := (*from)[:n:n]
	*from = (*from)[n:]
	return part
}

func (d *layerDecoder) annotation(a *annotation.Annotation) {
	has := d.byte()
	a.ID = annotation.ID(d.text())
	if n, there := d.length(leastSpan); there {
		a.Target = cut(d, &d.spans, n)
		for i := range a.Target {
			a.Target[i] = d.span()
		}
	}
	a.Label = d.symbol()
	a.Creator = d.symbol()
	a.Created, a.Modified = d.time(), d.time()
	if has&hasFields != 0 {
		a.Fields = d.dictionary()
	}
	if has&hasNote != 0 {
		a.Note = d.text()
	}
	if has&hasTags != 0 {
		a.Tags = cut(d, &d.tags, d.count(1))
		for i := range a.Tags {
			a.Tags[i] = d.symbol()
		}
	}
	if has&hasClaim != 0 {
		if c := cut(d, &d.claims, 1); c != nil {
			a.Claim = &c[0]
			c[0] = annotation.Claim{
				Kind: annotation.ClaimKind(d.symbol()), Restatement: d.text(),
				CheckWorthy: d.symbol(), Verdict: d.symbol(), Justification: d.text(),
			}
		}
	}
	if has&hasEvidence != 0 {
		a.Evidence = cut(d, &d.evidence, d.count(leastEvidence))
		for i := range a.Evidence {
			a.Evidence[i] = annotation.Evidence{
				URL: d.text(), Archived: d.text(), Quote: d.text(),
				Date: d.symbol(), Stance: annotation.Stance(d.symbol()), Note: d.text(),
			}
		}
	}
	if has&hasOrigin != 0 {
		a.Origin = d.origin()
	}
}

func (d *layerDecoder) origin() annotation.Origin {
	return annotation.Origin{Engine: d.symbol(), Version: d.symbol(), Score: d.score(), Outcome: d.symbol()}
}

func (d *layerDecoder) ids() []annotation.ID {
	n, there := d.length(1)
	if !there {
		return nil
	}
	list := make([]annotation.ID, n)
	for i := range list {
		list[i] = annotation.ID(d.text())
	}
	return list
}

func (d *layerDecoder) attribution(a *annotation.Attribution) {
	has := d.byte()
	a.ID = annotation.AttributionID(d.text())
	a.Source = d.ids()
	a.Cue = annotation.ID(d.text())
	a.Content = d.ids()
	a.Speaker = annotation.SpeakerID(d.symbol())
	a.Form = annotation.Form(d.symbol())
	a.Act = annotation.Act(d.symbol())
	a.Negated = has&isNegated != 0
	a.Addressee = annotation.SpeakerID(d.symbol())
	a.Within = annotation.AttributionID(d.symbol())
	a.Created, a.Modified = d.time(), d.time()
	if has&hasOrigin != 0 {
		a.Origin = d.origin()
	}
}

func (d *layerDecoder) speaker(p *annotation.Speaker) {
	has := d.byte()
	p.ID = annotation.SpeakerID(d.text())
	for _, field := range []*string{&p.Name, &p.Description, &p.Role, &p.Affiliation, &p.Wikidata, &p.Note} {
		*field = d.text()
	}
	p.Kind = annotation.SpeakerKind(d.symbol())
	if n, there := d.length(1); there {
		p.Aliases = make([]string, n)
		for i := range p.Aliases {
			p.Aliases[i] = d.text()
		}
	}
	if has&hasFields != 0 {
		p.Quality = d.dictionary()
	}
}
