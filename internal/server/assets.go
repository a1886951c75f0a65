package server

import (
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strings"
)

// assets are the files that have the hash of their content in their address,
// like /assets/app.0123456789abcdef.wasm, and so may be cached for ever.
type assets struct {
	byName map[string]string    // "app.wasm" -> its address
	byFile map[string]*resource // last segment of the address -> what is there
	sizes  map[string]int       // of programs by name, in bytes as a browser loads them
}

// assetFiles are the files of package web that become assets. Those in built
// may be missing.
var assetFiles = []struct{ file, contentType string }{
	{"boot.js", "text/javascript; charset=utf-8"},
	{"take.js", "text/javascript; charset=utf-8"},
	{"worker.js", "text/javascript; charset=utf-8"},
	{"studio.css", "text/css; charset=utf-8"},
	{"class.css", "text/css; charset=utf-8"},
	{"class.js", "text/javascript; charset=utf-8"},
	{"icon.svg", "image/svg+xml"},
	{"built/wasm_exec.js", "text/javascript; charset=utf-8"},
	{"built/app.wasm", "application/wasm"},
	{"built/studio.wasm", "application/wasm"},
	{"built/corpus.wasm", "application/wasm"},
	{"built/worker.wasm", "application/wasm"},
	{"built/sync.wasm", "application/wasm"},
	{"built/en.weights", "application/octet-stream"},
	{"built/de.weights", "application/octet-stream"},
	{"built/icon-192.png", "image/png"},
	{"built/icon-512.png", "image/png"},
	{"built/icon-maskable.png", "image/png"},
}

func loadAssets(files fs.FS) (assets, error) {
	a := assets{byName: map[string]string{}, byFile: map[string]*resource{}, sizes: map[string]int{}}
	for _, f := range assetFiles {
		body, err := inFile(files, f.file)
		if errors.Is(err, fs.ErrNotExist) {
			body, err = inZip(files, f.file)
		}
		if errors.Is(err, fs.ErrNotExist) && strings.HasPrefix(f.file, "built/") {
			continue
		}
		if err == nil && path.Ext(f.file) == ".js" && !strings.HasPrefix(f.file, "built/") {
			var script []byte
			script, err = fs.ReadFile(files, f.file)
			body = inMemory(stripScript(script))
		}
		if err != nil {
			return a, fmt.Errorf("asset %s: %w", f.file, err)
		}
		res := resourceOf(f.contentType, body)
		res.cache = forever
		sent := body.size // to a browser
		for coding, ending := range map[string]string{"br": ".br", "gzip": ".gz"} {
			if ready, err := inFile(files, f.file+ending); err == nil {
				if res.encoded == nil {
					res.encoded = map[string]func() content{}
				}
				res.encoded[coding] = func() content { return ready }
				if coding == "br" {
					sent = ready.size
				}
			}
		}
		name := path.Base(f.file)
		ending := path.Ext(name)
		file := strings.TrimSuffix(name, ending) + "." + res.tag + ending
		a.byName[name] = "/assets/" + file
		a.byFile[file] = res
		if ending == ".wasm" {
			a.sizes[name] = sent
		}
	}
	return a, nil
}

func (s *server) asset(w http.ResponseWriter, r *http.Request) error {
	res := s.assets.byFile[r.PathValue("file")]
	if res == nil {
		return notFound("asset %s is not of this version", r.PathValue("file"))
	}
	res.write(w, r)
	return nil
}

// icon answers browsers that ask for an icon without reading the page.
func (s *server) icon(w http.ResponseWriter, r *http.Request) error {
	http.Redirect(w, r, s.assets.byName["icon.svg"], http.StatusFound)
	return nil
}

// stripScript takes the lines that are only a comment and the indentation out
// of a script of ours, none of which has a string over several lines.
func stripScript(script []byte) []byte {
	var b strings.Builder
	for line := range strings.Lines(string(script)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "//") {
			continue
		}
		b.WriteString(line)
		b.WriteByte('\n')
	}
	return []byte(b.String())
}
