package e2e

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// axeVersion is the axe-core that is asked: https://github.com/dequelabs/axe-core
const axeVersion = "4.14.1"

var axeOnce struct {
	sync.Mutex
	script string
}

// axeScript is axe-core, fetched once into .cache. It is no part of Quoth.
func axeScript(t testing.TB) string {
	t.Helper()
	axeOnce.Lock()
	defer axeOnce.Unlock()
	if axeOnce.script != "" {
		return axeOnce.script
	}
	file := filepath.Join(needRoot(t), ".cache", "axe-core-"+axeVersion+".min.js")
	script, err := os.ReadFile(file)
	if err != nil {
		script, err = fetchAxe(file)
	}
	if err != nil {
		t.Fatalf("axe-core %s: %v", axeVersion, err)
	}
	axeOnce.script = string(script)
	return axeOnce.script
}

func fetchAxe(into string) ([]byte, error) {
	npm, err := tool("npm")
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "quoth-axe-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, npm, "pack", "--silent", "axe-core@"+axeVersion)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("npm pack axe-core@%s: %w: %s", axeVersion, err, out)
	}
	packed, err := os.Open(filepath.Join(dir, "axe-core-"+axeVersion+".tgz"))
	if err != nil {
		return nil, err
	}
	defer packed.Close()
	plain, err := gzip.NewReader(packed)
	if err != nil {
		return nil, err
	}
	for files := tar.NewReader(plain); ; {
		header, err := files.Next()
		if err != nil {
			return nil, fmt.Errorf("package/axe.min.js: %w", err)
		}
		if header.Name != "package/axe.min.js" {
			continue
		}
		script, err := io.ReadAll(files)
		if err != nil {
			return nil, err
		}
		if err := os.MkdirAll(filepath.Dir(into), 0o755); err != nil {
			return nil, err
		}
		return script, os.WriteFile(into, script, 0o644)
	}
}

// A Violation is a rule of axe-core that the page breaks.
type Violation struct {
	ID     string // the rule: "color-contrast"
	Impact string // "minor", "moderate", "serious" or "critical"
	Help   string // what the rule asks for
	Nodes  []struct {
		Target         []any  // CSS selectors, from the outermost frame or shadow
		FailureSummary string // what to change
	}
}

// String tells it on a line, and each place on a line of its own.
func (v Violation) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s): %s", v.ID, v.Impact, v.Help)
	for _, n := range v.Nodes {
		fmt.Fprintf(&b, "\n\t%v: %s", n.Target, strings.Join(strings.Fields(n.FailureSummary), " "))
	}
	return b.String()
}

// Axe fails the test with every rule of axe-core that what is shown breaks.
// Rules that are named are not asked; say why beside the call.
func (p *Tab) Axe(except ...string) {
	p.t.Helper()
	for _, v := range p.Violations(except...) {
		p.t.Errorf("not accessible: %s", v)
	}
}

// Violations returns every rule of axe-core that what is shown breaks.
func (p *Tab) Violations(except ...string) (all []Violation) {
	p.t.Helper()
	off := []string{}
	for _, rule := range except {
		off = append(off, quoteJS(rule)+": {enabled: false}")
	}
	// Colours on their way from one to another have the contrast of neither.
	return Eval[[]Violation](p, `(async () => {
		for (const a of document.getAnimations()) if (a.effect?.getComputedTiming().endTime !== Infinity) a.finish();
		const module = undefined, exports = undefined, define = undefined;
		`+axeScript(p.t)+`
		const found = await axe.run(document, { resultTypes: ["violations"], rules: {`+strings.Join(off, ", ")+`} });
		return found.violations;
	})()`)
}
