package format

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"quoth/internal/annotation"
	"quoth/internal/text"
)

// An encoder writes JSON. Containers that are opened broken have each member
// on a line of its own, the others stand in one line, so that a file can be
// read and compared by eye and an annotation is one line of it.
type encoder struct {
	buf    []byte
	broken []bool // of each open container
	begun  bool   // whether something stands in the innermost one
	named  bool   // whether a name was written that waits for its value
	// oneLine keeps the whole file in one line.
	oneLine bool
	err     error
}

// inline and broken are the two ways to open a container.
const (
	inline = false
	broken = true
)

// item begins a value or a name: comma and line break.
func (e *encoder) item() {
	if e.named {
		e.named = false
		return
	}
	if e.begun {
		e.buf = append(e.buf, ',')
	}
	e.begun = true
	if n := len(e.broken); n > 0 && e.broken[n-1] {
		e.newline(n)
	}
}

func (e *encoder) newline(depth int) {
	e.buf = append(e.buf, '\n')
	for range depth {
		e.buf = append(e.buf, ' ', ' ')
	}
}

func (e *encoder) open(sign byte, lines bool) {
	e.item()
	e.buf = append(e.buf, sign)
	e.broken = append(e.broken, lines && !e.oneLine)
	e.begun = false
}

func (e *encoder) close(sign byte) {
	n := len(e.broken) - 1
	lines := e.broken[n]
	e.broken = e.broken[:n]
	if lines && e.begun {
		e.newline(n)
	}
	e.begun = true
	e.buf = append(e.buf, sign)
}

func (e *encoder) object(lines bool, members func()) {
	e.open('{', lines)
	members()
	e.close('}')
}

func (e *encoder) array(lines bool, items func()) {
	e.open('[', lines)
	items()
	e.close(']')
}

func (e *encoder) name(n string) {
	e.item()
	e.quote(n)
	e.buf = append(e.buf, ':')
	if e.broken[len(e.broken)-1] {
		e.buf = append(e.buf, ' ')
	}
	e.named = true
}

// text writes a string as a value. What is not UTF-8 cannot be written.
func (e *encoder) text(s string) {
	e.item()
	if !utf8.ValidString(s) && e.err == nil {
		e.err = fmt.Errorf("%s is not UTF-8: %w", quoted(s), annotation.ErrInvalid)
	}
	e.quote(s)
}

func (e *encoder) quote(s string) {
	const hex = "0123456789abcdef"
	e.buf = append(e.buf, '"')
	from := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		e.buf = append(e.buf, s[from:i]...)
		from = i + 1
		switch c {
		case '"', '\\':
			e.buf = append(e.buf, '\\', c)
		case '\n':
			e.buf = append(e.buf, '\\', 'n')
		case '\t':
			e.buf = append(e.buf, '\\', 't')
		default:
			e.buf = append(e.buf, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		}
	}
	e.buf = append(append(e.buf, s[from:]...), '"')
}

// raw writes a value that is JSON already.
func (e *encoder) raw(data string) {
	e.item()
	e.buf = append(e.buf, data...)
}

// member writes a name with a text.
func (e *encoder) member(name, s string) {
	e.name(name)
	e.text(s)
}

func (e *encoder) int(name string, v int) {
	e.name(name)
	e.item()
	e.buf = strconv.AppendInt(e.buf, int64(v), 10)
}

func (e *encoder) float(name string, v float64) {
	e.name(name)
	e.item()
	e.buf = strconv.AppendFloat(e.buf, v, 'g', -1, 64)
}

// time writes a time in UTC: where the reader lives is nobody's business.
func (e *encoder) time(name string, t time.Time) {
	t = t.UTC()
	if (t.Year() < 0 || t.Year() > 9999) && e.err == nil {
		e.err = fmt.Errorf("the year %d in %q cannot be written: %w", t.Year(), name, annotation.ErrInvalid)
	}
	e.member(name, t.Format(time.RFC3339Nano))
}

func (e *encoder) dictionary(name string, m map[string]string) {
	if len(m) == 0 {
		return
	}
	e.name(name)
	e.object(inline, func() {
		for _, k := range slices.Sorted(maps.Keys(m)) {
			if !utf8.ValidString(k) && e.err == nil {
				e.err = fmt.Errorf("the name %s is not UTF-8: %w", quoted(k), annotation.ErrInvalid)
			}
			e.member(k, m[k])
		}
	})
}

// list writes a name with texts, unless there are none.
func list[S ~string](e *encoder, name string, items []S) {
	if len(items) == 0 {
		return
	}
	e.name(name)
	e.array(inline, func() {
		for _, s := range items {
			e.text(string(s))
		}
	})
}

// lines writes a name with an array of one line for each thing.
func lines[T any](e *encoder, name string, things []T, write func(T)) {
	e.name(name)
	e.array(broken, func() {
		for _, t := range things {
			write(t)
		}
	})
}

// about writes an object in one line, and names the thing in an error that comes up meanwhile.
func (e *encoder) about(what, id string, write func()) {
	before := e.err
	e.object(inline, write)
	if before == nil && e.err != nil {
		e.err = fmt.Errorf("%s %s: %w", what, id, e.err)
	}
}

// offsets writes both units of a span as four members.
func (e *encoder) offsets(x *text.Index, b text.Bytes) {
	var p place
	cp, err := x.CodePoint(b)
	if err == nil {
		p.codePoint = cp
		p.utf16, err = x.UTF16(b)
	}
	if err != nil && e.err == nil {
		e.err = fmt.Errorf("%v: %w", err, annotation.ErrInvalid)
	}
	e.write(p.table())
}
