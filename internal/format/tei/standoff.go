package tei

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/text"
)

// A feature is a name with its values in a feature structure.
type feature struct {
	name   string
	values []string
}

// one is a feature with one value; the empty value is left out.
func one(name, value string) feature {
	if value == "" {
		return feature{}
	}
	return feature{name, []string{value}}
}

func moment(name string, t time.Time) feature {
	if t.IsZero() {
		return feature{}
	}
	return one(name, t.UTC().Format(time.RFC3339Nano))
}

func pairs(name string, m map[string]string) feature {
	var all []string
	for _, k := range slices.Sorted(maps.Keys(m)) {
		all = append(all, k+"="+m[k])
	}
	return feature{name, all}
}

func making(created, modified time.Time, o annotation.Origin) []feature {
	score := ""
	if o.Score != 0 {
		score = strconv.FormatFloat(o.Score, 'g', -1, 64)
	}
	return []feature{moment("created", created), moment("modified", modified), one("engine", o.Engine), one("version", o.Version), one("score", score), one("outcome", o.Outcome)}
}

// structure writes a feature structure about what an id names.
func (e *encoder) structure(kind, id, of string, features ...feature) {
	e.put("<fs type=%q%s%s>", kind, e.attribute("xml:id", id), e.attribute("corresp", of))
	for _, f := range features {
		if len(f.values) == 0 {
			continue
		}
		e.put("<f name=%q>", f.name)
		if len(f.values) > 1 {
			e.put("<vColl org=\"list\">")
		}
		for _, v := range f.values {
			e.put("<string>%s</string>", e.esc(v))
		}
		if len(f.values) > 1 {
			e.put("</vColl>")
		}
		e.put("</f>")
	}
	e.put("</fs>\n")
}

func (e *encoder) standOff() {
	l := e.l
	if l.Scheme == nil {
		return
	}
	e.put("<standOff>\n<spanGrp type=\"passages\">\n")
	for _, an := range l.Annotations {
		if e.inline[an.ID] {
			continue
		}
		var targets, words []string
		for _, b := range an.Target {
			targets = append(targets, e.pointer(b))
			words = append(words, e.d.Article.Text[b.Start:b.End])
		}
		e.put("<span xml:id=%q%s ana=\"#%s\" target=%q>%s</span>\n", e.ids[an.ID], e.attribute("n", string(an.ID)), e.labels[an.Label], strings.Join(targets, " "), e.esc(strings.Join(words, " … ")))
	}
	e.put("</spanGrp>\n")
	about := []feature{one("id", string(l.ID)), one("annotator", l.Creator), moment("created", l.Created), one("offsets", "codepoint")}
	if l.Blind != nil {
		about = append(about, moment("blindSince", l.Blind.Since), moment("blindRevealed", l.Blind.Revealed))
	}
	e.structure("layer", "", "", about...)
	for _, an := range l.Annotations {
		e.passage(an)
	}
	for _, p := range l.Speakers {
		e.structure("speaker", "", "#"+e.speakers[p.ID],
			one("name", p.Name), one("kind", string(p.Kind)), feature{"aliases", p.Aliases}, one("description", p.Description), one("role", p.Role),
			one("affiliation", p.Affiliation), one("wikidata", p.Wikidata), one("note", p.Note), pairs("quality", p.Quality))
	}
	refs := func(ids []annotation.ID) (all []string) {
		for _, id := range ids {
			all = append(all, "#"+e.ids[id])
		}
		return all
	}
	ref := func(name, id string) feature {
		if id == "" {
			return feature{}
		}
		return one(name, "#"+id)
	}
	for _, at := range l.Attributions {
		negated := ""
		if at.Negated {
			negated = "true"
		}
		features := []feature{
			one("id", string(at.ID)), {"content", refs(at.Content)}, ref("cue", e.ids[at.Cue]), {"source", refs(at.Source)},
			ref("speaker", e.speakers[at.Speaker]), ref("addressee", e.speakers[at.Addressee]), ref("within", e.frames[at.Within]),
			one("form", string(at.Form)), one("act", string(at.Act)), one("negated", negated),
		}
		e.structure("attribution", e.frames[at.ID], "", append(features, making(at.Created, at.Modified, at.Origin)...)...)
	}
	for _, r := range l.Coverage {
		e.structure("reading", "", fmt.Sprint("#b", r.Block+1), moment("at", r.At))
	}
	e.put("</standOff>\n")
}

func (e *encoder) passage(an *annotation.Annotation) {
	features := []feature{one("note", an.Note), {"tags", an.Tags}, pairs("fields", an.Fields), one("annotator", an.Creator)}
	if c := an.Claim; c != nil {
		features = append(features, one("claimKind", string(c.Kind)), one("restatement", c.Restatement), one("checkWorthy", c.CheckWorthy), one("verdict", c.Verdict), one("justification", c.Justification))
	}
	of := "#" + e.ids[an.ID]
	e.structure("passage", "", of, append(features, making(an.Created, an.Modified, an.Origin)...)...)
	for _, v := range an.Evidence {
		e.structure("evidence", "", of, one("url", v.URL), one("archived", v.Archived), one("quote", v.Quote), one("date", v.Date), one("stance", string(v.Stance)), one("note", v.Note))
	}
}

// pointer is a span as an XPointer of TEI's: within a paragraph, or from one
// to another.
func (e *encoder) pointer(b text.Bytes) string {
	at := func(offset text.Byte, block int) int {
		cp, err := e.x.CodePoint(text.Bytes{Start: e.d.Article.Blocks[block].Span.Start, End: offset})
		if err != nil {
			e.err = err
		}
		return int(cp.End - cp.Start)
	}
	first, last := e.d.Article.BlockAt(b.Start), e.d.Article.BlockAt(b.End-1)
	start, end := at(b.Start, first), at(b.End, last)
	if first == last {
		return fmt.Sprintf("#string-range(b%d,%d,%d)", first+1, start, end-start)
	}
	return fmt.Sprintf("#range(string-index(b%d,%d),string-index(b%d,%d))", first+1, start, last+1, end)
}
