package class

import (
	"fmt"
	"mime"
	"net/http"
	"strings"

	"quoth/internal/annotation"
	"quoth/internal/project"
	"quoth/internal/server/class/turtle"
)

// The addresses of the Web Annotation Protocol
// (https://www.w3.org/TR/annotation-protocol/): a container for each layer,
// and what is in it. PROTOCOL.md says what of it is kept, and where that is
// shown.
const (
	layersPath     = "/api/projects/{project}/layers"
	containerPath  = layersPath + "/{layer}/annotations/{$}"
	annotationPath = layersPath + "/{layer}/annotations/{annotation}"
	articlePath    = "/api/projects/{project}/articles/{article}"
)

func (s *classes) protocolRoutes() []route {
	get, options := http.MethodGet, http.MethodOptions
	return []route{
		{get, layersPath, viewer, "The layers that one may see, with their containers of Web Annotations", (*call).layers, nil, []layerEntry{}, ""},
		{get, containerPath, viewer, "A layer as a container of Web Annotations (Web Annotation Protocol); ?page= of it, with ?iris=1 for their addresses alone", (*call).container, nil, collection{}, ""},
		{http.MethodPost, containerPath, annotator, "Add a Web Annotation to one's own layer", (*call).create, webAnnotation{}, webAnnotation{}, ""},
		{get, annotationPath, viewer, "A Web Annotation", (*call).annotation, nil, webAnnotation{}, ""},
		{http.MethodPut, annotationPath, annotator, "Put another in its place", (*call).update, webAnnotation{}, webAnnotation{}, ""},
		{http.MethodDelete, annotationPath, annotator, "Delete it", (*call).deleteAnnotation, nil, nil, ""},
		{options, layersPath, anyone, "What can be done here", (*call).options, nil, nil, ""},
		{options, containerPath, anyone, "What can be done here", (*call).options, nil, nil, ""},
		{options, annotationPath, anyone, "What can be done here", (*call).options, nil, nil, ""},
		{options, articlePath, anyone, "What can be done here", (*call).options, nil, nil, ""},
	}
}

// What can be done, for whoever may write; and for whoever may not, or to a
// page, which is no container.
const (
	readOnly      = "GET, HEAD, OPTIONS"
	inContainer   = readOnly + ", POST"
	forAnnotation = readOnly + ", PUT, DELETE"
)

const constrained = `<http://www.w3.org/TR/annotation-protocol/>; rel="http://www.w3.org/ns/ldp#constrainedBy"`

// stand sets the headers that every answer of the protocol has, errors too.
// None of them depends on what is there.
func (c *call) stand() {
	h := c.w.Header()
	switch c.route.path {
	case containerPath:
		if c.paged() {
			h.Set("Allow", readOnly)
			h.Set("Vary", "Accept")
			break
		}
		h.Set("Allow", inContainer)
		h.Set("Accept-Post", jsonLD+", "+plainJSON)
		h.Set("Vary", "Accept, Prefer")
		h.Add("Link", `<http://www.w3.org/ns/ldp#BasicContainer>; rel="type"`)
		h.Add("Link", constrained)
	case annotationPath:
		h.Set("Allow", forAnnotation)
		h.Set("Vary", "Accept")
		h.Add("Link", `<http://www.w3.org/ns/ldp#Resource>; rel="type"`)
		h.Add("Link", `<http://www.w3.org/ns/oa#Annotation>; rel="type"`)
		h.Add("Link", constrained)
	case layersPath, articlePath:
		h.Set("Allow", readOnly)
	default:
		return
	}
	c.shareWithOtherSites()
}

// shareWithOtherSites lets programs of other sites read the answer if they
// bring a token, or nothing. With a cookie they get nowhere: it is never said
// that credentials are allowed, and the browser then keeps the answer to
// itself. https://fetch.spec.whatwg.org/#http-cors-protocol
func (c *call) shareWithOtherSites() {
	if _, err := c.r.Cookie(cookieName); err == nil && bearer(c.r) == "" {
		return
	}
	h := c.w.Header()
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Access-Control-Expose-Headers", "Accept-Post, Allow, Content-Location, ETag, Link, Location, Preference-Applied, Vary")
	if c.r.Method == http.MethodOptions {
		h.Set("Access-Control-Allow-Methods", h.Get("Allow"))
		h.Set("Access-Control-Allow-Headers", "Accept, Authorization, Content-Type, If-Match, If-None-Match, Prefer, Slug")
		h.Set("Access-Control-Max-Age", "7200") // what browsers keep at most
	}
}

// paged reports whether a page of a container is asked for.
func (c *call) paged() bool { return c.r.URL.Query().Has("page") }

func (c *call) options() (any, error) {
	c.w.WriteHeader(http.StatusOK)
	return done{}, nil
}

// otherMethod answers the methods that the protocol's resources have no line
// for, in words as everything else.
func (c *call) otherMethod() (any, error) {
	return nil, fmt.Errorf("%w: only %s", errMethod, c.w.Header().Get("Allow"))
}

