package table

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/format"
	"quoth/internal/format/foreign"
)

// plain is a cell without the apostrophe that keeps spreadsheets from running
// it.
func plain(cell string) string {
	rest, marked := strings.CutPrefix(cell, "'")
	if marked && strings.IndexAny(rest, "'=+-@\t\r\n＝＋－＠") == 0 {
		return rest
	}
	return cell
}

// mark reads what a row says of its annotation.
func (r *reader) mark(id string, get func(string) string, d *foreign.Draft) foreign.Mark {
	m := foreign.Mark{ID: id, Line: r.line, Label: get("label"), Note: get("note"), Creator: get("creator")}
	for _, t := range format.Values(get("tags")) {
		m.Tags = append(m.Tags, format.Plain(t))
	}
	for _, f := range format.Values(get("fields")) {
		name, value, named := strings.Cut(format.Plain(f), "=")
		if !named {
			r.fault(id, "the field %q is not written as name=value", f)
			continue
		}
		if m.Fields == nil {
			m.Fields = map[string]string{}
		}
		m.Fields[name] = value
	}
	claim := annotation.Claim{
		Kind: annotation.ClaimKind(get("claimKind")), Restatement: get("restatement"), CheckWorthy: get("checkWorthy"),
		Verdict: get("verdict"), Justification: get("justification"),
	}
	if claim != (annotation.Claim{}) {
		m.Claim = &claim
	}
	for _, e := range format.Values(get("evidence")) {
		p := format.Parts(e, 6)
		m.Evidence = append(m.Evidence, annotation.Evidence{Stance: annotation.Stance(p[0]), URL: p[1], Quote: p[2], Archived: p[3], Date: p[4], Note: p[5]})
	}
	if o := get("origin"); o != "" && o != "human" {
		p := format.Parts(o, 4)
		m.Origin = annotation.Origin{Engine: p[0], Version: p[1], Outcome: p[3]}
		if score, err := strconv.ParseFloat(p[2], 64); err == nil && score >= 0 && score <= 1 {
			m.Origin.Score = score
		} else if p[2] != "" {
			r.fault(id, "the score %q is not from 0 to 1", p[2])
		}
	}
	m.At, m.Modified = r.time(id, get("created")), r.time(id, get("modified"))
	if since, revealed, _ := strings.Cut(get("blind"), "/"); since != "" && d.Blind == nil {
		d.Blind = &annotation.Blind{Since: r.time(id, since), Revealed: r.time(id, revealed)}
	}
	if m.Label == "" && !slices.ContainsFunc(d.Faults, func(f foreign.Fault) bool { return f.Where == id }) {
		r.fault(id, "it has no label")
	}
	return m
}

func (r *reader) time(id, s string) time.Time {
	if s == "" {
		return time.Time{}
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		r.fault(id, "%q is not a time like 2026-03-01T09:30:00Z", s)
	}
	return t.UTC()
}
