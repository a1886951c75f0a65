package extract

import (
	"net/url"
	"strings"

	"quoth/internal/article"
	"quoth/internal/ingest"
)

// About is what is known about an article besides its words. Every field may
// be empty.
type About struct {
	Headline  string            `json:"headline,omitempty"`
	Deck      string            `json:"deck,omitempty"`
	Bylines   []string          `json:"bylines,omitempty"`
	Publisher string            `json:"publisher,omitempty"`
	Section   string            `json:"section,omitempty"`
	Published string            `json:"published,omitempty"` // RFC 3339, or a day of it
	Modified  string            `json:"modified,omitempty"`  // likewise
	URL       string            `json:"url,omitempty"`       // as given
	Canonical string            `json:"canonical,omitempty"` // as the page names itself
	Language  string            `json:"language,omitempty"`  // BCP 47
	Direction article.Direction `json:"direction,omitempty"`
	Licence   string            `json:"licence,omitempty"` // an address, or the page's words
	// Sources says where each field comes from, by its JSON name: "json-ld",
	// "og:title" or another meta element, "link rel=canonical", "microdata",
	// "page" for what is printed, "url", "words" for what the words tell.
	Sources map[string]string `json:"sources,omitempty"`
}

// A find is a value with where it was found.
type find struct{ value, source string }

// take is the first value that is not empty.
func (a *About) take(field string, into *string, finds ...find) {
	for _, f := range finds {
		if f.value != "" && *into == "" {
			*into = f.value
			a.note(field, f.source)
		}
	}
}

func (a *About) note(field, source string) {
	if a.Sources == nil {
		a.Sources = map[string]string{}
	}
	a.Sources[field] = source
}

// named is the first meta element of one of the names that f makes something
// of.
func (s *said) named(f func(string) string, names ...string) find {
	for _, name := range names {
		for _, v := range s.metas[name] {
			if v = f(v); v != "" {
				return find{v, name}
			}
		}
	}
	return find{}
}

// site is the name of a site; some put its address or account there.
func site(s string) string {
	if strings.HasPrefix(s, "http") {
		return ""
	}
	return strings.TrimPrefix(s, "@")
}

func same(s string) string { return s }

// about chooses among what the page says. What the page shows goes before its
// data for the headline, because that is what a reader knows it by; for all
// else the data go first.
func (d *document) about(s *said, p Page) About {
	var a About
	a.take("url", &a.URL, find{p.URL, "given"})
	o := s.object()
	var headline, deck string
	for _, b := range d.blocks {
		switch {
		case !b.kept || b.aside != "":
		case b.Kind == article.Headline && headline == "":
			headline = b.Text
		case b.Kind == article.Deck && deck == "":
			deck = b.Text
		}
	}
	og := s.named(same, "og:title", "twitter:title")
	a.take("headline", &a.Headline, find{oneLine(headline), "page"}, find{o.text("headline"), "json-ld"},
		s.named(same, "itemprop:headline"), find{untitle(og.value, s), og.source}, find{untitle(s.named(same, "title").value, s), "title"})
	a.take("deck", &a.Deck, find{oneLine(deck), "page"}, find{o.text("alternativeHeadline"), "json-ld"})
	if a.Deck == a.Headline {
		a.Deck = ""
	}
	d.bylines(&a, s)
	a.take("publisher", &a.Publisher, find{o.text("publisher"), "json-ld"}, s.named(site, "og:site_name", "application-name", "dc.publisher", "twitter:app:name:iphone"))
	a.take("section", &a.Section, find{o.text("articleSection"), "json-ld"}, s.named(same, "article:section", "parsely-section", "section", "sailthru.section", "itemprop:articlesection", "og:section"))
	a.take("published", &a.Published, find{dateOf(o.text("datePublished")), "json-ld"}, find{dateOf(o.text("dateCreated")), "json-ld"},
		s.named(dateOf, "article:published_time", "og:published_time", "article:published", "itemprop:datepublished", "datepublished", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "dc.date.issued", "dc.date", "dcterms.created", "dc.date.created", "date", "article.published", "cxenseparse:recs:publishtime", "article_date_original", "published_at", "rnews:datepublished", "created", "timestamp"),
		find{d.printedDate(), "page"}, find{first(s.times, dateOf), "time"}, find{pathDate(p.URL), "url"})
	a.take("modified", &a.Modified, find{dateOf(o.text("dateModified")), "json-ld"},
		s.named(dateOf, "article:modified_time", "og:updated_time", "article:updated", "itemprop:datemodified", "datemodified", "last-modified", "lastmod", "dcterms.modified", "dc.date.modified", "revised"))
	a.take("canonical", &a.Canonical, find{s.address(s.links["canonical"]), "link rel=canonical"}, s.named(s.address, "og:url"),
		find{s.address(o.address("url")), "json-ld"}, find{s.address(o.address("mainEntityOfPage")), "json-ld"})
	a.take("licence", &a.Licence, find{s.address(s.links["license"]), "link rel=license"}, find{s.address(o.address("license")), "json-ld"}, s.named(same, "dc.rights", "dcterms.license", "rights"))
	d.language(&a, s)
	return a
}

