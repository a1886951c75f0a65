package class

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync"

	"github.com/coreos/go-oidc/v3/oidc"

	"quoth/internal/annotation"
	"quoth/internal/lti"
	"quoth/internal/project"
	"quoth/internal/server"
	"quoth/internal/store"
)

// courses are the course platforms that hand people over by LTI 1.3, and hear
// when they have finished. A course is a class; whoever comes from it is a
// member without a name: what the platform calls them is kept as a hash, or
// sealed where a result is to be told.
type courses struct {
	*classes
	platforms lti.Platforms
	client    *http.Client
	keys      map[string]oidc.KeySet // of the platforms, by ID
	looks     chan project.ID        // where somebody may have finished; see tell

	mu     sync.Mutex
	own    *lti.Key
	grader *lti.Grader
}

func newCourses(s *classes) *courses {
	all := &courses{classes: s, platforms: s.Platforms, client: outside(), keys: map[string]oidc.KeySet{}, looks: make(chan project.ID, 1000)}
	for _, p := range all.platforms {
		all.keys[p.ID()] = oidc.NewRemoteKeySet(oidc.ClientContext(context.Background(), all.client), p.Keys)
	}
	return all
}

// key is the tool's own, made when it is first wanted; all replicas have the
// same.
func (all *courses) key(ctx context.Context) (*lti.Key, error) {
	all.mu.Lock()
	defer all.mu.Unlock()
	if all.own != nil {
		return all.own, nil
	}
	r, err := all.store.Get(ctx, house, "lti-key", "1")
	if errors.Is(err, errNotFound) {
		made, err := lti.NewKey()
		if err != nil {
			return nil, err
		}
		if _, err := all.store.Write(ctx, house, store.Add(body("lti-key", "1", "", 0, made))); err != nil && !errors.Is(err, annotation.ErrConflict) {
			return nil, err
		}
		r, err = all.store.Get(ctx, house, "lti-key", "1")
		if err != nil {
			return nil, err
		}
	} else if err != nil {
		return nil, err
	}
	if all.own, err = lti.ReadKey(r.Body); err != nil {
		return nil, err
	}
	all.grader = &lti.Grader{Key: all.own, Client: all.client, Now: all.now}
	return all.own, nil
}

// origins are those of all platforms: their pages may show ours.
func (all *courses) origins() (list []string) {
	for _, p := range all.platforms {
		for _, o := range p.AllOrigins() {
			if !slices.Contains(list, o) {
				list = append(list, o)
			}
		}
	}
	return list
}

const (
	loginPath  = "/lti/login"
	launchPath = "/lti/launch"
	choosePath = "/lti/choose"
)

func (s *classes) courseRoutes() []route {
	get, post := http.MethodGet, http.MethodPost
	const link = "/lti/link/{project}/{link}"
	return []route{
		{get, "/lti/{$}", anyone, "What a course platform is told", (*call).coursePage, nil, nil, ""},
		{get, "/lti/keys", anyone, "The public key that platforms check us by", (*call).courseKeys, nil, nil, ""},
		{get, loginPath, anyone, "A platform begins", (*call).courseLogin, nil, nil, ""},
		{post, loginPath, anyone, "The same", (*call).courseLogin, nil, nil, ""},
		{post, launchPath, anyone, "A platform hands somebody over", (*call).courseLaunch, nil, nil, ""},
		{get, "/lti/enter", anyone, "Whom it handed over comes in", (*call).courseEnter, nil, nil, ""},
		{post, choosePath, anyone, "What was chosen goes into the course", (*call).courseChoose, nil, nil, ""},
		{get, link, owner, "A link of a course that leads nowhere yet", (*call).linkPage, nil, nil, ""},
		{post, link, owner, "Where it is to lead", (*call).linkTo, nil, nil, "/class/{project}/{id}"},
	}
}

// inCourses refuses who comes by LTI where there is none, and lets a platform
// show what is answered.
func (c *call) inCourses() error {
	if len(c.courses.platforms) == 0 {
		return notFound("course platform")
	}
	c.framers = c.courses.origins()
	return nil
}

