package server

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"quoth/internal/article"
)

func TestEveryAddressAnswersAsItShould(t *testing.T) {
	h := handler(t, configured(t))
	home := ask(h, "GET", "/").Body.String()
	tests := []struct {
		name, method, path string
		code               int
		contentType, cache string
		holds              string
	}{
		{"start page", "GET", "/", 200, htmlType, revalidate, "Who says what?"},
		{"start page lists the articles", "GET", "/", 200, htmlType, revalidate, `href="/read/bridge"`},
		{"article", "GET", "/read/bridge", 200, htmlType, revalidate, "The mayor said the bridge is safe."},
		{"start page that receives", "GET", "/take", 200, htmlType, revalidate, "/assets/take."},
		{"what is shared too early", "POST", "/take", 303, "", "", ""},
		{"article of the tab", "GET", "/a/0123", 200, htmlType, revalidate, `id="reader"`},
		{"studio", "GET", "/studio/", 200, htmlType, revalidate, "/assets/studio."},
		{"page of the studio", "GET", "/studio/schemes/0123", 200, htmlType, revalidate, `class="studio"`},
		{"list", "GET", "/articles.json", 200, jsonType, revalidate, `"name":"bridge"`},
		{"article as JSON", "GET", "/articles/bridge.json", 200, jsonType, revalidate, `"blocks"`},
		{"schema", "GET", "/schema/quoth-1.json", 200, "application/schema+json", revalidate, "quoth-1"},
		{"manifest", "GET", "/manifest.webmanifest", 200, "application/manifest+json", revalidate, `"start_url":"/"`},
		{"worker", "GET", "/sw.js", 200, "text/javascript; charset=utf-8", revalidate, "const BUILD="},
		{"program", "GET", assetIn(t, home, "app", "wasm"), 200, "application/wasm", forever, "asm"},
		{"loader", "GET", assetIn(t, home, "wasm_exec", "js"), 200, "text/javascript; charset=utf-8", forever, "class"},
		{"health", "GET", "/healthz", 200, "text/plain; charset=utf-8", "no-store", "ok"},
		{"metrics", "GET", "/metrics", 200, "", "", "quoth_build_info"},
		{"icon", "GET", "/favicon.ico", 302, "", "", ""},
		{"unknown article", "GET", "/read/none", 404, "text/plain; charset=utf-8", "no-store", `no article "none"`},
		{"unknown JSON", "GET", "/articles/none.json", 404, "text/plain; charset=utf-8", "no-store", "not found"},
		{"article without ending", "GET", "/articles/bridge", 404, "", "", ""},
		{"asset of another build", "GET", "/assets/app.0000000000000000.wasm", 404, "", "no-store", "not of this version"},
		{"out of the folder", "GET", "/read/..%2f..%2fetc%2fpasswd", 404, "", "", ""},
		{"out of the assets", "GET", "/assets/..%2fserver.go", 404, "", "", ""},
		{"zero byte", "GET", "/read/bridge%00", 404, "", "", ""},
		{"nothing", "GET", "/wp-login.php", 404, "", "", "nothing at /wp-login.php"},
		{"writing", "POST", "/", 405, "", "no-store", "only be read"},
		{"writing an article", "DELETE", "/read/bridge", 405, "", "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := ask(h, test.method, test.path)
			got := w.Header()
			if w.Code != test.code {
				t.Errorf("status = %d, want %d", w.Code, test.code)
			}
			if test.contentType != "" && got.Get("Content-Type") != test.contentType {
				t.Errorf("Content-Type = %q, want %q", got.Get("Content-Type"), test.contentType)
			}
			if test.cache != "" && got.Get("Cache-Control") != test.cache {
				t.Errorf("Cache-Control = %q, want %q", got.Get("Cache-Control"), test.cache)
			}
			if !strings.Contains(w.Body.String(), test.holds) {
				t.Errorf("body does not hold %q: %.200s", test.holds, w.Body)
			}
			opener := "same-origin"
			if test.method == "GET" && test.path == "/take" {
				opener = "unsafe-none" // who opens it speaks with it
			}
			for name, want := range map[string]string{
				"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cross-Origin-Opener-Policy": opener,
			} {
				if got.Get(name) != want {
					t.Errorf("%s = %q, want %q", name, got.Get(name), want)
				}
			}
		})
	}
}

func TestTheListIsTheWholeOfWhatIsOffered(t *testing.T) {
	var list []listing
	body := ask(handler(t, configured(t)), "GET", "/articles.json").Body.Bytes()
	if err := json.Unmarshal(body, &list); err != nil {
		t.Fatal(err)
	}
	if len(list) != 2 || list[0].Name != "bridge" || list[0].Title != "The bridge" || list[0].Language != "en" || list[0].Words != 14 {
		t.Errorf("list = %+v", list)
	}
	var a article.Article
	if err := json.Unmarshal(ask(handler(t, configured(t)), "GET", "/articles/bridge.json").Body.Bytes(), &a); err != nil {
		t.Fatal(err)
	}
	if err := a.Check(); err != nil || a.ID != list[0].ID {
		t.Errorf("article %s: %v", a.ID, err)
	}
}

func TestABaseIsASchemeAndAHost(t *testing.T) {
	for _, bad := range []string{"quoth.example", "ftp://quoth.example", "https://", "https://quoth.example/quoth", "https://u:p@quoth.example", "https://quoth.example?x", "::"} {
		if _, err := ParseBase(bad); !errors.Is(err, article.ErrInvalid) {
			t.Errorf("%q: error = %v", bad, err)
		}
	}
	c := configured(t)
	var err error
	if c.Base, err = ParseBase("https://quoth.example/"); err != nil {
		t.Fatal(err)
	}
	w := ask(handler(t, c), "GET", "/read/bridge")
	if !strings.Contains(w.Body.String(), `<link rel="canonical" href="https://quoth.example/read/bridge">`) || w.Header().Get("Strict-Transport-Security") == "" {
		t.Error("the base is not used")
	}
}

func TestTwoArticlesOfOneNameAreRefused(t *testing.T) {
	c := configured(t)
	c.Articles = append(c.Articles, c.Articles[0])
	if _, err := New(c); !errors.Is(err, article.ErrInvalid) || !strings.Contains(err.Error(), `"bridge"`) {
		t.Errorf("error = %v", err)
	}
}
