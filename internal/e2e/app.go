package e2e

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// An App is Quoth as it is shipped: bin/quoth on a port of its own, which is
// also an origin of its own, so that tests share no storage.
type App struct {
	URL string // "http://127.0.0.1:43210", without a slash at its end

	t        testing.TB
	binary   string
	args     []string
	address  string
	database string // the same when it is started again
	running  *exec.Cmd
	log      *buffer
}

// Start builds Quoth if it is not up to date and serves it until the test
// ends. Further arguments are given to "quoth serve", with the address of the
// App in the place of {url}.
func Start(t testing.TB, args ...string) *App {
	t.Helper()
	binary, err := built()
	if err != nil {
		t.Fatal(err)
	}
	return start(t, binary, args)
}

func start(t testing.TB, binary string, args []string) *App {
	t.Helper()
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	a := &App{t: t, binary: binary, args: args, address: free.Addr().String(), database: filepath.Join(t.TempDir(), "quoth.db"), log: &buffer{}}
	a.URL = "http://" + a.address
	for i := range args {
		args[i] = strings.ReplaceAll(args[i], "{url}", a.URL)
	}
	_ = free.Close()
	t.Cleanup(func() {
		a.Stop()
		if t.Failed() {
			t.Logf("the server said:\n%s", a.Log())
		}
	})
	a.Again()
	return a
}

// Again starts the server that Stop has stopped, on the same address.
func (a *App) Again() {
	a.t.Helper()
	if a.running != nil {
		a.t.Fatal("the server runs already")
	}
	cmd := exec.Command(a.binary, append([]string{"serve", "--address", a.address}, a.args...)...)
	cmd.Env = append(os.Environ(), "QUOTH_DATABASE="+a.database)
	cmd.Stdout, cmd.Stderr = a.log, a.log
	dieTogether(cmd)
	if err := cmd.Start(); err != nil {
		a.t.Fatalf("start quoth: %v", err)
	}
	a.running = cmd
	client := http.Client{Timeout: time.Second}
	for limit := time.Now().Add(Patience); ; time.Sleep(10 * time.Millisecond) {
		answer, err := client.Get(a.URL + "/healthz")
		if err == nil {
			_ = answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				return
			}
			err = errors.New(answer.Status)
		}
		if time.Now().After(limit) {
			a.t.Fatalf("quoth does not serve: %v; it said:\n%s", err, a.Log())
		}
	}
}

// Stop ends the server with SIGTERM and checks that it goes in peace. A test
// that goes on after it is one without a server.
func (a *App) Stop() {
	a.t.Helper()
	if a.running == nil {
		return
	}
	cmd := a.running
	a.running = nil
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		a.t.Errorf("stop quoth: %v", err)
	}
	gone := make(chan error, 1)
	go func() { gone <- cmd.Wait() }()
	select {
	case err := <-gone:
		if err != nil {
			a.t.Errorf("quoth ended with %v; it said:\n%s", err, a.Log())
		}
	case <-time.After(Patience):
		_ = cmd.Process.Kill()
		a.t.Errorf("quoth did not end %v after SIGTERM", Patience)
	}
}

// Log is what the server has said so far.
func (a *App) Log() string { return a.log.String() }

// A buffer may be read while it is written.
type buffer struct {
	mu   sync.Mutex
	data bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.data.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.data.String()
}

// built returns bin/quoth, once per test binary built anew if a source is newer.
var built = sync.OnceValues(func() (string, error) {
	dir, err := root()
	if err != nil {
		return "", err
	}
	binary := filepath.Join(dir, "bin", "quoth")
	stale, err := newer(dir, binary, filepath.Join(dir, ".cache", "built", "app.wasm"))
	if err != nil || stale == "" {
		return binary, err
	}
	maker, err := tool("make")
	if err != nil {
		return "", err
	}
	cmd := exec.Command(maker, "build")
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("make build, since %s: %w\n%s", stale, err, out)
	}
	return binary, nil
})

// newer says why targets are to be built: one is missing, or a source below
// dir is younger than one. It is empty if they are up to date.
func newer(dir string, targets ...string) (why string, err error) {
	oldest := time.Now()
	for _, target := range targets {
		info, err := os.Stat(target)
		if errors.Is(err, fs.ErrNotExist) {
			return target + " is missing", nil
		}
		if err != nil {
			return "", err
		}
		if info.ModTime().Before(oldest) {
			oldest = info.ModTime()
		}
	}
	for _, top := range []string{"go.mod", "app", "cmd", "internal", "web"} {
		err := filepath.WalkDir(filepath.Join(dir, top), func(path string, e fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			name := e.Name()
			if e.IsDir() && (name == "built" || name == "e2e" || name == "testdata") {
				return filepath.SkipDir
			}
			if e.IsDir() || strings.HasSuffix(name, "_test.go") || !sources[filepath.Ext(name)] {
				return nil
			}
			info, err := e.Info()
			if err == nil && info.ModTime().After(oldest) {
				why = path + " is newer"
				return filepath.SkipAll
			}
			return err
		})
		if err != nil || why != "" {
			return why, err
		}
	}
	return "", nil
}

// sources are the endings of what the program is made of.
var sources = map[string]bool{".go": true, ".mod": true, ".js": true, ".css": true, ".html": true, ".json": true, ".svg": true, ".txt": true, ".md": true}
