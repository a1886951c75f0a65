package server

import (
	"html"
	"html/template"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"quoth/internal/article"
	"quoth/web"
)

// trap is what a hostile headline looks like.
const trap = `</title><script>alert("1")</script>`

func made(t *testing.T, title string, paragraphs ...string) *article.Article {
	t.Helper()
	drafts := []article.Draft{{Kind: article.Headline, Text: title}}
	for _, p := range paragraphs {
		drafts = append(drafts, article.Draft{Kind: article.Paragraph, Text: p})
	}
	a, err := article.New(drafts, article.Meta{Title: title, Language: "en"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// paint is the least that keeps the contract of the painted article.
func paint(a *article.Article) template.HTML {
	var b strings.Builder
	b.WriteString(`<article id="article" class="article" data-article="` + string(a.ID) + `">`)
	for i, block := range a.Blocks {
		n, at := strconv.Itoa(i), strconv.Itoa(int(block.Span.Start))
		b.WriteString(`<p class="block" id="b` + n + `" data-block="` + n + `" data-start="` + at + `">`)
		b.WriteString(html.EscapeString(a.Text[block.Span.Start:block.Span.End]) + "</p>\n")
	}
	b.WriteString("</article>")
	return template.HTML(b.String())
}

// files is package web with a program that the tests can tell.
func files(t *testing.T, built map[string]string) fs.FS {
	t.Helper()
	all := fstest.MapFS{}
	for _, name := range []string{"style.css", "studio.css", "class.css", "class.js", "early.js", "boot.js", "take.js", "worker.js", "sw.js", "icon.svg"} {
		data, err := fs.ReadFile(web.Files, name)
		if err != nil {
			t.Fatal(err)
		}
		all[name] = &fstest.MapFile{Data: data}
	}
	for name, data := range built {
		all["built/"+name] = &fstest.MapFile{Data: []byte(data)}
	}
	return all
}

// program is an empty WebAssembly module, long enough to be compressed: the
// rest is a custom section.
var program = "\x00asm\x01\x00\x00\x00" + "\x00\x83\x08\x01x" + strings.Repeat(" ", 1025)

// loader stands in for the toolchain's: its program says that it has run.
const loader = `// Copyright line
globalThis.Go = class { importObject = {}; run() { document.title = "running"; return new Promise(() => {}); } };`

func configured(t *testing.T) Config {
	return Config{
		Files:    files(t, map[string]string{"app.wasm": program, "studio.wasm": program + "\x00\x02\x01s", "wasm_exec.js": loader, "icon-192.png": "png"}),
		Articles: []Offer{{"bridge", made(t, "The bridge", "The mayor said the bridge is safe.", "“It is,” she said, “safe.”")}, {"trap", made(t, trap, "Text.")}},
		Paint:    paint,
		Labels:   []Label{{"claim", "Claim", "c", "amber", "solid"}, {"quote", "Quote", "q", "blue", "dashed"}},
		Schema:   []byte(`{"$id":"quoth-1"}`),
		Version:  "test",
		Log:      slog.New(slog.DiscardHandler),
	}
}

func handler(t *testing.T, c Config) http.Handler {
	t.Helper()
	h, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func ask(h http.Handler, method, path string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "http://quoth.test"+path, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// assetIn is the address of an asset, as a page names it.
func assetIn(t *testing.T, page, name, ending string) string {
	t.Helper()
	found := regexp.MustCompile(`/assets/` + name + `\.[0-9a-f]{16}\.` + ending).FindString(page)
	if found == "" {
		t.Fatalf("the page does not name %s.%s", name, ending)
	}
	return found
}
