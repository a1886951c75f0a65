package class_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"log"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"quoth/internal/annotation"
	"quoth/internal/article"
	"quoth/internal/editor"
	"quoth/internal/ingest"
	"quoth/internal/project"
	"quoth/internal/render"
	"quoth/internal/server"
	"quoth/internal/server/class"
	"quoth/internal/store"
	"quoth/internal/store/storetest"
	"quoth/internal/text"
	"quoth/web"
)

const story = "The bridge is safe 🙂, said the mayor.\n\nIt closed on Monday, and nobody knows why."

// A school is a server with a teacher in it.
type school struct {
	t     testing.TB
	at    string // its address
	store *store.Store
	now   time.Time         // the server's clock, if it is set
	line  http.RoundTripper // to it
	stop  func()
}

// newSchool starts a server; options change what it is started with.
func newSchool(t testing.TB, database string, options ...func(*server.Config, *class.Config)) *school {
	t.Helper()
	st, err := store.Open(t.Context(), database)
	if err != nil {
		t.Fatal(err)
	}
	s := &school{t: t, store: st}
	secure := false
	stopping := make(chan struct{})
	a, err := ingest.Text(story, article.Meta{Title: "The bridge", Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	offers := []server.Offer{{Name: "bridge", Article: a}}
	with := server.Config{
		Files: web.Files, Articles: offers, Version: "test", Log: slog.New(slog.DiscardHandler), Ready: st.Ready,
		Paint: func(a *article.Article) template.HTML { return template.HTML(render.Article(a)) },
	}
	classes := class.Config{Store: st, Articles: offers, Stopping: stopping,
		Read: func(s string) (*article.Article, error) { return ingest.Paste(s, "", time.Time{}) },
		Clock: func() time.Time {
			if s.now.IsZero() {
				return time.Now()
			}
			return s.now
		}}
	for _, change := range options {
		change(&with, &classes)
	}
	with.Class = func(h *server.Host) (http.Handler, error) {
		classes.Host = h
		secure = len(classes.Platforms) > 0 // the cookies of their launches demand it
		return class.New(classes)
	}
	h, err := server.New(with)
	if err != nil {
		t.Fatal(err)
	}
	host := httptest.NewUnstartedServer(h)
	if secure {
		host.Config.ErrorLog = log.New(io.Discard, "", 0)
		host.StartTLS()
	} else {
		host.Start()
	}
	s.at, s.line = host.URL, host.Client().Transport
	s.stop = sync.OnceFunc(func() { close(stopping); host.Close(); st.Close() })
	t.Cleanup(s.stop)
	return s
}

// A person is a browser.
type person struct {
	s      *school
	client *http.Client
	member project.MemberID
	resume string
	layer  project.Layer
}

func (s *school) person() *person {
	jar, err := cookiejar.New(nil)
	if err != nil {
		s.t.Fatal(err)
	}
	return &person{s: s, client: &http.Client{Jar: jar, Transport: s.line, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// ask sends JSON and reads what comes, which may be nil; it returns the status
// and the words of an error.
func (p *person) ask(method, path string, body, into any) (int, string) {
	p.s.t.Helper()
	var sent io.Reader
	if body != nil {
		data, err := json.Marshal(body)
		if err != nil {
			p.s.t.Fatal(err)
		}
		sent = bytes.NewReader(data)
	}
	r, err := http.NewRequestWithContext(p.s.t.Context(), method, p.s.at+path, sent)
	if err != nil {
		p.s.t.Fatal(err)
	}
	answer, err := p.client.Do(r)
	if err != nil {
		p.s.t.Fatal(err)
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	if err != nil {
		p.s.t.Fatal(err)
	}
	if answer.StatusCode >= 400 && answer.StatusCode != 409 {
		var said struct{ Error string }
		_ = json.Unmarshal(data, &said)
		return answer.StatusCode, said.Error
	}
	if into != nil && len(data) > 0 {
		if err := json.Unmarshal(data, into); err != nil {
			p.s.t.Fatalf("%s %s answers %s: %v", method, path, data, err)
		}
	}
	return answer.StatusCode, ""
}

// post is ask of what must be done.
func (p *person) post(path string, body, into any) {
	p.s.t.Helper()
	if code, words := p.ask("POST", path, body, into); code >= 300 {
		p.s.t.Fatalf("POST %s: %d %s", path, code, words)
	}
}

func (p *person) get(path string, into any) {
	p.s.t.Helper()
	if code, words := p.ask("GET", path, nil, into); code != 200 {
		p.s.t.Fatalf("GET %s: %d %s", path, code, words)
	}
}

// page is what a browser shows.
func (p *person) page(path string) (int, string) {
	p.s.t.Helper()
	r, _ := http.NewRequest("GET", p.s.at+path, nil)
	r.Header.Set("Accept", "text/html")
	answer, err := p.client.Do(r)
	if err != nil {
		p.s.t.Fatal(err)
	}
	defer answer.Body.Close()
	data, _ := io.ReadAll(answer.Body)
	return answer.StatusCode, string(data)
}

// send sends a form, as a page does.
func (p *person) send(path string, form url.Values) (code int, to, shown string) {
	p.s.t.Helper()
	r, _ := http.NewRequest("POST", p.s.at+path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer, err := p.client.Do(r)
	if err != nil {
		p.s.t.Fatal(err)
	}
	defer answer.Body.Close()
	data, _ := io.ReadAll(answer.Body)
	return answer.StatusCode, answer.Header.Get("Location"), string(data)
}

// teacher makes an account with an invitation.
func (s *school) teacher(name string) *person {
	s.t.Helper()
	path, err := class.Invite(context.Background(), s.store, false)
	if err != nil {
		s.t.Fatal(err)
	}
	p := s.person()
	p.post("/api/setup", map[string]string{"token": strings.TrimPrefix(path, "/class/setup?token="), "name": name, "password": "correct horse battery"}, nil)
	return p
}

// A lesson is a class with an assignment.
type lesson struct {
	*school
	teacher    *person
	project    project.Project
	assignment project.Assignment
	base       string // of the project's addresses
	article    string // of the assignment's article
}

func (s *school) lesson(change func(map[string]any)) *lesson {
	s.t.Helper()
	l := &lesson{school: s, teacher: s.teacher("teacher of " + fmt.Sprint(time.Now().UnixNano()))}
	with := map[string]any{"name": "9b", "offer": "bridge", "opens": "finished", "anonymity": "teacher"}
	if change != nil {
		change(with)
	}
	l.teacher.post("/api/projects", with, &l.project)
	l.base = "/api/projects/" + string(l.project.ID)
	l.teacher.post(l.base+"/code", nil, &l.project)
	delete(with, "name")
	l.teacher.post(l.base+"/assignments", with, &l.assignment)
	l.article = l.base + "/assignments/" + string(l.assignment.ID) + "/articles/" + string(l.assignment.Articles[0])
	return l
}

// pupil joins, and opens the article.
func (l *lesson) pupil(name string) *person {
	l.t.Helper()
	p := l.person()
	var j struct {
		Member project.MemberID
		Resume string
	}
	p.post("/api/join", map[string]string{"code": l.project.Code, "pseudonym": name, "name": "Real " + name}, &j)
	p.member, p.resume = j.Member, j.Resume
	p.post(l.article+"/layer", nil, &p.layer)
	return p
}

// known is what a tab is told of its log.
type known struct {
	Epoch      string
	Seq        int64
	Operations []editor.Transaction
}

func (p *person) operations(l *lesson) string {
	return l.base + "/layers/" + string(p.layer.ID) + "/operations"
}

// edit is a transaction that marks a passage, with an ID of its own.
func edit(id, label string, start, end text.Byte, note string) editor.Transaction {
	at := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	return editor.Transaction{ID: "tx-" + id, Label: "Mark", At: at, Changes: []editor.Change{{Annotation: &editor.Edit[annotation.Annotation]{
		After: &annotation.Annotation{ID: annotation.ID(id), Label: label, Target: annotation.Target{{Start: start, End: end}}, Note: note, Creator: "whatever the tab says", Created: at, Modified: at},
	}}}}
}

// mark sends edits behind what the log has.
func (p *person) mark(l *lesson, after int64, edits ...editor.Transaction) (int, known, string) {
	p.s.t.Helper()
	var k known
	code, words := p.ask("POST", p.operations(l), map[string]any{"after": after, "operations": edits}, &k)
	return code, k, words
}

func (p *person) marks(l *lesson, after int64, edits ...editor.Transaction) {
	p.s.t.Helper()
	if code, _, words := p.mark(l, after, edits...); code != 200 {
		p.s.t.Fatalf("marking after %d: %d %s", after, code, words)
	}
}

func sqlite(t testing.TB) string { return storetest.SQLite(t) }
