package extract

import "unicode"

// wide is how many letters of an alphabet say as much as one character of
// Chinese, Japanese or Korean; the thresholds of this package count letters.
const wide = 3

// length is the number of code points of s, with a character of Chinese,
// Japanese or Korean counted as several.
func length(s string) int {
	n := 0
	for _, r := range s {
		n += weight(r)
	}
	return n
}

// ink is the length of s without its white space.
func ink(s string) int {
	n := 0
	for _, r := range s {
		if !unicode.IsSpace(r) {
			n += weight(r)
		}
	}
	return n
}

func weight(r rune) int {
	if r >= 0x3041 && r <= 0x30FF || r >= 0x3400 && r <= 0x9FFF || r >= 0xAC00 && r <= 0xD7A3 || r >= 0x20000 && r <= 0x3FFFF {
		return wide
	}
	return 1
}
