package annotation

import (
	"fmt"
	"slices"
	"strings"

	"quoth/internal/scheme"
)

// A Relation is a mark that another one points at, in a field of its label of
// the type scheme.Mark: the claim that a piece of evidence backs.
type Relation struct {
	Field *scheme.Field
	To    ID
}

// Relations lists the marks that the annotation points at, in the order of the
// label's fields.
func (a *Annotation) Relations(s *scheme.Scheme) (list []Relation) {
	if len(a.Fields) == 0 {
		return nil
	}
	l := s.Label(a.Label)
	if l == nil {
		return nil
	}
	for i := range l.Fields {
		if f := &l.Fields[i]; f.Type == scheme.Mark {
			for id := range strings.FieldsSeq(a.Fields[f.ID]) {
				list = append(list, Relation{f, ID(id)})
			}
		}
	}
	return list
}

// CheckRelations reports whether every mark that the annotation points at is
// there, is another one, and has a label that the field allows. find returns
// nil for an ID that nothing has. The error wraps ErrInvalid.
func (a *Annotation) CheckRelations(s *scheme.Scheme, find func(ID) *Annotation) error {
	for _, r := range a.Relations(s) {
		switch to := find(r.To); {
		case to == nil || r.To == a.ID:
			return fmt.Errorf("annotation %s: %q points at %s, which is not another annotation of the layer: %w", a.ID, r.Field.Name, r.To, ErrInvalid)
		case len(r.Field.Labels) > 0 && !slices.Contains(r.Field.Labels, to.Label):
			return fmt.Errorf("annotation %s: %q points at %s, whose label is %q, not %s: %w", a.ID, r.Field.Name, r.To, to.Label, strings.Join(r.Field.Labels, " or "), ErrInvalid)
		}
	}
	return nil
}

// Unrelate takes out of the annotation's fields the marks that keep refuses,
// and reports whether there were some. The fields must be its own.
func (a *Annotation) Unrelate(s *scheme.Scheme, keep func(Relation) bool) (changed bool) {
	left := map[scheme.ID][]string{}
	for _, r := range a.Relations(s) {
		if keep(r) {
			left[r.Field.ID] = append(left[r.Field.ID], string(r.To))
		} else {
			left[r.Field.ID] = append(left[r.Field.ID], "")
			changed = true
		}
	}
	if !changed {
		return false
	}
	for id, list := range left {
		list = slices.DeleteFunc(list, func(s string) bool { return s == "" })
		if a.Fields[id] = strings.Join(list, " "); len(list) == 0 {
			delete(a.Fields, id)
		}
	}
	if len(a.Fields) == 0 {
		a.Fields = nil
	}
	return true
}
