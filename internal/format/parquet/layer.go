package parquet

import (
	"time"

	"quoth/internal/annotation"
	"quoth/internal/text"
)

type builder struct {
	x     *text.Index
	words string
	err   error
}

func (b *builder) offsets(at text.Bytes) offsets {
	cp, err := b.x.CodePoint(at)
	if err != nil {
		b.err = err
	}
	u, err := b.x.UTF16(at)
	if err != nil {
		b.err = err
	}
	return offsets{int32(cp.Start), int32(cp.End), int32(u.Start), int32(u.End)}
}

func (b *builder) layer(l *annotation.Layer) layer {
	to := layer{ID: string(l.ID), Creator: l.Creator, Scheme: l.Scheme.ID, Version: int32(l.Scheme.Version), Created: l.Created, Modified: l.Modified}
	if l.Blind != nil {
		to.BlindSince, to.BlindRevealed = known(l.Blind.Since), known(l.Blind.Revealed)
	}
	to.Annotations = make([]annotated, 0, len(l.Annotations))
	for _, an := range l.Annotations {
		one := annotated{
			ID: string(an.ID), Label: an.Label, Fields: an.Fields, Note: an.Note, Tags: an.Tags, Creator: an.Creator,
			Created: an.Created, Modified: an.Modified, Origin: originOf(an.Origin),
		}
		for _, s := range an.Target {
			one.Spans = append(one.Spans, span{b.offsets(s), b.words[s.Start:s.End]})
		}
		if c := an.Claim; c != nil {
			one.Claim = &claim{string(c.Kind), c.Restatement, c.CheckWorthy, c.Verdict, c.Justification}
		}
		for _, v := range an.Evidence {
			one.Evidence = append(one.Evidence, evidence{v.URL, v.Archived, v.Quote, v.Date, string(v.Stance), v.Note})
		}
		to.Annotations = append(to.Annotations, one)
	}
	for _, at := range l.Attributions {
		to.Attributions = append(to.Attributions, attribution{
			ID: string(at.ID), Source: ids(at.Source), Cue: string(at.Cue), Content: ids(at.Content), Speaker: string(at.Speaker), Form: string(at.Form), Act: string(at.Act),
			Negated: at.Negated, Addressee: string(at.Addressee), Within: string(at.Within), Created: at.Created, Modified: at.Modified, Origin: originOf(at.Origin),
		})
	}
	for _, p := range l.Speakers {
		to.Speakers = append(to.Speakers, speaker{
			string(p.ID), p.Name, p.Aliases, string(p.Kind), p.Description, p.Role, p.Affiliation, p.Wikidata, p.Quality, p.Note,
		})
	}
	for _, r := range l.Coverage {
		to.Read = append(to.Read, reading{int32(r.Block), r.At})
	}
	return to
}

func known(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func originOf(o annotation.Origin) *origin {
	if o.Human() {
		return nil
	}
	return &origin{o.Engine, o.Version, o.Score, o.Outcome}
}

func ids(list []annotation.ID) (all []string) {
	for _, id := range list {
		all = append(all, string(id))
	}
	return all
}
