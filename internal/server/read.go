package server

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"quoth/internal/article"
	"quoth/internal/fetch"
	"quoth/internal/server/limit"
)

var (
	errBusy  = errors.New("the server is reading the pages of others: try again in a moment")
	errLarge = fmt.Errorf("the page is larger than %d MB, more than an article needs", fetch.Usual.Unpacked>>20)
	errEmpty = fmt.Errorf("nothing was sent: %w", article.ErrInvalid)
	errAway  = fmt.Errorf("the page broke off on its way: %w", article.ErrInvalid)
)

// reads answers POST /api/read, whose body is a page as the reader's browser
// has it, with the article that stands on it. Content-Location is the page's
// address, if it has one. The page is forgotten when it is answered: it is
// neither kept nor logged.
func (s *server) reads(w http.ResponseWriter, r *http.Request) {
	a, err := func() (*article.Article, error) {
		if s.clients.Take(limit.Address(r)) > 0 {
			return nil, errTooMany
		}
		leave, err := s.turns.send()
		if err != nil {
			return nil, err
		}
		defer leave()
		// Longer than for other requests: lines of readers send slowly.
		_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(sendWithin))
		page, err := io.ReadAll(http.MaxBytesReader(w, r.Body, fetch.Usual.Unpacked))
		var large *http.MaxBytesError
		switch {
		case errors.As(err, &large):
			return nil, errLarge
		case err != nil:
			return nil, errAway
		case len(page) == 0:
			return nil, errEmpty
		}
		done, err := s.turns.read(r)
		if err != nil {
			return nil, err
		}
		defer done()
		address := r.Header.Get("Content-Location")
		if !strings.HasPrefix(address, "https://") && !strings.HasPrefix(address, "http://") {
			address = ""
		}
		return s.config.Read(page, r.Header.Get("Content-Type"), address)
	}()
	s.told(w, r, a, err)
}

const (
	sendWithin = 2 * time.Minute
	waitFor    = 20 * time.Second // for a turn to be read
	senders    = 32               // pages that arrive at once
	readers    = 2                // pages that are read at once; each may take 500 MB
)

// turns bounds what pages cost: the memory of those that arrive, and the
// processors for those that are read, which takes several times their size.
type turns struct{ sending, reading chan struct{} }

func newTurns() turns {
	return turns{make(chan struct{}, senders), make(chan struct{}, readers)}
}

func (t turns) send() (leave func(), err error) {
	select {
	case t.sending <- struct{}{}:
		return func() { <-t.sending }, nil
	default:
		return nil, errBusy
	}
}

func (t turns) read(r *http.Request) (leave func(), err error) {
	late := time.NewTimer(waitFor)
	defer late.Stop()
	select {
	case t.reading <- struct{}{}:
		return func() { <-t.reading }, nil
	case <-r.Context().Done():
		return nil, r.Context().Err()
	case <-late.C:
		return nil, errBusy
	}
}
