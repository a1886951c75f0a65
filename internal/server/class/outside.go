package class

import (
	"net/http"
	"time"
)

const (
	outsideWaits = 10 * time.Second
	mostOutside  = 1 << 20 // bytes of an answer
)

// outside is the client by which servers are asked that whoever runs this one
// has named. It waits so long, reads so much, and follows nobody elsewhere.
func outside() *http.Client {
	return &http.Client{
		Timeout:       outsideWaits,
		Transport:     bounded{http.DefaultTransport},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

type bounded struct{ next http.RoundTripper }

// RoundTrip implements http.RoundTripper.
func (b bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := b.next.RoundTrip(r)
	if err == nil {
		answer.Body = http.MaxBytesReader(nil, answer.Body, mostOutside)
	}
	return answer, err
}
