package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
	"unicode/utf8"

	"code.dny.dev/ssrf"
	"github.com/andybalholm/brotli"
)

// site serves one handler on loopback, and is the only place that the fetcher
// may go to besides the public web.
func site(t *testing.T, limits Limits, handler http.HandlerFunc) (f *Fetcher, address string) {
	t.Helper()
	s := httptest.NewServer(handler)
	t.Cleanup(s.Close)
	allowed := strings.TrimPrefix(s.URL, "http://")
	guard := ssrf.New(ssrf.WithAnyPort())
	return New(Config{Agent: "QuothTest/1 (+https://quoth.example)", Limits: limits, Control: func(network, address string, c syscall.RawConn) error {
		if address == allowed {
			return nil
		}
		return guard.Safe(network, address, c)
	}}), s.URL
}

var quick = Limits{Time: 500 * time.Millisecond, Sent: 64 << 10, Unpacked: 256 << 10, Redirects: 3, Pause: time.Millisecond}

func classOf(t *testing.T, err error) Class {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("%v is no Error", err)
	}
	if strings.Count(e.Error(), ". ") > 0 || utf8.RuneCountInString(e.Error()) > 200 {
		t.Errorf("%q is more than one sentence", e)
	}
	return e.Class
}

func TestNoAddressOutsideThePublicWebIsFetched(t *testing.T) {
	f := New(Config{})
	for _, address := range []string{
		"http://127.0.0.1/", "http://127.9.9.9/", "http://localhost/", "http://[::1]/", "http://0.0.0.0/", "http://[::]/",
		"http://10.0.0.1/", "http://172.16.0.1/", "http://192.168.1.1/", "http://100.64.0.1/", "http://169.254.169.254/latest/meta-data/",
		"http://224.0.0.1/", "http://255.255.255.255/", "http://198.18.0.1/", "http://[fe80::1]/", "http://[fd00::1]/", "http://[ff02::1]/",
		"http://[::ffff:127.0.0.1]/", "http://[::ffff:10.0.0.1]/", "http://[64:ff9b::7f00:1]/", "http://[64:ff9b::a00:1]/",
		"http://[2002:7f00:1::1]/", "http://[2001:0:7f00:1::1]/", "http://[2001:db8::1]/",
		"http://127.0.0.1:22/", "https://127.0.0.1:8443/",
	} {
		_, err := f.Get(context.Background(), address)
		if c := classOf(t, err); c != Private {
			t.Errorf("%s: %s (%v), want %s", address, c, err, Private)
		}
	}
	for address, want := range map[string]Class{
		"ftp://example.org/": Address, "file:///etc/passwd": Address, "javascript:alert(1)": Address, "//example.org": Address,
		"example.org": Address, "": Address, "http://": Address, "https://me:secret@example.org/": Address, "http://[::1": Address,
		"gopher://example.org:70/": Address, "http://nowhere.invalid/": Unreachable,
	} {
		_, err := f.Get(context.Background(), address)
		if c := classOf(t, err); c != want {
			t.Errorf("%q: %s (%v), want %s", address, c, err, want)
		}
	}
}

