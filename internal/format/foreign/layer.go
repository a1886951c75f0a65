package foreign

import (
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"

	"quoth/internal/annotation"
	"quoth/internal/scheme"
	"quoth/internal/text"
)

// layer makes the annotations and attributions of what is right in the draft.
func (b *builder) layer() *annotation.Layer {
	d := b.draft
	b.nameFields()
	s, ids := b.scheme()
	id := d.Layer
	if id == "" {
		id = "read"
	}
	l := annotation.NewLayer(id, b.document.ID, s, d.Creator, b.at(d.At))
	l.Blind, l.Coverage = d.Blind, d.Coverage
	speakers := b.speakers(l)
	there := make(map[string]*annotation.Annotation, len(d.Marks))
	for i := range d.Marks {
		m := &d.Marks[i]
		if there[m.ID] != nil {
			b.fault(m.Line, m.ID, "the id is there twice")
			continue
		}
		target, ok := b.target(m)
		if !ok {
			continue
		}
		creator := m.Creator
		if creator == "" {
			creator = d.Creator
		}
		an := &annotation.Annotation{
			ID: annotation.ID(m.ID), Label: ids[m.Label], Target: target, Note: m.Note, Tags: m.Tags, Fields: m.Fields,
			Creator: creator, Created: b.at(m.At), Modified: b.at(later(m.Modified, m.At)), Origin: m.Origin, Claim: m.Claim, Evidence: m.Evidence,
		}
		there[m.ID] = an
		l.Annotations = append(l.Annotations, an)
	}
	seen := make(map[string]bool, len(d.Frames))
	for _, f := range d.Frames {
		if seen[f.ID] {
			b.fault(f.Line, f.ID, "the id is there twice")
			continue
		}
		seen[f.ID] = true
		if at := b.attribution(&f, there, speakers, s); at != nil {
			l.Attributions = append(l.Attributions, at)
		}
	}
	return l
}

func later(t, or time.Time) time.Time {
	if t.IsZero() {
		return or
	}
	return t
}

// speakers adds the speakers that can be to the layer.
func (b *builder) speakers(l *annotation.Layer) map[string]bool {
	there := make(map[string]bool, len(b.draft.Speakers))
	for _, p := range b.draft.Speakers {
		err := p.Check()
		switch {
		case err != nil:
			b.fault(0, string(p.ID), "%s", strings.TrimSuffix(err.Error(), ": "+annotation.ErrInvalid.Error()))
		case there[string(p.ID)]:
			b.fault(0, string(p.ID), "two speakers have the id")
		default:
			there[string(p.ID)] = true
			l.Speakers = append(l.Speakers, p)
		}
	}
	return there
}

// nameFields gives the fields names that a scheme can have.
func (b *builder) nameFields() {
	for i := range b.draft.Marks {
		m := &b.draft.Marks[i]
		var fields map[string]string
		for _, name := range slices.Sorted(maps.Keys(m.Fields)) {
			id := slug(name)
			if _, taken := fields[id]; id == "" || taken {
				b.fault(m.Line, m.ID, "the field %s cannot be told from another by the letters a to z and digits of its name", quoted(name))
				continue
			}
			if fields == nil {
				fields = make(map[string]string, len(m.Fields))
			}
			fields[id] = m.Fields[name]
		}
		m.Fields = fields
	}
}

func (b *builder) target(m *Mark) (t annotation.Target, ok bool) {
	if m.ID == "" || strings.ContainsFunc(m.ID, unicode.IsSpace) {
		b.fault(m.Line, m.ID, "the id %q is empty or has a space in it", m.ID)
		return nil, false
	}
	if len(m.Spans) == 0 {
		b.fault(m.Line, m.ID, "it points at nothing")
		return nil, false
	}
	for i, u := range m.Spans {
		var exact *string
		if i < len(m.Exact) {
			exact = &m.Exact[i]
		}
		at, err := b.span(u, exact)
		if err != nil {
			b.fault(m.Line, m.ID, "%v", err)
			return nil, false
		}
		trimmed := text.Trim(b.document.Text, at)
		if trimmed.Len() == 0 {
			b.fault(m.Line, m.ID, "%d to %d holds no words", u[0], u[1])
			return nil, false
		}
		if trimmed != at {
			b.faults = append(b.faults, Fault{Line: m.Line, Where: m.ID, Mended: true, What: "it begins or ends with white space, which was cut off"})
		}
		t = append(t, trimmed)
	}
	slices.SortFunc(t, func(x, y text.Bytes) int { return int(x.Start - y.Start) })
	joined := t[:1]
	for _, s := range t[1:] {
		if last := &joined[len(joined)-1]; s.Start <= last.End {
			last.End = max(last.End, s.End)
			b.faults = append(b.faults, Fault{Line: m.Line, Where: m.ID, Mended: true, What: "two of its spans touch or overlap, and were joined"})
			continue
		}
		joined = append(joined, s)
	}
	return joined, true
}

func (b *builder) attribution(f *Frame, there map[string]*annotation.Annotation, speakers map[string]bool, s *scheme.Scheme) *annotation.Attribution {
	at := &annotation.Attribution{
		ID: annotation.AttributionID(f.ID), Form: f.Form, Act: f.Act, Negated: f.Negated, Created: b.at(f.At), Modified: b.at(later(f.Modified, f.At)),
		Speaker: annotation.SpeakerID(f.Speaker), Addressee: annotation.SpeakerID(f.Addressee), Within: annotation.AttributionID(f.Within), Origin: f.Origin,
	}
	good := true
	for _, id := range []string{f.Speaker, f.Addressee} {
		if id != "" && !speakers[id] {
			b.fault(f.Line, f.ID, "its speaker %q is not in the record", id)
			good = false
		}
	}
	part := func(id string, role scheme.Role) annotation.ID {
		switch an := there[id]; {
		case an == nil:
			b.fault(f.Line, f.ID, "its %s %q is not an annotation of the record", role, id)
			good = false
		case s.Label(an.Label).Role != role:
			b.fault(f.Line, f.ID, "%s is its %s, but its label %q is used as another part elsewhere", id, role, an.Label)
			good = false
		}
		return annotation.ID(id)
	}
	for _, id := range f.Content {
		at.Content = append(at.Content, part(id, scheme.Content))
	}
	for _, id := range f.Source {
		at.Source = append(at.Source, part(id, scheme.Source))
	}
	if f.Cue != "" {
		at.Cue = part(f.Cue, scheme.Cue)
	}
	if len(f.Content) == 0 {
		b.fault(f.Line, f.ID, "it has no content")
		good = false
	}
	if !good {
		return nil
	}
	return at
}
