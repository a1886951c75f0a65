package server

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
)

const (
	htmlType = "text/html; charset=utf-8"
	// revalidate has caches ask each time, which costs a 304.
	revalidate = "no-cache"
	forever    = "public, max-age=31536000, immutable"
	// smallest is the size in bytes under which compressing gains nothing.
	smallest = 512
)

// A resource is one answer in all its encodings. It never changes.
type resource struct {
	contentType string
	cache       string // Cache-Control
	tag         string // hash of the body
	body        []byte
	encoded     map[string]func() []byte // by content coding; made when first asked for
}

// newResource makes a resource whose encodings are made when first asked for.
func newResource(contentType string, body []byte) *resource {
	r := &resource{contentType: contentType, cache: revalidate, tag: hash(body), body: body}
	if len(body) >= smallest && compressible(contentType) {
		r.encoded = map[string]func() []byte{
			"br":   sync.OnceValue(func() []byte { return brotliOf(body) }),
			"gzip": sync.OnceValue(func() []byte { return gzipOf(body) }),
		}
	}
	return r
}

// hash names content in an address and in an ETag: 64 bits of its SHA-256,
// which is enough to tell builds apart.
func hash(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:8])
}

func compressible(contentType string) bool {
	for _, part := range []string{"text/", "json", "javascript", "svg", "wasm"} {
		if strings.Contains(contentType, part) {
			return true
		}
	}
	return false
}

// brotliOf compresses at level 9: for a page, level 11 takes ten times as long
// and is a few per cent smaller, which is less than a packet.
func brotliOf(body []byte) []byte {
	var b bytes.Buffer
	w := brotli.NewWriterLevel(&b, 9)
	_, _ = w.Write(body) // a bytes.Buffer takes everything
	_ = w.Close()
	return b.Bytes()
}

func gzipOf(body []byte) []byte {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression) // the level exists
	_, _ = w.Write(body)
	_ = w.Close()
	return b.Bytes()
}

func serve(res *resource) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		res.write(w, r)
		return nil
	}
}

// write answers in the best encoding that the client takes, or says that what
// it has is still right.
func (res *resource) write(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	body, tag := res.body, res.tag
	if res.encoded != nil {
		h.Set("Vary", "Accept-Encoding")
		if coding := negotiate(r.Header.Values("Accept-Encoding")); res.encoded[coding] != nil {
			body, tag = res.encoded[coding](), tag+"-"+coding
			h.Set("Content-Encoding", coding)
		}
	}
	h.Set("ETag", `"`+tag+`"`)
	h.Set("Cache-Control", res.cache)
	if matches(r.Header.Values("If-None-Match"), tag) {
		h.Del("Content-Encoding")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h.Set("Content-Type", res.contentType)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // the reader has gone if it fails
	}
}

// matches reports whether one of the entity tags of an If-None-Match is ours.
func matches(headers []string, tag string) bool {
	for one := range strings.SplitSeq(strings.Join(headers, ","), ",") {
		one = strings.TrimSpace(one)
		if one == "*" || strings.TrimPrefix(one, "W/") == `"`+tag+`"` {
			return true
		}
	}
	return false
}

// negotiate chooses "br" or "gzip" by the weights of an Accept-Encoding, the
// smaller one if they weigh the same, or "" for the bytes as they are.
// See RFC 9110, section 12.5.3.
func negotiate(headers []string) string {
	weights := map[string]float64{}
	for one := range strings.SplitSeq(strings.Join(headers, ","), ",") {
		coding, parameter, _ := strings.Cut(one, ";")
		weight := 1.0
		if name, value, ok := strings.Cut(strings.TrimSpace(parameter), "="); ok && strings.EqualFold(name, "q") {
			var err error
			if weight, err = strconv.ParseFloat(value, 64); err != nil {
				weight = 0
			}
		}
		if coding = strings.ToLower(strings.TrimSpace(coding)); coding != "" {
			weights[coding] = weight
		}
	}
	weigh := func(coding string) float64 {
		if weight, ok := weights[coding]; ok {
			return weight
		}
		return weights["*"]
	}
	br, gz := weigh("br"), weigh("gzip")
	plain, named := weights["identity"]
	switch {
	case named && plain > br && plain > gz:
		return ""
	case br > 0 && br >= gz:
		return "br"
	case gz > 0:
		return "gzip"
	}
	return ""
}
