// Package extract makes an article of a whole web page: readability finds the
// part of the page that is the article, and passes of our own put back what it
// drops from news (the lead, linked paragraphs, quoted posts, lists of
// questions and answers, captions) and set aside what it leaves in (sharing and
// newsletter boxes, pointers to other articles, notes of the newsroom).
//
// It runs on the server and in the terminal, where a full HTML parser costs
// nothing; the tab has package ingest, by whose rules lines are judged here
// too. The package is pure: bytes in, article out; it fetches nothing, and no
// HTML leaves it. The text is normalised by the rule of text.Normalize, soft
// hyphens and zero-width spaces with it. Its rules are about how news pages are built, never about
// one site. When it is not sure, it keeps; what it sets aside stays with the
// article, with the reason.
package extract

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"

	"quoth/internal/article"
	"quoth/internal/ingest"
)

// Limit is the longest page that is read, in bytes. Pages of news with all
// their data stay under five million.
const Limit = 20_000_000

// The errors say why there is no article; each wraps article.ErrInvalid and is
// one sentence for the reader.
var (
	ErrPaywall  = fmt.Errorf("the page shows its article to subscribers only, sign in there and send or paste what you see: %w", article.ErrInvalid)
	ErrScript   = fmt.Errorf("the page has no text until its scripts have run, open it in a browser and send or paste what you see: %w", article.ErrInvalid)
	ErrNoText   = fmt.Errorf("no article was found on the page, paste its text instead: %w", article.ErrInvalid)
	ErrTooLarge = fmt.Errorf("the page is larger than %d bytes: %w", Limit, article.ErrInvalid)
)

// A Page is a web page as it came. Only HTML must be there.
type Page struct {
	HTML        []byte
	ContentType string // the value of the HTTP header
	URL         string // as it was asked for
	Retrieved   time.Time
}

// A Result is what was found on a page.
type Result struct {
	Article *article.Article
	About   About
	Notices []Notice
}

// A Notice is something that the reader should know about the result, in one
// sentence.
type Notice string

const (
	// NoticePaywall says that the page holds only the beginning.
	NoticePaywall Notice = "the page shows only the beginning of the article to those who do not subscribe"
	// NoticeData says that the words are not from the page that is seen.
	NoticeData Notice = "the words were taken from the page's data for search engines, because the page itself has none"
	// NoticeDeep says that a simpler parser had to do.
	NoticeDeep Notice = "the page has too many elements or nests them too deep, so that it was read by simpler rules"
)

// Read makes an article of a page. The error wraps article.ErrInvalid and is
// ErrPaywall, ErrScript, ErrNoText or ErrTooLarge where one of these is the
// cause.
func Read(p Page) (*Result, error) {
	if len(p.HTML) > Limit {
		return nil, ErrTooLarge
	}
	data, err := decode(p.HTML, p.ContentType)
	if err != nil {
		return nil, err
	}
	if bytes.Count(data, []byte("<")) > mostTags {
		return simple(data, p)
	}
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		return simple(data, p)
	}
	said := readSaid(root, p.URL)
	d := read(root, said.base, false)
	d.readable(root)
	d.judge(said)
	if d.shown() < enough {
		// Some pages hide all until a script shows it.
		if again, err := html.Parse(bytes.NewReader(data)); err == nil {
			all := read(again, said.base, true)
			all.readable(again)
			all.judge(said)
			if all.shown() > 2*d.shown() {
				d = all
			}
		}
	}
	return said.result(d, p)
}

// mostTags bounds the tags of a page, since an element of it takes a thousand
// times the memory and time of its few bytes. Pages of news stay under 10,000.
const mostTags = 200_000

// enough is how many characters of body a page of news has at least, so that
// with less it is worth looking again.
const enough = 250

// shown is how many characters the article's body has.
func (d *document) shown() int {
	n := 0
	for _, b := range d.blocks {
		if b.body() {
			n += b.chars
		}
	}
	return n
}

// body reports whether a block is one of the article's own paragraphs.
func (b *block) body() bool {
	switch b.Kind {
	case article.Headline, article.Deck, article.Byline, article.Caption:
		return false
	}
	return b.kept && b.aside == ""
}

// simple reads a page that has too many elements, or that the parser refuses,
// because it nests more than 512 deep.
func simple(data []byte, p Page) (*Result, error) {
	meta := article.Meta{URL: p.URL, Retrieved: p.Retrieved, Source: "url"}
	a, err := ingest.HTML(string(data), meta)
	if errors.Is(err, article.ErrInvalid) {
		return nil, fmt.Errorf("%w (%v)", ErrNoText, err)
	} else if err != nil {
		return nil, err
	}
	a.Marks = slices.DeleteFunc(a.Marks, func(m article.Mark) bool { return m.Kind == article.Link && !strings.HasPrefix(m.URL, "http") })
	a.Meta.Notices = append(a.Meta.Notices, string(NoticeDeep))
	r := &Result{Article: a, Notices: []Notice{NoticeDeep}}
	r.About.from(a.Meta)
	return r, nil
}
