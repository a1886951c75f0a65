// Package ingest turns what a reader pastes or opens into an article: plain
// text, Markdown and simple HTML. It finds headline, deck, bylines, captions
// and paragraphs, and sets aside what is not the article (an advertisement
// label, a newsletter box, a caption said twice) with a reason, so that the
// reader can put it back. When it is not sure, it keeps.
//
// The package is pure and runs in the tab, so it parses by hand: a full HTML
// or Markdown parser would cost more bytes than all of it. Its work is linear
// in the input, whatever the input is. Whole web pages as they are fetched by
// URL are not its job, and Quoth's own JSON is read by package format.
//
// Every error is one sentence for the reader and wraps article.ErrInvalid.
package ingest

import (
	"fmt"
	"path"
	"strings"
	"time"
	"unicode/utf8"

	"quoth/internal/article"
	"quoth/internal/text"
)

// Limit is the longest input that is accepted, in bytes: about 800,000 words,
// more than the longest novel and far more than any article.
const Limit = 5_000_000

// Text makes an article of plain text. Fields of meta that are given stay;
// title, bylines, date, language and direction are filled in where the text
// tells them.
func Text(raw string, meta article.Meta) (*article.Article, error) {
	s, err := clean(raw)
	if err != nil {
		return nil, err
	}
	return assemble(plainPieces(s), meta)
}

// Markdown makes an article of the subset of Markdown that is described at
// markdownPieces. Front matter fills the fields of meta that are not given.
func Markdown(raw string, meta article.Meta) (*article.Article, error) {
	s, err := clean(raw)
	if err != nil {
		return nil, err
	}
	s = frontMatter(s, &meta)
	return assemble(markdownPieces(s, meta.Title), meta)
}

// HTML makes an article of simple HTML: a saved page without much around the
// article, or what a browser puts on the clipboard. What the page says about
// itself fills the fields of meta that are not given.
func HTML(raw string, meta article.Meta) (*article.Article, error) {
	s, err := clean(raw)
	if err != nil {
		return nil, err
	}
	said := meta
	pieces := htmlPieces(s, &said, false)
	if len(pieces) == 0 {
		// Some sites wrap the whole page in one form.
		said = meta
		pieces = htmlPieces(s, &said, true)
	}
	return assemble(pieces, said)
}

// File makes an article of a file: .md and .markdown are Markdown, .html,
// .htm and .xhtml are HTML, .txt and everything else goes by its first words.
// A .json file is refused, because those belong to package format. The time
// becomes Meta.Retrieved.
func File(name string, data []byte, now time.Time) (*article.Article, error) {
	a, err := file(name, data, article.Meta{Retrieved: now, Source: "file"})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return a, nil
}

func file(name string, data []byte, meta article.Meta) (*article.Article, error) {
	ext := strings.ToLower(path.Ext(name))
	if ext == ".json" {
		return nil, fmt.Errorf("JSON is not an article's text, open it as a Quoth file: %w", article.ErrInvalid)
	}
	raw, err := decode(data)
	if err != nil {
		return nil, err
	}
	switch ext {
	case ".md", ".markdown":
		return Markdown(raw, meta)
	case ".html", ".htm", ".xhtml":
		return HTML(raw, meta)
	}
	start := strings.ToLower(strings.TrimSpace(raw[:min(len(raw), 200)]))
	switch {
	case isArchive(ext, start):
		return nil, fmt.Errorf("this is a web archive (MHTML), which only Quoth's server reads, open it when there is a connection or save the page as HTML: %w", article.ErrInvalid)
	case strings.HasPrefix(start, "<!doctype html"), strings.HasPrefix(start, "<html"):
		return HTML(raw, meta)
	case ext == "" && (strings.HasPrefix(start, "# ") || strings.HasPrefix(start, "---\ntitle:")):
		return Markdown(raw, meta)
	}
	return Text(raw, meta)
}

// IsPage reports whether a file is a whole web page or an archive of one, by
// its name or its first words, and which. Such pages are better read by
// package extract, where there is room for it.
func IsPage(name string, data []byte) (page, archive bool) {
	start := strings.ToLower(strings.TrimSpace(string(data[:min(len(data), 200)])))
	ext := strings.ToLower(path.Ext(name))
	if isArchive(ext, start) {
		return true, true
	}
	switch ext {
	case ".html", ".htm", ".xhtml":
		return true, false
	}
	return strings.HasPrefix(start, "<!doctype html") || strings.HasPrefix(start, "<html"), false
}

// isArchive takes the ending of a name, and the first words of a file in lower
// case.
func isArchive(ext, start string) bool {
	return ext == ".mhtml" || ext == ".mht" || strings.HasPrefix(start, "from: <saved by ") || strings.HasPrefix(start, "mime-version: ")
}

// Paste makes an article of the clipboard, which offers the same words as
// plain text and, from most programs, as HTML. The HTML is taken when it holds
// the words and gives them structure; otherwise the plain text is. The time
// becomes Meta.Retrieved.
func Paste(plain, html string, now time.Time) (*article.Article, error) {
	meta := article.Meta{Retrieved: now, Source: "paste"}
	if html != "" && len(html) <= Limit {
		a, err := HTML(html, meta)
		if err == nil && useful(a, plain) {
			return a, nil
		}
	}
	return Text(plain, meta)
}

// useful reports whether an article from rich text is better than the plain
// text beside it. Some programs put a picture or an empty frame into the HTML,
// and some leave words out: nine tenths allows for list numbers and the like.
func useful(a *article.Article, plain string) bool {
	words := inkLen(a.Text)
	for _, x := range a.Asides {
		words += inkLen(x.Text)
	}
	if words*10 < inkLen(plain)*9 {
		return false
	}
	if len(a.Blocks) > 1 || len(a.Marks) > 0 {
		return true
	}
	return a.Blocks[0].Kind != article.Paragraph || !strings.Contains(strings.TrimSpace(plain), "\n")
}

// inkLen counts what is not white space, in bytes.
func inkLen(s string) int {
	n := 0
	for _, f := range strings.Fields(s) {
		n += len(f)
	}
	return n
}

// newlines makes line ends of the control characters that end a line or page
// somewhere, before Normalize drops them and joins the words around them.
var newlines = strings.NewReplacer("\f", "\n\n", "\v", "\n", "\u2029", "\n\n")

// clean checks the size and the encoding and normalises the text.
func clean(raw string) (string, error) {
	if len(raw) > Limit {
		return "", tooLong(len(raw))
	}
	if at := invalidAt(raw); at >= 0 {
		return "", fmt.Errorf("byte %d of the text is not UTF-8, save it as UTF-8 and try again: %w", at, article.ErrInvalid)
	}
	return text.Normalize(newlines.Replace(raw))
}

func tooLong(n int) error {
	return fmt.Errorf("the text has %d bytes but at most %d are read, split it and open the parts: %w", n, Limit, article.ErrInvalid)
}

// invalidAt is the offset of the first byte that is not UTF-8, or -1.
func invalidAt(s string) int {
	if utf8.ValidString(s) {
		return -1
	}
	for i, r := range s {
		if r == utf8.RuneError {
			if _, n := utf8.DecodeRuneInString(s[i:]); n == 1 {
				return i
			}
		}
	}
	return -1
}
