package extract

import (
	"errors"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"

	"quoth/internal/article"
)

func TestEncodingsByHeaderByMetaAndByLook(t *testing.T) {
	encode := func(b string, err error) string {
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	latin := encode(charmap.Windows1252.NewEncoder().String("<p>Für „Brücken“ – 40 €"))
	russian := encode(charmap.Windows1251.NewEncoder().String("<p>Мост закрыт"))
	kana := encode(japanese.ISO2022JP.NewEncoder().String("<p>橋は安全だ"))
	wide := encode(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String("<p>Brücke"))
	tests := []struct {
		name, page, contentType, want string
	}{
		{"plain UTF-8", "<p>Brücke", "", "<p>Brücke"},
		{"UTF-8 with a mark", "\xEF\xBB\xBF<p>Brücke", "", "<p>Brücke"},
		{"UTF-8 that the header denies", "<p>Brücke", "text/html; charset=iso-8859-1", "<p>Brücke"},
		{"UTF-8 with a broken byte", "<p>Br\xFFcke ü", "text/html; charset=utf-8", "<p>Br\uFFFDcke ü"},
		{"UTF-16 with a mark", wide, "", "<p>Brücke"},
		{"by the header", russian, "text/html; charset=windows-1251", "<p>Мост закрыт"},
		{"by the page", `<meta charset="windows-1251">` + russian, "text/html", `<meta charset="windows-1251"><p>Мост закрыт`},
		{"by the page, late", "<!--" + strings.Repeat(" ", 3000) + `--><meta http-equiv="Content-Type" content="text/html; charset=windows-1251">` + russian, "", "<!--" + strings.Repeat(" ", 3000) + `--><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><p>Мост закрыт`},
		{"latin1 is Windows-1252", latin, "text/html; charset=ISO-8859-1", "<p>Für „Brücken“ – 40 €"},
		{"by its look", latin, "", "<p>Für „Brücken“ – 40 €"},
		{"made of ASCII", `<meta charset=iso-2022-jp>` + kana, "", `<meta charset=iso-2022-jp><p>橋は安全だ`},
		{"an unknown name", latin, "text/html; charset=klingon", "<p>Für „Brücken“ – 40 €"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := decode([]byte(tt.page), tt.contentType)
			if err != nil || string(got) != tt.want {
				t.Errorf("%q, %v; want %q", got, err, tt.want)
			}
		})
	}
	for _, start := range []string{"%PDF-1.7", "\x89PNG\r\n", "\x1F\x8B\x08"} {
		if _, err := decode([]byte(start), "text/html"); !errors.Is(err, article.ErrInvalid) {
			t.Errorf("%q: error = %v", start, err)
		}
	}
}

func TestTheTextIsNormal(t *testing.T) {
	page := "<article><p>The bri\u00ADdge by the cafe\u0301\u200B is &shy;shut,&#8203; the keeper said&nbsp;&mdash; and\u00A0he&#x0; should know, as he has the only key.</p>" + body + "</article>"
	r, err := Read(Page{HTML: []byte(page)})
	if err != nil {
		t.Fatal(err)
	}
	want := "The bridge by the café is shut, the keeper said\u00A0— and\u00A0he\uFFFD should know, as he has the only key."
	if first, _, _ := strings.Cut(r.Article.Text, "\n\n"); first != want {
		t.Errorf("text %q, want %q", first, want)
	}
}
