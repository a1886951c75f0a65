// Command assets finishes what the browser gets, between compiling the program
// and embedding it: it puts the toolchain's own loader beside the program,
// compresses the program as far as it goes, and draws the icons.
//
// Brotli at its highest level takes half a minute for the program, so results
// are kept in a cache folder under the hash of what was compressed, and a file
// that is right already is left alone, so that Go need not embed it anew.
package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/andybalholm/brotli"
)

func main() {
	from := flag.String("from", ".cache/built", "folder that holds the programs as they were compiled")
	built := flag.String("built", "web/built", "folder that takes the results, which are embedded")
	cache := flag.String("cache", ".cache", "folder that keeps compressed files")
	loader := flag.String("loader", "", "the toolchain's wasm_exec.js")
	level := flag.Int("level", brotli.BestCompression, "of Brotli; a lower one is quicker, for trying things out")
	flag.Parse()
	if err := run(*from, *built, *cache, *loader, *level); err != nil {
		fmt.Fprintln(os.Stderr, "assets:", err)
		os.Exit(1)
	}
}

// squeezed are the files that are made before, by name.
var squeezed = []string{"app.wasm", "studio.wasm", "corpus.wasm", "worker.wasm", "sync.wasm", "en.weights", "de.weights"}

func run(from, built, cache, loader string, level int) error {
	script, err := os.ReadFile(loader)
	if err != nil {
		return fmt.Errorf("the loader, which --loader names: %w", err)
	}
	if err := write(filepath.Join(built, "wasm_exec.js"), script); err != nil {
		return err
	}
	for _, name := range squeezed {
		if err := squeeze(filepath.Join(from, name), filepath.Join(built, name), cache, level); err != nil {
			return err
		}
	}
	for name, icon := range map[string]func() ([]byte, error){
		"icon-192.png":      func() ([]byte, error) { return draw(192, 1) },
		"icon-512.png":      func() ([]byte, error) { return draw(512, 1) },
		"icon-maskable.png": func() ([]byte, error) { return draw(512, safeZone) },
	} {
		png, err := icon()
		if err == nil {
			err = write(filepath.Join(built, name), png)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// squeeze makes a file's compressed forms and tells their sizes. The file itself
// is not embedded: it would be 40 MB of the program that nobody asks for.
func squeeze(from, name, cache string, level int) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return fmt.Errorf("what the browser gets, make it first: %w", err)
	}
	sizes := map[string]int{}
	newBrotli := func(w io.Writer) io.WriteCloser {
		return brotli.NewWriterOptions(w, brotli.WriterOptions{Quality: level, LGWin: 24})
	}
	for ending, compress := range map[string]func(io.Writer) io.WriteCloser{".br": newBrotli, ".gz": newGzip} {
		small, err := compressed(data, filepath.Join(cache, fmt.Sprintf("%s-%d%s", sum(data), level, ending)), compress)
		if err != nil {
			return err
		}
		sizes[ending] = len(small)
		if err := write(name+ending, small); err != nil {
			return err
		}
	}
	fmt.Printf("%s: %d bytes, gzip %d, Brotli %d\n", filepath.Base(name), len(data), sizes[".gz"], sizes[".br"])
	return nil
}

func newGzip(w io.Writer) io.WriteCloser {
	z, _ := gzip.NewWriterLevel(w, gzip.BestCompression) // the level exists
	return z
}

// compressed returns data compressed, from the file kept if it exists.
func compressed(data []byte, kept string, compress func(io.Writer) io.WriteCloser) ([]byte, error) {
	if small, err := os.ReadFile(kept); err == nil {
		return small, nil
	}
	var b bytes.Buffer
	w := compress(&b)
	if _, err := w.Write(data); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), write(kept, b.Bytes())
}

// write replaces a file, unless it holds the data already. It is never seen
// half written.
func write(name string, data []byte) error {
	if old, err := os.ReadFile(name); err == nil && bytes.Equal(old, data) {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	part := name + ".part"
	if err := os.WriteFile(part, data, 0o644); err != nil {
		return err
	}
	return os.Rename(part, name)
}

func sum(data []byte) string {
	s := sha256.Sum256(data)
	return hex.EncodeToString(s[:])
}
