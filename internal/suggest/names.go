package suggest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth/internal/annotation"
	"quoth/internal/suggest/lexicon"
	"quoth/internal/text"
)

// fullName looks in the text before an offset for a surname behind a first
// name, and takes the first place where it stands so: there news introduces
// people.
func (s *search) fullName(surname string, before text.Byte) (string, bool) {
	all := s.article.Text[:before]
	for at, tries := 0, 0; tries < 400; tries++ {
		i := strings.Index(all[at:], surname)
		if i < 0 {
			return "", false
		}
		i += at
		at = i + len(surname)
		if next, n := utf8.DecodeRuneInString(s.article.Text[at:]); n > 0 && (letterOrDigit(next) || next == '-') {
			continue
		}
		if start := s.namesBefore(i); start < i {
			return all[start:at], true
		}
	}
	return "", false
}

// namesBefore is where the first names begin that stand before an offset.
func (s *search) namesBefore(at int) int {
	all, start := s.article.Text, at
	for n := 0; n < 3; n++ {
		rest, ok := strings.CutSuffix(all[:start], " ")
		if !ok {
			break
		}
		i := strings.LastIndexAny(rest[max(0, len(rest)-40):], " \n“\"‘(—–«„") + 1
		i += max(0, len(rest)-40)
		for i < len(rest) && !utf8.RuneStart(rest[i]) {
			i++ // the last byte of the sign that was found
		}
		w := rest[i:]
		r, size := utf8.DecodeRuneInString(w)
		last, _ := utf8.DecodeLastRuneInString(w)
		lower := strings.ToLower(w)
		initial := last == '.' && len(w) == size+1
		if !unicode.IsUpper(r) || !letterOrDigit(last) && !initial || lexicon.Title(strings.TrimSuffix(lower, ".")) || s.lang.Words[lower].Class != 0 {
			if !(n > 0 && particle(lower)) {
				break
			}
		}
		start = i
	}
	return start
}

// holder looks before an offset for the name of whoever has a role: "Mayor
// Lina Ost", or "Lina Ost, the mayor".
func (s *search) holder(role string, before text.Byte) (string, bool) {
	all := s.article.Text[:before]
	r, n := utf8.DecodeRuneInString(role)
	if n == 0 || len(role) < 4 {
		return "", false
	}
	for _, w := range []string{string(unicode.ToUpper(r)) + role[n:] + " ", role + " "} {
		i := strings.Index(all, w)
		if i < 0 || i > 0 && all[i-1] != ' ' && all[i-1] != '\n' {
			continue
		}
		c := newClause(s.article, s.lang, all[i+len(w):min(len(all), int(s.boundary(text.Byte(i+len(w)+60))))], text.Byte(i+len(w)), nil, false)
		j := 0
		for c.word(j) && c.tokens[j].upper && j < 3 {
			j++
		}
		if j > 1 {
			return c.text(0, j), true
		}
	}
	for _, w := range []string{", the " + role, ", " + role} {
		if i := strings.Index(all, w); i > 0 {
			k := strings.LastIndexByte(all[:i], ' ') + 1
			if first, _ := utf8.DecodeRuneInString(all[k:]); unicode.IsUpper(first) {
				if start := s.namesBefore(k); start < k {
					return all[start:i], true
				}
			}
		}
	}
	return "", false
}

// lastNamed finds, before an offset and outside quotations, the last name of
// the kind (any if empty) that spoke or was the subject of a sentence.
func (s *search) lastNamed(at text.Byte, kind annotation.SpeakerKind) (c *clause, run [2]int, who identity, ok bool) {
	block := s.article.BlockAt(at)
	end := at
	for n := 0; n < 6 && block >= 0; n++ {
		span := s.article.Blocks[block].Span
		c := s.clause(block, text.Bytes{Start: s.boundary(max(span.Start, end-3*reach)), End: end})
		for to := len(c.tokens); to > 0; to-- {
			from, j := c.run(0, to)
			if j == 0 {
				break
			}
			to = min(from+1, j)
			if from == j || !c.leads(from, j) {
				continue
			}
			who := s.identify(c, phrase{parts: [][2]int{{c.withArticle(from), j}}})
			if who.name == "" || kind != "" && who.kind != kind || who.kind == annotation.Unnamed || who.kind == annotation.Document {
				continue
			}
			if j-from == 1 && who.speaker == "" && who.kind == annotation.Person && !strings.Contains(who.name, " ") && !c.says(from, j) {
				continue // one capitalised word may be anything
			}
			return c, [2]int{from, j}, who, true
		}
		if block--; block >= 0 {
			end = s.article.Blocks[block].Span.End
		}
	}
	return nil, run, who, false
}
