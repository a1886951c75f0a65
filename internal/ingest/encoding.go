package ingest

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"

	"quoth/internal/article"
)

// kinds of file that readers open by mistake, by their first bytes, with what
// to do instead.
var magic = []struct{ start, remedy string }{
	{"%PDF-", "this is a PDF, copy the article's text out of it and paste that"},
	{"PK\x03\x04", "this is a ZIP archive or an office document (such as .docx), save it as plain text or paste its text"},
	{"\xD0\xCF\x11\xE0", "this is an old office document (such as .doc), save it as plain text or paste its text"},
	{"{\\rtf", "this is rich text (RTF), save it as plain text or paste its text"},
	{"\x89PNG", "this is a picture (PNG), only text can be opened"},
	{"\xFF\xD8\xFF", "this is a picture (JPEG), only text can be opened"},
	{"GIF8", "this is a picture (GIF), only text can be opened"},
	{"\x1F\x8B", "this is a compressed file (gzip), unpack it first"},
	{"bplist00", "this is a web archive or property list, save the page as HTML or paste its text"},
	{"\xFF\xFE\x00\x00", "this is UTF-32, save it as UTF-8"},
	{"\x00\x00\xFE\xFF", "this is UTF-32, save it as UTF-8"},
}

// decode makes a string of a file's bytes: UTF-8, or UTF-16 that says so with
// a byte order mark. The error is one sentence that says what the file is and
// what to do.
func decode(data []byte) (string, error) {
	for _, m := range magic {
		if bytes.HasPrefix(data, []byte(m.start)) {
			return "", fmt.Errorf("%s: %w", m.remedy, article.ErrInvalid)
		}
	}
	if len(data) > Limit {
		return "", tooLong(len(data))
	}
	switch {
	case bytes.HasPrefix(data, []byte("\xFF\xFE")):
		return decode16(data, binary.LittleEndian)
	case bytes.HasPrefix(data, []byte("\xFE\xFF")):
		return decode16(data, binary.BigEndian)
	}
	if at := bytes.IndexByte(data, 0); at >= 0 {
		if n := bytes.Count(data, []byte{0}); n*3 > len(data) {
			return "", fmt.Errorf("every other byte is zero, as in UTF-16 without a mark, save it as UTF-8: %w", article.ErrInvalid)
		}
		return "", fmt.Errorf("byte %d is zero, so this is not text, open a text, Markdown or HTML file: %w", at, article.ErrInvalid)
	}
	s := string(data)
	if at := invalidAt(s); at >= 0 {
		looks := ""
		if western(data) {
			looks = " and looks like Windows-1252 or Latin-1"
		}
		return "", fmt.Errorf("byte %d (0x%02X) is not UTF-8%s, save the file as UTF-8: %w", at, data[at], looks, article.ErrInvalid)
	}
	return s, nil
}

// decode16 decodes UTF-16 after its two bytes of mark.
func decode16(data []byte, order binary.ByteOrder) (string, error) {
	if len(data)%2 != 0 {
		return "", fmt.Errorf("the UTF-16 text is cut in the middle of a character at byte %d, save it as UTF-8: %w", len(data)-1, article.ErrInvalid)
	}
	out := make([]byte, 0, len(data))
	for i := 2; i < len(data); i += 2 {
		r := rune(order.Uint16(data[i:]))
		if utf16.IsSurrogate(r) {
			pair := utf8.RuneError
			if i+3 < len(data) {
				pair = utf16.DecodeRune(r, rune(order.Uint16(data[i+2:])))
			}
			if pair == utf8.RuneError {
				return "", fmt.Errorf("half a character (0x%04X) stands alone at byte %d of the UTF-16 text, save it as UTF-8: %w", r, i, article.ErrInvalid)
			}
			r, i = pair, i+2
		}
		out = utf8.AppendRune(out, r)
	}
	return string(out), nil
}

// western reports whether bytes that are not UTF-8 are probably Windows-1252
// or Latin-1: few high bytes, most of them alone among ASCII. In the
// two-byte encodings of East Asia and in Cyrillic ones they come in rows.
func western(data []byte) bool {
	high, alone := 0, 0
	for i, b := range data {
		if b < 0x80 {
			continue
		}
		high++
		before := i == 0 || data[i-1] < 0x80
		after := i+1 == len(data) || data[i+1] < 0x80
		if before && after {
			alone++
		}
	}
	return high*4 < len(data) && alone*10 >= high*7
}
