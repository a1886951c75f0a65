package main

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// zipped writes an archive of files.
func zipped(t *testing.T, files ...[2]string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		w, err := z.Create(f[0])
		if err == nil {
			_, err = w.Write([]byte(f[1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "corpus.zip")
	if err := os.WriteFile(name, b.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestAnArchiveIsReadWithoutBeingUnpacked(t *testing.T) {
	lines, err := os.ReadFile(corpusFile(t, 3))
	if err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(t.TempDir(), "brat")
	var out, errs bytes.Buffer
	if code := run([]string{"convert", "--to", "brat", "--output", folder, corpusFile(t, 3)}, &out, &errs); code != 0 {
		t.Fatal(errs.String())
	}
	files := [][2]string{{"a/lines.jsonl", string(lines)}, {"readme.md", "no record"}}
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(folder, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, [2]string{"b/" + e.Name(), string(data)})
	}
	out.Reset()
	errs.Reset()
	if code := run([]string{"convert", "--to", "jsonl", zipped(t, files...)}, &out, &errs); code != 0 {
		t.Fatal(errs.String())
	}
	if n := strings.Count(out.String(), "\n"); n != 6 {
		t.Errorf("%d records of six came out", n)
	}

	errs.Reset()
	out.Reset()
	bad := zipped(t, [2]string{"good.jsonl", string(lines)}, [2]string{"../../out.jsonl", string(lines)})
	if code := run([]string{"convert", "--to", "jsonl", bad}, &out, &errs); code != 1 || out.Len() > 0 || !strings.Contains(errs.String(), `"../../out.jsonl"`) {
		t.Errorf("%d, %d bytes: %s", code, out.Len(), errs.String())
	}
	errs.Reset()
	alone := zipped(t, [2]string{"c/alone.ann", "T1\tclaim 0 3\tThe\n"})
	if code := run([]string{"check", alone}, &out, &errs); code != 1 || !strings.Contains(errs.String()+out.String(), "c/alone.ann") {
		t.Errorf("%d: %s%s", code, out.String(), errs.String())
	}
	errs.Reset()
	cut := filepath.Join(t.TempDir(), "cut.zip")
	if err := os.WriteFile(cut, []byte("PK\x03\x04"), 0o666); err != nil {
		t.Fatal(err)
	}
	if code := run([]string{"check", cut}, &out, &errs); code != 1 || !strings.Contains(errs.String(), "not a whole one") {
		t.Errorf("%d: %s", code, errs.String())
	}
}
