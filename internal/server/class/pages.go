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

	"rsc.io/qr"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/project"
	"quoth/internal/relay"
	"quoth/internal/scheme"
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

func (c *call) classPage() (any, error) {
	assignments, err := list[project.Assignment](c, "assignment")
	if err != nil {
		return nil, err
	}
	data := map[string]any{"Project": c.project, "Me": c.member, "Owner": c.member.Role == project.Owner, "Assignments": assignments, "Query": ""}
	if c.member.Role == project.Owner {
		members, err := list[project.Member](c, "member")
		if err != nil {
			return nil, err
		}
		data["Members"], data["Roles"], data["Offers"], data["Presets"], data["Openings"], data["Anonymities"] = members, project.Roles, c.Articles, scheme.Presets(), project.Openings, project.Anonymities
		data["Fetches"] = c.Fetch != nil
		if data["Articles"], err = c.articles(); err != nil {
			return nil, err
		}
		if c.project.Code != "" && c.now().Before(c.project.Expires) {
			address := c.Host.Address(c.r, "/class/?code="+c.project.Code)
			data["JoinAt"] = address
			if data["QR"], err = qrCode(address); err != nil {
				return nil, err
			}
		}
	}
	return c.pages.write(c, http.StatusOK, "class", server.Screen{Title: c.project.Name, Live: "/api/projects/" + string(c.project.ID) + "/events"}, data)
}

// qrCode draws an address as a picture for a telephone's camera.
func qrCode(address string) (template.HTML, error) {
	code, err := qr.Encode(address, qr.M)
	if err != nil {
		return "", err
	}
	var path strings.Builder
	for y := range code.Size {
		for x := range code.Size {
			if code.Black(x, y) {
				fmt.Fprintf(&path, "M%d %dh1v1h-1z", x, y)
			}
		}
	}
	return template.HTML(fmt.Sprintf(`<svg class="qr" role="img" aria-label="Code to join with a camera" viewBox="-4 -4 %d %d"><path fill="#fff" d="M-4-4h%dv%dh-%dz"/><path d="%s"/></svg>`,
		code.Size+8, code.Size+8, code.Size+8, code.Size+8, code.Size+8, path.String())), nil
}

// todo is one article of an assignment as a pupil sees it.
type todo struct {
	ID       article.ID
	Title    string
	Language string
	Words    int
	Marks    int
	Finished time.Time
	Opened   bool // what others have marked
	Layer    *project.Layer
}

func (c *call) assignmentPage() (any, error) {
	a, _, err := c.assignment()
	if err != nil {
		return nil, err
	}
	var list []todo
	for _, id := range a.Articles {
		text, err := c.text(c.r.Context(), c.project.ID, id)
		if err != nil {
			return nil, err
		}
		one := todo{ID: id, Title: text.Meta.Title, Language: text.Meta.Language, Words: text.Words()}
		one.Layer, _, err = get[project.Layer](c, string(c.project.ID), "layer", string(layerID(a.ID, id, c.member.ID)))
		if err != nil && !errors.Is(err, errNotFound) {
			return nil, err
		}
		if err != nil {
			one.Layer = nil
		} else {
			state, err := c.classes.read(c.r.Context(), c.project.ID, one.Layer, a)
			if err != nil {
				return nil, err
			}
			one.Marks, one.Finished = state.Len(), one.Layer.Finished
		}
		one.Opened = a.Shows(c.member, one.Layer)
		list = append(list, one)
	}
	data := map[string]any{"Project": c.project, "Me": c.member, "Owner": c.member.Role == project.Owner, "Annotates": c.member.Role.May(project.Annotator),
		"Assignment": a, "Articles": list, "Ways": ways(), "MakesDataset": makesDataset, "Writable": c.project.Writable() == nil, "Over": !a.Until.IsZero() && c.now().After(a.Until), "Resumable": a.Resumable()}
	if c.member.Role == project.Owner {
		if data["Progress"], err = c.progressOf(a); err != nil {
			return nil, err
		}
		if data["Embeds"], err = c.embedsOf(a); err != nil {
			return nil, err
		}
		if data["Untold"], err = c.untold(a); err != nil {
			return nil, err
		}
	}
	return c.pages.write(c, http.StatusOK, "assignment", server.Screen{Title: a.Title, Live: "/api/projects/" + string(c.project.ID) + "/events"}, data)
}

func (c *call) workPage() (any, error) {
	a, _, err := c.assignment()
	if err != nil {
		return nil, err
	}
	text, err := c.articleOf(a)
	if err != nil {
		return nil, err
	}
	l, err := c.layerOf(a)
	if err != nil {
		return nil, err
	}
	c.offer(l)
	var labels []server.Label
	for _, label := range a.Scheme.Labels {
		if !label.Derived {
			labels = append(labels, server.Label{ID: label.ID, Name: label.Name, Key: label.Key, Color: string(label.Color), Pattern: string(label.Pattern)})
		}
	}
	s := *a.Scheme
	if a.Guidelines != "" {
		s.Guidelines = a.Guidelines
	}
	c.Host.Work(c.w, c.r, server.Work{Article: text, Labels: labels, Blind: a.Blind, Class: relay.Link{
		Project: string(c.project.ID), Assignment: string(a.ID), Title: a.Title, Article: text.ID, Layer: l.ID, Creator: c.member.Pseudonym, Created: l.Created,
		Scheme: &s, Suggestions: a.Suggestions, Blind: a.Blind, Opens: string(a.Opens),
	}})
	return done{}, nil
}
