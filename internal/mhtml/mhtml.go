// Package mhtml takes the page out of a web archive: the .mhtml and .mht files
// in which browsers save a page with its pictures (RFC 2557). Pictures, styles
// and scripts stay behind.
//
// The package is pure, and kept out of the tab, which it would make larger.
package mhtml

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/textproto"
	"strings"

	"quoth/internal/article"
)

const (
	// parts bounds how many parts are looked at. Browsers write the page first.
	parts = 2000
	// depth is how far archives nest: related, and alternative within it.
	depth = 4
)

// ErrNoPage means that an archive holds no page.
var ErrNoPage = fmt.Errorf("this saved web page holds no page: save it again from the browser, as HTML: %w", article.ErrInvalid)

// A Page is the page of an archive.
type Page struct {
	HTML        []byte
	ContentType string // of the page's own part
	URL         string // where it was saved; empty if the archive does not say
}

// Is reports whether a file is a web archive, by the header that it begins with.
func Is(data []byte) bool {
	head, err := header(bufio.NewReader(bytes.NewReader(data[:min(len(data), 16<<10)])))
	if err != nil && !errors.Is(err, io.EOF) {
		return false
	}
	kind, _, _ := mime.ParseMediaType(head.Get("Content-Type"))
	return head.Get("Mime-Version") != "" && (strings.HasPrefix(kind, "multipart/") || kind == "text/html")
}

// Read finds the page of an archive, of which at most limit bytes are read
// after decoding. An archive that is cut off behind its page is no error. The
// error wraps article.ErrInvalid.
func Read(data []byte, limit int) (*Page, error) {
	r := bufio.NewReader(bytes.NewReader(data))
	head, err := header(r)
	if err != nil {
		return nil, ErrNoPage
	}
	address := head.Get("Snapshot-Content-Location")
	p, err := find(head, r, limit, depth)
	switch {
	case err != nil:
		return nil, err
	case p == nil || len(bytes.TrimSpace(p.HTML)) == 0:
		return nil, ErrNoPage
	}
	if address == "" {
		address = head.Get("Content-Location")
	}
	if web(address) {
		p.URL = address
	}
	return p, nil
}

func header(r *bufio.Reader) (textproto.MIMEHeader, error) {
	// A byte order mark or empty lines in front come from editors and mail.
	for {
		switch b, err := r.Peek(3); {
		case len(b) > 0 && (b[0] == '\n' || b[0] == '\r'):
			_, _ = r.Discard(1)
		case err == nil && string(b) == "\uFEFF":
			_, _ = r.Discard(3)
		default:
			return textproto.NewReader(r).ReadMIMEHeader()
		}
	}
}

// find returns the first page below a header, or nil.
func find(head textproto.MIMEHeader, body io.Reader, limit, depth int) (*Page, error) {
	kind, params, _ := mime.ParseMediaType(head.Get("Content-Type"))
	switch {
	case kind == "text/html" || kind == "application/xhtml+xml":
		data, err := io.ReadAll(io.LimitReader(decoded(head.Get("Content-Transfer-Encoding"), body), int64(limit)+1))
		if len(data) > limit {
			return nil, fmt.Errorf("the saved web page is larger than %d MB: %w", limit/1_000_000, article.ErrInvalid)
		}
		if err != nil && len(data) == 0 {
			return nil, ErrNoPage
		}
		p := &Page{HTML: data, ContentType: head.Get("Content-Type")}
		if address := head.Get("Content-Location"); web(address) {
			p.URL = address
		}
		return p, nil
	case strings.HasPrefix(kind, "multipart/") && params["boundary"] != "" && depth > 0:
		all := multipart.NewReader(body, params["boundary"])
		for range parts {
			part, err := all.NextRawPart()
			if err != nil {
				return nil, nil // its end, or where it was cut off
			}
			if p, err := find(part.Header, part, limit, depth-1); p != nil || err != nil {
				return p, err
			}
		}
	}
	return nil, nil
}

func decoded(encoding string, body io.Reader) io.Reader {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "quoted-printable":
		return quotedprintable.NewReader(body)
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, body)
	}
	return body // "7bit", "8bit", and the "binary" of some browsers
}

func web(address string) bool {
	return strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://")
}
