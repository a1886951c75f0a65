package jsonl

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/format"
	"quoth/internal/format/foreign"
	"quoth/internal/text"
)

// doccano's export of sequence labelling with relations:
// https://doccano.github.io/doccano/ and doccano's data_export.
type doccano struct {
	ID        json.RawMessage   `json:"id,omitempty"`
	Text      string            `json:"text"`
	Entities  []entity          `json:"entities"`
	Relations []tied            `json:"relations"`
	Comments  []string          `json:"Comments"`
	Label     []json.RawMessage `json:"label,omitempty"` // [start, end, label], without relations
	Quoth     *doccanoOwn       `json:"quoth,omitempty"`
}

// doccanoOwn tells which entities are one annotation, and its id.
type doccanoOwn struct {
	own
	Parts map[string]string `json:"parts"`
}

type entity struct {
	ID    int    `json:"id"`
	Label string `json:"label"`
	Start int    `json:"start_offset"`
	End   int    `json:"end_offset"`
}

type tied struct {
	ID   int    `json:"id"`
	From int    `json:"from_id"`
	To   int    `json:"to_id"`
	Type string `json:"type"`
}

// WriteDoccano writes the first layer as a line that doccano imports as
// sequence labelling with relations; offsets count code points.
func WriteDoccano(w io.Writer, d *format.Document) error {
	l, a := layerOf(d), d.Article
	x := text.NewIndex(a.Text)
	p := doccano{Text: a.Text, Entities: []entity{}, Relations: []tied{}, Comments: []string{}, Quoth: &doccanoOwn{ownOf(d, l), map[string]string{}}}
	last := make(map[annotation.ID]int, len(l.Annotations))
	for _, an := range l.Annotations {
		for _, b := range an.Target {
			cp, err := codePoints(x, b)
			if err != nil {
				return err
			}
			e := entity{len(p.Entities) + 1, format.Said(l.Scheme, an.Label), cp[0], cp[1]}
			p.Entities = append(p.Entities, e)
			p.Quoth.Parts[strconv.Itoa(e.ID)] = string(an.ID)
			last[an.ID] = e.ID
		}
		if an.Note != "" {
			p.Comments = append(p.Comments, an.Note)
		}
	}
	for _, at := range l.Attributions {
		tie := func(label string, id annotation.ID) {
			p.Relations = append(p.Relations, tied{len(p.Relations) + 1, last[at.Content[0]], last[id], label})
		}
		for _, id := range at.Content[1:] {
			tie("content", id)
		}
		if at.Cue != "" {
			tie("cue", at.Cue)
		}
		for _, id := range at.Source {
			tie("source", id)
		}
	}
	return line(w, p)
}

// ReadDoccano reads one line, with entities and relations or with triples
// under "label".
func ReadDoccano(data []byte, at time.Time) (*format.Document, []foreign.Fault) {
	var p doccano
	if faults := parse(data, &p); faults != nil {
		return nil, faults
	}
	d := draft(p.Text, at)
	named := p.Quoth
	if named == nil {
		named = new(doccanoOwn)
	}
	var parts []foreign.Mark
	ids := map[int]string{}
	for _, e := range p.Entities {
		id, ours := named.Parts[strconv.Itoa(e.ID)]
		if !ours {
			id = fmt.Sprintf("a%d", e.ID)
		}
		if ids[e.ID] != "" {
			d.Faults = append(d.Faults, foreign.Fault{Where: id, What: fmt.Sprintf("two entities have the id %d", e.ID)})
			continue
		}
		ids[e.ID] = id
		parts = append(parts, foreign.Mark{ID: id, Label: e.Label, Spans: [][2]int{{e.Start, e.End}}})
	}
	for i, raw := range p.Label {
		m := foreign.Mark{ID: fmt.Sprintf("l%d", i+1), Spans: [][2]int{{}}}
		triple := []any{&m.Spans[0][0], &m.Spans[0][1], &m.Label}
		if err := json.Unmarshal(raw, &triple); err != nil || len(triple) != 3 {
			d.Faults = append(d.Faults, foreign.Fault{Where: m.ID, What: fmt.Sprintf("here [start, end, label] should stand, not %.40s", raw)})
			continue
		}
		parts = append(parts, m)
	}
	named.gather(parts, d)
	frames := map[string]int{}
	seen := map[int]bool{}
	for _, r := range p.Relations {
		head, child := ids[r.From], ids[r.To]
		switch {
		case seen[r.ID]:
			d.Faults = append(d.Faults, foreign.Fault{What: fmt.Sprintf("two relations have the id %d", r.ID)})
		case head == "" || child == "":
			d.Faults = append(d.Faults, foreign.Fault{What: fmt.Sprintf("relation %d ties %d to %d, which are not both entities of the record", r.ID, r.From, r.To)})
		case p.Quoth == nil:
			tie(r.Type, head, child, frames, d)
		}
		seen[r.ID] = true
	}
	return d.Document()
}
