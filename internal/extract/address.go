package extract

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"

	"quoth/internal/ingest"
)

// A picture is an image and where it stands.
type picture struct {
	Image
	in *element
}

// maxImages bounds how many pictures are noted.
const maxImages = 200

// image notes a picture of the page.
func (d *document) image(n *html.Node, in *element) {
	for _, key := range []string{"src", "data-src", "data-original", "data-lazy-src"} {
		if address, ok := d.absolute(attr(n, key)); ok && strings.HasPrefix(address, "http") && len(d.pictures) < maxImages {
			d.pictures = append(d.pictures, picture{Image{URL: address, Alt: plain(attr(n, "alt"))}, in})
			return
		}
	}
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

// images are the pictures that stand in the article and not in a box.
func (d *document) images() []Image {
	var out []Image
	seen := map[string]bool{}
	for _, p := range d.pictures {
		boxed := false
		for e := p.in; e != nil; e = e.parent {
			boxed = boxed || e.reason != ""
		}
		if (p.in.stays || d.frame != nil && p.in.inside(d.frame)) && !boxed && !seen[p.URL] {
			seen[p.URL] = true
			out = append(out, p.Image)
		}
	}
	return out
}
