package ingest

import (
	"encoding/binary"
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"quoth/internal/article"
)

func bytes16(s string, order binary.AppendByteOrder) []byte {
	b := order.AppendUint16(nil, 0xFEFF)
	for _, u := range utf16.Encode([]rune(s)) {
		b = order.AppendUint16(b, u)
	}
	return b
}

func TestEncodingsThatAreRead(t *testing.T) {
	const words = "Die Brücke 🌉 bleibt zu."
	for name, data := range map[string][]byte{
		"UTF-8":                []byte(words),
		"UTF-8 with mark":      append([]byte("\xEF\xBB\xBF"), words...),
		"UTF-16 little-endian": bytes16(words, binary.LittleEndian),
		"UTF-16 big-endian":    bytes16(words, binary.BigEndian),
		"decomposed":           []byte(strings.ReplaceAll(words, "ü", "u\u0308")),
	} {
		if a, err := File("a.txt", data, time.Time{}); err != nil || a.Text != words {
			t.Errorf("%s: %v, %v", name, a, err)
		}
	}
}

func TestWhatIsNoTextIsRefusedInOneSentence(t *testing.T) {
	half := append(bytes16("a", binary.LittleEndian), 0x00, 0xD8, 'b', 0)
	tests := []struct {
		name string
		data []byte
		want string
	}{
		{"a.txt", []byte("Br\xFCcke zu"), "byte 2 (0xFC) is not UTF-8 and looks like Windows-1252 or Latin-1, save the file as UTF-8"},
		{"a.md", []byte("\x83\x65\x83\x58\x83\x67\x82\xCC\x82\xBD\x82\xDF"), "byte 0 (0x83) is not UTF-8, save the file as UTF-8"},
		{"a.html", []byte("<p>\xFCber</p>"), "byte 3 (0xFC)"},
		{"a.txt", []byte("a\x00bcdefgh"), "byte 1 is zero, so this is not text"},
		{"a.txt", []byte("a\x00b\x00c\x00"), "UTF-16 without a mark"},
		{"a.txt", half, "half a character (0xD800) stands alone at byte 4"},
		{"a.txt", append(bytes16("ab", binary.BigEndian), 'c'), "cut in the middle of a character at byte 6"},
		{"a.pdf", []byte("%PDF-1.7 …"), "this is a PDF"},
		{"a.docx", []byte("PK\x03\x04…"), "office document (such as .docx)"},
		{"a.png", []byte("\x89PNG\r\n"), "picture (PNG)"},
		{"a.txt", []byte(strings.Repeat("word ", 10_000_000)), "the text has 50000000 bytes but at most 5000000 are read"},
		{"a.txt", nil, "the text is empty"},
		{"a.md", []byte(" \n\u200b\n"), "the text is empty"},
		{"a.html", []byte("<p><!-- x --></p>"), "the text is empty"},
		{"a.json", []byte("{}"), "JSON"},
	}
	for _, tt := range tests {
		_, err := File(tt.name, tt.data, time.Time{})
		if !errors.Is(err, article.ErrInvalid) {
			t.Errorf("%s: error %v is not of the class invalid", tt.want, err)
			continue
		}
		msg := err.Error()
		if !strings.HasPrefix(msg, tt.name+": ") || !strings.Contains(msg, tt.want) || strings.Contains(msg, ". ") || strings.Contains(msg, "\n") {
			t.Errorf("error is %q, want one sentence with %q", msg, tt.want)
		}
	}
}

func TestPastingNothingIsRefused(t *testing.T) {
	for _, read := range []func() (*article.Article, error){
		func() (*article.Article, error) { return Paste("", "", time.Time{}) },
		func() (*article.Article, error) { return Paste(" \n", "<img src=x>", time.Time{}) },
		func() (*article.Article, error) { return Text("a\xff", article.Meta{}) },
		func() (*article.Article, error) { return Text(strings.Repeat("a", Limit+1), article.Meta{}) },
	} {
		if a, err := read(); !errors.Is(err, article.ErrInvalid) {
			t.Errorf("gives %v, %v", a, err)
		}
	}
}

func TestAWordOfAMillionCharactersIsRead(t *testing.T) {
	a, err := Text(strings.Repeat("é", 1_000_000), article.Meta{})
	if err != nil || len(a.Blocks) != 1 || len(a.Text) != 2_000_000 || len(a.Meta.Title) != 160 {
		t.Errorf("%v", err)
	}
}

func TestLanguageAndDirectionAreGuessed(t *testing.T) {
	for raw, want := range map[string]string{
		body: "en ltr",
		"Die Brücke ist seit Dienstag zu, und niemand weiß, wer für den Schaden aufkommt.":                    "de ltr",
		"Le pont est fermé depuis mardi et les habitants ne savent pas qui va payer pour les travaux.":        "fr ltr",
		"El puente está cerrado desde el martes y los vecinos no saben quién va a pagar las obras del puerto": "es ltr",
		"Il ponte è chiuso da martedì e gli abitanti non sanno chi pagherà per i lavori del porto.":           "it ltr",
		"A ponte está fechada e os moradores não sabem quem vai pagar o conserto do porto, disse uma mulher.": "pt ltr",
		"De brug is dicht en niemand weet wie er voor het herstel van de haven gaat betalen.":                 "nl ltr",
		"أُغلق الجسر يوم الثلاثاء، ولا أحد يعرف من سيدفع.":                                                    "ar rtl",
		"این پل از روز سه‌شنبه بسته است و کسی نمی‌داند چه کسی پول می‌پردازد.":                                 "fa rtl",
		"یہ پل منگل سے بند ہے اور کسی کو نہیں معلوم کہ پیسے کون دے گا۔":                                       "ur rtl",
		"הגשר סגור מיום שלישי.":                                                                               "he rtl",
		"Мост закрыт со вторника, и мы не знаем, кто заплатит за это.":                                        "ru ltr",
		"Міст зачинено з вівторка, і ніхто не знає, хто за це платить.":                                       " ltr",
		"大桥从星期二起关闭。":                    "zh ltr",
		"橋は火曜日から閉鎖されている。":               "ja ltr",
		"다리는 화요일부터 닫혀 있다.":              "ko ltr",
		"AP: أُغلق الجسر يوم الثلاثاء.": "ar rtl",
		"Lorem 12": " ltr",
	} {
		a, err := Text(raw, article.Meta{})
		if err != nil {
			t.Fatal(err)
		}
		if got := a.Meta.Language + " " + string(a.Meta.Direction); got != want {
			t.Errorf("%s is %q, want %q", raw, got, want)
		}
	}
}
