package class_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"quoth/internal/server"
	"quoth/internal/server/class"
)

// A diary is a log that is written to by many at once.
type diary struct {
	mu  sync.Mutex
	all bytes.Buffer
}

func (d *diary) Write(p []byte) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.all.Write(p)
}

func (d *diary) String() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.all.String()
}

func logging(d *diary) func(*server.Config, *class.Config) {
	return func(c *server.Config, _ *class.Config) {
		c.Log = slog.New(slog.NewJSONHandler(d, &slog.HandlerOptions{Level: slog.LevelDebug}))
	}
}

// A class goes through everything that there is, errors too, and the log knows
// none of those who took part and nothing that they read, wrote or looked for.
func TestTheLogKnowsNobodyAndNoText(t *testing.T) {
	var log diary
	s := newSchool(t, sqlite(t), logging(&log))
	l := s.lesson(func(m map[string]any) {
		delete(m, "offer")
		m["name"], m["text"], m["guidelines"] = "Klasse Zwölf", "# Quarzbrücke\n\nThe Zirkonmayor said it is safe, and nobody believed it.", "Mark every Guidelineword."
	})
	secrets := []string{"Klasse", "Quarzbr", "Zirkonmayor", "Guidelineword", "correct horse", l.project.Code, "Heronpseudo", "Real Heron", "Notewort", "Postwort", "Suchwort", "Falschcode", "teacher of", "Labelwort", "127.0.0.1"}
	pupil := l.pupil("Heronpseudo")
	secrets = append(secrets, pupil.resume, strings.ReplaceAll(pupil.resume, "-", ""))
	for _, p := range []*person{pupil, l.teacher} {
		at, _ := url.Parse(s.at)
		for _, cookie := range p.client.Jar.Cookies(at) {
			secrets = append(secrets, cookie.Value)
		}
	}
	pupil.marks(l, 0, edit("a1", "claim", 0, 12, "Notewort"))
	pupil.mark(l, 0, edit("a2", "claim", 0, 12, "Notewort, too late"))
	pupil.mark(l, 1, edit("a3", "Labelwort", 0, 12, "Notewort"))
	pupil.mark(l, 1, edit("a4", "claim", 0, 9_999, "Notewort"))
	pupil.post(l.base+"/layers/"+string(pupil.layer.ID)+"/finish", nil, nil)
	pupil.mark(l, 1, edit("a5", "claim", 0, 12, "Notewort, finished"))
	pupil.post(l.article+"/posts", map[string]any{"start": 0, "end": 5, "text": "Postwort"}, nil)
	pupil.ask("POST", l.article+"/posts", map[string]any{"start": "Postwort", "end": 5, "text": "Postwort"}, nil)
	for _, path := range []string{"/search?q=Suchwort", "/search?q=%00Suchwort\"", "/assignments/Suchwort", "/layers/Suchwort/operations?after=Suchwort", "/events?after=Suchwort", "/members", "/key.csv"} {
		pupil.ask("GET", l.base+path, nil, nil)
		if !strings.Contains(path, "/events") {
			l.teacher.page(l.base + path)
		}
	}
	for _, path := range []string{"/class/?code=" + l.project.Code, "/class/setup?token=Falschcode", "/class/" + string(l.project.ID), "/embed/Falschcode", "/class/Suchwort", "/api/Suchwort", "/Suchwort"} {
		pupil.page(path)
	}
	stranger := s.person()
	for range 15 { // until it is refused
		stranger.ask("POST", "/api/join", map[string]string{"code": "Falschcode", "pseudonym": "Heronpseudo"}, nil)
		stranger.ask("POST", "/api/sign-in", map[string]string{"name": "teacher of nobody", "password": "Falschcode"}, nil)
		stranger.send("/api/resume", url.Values{"code": {"Falschcode"}})
	}
	secrets = append(secrets, l.publish("class").token())
	var secret struct{ Token, Link string }
	l.teacher.post("/api/tokens", nil, &secret)
	l.teacher.post("/api/invitations", nil, &secret)
	_, invitation, _ := strings.Cut(secret.Link, "token=")
	secrets = append(secrets, secret.Token, invitation)
	r, _ := http.NewRequest("GET", s.at+"/api/me", nil)
	r.Header.Set("Authorization", "Bearer "+secret.Token)
	r.Header.Set("User-Agent", "Suchwort")
	if answer, err := http.DefaultClient.Do(r); err == nil {
		answer.Body.Close()
	}
	// What fails on our side is told in more words than the rest.
	s.store.Close()
	if code, _, _ := pupil.mark(l, 1, edit("a6", "claim", 0, 12, "Notewort")); code < 400 {
		t.Fatalf("marked in a database that is closed: %d", code)
	}
	pupil.ask("POST", l.article+"/posts", map[string]any{"start": 0, "end": 5, "text": "Postwort"}, nil)
	l.teacher.ask("POST", l.base+"/members/"+string(pupil.member), map[string]string{"pseudonym": "Heronpseudo two", "name": "Real Heron"}, nil)
	l.teacher.page("/class/" + string(l.project.ID))

	told := log.String()
	for _, want := range []string{`"level":"ERROR"`, `"status":503`, `"status":409`, `"status":429`, `"route":"POST /api/join"`, `"route":"GET /embed/{token}"`} {
		if !strings.Contains(told, want) {
			t.Errorf("the log does not tell %s", want)
		}
	}
	for _, secret := range secrets {
		if secret == "" {
			t.Error("a secret is missing that the log is to be searched for")
		} else if i := strings.Index(strings.ToLower(told), strings.ToLower(secret)); i >= 0 {
			t.Errorf("the log tells %q: …%s", secret, told[max(0, i-200):min(len(told), i+100)])
		}
	}
}
