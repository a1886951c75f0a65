package class

import (
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"strings"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/format/w3c"
	"quoth/internal/project"
	"quoth/internal/store"
)

var errNotFound = annotation.ErrNotFound

// The classes of error of this package, beside those of the vocabulary.
var (
	errSignedOut = errors.New("sign in, or join with your code")
	errTooMany   = later{"that was wrong too often: wait a minute", http.StatusTooManyRequests, time.Minute}
	errLarge     = errors.New("that is too much at once")
	// errElsewhere means that a server that is not ours did not do its part.
	errElsewhere = errors.New("another server does not answer")
	errSyntax    = w3c.ErrSyntax
	errForeign   = w3c.ErrForeign
	errMethod    = errors.New("this cannot be done here")
	errAccept    = errors.New("this is not to be had in that format")
	errGone      = errors.New("it was deleted")
	errMatch     = errors.New("it has been changed since you read it: read it again")
)

// A need is who may use a route.
type need string

const (
	anyone    need = "anyone"
	framed    need = "anyone, and who it is is not looked at" // a page on other sites
	account   need = "account"                                // whoever has one
	viewer    need = need(project.Viewer)
	annotator need = need(project.Annotator)
	owner     need = need(project.Owner)
)

// A route is one line of the table.
type route struct {
	method, path string
	who          need
	summary      string
	do           func(*call) (any, error)
	in           any    // what is sent, as its zero value; nil for nothing
	out          any    // what is answered, as its zero value; nil for nothing
	next         string // where a form goes when it was done, with {…} of the path and of the answer
}

// shown is the next of a route whose answer is shown to a person at once, and
// never again.
const shown = "shown"

// A call is one request, with who makes it.
type call struct {
	*classes
	w       http.ResponseWriter
	r       *http.Request
	route   *route
	session *session
	project *project.Project
	member  *project.Member // in the project
	clock   int64           // of the project's record
	fresh   string          // a token that the answer sets as a cookie
	edits   int             // how many were sent
	framers []string        // the origins that may show the answer in a frame
	sends   string          // the origin that a form of the answer goes to
}

// most bytes of a request.
const mostBody = 4 << 20

// serve answers a route: it finds out who asks and whether they may, before
// anything else is looked at.
func (s *classes) serve(rt route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c := &call{classes: s, w: w, r: r, route: &rt}
		r.Body = http.MaxBytesReader(w, r.Body, mostBody)
		c.stand()
		answer, err := func() (any, error) {
			if err := c.admit(); err != nil {
				return nil, err
			}
			return rt.do(c)
		}()
		w.Header().Set("Cache-Control", "no-store")
		if err != nil {
			c.lost(err)
			c.fail(err)
			return
		}
		c.answer(answer)
	})
}

// admit finds out who asks, and refuses whoever may not. A project of which
// somebody is no member is not there for them.
func (c *call) admit() error {
	var err error
	if c.route.who == framed {
		c.session = new(session)
	} else if c.session, err = c.currentSession(); err != nil {
		return err
	}
	if err := c.calls.take(c); err != nil {
		return err
	}
	switch c.route.who {
	case anyone, framed:
		return nil
	case account:
		if c.session.account == nil {
			return errSignedOut
		}
		return nil
	}
	id := project.ID(c.r.PathValue("project"))
	mine, ok := c.session.members[id]
	if !ok {
		if len(c.session.members) == 0 && c.session.account == nil {
			return errSignedOut
		}
		return notFound("class")
	}
	if c.member, _, err = again[project.Member](c, string(id), "member", string(mine)); err != nil {
		return gone(err, "class")
	}
	if !c.member.Left.IsZero() {
		return notFound("class")
	}
	var r store.Record
	if c.project, r, err = again[project.Project](c, string(id), "project", string(id)); err != nil {
		return gone(err, "class")
	}
	c.clock = r.Clock
	if !c.member.Role.May(project.Role(c.route.who)) {
		return fmt.Errorf("this is for the %s of %s: %w", c.route.who, c.project.Name, project.ErrForbidden)
	}
	return nil
}

