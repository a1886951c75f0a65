package main

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"quoth/internal/server"
	"quoth/internal/server/class"
	"quoth/internal/store"
	"quoth/web"
)

// The links are made beside a server that goes on, and used on it.
func TestALinkIsMadeForWhoeverIsNewOrHasForgotten(t *testing.T) {
	where := filepath.Join(t.TempDir(), "quoth.db")
	st, err := store.Open(t.Context(), where)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	handler, err := server.New(server.Config{Files: web.Files, Version: "test", Log: slog.New(slog.DiscardHandler), Ready: st.Ready,
		Class: func(h *server.Host) (http.Handler, error) { return class.New(class.Config{Host: h, Store: st}) }})
	if err != nil {
		t.Fatal(err)
	}
	host := httptest.NewServer(handler)
	defer host.Close()
	t.Setenv("QUOTH_DATABASE", where)
	t.Setenv("QUOTH_BASE_URL", host.URL)

	play := func(code int, args ...string) (out, errs string) {
		t.Helper()
		var o, e bytes.Buffer
		if got := run(append([]string{"invite"}, args...), &o, &e); got != code {
			t.Fatalf("quoth invite %q: %d, want %d: %s", args, got, code, e.String())
		}
		return o.String(), e.String()
	}
	posts := func(path, sent string) int {
		t.Helper()
		answer, err := http.Post(host.URL+path, "application/json", strings.NewReader(sent))
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		_, _ = io.Copy(io.Discard, answer.Body)
		return answer.StatusCode
	}
	link := regexp.MustCompile(`^` + regexp.QuoteMeta(host.URL) + `/class/setup\?token=(\S{43})\n$`)
	uses := func(printed, password string) {
		t.Helper()
		found := link.FindStringSubmatch(printed)
		if found == nil {
			t.Fatalf("printed %q", printed)
		}
		if code := posts("/api/setup", `{"token": "`+found[1]+`", "name": "Ms Vale", "password": "`+password+`"}`); code != 204 {
			t.Errorf("the link is answered with %d", code)
		}
		if code := posts("/api/sign-in", `{"name": "Ms Vale", "password": "`+password+`"}`); code != 204 {
			t.Errorf("signing in: %d", code)
		}
	}
	if _, said := play(1, "--name", "Ms Vale"); !strings.Contains(said, `nobody signs in to `+where+` with a password as "Ms Vale"`) {
		t.Errorf("for nobody: %s", said)
	}
	out, said := play(0)
	if !strings.Contains(said, "makes an account") {
		t.Errorf("for somebody new: %s", said)
	}
	uses(out, "correct horse battery")
	out, said = play(0, "--name", "ms vale", "--database", where)
	if !strings.Contains(said, "another password") {
		t.Errorf("for who has forgotten: %s", said)
	}
	uses(out, "another horse battery")

	if _, said := play(1, "--database", filepath.Join(t.TempDir(), "none")); !strings.Contains(said, "there is no database") {
		t.Errorf("without a database: %s", said)
	}
	for _, wrong := range [][]string{{"Ms Vale"}, {"--name", " "}, {"--base-url", "quoth.example"}, {"--nmae", "x"}} {
		if _, said := play(2, wrong...); !strings.Contains(said, "see quoth help invite") {
			t.Errorf("%q: %s", wrong, said)
		}
	}
	if help, _ := play(0, "--help"); !strings.Contains(help, "forgotten") {
		t.Error(help)
	}
}
