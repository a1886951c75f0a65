package fetch

import (
	"net/http"
	"sync"
)

// kept remembers pages whose site said how to ask whether they have changed,
// so that fetching again costs the site next to nothing. It is bounded; the
// oldest go first.
type kept struct {
	mu     sync.Mutex
	pages  map[string]*keptPage
	order  []string // oldest first
	weight int64    // bytes of all bodies
}

type keptPage struct {
	page           Page
	tag, timestamp string
}

const (
	keptPages  = 200
	keptWeight = 32 << 20
)

func (k *kept) get(address string) *keptPage {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.pages[address]
}

func (p *keptPage) ask(h http.Header) {
	if p.tag != "" {
		h.Set("If-None-Match", p.tag)
	}
	if p.timestamp != "" {
		h.Set("If-Modified-Since", p.timestamp)
	}
}

func (k *kept) put(address string, page Page, h http.Header) {
	p := &keptPage{page, h.Get("ETag"), h.Get("Last-Modified")}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.drop(address)
	if p.tag == "" && p.timestamp == "" || int64(len(page.Body)) > keptWeight/8 {
		return
	}
	if k.pages == nil {
		k.pages = map[string]*keptPage{}
	}
	k.pages[address] = p
	k.order = append(k.order, address)
	k.weight += int64(len(page.Body))
	for len(k.order) > keptPages || k.weight > keptWeight {
		k.drop(k.order[0])
	}
}

func (k *kept) drop(address string) {
	old := k.pages[address]
	if old == nil {
		return
	}
	delete(k.pages, address)
	k.weight -= int64(len(old.page.Body))
	for i, a := range k.order {
		if a == address {
			k.order = append(k.order[:i], k.order[i+1:]...)
			break
		}
	}
}
