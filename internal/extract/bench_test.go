package extract

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	readability "codeberg.org/readeck/go-readability/v2"
)

// pages are those of the folder that QUOTH_PAGES names, .html or .html.gz, and
// without it the page that we wrote ourselves.
func pages(b *testing.B) [][]byte {
	folder := os.Getenv("QUOTH_PAGES")
	if folder == "" {
		page, err := os.ReadFile("testdata/harbour.html")
		if err != nil {
			b.Fatal(err)
		}
		return [][]byte{page}
	}
	names, err := filepath.Glob(filepath.Join(folder, "*.html*"))
	if err != nil || len(names) == 0 {
		b.Fatalf("no pages in %s: %v", folder, err)
	}
	var out [][]byte
	for _, name := range names {
		page, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		if strings.HasSuffix(name, ".gz") {
			z, err := gzip.NewReader(bytes.NewReader(page))
			if err != nil {
				b.Fatal(err)
			}
			if page, err = io.ReadAll(z); err != nil {
				b.Fatal(err)
			}
		}
		out = append(out, page)
	}
	return out
}

func report(b *testing.B, n int) {
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*n), "µs/page")
}

// BenchmarkReadability is the library alone, to compare Read with.
func BenchmarkReadability(b *testing.B) {
	all := pages(b)
	address, _ := url.Parse("https://press.example/a")
	for b.Loop() {
		for _, page := range all {
			if _, err := readability.FromReader(bytes.NewReader(page), address); err != nil {
				b.Fatal(err)
			}
		}
	}
	report(b, len(all))
}

func BenchmarkRead(b *testing.B) {
	all := pages(b)
	for b.Loop() {
		for _, page := range all {
			_, _ = Read(Page{HTML: page, URL: "https://press.example/a"})
		}
	}
	report(b, len(all))
}
