package e2e

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"github.com/chromedp/chromedp"
)

// artifactFolder is where pictures are kept, below the root of the repository.
const artifactFolder = "internal/e2e/artifacts"

// artifact is the path of a picture, named by the test and what it shows.
func (p *Tab) artifact(name, suffix string) string {
	p.t.Helper()
	dir := filepath.Join(needRoot(p.t), artifactFolder)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		p.t.Fatal(err)
	}
	plain := strings.Map(func(r rune) rune {
		if r == '-' || r == '.' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
			return r
		}
		return '_'
	}, p.t.Name()+"-"+name)
	return filepath.Join(dir, plain+suffix)
}

// keep writes what take returns, if it returns something.
func (p *Tab) keep(name string, take func(context.Context) ([]byte, error)) (path string, err error) {
	p.t.Helper()
	ctx, cancel := p.context()
	defer cancel()
	data, err := take(ctx)
	if err != nil {
		return "", err
	}
	path = p.artifact(name, ".png")
	return path, os.WriteFile(path, data, 0o644)
}

// Screenshot keeps what the window shows in internal/e2e/artifacts, and returns
// the path of the picture.
func (p *Tab) Screenshot(name string) (path string) {
	p.t.Helper()
	path, err := p.keep(name, p.driver.png)
	if err != nil {
		p.t.Fatalf("screenshot %s: %v", name, err)
	}
	return path
}

// PrintPDF prints the page on A4 with its backgrounds, keeps it in
// internal/e2e/artifacts, and returns it.
func (c *Chromium) PrintPDF(name string) (pdf []byte) {
	c.t.Helper()
	c.must(func(ctx context.Context) (err error) {
		pdf, err = chromedp.Run(ctx, chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4), chromedp.PDFPrintBackground(), chromedp.PDFPreferCSSPageSize()))
		if err != nil {
			return err
		}
		return os.WriteFile(c.artifact(name, ".pdf"), pdf, 0o644)
	}, "print %s", name)
	return pdf
}
