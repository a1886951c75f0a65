package format

import (
	"slices"
	"time"

	"quoth/internal/annotation"
)

// A member is one name of an object and where its value is kept. Each type of
// the format has one table of members, which it is both written and read by,
// so that the two cannot part.
type member struct {
	name string
	at   any // a pointer to one of the types of write and read
	must bool
}

// must marks a member that is written even if it is empty.
const must = true

// write writes the members that are not empty or must be there.
func (e *encoder) write(table []member) {
	for _, m := range table {
		switch v := m.at.(type) {
		case *string:
			if *v != "" || m.must {
				e.member(m.name, *v)
			}
		case *int:
			if *v != 0 || m.must {
				e.int(m.name, *v)
			}
		case *float64:
			if *v != 0 {
				e.float(m.name, *v)
			}
		case *bool:
			if *v {
				e.name(m.name)
				e.raw("true")
			}
		case *time.Time:
			if !v.IsZero() || m.must {
				e.time(m.name, *v)
			}
		case *[]string:
			list(e, m.name, *v)
		case *[]annotation.ID:
			list(e, m.name, *v)
		case *map[string]string:
			e.dictionary(m.name, *v)
		case *annotation.Origin:
			if *v != (annotation.Origin{}) { // which is a person
				e.name(m.name)
				e.line(originTable(v))
			}
		case **annotation.Claim:
			if *v != nil {
				e.name(m.name)
				e.line(claimTable(*v))
			}
		case **annotation.Blind:
			if *v != nil {
				e.name(m.name)
				e.line(blindTable(*v))
			}
		case *[]annotation.Evidence:
			if len(*v) > 0 {
				e.name(m.name)
				e.array(inline, func() {
					for i := range *v {
						e.line(evidenceTable(&(*v)[i]))
					}
				})
			}
		}
	}
}

// line writes an object in one line.
func (e *encoder) line(table []member) {
	e.open('{', inline)
	e.write(table)
	e.close('}')
}

// read reads an object into the places of its table. Names that are not in it
// go to other, which reports whether it has read the value; the rest is passed
// over.
func (p *parser) read(table []member, other func(name string) bool) {
	p.object(func(name string) {
		for _, m := range table {
			if m.name == name {
				p.value(m.at)
				return
			}
		}
		if other == nil || !other(name) {
			p.skip()
		}
	})
}

func (p *parser) value(at any) {
	switch v := at.(type) {
	case *string:
		*v = p.kept()
	case *int:
		*v = p.int()
	case *float64:
		*v = p.float()
	case *bool:
		*v = p.bool()
	case *time.Time:
		*v = p.time()
	case *[]string:
		*v = texts[string](p)
	case *[]annotation.ID:
		*v = texts[annotation.ID](p)
	case *map[string]string:
		*v = p.dictionary()
	case *annotation.Origin:
		p.next()
		start := p.at
		p.read(originTable(v), nil)
		if p.err == nil {
			p.refuse(start, checkScore(*v))
		}
	case **annotation.Claim:
		*v = new(annotation.Claim)
		p.read(claimTable(*v), nil)
	case **annotation.Blind:
		*v = new(annotation.Blind)
		p.read(blindTable(*v), nil)
	case *[]annotation.Evidence:
		p.array(func(int) {
			var e annotation.Evidence
			p.read(evidenceTable(&e), nil)
			*v = append(*v, e)
		})
	}
}

// without is a table without some of its members.
func without(table []member, names ...string) []member {
	return slices.DeleteFunc(table, func(m member) bool { return slices.Contains(names, m.name) })
}
