package fetch

import (
	"compress/gzip"
	"context"
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"

	"github.com/andybalholm/brotli"
)

// body reads a page within the limits and unpacks it.
func (f *Fetcher) body(ctx context.Context, r *http.Response) (data []byte, contentType string, err error) {
	host := r.Request.URL.Hostname()
	contentType = r.Header.Get("Content-Type")
	kind, _, _ := mime.ParseMediaType(contentType)
	if contentType != "" && !readable(kind) {
		return nil, "", told(Type, "%s sends %s, which is not an article: Quoth reads pages and plain text", host, strings.ToValidUTF8(kind, "?"))
	}
	tooLarge := told(Large, "the page of %s is larger than %d MB, more than an article needs", host, f.config.Unpacked>>20)
	if r.ContentLength > f.config.Sent {
		return nil, "", tooLarge
	}
	sent := &counted{from: r.Body, left: f.config.Sent}
	var unpacked io.Reader = sent
	switch coding := strings.ToLower(strings.TrimSpace(r.Header.Get("Content-Encoding"))); coding {
	case "", "identity":
	case "gzip", "x-gzip":
		if unpacked, err = gzip.NewReader(sent); err != nil {
			return nil, "", f.cut(ctx, host, sent, err, tooLarge)
		}
	case "br":
		unpacked = brotli.NewReader(sent)
	default:
		return nil, "", told(Broken, "%s packs its page in a way that was not asked for", host)
	}
	data, err = io.ReadAll(io.LimitReader(unpacked, f.config.Unpacked+1))
	switch {
	case err != nil:
		return nil, "", f.cut(ctx, host, sent, err, tooLarge)
	case int64(len(data)) > f.config.Unpacked:
		return nil, "", tooLarge
	}
	if contentType == "" {
		contentType = http.DetectContentType(data)
		if kind, _, _ := mime.ParseMediaType(contentType); !readable(kind) {
			return nil, "", told(Type, "%s sends what is neither a page nor plain text", host)
		}
	}
	return data, contentType, nil
}

func readable(kind string) bool {
	return kind == "text/html" || kind == "application/xhtml+xml" || kind == "text/plain"
}

// cut tells why a page ended too early.
func (f *Fetcher) cut(ctx context.Context, host string, sent *counted, err error, tooLarge *Error) error {
	switch {
	case sent.left < 0:
		return tooLarge
	case ctx.Err() != nil:
		return told(Slow, "%s sends its page too slowly: try again, or open the page and paste it", host)
	}
	return told(Broken, "the page of %s broke off: try again", host)
}

// errEnough ends reading what is longer than was allowed.
var errEnough = errors.New("longer than allowed")

// counted reads so many bytes and no more.
type counted struct {
	from io.Reader
	left int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.from.Read(p)
	c.left -= int64(n)
	if c.left < 0 {
		return 0, errEnough
	}
	return n, err
}
