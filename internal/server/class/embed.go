package class

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"html"
	"net/http"
	"strings"
	"sync"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/project"
	"quoth/internal/render"
	"quoth/internal/store"
)

// embedRoutes are what an owner publishes for other sites, and what those
// show.
func (s *classes) embedRoutes() []route {
	get, post := http.MethodGet, http.MethodPost
	const a = "/api/projects/{project}/assignments/{assignment}"
	return []route{
		{get, a + "/embeds", owner, "What is published of it", (*call).embeds, nil, []*project.Embed{}, ""},
		{post, a + "/articles/{article}/embeds", owner, "Publish a view of it for other sites", (*call).publish, publishing{}, published{}, shown},
		{post, a + "/embeds/{embed}/revoke", owner, "Publish that no more", (*call).revoke, nil, nil, "/class/{project}/{assignment}"},
		{get, "/embed/{token}", framed, "What was published", (*call).embedPage, nil, nil, ""},
	}
}

// embeds lists what is published of an assignment.
func (c *call) embeds() (any, error) {
	a, _, err := c.assignment()
	if err != nil {
		return nil, err
	}
	return c.embedsOf(a)
}

func (c *call) embedsOf(a *project.Assignment) ([]*project.Embed, error) {
	all, err := list[project.Embed](c, "embed")
	here := []*project.Embed{}
	for _, e := range all {
		if e.Assignment == a.ID {
			here = append(here, e)
		}
	}
	return here, err
}

type publishing struct {
	View project.View `json:"view"`
}

// published is where a view stands, and how a site shows it. The address is
// told once, for only its hash is kept.
type published struct {
	ID      string `json:"id"`
	Address string `json:"address"`
	HTML    string `json:"html"`
}

// sandbox is what a frame may: open a link of the article, in a tab that is
// its own.
const sandbox = "allow-popups allow-popups-to-escape-sandbox"

func (c *call) publish() (any, error) {
	var in publishing
	if err := c.read(&in); err != nil {
		return nil, err
	}
	if err := c.project.Writable(); err != nil {
		return nil, err
	}
	a, _, err := c.assignment()
	if err != nil {
		return nil, err
	}
	text, err := c.articleOf(a)
	if err != nil {
		return nil, err
	}
	e := project.Embed{ID: newID(), Assignment: a.ID, Article: text.ID, View: in.View, Member: c.member.ID, Created: c.now()}
	if err := e.Check(); err != nil {
		return nil, err
	}
	if _, err := c.framed(&e, a, text); errors.Is(err, errNotFound) {
		return nil, fmt.Errorf("you have marked nothing in this article yet: %w", annotation.ErrInvalid)
	} else if err != nil {
		return nil, err
	}
	token := newToken()
	if _, err := c.store.Write(c.r.Context(), string(c.project.ID),
		store.Add(body("embed", e.ID, string(e.Member), 0, e)),
		store.Give(store.Handle{Hash: hashOf("embed", token), Project: string(c.project.ID), Kind: "embed", ID: e.ID, Owner: string(e.Member)}),
	); err != nil {
		return nil, err
	}
	address := c.Host.Address(c.r, "/embed/"+token)
	return published{e.ID, address, fmt.Sprintf(`<iframe src="%s" sandbox="%s" loading="lazy" title="%s" width="100%%" height="600"></iframe>`,
		html.EscapeString(address), sandbox, html.EscapeString(strings.Join(strings.Fields(text.Meta.Title), " ")))}, nil
}

// revoke lets an address lead nowhere. It is done also when the class has
// ended.
func (c *call) revoke() (any, error) {
	id := c.r.PathValue("embed")
	e, _, err := get[project.Embed](c, string(c.project.ID), "embed", id)
	if err == nil && string(e.Assignment) != c.r.PathValue("assignment") {
		err = errNotFound
	}
	if err != nil {
		return nil, gone(err, "published view")
	}
	_, err = c.store.Write(c.r.Context(), string(c.project.ID), store.TakeAll("embed", id), store.Delete("embed", id))
	return nil, err
}

// A frame is a page that was published, as it is at a reading of the project's
// clock.
type frame struct {
	clock int64
	html  string
	tag   string
}

// frames are those that were asked for last: a page that many look at is made
// once for each change of the class.
type frames struct {
	mu  sync.Mutex
	all map[string]*frame // by embed
}

