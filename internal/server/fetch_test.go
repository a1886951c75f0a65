package server

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"quoth/internal/article"
	"quoth/internal/fetch"
)

// post asks the server for a page as a tab of its own does.
func post(h http.Handler, body, from, site string) *httptest.ResponseRecorder {
	r := httptest.NewRequest("POST", "/api/fetch", strings.NewReader(body))
	r.RemoteAddr = from
	r.Header.Set("Sec-Fetch-Site", site)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestAPageIsAskedForAndAnsweredInWords(t *testing.T) {
	c := configured(t)
	known := c.Articles[0].Article
	c.Fetch = func(ctx context.Context, address string) (*article.Article, error) {
		switch address {
		case "https://press.example/bridge":
			return known, nil
		case "https://press.example/paid":
			return nil, fmt.Errorf("it is for subscribers: %w", article.ErrInvalid)
		case "https://press.example/ours":
			return nil, errors.New("secret of ours")
		}
		_, err := fetch.New(fetch.Config{}).Get(ctx, address)
		return nil, err
	}
	h := handler(t, c)
	tests := []struct {
		name, body  string
		code        int
		class, says string
	}{
		{"an article", `{"url":"https://press.example/bridge"}`, 200, "", "The mayor said the bridge is safe."},
		{"inside", `{"url":"http://169.254.169.254/"}`, 403, "private", "not on the public web"},
		{"no address", `{"url":"bridge"}`, 400, "address", "is not an address"},
		{"nothing there", `{"url":"http://nowhere.invalid/"}`, 502, "unreachable", "there is no site nowhere.invalid"},
		{"no article", `{"url":"https://press.example/paid"}`, 422, "article", "for subscribers"},
		{"our fault", `{"url":"https://press.example/ours"}`, 500, "failure", "something went wrong on our side"},
		{"no question", `{}`, 400, "request", "send {"},
		{"no JSON", `url=x`, 400, "request", "send {"},
		{"too long", `{"url":"https://` + strings.Repeat("x", longestAsk) + `"}`, 400, "request", "send {"},
	}
	for i, test := range tests {
		w := post(h, test.body, fmt.Sprintf("192.0.2.%d:5000", i), "same-origin")
		if w.Code != test.code || !strings.Contains(w.Body.String(), test.says) || w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d %s", test.name, w.Code, w.Body)
		}
		var said struct{ Error, Class string }
		if err := json.Unmarshal(w.Body.Bytes(), &said); err != nil || said.Class != test.class {
			t.Errorf("%s: the class is %q, want %q (%v)", test.name, said.Class, test.class, err)
		}
		if strings.Contains(w.Body.String(), "secret") {
			t.Errorf("%s tells what is ours", test.name)
		}
	}
	if got := ask(h, "GET", "/metrics").Body.String(); !strings.Contains(got, `quoth_fetch_failures_total{class="private"} 1`) {
		t.Error("the metrics do not count what was refused")
	}
	if w := post(h, tests[0].body, "192.0.2.99:5000", "cross-site"); w.Code != http.StatusForbidden {
		t.Errorf("another site may ask: %d", w.Code)
	}
}

func TestAClientThatAsksTooFastIsTold(t *testing.T) {
	c := configured(t)
	c.Fetch = func(context.Context, string) (*article.Article, error) { return c.Articles[0].Article, nil }
	h := handler(t, c)
	refused := 0
	for range 3 * burst {
		if w := post(h, `{"url":"https://press.example/a"}`, "192.0.2.1:4321", "same-origin"); w.Code == http.StatusTooManyRequests && w.Header().Get("Retry-After") == "3" {
			refused++
		}
	}
	if refused < 2*burst-1 {
		t.Errorf("of %d in a row %d were refused", 3*burst, refused)
	}
	if w := post(h, `{"url":"https://press.example/a"}`, "192.0.2.2:4321", "same-origin"); w.Code != 200 {
		t.Errorf("another client is refused too: %d", w.Code)
	}
}

func TestAServerMayFetchNothing(t *testing.T) {
	c := configured(t)
	c.Fetch = nil
	if w := post(handler(t, c), `{"url":"https://press.example/a"}`, "192.0.2.1:1", "same-origin"); w.Code != http.StatusMethodNotAllowed && w.Code != http.StatusNotFound {
		t.Errorf("the answer is %d", w.Code)
	}
}
