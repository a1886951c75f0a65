package format

import (
	"strings"

	"quoth/internal/annotation"
)

// rewind goes back to an offset that was passed over without an error.
func (p *parser) rewind(at int) {
	if p.err == nil {
		p.at = at
	}
}

// sniff checks how the whole file is written and returns the format that it
// says it is.
func (p *parser) sniff() string {
	start := p.at
	if p.err == nil && p.next() != '{' {
		p.fail(p.at, "this is not a Quoth file, which begins with \"{\" and not with %s", p.excerpt())
	}
	at := p.members()
	p.end()
	if p.err != nil {
		return ""
	}
	format, says := at["format"]
	switch _, ld := at["@context"]; {
	case says:
	case ld:
		p.fail(start, "this is a JSON-LD file, which Quoth writes but does not read: open the Quoth JSON of the same article")
	default:
		p.fail(start, `this JSON is not a Quoth file: it has no "format"`)
	}
	p.rewind(format)
	name := p.text()
	if p.err == nil && name != nativeName && name != libraryName {
		p.fail(p.at, "this JSON is of the format %s and not a Quoth file", quoted(name))
	}
	return name
}

// fields is an object that was passed over once, so that its members can be
// read in the order that the reader needs.
type fields struct {
	p     *parser
	start int
	at    map[string]int
}

// read goes to a required member and reads it.
func (f fields) read(name string, value func()) {
	at, there := f.at[name]
	if !there {
		f.p.fail(min(f.start, len(f.p.s)), "%q is missing in this object", name)
		return
	}
	f.p.rewind(at)
	value()
}

// perhaps reads a member if it is there.
func (f fields) perhaps(name string, value func()) {
	if _, there := f.at[name]; there {
		f.read(name, value)
	}
}

func (p *parser) fields() fields {
	p.next()
	return fields{p, p.at, p.members()}
}

// version refuses a file that this program does not know how to read.
func (p *parser) version(says string) {
	p.next()
	at := p.at
	switch v := p.int(); {
	case p.err != nil:
	case v > formatVersion:
		p.fail(at, "%s was made by a newer Quoth (format version %d; this one reads %d): reload the page to get the newest program, then open it again", says, v, formatVersion)
	case v < formatVersion:
		p.fail(at, "there is no format version %d; this Quoth reads %d", v, formatVersion)
	}
}

// library reads the documents of a library file.
func (p *parser) library() (documents []*Document) {
	f := p.fields()
	end := p.at
	f.read("formatVersion", func() { p.version("the library") })
	f.read("documents", func() {
		p.array(func(int) { documents = append(documents, p.document()) })
	})
	p.rewind(end)
	return documents
}

// document reads one native document, whatever the order of its members.
func (p *parser) document() *Document {
	f := p.fields()
	end := p.at
	d := new(Document)
	f.read("format", func() {
		if s := p.text(); p.err == nil && s != nativeName {
			p.fail(p.at, "here a document of the format %q should stand, not %s", nativeName, quoted(s))
		}
	})
	f.read("formatVersion", func() { p.version("the file") })
	f.read("offsetUnit", func() {
		if s := p.text(); p.err == nil && s != offsetUnit {
			p.fail(p.at, "the offsets count %s; this Quoth reads %q", quoted(s), offsetUnit)
		}
	})
	f.perhaps("generator", func() { d.Generator = p.kept() })
	f.read("exported", func() { d.Exported = p.time() })
	r := layerReader{parser: p}
	f.read("article", func() { d.Article = p.article(&r) })
	f.read("layers", func() {
		p.array(func(int) {
			p.next()
			start := p.at
			l := r.layer()
			if p.err == nil {
				p.refuse(start, l.Check(d.Article))
			}
			for _, o := range d.Layers {
				if p.err == nil && o.ID == l.ID {
					p.fail(start, "two layers have the id %s", l.ID)
				}
			}
			d.Layers = append(d.Layers, l)
		})
	})
	f.perhaps("check", func() {
		at := p.at
		p.object(func(name string) {
			if name != "spans" && name != "matching" {
				p.skip()
			} else if n := p.int(); p.err == nil && n != r.spans {
				p.fail(at, "the file says that it has %d spans (%q), but %d are in it", n, name, r.spans)
			}
		})
	})
	p.rewind(end)
	return d
}

// refuse fails with an error that wraps ErrInvalid already.
func (p *parser) refuse(at int, err error) {
	if err != nil {
		p.fail(at, "%s", strings.TrimSuffix(err.Error(), ": "+annotation.ErrInvalid.Error()))
	}
}

// kept reads a string that outlives the file. Labels, creators and kinds come
// again and again, so that short strings are kept once.
func (p *parser) kept() string {
	s := p.text()
	if len(s) > 24 {
		return strings.Clone(s)
	}
	if k, known := p.known[s]; known {
		return k
	}
	if p.known == nil {
		p.known = make(map[string]string)
	}
	s = strings.Clone(s)
	p.known[s] = s
	return s
}

func texts[S ~string](p *parser) (items []S) {
	p.array(func(int) { items = append(items, S(p.kept())) })
	return items
}

func (p *parser) dictionary() map[string]string {
	var m map[string]string
	p.object(func(name string) {
		if m == nil {
			m = make(map[string]string)
		}
		m[strings.Clone(name)] = p.kept()
	})
	return m
}
