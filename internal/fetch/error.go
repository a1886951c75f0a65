package fetch

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"unicode"
)

// A Class says what kept a page from coming.
type Class string

const (
	Address     Class = "address"     // what was given cannot be fetched
	Private     Class = "private"     // it leads to a network that is not public
	Unreachable Class = "unreachable" // no such site, or no safe connection
	Slow        Class = "slow"
	Large       Class = "large"
	Redirects   Class = "redirects"
	Type        Class = "type"    // neither HTML nor plain text
	Gone        Class = "gone"    // the site knows no such page
	Refused     Class = "refused" // the site does not give it to us
	Broken      Class = "broken"  // the site failed, or sent what cannot be unpacked
	Busy        Class = "busy"    // others are waiting for the same site
)

// An Error is one sentence for the reader.
type Error struct {
	Class Class
	text  string
}

func (e *Error) Error() string { return e.text }

// told is an error whose texts come from others: they are shortened and shown
// without what cannot be seen.
func told(c Class, format string, args ...any) *Error {
	for i, a := range args {
		if s, ok := a.(string); ok {
			args[i] = shown(s)
		}
	}
	return &Error{c, fmt.Sprintf(format, args...)}
}

// shown is a text of somebody else's as it may stand in a sentence of ours: one
// word, at most 60 characters of it, printable.
func shown(s string) string {
	const most = 60
	var b strings.Builder
	n := 0
	for _, r := range strings.TrimSpace(s) {
		switch {
		case n == most || unicode.IsSpace(r):
			return b.String() + "…"
		case !unicode.IsPrint(r):
			r = '?'
		}
		b.WriteRune(r)
		n++
	}
	return b.String()
}

// answered turns what a site says instead of a page into an error.
func answered(host string, r *http.Response) error {
	switch code := r.StatusCode; {
	case code == http.StatusOK:
		return nil
	case code == http.StatusNotFound || code == http.StatusGone:
		return told(Gone, "%s has no page at this address", host)
	case code == http.StatusTooManyRequests || code == http.StatusServiceUnavailable:
		e := told(Busy, "%s asks to come back later", host)
		after := r.Header.Get("Retry-After")
		if n, err := strconv.Atoi(after); err == nil && n > 0 {
			e.text += fmt.Sprintf(", in its words after %d seconds", n)
		} else if _, err := http.ParseTime(after); err == nil {
			e.text += ", in its words after " + after
		}
		return e
	case code == http.StatusUnauthorized || code == http.StatusPaymentRequired || code == http.StatusForbidden || code == http.StatusUnavailableForLegalReasons:
		return told(Refused, "%s does not give this page to Quoth (%d): open it yourself and paste it", host, code)
	case code >= 500:
		return told(Broken, "%s failed (%d): try again later", host, code)
	}
	return told(Broken, "%s answered with %d instead of a page", host, r.StatusCode)
}
