package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"time"

	"quoth/internal/article"
	"quoth/internal/fetch"
	"quoth/internal/format"
	"quoth/internal/ingest"
	"quoth/internal/lti"
	"quoth/internal/render"
	"quoth/internal/scheme"
	"quoth/internal/server"
	"quoth/internal/server/class"
	"quoth/internal/store"
	"quoth/web"
)

const serveHelp = `quoth serve [flags]

Serves Quoth until it is stopped with Ctrl+C or SIGTERM: then /readyz answers
503, after --drain the streams of the tabs end, which come back to another
replica or when this one is there again, and requests that are being answered
have ten seconds. A second Ctrl+C stops at once. Annotations stay in the readers' browsers, but
for those of classes, which come to the database as they are made. Neither the
pages that it fetches are stored nor those that readers send to have the
article found on them. At the first start a link is printed with which the
first teacher makes an account.

Each flag has a variable that sets it as well; the flag goes first.

  --address HOST:PORT   QUOTH_ADDRESS    where to listen (127.0.0.1:8000);
                                         port 0 takes a free one
  --base-url URL        QUOTH_BASE_URL   where readers reach it, such as
                                         https://quoth.example (not known)
  --articles FOLDER     QUOTH_ARTICLES   offer the .txt, .md and .html files of a
                                         folder on the start page, each as
                                         /read/NAME; read once, at the start
  --database WHERE      QUOTH_DATABASE   a file of SQLite (quoth.db), or the
                                         postgres:// address that several
                                         replicas share
  --suggestions YES|NO  QUOTH_SUGGESTIONS  "no" for a class that is to find by
                                         itself who says what: nothing is
                                         suggested, and no reader can switch it
                                         on (yes)
  --log FORMAT          QUOTH_LOG        text or json, on standard error (text)
  --trusted-proxies NETWORKS  QUOTH_TRUSTED_PROXIES  whose word is taken on where
                                         a request comes from (X-Forwarded-For):
                                         addresses or CIDRs between commas, such
                                         as 127.0.0.1,10.0.0.0/8 (nobody's)
  --limit N             QUOTH_LIMIT      requests a second that each browser or
                                         script may make for long, five times as
                                         many at once; of an address, for those
                                         who have no session yet, twenty times;
                                         0 for as many as they like (100)
  --drain DURATION      QUOTH_DRAIN      how long a server that is told to stop
                                         still takes requests after it has said
                                         that it is not ready: as long as the
                                         balancer takes to see it, such as 5s (0s)

Teachers sign in by password, and, with these, at their institution too (OpenID
Connect). Register Quoth there as a web application with the redirect address
BASE-URL/class/openid/back, the BASE-URL being that of --base-url.

  --oidc-issuer URL     QUOTH_OIDC_ISSUER  where the institution describes itself:
                                         the address before
                                         /.well-known/openid-configuration
  --oidc-client-id ID   QUOTH_OIDC_CLIENT_ID  what Quoth is registered as
  --oidc-client-secret FILE              the file with its secret; the variable
                                         QUOTH_OIDC_CLIENT_SECRET holds the secret
                                         itself (none: a public client)
  --oidc-name TEXT      QUOTH_OIDC_NAME  what the button says (Sign in at your
                                         institution)
  --oidc-require CLAIM=VALUE  QUOTH_OIDC_REQUIRE  who may make classes: whom the
                                         institution gives this value, such as
                                         role=teacher or realm_access.roles=staff.
                                         Without it EVERYBODY who can sign in
                                         there may, pupils as well

Course platforms (Moodle, Canvas and others) hand people over by LTI 1.3, and
hear who has finished. BASE-URL/lti/ says what is entered there.

  --lti FILE            QUOTH_LTI        the platforms, a JSON array of
                                         {"issuer", "clientId", "deploymentIds":
                                         [...], "authorization", "token", "keys"};
                                         the last three are addresses. "origins":
                                         [...] names those of the platform's pages
                                         and services that are not among them

  /healthz answers "ok" while the program runs, /readyz while it can write to
  the database; /metrics is for Prometheus.
`