func TestAPageComesWithWhereItWas(t *testing.T) {
	var agent, cookies string
	f, address := site(t, quick, func(w http.ResponseWriter, r *http.Request) {
		agent, cookies = r.UserAgent(), r.Header.Get("Cookie")
		if r.URL.Path == "/old" {
			http.SetCookie(w, &http.Cookie{Name: "who", Value: "me"})
			http.Redirect(w, r, "/new", http.StatusMovedPermanently)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=iso-8859-1")
		fmt.Fprint(w, "<p>The ferry sails.</p>")
	})
	page, err := f.Get(context.Background(), address+"/old#part")
	if err != nil {
		t.Fatal(err)
	}
	if page.URL != address+"/new" || page.Given != address+"/old#part" || string(page.Body) != "<p>The ferry sails.</p>" || page.ContentType != "text/html; charset=iso-8859-1" {
		t.Errorf("the page is %+v", page)
	}
	if agent != "QuothTest/1 (+https://quoth.example)" || cookies != "" {
		t.Errorf("it was asked for by %q with the cookies %q", agent, cookies)
	}
}

func TestHostilePagesEnd(t *testing.T) {
	bomb := func(pack func(*bytes.Buffer)) []byte {
		var b bytes.Buffer
		pack(&b)
		return b.Bytes()
	}
	zeros := bytes.Repeat([]byte{0}, 50<<20)
	gz := bomb(func(b *bytes.Buffer) { w := gzip.NewWriter(b); _, _ = w.Write(zeros); _ = w.Close() })
	br := bomb(func(b *bytes.Buffer) { w := brotli.NewWriterLevel(b, 5); _, _ = w.Write(zeros); _ = w.Close() })
	html := func(w http.ResponseWriter) { w.Header().Set("Content-Type", "text/html") }
	pages := map[string]struct {
		want  Class
		serve http.HandlerFunc
	}{
		"/gzip-bomb": {Large, func(w http.ResponseWriter, r *http.Request) {
			html(w)
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(gz)
		}},
		"/brotli-bomb": {Large, func(w http.ResponseWriter, r *http.Request) {
			html(w)
			w.Header().Set("Content-Encoding", "br")
			_, _ = w.Write(br)
		}},
		"/long": {Large, func(w http.ResponseWriter, r *http.Request) { html(w); _, _ = w.Write(zeros[:1<<20]) }},
		"/endless": {Large, func(w http.ResponseWriter, r *http.Request) {
			html(w)
			for r.Context().Err() == nil {
				if _, err := w.Write(zeros[:4096]); err != nil {
					return
				}
			}
		}},
		"/said-long": {Large, func(w http.ResponseWriter, r *http.Request) { html(w); w.Header().Set("Content-Length", "99999999") }},
		"/torn-gzip": {Broken, func(w http.ResponseWriter, r *http.Request) {
			html(w)
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write([]byte("no gzip"))
		}},
		"/odd-coding": {Broken, func(w http.ResponseWriter, r *http.Request) {
			html(w)
			w.Header().Set("Content-Encoding", "zstd")
			_, _ = w.Write([]byte("x"))
		}},
		"/no-answer": {Slow, func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() }},
		"/drip":      {Slow, func(w http.ResponseWriter, r *http.Request) { html(w); drip(w, r) }},
		"/circle":    {Redirects, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/circle", http.StatusFound) }},
		"/on-and-on": {Redirects, func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/on-and-on?"+r.URL.RawQuery+"x", http.StatusFound)
		}},
		"/inside": {Private, func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://169.254.169.254/", http.StatusFound)
		}},
		"/to-file": {Address, func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
		}},
		"/to-script": {Address, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", "javascript:alert(1)")
			w.WriteHeader(302)
		}},
		"/picture": {Type, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "image/png")
			_, _ = w.Write(zeros[:10])
		}},
		"/no-type": {Type, func(w http.ResponseWriter, r *http.Request) {
			w.Header()["Content-Type"] = nil
			_, _ = w.Write([]byte("\x89PNG\r\n\x1a\n"))
		}},
		"/missing":      {Gone, http.NotFound},
		"/paid":         {Refused, func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(402) }},
		"/forbidden":    {Refused, func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(403) }},
		"/later":        {Busy, func(w http.ResponseWriter, r *http.Request) { w.Header().Set("Retry-After", "30"); w.WriteHeader(429) }},
		"/failed":       {Broken, func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(500) }},
		"/huge-headers": {Unreachable, func(w http.ResponseWriter, r *http.Request) { w.Header().Set("X-Long", strings.Repeat("x", 1<<20)) }},
		"/hung-up":      {Unreachable, func(w http.ResponseWriter, r *http.Request) { panic(http.ErrAbortHandler) }},
	}
	f, address := site(t, quick, func(w http.ResponseWriter, r *http.Request) { pages[r.URL.Path].serve(w, r) })
	for path, p := range pages {
		began := time.Now()
		page, err := f.Get(context.Background(), address+path)
		if err == nil {
			t.Errorf("%s: %d bytes came", path, len(page.Body))
			continue
		}
		if c := classOf(t, err); c != p.want {
			t.Errorf("%s: %s (%v), want %s", path, c, err, p.want)
		}
		if took := time.Since(began); took > 20*quick.Time {
			t.Errorf("%s took %v", path, took)
		}
	}
}

