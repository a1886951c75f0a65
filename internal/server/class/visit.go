package class

import (
	"errors"
	"fmt"
	"net/url"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/editor"
	"quoth/internal/format"
	"quoth/internal/format/w3c"
	"quoth/internal/project"
	"quoth/internal/store"
	"quoth/internal/text"
)

// A visit is a layer that the asker may see, as Web Annotations.
type visit struct {
	c          *call
	layer      *project.Layer
	assignment *project.Assignment
	article    *article.Article
	by         string // whose it is, if the asker is told; never what a tab or a client says
	mine       bool
	container  string // its address
	frame      annotation.Layer
	index      *text.Index
}

// visit is of the layer that the path names. One's own can always be seen,
// others' when the assignment shows them.
func (c *call) visit() (*visit, error) {
	l, _, err := get[project.Layer](c, string(c.project.ID), "layer", c.r.PathValue("layer"))
	if err != nil {
		return nil, gone(err, "layer")
	}
	a, _, err := get[project.Assignment](c, string(c.project.ID), "assignment", string(l.Assignment))
	if err != nil {
		return nil, gone(err, "assignment")
	}
	k := &visit{c: c, layer: l, assignment: a, mine: l.Member == c.member.ID, container: c.containerOf(l.ID), frame: annotation.Layer{ID: l.ID, Scheme: a.Scheme}}
	whose := c.member
	if !k.mine {
		if whose, _, err = get[project.Member](c, string(c.project.ID), "member", string(l.Member)); err != nil {
			return nil, gone(err, "layer")
		}
		if err := c.shownOf(whose); err != nil {
			return nil, err
		}
		if err := c.shows(a, l.Article); err != nil {
			return nil, err
		}
	}
	k.by = c.called(whose)
	if k.article, err = c.text(c.r.Context(), c.project.ID, l.Article); err != nil {
		return nil, err
	}
	k.index = text.NewIndex(k.article.Text)
	return k, nil
}

// shows says why the asker may not see yet what others have marked in an
// article, or nil.
func (c *call) shows(a *project.Assignment, of article.ID) error {
	own, _, err := get[project.Layer](c, string(c.project.ID), "layer", string(layerID(a.ID, of, c.member.ID)))
	if err != nil {
		own = nil
	}
	if a.Shows(c.member, own) {
		return nil
	}
	return fmt.Errorf("%s: %w", map[project.Opening]string{
		project.WhenFinished: "what others have marked opens when you have finished",
		project.WhenTeacher:  "what others have marked opens when your teacher opens it",
		project.Never:        "what others have marked is not opened",
	}[a.Opens], project.ErrForbidden)
}

// own is the same of a layer that the asker may write to.
func (c *call) own() (*visit, error) {
	k, err := c.visit()
	if err == nil && !k.mine {
		err = fmt.Errorf("a layer is written to by whoever it is of, and by nobody else: %w", project.ErrForbidden)
	}
	return k, err
}

// writable reports whether the asker could write to it now.
func (k *visit) writable() bool {
	return k.mine && k.c.project.Writable() == nil && k.assignment.Writable(k.layer, k.c.now()) == nil
}

func (k *visit) snapshot() (*snapshot, error) {
	return k.c.classes.snapshot(k.c.r.Context(), k.c.project.ID, k.layer, k.assignment)
}

// sources are the names that the article may be annotated by; the first is the
// one that is served. Whoever reads blind is not told the page's own address.
func (k *visit) sources() []string {
	list := format.SourcesOf(k.article)
	if k.assignment.Blind {
		list = list[len(list)-1:]
	}
	p, id := url.PathEscape(string(k.c.project.ID)), url.PathEscape(string(k.article.ID))
	return append(list, k.c.Host.Address(k.c.r, "/api/projects/"+p+"/articles/"+id),
		k.c.Host.Address(k.c.r, "/class/"+p+"/"+url.PathEscape(string(k.assignment.ID))+"/"+id))
}

func (k *visit) iri(id annotation.ID) string { return k.container + url.PathEscape(string(id)) }

// names are by what an annotation goes elsewhere, which a layer has no place
// for. They are kept beside its log.
type names struct {
	Canonical string   `json:"canonical,omitempty"`
	Via       []string `json:"via,omitempty"`
}

func (n names) none() bool { return n.Canonical == "" && len(n.Via) == 0 }

// kindOfNames is the kind of record that holds those of one layer.
func kindOfNames(l annotation.LayerID) string { return namesKind + string(l) }

const namesKind = "names/"

func (k *visit) namesOf(id annotation.ID) (names, error) {
	n, _, err := get[names](k.c, string(k.c.project.ID), kindOfNames(k.layer.ID), string(id))
	if errors.Is(err, errNotFound) {
		return names{}, nil
	}
	if err != nil {
		return names{}, err
	}
	return *n, nil
}

func (k *visit) keep(id annotation.ID, n names) store.Op {
	return store.Put(body(kindOfNames(k.layer.ID), string(id), string(k.layer.Member), 0, n))
}

// allNames are those of the whole layer.
func (k *visit) allNames() (map[annotation.ID]names, error) {
	all := map[annotation.ID]names{}
	records, err := k.c.store.List(k.c.r.Context(), string(k.c.project.ID), kindOfNames(k.layer.ID))
	for _, r := range records {
		n, err := decoded[names](r)
		if err != nil {
			return nil, err
		}
		all[annotation.ID(r.ID)] = *n
	}
	return all, err
}

// one is an annotation without its context. Where it has been elsewhere may
// tell who made it, and is told with their pseudonym or not at all.
func (k *visit) one(an *annotation.Annotation, n names) ([]byte, error) {
	if k.by == "" {
		n = names{}
	}
	return format.W3CAnnotation(an, &k.frame, k.article, k.index, format.Served{
		IRI: k.iri(an.ID), Source: k.sources()[0], Creator: k.by, Canonical: n.Canonical, Via: n.Via,
	})
}

// document is an annotation by itself.
func (k *visit) document(an *annotation.Annotation, n names) ([]byte, error) {
	data, err := k.one(an, n)
	if err != nil {
		return nil, err
	}
	return append([]byte(`{"@context":[`+format.W3CContext()[0]+","+format.W3CContext()[1]+`],`), append(data[1:], '\n')...), nil
}

// missing is the error for an annotation that is not there.
func (o *openLayer) missing(id annotation.ID) error {
	if o.shelf.knew(id) {
		return errGone
	}
	return notFound("annotation")
}

// edit changes the asker's layer by what changes says is to be done to it as
// it is now, again if another replica comes in between.
func (k *visit) edit(label string, changes func(*openLayer, *editor.Editor) ([]editor.Change, []store.Op, error)) error {
	c := k.c
	var err error
	for range 10 {
		_, err = c.write(k.layer, k.assignment, func(o *openLayer) ([]editor.Transaction, []store.Op, error) {
			if err := o.catchUp(c.r.Context(), c.classes); err != nil {
				return nil, nil, err
			}
			list, also, err := changes(o, editor.New(o.state, 0, nil, nil, newID, c.now))
			if err != nil || len(list) == 0 {
				return nil, also, err
			}
			return []editor.Transaction{{ID: newID(), Label: label, At: c.now(), Changes: list}}, also, nil
		})
		if !errors.Is(err, errBehind) {
			break
		}
	}
	return err
}

// reads takes the Web Annotation that was sent.
func (k *visit) reads() (*w3c.One, error) {
	data, err := k.c.all()
	if err != nil {
		return nil, err
	}
	return w3c.ReadOne(data, w3c.Place{Article: k.article, Scheme: k.assignment.Scheme, Sources: k.sources()})
}
