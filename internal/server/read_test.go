package server

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"quoth/internal/article"
	"quoth/internal/fetch"
)

// send sends a page as a tab of the server's own does.
func send(h http.Handler, page, from, site, address string) *httptest.ResponseRecorder {
	r := httptest.NewRequest("POST", "/api/read", strings.NewReader(page))
	r.RemoteAddr = from
	r.Header.Set("Sec-Fetch-Site", site)
	r.Header.Set("Content-Type", "text/html; charset=utf-8")
	r.Header.Set("Content-Location", address)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestAPageThatIsSentIsReadAndForgotten(t *testing.T) {
	var log strings.Builder
	c := configured(t)
	known := c.Articles[0].Article
	c.Log = slog.New(slog.NewTextHandler(&log, nil))
	var got, of string
	c.Read = func(page []byte, contentType, address string) (*article.Article, error) {
		got, of = string(page), contentType+" "+address
		switch {
		case strings.Contains(got, "subscribers"):
			return nil, fmt.Errorf("it is for subscribers: %w", article.ErrInvalid)
		case strings.Contains(got, "broken"):
			return nil, errors.New("secret of ours")
		}
		return known, nil
	}
	h := handler(t, c)
	tests := []struct {
		name, page, address string
		code                int
		class, says         string
	}{
		{"a page", "<p>private words</p>", "https://press.example/me?token=1", 200, "", "The mayor said the bridge is safe."},
		{"a page without an address", "<p>private words</p>", "", 200, "", "The mayor said"},
		{"no article", "<p>subscribers", "", 422, "article", "for subscribers"},
		{"our fault", "<p>broken", "", 500, "failure", "something went wrong on our side"},
		{"nothing", "", "", 422, "article", "nothing was sent"},
		{"too large", strings.Repeat("x", int(fetch.Usual.Unpacked)+1), "", 413, "large", "larger than 15 MB"},
	}
	for i, test := range tests {
		w := send(h, test.page, fmt.Sprintf("192.0.2.%d:5000", i), "same-origin", test.address)
		if w.Code != test.code || !strings.Contains(w.Body.String(), test.says) || w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d %s", test.name, w.Code, w.Body)
		}
		if test.class != "" && !strings.Contains(w.Body.String(), `"class":"`+test.class+`"`) {
			t.Errorf("%s: %s, want the class %s", test.name, w.Body, test.class)
		}
		if i == 0 && (got != test.page || of != "text/html; charset=utf-8 "+test.address) {
			t.Errorf("it was read as %q, %q", got, of)
		}
	}
	for _, address := range []string{"javascript:alert(1)", "file:///etc/passwd", "//press.example"} {
		if send(h, "<p>x", "192.0.2.50:1", "same-origin", address); of != "text/html; charset=utf-8 " {
			t.Errorf("%s is taken for an address: %q", address, of)
		}
	}
	if w := send(h, "<p>x", "192.0.2.99:5000", "cross-site", ""); w.Code != http.StatusForbidden {
		t.Errorf("another site may send: %d", w.Code)
	}
	if log.Len() == 0 || strings.Contains(log.String(), "private") || strings.Contains(log.String(), "press.example") || strings.Contains(log.String(), "token") {
		t.Errorf("the log tells what was read:\n%s", &log)
	}
	refused := 0
	for range 2 * burst {
		if send(h, "<p>x", "192.0.2.70:1", "same-origin", "").Code == http.StatusTooManyRequests {
			refused++
		}
	}
	if refused < burst-1 {
		t.Errorf("of %d in a row %d were refused", 2*burst, refused)
	}
}

func TestPagesThatAreReadAtOnceAreBounded(t *testing.T) {
	c := configured(t)
	var mu sync.Mutex
	now, most := 0, 0
	began, hold := make(chan struct{}, 2*senders), make(chan struct{})
	c.Read = func([]byte, string, string) (*article.Article, error) {
		mu.Lock()
		now++
		most = max(most, now)
		mu.Unlock()
		began <- struct{}{}
		<-hold
		mu.Lock()
		now--
		mu.Unlock()
		return c.Articles[0].Article, nil
	}
	h := handler(t, c)
	answers := make(chan int, 2*senders)
	for i := range 2 * senders {
		go func() { answers <- send(h, "<p>x", fmt.Sprintf("192.0.2.%d:1", i), "same-origin", "").Code }()
	}
	for range readers {
		<-began
	}
	busy := 0
	for range senders { // those for whom there is no room are told at once
		if code := <-answers; code == http.StatusServiceUnavailable {
			busy++
		}
	}
	close(hold)
	for range senders {
		if code := <-answers; code != http.StatusOK {
			t.Errorf("who had a turn is answered %d", code)
		}
	}
	if most != readers || busy != senders {
		t.Errorf("%d were read at once and %d turned away, want %d and %d", most, busy, readers, senders)
	}
}

func TestAServerMayReadNothing(t *testing.T) {
	if w := send(handler(t, configured(t)), "<p>x", "192.0.2.1:1", "same-origin", ""); w.Code != http.StatusMethodNotAllowed && w.Code != http.StatusNotFound {
		t.Errorf("the answer is %d", w.Code)
	}
}
