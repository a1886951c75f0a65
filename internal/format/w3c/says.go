package w3c

import (
	"fmt"
	"slices"
	"strings"

	"quoth/internal/annotation"
	"quoth/internal/scheme"
)

// says reads the bodies, and what Quoth says beside them.
func (one *One) says(n node, in *scheme.Scheme) error {
	if n["bodyValue"] != nil && n["body"] != nil {
		return fmt.Errorf("it has both body and bodyValue: %w", annotation.ErrInvalid)
	}
	for _, b := range n.nodes("body") {
		if kind := b.text("format"); kind != "" && !strings.HasPrefix(kind, "text/plain") {
			return fmt.Errorf("a note is plain text, and a body is of the format %.40q: send it as text/plain: %w", kind, annotation.ErrInvalid)
		}
	}
	s := saidOf(n)
	if s.silent > 0 {
		return fmt.Errorf("a body is not text: a layer holds labels, tags, notes and links, so give each body as a TextualBody with a value, or the purpose linking: %w", annotation.ErrInvalid)
	}
	l, err := one.label(s, in)
	if err != nil {
		return err
	}
	one.Label, one.Note, one.Fields = l.ID, s.note, s.fields
	return one.beside(n, s)
}

// label is the one that is meant: by an IRI of ours, by a body that
// classifies, or by a tag. It takes that tag out of the others.
func (one *One) label(s said, in *scheme.Scheme) (*scheme.Label, error) {
	is := func(l *scheme.Label, word string) bool { return l.ID == word || strings.EqualFold(l.Name, word) }
	called := func(words []string) (list []*scheme.Label) {
		for i := range in.Labels {
			if l := &in.Labels[i]; slices.ContainsFunc(words, func(w string) bool { return is(l, w) }) {
				list = append(list, l)
			}
		}
		return list
	}
	one.Tags = s.tags
	if s.label != "" {
		l := in.Label(s.label)
		if l == nil || slices.ContainsFunc(append(s.classes, s.value), func(w string) bool { return w != "" && !is(l, w) }) {
			return nil, fmt.Errorf("it is labelled %.40q and %.60q, which is not one label of the scheme: let one body be classifying, with one of %s, and give the others a purpose, such as commenting: %w", s.label, append(s.classes, s.value), labels(in), annotation.ErrInvalid)
		}
		return l, nil
	}
	words := s.classes
	if len(words) == 0 {
		words = s.tags
	}
	found := called(words)
	if len(found) != 1 || len(s.classes) > 1 {
		return nil, fmt.Errorf("it has %d labels of the scheme: give one body with the purpose classifying, or one that is tagging, whose value is one of %s: %w", len(found), labels(in), annotation.ErrInvalid)
	}
	if len(s.classes) == 0 {
		one.Tags = slices.DeleteFunc(s.tags, func(t string) bool { return is(found[0], t) })
	}
	return found[0], nil
}

func labels(s *scheme.Scheme) string {
	list := make([]string, len(s.Labels))
	for i, l := range s.Labels {
		list[i] = l.ID
	}
	return strings.Join(list, ", ")
}

// beside reads what Quoth says in terms of its own.
func (one *One) beside(n node, s said) error {
	if c := n.node("claim"); c != nil {
		one.Claim = new(annotation.Claim)
		if err := c.into(one.Claim); err != nil {
			return fmt.Errorf("its claim cannot be read (%v): %w", err, annotation.ErrInvalid)
		}
	}
	if s.restated != "" {
		if one.Claim == nil {
			one.Claim = new(annotation.Claim)
		}
		if one.Claim.Restatement != "" && one.Claim.Restatement != s.restated {
			return fmt.Errorf("it is restated in two ways: let the body that is describing say what its claim says: %w", annotation.ErrInvalid)
		}
		one.Claim.Restatement = s.restated
	}
	for _, v := range n.nodes("evidence") {
		var e annotation.Evidence
		if err := v.into(&e); err != nil {
			return fmt.Errorf("its evidence cannot be read (%v): %w", err, annotation.ErrInvalid)
		}
		one.Evidence = append(one.Evidence, e)
	}
	if n["evidence"] == nil {
		for _, url := range s.links {
			one.Evidence = append(one.Evidence, annotation.Evidence{URL: url})
		}
	}
	if o := n.node("origin"); o != nil {
		if err := o.into(&one.Origin); err != nil || one.Origin.Engine == "" || one.Origin.Score < 0 || one.Origin.Score > 1 ||
			!slices.Contains([]string{"", "accepted", "edited"}, one.Origin.Outcome) {
			return fmt.Errorf("its origin has no engine, a score that is not from 0 to 1, or an outcome that is neither accepted nor edited: %w", annotation.ErrInvalid)
		}
	}
	return nil
}
