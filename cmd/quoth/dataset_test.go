package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"quoth/internal/format"
	"quoth/internal/format/dataset"
)

func TestADatasetIsAFolderThatExplainsAndProvesItself(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "wards")
	var out, errs bytes.Buffer
	args := []string{"convert", "--to", "dataset", "--output", folder, "--licence", "CC-BY-4.0", corpusFile(t, 40)}
	if code := run(args, &out, &errs); code != 0 {
		t.Fatal(errs.String())
	}
	read := func(path string) string {
		data, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(path)))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}

	summed := map[string]bool{"SHA256SUMS": true}
	for line := range strings.Lines(read("SHA256SUMS")) {
		sum, path, _ := strings.Cut(strings.TrimSpace(line), "  ")
		if got := sha256.Sum256([]byte(read(path))); hex.EncodeToString(got[:]) != sum {
			t.Errorf("%s is not what its checksum says", path)
		}
		summed[path] = true
	}
	err := filepath.WalkDir(folder, func(path string, e os.DirEntry, err error) error {
		if name, _ := filepath.Rel(folder, path); err == nil && !e.IsDir() && !summed[filepath.ToSlash(name)] {
			t.Errorf("%s has no checksum", name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}

	in := map[string]string{}
	for _, s := range dataset.Splits {
		lines := 0
		for line := range strings.Lines(read("data/" + s.Name + ".jsonl")) {
			d, err := format.Read([]byte(line))
			if err != nil {
				t.Fatal(err)
			}
			in[string(d.Article.ID)] = s.Name
			lines++
		}
		if lines == 0 {
			t.Errorf("no article of forty is in %s", s.Name)
		}
	}
	list := strings.Split(strings.TrimSpace(read("splits.csv")), "\r\n")[1:]
	if len(list) != 40 || len(in) != 40 {
		t.Errorf("%d articles are in the list and %d in the files", len(list), len(in))
	}
	for _, row := range list {
		if id, split, _ := strings.Cut(row, ","); in[id] != split {
			t.Errorf("the list has %s, which is in %q", row, in[id])
		}
	}

	code := regexp.MustCompile("(?s)```python\n(.*?)```").FindStringSubmatch(read("README.md"))[1]
	python := exec.Command("python3", "-c", code)
	python.Dir = folder
	if out, err := python.CombinedOutput(); err != nil {
		t.Errorf("the reader in README.md: %v\n%s", err, out)
	}

	before := read("SHA256SUMS")
	if code := run(args, &out, &errs); code != 1 || !strings.Contains(errs.String(), "is there already") || read("SHA256SUMS") != before {
		t.Errorf("a second time gives %d: %s", code, errs.String())
	}
	again := filepath.Join(t.TempDir(), "wards")
	args[4] = again
	if code := run(args, &out, &errs); code != 0 {
		t.Fatal(errs.String())
	}
	folder = again
	if read("SHA256SUMS") != before {
		t.Error("the same corpus and seed give another folder")
	}
}
