package table

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"quoth/internal/annotation"
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

// divided cuts a cell at a sign with spaces around it as it was written, where
// no backslash stands before the sign.
func divided(cell string, sep string) (parts []string) {
	if cell == "" {
		return nil
	}
	from := 0
	for i := 0; i < len(cell); i++ {
		switch {
		case cell[i] == '\\':
			i++
		case strings.HasPrefix(cell[i:], sep):
			parts = append(parts, cell[from:i])
			from = i + len(sep)
			i = from - 1
		}
	}
	return append(parts, cell[from:])
}

var meant = strings.NewReplacer(`\\`, `\`, `\;`, ";", `\|`, "|")

// parts are the parts of a value, made up to n.
func parts(cell string, n int) []string {
	list := divided(cell, " | ")
	for i, p := range list {
		list[i] = meant.Replace(p)
	}
	return append(list, make([]string, max(0, n-len(list)))...)
}

// mark reads what a row says of its annotation.
func (r *reader) mark(id string, get func(string) string, d *foreign.Draft) foreign.Mark {
	m := foreign.Mark{ID: id, Line: r.line, Label: get("label"), Note: get("note"), Creator: get("creator")}
	for _, t := range divided(get("tags"), "; ") {
		m.Tags = append(m.Tags, meant.Replace(t))
	}
	for _, f := range divided(get("fields"), "; ") {
		name, value, named := strings.Cut(meant.Replace(f), "=")
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
	for _, e := range divided(get("evidence"), "; ") {
		p := parts(e, 6)
		m.Evidence = append(m.Evidence, annotation.Evidence{Stance: annotation.Stance(p[0]), URL: p[1], Quote: p[2], Archived: p[3], Date: p[4], Note: p[5]})
	}
	if o := get("origin"); o != "" && o != "human" {
		p := parts(o, 4)
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
