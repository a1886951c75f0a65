package formattest

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"quoth/internal/format"
)

var rewrite = flag.Bool("golden", false, "rewrite the golden files")

// Sample is the document with something in every member, for the packages
// beside this one.
func Sample(t testing.TB) *format.Document {
	t.Helper()
	data, err := os.ReadFile("../testdata/sample.json")
	if err != nil {
		t.Fatal(err)
	}
	d, err := format.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Golden compares data with a file of testdata.
func Golden(t testing.TB, name string, data []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *rewrite {
		if err := os.MkdirAll("testdata", 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(data)); diff != "" {
		t.Errorf("%s (-want +got), rewrite it with -golden if that is meant:\n%s", path, diff)
	}
}
