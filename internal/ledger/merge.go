package ledger

import (
	"slices"

	"quoth/internal/annotation"
)

// Merge is the speaker that two become: into, with the names of from as
// aliases and whatever into leaves empty filled from it. A named speaker
// lends name and kind to an unnamed one, whose description is kept. Neither
// argument is modified, and nothing in the result is shared with them.
func Merge(into, from *annotation.Speaker) *annotation.Speaker {
	m := *into
	if into.Kind == annotation.Unnamed && from.Kind != annotation.Unnamed {
		m.Kind, m.Name = from.Kind, from.Name
		fill(&m.Description, into.Name)
	}
	if from.Kind == annotation.Unnamed && into.Kind != annotation.Unnamed {
		fill(&m.Description, from.Name)
	}
	if m.Kind == "" {
		m.Kind = from.Kind
	}
	fill(&m.Name, from.Name)
	fill(&m.Description, from.Description)
	fill(&m.Role, from.Role)
	fill(&m.Affiliation, from.Affiliation)
	fill(&m.Wikidata, from.Wikidata)

	m.Aliases = nil
	have := []string{Fold(m.Name)}
	for _, n := range slices.Concat(names(into), names(from)) {
		if f := Fold(n); f != "" && !slices.Contains(have, f) {
			have = append(have, f)
			m.Aliases = append(m.Aliases, n)
		}
	}
	m.Quality = nil
	for _, q := range []map[string]string{from.Quality, into.Quality} {
		for k, v := range q {
			if m.Quality == nil {
				m.Quality = map[string]string{}
			}
			m.Quality[k] = v
		}
	}
	switch {
	case m.Note == "":
		m.Note = from.Note
	case from.Note != "" && from.Note != m.Note:
		m.Note += "\n\n" + from.Note
	}
	return &m
}

func fill(field *string, value string) {
	if *field == "" {
		*field = value
	}
}
