package main

import (
	"compress/gzip"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"syscall"
	"testing"
	"time"

	"quoth/internal/article"
	"quoth/internal/attack"
	"quoth/internal/fetch"
	"quoth/internal/render"
)

// The pages of the attack corpus by both routes of the server, as it is put
// together: fetched, packed, from a site, and sent by a reader.
func TestAttackPagesGiveArticlesOrASentence(t *testing.T) {
	pages := map[string]attack.Page{}
	for _, p := range attack.Pages("http://127.0.0.1:9") {
		if strings.HasSuffix(p.Name, ".html") {
			pages["/"+p.Name] = p
		}
	}
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		_, _ = z.Write([]byte(pages[r.URL.Path].Data)) // the fetcher may stop reading
		_ = z.Close()
	}))
	defer site.Close()
	fetcher := fetch.New(fetch.Config{Limits: fetch.Limits{Pause: time.Millisecond}, Control: func(string, string, syscall.RawConn) error { return nil }})
	routes := map[string]func(attack.Page) (*article.Article, error){
		"fetched": func(p attack.Page) (*article.Article, error) {
			return fetchArticle(fetcher)(context.Background(), site.URL+"/"+p.Name)
		},
		"sent": func(p attack.Page) (*article.Article, error) {
			return readSent([]byte(p.Data), "text/html", "https://mill.example/a")
		},
		"archived": func(p attack.Page) (*article.Article, error) {
			return readSent([]byte("MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"a\"\r\n\r\n--a\r\nContent-Type: text/html\r\n\r\n"+p.Data+"\r\n--a--\r\n"), "multipart/related", "")
		},
	}
	for route, read := range routes {
		for _, p := range pages {
			a, err := read(p)
			var told *fetch.Error
			switch {
			case err != nil && (!p.Heavy || !errors.Is(err, article.ErrInvalid) && !errors.As(err, &told)):
				t.Errorf("%s, %s: %v", route, p.Name, err)
			case err == nil && !p.Heavy && !strings.Contains(a.Text, attack.Prose):
				t.Errorf("%s, %s: the article is lost: %.200q", route, p.Name, a.Text)
			case err == nil:
				if html := render.Article(a); strings.Contains(html, "<script") || strings.Contains(html, "<img") || strings.Contains(html, "<svg") {
					t.Errorf("%s, %s: it is drawn with markup of its own", route, p.Name)
				}
			}
		}
	}
}
