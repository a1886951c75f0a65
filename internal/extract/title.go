package extract

import (
	"slices"
	"strings"
)

// isHeadline reports whether a line is one of the page's titles, or the
// greater part of one that names the site too.
func (s *said) isHeadline(line string) bool {
	k := letters(line)
	if len(k) < 6 || s.isSite(k) {
		return false
	}
	for _, title := range s.keys(&s.titleKeys, s.titles...) {
		if k == title || len(k) >= 20 && len(title) < len(k)*2 && (strings.HasPrefix(title, k) || strings.HasSuffix(title, k)) {
			return true
		}
	}
	return false
}

// isSite reports whether letters are the name of the site, which some put into
// the first heading of every page.
func (s *said) isSite(k string) bool {
	if s.siteKeys == nil {
		names := append(slices.Clone(s.metas["og:site_name"]), s.object().text("publisher"))
		for _, title := range s.metas["title"] {
			for _, sep := range []string{" | ", " - ", " – ", " — "} {
				if at := strings.LastIndex(title, sep); at > len(title)/2 {
					names = append(names, title[at:])
				}
			}
		}
		s.keys(&s.siteKeys, names...)
	}
	return slices.Contains(s.siteKeys, k)
}

// describes reports whether the page describes itself with these words.
func (s *said) describes(line string) bool {
	k := letters(line)
	for _, desc := range s.keys(&s.deckKeys, slices.Concat(s.metas["og:description"], s.metas["description"], s.metas["twitter:description"])...) {
		if len(desc) >= 40 && (strings.HasPrefix(k, desc[:min(len(desc), 80)]) || strings.HasPrefix(desc, k)) {
			return true
		}
	}
	return false
}

// keys are the letters of texts, made once.
func (s *said) keys(made *[]string, of ...string) []string {
	if *made == nil {
		*made = []string{}
		for _, one := range of {
			*made = append(*made, letters(one))
		}
	}
	return *made
}
