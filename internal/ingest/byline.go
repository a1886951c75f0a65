package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	byWords = "|by |story by |written by |words by |reported by |report by |interview by |interview: |von |text: |par |propos recueillis par |por |di |door |от |автор: |بقلم |بقلم: |כתב |מאת |מאת: |文/|文 / |记者 |글 |"

	nameParticles = "|de|da|di|del|della|do|dos|du|des|la|le|el|al|bin|ibn|van|von|der|den|ter|ten|zu|af|av|y|e|"

	nameJoins = "| and | AND | & | und | UND | et | y | e | en | with |"

	dateWords = "|published|updated|posted|last updated|last modified|first published|originally published|modified|date|stand|veröffentlicht|aktualisiert|publié|mis à jour|modifié|publicado|actualizado|atualizado|pubblicato|aggiornato|gepubliceerd|bijgewerkt|نشر|نُشر|آخر تحديث|تم النشر|פורסם|עודכן|опубликовано|发布时间|更新时间|公開日|更新日|입력|수정|"

	months = "|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|"

	dateFillers = "|at|on|of|the|am|pm|a.m|p.m|gmt|utc|bst|est|edt|cet|cest|pst|pdt|et|uhr|um|de|del|à|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun|januar|februar|märz|mai|juni|juli|oktober|dezember|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|"

	creditStarts = "|photo|photos|photograph|photo by|photo credit|photograph by|image|image credit|image source|picture|pictures|picture by|illustration|illustration by|graphic|foto|fotos|bild|quelle|crédit photo|crédits|fotografía|imagen|immagine|imagem|beeld|صورة|תמונה|צילום|фото|图片|图|图源|写真|사진|"

	creditWords = "|photo|photograph|image|picture|courtesy|handout|illustration|file photo|foto|bild|archiv|crédit|imagen|صورة|صورة أرشيفية|תצלום|צילום|фото|图|图片|写真|사진|"
)

// bylineNames gives the names in a line such as "By Ann Example and Bo
// Sample, transport correspondents", or nil if it is not one.
func bylineNames(s string) []string {
	if utf8.RuneCountInString(s) > 120 || endsSentence(s) {
		return nil
	}
	for word := range strings.SplitSeq(strings.Trim(byWords, "|"), "|") {
		if len(s) <= len(word) || !strings.EqualFold(s[:len(word)], word) {
			continue
		}
		if names := splitNames(s[len(word):]); names != nil {
			return names
		}
	}
	return nil
}

// splitNames takes a list of names apart, or gives nil if it holds something
// else. What follows a comma in lower case, or names a job, is a role.
func splitNames(s string) []string {
	for join := range strings.SplitSeq(strings.Trim(nameJoins, "|"), "|") {
		s = strings.ReplaceAll(s, join, ", ")
	}
	var names []string
	for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return strings.ContainsRune(",;|، 、", r) && r != ' ' }) {
		name := strings.TrimSpace(part)
		if at := strings.Index(name, " in "); at > 0 {
			name = name[:at] // "Ann Example in Harbour Town"
		}
		if isName(name) {
			names = append(names, name)
		} else if len(names) == 0 {
			return nil
		}
	}
	return names
}

// isName reports whether every word of s looks like part of a name: with a
// capital where the script has them, and at least two of those, since "By
// Monday" names nobody.
func isName(s string) bool {
	fields := strings.Fields(s)
	capitals := 0
	for _, f := range fields {
		r, _ := utf8.DecodeRuneInString(f)
		switch {
		case unicode.IsUpper(r):
			capitals++
		case listed(nameParticles, f):
		case unicode.IsLetter(r) && !unicode.IsLower(r): // a script without capitals
			capitals += 2
		default:
			return false
		}
	}
	for _, job := range []string{"correspondent", "editor", "reporter", "staff", "redakt", "journalist"} {
		if strings.Contains(strings.ToLower(s), job) {
			return false
		}
	}
	return capitals >= 2 && len(fields) <= 6
}

