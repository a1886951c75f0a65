package class

import (
	"fmt"
	"math"
	"net/http"
	"strconv"
	"sync"
	"time"

	"quoth/internal/server/limit"
)

// guesses slows down whoever tries codes and passwords: right ones cost
// nothing, so that a whole class may join through one address at once. A school
// sits behind one address: it has room for many who mistype, and whoever tries
// one thing does not stand in the way of those who do another. A code of six
// letters is one of some hundred millions.
type guesses struct{ many, few *limit.Limit }

const (
	wrongAtOnce   = 60 // of one kind, from one address
	wrongEach     = time.Second
	fewAtOnce     = 10 // of one account's password, from one address
	fewEach       = 6 * time.Second
	mostAddresses = 10_000
)

func newGuesses() guesses {
	return guesses{limit.New(wrongEach, wrongAtOnce, mostAddresses), limit.New(fewEach, fewAtOnce, mostAddresses)}
}

// allowed reports whether an address may guess: what kind of code, or the
// password of which account.
func (g guesses) allowed(r *http.Request, what, account string) bool {
	at := limit.Address(r)
	return g.many.Left(what+" "+at) && (account == "" || g.few.Left(account+" "+at))
}

// wrong notes that it was wrong.
func (g guesses) wrong(r *http.Request, what, account string) {
	at := limit.Address(r)
	g.many.Take(what + " " + at)
	if account != "" {
		g.few.Take(account + " " + at)
	}
}

// Usual is how many requests a second a browser or a script may make for long:
// many more than anybody at work does, and few enough that one that runs wild
// leaves the class its server.
const Usual = 100

// calls are how often each session may ask. A school sits behind one address,
// so that an address counts only for those who have no session yet, and then
// for a whole school that joins at once.
type calls struct{ sessions, addresses *limit.Limit }

func newCalls(perSecond int) *calls {
	if perSecond <= 0 {
		return nil
	}
	each := time.Second / time.Duration(perSecond)
	return &calls{limit.New(each, 5*perSecond, 100_000), limit.New(each, 20*perSecond, mostAddresses)}
}

// take takes a turn of whoever asks.
func (all *calls) take(c *call) error {
	if all == nil {
		return nil
	}
	var wait time.Duration
	if c.session.id != "" {
		wait = all.sessions.Take(c.session.id)
	} else {
		wait = all.addresses.Take(limit.Address(c.r))
	}
	if wait == 0 {
		return nil
	}
	c.metrics.limited.WithLabelValues("requests").Inc()
	return later{"this browser asks too often: it goes on in a moment", http.StatusTooManyRequests, wait}
}

// later refuses what may be asked again after a while.
type later struct {
	words string
	code  int
	wait  time.Duration
}

func (l later) Error() string { return l.words }

// seconds is for a Retry-After header: at least one.
func (l later) seconds() string { return strconv.Itoa(max(1, int(math.Ceil(l.wait.Seconds())))) }

// streams counts who listens, for a stream costs memory as long as it lasts.
type streams struct {
	most int // of the server
	mu   sync.Mutex
	all  int
	by   map[string]int // session
}

const (
	mostStreams     = 10_000 // of a server
	mostStreamsEach = 32     // of a browser: of a tab it is two at most
)

// open makes room for one more stream of a session, until close is called.
func (s *streams) open(session string) (closed func(), err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.by[session] >= mostStreamsEach:
		return nil, later{fmt.Sprintf("this browser listens %d times already: close a tab", mostStreamsEach), http.StatusTooManyRequests, 10 * time.Second}
	case s.all >= s.most:
		return nil, later{"too many listen to this server now: it is tried again in a moment", http.StatusServiceUnavailable, 10 * time.Second}
	}
	if s.by == nil {
		s.by = map[string]int{}
	}
	s.all++
	s.by[session]++
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.all--
		if s.by[session]--; s.by[session] == 0 {
			delete(s.by, session)
		}
	}, nil
}