func drip(w http.ResponseWriter, r *http.Request) {
	for r.Context().Err() == nil {
		_, _ = w.Write([]byte("<p>"))
		w.(http.Flusher).Flush()
		time.Sleep(20 * time.Millisecond)
	}
}

func TestWhatHasNotChangedIsNotSentAgain(t *testing.T) {
	var sent, asked atomic.Int32
	f, address := site(t, quick, func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		w.Header().Set("ETag", `"one"`)
		w.Header().Set("Content-Type", "text/html")
		if r.Header.Get("If-None-Match") == `"one"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		sent.Add(1)
		fmt.Fprint(w, "<p>once</p>")
	})
	for range 3 {
		page, err := f.Get(context.Background(), address)
		if err != nil || string(page.Body) != "<p>once</p>" {
			t.Fatalf("%+v, %v", page, err)
		}
	}
	if asked.Load() != 3 || sent.Load() != 1 {
		t.Errorf("asked %d times, sent %d times", asked.Load(), sent.Load())
	}
}

func TestAHostIsAskedOneThingAtATime(t *testing.T) {
	var now, most atomic.Int32
	limits := quick
	limits.Time = 10 * time.Second
	f, address := site(t, limits, func(w http.ResponseWriter, r *http.Request) {
		if n := now.Add(1); n > most.Load() {
			most.Store(n)
		}
		time.Sleep(5 * time.Millisecond)
		now.Add(-1)
		w.Header().Set("Content-Type", "text/plain")
		fmt.Fprint(w, "text")
	})
	var all sync.WaitGroup
	for i := range 20 {
		all.Go(func() {
			if _, err := f.Get(context.Background(), fmt.Sprintf("%s/%d", address, i)); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if most.Load() != 1 {
		t.Errorf("%d at a time", most.Load())
	}
	// Who cannot wait is told that others are before them.
	f.config.Pause = time.Minute
	short, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	_, err := f.Get(short, address)
	if c := classOf(t, err); c != Busy {
		t.Errorf("%v, want %s", err, Busy)
	}
}

func TestWhatIsKeptIsBounded(t *testing.T) {
	var k kept
	tag := http.Header{"Etag": {`"x"`}}
	for i := range 3 * keptPages {
		k.put(fmt.Sprint(i), Page{Body: make([]byte, keptWeight/keptPages)}, tag)
	}
	if len(k.order) > keptPages || len(k.pages) != len(k.order) || k.weight > keptWeight {
		t.Errorf("%d pages of %d bytes are kept", len(k.order), k.weight)
	}
	k.put("large", Page{Body: make([]byte, keptWeight)}, tag)
	if k.get("large") != nil {
		t.Error("a page as large as everything is kept")
	}
}

func FuzzCheck(f *testing.F) {
	for _, seed := range []string{"https://example.org/a?b#c", "http://[::1]:80/", "http://a@b/", "HTTP://X", "http://a b/", "http:///x", "\x00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, address string) {
		u, err := check(address)
		if err != nil {
			classOf(t, err)
			return
		}
		if u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil || u.Fragment != "" {
			t.Errorf("%q is taken for %#v", address, u)
		}
		if _, err := url.Parse(u.String()); err != nil {
			t.Errorf("%q becomes %q: %v", address, u, err)
		}
	})
}