// A representation is a document of the protocol.
type representation struct {
	data     []byte
	address  string // its own, if it is not the one that was asked for
	created  bool
	applied  bool // whether a preference was followed
	readOnly bool // to whoever asks
}

// represent writes it, unless the asker has it already.
func (c *call) represent(v representation) {
	h, mediaType := c.w.Header(), accepted(c.r.Header)
	tag := entityTag(v.data, mediaType)
	if mediaType == turtleType {
		said, err := turtle.Of(v.data)
		if err != nil {
			c.fail(fmt.Errorf("as Turtle: %w", err))
			return
		}
		v.data = said
	}
	h.Set("ETag", tag)
	h.Set("Cache-Control", "private, no-cache") // to be asked again, with the tag
	if v.address != "" {
		h.Set("Content-Location", v.address)
	}
	if v.applied {
		h.Set("Preference-Applied", "return=representation")
	}
	if v.readOnly {
		h.Set("Allow", readOnly)
		h.Del("Accept-Post")
	}
	reads := c.r.Method == http.MethodGet || c.r.Method == http.MethodHead
	if reads && had(c.r.Header, tag) {
		c.w.WriteHeader(http.StatusNotModified)
		return
	}
	h.Set("Content-Type", mediaType)
	if v.created {
		h.Set("Location", v.address)
		c.w.WriteHeader(http.StatusCreated)
	}
	_, _ = c.w.Write(v.data) // whoever asked has gone if it fails
}

// understood refuses what could not be answered, or read, before anything is
// done.
func (c *call) understood() error {
	if accepted(c.r.Header) == "" {
		return fmt.Errorf("%w: ask for application/ld+json, application/json or text/turtle", errAccept)
	}
	if c.r.Method != http.MethodPost && c.r.Method != http.MethodPut {
		return nil
	}
	if c.paged() {
		return fmt.Errorf("%w: a page is read, and its container written to", errMethod)
	}
	kind, _, err := mime.ParseMediaType(c.r.Header.Get("Content-Type"))
	if err != nil || kind != "application/ld+json" && kind != plainJSON {
		return fmt.Errorf("send a Web Annotation as application/ld+json, not %.60q: %w", c.r.Header.Get("Content-Type"), errForeign)
	}
	return nil
}

// A layerEntry is a layer that can be seen.
type layerEntry struct {
	ID          annotation.LayerID   `json:"id"`
	Assignment  project.AssignmentID `json:"assignment"`
	Article     string               `json:"article"`
	Annotations string               `json:"annotations"` // the address of its container
	By          string               `json:"by,omitempty"`
	Mine        bool                 `json:"mine,omitempty"`
}

// layers lists those that the asker may see by now.
func (c *call) layers() (any, error) {
	all, err := list[project.Layer](c, "layer")
	if err != nil {
		return nil, err
	}
	members, err := c.byID(c.r.Context())
	if err != nil {
		return nil, err
	}
	assignments, err := list[project.Assignment](c, "assignment")
	if err != nil {
		return nil, err
	}
	tasks, own := map[project.AssignmentID]*project.Assignment{}, map[annotation.LayerID]*project.Layer{}
	for _, a := range assignments {
		tasks[a.ID] = a
	}
	for _, l := range all {
		if l.Member == c.member.ID {
			own[l.ID] = l
		}
	}
	entries := []layerEntry{}
	for _, l := range all {
		a, m := tasks[l.Assignment], members[l.Member]
		if a == nil || m == nil {
			continue
		}
		mine := l.Member == c.member.ID
		if c.shownOf(m) != nil || !mine && !a.Shows(c.member, own[layerID(a.ID, l.Article, c.member.ID)]) {
			continue
		}
		entries = append(entries, layerEntry{l.ID, l.Assignment, string(l.Article), c.containerOf(l.ID), c.called(m), mine})
	}
	return entries, nil
}

// shownOf says why a member's layer is not shown to the asker at all, or nil.
// That of an owner is the key, of which others learn figures. Where nobody sees
// whose marks are whose, an owner, who knows the members' IDs, could tell it
// by the layer's.
func (c *call) shownOf(m *project.Member) error {
	switch {
	case m.ID == c.member.ID:
		return nil
	case c.member.Role == project.Owner && c.project.Anonymity == project.SeenByNobody && m.Role != project.Owner:
		return fmt.Errorf("in %s nobody sees whose marks are whose: see them together, or save them: %w", c.project.Name, project.ErrForbidden)
	case m.Role == project.Owner && c.member.Role != project.Owner:
		return fmt.Errorf("the marks of whoever leads the class are shown to nobody: %w", project.ErrForbidden)
	}
	return nil
}

// containerOf is the address of a layer's container.
func (c *call) containerOf(l annotation.LayerID) string {
	return c.Host.Address(c.r, strings.NewReplacer("{project}", string(c.project.ID), "{layer}", string(l), "{$}", "").Replace(containerPath))
}

// offer tells whoever reads something by which container it is annotated
// (section 4.4 of the protocol).
func (c *call) offer(l *project.Layer) {
	c.w.Header().Add("Link", "<"+c.containerOf(l.ID)+`>; rel="http://www.w3.org/ns/oa#annotationService"`)
}