// options are what serve is told.
type options struct {
	address, articles, database, log, suggestions string
	baseURL, trusted, limit, drain                string
	courses                                       string // the file that says which there are
	signIn                                        openID

	base      *url.URL // nil if not known
	proxies   []netip.Prefix
	perSecond int
	draining  time.Duration
	openID    *class.OpenID // nil if nobody signs in elsewhere
	platforms lti.Platforms
}

// A setting is a flag with the variable that sets it as well.
type setting struct {
	into                  *string
	name, variable, plain string
}

// settings are all of them.
func (o *options) settings() []setting {
	return []setting{
		{&o.address, "address", "QUOTH_ADDRESS", "127.0.0.1:8000"},
		{&o.baseURL, "base-url", "QUOTH_BASE_URL", ""},
		{&o.articles, "articles", "QUOTH_ARTICLES", ""},
		{&o.database, "database", "QUOTH_DATABASE", "quoth.db"},
		{&o.suggestions, "suggestions", "QUOTH_SUGGESTIONS", "yes"},
		{&o.log, "log", "QUOTH_LOG", "text"},
		{&o.signIn.issuer, "oidc-issuer", "QUOTH_OIDC_ISSUER", ""},
		{&o.signIn.id, "oidc-client-id", "QUOTH_OIDC_CLIENT_ID", ""},
		{&o.signIn.secretFile, "oidc-client-secret", "", ""},
		{&o.signIn.name, "oidc-name", "QUOTH_OIDC_NAME", ""},
		{&o.signIn.require, "oidc-require", "QUOTH_OIDC_REQUIRE", ""},
		{&o.courses, "lti", "QUOTH_LTI", ""},
		{&o.trusted, "trusted-proxies", "QUOTH_TRUSTED_PROXIES", ""},
		{&o.limit, "limit", "QUOTH_LIMIT", strconv.Itoa(class.Usual)},
		{&o.drain, "drain", "QUOTH_DRAIN", "0s"},
	}
}

func parse(args []string, out io.Writer) (o options, helped bool, err error) {
	flags := flag.NewFlagSet("quoth serve", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // its errors are returned, and the help is our own
	for _, f := range o.settings() {
		value := os.Getenv(f.variable) // "" for a flag without one
		if value == "" {
			value = f.plain
		}
		flags.StringVar(f.into, f.name, value, "")
	}
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		_, err := io.WriteString(out, serveHelp)
		return o, true, err
	case err != nil:
		return o, false, fmt.Errorf("%v: %w serve", err, errUsage)
	case flags.NArg() > 0:
		return o, false, fmt.Errorf("serve takes flags only, not %q: %w serve", flags.Arg(0), errUsage)
	}
	if _, _, err := net.SplitHostPort(o.address); err != nil {
		return o, false, fmt.Errorf("--address %q: give host and port, like 127.0.0.1:8000: %w serve", o.address, errUsage)
	}
	if o.baseURL != "" {
		if o.base, err = server.ParseBase(o.baseURL); err != nil {
			return o, false, fmt.Errorf("%v: %w serve", err, errUsage)
		}
	}
	if o.log != "text" && o.log != "json" {
		return o, false, fmt.Errorf("--log %q: it is text or json: %w serve", o.log, errUsage)
	}
	if o.suggestions != "yes" && o.suggestions != "no" {
		return o, false, fmt.Errorf("--suggestions %q: it is yes or no: %w serve", o.suggestions, errUsage)
	}
	if o.proxies, err = server.ParseProxies(o.trusted); err != nil {
		return o, false, fmt.Errorf("%v: %w serve", err, errUsage)
	}
	if o.perSecond, err = strconv.Atoi(o.limit); err != nil || o.perSecond < 0 {
		return o, false, fmt.Errorf("--limit %q: give requests a second, or 0: %w serve", o.limit, errUsage)
	}
	if o.draining, err = time.ParseDuration(o.drain); err != nil || o.draining < 0 || o.draining > longestDrain {
		return o, false, fmt.Errorf("--drain %q: give a duration like 5s, of at most %v: %w serve", o.drain, longestDrain, errUsage)
	}
	o.signIn.secret = os.Getenv("QUOTH_OIDC_CLIENT_SECRET")
	if o.openID, err = o.signIn.check(o.base); err == nil {
		o.platforms, err = readPlatforms(o.courses, o.base)
	}
	return o, false, err
}

