package foreign

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"quoth/internal/format"
	"quoth/internal/scheme"
)

// scheme finds the preset that has every label of the file as the file uses
// it, or makes a scheme of the labels. It returns the ID of each.
func (b *builder) scheme() (*scheme.Scheme, map[string]scheme.ID) {
	labels, roles, fields := b.used()
	says := b.draft.Scheme
	for _, s := range scheme.Presets() {
		if says != nil && (s.ID != says.ID || s.Version != says.Version) {
			continue
		}
		if ids := match(s, labels, roles, fields); ids != nil {
			return s, ids
		}
	}
	if says == nil {
		return made(labels, roles, fields)
	}
	for i := len(says.Labels) - 1; i >= 0; i-- {
		l := says.Labels[i]
		if !slices.Contains(labels, l.ID) {
			labels = append([]string{l.ID}, labels...)
		}
		if _, used := roles[l.ID]; !used && l.Role != scheme.NoRole && (l.Role == scheme.Content || !slices.Contains(slices.Collect(maps.Values(roles)), l.Role)) {
			roles[l.ID] = l.Role
		}
	}
	s, ids := made(labels, roles, fields)
	s.ID, s.Version, s.Name, s.Description, s.Language = says.ID, max(says.Version, 1), says.Name, says.Description, says.Language
	for _, said := range says.Labels {
		l := s.Label(ids[said.ID])
		for _, m := range []struct {
			at   *string
			said string
		}{{&l.Name, said.Name}, {&l.Definition, said.Definition}, {&l.Example, said.Example}, {&l.CounterExample, said.CounterExample}} {
			if strings.TrimSpace(m.said) != "" {
				*m.at = m.said
			}
		}
	}
	if s.Check() != nil { // the file's own name cannot be one of ours
		s.ID, s.Name = format.ReadScheme, "Labels of a file"
	}
	return s, ids
}

// used lists the labels in their order in the file, with the part that frames
// give them and the names of their fields.
func (b *builder) used() (labels []string, roles map[string]scheme.Role, fields map[string]map[string]bool) {
	roles, fields = map[string]scheme.Role{}, map[string]map[string]bool{}
	of := make(map[string]string, len(b.draft.Marks))
	for _, m := range b.draft.Marks {
		of[m.ID] = m.Label
		if fields[m.Label] == nil {
			labels = append(labels, m.Label)
			fields[m.Label] = map[string]bool{}
		}
		for f := range m.Fields {
			fields[m.Label][f] = true
		}
	}
	taken := map[scheme.Role]string{}
	give := func(id string, role scheme.Role) {
		label, there := of[id]
		if _, has := roles[label]; !there || has {
			return
		}
		if _, other := taken[role]; other && role != scheme.Content {
			return // a scheme has one label for sources and one for cues
		}
		taken[role] = label
		roles[label] = role
	}
	for _, f := range b.draft.Frames {
		for _, id := range f.Content {
			give(id, scheme.Content)
		}
		for _, id := range f.Source {
			give(id, scheme.Source)
		}
		give(f.Cue, scheme.Cue)
	}
	return labels, roles, fields
}

func match(s *scheme.Scheme, labels []string, roles map[string]scheme.Role, fields map[string]map[string]bool) map[string]scheme.ID {
	ids := make(map[string]scheme.ID, len(labels))
	taken := map[scheme.ID]bool{}
	for _, name := range labels {
		l := s.Label(strings.ToLower(name))
		if l == nil || taken[l.ID] {
			return nil
		}
		if r, used := roles[name]; used && l.Role != r {
			return nil
		}
		for f := range fields[name] {
			if !slices.ContainsFunc(l.Fields, func(has scheme.Field) bool { return has.ID == f && has.Type != scheme.Choice }) {
				return nil
			}
		}
		taken[l.ID] = true
		ids[name] = l.ID
	}
	return ids
}

// keys are given to the labels of a scheme that was made up, one after the
// other: those that scheme.ReservedKeys leaves.
const keys = "bcdefhilmopu0123456789"

func made(labels []string, roles map[string]scheme.Role, fields map[string]map[string]bool) (*scheme.Scheme, map[string]scheme.ID) {
	s := &scheme.Scheme{ID: format.ReadScheme, Version: 1, Name: "Labels of a file", Description: "Made of the labels that stood in a file without a scheme."}
	ids := make(map[string]scheme.ID, len(labels))
	for i, name := range labels {
		id := slug(name)
		for n := 2; id == "" || s.Label(id) != nil; n++ {
			id = strings.Trim(fmt.Sprintf("%s-%d", slug(name), n), "-")
		}
		key := string(rune(0x100 + i)) // more labels than keys on a keyboard
		if i < len(keys) {
			key = keys[i : i+1]
		}
		shown := name
		if strings.TrimSpace(shown) == "" {
			shown = id
		}
		l := scheme.Label{
			ID: id, Name: shown, Definition: "As in the file.", Example: "—", CounterExample: "—", Key: key, Role: roles[name],
			Color: scheme.Colors[i%len(scheme.Colors)], Pattern: scheme.Patterns[i%len(scheme.Patterns)],
		}
		for _, f := range slices.Sorted(maps.Keys(fields[name])) {
			l.Fields = append(l.Fields, scheme.Field{ID: f, Name: f, Type: scheme.Text})
		}
		ids[name] = id
		s.Labels = append(s.Labels, l)
	}
	return s, ids
}

// slug is a name as an ID: lower-case letters, digits and hyphens.
func slug(name string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(name) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() > 56 {
			break
		}
	}
	return strings.Trim(b.String(), "-")
}
