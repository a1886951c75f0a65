// Package server is the thin host of Quoth: it paints the first page of an
// article, so that it can be read and marked before the program has arrived,
// and hands out the program, the articles it was given and the schema of the
// files. It stores nothing about anybody and knows nothing of annotations;
// those live in the tab. What people do together is package class, below.
//
// Everything it answers itself, except health and metrics, is made of what it
// was started with, so answers are kept as resources and are the same bytes
// until the program is replaced.
package server

import (
	"context"
	"fmt"
	"html/template"
	"io/fs"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"quoth/internal/article"
	"quoth/internal/server/limit"
)

// A Label is what the early script needs to know of a label of the scheme.
type Label struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Key     string `json:"key"`
	Color   string `json:"color"`
	Pattern string `json:"pattern"`
}

// An Offer is an article that the start page offers, under /read/NAME.
type Offer struct {
	Name    string // one segment of a path; unique
	Article *article.Article
}

// A Config is what the server serves.
type Config struct {
	Files    fs.FS // laid out as package web
	Articles []Offer
	// Paint writes an article as the element with the ID "article". It
	// escapes whatever comes from the article.
	Paint  func(*article.Article) template.HTML
	Labels []Label // of the scheme that a new reader begins with
	Schema []byte  // the JSON Schema of Quoth's files, under /schema/quoth-1.json
	// Base is where readers reach the server; nil if that is not known.
	// See ParseBase.
	Base *url.URL
	// Proxies are whose word is taken on where a request comes from. See
	// ParseProxies.
	Proxies []netip.Prefix
	// Alone forbids the tab to suggest anything.
	Alone bool
	// Fetch makes an article of the page at an address; nil if the server
	// fetches nothing. Errors of package fetch and of the class
	// article.ErrInvalid are told to the reader.
	Fetch func(ctx context.Context, address string) (*article.Article, error)
	// Read makes an article of a page that a reader sends: HTML, or a web
	// archive (RFC 2557), with the value of its Content-Type and the address
	// it has; nil if the server reads none. It must keep nothing. Errors as of
	// Fetch.
	Read func(page []byte, contentType, address string) (*article.Article, error)
	// Class makes the handler of /class/, of /embed/, of /lti/ and of what else
	// is below /api/; nil if there are no classes.
	Class func(*Host) (http.Handler, error)
	// Ready reports whether what the server needs is there; nil if it needs
	// nothing.
	Ready func(context.Context) error
	// Stopping is closed when the server is told to stop. It answers on, but
	// says that it is not ready, so that a balancer sends nobody here.
	Stopping <-chan struct{}
	Version  string
	Log      *slog.Logger
}

type server struct {
	config   Config
	assets   assets
	articles map[string]func() (*resource, error) // as JSON, by name
	policy   string                               // of content security
	pages    pages
	metrics  *metrics
	clients  *limit.Limit // who asks for pages, or sends them
	turns    turns        // of those who send pages
}

// ParseBase reads the address at which readers reach the server, which is a
// scheme and a host: Quoth cannot live below a path. It returns
// article.ErrInvalid for everything else.
func ParseBase(s string) (*url.URL, error) {
	base, err := url.Parse(s)
	if err != nil || base.Scheme != "http" && base.Scheme != "https" || base.Host == "" || base.User != nil ||
		strings.Trim(base.Path, "/") != "" || base.RawQuery != "" || base.Fragment != "" {
		return nil, fmt.Errorf("base URL %q: give scheme and host only, like https://quoth.example: %w", s, article.ErrInvalid)
	}
	return base, nil
}

// New makes the handler of every address. It returns article.ErrInvalid if
// two articles have one name, and other errors if a file is missing.
// A missing app.wasm is no error: the pages say how to build it.
func New(c Config) (http.Handler, error) {
	s := &server{config: c, metrics: newMetrics(c.Version), turns: newTurns(), clients: limit.New(between, burst, mostClient)}
	var err error
	if s.assets, err = loadAssets(c.Files); err != nil {
		return nil, err
	}
	if err = s.encode(); err != nil {
		return nil, err
	}
	if err = s.pages.load(s); err != nil {
		return nil, err
	}
	s.policy = contentPolicy(s.pages.early, s.pages.style)
	mux := http.NewServeMux()
	if err = s.route(mux); err != nil {
		return nil, err
	}
	return s.behind(s.observe(s.secure(mux))), nil
}

// route names every address in one place.
func (s *server) route(mux *http.ServeMux) error {
	get := func(path string, f func(http.ResponseWriter, *http.Request) error) {
		mux.Handle("GET "+path, s.handler(f))
	}
	get("/{$}", s.home)
	get("/take", s.take)
	mux.HandleFunc("POST /take", posted)
	get("/read/{name}", s.read)
	get("/a/{id}", s.work)
	get("/a/{later}/with/{earlier}", s.work)
	get("/studio/{path...}", s.studio)
	get("/articles/{file}", s.article)
	get("/articles.json", s.list())
	get("/assets/{file}", s.asset)
	if len(s.config.Schema) > 0 {
		get("/schema/quoth-1.json", serve(newResource("application/schema+json", s.config.Schema)))
	}
	manifest, err := s.manifest()
	if err != nil {
		return err
	}
	get("/manifest.webmanifest", serve(newResource("application/manifest+json", manifest)))
	worker, err := s.worker()
	if err != nil {
		return err
	}
	get("/sw.js", serve(newResource("text/javascript; charset=utf-8", worker)))
	get("/favicon.ico", s.icon)
	if s.config.Fetch != nil {
		mux.Handle("POST /api/fetch", http.NewCrossOriginProtection().Handler(http.HandlerFunc(s.fetched)))
	}
	if s.config.Read != nil {
		mux.Handle("POST /api/read", http.NewCrossOriginProtection().Handler(http.HandlerFunc(s.reads)))
	}
	if s.config.Class != nil {
		class, err := s.config.Class(&Host{Log: s.config.Log, Registry: s.metrics.registry, Base: s.config.Base, Version: s.config.Version, server: s})
		if err != nil {
			return err
		}
		mux.Handle("/class/", class)
		mux.Handle("/lti/", class)
		mux.Handle("/api/", class)
		mux.Handle("/embed/", class)
	}
	get("/healthz", healthy)
	get("/readyz", s.ready)
	mux.Handle("GET /metrics", s.metrics.handler())
	mux.Handle("/", s.handler(nothing))
	return nil
}

func healthy(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_, err := w.Write([]byte("ok\n"))
	return err
}

// ready answers whether requests should be sent here.
func (s *server) ready(w http.ResponseWriter, r *http.Request) error {
	ctx, cancel := context.WithTimeout(r.Context(), 3*time.Second)
	defer cancel()
	select {
	case <-s.config.Stopping:
		http.Error(w, "this server is stopping", http.StatusServiceUnavailable)
		return nil
	default:
	}
	if s.config.Ready != nil {
		if err := s.config.Ready(ctx); err != nil {
			s.config.Log.ErrorContext(ctx, "not ready", "err", err)
			http.Error(w, "the database does not answer, or cannot be written", http.StatusServiceUnavailable)
			return nil
		}
	}
	return healthy(w, r)
}

// nothing answers every address that has no route of its own.
func nothing(w http.ResponseWriter, r *http.Request) error {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		return errMethod
	}
	return notFound("there is nothing at %s", r.URL.Path)
}
