// Package limit bounds how often each client may do something. It knows
// clients by a name, a session or an address, and what it remembers of them is
// bounded too: whoever comes when it is full shares one allowance with all who
// came then, and those who are known go on.
package limit

import (
	"net"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// A Limit allows each client some turns at once, and gives one back every so
// often. It is safe for concurrent use.
type Limit struct {
	every  time.Duration
	atOnce int
	most   int

	mu     sync.Mutex
	all    map[string]*client
	others *rate.Limiter // of those for whom there was no room
	swept  time.Time
}

type client struct {
	turns *rate.Limiter
	last  time.Time
}

// New allows atOnce turns, and one more each time that every has passed. It
// remembers most clients.
func New(every time.Duration, atOnce, most int) *Limit {
	return &Limit{every: every, atOnce: atOnce, most: most, all: map[string]*client{}, others: rate.NewLimiter(rate.Every(every), atOnce)}
}

// Take takes a turn. If there is none it returns after how long there is one.
func (l *Limit) Take(name string) (wait time.Duration) {
	now := time.Now()
	turn := l.of(name, now).ReserveN(now, 1)
	if wait = turn.DelayFrom(now); wait > 0 {
		turn.CancelAt(now)
	}
	return wait
}

// Left reports whether there is a turn, and takes none.
func (l *Limit) Left(name string) bool {
	now := time.Now()
	return l.of(name, now).TokensAt(now) >= 1
}

func (l *Limit) of(name string, now time.Time) *rate.Limiter {
	l.mu.Lock()
	defer l.mu.Unlock()
	at := l.all[name]
	if at == nil {
		if len(l.all) >= l.most {
			l.sweep(now)
		}
		if len(l.all) >= l.most {
			return l.others
		}
		at = &client{turns: rate.NewLimiter(rate.Every(l.every), l.atOnce)}
		l.all[name] = at
	}
	at.last = now
	return at.turns
}

// sweep forgets those who have been quiet for long enough to have all their
// turns back: they lose nothing by it. It looks once a second, so that many
// strangers cannot make it the work of each.
func (l *Limit) sweep(now time.Time) {
	if now.Sub(l.swept) < time.Second {
		return
	}
	l.swept = now
	for name, c := range l.all {
		if now.Sub(c.last) > time.Duration(l.atOnce)*l.every {
			delete(l.all, name)
		}
	}
}

// Address is the name of whoever has no other: the address that a request
// comes from. Of IPv6 it is the network, for whoever has one address there has
// them all.
func Address(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	at, err := netip.ParseAddr(host)
	if err != nil {
		return host
	}
	if at = at.Unmap(); at.Is6() {
		net, err := at.WithZone("").Prefix(64)
		if err == nil {
			return net.String()
		}
	}
	return at.String()
}
