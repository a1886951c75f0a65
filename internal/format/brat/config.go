package brat

import (
	"maps"
	"slices"
	"strings"

	"quoth/internal/format"
)

// Types are the types that Write gives to the document's labels.
func Types(d *format.Document) (list []string) {
	e := encoder{names: map[string]string{}}
	for _, l := range d.Layers[:min(len(d.Layers), 1)] {
		for _, label := range l.Scheme.Labels {
			list = append(list, e.typeOf(l.Scheme, label.ID))
		}
	}
	return list
}

// Config is the annotation.conf without which brat opens no folder: the types
// of the labels, and what Write adds to them.
// https://brat.nlplab.org/configuration.html
func Config(types map[string]bool) []byte {
	var b strings.Builder
	b.WriteString("[entities]\n")
	for _, t := range slices.Sorted(maps.Keys(types)) {
		b.WriteString(t + "\n")
	}
	b.WriteString("\n[relations]\n\n[events]\n" +
		trigger + "\tContent+:<ENTITY>, Cue?:<ENTITY>, Source*:<ENTITY>\n" +
		sourced + "\tContent+:<ENTITY>, Cue?:<ENTITY>\n\n[attributes]\n" +
		"Negated\tArg:<EVENT>\nForm\tArg:<EVENT>, Value:direct|indirect|mixed\n" +
		"Act\tArg:<EVENT>, Value:statement|belief|intention|decree|witnessing|denial\n" +
		joins + "\tArg:<ENTITY>, Value:1\n")
	return []byte(b.String())
}
