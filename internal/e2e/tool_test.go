package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// A failing is a test that is expected to fail: it keeps what it was told.
type failing struct {
	testing.TB
	mu    sync.Mutex
	said  []string
	clean []func()
}

func (f *failing) Helper() {}

func (f *failing) Errorf(format string, args ...any) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.said = append(f.said, fmt.Sprintf(format, args...))
}

func (f *failing) Fatal(args ...any) { f.Errorf("%s", fmt.Sprint(args...)); runtime.Goexit() }

func (f *failing) Fatalf(format string, args ...any) { f.Errorf(format, args...); runtime.Goexit() }

func (f *failing) Cleanup(end func()) { f.clean = append(f.clean, end) }

// Failed is false, so that no picture is kept of what fails on purpose.
func (f *failing) Failed() bool { return false }

// fails runs a test with its clean-up, and returns what it said.
func fails(t *testing.T, test func(testing.TB)) string {
	f := &failing{TB: t}
	done := make(chan struct{})
	go func() { defer close(done); test(f) }()
	<-done
	for i := len(f.clean) - 1; i >= 0; i-- {
		f.clean[i]()
	}
	return strings.Join(f.said, "\n")
}

func TestAMissingProgramIsNamedWithTheLineThatInstallsIt(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	for name, want := range map[string]string{
		"chromium":    "chromium is missing: apt-get install -y chromium",
		"firefox-esr": "firefox-esr is missing: apt-get install -y firefox-esr",
		"npm":         "npm is missing: apt-get install -y npm",
	} {
		if _, err := tool(name); err == nil || err.Error() != want {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, start := range []func(testing.TB){
		func(t testing.TB) { startChromium(t, "") },
		func(t testing.TB) { startFirefox(t) },
	} {
		if said := fails(t, start); !strings.Contains(said, "is missing: apt-get install -y") {
			t.Errorf("a browser that is not there: %q", said)
		}
	}
	if _, err := fetchAxe(filepath.Join(t.TempDir(), "axe.js")); err == nil || !strings.Contains(err.Error(), "npm is missing") {
		t.Errorf("axe without npm: %v", err)
	}
}

func TestQuothIsBuiltAnewWhenASourceIsYounger(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, age time.Duration) string {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		when := time.Now().Add(-age)
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, when, when); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for _, top := range []string{"app/a.go", "cmd/b.go", "internal/c.go", "web/d.css", "go.mod"} {
		write(top, 3*time.Hour)
	}
	target := filepath.Join(dir, "bin/quoth")
	stale := func() string {
		why, err := newer(dir, target)
		if err != nil {
			t.Fatal(err)
		}
		return why
	}
	if why := stale(); !strings.Contains(why, "is missing") {
		t.Errorf("no program: %q", why)
	}
	write("bin/quoth", 2*time.Hour)
	write("web/built/app.js", time.Hour)
	write("internal/c_test.go", time.Hour)
	if why := stale(); why != "" {
		t.Errorf("up to date, but %q", why)
	}
	write("web/d.css", time.Hour)
	if why := stale(); !strings.Contains(why, "d.css is newer") {
		t.Errorf("a younger style sheet: %q", why)
	}
}

func TestTheServerIsStartedAndStoppedAndStartedAgain(t *testing.T) {
	// A stand-in, so that this test says nothing of Quoth.
	binary := filepath.Join(t.TempDir(), "quoth")
	script := `#!/usr/bin/env python3
import http.server, signal, sys
class H(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers(); self.wfile.write(b"ok")
signal.signal(signal.SIGTERM, lambda *a: (print("bye", flush=True), sys.exit(0)))
host, port = sys.argv[sys.argv.index("--address") + 1].split(":")
http.server.HTTPServer((host, int(port)), H).serve_forever()
`
	if err := os.WriteFile(binary, []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	a := start(t, binary, []string{"--log", "text"})
	p := NewChromium(t)
	p.Open(a.URL + "/")
	a.Stop()
	if !strings.Contains(a.Log(), "bye") {
		t.Errorf("it was not asked to end; it said %q", a.Log())
	}
	p.Allow("net::ERR_CONNECTION_REFUSED")
	p.WaitFor(`fetch("/").then(() => false, () => true)`)
	a.Again()
	p.WaitFor(`fetch("/").then(r => r.ok, () => false)`)
}