const mostFrames = 100

func (all *frames) get(id string, clock int64) *frame {
	all.mu.Lock()
	defer all.mu.Unlock()
	if f := all.all[id]; f != nil && f.clock == clock {
		return f
	}
	return nil
}

func (all *frames) put(id string, f *frame) {
	all.mu.Lock()
	defer all.mu.Unlock()
	if len(all.all) >= mostFrames || all.all == nil {
		all.all = map[string]*frame{}
	}
	all.all[id] = f
}

// framePolicy allows a page in a frame its own style and nothing else, on
// whichever site.
var framePolicy = func() string {
	sum := sha256.Sum256([]byte(render.FrameStyle()))
	return "sandbox " + sandbox + "; default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'; frame-ancestors *"
}()

// embedPage answers what was published. A token is too long to be guessed, so
// that a wrong one, as on a page that shows what was revoked, is held against
// nobody.
func (c *call) embedPage() (any, error) {
	f, err := c.embedded()
	code := http.StatusOK
	if err != nil {
		code = status(err)
		words := "This is not shown any more, or the address is not whole."
		if code != http.StatusNotFound {
			if c.r.Context().Err() != nil {
				return done{}, nil
			}
			c.log.ErrorContext(c.r.Context(), "what was published could not be shown", "status", code, "err", err)
			words = "This cannot be shown now."
		}
		f = &frame{html: render.Frame{About: words}.HTML()}
	}
	h := c.w.Header()
	h.Set("Content-Security-Policy", framePolicy)
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	h.Del("Cross-Origin-Opener-Policy")
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-cache") // what is revoked is gone at once
	if f.tag != "" {
		h.Set("ETag", f.tag)
		if strings.Contains(c.r.Header.Get("If-None-Match"), f.tag) {
			c.w.WriteHeader(http.StatusNotModified)
			return done{}, nil
		}
	}
	c.w.WriteHeader(code)
	_, _ = c.w.Write([]byte(f.html)) // the reader has gone if it fails
	return done{}, nil
}

// embedded is the page that the token leads to.
func (c *call) embedded() (*frame, error) {
	ctx := c.r.Context()
	h, err := c.store.Find(ctx, hashOf("embed", c.r.PathValue("token")), c.now())
	if err != nil {
		return nil, err
	}
	clock, err := c.store.Clock(ctx, h.Project)
	if err != nil {
		return nil, err
	}
	if f := c.frames.get(h.ID, clock); f != nil {
		return f, nil
	}
	e, _, err := get[project.Embed](c, h.Project, "embed", h.ID)
	if err != nil {
		return nil, err
	}
	if c.project, _, err = get[project.Project](c, h.Project, "project", h.Project); err != nil {
		return nil, err
	}
	c.member = new(project.Member) // nobody
	a, _, err := get[project.Assignment](c, h.Project, "assignment", string(e.Assignment))
	if err != nil {
		return nil, err
	}
	text, err := c.text(ctx, c.project.ID, e.Article)
	if err != nil {
		return nil, err
	}
	page, err := c.framed(e, a, text)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256([]byte(page))
	f := &frame{clock, page, `"` + base64.RawURLEncoding.EncodeToString(sum[:16]) + `"`}
	c.frames.put(h.ID, f)
	return f, nil
}

// framed is the page of a view. The error wraps ErrNotFound if the owner whose
// marks it shows has none.
func (c *call) framed(e *project.Embed, a *project.Assignment, text *article.Article) (string, error) {
	f := render.Frame{Article: text, Blind: a.Blind}
	if e.View == project.OfClass {
		v, err := c.gather(a, text)
		if err != nil {
			return "", err
		}
		f.About, f.Body = heatFrame(v)
		return f.HTML(), nil
	}
	l, _, err := get[project.Layer](c, string(c.project.ID), "layer", string(layerID(a.ID, text.ID, e.Member)))
	if err != nil {
		return "", err
	}
	state, err := c.classes.read(c.r.Context(), c.project.ID, l, a)
	if err != nil {
		return "", err
	}
	if state.Len() == 0 {
		return "", notFound("mark")
	}
	f.About, f.Body = "Marked and annotated:", render.Marked(state, a.Blind)
	return f.HTML(), nil
}