// longestDrain keeps a typing error from looking like a server that hangs.
const longestDrain = 5 * time.Minute

func serve(args []string, out, errs io.Writer) error {
	o, helped, err := parse(args, out)
	if err != nil || helped {
		return err
	}
	log := slog.New(slog.NewTextHandler(errs, nil))
	if o.log == "json" {
		log = slog.New(slog.NewJSONHandler(errs, nil))
	}
	offers, err := samples()
	if err != nil {
		return err
	}
	if o.articles != "" {
		more, err := folder(os.DirFS(o.articles), o.articles, log)
		if err != nil {
			return err
		}
		offers = append(offers, more...)
	}
	told, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	ctx, end := context.WithCancel(context.Background())
	defer end()
	defer context.AfterFunc(told, func() {
		stop() // a second signal ends the program
		log.Info("told to stop", "drain", o.draining)
		time.AfterFunc(o.draining, end)
	})()
	st, err := store.Open(told, o.database)
	if err != nil {
		return err
	}
	defer st.Close()
	fetching := fetchArticle(fetch.New(fetch.Config{Agent: agent(o.base)}))
	handler, err := server.New(server.Config{
		Files:    web.Files,
		Articles: offers,
		Paint:    func(a *article.Article) template.HTML { return template.HTML(render.Article(a)) },
		Labels:   labels(scheme.Preset(scheme.Default)),
		Schema:   format.Schema(),
		Base:     o.base,
		Alone:    o.suggestions == "no",
		Fetch:    fetching,
		Read:     readSent,
		Ready:    st.Ready,
		Stopping: told.Done(),
		Proxies:  o.proxies,
		Class: func(h *server.Host) (http.Handler, error) {
			return class.New(class.Config{Store: st, Host: h, Articles: offers, Read: pasted, Fetch: fetching, Limit: o.perSecond, OpenID: o.openID, Platforms: o.platforms, Stopping: ctx.Done()})
		},
		Version: version,
		Log:     log,
	})
	if err != nil {
		return err
	}
	if _, err := fs.Stat(web.Files, "built/app.wasm.gz"); err != nil {
		log.Warn("the browser program is not built: run make build; until then articles can be read and not annotated")
	}
	l, err := server.Listen(o.address)
	if err != nil {
		return err
	}
	at := "http://" + l.Addr().String()
	if o.base != nil {
		at = strings.TrimSuffix(o.base.String(), "/")
	}
	fmt.Fprintf(out, "Quoth is at http://%s\n", l.Addr())
	if path, err := class.Invite(ctx, st, true); err != nil {
		return err
	} else if path != "" {
		fmt.Fprintf(out, "The first teacher makes an account, within a day, at %s%s\n", at, path)
	}
	return server.Run(ctx, l, handler, log)
}

// labels are those that a reader marks with before the program has come.
func labels(s *scheme.Scheme) (list []server.Label) {
	for _, l := range s.Labels {
		if !l.Derived {
			list = append(list, server.Label{ID: l.ID, Name: l.Name, Key: l.Key, Color: string(l.Color), Pattern: string(l.Pattern)})
		}
	}
	return list
}

// pasted makes an article of the text that a teacher pastes.
func pasted(text string) (*article.Article, error) {
	return ingest.Paste(text, "", time.Now().UTC().Truncate(time.Millisecond))
}
