package format

import (
	"maps"
	"slices"

	"quoth/internal/annotation"
)

// bodies writes what was said of a passage, each with its purpose.
func (e *encoder) bodies(an *annotation.Annotation, l *annotation.Layer) {
	body := func(purpose, value string, more func()) {
		e.object(inline, func() {
			e.member("type", "TextualBody")
			e.member("purpose", purpose)
			e.member("value", value)
			if more != nil {
				more()
			}
		})
	}
	body("classifying", l.Scheme.Label(an.Label).Name, func() { e.member("labelled", labelIRI(l, an.Label)) })
	if an.Note != "" {
		body("commenting", an.Note, func() { e.member("format", "text/plain") })
	}
	for _, t := range an.Tags {
		body("tagging", t, nil)
	}
	for _, field := range slices.Sorted(maps.Keys(an.Fields)) {
		body("describing", an.Fields[field], func() { e.member("field", field) })
	}
	if an.Claim != nil && an.Claim.Restatement != "" {
		body("describing", an.Claim.Restatement, nil)
	}
	for _, v := range an.Evidence {
		if isIRI(v.URL) {
			e.object(inline, func() {
				e.member("type", "SpecificResource")
				e.member("purpose", "linking")
				e.member("source", v.URL)
			})
		}
	}
}
