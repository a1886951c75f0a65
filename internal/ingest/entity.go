package ingest

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// names are the named character references that occur in news, each with its
// code in hexadecimal. Latin-1's letters stand below in their order.
const names = "amp 26 lt 3C gt 3E quot 22 apos 27 nbsp A0 ensp 2002 emsp 2003 thinsp 2009 hairsp 200A zwnj 200C zwj 200D lrm 200E rlm 200F shy AD " +
	"iexcl A1 cent A2 pound A3 curren A4 yen A5 brvbar A6 sect A7 uml A8 copy A9 ordf AA laquo AB not AC reg AE macr AF " +
	"deg B0 plusmn B1 sup2 B2 sup3 B3 acute B4 micro B5 para B6 middot B7 cedil B8 sup1 B9 ordm BA raquo BB frac14 BC frac12 BD frac34 BE iquest BF " +
	"ndash 2013 mdash 2014 horbar 2015 lsquo 2018 rsquo 2019 sbquo 201A ldquo 201C rdquo 201D bdquo 201E dagger 2020 Dagger 2021 bull 2022 hellip 2026 " +
	"permil 2030 prime 2032 Prime 2033 lsaquo 2039 rsaquo 203A euro 20AC trade 2122 larr 2190 uarr 2191 rarr 2192 darr 2193 minus 2212 infin 221E " +
	"asymp 2248 ne 2260 le 2264 ge 2265 OElig 152 oelig 153 Scaron 160 scaron 161 Yuml 178 fnof 192 Zcaron 17D zcaron 17E Ccaron 10C ccaron 10D " +
	"cacute 107 Cacute 106 sacute 15B Sacute 15A nacute 144 lstrok 142 Lstrok 141 zdot 17C Zdot 17B aogon 105 eogon 119 gbreve 11F Gbreve 11E inodot 131 Idot 130 scedil 15F Scedil 15E " +
	"check 2713 star 2606 starf 2605 NewLine A Tab 9 excl 21 num 23 percnt 25 lpar 28 rpar 29 ast 2A comma 2C period 2E sol 2F colon 3A semi 3B quest 3F lsqb 5B rsqb 5D lowbar 5F "

// latin1 names the letters from U+00C0 on.
const latin1 = "Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml " +
	"ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig " +
	"agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml " +
	"eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml"

// windows1252 is what the numbers 128 to 159 mean on the web: not controls,
// but the characters of Windows-1252 (HTML, section 13.2.5.80).
var windows1252 = []rune("€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ")

var entities = sync.OnceValue(func() map[string]rune {
	m := map[string]rune{}
	fields := strings.Fields(names)
	for i := 0; i+1 < len(fields); i += 2 {
		m[fields[i]] = hex(fields[i+1])
	}
	for i, name := range strings.Fields(latin1) {
		m[name] = rune(0xC0 + i)
	}
	return m
})

// hex is the value of hexadecimal digits, or -1; too large ones are
// utf8.MaxRune+1.
func hex(s string) rune {
	n := rune(0)
	for _, c := range s {
		switch {
		case c >= '0' && c <= '9':
			c -= '0'
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			c = c | 0x20 - 'a' + 10
		default:
			return -1
		}
		n = min(n*16+c, utf8.MaxRune+1)
	}
	return n
}

// maxEntity is longer than any reference that means something.
const maxEntity = 32

// entity reads the character reference at the start of s, which begins with
// "&". It gives its text and its length, or 0 if it is none. The text is empty
// for what Quoth drops from every text: controls, soft hyphens and zero-width
// spaces.
func entity(s string) (text string, n int) {
	end := 1
	for end < len(s) && end < maxEntity && (isLetter(s[end]) || s[end] >= '0' && s[end] <= '9' || end == 1 && s[end] == '#') {
		end++
	}
	closed := end < len(s) && s[end] == ';'
	name := s[1:end]
	if closed {
		end++
	}
	r := rune(-1)
	switch {
	case strings.HasPrefix(name, "#x"), strings.HasPrefix(name, "#X"):
		r = hex(name[2:])
		if name[2:] == "" {
			r = -1
		}
	case strings.HasPrefix(name, "#") && len(name) > 1:
		r = 0
		for _, c := range name[1:] {
			if c < '0' || c > '9' {
				return "", 0
			}
			r = min(r*10+c-'0', utf8.MaxRune+1)
		}
	default:
		known, ok := entities()[name]
		// "&copy" without its semicolon is an old habit, "&copy=" an address.
		if !ok || !closed && end < len(s) && s[end] == '=' {
			return "", 0
		}
		r = known
	}
	switch {
	case r < 0:
		return "", 0
	case r >= 0x80 && r < 0xA0:
		r = windows1252[r-0x80]
	case r == 0 || r > utf8.MaxRune || r >= 0xD800 && r < 0xE000:
		r = utf8.RuneError
	}
	if unicode.IsControl(r) && r != '\n' && r != '\t' || r == 0xAD || r == 0x200B || r == 0xFEFF {
		return "", end
	}
	return string(r), end
}

// unescape resolves the character references in s.
func unescape(s string) string {
	at := strings.IndexByte(s, '&')
	if at < 0 {
		return s
	}
	var b strings.Builder
	for at >= 0 {
		b.WriteString(s[:at])
		text, n := entity(s[at:])
		if n == 0 {
			text, n = "&", 1
		}
		b.WriteString(text)
		s = s[at+n:]
		at = strings.IndexByte(s, '&')
	}
	b.WriteString(s)
	return b.String()
}
