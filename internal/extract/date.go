package extract

import (
	"strings"
	"time"

	"quoth/internal/ingest"
)

// layouts are the forms of dates that pages use for programs, the frequent
// ones first. Those without a zone are kept as a date alone unless the time
// is beyond doubt.
var layouts = []struct {
	form  string
	keeps string // how it is written out
}{
	{time.RFC3339, time.RFC3339},
	{"2006-01-02T15:04:05Z0700", time.RFC3339},
	{"2006-01-02T15:04Z07:00", time.RFC3339},
	{"2006-01-02T15:04Z0700", time.RFC3339},
	{"2006-01-02T15:04:05.999999999Z0700", time.RFC3339},
	{"2006-01-02 15:04:05 -0700", time.RFC3339},
	{"2006-01-02 15:04:05Z07:00", time.RFC3339},
	{"2006-01-02 15:04:05 MST", time.DateOnly},
	{time.RFC1123Z, time.RFC3339},
	{time.RFC1123, time.DateOnly},
	{"Mon Jan 02 2006 15:04:05 GMT-0700", time.RFC3339},
	{"Mon Jan _2 15:04:05 MST 2006", time.DateOnly},
	{"2006-01-02T15:04:05", time.DateOnly},
	{"2006-01-02T15:04", time.DateOnly},
	{"2006-01-02 15:04:05", time.DateOnly},
	{"2006-01-02 15:04", time.DateOnly},
	{time.DateOnly, time.DateOnly},
	{"2006/01/02", time.DateOnly},
	{"20060102", time.DateOnly},
	{"20060102T150405Z", time.DateOnly},
	{"January 2, 2006", time.DateOnly},
	{"Jan 2, 2006", time.DateOnly},
	{"2 January 2006", time.DateOnly},
	{"2 Jan 2006", time.DateOnly},
	{"02.01.2006", time.DateOnly},
}

// dateOf is a date as RFC 3339, or a day alone where the hour or its zone is
// not said; empty if it is none. A date of the form 3/5/2031 is not read,
// because half of the world means another day by it.
func dateOf(s string) string {
	s = strings.TrimSpace(s)
	if len(s) > 80 {
		return ""
	}
	for _, l := range layouts {
		if t, err := time.Parse(l.form, s); err == nil {
			if t.Year() < 1800 || t.Year() > 2200 {
				return ""
			}
			return t.Format(l.keeps)
		}
	}
	if len(s) == 13 || len(s) == 10 { // seconds or milliseconds since 1970
		if n, ok := digits(s); ok {
			if len(s) == 13 {
				n /= 1000
			}
			if t := time.Unix(n, 0).UTC(); t.Year() > 1990 && t.Year() < 2200 {
				return t.Format(time.RFC3339)
			}
		}
	}
	return ingest.DateIn(s)
}

func digits(s string) (n int64, ok bool) {
	for _, r := range s {
		if r < '0' || r > '9' {
			return 0, false
		}
		n = n*10 + int64(r-'0')
	}
	return n, true
}

// pathDate is the day in the path of an address, as in /2031/05/03/ or
// /2031/may/03/, or empty.
func pathDate(address string) string {
	u := pageURL(address)
	if u == nil {
		return ""
	}
	parts := strings.Split(u.Path, "/")
	for i := 0; i+2 < len(parts); i++ {
		for _, form := range []string{"2006/01/02", "2006/1/2", "2006/Jan/02", "2006/Jan/2"} {
			s := strings.Join(parts[i:i+3], "/")
			if t, err := time.Parse(form, s); err == nil && t.Year() > 1990 && t.Year() < 2200 {
				return t.Format(time.DateOnly)
			}
		}
	}
	return ""
}
