package server

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"sync"
)

//go:embed page.html
var pageHTML string

// pages writes the HTML of every screen. Style and script stand in the page,
// so that one round trip is enough to read and mark; the program comes after
// the words, so that it never delays them.
type pages struct {
	template     *template.Template
	early, style string // what stands inline, exactly
	build        string // hash of everything that a page and its files are made of
	common       page
	home, work   func() (*resource, error)
	take, studio func() (*resource, error)
	reading      map[string]func() (*resource, error) // by name of the offer
}

// page is what one page shows.
type page struct {
	Kind      string // "home", "work", "studio" or "class"
	Title     string
	Canonical string
	Early     template.HTML
	Style     template.HTML
	Labels    []Label
	Article   template.HTML
	Offers    []listing
	Take      bool   // the start page that receives: see web/take.js
	Problem   string // in the place of the article
	Unbuilt   bool   // there is no program to load
	Boot      bootstrap
	Screen    Screen // of a class
}

// bootstrap is what boot.js is told.
type bootstrap struct {
	Wasm string            `json:"wasm"`
	Size string            `json:"size"` // in words
	Env  map[string]string `json:"env"`  // go-app's environment
	// Worker is where the parts of the second program are: "script", "exec",
	// "wasm", "sync" for what belongs to a class, and learned weights by language.
	Worker map[string]string `json:"worker"`
	Alone  bool              `json:"alone,omitempty"` // nothing may be suggested
	Class  json.RawMessage   `json:"class,omitempty"` // what an article is assigned as
}

func (p *pages) load(s *server) error {
	inline := map[string][]byte{}
	for _, name := range []string{"early.js", "style.css", "sw.js"} {
		data, err := fs.ReadFile(s.config.Files, name)
		if err != nil {
			return fmt.Errorf("page: %w", err)
		}
		inline[name] = data
	}
	p.early = string(stripScript(inline["early.js"]))
	p.style = string(inline["style.css"])
	if strings.Contains(strings.ToLower(p.early), "</script") || strings.Contains(strings.ToLower(p.style), "</style") {
		return errors.New("page: early.js or style.css holds its closing tag, which would end it too early")
	}
	var err error
	p.template, err = template.New("page").Funcs(template.FuncMap{
		"asset": func(name string) string { return s.assets.byName[name] },
	}).Parse(pageHTML)
	if err != nil {
		return err
	}
	labels, err := json.Marshal(s.config.Labels)
	if err != nil {
		return err
	}
	parts := []string{pageHTML, p.early, p.style, string(labels), string(inline["sw.js"]), s.config.Version, s.address("/"), strconv.FormatBool(s.config.Alone)}
	for _, f := range assetFiles {
		parts = append(parts, s.assets.byName[strings.TrimPrefix(f.file, "built/")])
	}
	p.build = inMemory([]byte(strings.Join(parts, "\x00"))).hash()
	p.common = page{
		// Not template.JS and template.CSS: the hashes of the policy cover
		// these bytes, so nothing may touch them on the way.
		Early:  template.HTML("<script>" + p.early + "</script>"),
		Style:  template.HTML("<style>" + p.style + "</style>"),
		Labels: s.config.Labels,
		Boot: bootstrap{
			Env:   map[string]string{"GOAPP_VERSION": p.build},
			Alone: s.config.Alone,
			Worker: map[string]string{
				"script": s.assets.byName["worker.js"], "exec": s.assets.byName["wasm_exec.js"], "wasm": s.assets.byName["worker.wasm"],
				"en": s.assets.byName["en.weights"], "de": s.assets.byName["de.weights"],
				"sync": s.assets.byName["sync.wasm"],
			},
		},
	}
	p.common.load(s.assets, "app.wasm")
	home := p.common
	home.Kind, home.Title, home.Offers = "home", "Quoth", listings(s.config.Articles)
	home.Canonical = s.address("/")
	p.home = p.once(home)
	take := home
	take.Take, take.Canonical = true, ""
	p.take = p.once(take)
	work := p.common
	work.Kind, work.Title = "work", "Quoth"
	p.work = p.once(work)
	studio := p.common
	studio.Kind, studio.Title = "studio", "Quoth studio"
	studio.load(s.assets, "studio.wasm")
	studio.Boot.Worker = maps.Clone(studio.Boot.Worker)
	studio.Boot.Worker["wasm"] = s.assets.byName["corpus.wasm"]
	p.studio = p.once(studio)
	p.reading = map[string]func() (*resource, error){}
	for _, o := range s.config.Articles {
		p.reading[o.Name] = sync.OnceValues(func() (*resource, error) {
			one := work
			one.Title = o.Article.Meta.Title + " – Quoth"
			one.Canonical = s.address("/read/" + o.Name)
			one.Article = s.config.Paint(o.Article)
			html, err := p.write(one)
			return newResource(htmlType, html), err
		})
	}
	return nil
}

