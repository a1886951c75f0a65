// Package class is the part of the server that people do things together in:
// accounts, projects and their members, assignments, layers that arrive edit by
// edit, and what is seen of each other. Every action is one route of one table
// (routes.go); a form that is sent to it is answered with the next page, and a
// program with JSON. Decisions are package project's, and what is kept is
// package store's.
//
// Where things are:
//
//	a request         call, read, session, recall, limits, metrics, openapi
//	who               accounts, account, tokens, openid…, passing, members, forget
//	what is to do     projects, assignments, assign
//	what is marked    layers, open, events, hub
//	seen together     look, together, heatpage, agreed, speakers, posts, search, progress
//	decided together  decide…, result
//	taken away        sheet, summary
//	other clients     protocol, container, webannotation, negotiate, turtle/, shelf, visit
//	other sites       embed…, course…, grade…, outside
//	screens           pages, classpage, assignmentpage, templates/
package class

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/google/uuid"

	"quoth/internal/article"
	"quoth/internal/lti"
	"quoth/internal/server"
	"quoth/internal/server/limit"
	"quoth/internal/store"
)

// A Config is what classes need.
type Config struct {
	Store *store.Store
	Host  *server.Host
	// Articles are offered to teachers, beside what they paste or fetch.
	Articles []server.Offer
	// Read makes an article of pasted text. Its errors of the class
	// article.ErrInvalid are told.
	Read func(text string) (*article.Article, error)
	// Fetch makes an article of the page at an address; nil if nothing is
	// fetched.
	Fetch func(ctx context.Context, address string) (*article.Article, error)
	// Limit is how many requests a second each browser may make for long;
	// 0 for as many as it likes.
	Limit int
	// OpenID lets teachers sign in at their institution; nil if they do not.
	OpenID *OpenID
	// Platforms are the course platforms that hand people over by LTI.
	Platforms lti.Platforms
	// Stopping is closed when the server is to end: streams end then.
	Stopping <-chan struct{}
	// Clock tells the time.
	Clock func() time.Time
}

type classes struct {
	Config
	store   *store.Store
	log     *slog.Logger
	open    openLayers
	recall  recall
	looks   looks
	texts   texts
	hubs    hubs
	guesses guesses
	calls   *calls // nil for as many as they like
	streams streams
	starts  *limit.Limit // of those who are sent to another server
	openID  *issuer      // nil if nobody signs in elsewhere
	frames  frames
	courses *courses      // that hand people over
	hashing chan struct{} // how many passwords are hashed at once
	metrics *metrics
	pages   *pages
}

// New makes the handler of /class/, /api/, /lti/ and /embed/.
func New(c Config) (http.Handler, error) {
	if c.Clock == nil {
		c.Clock = time.Now
	}
	s := &classes{Config: c, store: c.Store, log: c.Host.Log, hashing: make(chan struct{}, 2), metrics: newMetrics(c.Host.Registry)}
	s.guesses, s.calls = newGuesses(), newCalls(c.Limit)
	s.streams.most = mostStreams
	s.hubs.classes = s
	s.starts = limit.New(startsEach, startsAtOnce, mostAddresses)
	s.openID = newIssuer(c.OpenID, s.log)
	c.Host.Registry.MustRegister(c.Store.Collectors()...)
	s.courses = newCourses(s)
	var err error
	if s.pages, err = loadPages(); err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	for _, r := range s.routes() {
		mux.Handle(r.method+" "+r.path, s.serve(r))
	}
	for _, path := range []string{containerPath, annotationPath} {
		mux.Handle(path, s.serve(route{path: path, who: anyone, do: (*call).otherMethod}))
	}
	if len(c.Platforms) > 0 {
		go s.courses.tell(c.Stopping)
	}
	return protected(mux), nil
}

// protected keeps other sites from acting with a reader's cookie. Whoever
// brings a token acts for themselves, wherever they are: no browser adds one
// by itself, and the cookie is then not looked at.
func protected(next http.Handler) http.Handler {
	protection := http.NewCrossOriginProtection()
	for _, path := range []string{loginPath, launchPath} {
		protection.AddInsecureBypassPattern("POST " + path) // course platforms send them, and they are signed
	}
	guarded := protection.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if bearer(r) != "" {
			next.ServeHTTP(w, r)
			return
		}
		guarded.ServeHTTP(w, r)
	})
}

func (s *classes) now() time.Time { return s.Clock().UTC().Truncate(time.Millisecond) }

// newID makes an ID that sorts by age.
func newID() string {
	id, err := uuid.NewV7()
	if err != nil {
		panic(err) // the machine has no randomness
	}
	return id.String()
}

// Invite makes a link by which one person makes an account, once, within a
// day. It answers "" if there is an account already and first is set.
func Invite(ctx context.Context, st *store.Store, first bool) (path string, err error) {
	if first {
		accounts, err := st.List(ctx, house, "account")
		if err != nil || len(accounts) > 0 {
			return "", err
		}
	}
	return setupLink(ctx, st, store.Handle{Kind: "invitation", ID: newID()})
}

// Reset makes a link by which whoever has an account sets another password,
// once, within a day; one that was made before is void. The error wraps
// annotation.ErrNotFound if nobody of that name signs in with a password.
func Reset(ctx context.Context, st *store.Store, name string) (path string, err error) {
	id := accountID(name)
	if _, err := st.Get(ctx, house, "account", id); err != nil {
		return "", err
	}
	return setupLink(ctx, st, store.Handle{Kind: "reset", ID: id, Owner: id}, store.TakeAll("reset", id))
}

func setupLink(ctx context.Context, st *store.Store, h store.Handle, also ...store.Op) (path string, err error) {
	token := newToken()
	h.Hash, h.Project, h.Expires = hashOf("invitation", token), house, time.Now().Add(24*time.Hour)
	_, err = st.Write(ctx, house, append(also, store.Give(h))...)
	return "/class/setup?token=" + token, err
}

func notFound(what string) error {
	return fmt.Errorf("there is no such %s: %w", what, errNotFound)
}

func gone(err error, what string) error {
	if errors.Is(err, errNotFound) {
		return notFound(what)
	}
	return err
}
