package main

import (
	"encoding/json"
	"fmt"
	"sync"
	"unicode/utf8"

	"quoth/internal/selector"
	"quoth/internal/text"
)

// A quote is one record of quoth anchor.
type quote struct {
	ID     json.RawMessage `json:"id"`
	Text   *string         `json:"text"`
	Exact  *string         `json:"exact"`
	Prefix string          `json:"prefix"`
	Suffix string          `json:"suffix"`
	Hint   *int            `json:"hint"` // in Unit
	Unit   string          `json:"unit"`
}

// An answer is what became of a quote; offsets are in its unit.
type answer struct {
	ID         json.RawMessage `json:"id"`
	Start      *int            `json:"start"`
	End        *int            `json:"end"`
	Score      float64         `json:"score"`
	State      selector.State  `json:"state"`
	Candidates [][2]int        `json:"candidates,omitempty"`
}

// A revision is a text that quotes are looked for in.
type revision struct {
	text   string
	index  *selector.Index
	counts *text.Index
}

// revisions remembers the last text, because many quotes of one text come one
// after the other.
type revisions struct {
	lock sync.Mutex
	last *revision
}

func (r *revisions) of(s string) *revision {
	r.lock.Lock()
	defer r.lock.Unlock()
	if r.last == nil || r.last.text != s {
		r.last = &revision{s, selector.NewIndex(s), text.NewIndex(s)}
	}
	return r.last
}

// record answers one line.
func (r *revisions) record(line []byte) ([]byte, error) {
	if !utf8.Valid(line) {
		return nil, fmt.Errorf("it is not UTF-8: convert the file, with iconv for example")
	}
	var q quote
	if err := json.Unmarshal(line, &q); err != nil {
		return nil, at(line, err)
	}
	switch {
	case q.Text == nil:
		return nil, fmt.Errorf(`"text" is missing: give the text to look in`)
	case q.Exact == nil || *q.Exact == "":
		return nil, fmt.Errorf(`"exact" is missing or empty: give the words to look for`)
	case q.Hint != nil && *q.Hint < 0:
		return nil, fmt.Errorf(`"hint" is %d: leave it out if it is not known`, *q.Hint)
	}
	v := r.of(*q.Text)
	toUnit, fromUnit, err := v.unit(q.Unit)
	if err != nil {
		return nil, err
	}
	s := selector.Selector{Exact: *q.Exact, Prefix: q.Prefix, Suffix: q.Suffix}
	if q.Hint != nil {
		s.Position.Start = fromUnit(*q.Hint)
		s.Position.End = s.Position.Start + text.Byte(len(s.Exact))
	}
	found := v.index.Find(s)
	a := answer{ID: q.ID, Score: float64(int(found.Score*1000+.5)) / 1000, State: found.State}
	if found.State.Placed() {
		span, err := toUnit(found.Span)
		if err != nil {
			return nil, err
		}
		a.Start, a.End = &span[0], &span[1]
	}
	for _, c := range found.Candidates {
		span, err := toUnit(c.Span)
		if err != nil {
			return nil, err
		}
		a.Candidates = append(a.Candidates, span)
	}
	return json.Marshal(a)
}

// unit gives the conversions of spans to a unit of the text, and of an offset
// of the earlier text from it. The latter need not lie in this text.
func (v *revision) unit(name string) (to func(text.Bytes) ([2]int, error), from func(int) text.Byte, err error) {
	switch name {
	case "", "codepoints":
		return func(b text.Bytes) ([2]int, error) {
				s, err := v.counts.CodePoint(b)
				return [2]int{int(s.Start), int(s.End)}, err
			}, func(at int) text.Byte {
				b, err := v.counts.FromCodePoint(text.Span[text.CodePoint]{Start: text.CodePoint(at), End: text.CodePoint(at)})
				return v.within(b.Start, err)
			}, nil
	case "utf16":
		return func(b text.Bytes) ([2]int, error) {
				s, err := v.counts.UTF16(b)
				return [2]int{int(s.Start), int(s.End)}, err
			}, func(at int) text.Byte {
				u := text.UTF16(at)
				b, err := v.counts.FromUTF16(text.Span[text.UTF16]{Start: u, End: u})
				if err != nil && u > 0 { // perhaps between two surrogates
					b, err = v.counts.FromUTF16(text.Span[text.UTF16]{Start: u - 1, End: u - 1})
				}
				return v.within(b.Start, err)
			}, nil
	case "bytes":
		return func(b text.Bytes) ([2]int, error) { return [2]int{int(b.Start), int(b.End)}, nil },
			func(at int) text.Byte { return text.Byte(min(at, len(v.text))) }, nil
	}
	return nil, nil, fmt.Errorf(`"unit" is %q: it is codepoints, utf16 or bytes`, name)
}

// within is an offset that was converted, or the end of the text for one that
// lies behind it: the earlier text was longer.
func (v *revision) within(at text.Byte, err error) text.Byte {
	if err != nil {
		return text.Byte(len(v.text))
	}
	return at
}
