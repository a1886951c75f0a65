package tei

import (
	"slices"
	"strconv"
	"strings"

	"quoth/internal/annotation"
	"quoth/internal/format/foreign"
)

func (r *reader) layer(f fs) {
	r.draft.Layer, r.draft.Creator = annotation.LayerID(f.one("id")), f.one("annotator")
	if at := f.time("created"); !at.IsZero() {
		r.draft.At = at
	}
	if since := f.time("blindSince"); !since.IsZero() {
		r.draft.Blind = &annotation.Blind{Since: since, Revealed: f.time("blindRevealed")}
	}
}

func (f fs) pairs(name string) map[string]string {
	var m map[string]string
	for _, p := range f.features[name] {
		if m == nil {
			m = map[string]string{}
		}
		k, v, _ := strings.Cut(p, "=")
		m[k] = v
	}
	return m
}

func (f fs) origin() annotation.Origin {
	score, err := strconv.ParseFloat(f.one("score"), 64)
	if err != nil || !(score >= 0 && score <= 1) {
		score = 0
	}
	return annotation.Origin{Engine: f.one("engine"), Version: f.one("version"), Score: score, Outcome: f.one("outcome")}
}

// into adds what is said of a passage.
func (f fs) into(m *foreign.Mark) {
	m.Note, m.Tags, m.Fields, m.Creator = f.one("note"), f.features["tags"], f.pairs("fields"), f.one("annotator")
	m.At, m.Modified, m.Origin = f.time("created"), f.time("modified"), f.origin()
	claim := annotation.Claim{
		Kind: annotation.ClaimKind(f.one("claimKind")), Restatement: f.one("restatement"), CheckWorthy: f.one("checkWorthy"), Verdict: f.one("verdict"), Justification: f.one("justification"),
	}
	if claim != (annotation.Claim{}) {
		m.Claim = &claim
	}
}

func (f fs) describe(p *annotation.Speaker) {
	if name := f.one("name"); name != "" {
		p.Name = name
	}
	p.Kind, p.Aliases, p.Description, p.Role = annotation.SpeakerKind(f.one("kind")), f.features["aliases"], f.one("description"), f.one("role")
	p.Affiliation, p.Wikidata, p.Note, p.Quality = f.one("affiliation"), f.one("wikidata"), f.one("note"), f.pairs("quality")
}

func (r *reader) frame(f fs) foreign.Frame {
	id := f.one("id")
	if id == "" {
		id = f.id
	}
	return foreign.Frame{
		ID: id, Content: r.namesOf(f.features["content"]), Cue: r.nameOf(f.one("cue")), Source: r.namesOf(f.features["source"]),
		Speaker: r.nameOf(f.one("speaker")), Addressee: r.nameOf(f.one("addressee")), Within: r.frameOf(f.one("within")),
		Form: annotation.Form(f.one("form")), Act: annotation.Act(f.one("act")), Negated: f.one("negated") == "true",
		At: f.time("created"), Modified: f.time("modified"), Origin: f.origin(),
	}
}

// frameOf is the id of the attribution that a reference names.
func (r *reader) frameOf(ref string) string {
	id := strings.TrimPrefix(ref, "#")
	for _, f := range r.all {
		if f.kind == "attribution" && f.id == id && id != "" && f.one("id") != "" {
			return f.one("id")
		}
	}
	return id
}

func (r *reader) reading(f fs) {
	n := -1
	for _, b := range r.blocks {
		if b.start >= 0 {
			n++
		}
		if b.id == f.of && b.start >= 0 {
			r.draft.Coverage = append(r.draft.Coverage, &annotation.Reading{Block: n, At: f.time("at")})
			return
		}
	}
	r.fault("", "%q was read, but is no paragraph of the text", f.of)
}

// saidBy makes attributions of who, as other programs write it.
func (r *reader) saidBy(at map[string]int, speakers map[string]*annotation.Speaker) {
	for _, c := range r.closed {
		i, known := at[c.id]
		if c.name != "said" && c.name != "q" && c.name != "quote" || !known || c.prev != "" {
			continue
		}
		m := r.draft.Marks[i]
		f := foreign.Frame{ID: "of-" + m.ID, Content: []string{m.ID}}
		switch c.direct {
		case "true":
			f.Form = annotation.Direct
		case "false":
			f.Form = annotation.Indirect
		}
		if refs := strings.Fields(c.who); len(refs) > 0 {
			id := strings.TrimPrefix(refs[0], "#")
			p := speakers[id]
			if p == nil {
				p = &annotation.Speaker{ID: annotation.SpeakerID(id), Name: id, Kind: annotation.Person}
				speakers[id] = p
				r.draft.Speakers = append(r.draft.Speakers, p)
			}
			f.Speaker = string(p.ID)
		}
		if c.who == "" && c.direct == "" || slices.ContainsFunc(r.draft.Frames, func(o foreign.Frame) bool { return o.ID == f.ID }) {
			continue
		}
		r.draft.Frames = append(r.draft.Frames, f)
	}
}