func first(list []string, f func(string) string) string {
	for _, s := range list {
		if v := f(s); v != "" {
			return v
		}
	}
	return ""
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// address is an address of the page made whole; http and https alone.
func (s *said) address(raw string) string {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || raw == "" || len(raw) > maxURL {
		return ""
	}
	if s.base != nil {
		u = s.base.ResolveReference(u)
	}
	if u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.User != nil {
		return ""
	}
	return u.String()
}

// untitle is a title of the browser's window without the name of the site.
func untitle(title string, s *said) string {
	site := letters(s.object().text("publisher"))
	if v := s.metas["og:site_name"]; len(v) > 0 {
		site = letters(v[0])
	}
	for _, sep := range []string{" | ", " - ", " – ", " — ", " :: ", " » "} {
		at := strings.LastIndex(title, sep)
		if at < 0 {
			continue
		}
		end := letters(title[at+len(sep):])
		if site != "" && (strings.Contains(site, end) || strings.Contains(end, site)) || sep == " | " && len(strings.Fields(title[:at])) >= 3 {
			return strings.TrimSpace(title[:at])
		}
	}
	return title
}

// printedDate is the day in the lines around the headline.
func (d *document) printedDate() string {
	for _, b := range d.blocks {
		if b.Kind == article.Byline || b.aside == byline {
			if when := ingest.DateIn(b.Text); when != "" {
				return when
			}
		}
	}
	return ""
}

// language takes the page's word, and that of its text where it has none.
func (d *document) language(a *About, s *said) {
	var words strings.Builder
	for _, b := range d.blocks {
		if b.body() && words.Len() < 20_000 {
			words.WriteString(b.Text[:min(len(b.Text), 20_000)])
			words.WriteByte('\n')
		}
	}
	guess, direction := ingest.Language(strings.ToValidUTF8(words.String(), ""))
	a.take("language", &a.Language, find{tag(s.lang), "html lang"}, find{tag(s.object().text("inLanguage")), "json-ld"},
		s.named(tag, "og:locale", "content-language", "language", "dc.language", "itemprop:inlanguage"), find{guess, "words"})
	// Templates keep the language of their maker; the letters do not lie.
	if base, _, _ := strings.Cut(a.Language, "-"); guess != "" && base == "en" && guess != "en" {
		a.Language = guess
		a.note("language", "words")
	}
	switch dir := article.Direction(strings.ToLower(s.dir)); {
	case direction == article.RightToLeft:
		a.Direction = direction
		a.note("direction", "words")
	case dir == article.LeftToRight || dir == article.RightToLeft:
		a.Direction = dir
		a.note("direction", "html dir")
	case direction != "":
		a.Direction = direction
		a.note("direction", "words")
	}
}

// tag is a language in the form of BCP 47, or empty.
func tag(s string) string {
	s = strings.ReplaceAll(strings.TrimSpace(s), "_", "-")
	primary, _, _ := strings.Cut(s, "-")
	if len(primary) < 2 || len(primary) > 3 || len(s) > 20 || strings.Trim(strings.ToLower(s), "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
		return ""
	}
	return s
}

// from takes the fields that an article has.
func (a *About) from(m article.Meta) {
	*a = About{Headline: m.Title, Bylines: m.Bylines, Publisher: m.Publisher, URL: m.URL, Canonical: m.Canonical, Published: m.Published, Language: m.Language, Direction: m.Direction}
}
