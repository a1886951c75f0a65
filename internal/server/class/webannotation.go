package class

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"quoth/internal/annotation"
	"quoth/internal/editor"
	"quoth/internal/format/w3c"
	"quoth/internal/store"
)

// annotation answers one (section 3 of the protocol).
func (c *call) annotation() (any, error) {
	if err := c.understood(); err != nil {
		return nil, err
	}
	k, err := c.visit()
	if err != nil {
		return nil, err
	}
	now, err := k.snapshot()
	if err != nil {
		return nil, err
	}
	id := annotation.ID(c.r.PathValue("annotation"))
	an := now.state.Annotation(id)
	if an == nil {
		if slices.Contains(now.order, id) {
			return nil, errGone
		}
		return nil, notFound("annotation")
	}
	n, err := k.namesOf(id)
	if err != nil {
		return nil, err
	}
	data, err := k.document(an, n)
	return representation{data: data, readOnly: !k.writable()}, err
}

// create adds one (section 5.1). What the same client sends twice is there
// twice, unless it names it by a Slug and looks first.
func (c *call) create() (any, error) {
	if err := c.understood(); err != nil {
		return nil, err
	}
	k, err := c.own()
	if err != nil {
		return nil, err
	}
	sent, err := k.reads()
	if err != nil {
		return nil, err
	}
	an, n := sent.Annotation, names{sent.Canonical, sent.Via}
	if sent.IRI != "" && !slices.Contains(n.Via, sent.IRI) {
		n.Via = append(n.Via, sent.IRI)
	}
	an.Creator, an.Modified = c.member.Pseudonym, c.now()
	if an.Created.IsZero() || an.Created.After(an.Modified) {
		an.Created = an.Modified // a clock that runs ahead does not count
	}
	label := k.assignment.Scheme.Label(an.Label)
	if an.Claim == nil && label.Claim {
		an.Claim = new(annotation.Claim)
	}
	err = k.edit("Mark as "+label.Name, func(o *openLayer, _ *editor.Editor) (_ []editor.Change, also []store.Op, _ error) {
		an.ID = slug(c.r.Header.Get("Slug"))
		if an.ID == "" || o.shelf.knew(an.ID) || o.state.Orphan(an.ID) != nil {
			an.ID = annotation.ID(newID())
		}
		if !n.none() {
			also = append(also, k.keep(an.ID, n))
		}
		return []editor.Change{{Annotation: &editor.Edit[annotation.Annotation]{After: &an}}}, also, nil
	})
	if err != nil {
		return nil, err
	}
	data, err := k.document(&an, n)
	return representation{data: data, address: k.iri(an.ID), created: true}, err
}

// plainName is what a Slug must be to become an address as it stands.
var plainName = regexp.MustCompile(`^[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,99}$`)

// slug is the name that a client suggests (RFC 5023, 9.7), or "" if it cannot
// be one.
func slug(suggested string) annotation.ID {
	name, err := url.PathUnescape(unquoted(suggested))
	if err != nil || !plainName.MatchString(name) {
		return ""
	}
	return annotation.ID(name)
}

// update puts another annotation in the place of one (section 5.3).
func (c *call) update() (any, error) {
	if err := c.understood(); err != nil {
		return nil, err
	}
	k, err := c.own()
	if err != nil {
		return nil, err
	}
	sent, err := k.reads()
	if err != nil {
		return nil, err
	}
	id := annotation.ID(c.r.PathValue("annotation"))
	if sent.IRI != "" && sent.IRI != k.iri(id) {
		return nil, fmt.Errorf("its id is %s, and stays so: %w", k.iri(id), annotation.ErrConflict)
	}
	var after *annotation.Annotation
	var n names
	err = k.edit("Change", func(o *openLayer, e *editor.Editor) (changes []editor.Change, also []store.Op, err error) {
		before, err := k.unchanged(o, id)
		if err != nil {
			return nil, nil, err
		}
		had, err := k.namesOf(id)
		if err != nil {
			return nil, nil, err
		}
		if n, err = had.with(sent); err != nil {
			return nil, nil, err
		}
		if before.Label != sent.Label {
			if _, err := e.Relabel(id, sent.Label); err != nil {
				return nil, nil, err
			}
		}
		if sent.Claim == nil && before.Claim != nil && k.assignment.Scheme.Label(sent.Label).Claim {
			sent.Claim = new(annotation.Claim)
		}
		changes, err = e.Revise(id, func(a *annotation.Annotation) {
			a.Label, a.Target, a.Note, a.Tags, a.Fields, a.Claim, a.Evidence = sent.Label, sent.Target, sent.Note, sent.Tags, sent.Fields, sent.Claim, sent.Evidence
		})
		if after = before; len(changes) > 0 {
			after = changes[0].Annotation.After
		}
		if n.Canonical != had.Canonical || len(n.Via) != len(had.Via) {
			also = append(also, k.keep(id, n))
		}
		return changes, also, err
	})
	if err != nil {
		return nil, err
	}
	data, err := k.document(after, n)
	return representation{data: data}, err
}

// with is by what it goes after an update, which leaves alone what is set: the
// names by which others know it are not changed under them.
func (n names) with(sent *w3c.One) (names, error) {
	switch {
	case sent.Canonical != "" && n.Canonical != "" && sent.Canonical != n.Canonical:
		return n, fmt.Errorf("its canonical is %s, and stays so: %w", n.Canonical, annotation.ErrConflict)
	case len(sent.Via) > 0 && len(n.Via) > 0 && !slices.Equal(sent.Via, n.Via):
		return n, fmt.Errorf("its via is %s, and stays so: %w", strings.Join(n.Via, ", "), annotation.ErrConflict)
	}
	if n.Canonical == "" {
		n.Canonical = sent.Canonical
	}
	if len(n.Via) == 0 {
		n.Via = sent.Via
	}
	return n, nil
}

// unchanged is an annotation that is to be changed, if it is there and as an
// If-Match header says.
func (k *visit) unchanged(o *openLayer, id annotation.ID) (*annotation.Annotation, error) {
	an := o.state.Annotation(id)
	if an == nil {
		return nil, o.missing(id)
	}
	n, err := k.namesOf(id)
	if err != nil {
		return nil, err
	}
	data, err := k.document(an, n)
	if err == nil && !fits(k.c.r.Header, data) {
		err = errMatch
	}
	return an, err
}

// deleteAnnotation removes one (section 5.4), and takes it out of what refers
// to it. Its address is not used again.
func (c *call) deleteAnnotation() (any, error) {
	k, err := c.own()
	if err != nil {
		return nil, err
	}
	id := annotation.ID(c.r.PathValue("annotation"))
	return nil, k.edit("Delete", func(o *openLayer, e *editor.Editor) ([]editor.Change, []store.Op, error) {
		if _, err := k.unchanged(o, id); err != nil {
			return nil, nil, err
		}
		changes, err := e.Delete(id)
		return changes, []store.Op{store.Delete(kindOfNames(k.layer.ID), string(id))}, err
	})
}
