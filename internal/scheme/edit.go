package scheme

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Clone is a copy that shares nothing, to be edited.
func (s *Scheme) Clone() *Scheme {
	c := *s
	c.Labels = slices.Clone(s.Labels)
	for i := range c.Labels {
		c.Labels[i].Fields = cloneFields(c.Labels[i].Fields)
	}
	c.SpeakerFields = cloneFields(s.SpeakerFields)
	return &c
}

func cloneFields(list []Field) []Field {
	list = slices.Clone(list)
	for i := range list {
		list[i].Options = slices.Clone(list[i].Options)
		list[i].Labels = slices.Clone(list[i].Labels)
		if w := list[i].When; w != nil {
			copied := *w
			list[i].When = &copied
		}
	}
	return list
}

// NewID makes an ID of a name that none of the others has.
func NewID(name string, taken func(ID) bool) ID {
	var b strings.Builder
	for _, r := range strings.ToLower(name) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-") && !unicode.IsMark(r):
			b.WriteByte('-')
		}
		if b.Len() >= 40 {
			break
		}
	}
	base := strings.Trim(b.String(), "-")
	if base == "" {
		base = "x" // a name in another script
	}
	id := base
	for n := 2; taken(id); n++ {
		id = base + "-" + strconv.Itoa(n)
	}
	return id
}

// Remove takes out a label by its index, and out of the fields that relate to
// it; a field that can relate to no other goes as well.
func (s *Scheme) Remove(i int) {
	gone := s.Labels[i].ID
	s.Labels = slices.Delete(s.Labels, i, i+1)
	for k := range s.Labels {
		fields := &s.Labels[k].Fields
		*fields = slices.DeleteFunc(*fields, func(f Field) bool { return len(f.Labels) == 1 && f.Labels[0] == gone })
		for n := range *fields {
			f := &(*fields)[n]
			f.Labels = slices.DeleteFunc(f.Labels, func(id ID) bool { return id == gone })
		}
	}
}

// Add appends a label with a name, and with a colour, a pattern and a key that
// no other has, as far as there are some.
func (s *Scheme) Add(name string) *Label {
	l := Label{
		ID: NewID(name, func(id ID) bool { return s.Label(id) != nil }), Name: name, Color: Colors[0], Pattern: Patterns[0],
		Definition: "What words are marked with it?", Example: "Words that are.", CounterExample: "Words that are not, though they look alike.",
	}
	free := func(f func(Label) bool) bool { return !slices.ContainsFunc(s.Labels, f) }
	for _, c := range Colors {
		if free(func(o Label) bool { return o.Color == c }) {
			l.Color = c
			break
		}
	}
	for _, p := range Patterns {
		if free(func(o Label) bool { return o.Pattern == p }) {
			l.Pattern = p
			break
		}
	}
	for _, r := range strings.ToLower(name) + "bcdefhilmopu123456789" {
		key := string(r)
		if r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)) && !strings.Contains(ReservedKeys, key) && free(func(o Label) bool { return o.Key == key }) {
			l.Key = key
			break
		}
	}
	s.Labels = append(s.Labels, l)
	return &s.Labels[len(s.Labels)-1]
}

// Alike lists pairs of labels that only their colour, or nothing at all, tells
// apart, so that who sees no colours could not.
func (s *Scheme) Alike() (pairs [][2]string) {
	for i, a := range s.Labels {
		for _, b := range s.Labels[:i] {
			if a.Pattern == b.Pattern {
				pairs = append(pairs, [2]string{b.Name, a.Name})
			}
		}
	}
	return pairs
}
