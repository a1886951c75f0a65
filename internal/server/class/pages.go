package class

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"strings"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/project"
	"quoth/internal/server"
)

//go:embed templates
var templates embed.FS

// workPath is where a pupil annotates.
const workPath = "/class/{project}/{assignment}/{article}"

// pages are the screens of classes. They are drawn on the server, so that a
// telephone shows them before any program has come, and a teacher can print
// them.
type pages struct{ all *template.Template }

func loadPages() (*pages, error) {
	t, err := template.New("").Funcs(template.FuncMap{
		"when": func(t time.Time) template.HTML {
			if t.IsZero() {
				return ""
			}
			return template.HTML(`<time datetime="` + t.UTC().Format(time.RFC3339) + `">` + t.UTC().Format("2 January 2006, 15:04") + ` UTC</time>`)
		},
		"count": func(n int, one, more string) string {
			if n == 1 {
				return "1 " + one
			}
			return fmt.Sprint(n, " ", more)
		},
		"excerpt": excerptHTML,
		// pair gives a template two things.
		"pair":  func(one, other any) any { return struct{ One, Other any }{one, other} },
		"inc":   func(n int) int { return n + 1 },
		"kind":  func(k annotation.SpeakerKind) string { return kindNames[k] },
		"share": func(part, all int) int { return 100 * part / max(all, 1) },
		"anonymity": func(a project.Anonymity) string {
			return map[project.Anonymity]string{
				project.SeenByAll:     "Everybody in the class sees whose marks are whose, by pseudonym.",
				project.SeenByTeacher: "The teacher sees whose marks are whose, by pseudonym; the class does not.",
				project.SeenByNobody:  "Nobody sees whose marks are whose, not the teacher either.",
			}[a]
		},
		"opening": func(o project.Opening) string {
			return map[project.Opening]string{
				project.WhenFinished: "What others have marked opens to each who has finished.",
				project.WhenTeacher:  "What others have marked opens when the teacher opens it.",
				project.Never:        "What others have marked is not opened.",
			}[o]
		},
	}).ParseFS(templates, "templates/*.html")
	return &pages{t}, err
}

// write answers with a page of the class.
func (p *pages) write(c *call, code int, name string, s server.Screen, data any) (any, error) {
	var b bytes.Buffer
	if err := p.all.ExecuteTemplate(&b, name, data); err != nil {
		return nil, err
	}
	s.Body, s.Frames, s.Sends = template.HTML(b.String()), c.framers, c.sends
	c.Host.Screen(c.w, c.r, code, s)
	return done{}, nil
}

// problem is the page that stands for an error.
func (p *pages) problem(c *call, code int, words string) {
	if code == http.StatusUnauthorized && c.r.Method == http.MethodGet {
		http.Redirect(c.w, c.r, "/class/", http.StatusSeeOther)
		return
	}
	back := "/class/"
	if id := c.r.PathValue("project"); id != "" && code != http.StatusNotFound {
		back = "/class/" + id
	}
	if strings.Contains(c.route.path, "/decisions") && code != http.StatusNotFound {
		back = c.passagePage() // to the passage, as it is now
	}
	if c.framers != nil {
		back = "" // it leads to what no other site may show
	}
	title := map[int]string{http.StatusNotFound: "There is nothing here", http.StatusForbidden: "This is not for you", http.StatusUnauthorized: "Sign in first"}[code]
	if title == "" {
		title = "This did not work"
	}
	// Whoever was removed loads the article again, and has their marks still.
	marks := code == http.StatusNotFound && c.route.path == workPath
	_, err := p.write(c, code, "problem", server.Screen{Title: title}, map[string]any{"Title": title, "Words": sentence(words), "Back": back, "Marks": marks})
	if err != nil {
		http.Error(c.w, words, code)
	}
}

// passagePage is the page of the passage that could not be decided.
func (c *call) passagePage() string {
	page := c.r.URL.Path
	page = "/class" + strings.NewReplacer("/api/projects", "", "/assignments", "", "/articles", "").Replace(page[:strings.Index(page, "/decisions")]) + "/decide"
	if key := c.r.PostForm.Get("case"); key != "" {
		page += "?" + url.Values{"case": {key}}.Encode()
	}
	return page
}

func sentence(words string) string {
	words = strings.TrimSpace(words)
	if words == "" {
		return ""
	}
	return strings.ToUpper(words[:1]) + words[1:] + "."
}

// pageRoutes are the screens.
func (s *classes) pageRoutes() []route {
	get := http.MethodGet
	const p, a = "/class/{project}", "/class/{project}/{assignment}"
	return []route{
		{get, "/class/{$}", anyone, "Classes", (*call).homePage, nil, nil, ""},
		{get, "/class/setup", anyone, "Make an account, or set another password", (*call).setupPage, nil, nil, ""},
		{get, p, viewer, "A class", (*call).classPage, nil, nil, ""},
		{get, p + "/search", viewer, "Where words are found", (*call).searchPage, nil, nil, ""},
		{get, a, viewer, "An assignment", (*call).assignmentPage, nil, nil, ""},
		{get, workPath, annotator, "An article to annotate", (*call).workPage, nil, nil, ""},
		{get, a + "/{article}/together", viewer, "What the class has marked", (*call).togetherPage, nil, nil, ""},
	}
}

func (c *call) homePage() (any, error) {
	m, err := c.me()
	if err != nil {
		return nil, err
	}
	data := map[string]any{"Me": m, "Code": short(c.r.URL.Query().Get("code")), "Anonymities": project.Anonymities, "SignIn": c.openID.name()}
	if c.session.account != nil {
		data["Shortest"], data["HasPassword"] = shortestPassword, c.session.account.Password != nil
		if data["Tokens"], err = c.tokens(); err != nil {
			return nil, err
		}
	}
	return c.pages.write(c, http.StatusOK, "home", server.Screen{Title: "Classes"}, data)
}

func (c *call) setupPage() (any, error) {
	token, title, name := c.r.URL.Query().Get("token"), "Make an account", ""
	h, err := c.store.Find(c.r.Context(), hashOf("invitation", token), c.now())
	if err == nil && h.Kind == "reset" {
		var a *accountRecord
		if a, err = c.accountOf(c.r.Context(), h.ID); err == nil {
			title, name = "Another password", a.Name
		}
	}
	if err != nil && !errors.Is(err, errNotFound) { // that a link is void is said when it is used
		return nil, err
	}
	return c.pages.write(c, http.StatusOK, "setup", server.Screen{Title: title}, map[string]any{"Token": token, "Name": name, "Shortest": shortestPassword})
}

// secretPage shows what is shown once.
func (c *call) secretPage(v any) (any, error) {
	data := map[string]any{}
	switch v := v.(type) {
	case joined:
		data["Resume"], data["Project"], data["Mine"] = v.Resume, v.Project, c.route.path == "/api/join"
	case published:
		data["Embed"], data["Address"], data["Project"], data["Assignment"] = v.HTML, v.Address, c.project.ID, c.r.PathValue("assignment")
	case link:
		data["Link"], data["Expires"] = v.Link, v.Expires
	case token:
		data["Token"], data["Expires"] = v.Token, v.Expires
	}
	return c.pages.write(c, http.StatusOK, "secret", server.Screen{Title: "Keep this"}, data)
}
