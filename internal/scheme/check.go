package scheme

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth/internal/article"
)

// ReservedKeys are the single keys that the program itself uses, so that no
// label may have them.
const ReservedKeys = "?gjkxasntrvqw/[]{}zy"

// Check reports whether the scheme can be used. The error wraps
// article.ErrInvalid and names the label.
func (s *Scheme) Check() error {
	switch {
	case !validID(s.ID):
		return fmt.Errorf("the scheme's id %q is not made of lower-case letters, digits and hyphens: %w", s.ID, article.ErrInvalid)
	case s.Version < 1:
		return fmt.Errorf("scheme %s has version %d; versions count from 1: %w", s.ID, s.Version, article.ErrInvalid)
	case strings.TrimSpace(s.Name) == "":
		return fmt.Errorf("scheme %s has no name: %w", s.ID, article.ErrInvalid)
	case len(s.Labels) == 0:
		return fmt.Errorf("scheme %s has no labels: %w", s.ID, article.ErrInvalid)
	}
	keys, ids, roles := map[string]ID{}, map[ID]bool{}, map[Role]ID{}
	for _, l := range s.Labels {
		if err := l.check(); err != nil {
			return fmt.Errorf("scheme %s: %w", s.ID, err)
		}
		if ids[l.ID] {
			return fmt.Errorf("scheme %s has two labels %q: %w", s.ID, l.ID, article.ErrInvalid)
		}
		ids[l.ID] = true
		if other, taken := keys[l.Key]; taken {
			return fmt.Errorf("scheme %s: the labels %q and %q are both on the key %q: give one of them another: %w", s.ID, other, l.ID, l.Key, article.ErrInvalid)
		}
		keys[l.Key] = l.ID
		if other, taken := roles[l.Role]; taken && (l.Role == Source || l.Role == Cue) {
			return fmt.Errorf("scheme %s: the labels %q and %q are both for a %s: %w", s.ID, other, l.ID, l.Role, article.ErrInvalid)
		}
		roles[l.Role] = l.ID
	}
	for _, l := range s.Labels {
		for _, f := range l.Fields {
			for _, to := range f.Labels {
				if !ids[to] {
					return fmt.Errorf("scheme %s, label %q: the field %q relates to the label %q, which is not there: %w", s.ID, l.ID, f.ID, to, article.ErrInvalid)
				}
			}
		}
	}
	if err := checkFields(s.SpeakerFields); err != nil {
		return fmt.Errorf("scheme %s, about speakers: %w", s.ID, err)
	}
	if i := slices.IndexFunc(s.SpeakerFields, func(f Field) bool { return f.Type == Mark }); i >= 0 {
		return fmt.Errorf("scheme %s, about speakers: the field %q relates marks, and a speaker is none: %w", s.ID, s.SpeakerFields[i].ID, article.ErrInvalid)
	}
	return nil
}

func (l *Label) check() error {
	switch {
	case !validID(l.ID):
		return fmt.Errorf("the label id %q is not made of lower-case letters, digits and hyphens: %w", l.ID, article.ErrInvalid)
	case strings.TrimSpace(l.Name) == "" || strings.TrimSpace(l.Definition) == "":
		return fmt.Errorf("label %q has no name or no definition: %w", l.ID, article.ErrInvalid)
	case strings.TrimSpace(l.Example) == "" || strings.TrimSpace(l.CounterExample) == "":
		return fmt.Errorf("label %q has no example or no counter-example: %w", l.ID, article.ErrInvalid)
	case !slices.Contains(Colors, l.Color):
		return fmt.Errorf("label %q has the unknown colour %q: %w", l.ID, l.Color, article.ErrInvalid)
	case !slices.Contains(Patterns, l.Pattern):
		return fmt.Errorf("label %q has the unknown pattern %q: %w", l.ID, l.Pattern, article.ErrInvalid)
	case !slices.Contains([]Role{NoRole, Content, Source, Cue}, l.Role):
		return fmt.Errorf("label %q has the unknown role %q: %w", l.ID, l.Role, article.ErrInvalid)
	}
	key, n := utf8.DecodeRuneInString(l.Key)
	if n == 0 || n != len(l.Key) || unicode.IsSpace(key) || !unicode.IsPrint(key) || strings.ContainsRune(ReservedKeys, key) {
		return fmt.Errorf("label %q is on the key %q: it must be one character, and not one that Quoth uses itself (%s): %w", l.ID, l.Key, ReservedKeys, article.ErrInvalid)
	}
	if err := checkFields(l.Fields); err != nil {
		return fmt.Errorf("label %q: %w", l.ID, err)
	}
	return nil
}

func checkFields(list []Field) error {
	fields := map[ID]bool{}
	for _, f := range list {
		switch {
		case !validID(f.ID) || fields[f.ID]:
			return fmt.Errorf("the field %q is there twice or has no id: %w", f.ID, article.ErrInvalid)
		case f.Type != Text && f.Type != Choice && f.Type != Speaker && f.Type != Mark:
			return fmt.Errorf("the field %q is of the unknown type %q: %w", f.ID, f.Type, article.ErrInvalid)
		case f.Type == Choice && len(f.Options) == 0:
			return fmt.Errorf("the field %q has nothing to choose from: %w", f.ID, article.ErrInvalid)
		case strings.TrimSpace(f.Name) == "":
			return fmt.Errorf("the field %q has no name: %w", f.ID, article.ErrInvalid)
		case f.Type != Mark && len(f.Labels) > 0:
			return fmt.Errorf("the field %q names labels, but relates no marks: %w", f.ID, article.ErrInvalid)
		case f.Type == Mark && len(f.Options) > 0:
			return fmt.Errorf("the field %q relates marks, and has options to choose from: %w", f.ID, article.ErrInvalid)
		}
		if w := f.When; w != nil && (!fields[w.Field] || w.Is == "") {
			return fmt.Errorf("the field %q is asked only after an answer to %q, which does not stand before it, or after none: %w", f.ID, w.Field, article.ErrInvalid)
		}
		fields[f.ID] = true
		options := map[ID]bool{}
		for _, o := range f.Options {
			if !validID(o.ID) || options[o.ID] || strings.TrimSpace(o.Name) == "" {
				return fmt.Errorf("the field %q has an option %q twice, without a name or with an id that is not made of lower-case letters, digits and hyphens: %w", f.ID, o.ID, article.ErrInvalid)
			}
			options[o.ID] = true
		}
	}
	return nil
}

func validID(id string) bool {
	if id == "" || len(id) > 64 {
		return false
	}
	for _, r := range id {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' {
			return false
		}
	}
	return true
}

// Decode reads a scheme from JSON and checks it. Unknown members are refused,
// because a misspelt one would be lost in silence.
func Decode(data []byte) (*Scheme, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	s := new(Scheme)
	if err := d.Decode(s); err != nil {
		return nil, fmt.Errorf("the scheme cannot be read: %v: %w", err, article.ErrInvalid)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("something follows the scheme: %w", article.ErrInvalid)
	}
	return s, s.Check()
}
