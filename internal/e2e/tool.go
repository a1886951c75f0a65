package e2e

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// packages are what brings the programs that the tests need, on Debian.
var packages = map[string]string{
	"chromium":    "chromium",
	"firefox-esr": "firefox-esr",
	"npm":         "npm",
	"make":        "make",
}

// tool returns where a program is. The error has the line that installs it:
// a test that needs it fails, since a skipped test is one that nobody misses.
func tool(name string) (string, error) {
	path, err := exec.LookPath(name)
	if err != nil {
		return "", fmt.Errorf("%s is missing: apt-get install -y %s", name, packages[name])
	}
	return path, nil
}

func needTool(t testing.TB, name string) string {
	t.Helper()
	path, err := tool(name)
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// root is the folder of go.mod, above the package that is tested.
func root() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", errors.New("no go.mod above the folder of the test: run it inside the repository")
		}
		dir = up
	}
}

func needRoot(t testing.TB) string {
	t.Helper()
	dir, err := root()
	if err != nil {
		t.Fatal(err)
	}
	return dir
}