// status is the one place where classes of error become HTTP statuses here.
func status(err error) int {
	var wait later
	switch {
	case errors.As(err, &wait):
		return wait.code
	case errors.Is(err, errSignedOut):
		return http.StatusUnauthorized
	case errors.Is(err, project.ErrForbidden):
		return http.StatusForbidden
	case errors.Is(err, annotation.ErrNotFound):
		return http.StatusNotFound
	case errors.Is(err, errSyntax):
		return http.StatusBadRequest
	case errors.Is(err, errMethod):
		return http.StatusMethodNotAllowed
	case errors.Is(err, errAccept):
		return http.StatusNotAcceptable
	case errors.Is(err, errGone):
		return http.StatusGone
	case errors.Is(err, errMatch):
		return http.StatusPreconditionFailed
	case errors.Is(err, errForeign):
		return http.StatusUnsupportedMediaType
	case errors.Is(err, annotation.ErrConflict):
		return http.StatusConflict
	case errors.Is(err, errChanged):
		return http.StatusPreconditionFailed
	case errors.Is(err, errLarge):
		return http.StatusRequestEntityTooLarge
	case errors.Is(err, annotation.ErrInvalid):
		return http.StatusUnprocessableEntity
	case errors.Is(err, store.ErrFull):
		return http.StatusInsufficientStorage
	case errors.Is(err, store.ErrUnavailable):
		return http.StatusServiceUnavailable
	case errors.Is(err, errElsewhere):
		return http.StatusBadGateway
	}
	return http.StatusInternalServerError
}

// fail answers an error: to a program as {"error"}, to a person as a page.
func (c *call) fail(err error) {
	code := status(err)
	if c.r.Context().Err() != nil {
		return // whoever asked has gone
	}
	words := strings.TrimSuffix(err.Error(), ": "+annotation.ErrInvalid.Error())
	for _, class := range []error{annotation.ErrInvalid, annotation.ErrNotFound, annotation.ErrConflict, project.ErrForbidden, errElsewhere, errSyntax, errForeign} {
		words = strings.TrimSuffix(words, ": "+class.Error())
	}
	var wait later
	if errors.As(err, &wait) {
		if wait == errTooMany {
			c.metrics.limited.WithLabelValues("guesses").Inc()
		}
		c.w.Header().Set("Retry-After", wait.seconds())
	} else if code >= 500 && code != http.StatusBadGateway {
		c.log.ErrorContext(c.r.Context(), "a class could not be answered", "route", c.r.Pattern, "status", code, "err", err)
		words = "the server cannot do this now; what you marked is kept in your browser"
		if code == http.StatusInsufficientStorage {
			words = "the server cannot keep anything now, its disk may be full; what you marked is kept in your browser"
		}
	}
	if code == http.StatusUnauthorized {
		c.w.Header().Set("WWW-Authenticate", "Bearer")
	}
	if c.person() {
		c.pages.problem(c, code, words)
		return
	}
	c.w.Header().Set("Content-Type", "application/json")
	c.w.WriteHeader(code)
	_ = json.NewEncoder(c.w).Encode(map[string]string{"error": words}) // whoever asked has gone if it fails
}

// person reports whether a form or a page was asked for.
func (c *call) person() bool {
	return c.form() || c.r.Method == http.MethodGet && strings.Contains(c.r.Header.Get("Accept"), "text/html")
}

func (c *call) form() bool {
	kind, _, _ := mime.ParseMediaType(c.r.Header.Get("Content-Type"))
	return kind == "application/x-www-form-urlencoded" || kind == "multipart/form-data"
}

// done is an answer that was written already.
type done struct{}

func (c *call) answer(v any) {
	h := c.w.Header()
	switch v := v.(type) {
	case done:
		return
	case representation:
		c.represent(v)
		return
	case file:
		h.Set("Content-Type", v.mediaType)
		if v.name != "" {
			h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": v.name}))
		}
		_, _ = c.w.Write(v.data) // whoever asked has gone if it fails
		return
	}
	if c.form() && c.route.next == shown {
		if _, err := c.secretPage(v); err != nil {
			c.fail(err)
		}
		return
	}
	if c.form() {
		http.Redirect(c.w, c.r, c.expand(v), http.StatusSeeOther)
		return
	}
	if v == nil {
		c.w.WriteHeader(http.StatusNoContent)
		return
	}
	h.Set("Content-Type", "application/json")
	_ = json.NewEncoder(c.w).Encode(v) // whoever asked has gone if it fails
}

// expand is where a form goes: {name} of the path, or of the answer's JSON.
func (c *call) expand(v any) string {
	var fields map[string]any
	if data, err := json.Marshal(v); err == nil {
		_ = json.Unmarshal(data, &fields) // an answer that is no object has no fields
	}
	next := c.route.next
	for {
		i := strings.IndexByte(next, '{')
		j := strings.IndexByte(next, '}')
		if i < 0 || j < i {
			return next
		}
		value := c.r.PathValue(next[i+1 : j])
		if value == "" {
			value, _ = fields[next[i+1:j]].(string)
		}
		next = next[:i] + value + next[j+1:]
	}
}
