package article

import (
	"maps"
	"slices"
)

// Filled is m with what it does not know taken from what was known when the
// same text was read again, and whether that is anything. When and how the
// text came in first stays, and so do the notices about it.
func (m Meta) Filled(again Meta) (filled Meta, more bool) {
	fill := func(name string, field *string, with string) {
		if *field != "" || with == "" {
			return
		}
		*field, more = with, true
		if where, known := again.Sources[name]; known {
			m.Sources = maps.Clone(m.Sources)
			if m.Sources == nil {
				m.Sources = map[string]string{}
			}
			m.Sources[name] = where
		}
	}
	fill("title", &m.Title, again.Title)
	fill("publisher", &m.Publisher, again.Publisher)
	fill("url", &m.URL, again.URL)
	fill("canonical", &m.Canonical, again.Canonical)
	fill("published", &m.Published, again.Published)
	fill("modified", &m.Modified, again.Modified)
	fill("section", &m.Section, again.Section)
	fill("licence", &m.Licence, again.Licence)
	fill("language", &m.Language, again.Language)
	if len(m.Bylines) == 0 && len(again.Bylines) > 0 {
		m.Bylines, more = slices.Clone(again.Bylines), true
	}
	return m, more
}
