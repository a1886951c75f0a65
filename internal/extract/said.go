package extract

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"quoth/internal/text"
)

// said is what a page says about itself, before anything is chosen.
type said struct {
	base *url.URL // against which links are read

	metas  map[string][]string // meta elements and microdata, by lower-case name
	links  map[string]string   // link elements, by rel
	titles []string            // headlines as the head of the page has them
	lang   string
	dir    string
	data   []object // JSON-LD, the article's first

	authors []string // what the page prints in elements named so
	bylines []string // what it prints in elements named as the line with them
	times   []string // datetime attributes outside of boxes
	script  int      // bytes of scripts
	wants   bool     // a noscript element asks for scripts
	locked  bool     // an element is named as the wall of a paper

	titleKeys, deckKeys, siteKeys []string // see keys
}

// maxValue bounds what is kept of one attribute or line, in bytes.
const maxValue = 2000

// readSaid reads head and body of a page before anything is taken out.
func readSaid(root *html.Node, address string) *said {
	s := &said{base: pageURL(address), metas: map[string][]string{}, links: map[string]string{}}
	s.walk(root, false)
	s.order()
	s.titles = append(s.titles, s.metas["og:title"]...)
	s.titles = append(s.titles, s.metas["twitter:title"]...)
	s.titles = append(s.titles, s.metas["title"]...)
	return s
}

func (s *said) walk(n *html.Node, boxed bool) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode {
			continue
		}
		in := boxed || c.Data == "aside" || c.Data == "footer" || c.Data == "nav" || c.Data == "form"
		if !in && c.Data != "meta" && c.Data != "script" {
			class := names(c)
			for _, box := range []string{"related", "comments", "comment", "respond", "sidebar", "recommended", "trending"} {
				in = in || hasName(class, box)
			}
		}
		s.element(c, in)
		s.walk(c, in)
	}
}

func (s *said) element(n *html.Node, boxed bool) {
	switch n.Data {
	case "html":
		s.lang, s.dir = attr(n, "lang"), attr(n, "dir")
		if s.lang == "" {
			s.lang = attr(n, "xml:lang")
		}
		return
	case "body":
		if s.dir == "" {
			s.dir = attr(n, "dir")
		}
		return
	case "base":
		if u, err := url.Parse(attr(n, "href")); err == nil && s.base != nil && len(attr(n, "href")) < maxURL {
			if u = s.base.ResolveReference(u); u.Host != "" && strings.HasPrefix(u.Scheme, "http") {
				s.base = u
			}
		}
	case "title":
		if n.Namespace == "" && n.FirstChild != nil {
			s.meta("title", n.FirstChild.Data)
		}
	case "meta":
		for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
			if name := attr(n, key); name != "" {
				s.meta(name, attr(n, "content"))
			}
		}
		return
	case "link":
		if rel := strings.ToLower(attr(n, "rel")); rel != "" && s.links[rel] == "" {
			s.links[rel] = attr(n, "href")
		}
		return
	case "script":
		if n.FirstChild != nil {
			s.script += len(n.FirstChild.Data)
		}
		if strings.HasPrefix(strings.ToLower(attr(n, "type")), "application/ld+json") && len(s.data) < 500 {
			s.data = append(s.data, linkedData(n)...)
		}
		return
	case "noscript":
		s.wants = s.wants || n.FirstChild != nil && strings.Contains(strings.ToLower(n.FirstChild.Data), "enable javascript")
		return
	case "a":
		if strings.Contains(strings.ToLower(attr(n, "rel")), "license") && s.links["license"] == "" {
			s.links["license"] = attr(n, "href")
		}
	case "time":
		if when := attr(n, "datetime"); when != "" && !boxed && len(s.times) < 20 {
			s.times = append(s.times, when)
		}
	}
	s.printed(n, boxed)
}

// printed reads microdata and the elements that are named as a byline.
func (s *said) printed(n *html.Node, boxed bool) {
	if len(n.Attr) == 0 {
		return
	}
	prop := strings.ToLower(attr(n, "itemprop"))
	switch prop {
	case "datepublished", "datemodified", "headline", "articlesection", "inlanguage":
		value := attr(n, "content")
		if value == "" {
			value = attr(n, "datetime")
		}
		if value == "" {
			value = inner(n)
		}
		if !boxed {
			s.meta("itemprop:"+prop, value)
		}
	}
	class := names(n)
	if hasName(class, "paywall") || hasName(class, "regwall") || hasName(class, "subscriber only") || hasName(class, "piano") && hasName(class, "offer") {
		s.locked = true
	}
	if boxed || len(s.authors)+len(s.bylines) >= 16 {
		return
	}
	into := (*[]string)(nil)
	switch {
	case prop == "author", strings.EqualFold(attr(n, "rel"), "author"), hasName(class, "author name"), hasName(class, "fn"):
		into = &s.authors
	case hasName(class, "byline"), hasName(class, "by line"), hasName(class, "bylines"), hasName(class, "author"), hasName(class, "authors"), hasName(class, "article author"), hasName(class, "writer"):
		into = &s.bylines
	default:
		return
	}
	if line := inner(n); line != "" && utf8.RuneCountInString(line) <= 200 {
		*into = append(*into, line)
	}
}

func (s *said) meta(name, value string) {
	if value = plain(value); value != "" {
		if name = strings.ToLower(strings.TrimSpace(name)); len(s.metas[name]) < 20 && len(s.metas) < 500 {
			s.metas[name] = append(s.metas[name], value)
		}
	}
}

// order brings the object of the most telling type to the front.
func (s *said) order() {
	best := -1
	for i, o := range s.data {
		if r := o.rank(); r >= 0 && (best < 0 || r < s.data[best].rank()) {
			best = i
		}
	}
	if best < 0 {
		s.data = nil
		return
	}
	first := s.data[best]
	first.resolve(s.data)
	s.data = []object{first}
	if h := first.text("headline"); h != "" {
		s.titles = append(s.titles, h)
	}
}

// object is the JSON-LD of the article; an empty one if there is none.
func (s *said) object() object {
	if len(s.data) == 0 {
		return object{}
	}
	return s.data[0]
}

// inner is the text of an element, cut after maxValue bytes.
func inner(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil && b.Len() < maxValue; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode:
				b.WriteString(c.Data)
			case c.Type != html.ElementNode || droppedTags[c.Data]:
			default:
				if isBlock(c) || c.Data == "br" || c.Data == "span" || c.Data == "time" {
					b.WriteByte(' ')
				}
				walk(c)
				if isBlock(c) {
					b.WriteByte(' ')
				}
			}
		}
	}
	walk(n)
	return plain(b.String())
}

// plain is one line of text by the rule of package text: without markup, with
// character references resolved, white space collapsed.
func plain(s string) string {
	if len(s) > maxValue {
		s = strings.ToValidUTF8(s[:maxValue], "")
	}
	if strings.Contains(s, "&") {
		s = html.UnescapeString(s)
	}
	for open := strings.IndexByte(s, '<'); open >= 0; open = strings.IndexByte(s, '<') {
		shut := strings.IndexByte(s[open:], '>')
		if shut < 0 {
			break
		}
		s = s[:open] + " " + s[open+shut+1:]
	}
	s, err := text.Normalize(strings.ToValidUTF8(s, "\uFFFD"))
	if err != nil {
		return ""
	}
	return strings.Join(strings.Fields(s), " ")
}
