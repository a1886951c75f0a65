package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth/internal/article"
)

// describe fills in what the article's own words tell about it.
func describe(meta *article.Meta, drafts []article.Draft) {
	var body strings.Builder
	for _, d := range drafts {
		switch {
		case d.Kind == article.Headline && meta.Title == "":
			meta.Title = firstWords(d.Text)
		case d.Kind == article.Byline:
			describeByline(meta, d.Text)
		}
		// Twenty thousand bytes tell the language; the rest costs only time.
		if body.Len() < 20_000 && d.Kind != article.Verbatim {
			body.WriteString(d.Text[:floor(d.Text, 20_000)])
			body.WriteByte('\n')
		}
	}
	if meta.Title == "" {
		meta.Title = firstWords(drafts[0].Text)
	}
	language, direction := guess(body.String())
	if meta.Language == "" {
		meta.Language = language
	}
	if meta.Direction == "" {
		meta.Direction = direction
	}
}

func describeByline(meta *article.Meta, line string) {
	if names := bylineNames(line); len(meta.Bylines) == 0 && names != nil {
		meta.Bylines = names
	}
	if meta.Published == "" {
		meta.Published = dateIn(line)
	}
}

// maxTitle is the length of a title in characters, so that a list of articles
// can show it on one or two lines.
const maxTitle = 80

// firstWords is the text on one line, cut after at most maxTitle characters at
// the end of a word, or within a word that is longer.
func firstWords(s string) string {
	s = squeeze(s[:floor(s, 8*maxTitle)])
	n, space := 0, 0
	for i, r := range s {
		if unicode.IsSpace(r) {
			space = i
		}
		if n == maxTitle {
			if unicode.IsSpace(r) || space == 0 {
				space = i
			}
			return strings.TrimSpace(s[:space])
		}
		n++
	}
	return s
}

// floor is n, or a little less so that it does not cut a character of s.
func floor(s string, n int) int {
	if n >= len(s) {
		return len(s)
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return n
}

// stopWords are frequent words of each language that the others lack.
var stopWords = []struct{ language, words string }{
	{"en", "| the | and | of | to | that | was | is | said | with | for | it | he | on | not | has | by | from | have |"},
	{"de", "| der | die | das | und | nicht | ist | den | dem | von | mit | auf | ein | eine | sich | auch | sagte | wird | für |"},
	{"fr", "| le | les | des | et | est | dans | une | pour | que | qui | pas | sur | du | au | il | selon | plus | avec |"},
	{"es", "| el | los | las | y | que | en | del | por | una | con | para | es | su | al | según | más | pero | dijo |"},
	{"it", "| il | gli | che | di | della | è | per | una | non | con | sono | del | nel | ha | più | anche | alla | dei |"},
	{"pt", "| o | os | que | do | da | não | em | uma | para | com | é | ao | no | na | mais | disse | pelo | são |"},
	{"nl", "| het | een | van | en | niet | dat | de | op | zijn | voor | met | aan | ook | er | maar | wordt | zegt | naar |"},
}

// guess tells the language (BCP 47, empty if unsure) and the direction of a
// text by its letters, and for Latin letters by its frequent words.
func guess(s string) (language string, direction article.Direction) {
	var latin, arabic, hebrew, cyrillic, kana, hangul, han int
	for _, r := range s {
		switch {
		case r < 0x41:
		case r < 0x250 && unicode.IsLetter(r):
			latin++
		case r >= 0x400 && r < 0x530:
			cyrillic++
		case r >= 0x5D0 && r <= 0x5EA:
			hebrew++
		case r >= 0x620 && r < 0x780 || r >= 0xFB50 && r < 0xFE00 || r >= 0xFE70 && r < 0xFEFF:
			arabic++
		case r >= 0x3041 && r <= 0x30FF:
			kana++
		case r >= 0xAC00 && r <= 0xD7A3:
			hangul++
		case unicode.Is(unicode.Han, r):
			han++
		}
	}
	direction = article.LeftToRight
	// One character of Chinese or Korean stands for several letters.
	switch most := max(latin, cyrillic, arabic, hebrew, 3*(kana+han), 3*hangul); {
	case most == 0:
	case most == arabic:
		return arabicLanguage(s), article.RightToLeft
	case most == hebrew:
		return "he", article.RightToLeft
	case most == latin:
		language = latinLanguage(s)
	case most == cyrillic && strings.ContainsAny(s, "ыэъё") && !strings.ContainsAny(s, "іїєґў"):
		language = "ru"
	case most == 3*hangul:
		language = "ko"
	case most == 3*(kana+han) && kana*10 > han:
		language = "ja"
	case most == 3*(kana+han):
		language = "zh"
	}
	return language, direction
}

// arabicLanguage tells Urdu and Persian by the letters that Arabic lacks.
func arabicLanguage(s string) string {
	urdu, persian := 0, 0
	for _, r := range s {
		switch r {
		case 'ٹ', 'ڈ', 'ڑ', 'ں', 'ے', 'ہ', 'ھ':
			urdu++
		case 'پ', 'چ', 'ژ', 'گ', 'ک', 'ی':
			persian++
		}
	}
	letters := utf8.RuneCountInString(s)
	switch {
	case urdu*50 > letters:
		return "ur"
	case persian*50 > letters:
		return "fa"
	}
	return "ar"
}

// latinLanguage counts stop words. Three of them, and half as many again as
// in the next language, are a guess that is hardly ever wrong.
func latinLanguage(s string) string {
	best, second, language := 0, 0, ""
	fields := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) })
	for _, l := range stopWords {
		n := 0
		for _, f := range fields {
			if strings.Contains(l.words, " "+f+" ") {
				n++
			}
		}
		if n > best {
			best, second, language = n, best, l.language
		} else if n > second {
			second = n
		}
	}
	if best < 3 || best*2 < second*3 {
		return ""
	}
	return language
}