// coursePage tells whoever sets up a platform what to enter there.
func (c *call) coursePage() (any, error) {
	if err := c.inCourses(); err != nil {
		return nil, err
	}
	c.framers = nil
	return c.pages.write(c, http.StatusOK, "lti", server.Screen{Title: "Course platforms"}, map[string]any{
		"Login": c.Host.Address(c.r, loginPath), "Launch": c.Host.Address(c.r, launchPath), "Keys": c.Host.Address(c.r, "/lti/keys"),
	})
}

func (c *call) courseKeys() (any, error) {
	if err := c.inCourses(); err != nil {
		return nil, err
	}
	key, err := c.courses.key(c.r.Context())
	if err != nil {
		return nil, err
	}
	data, err := json.Marshal(key.Public())
	return file{"", "application/json", data}, err
}

// courseLogin sends the browser to the platform that begins, to be handed
// over.
func (c *call) courseLogin() (any, error) {
	if err := c.inCourses(); err != nil {
		return nil, err
	}
	if err := c.r.ParseForm(); err != nil {
		return nil, fmt.Errorf("what the course platform sent cannot be read: %w", annotation.ErrInvalid)
	}
	login := lti.Login{Issuer: c.r.Form.Get("iss"), ClientID: c.r.Form.Get("client_id"), Hint: c.r.Form.Get("login_hint"), MessageHint: c.r.Form.Get("lti_message_hint")}
	p, err := c.courses.platforms.Find(login.Issuer, login.ClientID)
	if err != nil {
		return nil, err
	}
	away, err := c.sendAway("lti", "/lti/", p.ID(), true)
	if err != nil {
		return nil, err
	}
	to, err := login.Answer(p, c.Host.Address(c.r, launchPath), away.state, away.derive("nonce"))
	if err != nil {
		return nil, err
	}
	http.Redirect(c.w, c.r, to, http.StatusSeeOther)
	return done{}, nil
}

// mostLaunch is the most bytes of what a platform posts.
const mostLaunch = 128 << 10

// courseLaunch takes whom a platform hands over. The session's cookie does not
// come with another site's form, and inside a frame never; so what is answered
// is a way in that works once, or, to who chooses, a page that needs no
// session.
func (c *call) courseLaunch() (any, error) {
	if err := c.inCourses(); err != nil {
		return nil, err
	}
	c.r.Body = http.MaxBytesReader(c.w, c.r.Body, mostLaunch)
	var large *http.MaxBytesError
	if err := c.r.ParseForm(); errors.As(err, &large) {
		return nil, errLarge
	} else if err != nil {
		return nil, fmt.Errorf("what the course platform sent cannot be read: %w", annotation.ErrInvalid)
	}
	away, err := c.comeBack("lti", "/lti/", c.r.PostForm.Get("state"), true)
	if err != nil {
		return nil, err
	}
	p := c.courses.platforms.ByID(away.about)
	if p == nil {
		return nil, notFound("course platform any more")
	}
	c.framers = p.AllOrigins()
	if c.r.PostForm.Get("error") != "" {
		return nil, fmt.Errorf("the course platform did not hand you over: sign in there and open it again: %w", project.ErrForbidden)
	}
	l, err := lti.Receive(c.r.Context(), p, c.courses.keys[p.ID()], c.r.PostForm.Get("id_token"), away.derive("nonce"), c.now())
	if errors.Is(err, lti.ErrUnreachable) {
		c.log.WarnContext(c.r.Context(), "the keys of a course platform cannot be had", "issuer", p.Issuer, "err", err)
		return nil, fmt.Errorf("the course platform's keys cannot be had now, so that nobody can say whether it was it: try again in a while: %w", errElsewhere)
	}
	if err != nil {
		c.log.WarnContext(c.r.Context(), "a launch is refused", "issuer", p.Issuer, "why", err)
		return nil, err
	}
	return c.handedOver(p, l)
}
