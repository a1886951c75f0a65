package cas

import (
	"quoth/internal/annotation"
	"quoth/internal/format"
)

// layer writes what is in a layer. Everything stands behind what it refers to.
func (e *encoder) layer(l *annotation.Layer) {
	if l.Scheme == nil {
		return
	}
	about := []member{{"identifier", string(l.ID)}, {"creator", l.Creator}, {"created", moment(l.Created)}, {"scheme", l.Scheme.ID}}
	if l.Blind != nil {
		about = append(about, member{"blindSince", moment(l.Blind.Since)}, member{"blindRevealed", moment(l.Blind.Revealed)})
	}
	e.add("quoth.Layer", about...)
	passages := make(map[annotation.ID]int, len(l.Annotations))
	for _, an := range l.Annotations {
		passages[an.ID] = e.passage(an, l)
	}
	speakers := make(map[annotation.SpeakerID]int, len(l.Speakers))
	for _, p := range l.Speakers {
		speakers[p.ID] = e.add("quoth.Speaker",
			member{"identifier", string(p.ID)}, member{"name", p.Name}, member{"kind", string(p.Kind)}, list(e, "aliases", array, p.Aliases),
			member{"description", p.Description}, member{"role", p.Role}, member{"affiliation", p.Affiliation}, member{"wikidata", p.Wikidata},
			member{"note", p.Note}, list(e, "quality", array, pairs(p.Quality)))
	}
	of := func(ids []annotation.ID) (all []int) {
		for _, id := range ids {
			all = append(all, passages[id])
		}
		return all
	}
	within := make(map[annotation.AttributionID]int, len(l.Attributions))
	at := make(map[annotation.AttributionID]int, len(l.Attributions))
	for _, a := range l.Attributions {
		features := []member{
			{"identifier", string(a.ID)}, list(e, "content", structures, of(a.Content)), ref("cue", passages[a.Cue]), list(e, "source", structures, of(a.Source)),
			ref("speaker", speakers[a.Speaker]), ref("addressee", speakers[a.Addressee]), {"form", string(a.Form)}, {"act", string(a.Act)}, {"negated", a.Negated},
		}
		within[a.ID] = e.add("quoth.Attribution", append(features, making(a.Created, a.Modified, a.Origin)...)...)
		at[a.ID] = len(e.structures) - 1
	}
	for _, a := range l.Attributions { // what it is nested in may come later
		if a.Within != "" {
			e.structures[at[a.ID]] = append(e.structures[at[a.ID]], ref("within", within[a.Within]))
		}
	}
	for _, r := range l.Coverage {
		e.at("quoth.Reading", e.d.Article.Blocks[r.Block].Span, member{"at", moment(r.At)})
	}
}

func (e *encoder) passage(an *annotation.Annotation, l *annotation.Layer) int {
	claim := an.Claim
	if claim == nil {
		claim = new(annotation.Claim)
	}
	var evidence []int
	for _, v := range an.Evidence {
		evidence = append(evidence, e.add("quoth.Evidence",
			member{"url", v.URL}, member{"archived", v.Archived}, member{"quote", v.Quote}, member{"date", v.Date}, member{"stance", string(v.Stance)}, member{"note", v.Note}))
	}
	words := func(i int) string { return e.d.Article.Text[an.Target[i].Start:an.Target[i].End] }
	features := []member{
		{"identifier", string(an.ID)}, {"label", format.Said(l.Scheme, an.Label)}, {"words", words(0)}, {"note", an.Note},
		list(e, "tags", array, an.Tags), list(e, "fields", array, pairs(an.Fields)), {"creator", an.Creator},
		{"claimKind", string(claim.Kind)}, {"restatement", claim.Restatement}, {"checkWorthy", claim.CheckWorthy}, {"verdict", claim.Verdict},
		{"justification", claim.Justification}, list(e, "evidence", structures, evidence),
	}
	id := e.at("quoth.Passage", an.Target[0], append(features, making(an.Created, an.Modified, an.Origin)...)...)
	for i, b := range an.Target[1:] {
		e.at("quoth.Part", b, ref("passage", id), member{"words", words(i + 1)})
	}
	return id
}
