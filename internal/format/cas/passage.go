package cas

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/format/foreign"
)

func (r *reader) layer(s structure) {
	d := &r.draft
	d.Layer, d.Creator = annotation.LayerID(s.str("identifier")), s.str("creator")
	if t := s.time("created"); !t.IsZero() {
		d.At = t
	}
	if since := s.time("blindSince"); !since.IsZero() {
		d.Blind = &annotation.Blind{Since: since, Revealed: s.time("blindRevealed")}
	}
}

// span is the place of an annotation, if it is in the text that is read.
func (r *reader) span(where string, s structure) (span [2]int, ok bool) {
	begin, is := s.int("begin")
	end, is2 := s.int("end")
	if !is || !is2 {
		r.fault(where, "its begin and end are not whole numbers")
		return span, false
	}
	if in, named := s.int("@sofa"); named && in != r.sofa {
		r.draft.Faults = append(r.draft.Faults, foreign.Fault{Where: where, Mended: true, What: "it is of another view and is left out"})
		return span, false
	}
	return [2]int{begin, end}, true
}

func (r *reader) passage(id int, s structure) {
	name := s.str("identifier")
	span, ok := r.span(name, s)
	if !ok {
		return
	}
	m := foreign.Mark{
		ID: name, Spans: [][2]int{span}, Exact: []string{s.str("words")}, Label: s.str("label"), Note: s.str("note"), Tags: r.strings(s, "tags"),
		Fields: r.pairs(s, "fields"), Creator: s.str("creator"), At: s.time("created"), Modified: s.time("modified"), Origin: s.origin(),
	}
	claim := annotation.Claim{
		Kind: annotation.ClaimKind(s.str("claimKind")), Restatement: s.str("restatement"), CheckWorthy: s.str("checkWorthy"),
		Verdict: s.str("verdict"), Justification: s.str("justification"),
	}
	if claim != (annotation.Claim{}) {
		m.Claim = &claim
	}
	for _, e := range r.refs(s, "evidence") {
		v := r.all[e]
		m.Evidence = append(m.Evidence, annotation.Evidence{
			URL: v.str("url"), Archived: v.str("archived"), Quote: v.str("quote"), Date: v.str("date"), Stance: annotation.Stance(v.str("stance")), Note: v.str("note"),
		})
	}
	r.marks[id] = len(r.draft.Marks)
	r.draft.Marks = append(r.draft.Marks, m)
}

func (r *reader) part(s structure) {
	of, _ := s.int("@passage")
	i, known := r.marks[of]
	if !known {
		r.fault("", "a part is of the passage %d, which is not in the file", of)
		return
	}
	m := &r.draft.Marks[i]
	if span, ok := r.span(m.ID, s); ok {
		m.Spans, m.Exact = append(m.Spans, span), append(m.Exact, s.str("words"))
	}
}

func (r *reader) speaker(s structure) {
	r.draft.Speakers = append(r.draft.Speakers, &annotation.Speaker{
		ID: annotation.SpeakerID(s.str("identifier")), Name: s.str("name"), Kind: annotation.SpeakerKind(s.str("kind")), Aliases: r.strings(s, "aliases"),
		Description: s.str("description"), Role: s.str("role"), Affiliation: s.str("affiliation"), Wikidata: s.str("wikidata"), Note: s.str("note"),
		Quality: r.pairs(s, "quality"),
	})
}

func (r *reader) attribution(s structure) {
	f := foreign.Frame{
		ID: s.str("identifier"), Form: annotation.Form(s.str("form")), Act: annotation.Act(s.str("act")), Negated: s["negated"] == true,
		Speaker: r.to(s, "speaker").str("identifier"), Addressee: r.to(s, "addressee").str("identifier"), Within: r.to(s, "within").str("identifier"),
		Cue: r.to(s, "cue").str("identifier"), At: s.time("created"), Modified: s.time("modified"), Origin: s.origin(),
	}
	for _, name := range []string{"cue", "speaker", "addressee", "within"} {
		if id, named := s.int("@" + name); named && r.all[id] == nil {
			r.fault(f.ID, "its %s %d is not in the file", name, id)
		}
	}
	for _, id := range r.refs(s, "content") {
		f.Content = append(f.Content, r.nameOf(id))
	}
	for _, id := range r.refs(s, "source") {
		f.Source = append(f.Source, r.nameOf(id))
	}
	r.draft.Frames = append(r.draft.Frames, f)
}

// nameOf is the identifier of a passage, or its number if it is not there.
func (r *reader) nameOf(id int) string {
	if s := r.all[id]; s != nil {
		return s.str("identifier")
	}
	return strconv.Itoa(id)
}

// reading finds the paragraph that was read by where it begins: paragraphs
// have an empty line between them.
func (r *reader) reading(s structure) {
	begin, _ := s.int("begin")
	at, block := 0, 0
	for words := range strings.SplitSeq(r.draft.Text, article.Separator) {
		if at == begin {
			r.draft.Coverage = append(r.draft.Coverage, &annotation.Reading{Block: block, At: s.time("at")})
			return
		}
		at += utf16Length(words + article.Separator)
		block++
	}
	r.fault("", "what was read begins at %d, where no paragraph begins", begin)
}

func utf16Length(s string) (n int) {
	for _, c := range s {
		if n++; c > 0xFFFF {
			n++
		}
	}
	return n
}

// other reads an annotation of another program's type.
func (r *reader) other(id int, s structure, kind string) {
	_, begins := s.int("begin")
	short := kind[strings.LastIndexByte(kind, '.')+1:]
	switch {
	case !begins, kind == "uima.tcas.DocumentAnnotation", short == "Sentence", short == "Token", short == "DocumentMetaData", short == "Paragraph":
		return
	}
	m := foreign.Mark{ID: fmt.Sprint("fs", id)}
	span, ok := r.span(m.ID, s)
	if !ok {
		return
	}
	m.Spans = [][2]int{span}
	for _, name := range []string{"value", "label", "PosValue"} {
		if v := s.str(name); v != "" && m.Label == "" {
			m.Label = v
			delete(s, name)
		}
	}
	if m.Label == "" {
		m.Label = short
	}
	for _, name := range slices.Sorted(maps.Keys(s)) {
		if v := s.str(name); v != "" && name != "" && name[0] != '%' {
			if m.Fields == nil {
				m.Fields = map[string]string{}
			}
			m.Fields[name] = v
		}
	}
	r.draft.Marks = append(r.draft.Marks, m)
}
