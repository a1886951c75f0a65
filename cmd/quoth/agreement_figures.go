package main

import (
	"bytes"
	"encoding/json"

	"quoth/internal/agreement"
)

// figures are names with their values, in the order in which they are written.
type figures struct {
	names  []string
	values map[string]float64
}

func (f *figures) set(name string, v float64) {
	if f.values == nil {
		f.values = map[string]float64{}
	}
	if _, known := f.values[name]; !known {
		f.names = append(f.names, name)
	}
	f.values[name] = v
}

// MarshalJSON writes null for what is undefined.
func (f figures) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, name := range f.names {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := quoted(&b, name); err != nil {
			return nil, err
		}
		b.WriteByte(':')
		b.WriteString(agreement.Literal(f.values[name]))
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func quoted(b *bytes.Buffer, s string) error {
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	err := e.Encode(s)
	b.Truncate(b.Len() - 1) // its line end
	return err
}
