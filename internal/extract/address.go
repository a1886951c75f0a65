package extract

import (
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/idna"

	"quoth/internal/article"
	"quoth/internal/ingest"
)

// A picture is an image and where it stands.
type picture struct {
	article.Image // Before counts blocks of the page
	in            *element
}

const (
	maxImages = 200 // how many pictures are noted
	smallest  = 48  // pixels of a side of a picture that shows something
)

// image notes a picture of the page, unless it is an icon or a pixel that
// counts readers.
func (d *document) image(n *html.Node, in *element) {
	for _, side := range []string{"width", "height"} {
		if pixels, err := strconv.Atoi(strings.TrimSuffix(attr(n, side), "px")); err == nil && pixels < smallest {
			return
		}
	}
	for _, key := range []string{"src", "data-src", "data-original", "data-lazy-src"} {
		if address, ok := d.absolute(attr(n, key)); ok && named(address) && len(d.pictures) < maxImages {
			d.pictures = append(d.pictures, picture{article.Image{URL: address, Alt: plain(attr(n, "alt")), Before: len(d.blocks)}, in})
			return
		}
	}
}

// named reports whether an address has the name of a host of the public web. A
// number, or a name without a dot, is a machine beside the reader's, which no
// article has pictures on.
func named(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	_, err = netip.ParseAddr(u.Hostname())
	return err != nil && strings.Contains(u.Hostname(), ".")
}

// absolute is the address of a link against the page's own: http or https.
func (d *document) absolute(href string) (string, bool) {
	href = strings.TrimSpace(href)
	if href == "" || href[0] == '#' || len(href) > maxURL {
		return "", false
	}
	if d.base != nil && !strings.HasPrefix(href, "http") {
		u, err := url.Parse(href)
		if err != nil {
			return "", false
		}
		href = d.base.ResolveReference(u).String()
	}
	address, ok := ingest.WebURL(href)
	return address, ok && strings.HasPrefix(address, "http")
}

// ascii is an address with its host as browsers ask for it (RFC 5891), so that
// one host has one name. What is no such name stays as it is.
func ascii(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	host, err := idna.Lookup.ToASCII(u.Hostname())
	if err != nil || host == u.Hostname() {
		return address
	}
	if port := u.Port(); port != "" {
		host += ":" + port
	}
	u.Host = host
	return u.String()
}

// images are the pictures that stand in the article and not in a box. Drafts
// is how many blocks of the article stand before each block of the page.
func (d *document) images(drafts []int) []article.Image {
	var out []article.Image
	seen := map[string]bool{}
	for _, p := range d.pictures {
		boxed := false
		for e := p.in; e != nil; e = e.parent {
			boxed = boxed || e.reason != ""
		}
		if (p.in.stays || d.frame != nil && p.in.inside(d.frame)) && !boxed && !seen[p.URL] {
			seen[p.URL] = true
			p.Before = drafts[p.Before]
			out = append(out, p.Image)
		}
	}
	return out
}