// load names the program that the page loads.
func (p *page) load(a assets, program string) {
	p.Unbuilt = a.byName[program] == "" || a.byName["wasm_exec.js"] == ""
	p.Boot.Wasm = a.byName[program]
	p.Boot.Size = strconv.FormatFloat(float64(a.sizes[program])/1e6, 'f', 1, 64) + " MB"
}

// once writes a page when it is first asked for.
func (p *pages) once(one page) func() (*resource, error) {
	return sync.OnceValues(func() (*resource, error) {
		html, err := p.write(one)
		return newResource(htmlType, html), err
	})
}

func (p *pages) write(one page) ([]byte, error) {
	var b bytes.Buffer
	err := p.template.Execute(&b, one)
	return b.Bytes(), err
}

// problem is the page that stands for an error.
func (p *pages) problem(code int) ([]byte, error) {
	one := p.common
	one.Kind, one.Title = "work", "Quoth"
	switch code {
	case http.StatusNotFound:
		one.Problem = "There is nothing here"
	case http.StatusInternalServerError:
		one.Problem = "Something went wrong on our side"
	default:
		one.Problem = "This cannot be done"
	}
	return p.write(one)
}

// address is a path as readers reach it, or "" if that is not known.
func (s *server) address(path string) string {
	if s.config.Base == nil {
		return ""
	}
	return s.config.Base.JoinPath(path).String()
}

func (s *server) page(w http.ResponseWriter, r *http.Request, get func() (*resource, error)) error {
	res, err := get()
	if err != nil {
		return err
	}
	res.write(w, r)
	return nil
}

func (s *server) home(w http.ResponseWriter, r *http.Request) error {
	return s.page(w, r, s.pages.home)
}

// take is the start page as other pages and programs open it, with something
// for the reader. The page that opens it must be able to speak with it.
func (s *server) take(w http.ResponseWriter, r *http.Request) error {
	w.Header().Set("Cross-Origin-Opener-Policy", "unsafe-none")
	return s.page(w, r, s.pages.take)
}

// posted answers what another app shares before the service worker, which
// takes it up, is there. It is not read: the reader shares it again.
func posted(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, "/take?lost", http.StatusSeeOther)
}

// work is the page of an article in the tab's own library, which the tab
// paints: the server does not know it, and answers the same for every ID.
func (s *server) work(w http.ResponseWriter, r *http.Request) error {
	return s.page(w, r, s.pages.work)
}

// studio is the page of those who make datasets, the same for every address.
func (s *server) studio(w http.ResponseWriter, r *http.Request) error {
	return s.page(w, r, s.pages.studio)
}

func (s *server) read(w http.ResponseWriter, r *http.Request) error {
	get := s.pages.reading[r.PathValue("name")]
	if get == nil {
		return notFound("there is no article %q here", r.PathValue("name"))
	}
	return s.page(w, r, get)
}
