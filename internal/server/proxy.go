package server

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"

	"quoth/internal/article"
)

// ParseProxies reads the networks whose word is taken on where a request comes
// from: addresses or CIDRs, between commas. It returns article.ErrInvalid for
// what is neither.
func ParseProxies(s string) (list []netip.Prefix, err error) {
	for one := range strings.SplitSeq(s, ",") {
		if one = strings.TrimSpace(one); one == "" {
			continue
		}
		p, err := netip.ParsePrefix(one)
		if err != nil {
			at, err := netip.ParseAddr(one)
			if err != nil || at.Zone() != "" {
				return nil, fmt.Errorf("trusted proxy %q: give an address or a network, like 10.0.0.0/8: %w", one, article.ErrInvalid)
			}
			p = netip.PrefixFrom(at, at.BitLen())
		}
		list = append(list, p.Masked())
	}
	return list, nil
}

// behind gives each request the address of the client in the place of that of
// a trusted proxy. The header is read from its end, which the nearest proxy
// wrote: what a client has put before that is its own invention.
func (s *server) behind(next http.Handler) http.Handler {
	if len(s.config.Proxies) == 0 {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if from, known := s.client(r); known {
			forwarded := *r
			forwarded.RemoteAddr = net.JoinHostPort(from.String(), "0")
			r = &forwarded
		}
		next.ServeHTTP(w, r)
	})
}

// client is the last address on the way of a request that is no trusted proxy.
func (s *server) client(r *http.Request) (at netip.Addr, known bool) {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return at, false
	}
	at = peer.Addr().Unmap()
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0 && s.trusts(at); i-- {
		before, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			break // who speaks so is the last that is known
		}
		at = before.Unmap().WithZone("")
	}
	return at, true
}

func (s *server) trusts(at netip.Addr) bool {
	for _, p := range s.config.Proxies {
		if p.Contains(at) {
			return true
		}
	}
	return false
}
