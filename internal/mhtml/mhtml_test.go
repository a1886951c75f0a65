package mhtml

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"testing"

	"quoth/internal/article"
)

// saved is an archive as Chromium writes it, of our own writing.
const saved = `From: <Saved by Blink>
Snapshot-Content-Location: https://lantern.example/news/ferry
Subject: =?utf-8?Q?Ferry=20runs=20aground?=
MIME-Version: 1.0
Content-Type: multipart/related;
	type="text/html";
	boundary="----MultipartBoundary--harbour----"


------MultipartBoundary--harbour----
Content-Type: text/html
Content-ID: <frame-1@mhtml.blink>
Content-Transfer-Encoding: quoted-printable
Content-Location: https://lantern.example/news/ferry?from=mail

<!DOCTYPE html><html lang=3D"en"><body><p>The ferry ran aground off Saltma=
rsh, caf=C3=A9 and all.</p></body></html>
------MultipartBoundary--harbour----
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: https://lantern.example/ferry.png

iVBORw0KGgo=
------MultipartBoundary--harbour------
`

func crlf(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }

func TestThePageOfAnArchiveIsFound(t *testing.T) {
	words := `<p>The ferry ran aground off Saltmarsh, café and all.</p>`
	b64 := base64.StdEncoding.EncodeToString([]byte(words))
	tests := []struct{ name, data, holds, url string }{
		{"Chromium", crlf(saved), words, "https://lantern.example/news/ferry"},
		{"bare line feeds", saved, words, "https://lantern.example/news/ferry"},
		{"behind a byte order mark", "\uFEFF\r\n" + crlf(saved), words, "https://lantern.example/news/ferry"},
		{"cut off in its pictures", crlf(saved[:strings.Index(saved, "iVBORw")]), words, "https://lantern.example/news/ferry"},
		{"cut off in its page", crlf(saved[:strings.Index(saved, "sh, caf")]), "The ferry ran", "https://lantern.example/news/ferry"},
		{"base64, alternative within related", crlf("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n--a\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nno\n--b\nContent-Type: text/html\nContent-Location: http://lantern.example/b\nContent-Transfer-Encoding: base64\n\n" + b64 + "\n--b--\n--a--\n"), words, "http://lantern.example/b"},
		{"one part only", crlf("MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\nContent-Location: file:///home/x\nContent-Transfer-Encoding: binary\n\n" + words), words, ""},
	}
	for _, test := range tests {
		if !Is([]byte(test.data)) {
			t.Errorf("%s is not taken for an archive", test.name)
		}
		p, err := Read([]byte(test.data), 1<<20)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if !strings.Contains(string(p.HTML), test.holds) || p.URL != test.url || strings.Contains(string(p.HTML), "iVBOR") {
			t.Errorf("%s: %q from %q", test.name, p.HTML, p.URL)
		}
	}
}

func TestWhatIsNoArchiveIsRefused(t *testing.T) {
	deep := ""
	for i := range 50 {
		deep += fmt.Sprintf("Content-Type: multipart/mixed; boundary=b%da\n\n--b%da\n", i, i)
	}
	deep += "Content-Type: text/html\n\n<p>x"
	for name, data := range map[string]string{
		"nothing": "", "a page": "<!doctype html><p>MIME-Version: 1.0</p>", "words": "Ferry\n\nIt ran aground.", "a letter": crlf("MIME-Version: 1.0\nContent-Type: text/plain\n\nDear all"),
		"no page within": crlf("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n--a\nContent-Type: image/png\n\nx\n--a--\n"),
		"no boundary":    crlf("MIME-Version: 1.0\nContent-Type: multipart/related\n\nx"),
		"nested":         crlf("MIME-Version: 1.0\n" + deep),
		"an empty page":  crlf("MIME-Version: 1.0\nContent-Type: text/html\n\n  \n"),
	} {
		if _, err := Read([]byte(data), 1<<20); !errors.Is(err, article.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, data := range []string{"", "<!doctype html><p>", "Ferry: a story\n\nIt ran aground.", "MIME-Version: 1.0\nContent-Type: text/plain\n\n"} {
		if Is([]byte(data)) {
			t.Errorf("%q is taken for an archive", data)
		}
	}
	if _, err := Read([]byte(crlf(saved)), 40); err == nil || !strings.Contains(err.Error(), "larger") {
		t.Errorf("a page over the limit: %v", err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(crlf(saved)))
	f.Add([]byte(saved))
	f.Add([]byte("MIME-Version: 1.0\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!"))
	f.Fuzz(func(t *testing.T, data []byte) {
		const limit = 1 << 16
		Is(data)
		p, err := Read(data, limit)
		switch {
		case err != nil && !errors.Is(err, article.ErrInvalid):
			t.Fatal(err)
		case err == nil && (len(p.HTML) == 0 || len(p.HTML) > limit || p.URL != "" && !web(p.URL)):
			t.Fatalf("%d bytes from %q", len(p.HTML), p.URL)
		}
	})
}
