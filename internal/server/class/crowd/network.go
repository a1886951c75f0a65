package crowd

import (
	"context"
	"errors"
	"net"
	"net/http"
	"sync"
	"time"
)

// A Network is what some tabs have in common on the way to the server, and it
// can be cut: what is open breaks, and nothing new is opened.
type Network struct {
	Client *http.Client

	mu   sync.Mutex
	away bool
	open map[*connection]bool
}

var errCut = errors.New("the network is cut")

// NewNetwork makes a network that is whole.
func NewNetwork() *Network {
	n := &Network{open: map[*connection]bool{}}
	n.Client = &http.Client{
		Transport:     &http.Transport{DialContext: n.dial, MaxIdleConnsPerHost: 2_000},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return n
}

// Cut breaks all connections, or lets them be made again.
func (n *Network) Cut(away bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.away = away
	if away {
		for c := range n.open {
			_ = c.close() // whoever reads from it is told
		}
	}
}

func (n *Network) dial(ctx context.Context, network, address string) (net.Conn, error) {
	d := net.Dialer{Timeout: 10 * time.Second}
	c, err := d.DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.away {
		_ = c.Close()
		return nil, errCut
	}
	one := &connection{c, n}
	n.open[one] = true
	return one, nil
}

type connection struct {
	net.Conn
	of *Network
}

// Close implements net.Conn.
func (c *connection) Close() error {
	c.of.mu.Lock()
	defer c.of.mu.Unlock()
	return c.close()
}

func (c *connection) close() error {
	delete(c.of.open, c)
	return c.Conn.Close()
}
