// Command goapp prepares go-app for the browser. One package of go-app is
// both its server and its client, and importing the server half brings
// net/http, TLS and templates into the tab, 370 KB of Brotli that nothing
// calls. This program copies the module from Go's own cache into a folder of
// the checkout, leaves the server's files out, and writes a go.mod that builds
// with the copy:
//
//	go run ./internal/goapp .cache
//	GOOS=js GOARCH=wasm go build -modfile=.cache/browser.mod -overlay=.cache/overlay.json ./cmd/webapp
//
// The standard library's SHA-256 comes without the switch to another
// implementation, too: see overlay.
//
// The tests and the server use go-app as it is, so that both builds are
// checked.
package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

const module = "github.com/maxence-charriere/go-app/v9"

// left lists the files of pkg/app that only a server or a test needs, and the
// router, whose regular expressions are 45 KB for the three routes that Quoth has.
var left = []string{"http.go", "static.go", "resource.go", "cache.go", "wasm.go", "wasmexec.go", "testing.go", "route.go", "crypto.go"}

// rest is what the client's files still ask of those: where the static files
// of a bucket lie (Quoth serves its own and names them in full), and a router
// that knows exact paths, parts of one, and "^/" for all others.
const rest = `package app

import "strings"

func isRemoteLocation(string) bool { return false }

func isStaticResourcePath(string) bool { return false }

var routes = router{}

type router map[string]func() Composer

func (r router) createComponent(path string) (Composer, bool) {
	if make, ok := r[path]; ok {
		return make(), true
	}
	for part, make := range r {
		if len(part) > 1 && part != "^/" && strings.Contains(path, part) {
			return make(), true
		}
	}
	make, ok := r["^/"]
	if !ok {
		return nil, false
	}
	return make(), true
}

func RouteFunc(path string, make func() Composer) { routes[path] = make }

func RouteWithRegexpFunc(pattern string, make func() Composer) {
	if pattern != "^/" && strings.ContainsAny(pattern, "^$.*+?()[]{}|\\\\") {
		panic("app: the only patterns here are ^/ and plain parts of a path, not " + pattern)
	}
	routes[pattern] = make
}

// Quoth encrypts nothing: what is on the device is the reader's.
func encrypt(string, []byte) ([]byte, error) { panic("app: there is no encryption here") }
func decrypt(string, []byte) ([]byte, error) { panic("app: there is no encryption here") }
`

// uuids stands in for github.com/google/uuid, which brings MD5, SHA-1 and a
// random generator of its own to the tab: 20 KB of the first load. It has what
// go-app and Quoth use of it, in the same form (RFC 9562): random bits from the
// runtime's generator, which the browser seeds, and in version 7 the time in
// front, finer than a millisecond, so that what is made later sorts later.
const uuids = `package uuid

import (
	"encoding/binary"
	"encoding/hex"
	"math/rand/v2"
	"time"
)

type UUID [16]byte

func (u UUID) String() string {
	s := hex.EncodeToString(u[:])
	return s[:8] + "-" + s[8:12] + "-" + s[12:16] + "-" + s[16:20] + "-" + s[20:]
}

func random(version byte) (u UUID) {
	binary.BigEndian.PutUint64(u[:8], rand.Uint64())
	binary.BigEndian.PutUint64(u[8:], rand.Uint64())
	u[6] = u[6]&0x0f | version<<4
	u[8] = u[8]&0x3f | 0x80
	return u
}

func NewString() string { return random(4).String() }

var last int64 // when the last one was made, in 1/4096 of a millisecond

func NewV7() (UUID, error) {
	nano := time.Now().UnixNano()
	now := nano/1e6<<12 + nano%1e6*4096/1e6
	now = max(now, last+1)
	last = now
	u := random(7)
	binary.BigEndian.PutUint32(u[:4], uint32(now>>28))
	binary.BigEndian.PutUint16(u[4:6], uint16(now>>12))
	u[6], u[7] = 7<<4|byte(now>>8)&0x0f, byte(now)
	return u, nil
}
`

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: go run ./internal/goapp FOLDER")
	}
	if err := prepare(os.Args[1]); err != nil {
		log.Fatalf("preparing go-app for the browser: %v", err)
	}
}

func prepare(folder string) error {
	// "go list" names no folder for a module that no build has fetched yet.
	out, err := exec.Command("go", "mod", "download", "-json", module).Output()
	if err != nil {
		return fmt.Errorf("fetching %s: %w: %s", module, err, out)
	}
	var got struct{ Dir, Version string }
	if err := json.Unmarshal(out, &got); err != nil {
		return fmt.Errorf("fetching %s: %w", module, err)
	}
	from, to := got.Dir, filepath.Join(folder, "go-app-"+got.Version)
	if err := os.RemoveAll(to); err != nil {
		return err
	}
	if err := copyTree(from, to); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(to, "pkg", "app", "rest.go"), []byte(rest), 0o644); err != nil {
		return err
	}
	own := filepath.Join(folder, "uuid")
	if err := os.MkdirAll(own, 0o755); err != nil {
		return err
	}
	for name, text := range map[string]string{"go.mod": "module github.com/google/uuid\n\ngo 1.26\n", "uuid.go": uuids} {
		if err := os.WriteFile(filepath.Join(own, name), []byte(text), 0o644); err != nil {
			return err
		}
	}
	mod, err := os.ReadFile("go.mod")
	if err != nil {
		return err
	}
	absolute, err := filepath.Abs(to)
	if err != nil {
		return err
	}
	mod = append(mod, fmt.Sprintf("\nreplace %s => %s\nreplace github.com/google/uuid => %s\n", module, absolute, filepath.Join(filepath.Dir(absolute), "uuid"))...)
	if err := os.WriteFile(filepath.Join(folder, "browser.mod"), mod, 0o644); err != nil {
		return err
	}
	sum, err := os.ReadFile("go.sum")
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(folder, "browser.sum"), sum, 0o644); err != nil {
		return err
	}
	return overlay(filepath.Dir(absolute))
}

// copyTree copies what the browser's program is built from.
func copyTree(from, to string) error {
	return filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		name := entry.Name()
		switch {
		case entry.IsDir() && rel != "." && rel != "pkg" && !strings.HasPrefix(rel, filepath.Join("pkg", "app")) && !strings.HasPrefix(rel, filepath.Join("pkg", "errors")):
			return filepath.SkipDir
		case entry.IsDir():
			return os.MkdirAll(filepath.Join(to, rel), 0o755)
		case name != "go.mod" && !strings.HasSuffix(name, ".go"),
			strings.HasSuffix(name, "_test.go"),
			filepath.Dir(rel) == filepath.Join("pkg", "app") && slices.Contains(left, name):
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, rel), data, 0o644)
	})
}
