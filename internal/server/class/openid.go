package class

import (
	"cmp"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"sync"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"quoth/internal/annotation"
	"quoth/internal/project"
)

// An OpenID is where teachers sign in with the accounts that their institution
// gave them (OpenID Connect Core 1.0).
type OpenID struct {
	Issuer       string // the address under which it describes itself
	ClientID     string // what it knows Quoth as
	ClientSecret string // "" for a public client
	Name         string // what the button says
	// Claim and Value say who may make classes: those of whom the institution
	// says so. Without them everybody who can sign in there may.
	Claim, Value string
}

// An issuer is an OpenID with what it has told of itself.
type issuer struct {
	OpenID
	client *http.Client
	mu     sync.Mutex
	known  *oidc.Provider // nil until it has answered
}

func newIssuer(o *OpenID, log *slog.Logger) *issuer {
	if o == nil {
		return nil
	}
	i := &issuer{OpenID: *o, client: outside()}
	go func() {
		if _, err := i.provider(context.Background()); err != nil {
			log.Warn("the OpenID issuer does not answer; it is asked again when somebody signs in", "issuer", o.Issuer, "err", err)
		}
	}()
	return i
}

// name is what the button says; "" if there is none.
func (i *issuer) name() string {
	if i == nil {
		return ""
	}
	return i.Name
}

// provider is the issuer's description of itself, asked for until it answers.
func (i *issuer) provider(ctx context.Context) (*oidc.Provider, error) {
	i.mu.Lock()
	known := i.known
	i.mu.Unlock()
	if known != nil {
		return known, nil
	}
	known, err := oidc.NewProvider(oidc.ClientContext(ctx, i.client), i.Issuer)
	if err != nil {
		return nil, err
	}
	i.mu.Lock()
	i.known = known
	i.mu.Unlock()
	return known, nil
}

// flow is how a code is asked for and exchanged.
func (i *issuer) flow(p *oidc.Provider, back string) *oauth2.Config {
	at := p.Endpoint()
	var says struct {
		Methods []string `json:"token_endpoint_auth_methods_supported"`
	}
	_ = p.Claims(&says) // without it, what the standard says is meant
	// To try both, as the library would, would use up the code.
	at.AuthStyle = oauth2.AuthStyleInHeader
	if i.ClientSecret == "" || len(says.Methods) > 0 && !slices.Contains(says.Methods, "client_secret_basic") {
		at.AuthStyle = oauth2.AuthStyleInParams
	}
	return &oauth2.Config{ClientID: i.ClientID, ClientSecret: i.ClientSecret, Endpoint: at, RedirectURL: back, Scopes: []string{oidc.ScopeOpenID, "profile"}}
}

const (
	openIDPath = "/class/openid"
	openIDBack = "/class/openid/back"
)

func (s *classes) openIDRoutes() []route {
	return []route{
		{http.MethodGet, openIDPath, anyone, "Sign in at the institution", (*call).openIDAway, nil, nil, ""},
		{http.MethodGet, openIDBack, anyone, "Come back from there", (*call).openIDBack, nil, nil, ""},
	}
}

// openIDAway sends the browser to the institution. It is a link and no form,
// because browsers hold forms to form-action after redirects, too.
func (c *call) openIDAway() (any, error) {
	if c.openID == nil {
		return nil, notFound("institution to sign in at")
	}
	p, err := c.openID.provider(c.r.Context())
	if err != nil {
		return nil, c.elsewhere("describe itself", err)
	}
	away, err := c.sendAway("openid", openIDPath, "", false)
	if err != nil {
		return nil, err
	}
	flow := c.openID.flow(p, c.Host.Address(c.r, openIDBack))
	http.Redirect(c.w, c.r, flow.AuthCodeURL(away.state, oidc.Nonce(away.derive("nonce")), oauth2.S256ChallengeOption(away.derive("verifier"))), http.StatusSeeOther)
	return done{}, nil
}

// elsewhere says that the institution did not do its part.
func (c *call) elsewhere(what string, err error) error {
	c.log.WarnContext(c.r.Context(), "the OpenID issuer did not "+what, "issuer", c.openID.Issuer, "err", err)
	return fmt.Errorf("where you sign in, %s, does not answer now: try again in a while: %w", c.openID.Issuer, errElsewhere)
}

// refused says that what the institution sent is not to be trusted. Why is for
// whoever runs the server; it names nobody.
func (c *call) refused(why string) error {
	c.log.WarnContext(c.r.Context(), "what the OpenID issuer sent is not taken", "issuer", c.openID.Issuer, "why", why)
	return fmt.Errorf("what %s sent about you is not taken (%s): begin again, and if that does not help, tell whoever runs this server: %w", c.openID.Issuer, why, annotation.ErrInvalid)
}

// openIDBack takes the browser back from the institution, with a code or with
// an error, and signs in whoever that is.
func (c *call) openIDBack() (any, error) {
	if c.openID == nil {
		return nil, notFound("institution to sign in at")
	}
	q := c.r.URL.Query()
	away, err := c.comeBack("openid", openIDPath, q.Get("state"), false)
	if err != nil {
		return nil, err
	}
	// RFC 9207: an answer of another issuer is mixed up with ours.
	if from := q.Get("iss"); from != "" && from != c.openID.Issuer {
		return nil, c.refused("it is of another issuer")
	}
	switch q.Get("error") {
	case "":
	case "access_denied":
		return nil, fmt.Errorf("you did not sign in at %s, so that you are not signed in here: %w", c.openID.Issuer, project.ErrForbidden)
	default:
		return nil, c.refused("it says that it could not sign you in")
	}
	claims, err := c.openIDClaims(away, q.Get("code"))
	if err != nil {
		return nil, err
	}
	if c.openID.Claim != "" && !claims.has(c.openID.Claim, c.openID.Value) {
		return nil, fmt.Errorf("an account here is for teachers, and %s does not say that you are one; to join a class you need none: %w", c.openID.Issuer, project.ErrForbidden)
	}
	a, err := c.openIDAccount(claims)
	if err != nil {
		return nil, err
	}
	if err := c.signedIn(a); err != nil {
		return nil, err
	}
	http.Redirect(c.w, c.r, "/class/", http.StatusSeeOther)
	return done{}, nil
}

// openIDAccount is the account of whoever the claims are about, made when they
// are first here. It is found by who they are there and by nothing else: a
// name or an e-mail address may be somebody else's tomorrow.
func (c *call) openIDAccount(all claims) (*accountRecord, error) {
	subject, _ := all["sub"].(string)
	id := hex.EncodeToString(hashOf("openid account", c.openID.Issuer+"\x00"+subject)[:16])
	name := cmp.Or(all.name(), "a teacher")
	a, err := c.accountOf(c.r.Context(), id)
	switch {
	case errors.Is(err, errNotFound):
		a = &accountRecord{ID: id, Name: name, Era: newID()}
		err = c.addAccount(a)
	case err == nil && a.Name != name && all.name() != "":
		a.Name = name
		err = c.saveAccount(a)
	}
	if errors.Is(err, annotation.ErrConflict) {
		return c.accountOf(c.r.Context(), id) // another of their browsers was quicker
	}
	return a, err
}
