package e2e

import (
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
)

func TestMain(m *testing.M) { os.Exit(Run(m)) }

// story is a page like those that tests meet, in plain HTML.
const story = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bridge</title>
<meta name="viewport" content="width=device-width">
<style>body{font:18px/1.5 serif;max-width:30rem;margin:2rem auto}mark{background:#fe8}#far{margin-top:1800px}</style></head><body>
<h1>The bridge</h1>
<main id="article"><p>The mayor said <mark>the bridge is</mark> safe, and <em>“it illit”</em> he added 🙂 twice.</p>
<p>“Nobody asked us,” said a resident of Ostrel.</p>
<p dir="rtl" lang="ar">قال العمدة إن الجسر آمن تمامًا.</p>
<p lang="zh">市长说这座桥很安全。</p>
<p id="far">Far below, the river goes on.</p></main>
<p><button id="mark">Mark as claim</button> <button hidden>Never</button> <input aria-label="Speaker" id="speaker"></p>
</body></html>`

// serve serves pages by path; "/" is one of them.
func serve(t *testing.T, pages map[string]string) (base string) {
	t.Helper()
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, ok := pages[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		media := "text/html; charset=utf-8"
		if r.URL.Path == "/sw.js" {
			media = "text/javascript"
		}
		w.Header().Set("Content-Type", media)
		_, _ = w.Write([]byte(body))
	}))
	t.Cleanup(host.Close)
	return host.URL + "/"
}

func single(t *testing.T, html string) (base string) {
	return serve(t, map[string]string{"/": html, "/favicon.ico": ""})
}
