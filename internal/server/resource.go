package server

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
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
	body        content
	encoded     map[string]func() content // by content coding; made when first asked for
}

// content is what is sent of a resource.
type content struct {
	data []byte // in memory, or
	// in a file, which is read as it is sent: the programs of the browser are
	// part of this one, and 40 MB more if they are copied into its memory.
	files  fs.FS
	file   string
	zipped bool // the file is in gzip's format, and the content what it unpacks to
	size   int  // in bytes; unknown of what is zipped
}

const unknown = -1

func inMemory(data []byte) content { return content{data: data, size: len(data)} }

// inFile is a file's content; the error is that of a file which is not there.
func inFile(files fs.FS, file string) (content, error) {
	info, err := fs.Stat(files, file)
	if err != nil {
		return content{}, err
	}
	return content{files: files, file: file, size: int(info.Size())}, nil
}

// inZip is the content of a file that is there with the ending .gz only: no
// browser asks for a program that is not compressed.
func inZip(files fs.FS, file string) (content, error) {
	c, err := inFile(files, file+".gz")
	c.zipped, c.size = true, unknown
	return c, err
}

// WriteTo implements io.WriterTo.
func (c content) WriteTo(w io.Writer) (int64, error) {
	if c.file == "" {
		n, err := w.Write(c.data)
		return int64(n), err
	}
	f, err := c.files.Open(c.file)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	if !c.zipped {
		return io.Copy(w, f)
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		return 0, fmt.Errorf("%s: %w", c.file, err)
	}
	return io.Copy(w, z)
}

// newResource makes a resource whose encodings are made when first asked for.
func newResource(contentType string, body []byte) *resource {
	return resourceOf(contentType, inMemory(body))
}

func resourceOf(contentType string, body content) *resource {
	r := &resource{contentType: contentType, cache: revalidate, tag: body.hash(), body: body}
	if body.size >= smallest && compressible(contentType) {
		r.encoded = map[string]func() content{
			"br":   sync.OnceValue(func() content { return brotliOf(body) }),
			"gzip": sync.OnceValue(func() content { return gzipOf(body) }),
		}
	}
	return r
}

// hash names content in an address and in an ETag: 64 bits of its SHA-256,
// which is enough to tell builds apart.
func (c content) hash() string {
	c.zipped = false // it tells builds apart as it is
	sum := sha256.New()
	_, _ = c.WriteTo(sum) // a hash takes everything
	return hex.EncodeToString(sum.Sum(nil)[:8])
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
func brotliOf(body content) content {
	var b bytes.Buffer
	w := brotli.NewWriterLevel(&b, 9)
	_, _ = body.WriteTo(w) // a bytes.Buffer takes everything
	_ = w.Close()
	return inMemory(b.Bytes())
}

func gzipOf(body content) content {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression) // the level exists
	_, _ = body.WriteTo(w)
	_ = w.Close()
	return inMemory(b.Bytes())
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
	if body.size != unknown {
		h.Set("Content-Length", strconv.Itoa(body.size))
	}
	if r.Method != http.MethodHead {
		_, _ = body.WriteTo(w) // the reader has gone if it fails
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
