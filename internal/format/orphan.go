package format

import "quoth/internal/annotation"

func orphanTable(o *annotation.Orphan) []member {
	return []member{
		{"fate", (*string)(&o.Fate), must},
		{"from", (*string)(&o.From), must},
		{name: "settled", at: &o.Settled},
	}
}

func passageTable(p *annotation.Passage) []member {
	return []member{
		{"exact", &p.Exact, must},
		{name: "prefix", at: &p.Prefix},
		{name: "suffix", at: &p.Suffix},
	}
}

// orphan writes an annotation that has no place in the text: with its words
// instead of offsets.
func (e *encoder) orphan(o *annotation.Orphan) {
	e.about("orphan", string(o.Annotation.ID), func() {
		e.write(orphanTable(o))
		e.name("passages")
		e.array(inline, func() {
			for _, p := range o.Passages {
				e.object(inline, func() { e.write(passageTable(&p)) })
			}
		})
		e.name("annotation")
		e.object(inline, func() { e.write(annotationTable(&o.Annotation)) })
		if len(o.Attributions) > 0 {
			e.name("attributions")
			e.array(inline, func() {
				for _, at := range o.Attributions {
					e.object(inline, func() { e.write(attributionTable(&at)) })
				}
			})
		}
	})
}

func (p *parser) orphan() *annotation.Orphan {
	o := new(annotation.Orphan)
	p.read(orphanTable(o), func(name string) bool {
		switch name {
		case "passages":
			p.array(func(int) {
				var passage annotation.Passage
				p.read(passageTable(&passage), nil)
				o.Passages = append(o.Passages, passage)
			})
		case "annotation":
			p.read(annotationTable(&o.Annotation), nil)
		case "attributions":
			p.array(func(int) {
				var at annotation.Attribution
				p.read(attributionTable(&at), nil)
				o.Attributions = append(o.Attributions, at)
			})
		default:
			return false
		}
		return true
	})
	return o
}
