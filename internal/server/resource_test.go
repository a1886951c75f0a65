package server

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strconv"
	"testing"

	"github.com/andybalholm/brotli"
)

func TestAnAnswerComesInTheBestEncoding(t *testing.T) {
	h := handler(t, configured(t))
	plain := ask(h, "GET", "/read/bridge").Body.Bytes()
	tests := []struct{ accept, coding string }{
		{"", ""}, {"gzip, deflate, br, zstd", "br"}, {"gzip", "gzip"}, {"br;q=0.1, gzip", "gzip"},
		{"br;q=0, gzip;q=0", ""}, {"*", "br"}, {"*;q=0", ""}, {"identity, br;q=0.5", ""},
		{"BR", "br"}, {"gzip;q=nonsense", ""}, {"gzip;q=1, *;q=0", "gzip"}, {";;,,=", ""},
	}
	for _, test := range tests {
		t.Run(test.accept, func(t *testing.T) {
			w := ask(h, "GET", "/read/bridge", "Accept-Encoding", test.accept)
			if got := w.Header().Get("Content-Encoding"); got != test.coding {
				t.Fatalf("Content-Encoding = %q, want %q", got, test.coding)
			}
			if w.Header().Get("Vary") != "Accept-Encoding" {
				t.Errorf("Vary = %q", w.Header().Get("Vary"))
			}
			if length := w.Header().Get("Content-Length"); length != strconv.Itoa(w.Body.Len()) {
				t.Errorf("Content-Length = %s of %d bytes", length, w.Body.Len())
			}
			var body io.Reader = w.Body
			switch test.coding {
			case "br":
				body = brotli.NewReader(body)
			case "gzip":
				var err error
				if body, err = gzip.NewReader(body); err != nil {
					t.Fatal(err)
				}
			}
			if got, err := io.ReadAll(body); err != nil || !bytes.Equal(got, plain) {
				t.Errorf("the body is another one (%v)", err)
			}
		})
	}
}

func TestWhatTheClientHasIsNotSentAgain(t *testing.T) {
	h := handler(t, configured(t))
	home := ask(h, "GET", "/").Body.String()
	for _, path := range []string{"/", "/read/bridge", "/articles.json", "/sw.js", assetIn(t, home, "app", "wasm")} {
		for _, accept := range []string{"", "br", "gzip"} {
			tag := ask(h, "GET", path, "Accept-Encoding", accept).Header().Get("ETag")
			w := ask(h, "GET", path, "Accept-Encoding", accept, "If-None-Match", `"other", W/`+tag)
			if w.Code != http.StatusNotModified || w.Body.Len() != 0 || w.Header().Get("ETag") != tag {
				t.Errorf("%s with %q: status %d, %d bytes, ETag %q", path, accept, w.Code, w.Body.Len(), w.Header().Get("ETag"))
			}
			if w := ask(h, "GET", path, "Accept-Encoding", accept, "If-None-Match", `"other"`); w.Code != http.StatusOK {
				t.Errorf("%s with another ETag: status %d", path, w.Code)
			}
		}
	}
	if ask(h, "GET", "/", "Accept-Encoding", "br").Header().Get("ETag") == ask(h, "GET", "/").Header().Get("ETag") {
		t.Error("two encodings share an ETag")
	}
}

func TestHEADTellsWhatGETWouldAndSendsNothing(t *testing.T) {
	h := handler(t, configured(t))
	for _, path := range []string{"/", "/read/bridge", "/articles/bridge.json", "/read/none"} {
		get, head := ask(h, "GET", path, "Accept", "text/html"), ask(h, "HEAD", path, "Accept", "text/html")
		if head.Code != get.Code || head.Header().Get("Content-Length") != get.Header().Get("Content-Length") || head.Body.Len() != 0 {
			t.Errorf("%s: HEAD %d with %d bytes, GET %d", path, head.Code, head.Body.Len(), get.Code)
		}
	}
}

func TestPrecompressedFilesAreSentAsTheyAre(t *testing.T) {
	c := configured(t)
	c.Files = files(t, map[string]string{"app.wasm": program, "app.wasm.br": "made before", "wasm_exec.js": loader})
	h := handler(t, c)
	address := assetIn(t, ask(h, "GET", "/").Body.String(), "app", "wasm")
	if got := ask(h, "GET", address, "Accept-Encoding", "br").Body.String(); got != "made before" {
		t.Errorf("body = %q", got)
	}
}

// The program is embedded compressed; who takes no compression gets it unpacked.
func TestWhatIsThereCompressedOnlyIsUnpackedForThoseWhoNeedIt(t *testing.T) {
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	if _, err := z.Write([]byte(program)); err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	c := configured(t)
	c.Files = files(t, map[string]string{"app.wasm.gz": zipped.String(), "app.wasm.br": "made before", "wasm_exec.js": loader, "en.weights.gz": zipped.String()})
	h := handler(t, c)
	address := assetIn(t, ask(h, "GET", "/").Body.String(), "app", "wasm")
	for accept, want := range map[string]string{"": program, "gzip": zipped.String(), "br, gzip": "made before"} {
		w := ask(h, "GET", address, "Accept-Encoding", accept)
		if w.Code != http.StatusOK || w.Body.String() != want {
			t.Errorf("with %q: status %d, %d bytes, want %d", accept, w.Code, w.Body.Len(), len(want))
		}
	}
	weights := assetIn(t, ask(h, "GET", "/").Body.String(), "en", "weights")
	if w := ask(h, "GET", weights, "Accept-Encoding", "gzip"); w.Header().Get("Content-Encoding") != "gzip" {
		t.Error("weights that are there compressed are sent uncompressed")
	}
}
