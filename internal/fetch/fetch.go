// Package fetch gets a page of the web for a reader: safely, because the
// address comes from somebody else and must not lead into the network that the
// server stands in, and politely, because the page is somebody else's too.
//
// Every address is checked when the connection is made, so that a name whose
// answer changes in between changes nothing; at each redirect again. There are
// limits on time, on bytes (as sent and as unpacked), on redirects and on
// types. One host is asked one thing at a time. No cookie is kept, no proxy of
// the environment used.
//
// Every error is an [Error]: one sentence for the reader, and a class.
package fetch

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/url"
	"syscall"
	"time"

	"code.dny.dev/ssrf"
)

// A Page is what a site answered.
type Page struct {
	Given       string // the address that was asked for
	URL         string // where the redirects ended
	ContentType string
	Body        []byte // unpacked
	Retrieved   time.Time
}

// Limits bound one page. The zero value of each is replaced by Usual's.
type Limits struct {
	Time      time.Duration // for all of it, waiting for others included
	Sent      int64         // bytes on the line
	Unpacked  int64         // bytes after decompression
	Redirects int
	Pause     time.Duration // between two pages of one host
}

// Usual is far more than a news page needs.
var Usual = Limits{Time: 20 * time.Second, Sent: 5 << 20, Unpacked: 15 << 20, Redirects: 8, Pause: time.Second}

// A Config says how to fetch.
type Config struct {
	// Agent is sent as User-Agent: a name and an address at which a site's
	// owner finds out who asks.
	Agent string
	Limits
	// Control decides about each connection before it is made, as
	// net.Dialer.Control does. Nil means public addresses and the ports 80 and
	// 443 only; tests allow loopback.
	Control func(network, address string, c syscall.RawConn) error
	// Resolver finds the addresses of names. Nil means the system's; tests
	// answer themselves.
	Resolver *net.Resolver
}

// A Fetcher may be used by several goroutines.
type Fetcher struct {
	config Config
	client *http.Client
	hosts  hosts
	kept   kept
}

// New makes a Fetcher.
func New(c Config) *Fetcher {
	fill(&c.Time, Usual.Time)
	fill(&c.Sent, Usual.Sent)
	fill(&c.Unpacked, Usual.Unpacked)
	fill(&c.Redirects, Usual.Redirects)
	fill(&c.Pause, Usual.Pause)
	if c.Control == nil {
		c.Control = ssrf.New().Safe
	}
	dialer := &net.Dialer{Timeout: 8 * time.Second, Control: c.Control, Resolver: c.Resolver}
	f := &Fetcher{config: c}
	f.client = &http.Client{
		Transport: &http.Transport{
			DialContext:            dialer.DialContext,
			DisableKeepAlives:      true, // the next page is another site's
			DisableCompression:     true, // unpacked here, with a limit
			TLSHandshakeTimeout:    8 * time.Second,
			ResponseHeaderTimeout:  10 * time.Second,
			MaxResponseHeaderBytes: 64 << 10,
			ForceAttemptHTTP2:      true,
		},
		CheckRedirect: f.redirect,
	}
	return f
}

func fill[T comparable](value *T, usual T) {
	var zero T
	if *value == zero {
		*value = usual
	}
}

// Get fetches a page. A page that was fetched before is asked for again with
// what the site said of it, and need not be sent twice.
func (f *Fetcher) Get(ctx context.Context, address string) (*Page, error) {
	u, err := check(address)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, f.config.Time)
	defer cancel()
	leave, err := f.hosts.enter(ctx, u.Hostname(), f.config.Pause)
	if err != nil {
		return nil, told(Busy, "%s is being asked for other readers: try again in a moment", u.Hostname())
	}
	defer leave()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, told(Address, "%q is not an address of the web", address)
	}
	request.Header.Set("User-Agent", f.config.Agent)
	request.Header.Set("Accept", "text/html, application/xhtml+xml, text/plain;q=0.8")
	request.Header.Set("Accept-Encoding", "br, gzip")
	before := f.kept.get(u.String())
	if before != nil {
		before.ask(request.Header)
	}
	response, err := f.client.Do(request)
	if err != nil {
		return nil, f.failed(ctx, u, err)
	}
	defer response.Body.Close()
	if response.StatusCode == http.StatusNotModified && before != nil {
		again := before.page
		again.Retrieved = time.Now().UTC()
		return &again, nil
	}
	if err := answered(u.Hostname(), response); err != nil {
		return nil, err
	}
	body, contentType, err := f.body(ctx, response)
	if err != nil {
		return nil, err
	}
	page := Page{Given: address, URL: response.Request.URL.String(), ContentType: contentType, Body: body, Retrieved: time.Now().UTC()}
	f.kept.put(u.String(), page, response.Header)
	return &page, nil
}

// check reads an address that somebody typed.
func check(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Host == "" || u.Hostname() == "":
		return nil, told(Address, "%q is not an address of the web: it begins with https://", address)
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, told(Address, "%s: only addresses that begin with http:// or https:// are fetched", u.Scheme+"://…")
	case u.User != nil:
		return nil, told(Address, "an address with a name and password in it is not fetched: leave them out")
	}
	u.Fragment = ""
	return u, nil
}

// redirect is asked before each redirect is followed.
func (f *Fetcher) redirect(next *http.Request, before []*http.Request) error {
	if _, err := check(next.URL.String()); err != nil {
		return err
	}
	for _, b := range before {
		if b.URL.String() == next.URL.String() {
			return told(Redirects, "%s sends the reader round in a circle", before[0].URL.Hostname())
		}
	}
	if len(before) > f.config.Redirects {
		return told(Redirects, "%s sends the reader on more than %d times", before[0].URL.Hostname(), f.config.Redirects)
	}
	return nil
}

// failed tells why no answer came.
func (f *Fetcher) failed(ctx context.Context, u *url.URL, err error) error {
	var known *Error
	var name *net.DNSError
	var slow net.Error
	host := u.Hostname()
	var failed *url.Error
	if errors.As(err, &failed) {
		if at, parseErr := url.Parse(failed.URL); parseErr == nil && at.Hostname() != "" {
			host = at.Hostname()
		}
	}
	switch {
	case errors.As(err, &known):
		return known
	case errors.Is(err, ssrf.ErrProhibitedIP), errors.Is(err, ssrf.ErrProhibitedNetwork):
		return told(Private, "%s is not on the public web, so Quoth does not fetch it: open or paste the page instead", host)
	case errors.Is(err, ssrf.ErrProhibitedPort):
		return told(Private, "%s is asked for at an unusual port, which Quoth does not fetch", host)
	case errors.As(err, &name):
		return told(Unreachable, "there is no site %s: check the address", host)
	case ctx.Err() != nil, errors.As(err, &slow) && slow.Timeout():
		return told(Slow, "%s took too long to answer: try again, or open the page and paste it", host)
	}
	return told(Unreachable, "%s could not be reached safely: try again, or open the page and paste it", host)
}
