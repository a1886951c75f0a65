package class

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/format"
)

// A webAnnotation stands for a document of the Web Annotation model in the
// description of the API.
type webAnnotation struct{}

// A collection is a container (section 4.2 of the protocol).
type collection struct {
	Context  []json.RawMessage `json:"@context"`
	ID       string            `json:"id"`
	Type     []string          `json:"type"`
	Label    string            `json:"label"`
	Creator  *creator          `json:"creator,omitempty"`
	Created  time.Time         `json:"created"`
	Modified time.Time         `json:"modified"`
	Total    int               `json:"total"`
	First    any               `json:"first"` // a page, or its address
	Last     string            `json:"last"`
}

type creator struct {
	Type string `json:"type"`
	Name string `json:"name"`
}

// A page is a part of one (section 4.3).
type page struct {
	Context    []json.RawMessage `json:"@context,omitempty"` // none within a collection
	ID         string            `json:"id"`
	Type       string            `json:"type"`
	PartOf     any               `json:"partOf"` // a whole, or its address
	StartIndex int               `json:"startIndex"`
	Prev       string            `json:"prev,omitempty"`
	Next       string            `json:"next,omitempty"`
	Items      []json.RawMessage `json:"items"` // annotations, or their addresses
}

type whole struct {
	ID       string    `json:"id"`
	Type     string    `json:"type"`
	Label    string    `json:"label"`
	Total    int       `json:"total"`
	Modified time.Time `json:"modified"`
}

// container answers a layer as a container, or one of its pages.
func (c *call) container() (any, error) {
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
	s := shelves{visit: k, now: now, wish: preferred(c.r.Header)}
	if s.changed, err = k.changed(now.seq); err != nil {
		return nil, err
	}
	q := c.r.URL.Query()
	switch iris := q.Get("iris"); {
	case iris == "0" || iris == "1":
		s.wish.iris = iris == "1"
	case q.Has("iris"):
		return nil, notFound("container")
	}
	if c.paged() {
		n, err := strconv.Atoi(q.Get("page"))
		if err != nil || n < 0 || n > 0 && n >= len(now.full) {
			return nil, notFound("page")
		}
		p, err := s.page(n)
		if err != nil {
			return nil, err
		}
		p.Context = s.context()
		p.PartOf = whole{s.address(), "AnnotationCollection", s.label(), now.state.Len(), s.changed}
		data, err := jsonOf(p)
		return representation{data: data, readOnly: true}, err
	}
	doc, err := s.collection()
	if err != nil {
		return nil, err
	}
	data, err := jsonOf(doc)
	return representation{data: data, address: s.address(), applied: s.wish.applied, readOnly: !k.writable()}, err
}

// changed is when the server took the last edit of a layer. What tabs and
// clients say of their time need not be so.
func (k *visit) changed(seq int64) (time.Time, error) {
	if seq == 0 {
		return k.layer.Created, nil
	}
	last, err := k.c.store.Operations(k.c.r.Context(), string(k.c.project.ID), string(k.layer.ID), seq-1, 1)
	if err != nil || len(last) == 0 {
		return k.layer.Created, err
	}
	return last[0].At, nil
}

// shelves are a layer as it is paged through.
type shelves struct {
	*visit
	now     *snapshot
	wish    preference
	changed time.Time
}

// address tells the two ways apart in which pages can be had.
func (s *shelves) address() string {
	if s.wish.iris {
		return s.container + "?iris=1"
	}
	return s.container + "?iris=0"
}

func (s *shelves) pageAddress(n int) string { return s.address() + "&page=" + strconv.Itoa(n) }

func (s *shelves) label() string {
	if s.article.Meta.Title == "" {
		return s.assignment.Title
	}
	return s.article.Meta.Title
}

// context is the JSON-LD context of a page: ours only if it has words of ours.
func (s *shelves) context() (list []json.RawMessage) {
	for i, one := range format.W3CContext() {
		if i == 0 || !s.wish.iris {
			list = append(list, json.RawMessage(one))
		}
	}
	return list
}

// collection describes the container. Its first page is in it, even if that is
// empty, unless only the description is wanted.
func (s *shelves) collection() (*collection, error) {
	pages := s.now.pages()
	doc := &collection{
		Context: slices.Insert(s.context(), 1, json.RawMessage(`"http://www.w3.org/ns/ldp.jsonld"`)),
		ID:      s.address(), Type: []string{"BasicContainer", "AnnotationCollection"}, Label: s.label(),
		Created: s.layer.Created, Modified: s.changed, Total: s.now.state.Len(),
		First: s.pageAddress(pages[0]), Last: s.pageAddress(pages[len(pages)-1]),
	}
	if s.by != "" {
		doc.Creator = &creator{"Person", s.by}
	}
	if s.wish.minimal {
		return doc, nil
	}
	first, err := s.page(pages[0])
	if err != nil {
		return nil, err
	}
	first.PartOf = s.address()
	doc.First = first
	return doc, nil
}

// page is one of the pages. Those that have become empty are passed over by
// the others, and lead back to them.
func (s *shelves) page(n int) (*page, error) {
	p := &page{ID: s.pageAddress(n), Type: "AnnotationPage", Items: []json.RawMessage{}}
	for _, other := range s.now.pages() {
		if other < n {
			p.Prev = s.pageAddress(other)
		}
		if other > n && p.Next == "" {
			p.Next = s.pageAddress(other)
		}
	}
	items, before := s.now.page(n)
	p.StartIndex = before
	var all map[annotation.ID]names
	if !s.wish.iris {
		var err error
		if all, err = s.allNames(); err != nil {
			return nil, err
		}
	}
	for _, an := range items {
		var data []byte
		var err error
		if s.wish.iris {
			data, err = json.Marshal(s.iri(an.ID))
		} else {
			data, err = s.one(an, all[an.ID])
		}
		if err != nil {
			return nil, err
		}
		p.Items = append(p.Items, data)
	}
	return p, nil
}

// jsonOf writes a document with its addresses as they are.
func jsonOf(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("a container cannot be written: %w", err)
	}
	return b.Bytes(), nil
}
