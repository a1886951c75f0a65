package e2e

import (
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// wasmPage runs a test binary and keeps what it prints and how it ends.
const wasmPage = `<!doctype html><html lang="en"><meta charset="utf-8"><title>tests</title><script src="/wasm_exec.js"></script><script>
window.printed = "";
window.ended = null;
const decoder = new TextDecoder();
globalThis.fs.writeSync = (file, bytes) => { printed += decoder.decode(bytes, { stream: true }); return bytes.length; };
(async () => {
	const go = new Go();
	go.argv = ["test", ...JSON.parse(new URLSearchParams(location.search).get("args"))];
	go.env = { HOME: "/", TMPDIR: "/tmp" };
	go.exit = code => { window.ended = code; };
	const { instance } = await WebAssembly.instantiateStreaming(fetch("/test.wasm"), go.importObject);
	await go.run(instance);
	window.ended ??= 0;
})().catch(problem => { printed += problem.stack; window.ended = -1; });
</script></html>`

// RunWasmTests compiles the tests of a package for the browser and runs them
// in a page of Chromium, one test of t for each. The package is a path inside
// the module, such as "./internal/browser" from its root; arguments are those
// of a test binary, such as "-test.run=IndexedDB". It returns what was printed.
func RunWasmTests(t *testing.T, pkg string, args ...string) (printed string) {
	t.Helper()
	printed, ended := runWasm(t, pkg, args)
	report(t, printed)
	if ended != 0 {
		t.Errorf("the tests of %s ended with %d:\n%s", pkg, ended, printed)
	}
	return printed
}

// runWasm returns what the tests printed and the exit code, -1 if they did not
// get so far as to have one.
func runWasm(t testing.TB, pkg string, args []string) (printed string, ended int) {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "test.wasm")
	cmd := exec.Command("go", "test", "-c", "-o", binary, pkg)
	cmd.Dir = needRoot(t)
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("compile the tests of %s for the browser: %v\n%s", pkg, err, out)
	}
	if _, err := os.Stat(binary); err != nil {
		t.Fatalf("%s has no tests for the browser", pkg)
	}
	goroot, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(wasmPage))
	})
	mux.HandleFunc("GET /favicon.ico", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	mux.HandleFunc("GET /test.wasm", func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, binary) })
	mux.HandleFunc("GET /wasm_exec.js", func(w http.ResponseWriter, r *http.Request) {
		http.ServeFile(w, r, filepath.Join(strings.TrimSpace(string(goroot)), "lib", "wasm", "wasm_exec.js"))
	})
	host := httptest.NewServer(mux)
	t.Cleanup(host.Close)

	c := NewChromium(t)
	c.Open(host.URL + "/?args=" + Eval[string](c, "encodeURIComponent("+quoteJS(quoteJS(append([]string{"-test.v"}, args...)))+")"))
	for limit := time.Now().Add(3 * time.Minute); ; time.Sleep(50 * time.Millisecond) {
		now := Eval[struct {
			Printed string
			Ended   *int
		}](c, "({printed, ended})")
		if now.Ended != nil {
			return now.Printed, *now.Ended
		}
		if time.Now().After(limit) {
			t.Fatalf("the tests of %s do not end:\n%s", pkg, now.Printed)
		}
	}
}

// report makes each test that was run in the page one of t, so that its name
// stands in the output of go test.
func report(t *testing.T, printed string) {
	t.Helper()
	for line := range strings.Lines(printed) {
		for mark, failed := range map[string]bool{"--- PASS: ": false, "--- FAIL: ": true} {
			name, ok := strings.CutPrefix(line, mark)
			if !ok {
				continue
			}
			name, _, _ = strings.Cut(name, " ")
			t.Run(name, func(t *testing.T) {
				if failed {
					t.Error("it failed in the page; see what was printed, below")
				}
			})
		}
	}
}
