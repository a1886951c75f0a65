package fetch

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"code.dny.dev/ssrf"
	"golang.org/x/net/dns/dnsmessage"
)

// names answers every question for an IPv4 address with what answer gives for
// the name and the how-manieth time, over UDP as name servers do.
func names(t *testing.T, answer func(name string, time int32) [][4]byte) *net.Resolver {
	t.Helper()
	c, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	var asked atomic.Int32
	go func() {
		buffer := make([]byte, 4096)
		for {
			n, from, err := c.ReadFrom(buffer)
			if err != nil {
				return // closed
			}
			var m dnsmessage.Message
			if m.Unpack(buffer[:n]) != nil || len(m.Questions) != 1 {
				continue
			}
			q := m.Questions[0]
			m.Response, m.Authoritative, m.Additionals = true, true, nil
			if q.Type == dnsmessage.TypeA {
				for _, ip := range answer(strings.TrimSuffix(q.Name.String(), "."), asked.Add(1)) {
					m.Answers = append(m.Answers, dnsmessage.Resource{
						Header: dnsmessage.ResourceHeader{Name: q.Name, Class: dnsmessage.ClassINET, TTL: 0}, Body: &dnsmessage.AResource{A: ip},
					})
				}
			}
			if out, err := m.Pack(); err == nil {
				_, _ = c.WriteTo(out, from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "udp", c.LocalAddr().String())
	}}
}

// A name that leads to the public web when it is looked at and into our own
// network when it is used gains nothing: what is checked is the address that
// is connected to, each time.
func TestANameWhoseAnswerChangesLeadsNowhere(t *testing.T) {
	var inside, asked atomic.Int32
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		if r.URL.Path == "/on" {
			http.Redirect(w, r, "/secret", http.StatusFound)
			return
		}
		w.Header().Set("Content-Type", "text/plain")
		fmt.Fprint(w, "words")
	}))
	defer s.Close()
	// The same port of another loopback address is what must not be reached.
	_, port, _ := strings.Cut(strings.TrimPrefix(s.URL, "http://"), ":")
	secret, err := net.Listen("tcp", "127.0.0.2:"+port)
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		_ = http.Serve(secret, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { inside.Add(1) }))
	}()
	defer secret.Close()
	public := strings.TrimPrefix(s.URL, "http://")
	guard := ssrf.New(ssrf.WithAnyPort())
	control := func(network, address string, c syscall.RawConn) error {
		if address == public { // stands for the public web
			return nil
		}
		return guard.Safe(network, address, c)
	}
	good, bad := [4]byte{127, 0, 0, 1}, [4]byte{127, 0, 0, 2}
	tests := []struct {
		name, path string
		answer     func(name string, time int32) [][4]byte
		want       Class // "" if the page comes
	}{
		{"always public", "/", func(string, int32) [][4]byte { return [][4]byte{good} }, ""},
		{"always inside", "/", func(string, int32) [][4]byte { return [][4]byte{bad} }, Private},
		{"public first, inside second", "/on", func(_ string, n int32) [][4]byte {
			if n == 1 {
				return [][4]byte{good}
			}
			return [][4]byte{bad}
		}, Private},
		{"inside among others", "/", func(string, int32) [][4]byte {
			return [][4]byte{{10, 0, 0, 1}, {169, 254, 169, 254}, bad, {192, 168, 1, 1}}
		}, Private},
		{"the cloud's own address", "/latest/meta-data/", func(string, int32) [][4]byte { return [][4]byte{{169, 254, 169, 254}} }, Private},
		{"no address", "/", func(string, int32) [][4]byte { return nil }, Unreachable},
	}
	for _, test := range tests {
		f := New(Config{Limits: Limits{Time: quick.Time * 4, Pause: quick.Pause}, Control: control, Resolver: names(t, test.answer)})
		page, err := f.Get(context.Background(), (&url.URL{Scheme: "http", Host: "rebind.example:" + port, Path: test.path}).String())
		switch {
		case test.want == "" && (err != nil || string(page.Body) != "words"):
			t.Errorf("%s: %+v, %v", test.name, page, err)
		case test.want != "" && err == nil:
			t.Errorf("%s: %q came", test.name, page.Body)
		case test.want != "":
			if c := classOf(t, err); c != test.want {
				t.Errorf("%s: %s (%v), want %s", test.name, c, err, test.want)
			}
		}
	}
	if inside.Load() != 0 || asked.Load() != 2 {
		t.Errorf("the inside was asked %d times, the public web %d times", inside.Load(), asked.Load())
	}
}
