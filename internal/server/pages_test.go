package server

import (
	"crypto/sha256"
	"encoding/base64"
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"quoth/web"
)

func TestThePolicyAllowsExactlyWhatThePagesHoldInline(t *testing.T) {
	h := handler(t, configured(t))
	inline := regexp.MustCompile(`(?s)<(script|style)([^>]*)>(.*?)</(?:script|style)>`)
	for _, path := range []string{"/", "/read/bridge", "/read/trap", "/a/x"} {
		w := ask(h, "GET", path)
		policy := w.Header().Get("Content-Security-Policy")
		if strings.Contains(policy, "unsafe-inline") || strings.Contains(policy, "'unsafe-eval'") {
			t.Errorf("the policy is open: %s", policy)
		}
		hashed := 0
		for _, m := range inline.FindAllStringSubmatch(w.Body.String(), -1) {
			kind, attributes, content := m[1], m[2], m[3]
			if strings.Contains(attributes, "src=") || strings.Contains(attributes, "application/json") {
				continue
			}
			sum := sha256.Sum256([]byte(content))
			want := kind + "-src 'self' "
			if kind == "script" {
				want += "'wasm-unsafe-eval' "
			}
			want += "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
			if !strings.Contains(policy, want) {
				t.Errorf("%s: the policy does not allow this %s: %.80q", path, kind, content)
			}
			hashed++
		}
		if hashed != 2 {
			t.Errorf("%s: %d inline elements, want 2", path, hashed)
		}
		if found := regexp.MustCompile(`<[^>]+\s(style|on\w+)=`).FindString(w.Body.String()); found != "" {
			t.Errorf("%s: the policy forbids %q", path, found)
		}
	}
}

func TestWordsFromAnArticleStayWords(t *testing.T) {
	h := handler(t, configured(t))
	for _, path := range []string{"/", "/read/trap", "/articles.json", "/articles/trap.json"} {
		if body := ask(h, "GET", path).Body.String(); strings.Contains(body, "<script>alert") {
			t.Errorf("%s holds the script of a headline", path)
		}
	}
	if body := ask(h, "GET", "/read/trap").Body.String(); !strings.Contains(body, "&lt;/title&gt;&lt;script&gt;alert(&#34;1&#34;)&lt;/script&gt;") {
		t.Error("the headline is not in the page")
	}
}

func TestABrowserGetsAnErrorAsAPageInWords(t *testing.T) {
	w := ask(handler(t, configured(t)), "GET", "/read/none", "Accept", "text/html,*/*")
	if w.Code != 404 || w.Header().Get("Content-Type") != htmlType || !strings.Contains(w.Body.String(), "There is nothing here") {
		t.Errorf("%d %s: %.300s", w.Code, w.Header().Get("Content-Type"), w.Body)
	}
	if strings.Contains(w.Body.String(), "boot.") {
		t.Error("the program is loaded for nothing")
	}
}

func TestWithoutAProgramThePageSaysHowToBuildIt(t *testing.T) {
	c := configured(t)
	c.Files = files(t, nil)
	h := handler(t, c)
	body := ask(h, "GET", "/read/bridge").Body.String()
	if !strings.Contains(body, "run make build") || !strings.Contains(body, "The mayor said") || strings.Contains(body, "boot.") {
		t.Errorf("page = %s", body[strings.Index(body, "<body>"):])
	}
}

func TestTheWorkerNamesThisBuildAndKeepsWhatAStartNeeds(t *testing.T) {
	c := configured(t)
	h := handler(t, c)
	worker := ask(h, "GET", "/sw.js").Body.String()
	page := ask(h, "GET", "/a/-")
	build := page.Header().Get("Quoth-Build")
	if build == "" || !strings.Contains(worker, `BUILD="`+build+`"`) {
		t.Errorf("the page is of build %q, the worker begins %.40s", build, worker)
	}
	for _, name := range [][2]string{{"app", "wasm"}, {"boot", "js"}, {"wasm_exec", "js"}} {
		if address := assetIn(t, page.Body.String(), name[0], name[1]); !strings.Contains(worker, `"`+address+`"`) {
			t.Errorf("the worker does not keep %s", address)
		}
	}
	c.Files = files(t, map[string]string{"app.wasm": program + "\x00\x02\x01y", "wasm_exec.js": loader})
	if other := ask(handler(t, c), "GET", "/").Header().Get("Quoth-Build"); other == build {
		t.Error("another program is the same build")
	}
}

func TestStrippingAScriptKeepsItsCode(t *testing.T) {
	got := string(stripScript([]byte("// why\n\n  let a = 1; // b\n\tf(\"//c\");\n")))
	if want := "let a = 1; // b\nf(\"//c\");\n"; got != want {
		t.Errorf("script = %q\nwant %q", got, want)
	}
}

func TestTheEarlyScriptIsAtMostThreeKilobytes(t *testing.T) {
	script, err := fs.ReadFile(web.Files, "early.js")
	if err != nil {
		t.Fatal(err)
	}
	if n := len(brotliOf(inMemory(stripScript(script))).data); n > 3<<10 {
		t.Errorf("it is %d bytes with Brotli", n)
	}
}
