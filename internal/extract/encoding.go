package extract

import (
	"bytes"
	"fmt"
	"mime"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/transform"

	"quoth/internal/article"
)

// head is how far the page's own word on its encoding is looked for, in bytes.
// Browsers stop at 1,024; some pages put scripts first.
const head = 8192

// decode makes UTF-8 of a page. A byte order mark goes first, then bytes that
// are UTF-8 beyond doubt, then the HTTP header, then the page's own word, then
// what the bytes look like. Bytes that are wrong in the encoding become U+FFFD.
//
// That UTF-8 goes before what header and page say is on purpose: text of
// another encoding with letters beyond ASCII is next to never valid UTF-8,
// while servers that name a wrong encoding are common.
func decode(data []byte, contentType string) ([]byte, error) {
	for _, m := range []string{"%PDF-", "PK\x03\x04", "\x89PNG", "\xFF\xD8\xFF", "GIF8", "\x1F\x8B"} {
		if bytes.HasPrefix(data, []byte(m)) {
			return nil, fmt.Errorf("this is no web page but a picture, a PDF or a packed file: %w", article.ErrInvalid)
		}
	}
	name := ""
	switch {
	case bytes.HasPrefix(data, []byte("\xEF\xBB\xBF")):
		return bytes.ToValidUTF8(data[3:], []byte("\uFFFD")), nil
	case bytes.HasPrefix(data, []byte("\xFF\xFE")):
		name = "utf-16le"
	case bytes.HasPrefix(data, []byte("\xFE\xFF")):
		name = "utf-16be"
	case utf8.Valid(data) && !escaped(data):
		return data, nil
	default:
		_, params, _ := mime.ParseMediaType(contentType)
		if name = known(params["charset"]); name == "" {
			name = known(declared(data[:min(len(data), head)]))
		}
		if name == "" {
			_, name, _ = charset.DetermineEncoding(data, "text/html")
		}
	}
	if name == "utf-8" {
		return bytes.ToValidUTF8(data, []byte("\uFFFD")), nil
	}
	e, err := htmlindex.Get(name)
	if err != nil {
		return bytes.ToValidUTF8(data, []byte("\uFFFD")), nil
	}
	out, _, err := transform.Bytes(e.NewDecoder(), data)
	if err != nil {
		return nil, fmt.Errorf("the page is not text in %s as it says: %w", name, article.ErrInvalid)
	}
	return bytes.TrimPrefix(out, []byte("\uFEFF")), nil
}

// escaped reports whether the bytes are ISO-2022-JP, which is made of ASCII.
func escaped(data []byte) bool {
	return bytes.Contains(data, []byte("\x1B$B")) || bytes.Contains(data, []byte("\x1B$@"))
}

// known is the canonical name of an encoding, or empty if there is no such.
func known(label string) string {
	e, err := htmlindex.Get(strings.Trim(label, " \t\"'"))
	if err != nil {
		return ""
	}
	name, err := htmlindex.Name(e)
	if err != nil {
		return ""
	}
	return name
}

// declared is what the page says in a meta element or XML declaration.
func declared(data []byte) string {
	low := bytes.ToLower(data)
	for _, key := range []string{"charset=", "encoding="} {
		at := bytes.Index(low, []byte(key))
		if at < 0 {
			continue
		}
		rest := strings.TrimLeft(string(low[at+len(key):]), " \t\"'")
		end := strings.IndexAny(rest, " \t\r\n\"'/>;")
		if end > 0 && end < 40 {
			return rest[:end]
		}
	}
	return ""
}