// isDateline reports whether a line is a date, or says when the article was
// published or changed.
func isDateline(s string) bool {
	key := lineKey(s)
	if utf8.RuneCountInString(key) > 90 || !strings.ContainsFunc(key, unicode.IsDigit) {
		return false
	}
	if begins(dateWords, key) && len(strings.Fields(key)) <= 12 && !endsSentence(s) {
		return true
	}
	known, month := 0, false
	for f := range strings.FieldsFuncSeq(key, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",/-–—|·:()年月日", r) }) {
		f = strings.Trim(f, ".")
		switch {
		case f == "":
			continue
		case listed(months, f), listed(dateFillers, f):
			month = month || len(f) > 3
		case unicode.IsDigit(rune(f[0])):
			if len(strings.TrimLeft(f, "0123456789.")) > 3 { // "3rd", "10am", "10.30Z"
				return false
			}
		default:
			return false
		}
		known++
	}
	// A number alone may be a heading; "1.30" a price.
	return known >= 3 || known == 2 && month
}

// dateIn is the first date of a line as YYYY-MM-DD, or empty. It reads ISO
// dates, "3 May 2031" and "May 3, 2031".
func dateIn(s string) string {
	fields := strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == ',' || r == 'T' })
	for i, f := range fields {
		if len(f) >= 10 && isISODate(f[:10]) {
			return f[:10]
		}
		month := monthOf(f)
		if month == 0 || i+1 >= len(fields) {
			continue
		}
		day, year := 0, 0
		if i > 0 && number(fields[i-1]) > 0 {
			day, year = number(fields[i-1]), number(fields[i+1])
		} else if i+2 < len(fields) {
			day, year = number(fields[i+1]), number(fields[i+2])
		}
		if day >= 1 && day <= 31 && year >= 1800 && year <= 2200 {
			return digits(year, 4) + "-" + digits(month, 2) + "-" + digits(day, 2)
		}
	}
	return ""
}

// isISODate reports whether s has the form YYYY-MM-DD.
func isISODate(s string) bool {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return false
	}
	month, day := number(s[5:7]), number(s[8:])
	return number(s[:4]) > 0 && month >= 1 && month <= 12 && day >= 1 && day <= 31
}

// monthOf is 1 to 12 for the name of an English month or its abbreviation.
func monthOf(s string) int {
	key := lineKey(s)
	if !listed(months, key) {
		return 0
	}
	return strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", key[:3])/3 + 1
}

// number is the value of a string of at most four digits, or 0.
func number(s string) int {
	n := 0
	for _, r := range s {
		if r < '0' || r > '9' || len(s) > 4 {
			return 0
		}
		n = n*10 + int(r-'0')
	}
	return n
}

func digits(n, width int) string {
	b := make([]byte, width)
	for i := width - 1; i >= 0; i-- {
		b[i] = byte('0' + n%10)
		n /= 10
	}
	return string(b)
}

// isCaption reports whether a line describes a picture: it begins with
// "Photo:" or the like, or ends with a credit in parentheses such as
// "(Ann Example/Harbour Press)".
func isCaption(s string) bool {
	if utf8.RuneCountInString(s) > 600 {
		return false
	}
	if at := strings.IndexAny(s, ":：丨"); at > 0 && listed(creditStarts, lineKey(s[:at])) {
		return true
	}
	last, n := utf8.DecodeLastRuneInString(s)
	if last != ')' && last != '）' {
		return false
	}
	open := strings.LastIndexAny(s, "(（")
	if open <= 0 {
		return false
	}
	credit := strings.TrimLeft(s[open:len(s)-n], "(（")
	return utf8.RuneCountInString(credit) <= 80 && isCredit(credit)
}

// isCredit reports whether the words name a photographer and an agency. Both
// sides of the slash begin with a capital and one is no abbreviation, so that
// "(he/she)" and "(TCP/IP)" are not taken for people.
func isCredit(s string) bool {
	key := lineKey(s)
	for word := range strings.SplitSeq(strings.Trim(creditWords, "|"), "|") {
		if rest, ok := strings.CutPrefix(key, word); ok && rest != "" && strings.ContainsAny(rest[:1], " :/") {
			return true
		}
	}
	left, right, found := strings.Cut(s, "/")
	if !found {
		return false
	}
	lower := false
	for _, side := range []string{left, right} {
		r, _ := utf8.DecodeRuneInString(strings.TrimSpace(side))
		if !unicode.IsLetter(r) || unicode.IsLower(r) {
			return false
		}
		lower = lower || strings.ContainsFunc(side, unicode.IsLower) || !unicode.IsUpper(r)
	}
	return lower
}
