package extract

import (
	"net/url"
	"strconv"
	"strings"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
)

// readable lets readability choose, and notes which elements and blocks it has
// kept. It changes the tree; the elements' numbers and parents stay.
func (d *document) readable(root *html.Node) {
	p := readability.NewParser()
	p.DisableJSONLD = true
	p.KeepClasses = true
	result, err := p.ParseAndMutate(root, d.base)
	if err != nil || result.Node == nil {
		return
	}
	d.stay(result.Node)
	for _, e := range d.elements {
		// Of two elements one in the other, it keeps one and gives it the
		// number of the outer one.
		if !e.stays && e.only && e.parent != nil && e.parent.stays {
			e.stays = true
		}
	}
	for _, b := range d.blocks {
		b.kept = b.in.stays
	}
}

func (d *document) stay(n *html.Node) {
	if n.Type == html.ElementNode {
		id := attr(n, "id")
		at := strings.LastIndex(id, stamp) + len(stamp)
		if i, err := strconv.Atoi(id[min(at, len(id)):]); err == nil && i >= 0 && i < len(d.elements) {
			d.elements[i].stays = true
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		d.stay(c)
	}
}

// pageURL is an address for readability, which wants one.
func pageURL(address string) *url.URL {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || !strings.HasPrefix(u.Scheme, "http") {
		return nil
	}
	return u
}
