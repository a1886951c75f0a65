package server

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestOnlyATrustedProxySaysWhoAsks(t *testing.T) {
	proxies, err := ParseProxies("10.0.0.0/8, 192.0.2.7 ,2001:db8::/32")
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, peer string
		forwarded  []string
		want       string
	}{
		{"a client without a proxy", "198.51.100.1:4000", nil, "198.51.100.1:0"},
		{"a client that claims another's address", "198.51.100.1:4000", []string{"203.0.113.9"}, "198.51.100.1:0"},
		{"behind a proxy", "10.1.2.3:4000", []string{"203.0.113.9"}, "203.0.113.9:0"},
		{"behind a proxy, forging", "10.1.2.3:4000", []string{"127.0.0.1, 203.0.113.9"}, "203.0.113.9:0"},
		{"forging the proxy too", "10.1.2.3:4000", []string{"1.1.1.1, 10.9.9.9, 203.0.113.9"}, "203.0.113.9:0"},
		{"two proxies, two headers", "192.0.2.7:4000", []string{"1.1.1.1", "203.0.113.9, 10.0.0.4"}, "203.0.113.9:0"},
		{"nonsense before the proxy", "10.1.2.3:4000", []string{"unknown, <script>"}, "10.1.2.3:0"},
		{"an empty header", "10.1.2.3:4000", []string{""}, "10.1.2.3:0"},
		{"a proxy that asks itself", "10.1.2.3:4000", nil, "10.1.2.3:0"},
		{"over IPv6", "[2001:db8::5]:4000", []string{"2001:470::1"}, "[2001:470::1]:0"},
		{"IPv4 in IPv6", "[::ffff:10.1.2.3]:4000", []string{"::ffff:203.0.113.9"}, "203.0.113.9:0"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := ""
			s := &server{config: Config{Proxies: proxies}}
			r := httptest.NewRequest("GET", "/", nil)
			r.RemoteAddr, r.Header["X-Forwarded-For"] = test.peer, test.forwarded
			s.behind(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { got = r.RemoteAddr })).ServeHTTP(httptest.NewRecorder(), r)
			if got != test.want {
				t.Errorf("asked by %s, want %s", got, test.want)
			}
		})
	}
	if _, err := ParseProxies("10.0.0.0/8, proxy.example"); err == nil {
		t.Error("a name is taken for an address")
	}
}
