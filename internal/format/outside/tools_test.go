package outside

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"quoth/internal/format"
	"quoth/internal/format/formattest"
)

// node holds the packages of npm, at the versions that were tried.
var node = []string{"@duckdb/node-api@1.5.6-r.1", "jsonld@9.0.0", "ajv@8.20.0", "markdown-it@14.1.0"}

// packages are what brings the other programs, on Debian.
var packages = map[string]string{"npm": "npm", "node": "nodejs", "xmllint": "libxml2-utils", "opennlp": "opennlp", "/usr/bin/python3": "python3 python3-nltk"}

func need(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Fatalf("%s is missing: apt-get install -y --no-install-recommends %s", name, packages[name])
	}
	return path
}

var installing sync.Mutex

// modules is the folder with node_modules, filled once and kept in .cache.
func modules(t *testing.T) string {
	t.Helper()
	installing.Lock()
	defer installing.Unlock()
	cache, err := filepath.Abs("../../../.cache")
	if err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(cache, "outside-"+strings.NewReplacer("/", "-", "@", "").Replace(strings.Join(node, "-")))
	if _, err := os.Stat(folder); err == nil {
		return folder
	}
	if err := os.MkdirAll(cache, 0o777); err != nil {
		t.Fatal(err)
	}
	fresh, err := os.MkdirTemp(cache, "outside-")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(need(t, "npm"), append([]string{"install", "--prefix", fresh, "--no-audit", "--no-fund", "--no-save", "--silent"}, node...)...)
	cmd.Dir = fresh
	if out, err := cmd.CombinedOutput(); err != nil {
		_ = os.RemoveAll(fresh)
		t.Fatalf("npm install %s: %v: %s", strings.Join(node, " "), err, out)
	}
	if err := os.Rename(fresh, folder); err != nil {
		t.Fatal(err)
	}
	return folder
}

// run runs a program and returns what it writes; anything that it writes to
// standard error is a warning, and fails.
func run(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	var out, warnings bytes.Buffer
	cmd := exec.Command(need(t, name), args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &out, &warnings
	err := cmd.Run()
	if lines := strings.Split(strings.TrimSpace(warnings.String()), "\n"); len(lines) == 1 && strings.HasPrefix(lines[0], "Execution time:") { // OpenNLP's
		warnings.Reset()
	}
	if err != nil || warnings.Len() > 0 {
		t.Fatalf("%s: %v\n%.3000s\n%.3000s", name, err, warnings.String(), out.String())
	}
	return out.String()
}

// script runs one of the scripts in testdata with the modules.
func script(t *testing.T, name string, args ...string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	folder := modules(t)
	path := filepath.Join(folder, name)
	if err := os.WriteFile(path, data, 0o666); err != nil {
		t.Fatal(err)
	}
	return run(t, folder, "node", append([]string{path}, args...)...)
}

// documents are a sample with something in every member, and random ones.
func documents(t *testing.T) []*format.Document {
	t.Helper()
	data, err := os.ReadFile("../testdata/sample.json")
	if err != nil {
		t.Fatal(err)
	}
	d, err := format.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	list := []*format.Document{d}
	random := rapid.Custom(func(t *rapid.T) *format.Document { return formattest.Document(t) })
	for seed := range 100 {
		list = append(list, random.Example(seed+1))
	}
	return list
}

// file writes what write gives.
func file(t *testing.T, name string, write func(*bytes.Buffer) error) string {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, b.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}
