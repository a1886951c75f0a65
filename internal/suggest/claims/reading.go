package claims

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth/internal/text"
)

// A word is a run of letters or of digits.
type word struct {
	span    text.Bytes
	lower   string
	digits  bool
	capital bool
	signal  signal
	quoted  bool
	before  rune // the mark in front of it, other than a space, or 0
	after   rune // the mark right behind it
}

// A clause is the words from, up to but not to, and what they cover.
type clause struct {
	from, to int
	span     text.Bytes
}

// A reading is one block, sentence by sentence.
type reading struct {
	text     string
	language *language
	words    []word // of the sentence
	quoted   bool   // a quotation is open
	asks     bool   // the sentence is a question
}

const (
	marks     = "“”„«»\"「」『』" // that quote; they are paired by turns
	questions = "?？؟"
	money     = "$€£¥₹₽"
)

// read takes in a sentence and cuts it into clauses.
func (r *reading) read(s text.Bytes) (clauses []clause) {
	r.words, r.asks = r.words[:0], false
	opened := r.quoted
	began, first := s.Start, 0 // of the clause
	cut := func(at text.Byte) {
		if len(r.words) > first {
			clauses = append(clauses, clause{first, len(r.words), text.Bytes{Start: began, End: at}})
			first = len(r.words)
		}
		began = at
	}
	var mark rune
	comma := text.Byte(-1)
	for i := s.Start; i < s.End; {
		c, n := utf8.DecodeRuneInString(r.text[i:s.End])
		if !unicode.IsLetter(c) && !unicode.IsDigit(c) {
			switch {
			case strings.ContainsRune(marks, c):
				r.quoted = !r.quoted
			case strings.ContainsRune(questions, c):
				r.asks = true
			case (c == ';' || c == '—') && !r.quoted && !opened:
				cut(i)
				began = i + text.Byte(n)
			case c == ',' && !r.quoted:
				comma = i
			}
			if !unicode.IsSpace(c) {
				if mark = c; len(r.words) > 0 && r.words[len(r.words)-1].span.End == i {
					r.words[len(r.words)-1].after = c
				}
			}
			i += text.Byte(n)
			continue
		}
		w := word{span: text.Bytes{Start: i, End: wordEnd(r.text[:s.End], i)}, digits: unicode.IsDigit(c), capital: unicode.IsUpper(c), quoted: r.quoted, before: mark}
		if w.lower = r.text[i:w.span.End]; !w.digits {
			w.lower = strings.ToLower(w.lower)
		}
		if comma >= 0 && mark == ',' && r.contrast(w.lower) {
			cut(comma)
			began = i
		}
		comma, mark = -1, 0
		r.words = append(r.words, w)
		i = w.span.End
	}
	cut(s.End)
	r.label()
	return clauses
}

func (r *reading) contrast(w string) bool {
	if r.language == nil {
		return false
	}
	for _, p := range r.language.phrases[w] {
		if p.signal == contrast && len(p.rest) == 0 {
			return true
		}
	}
	return false
}

// wordEnd is the end of the run of letters, or of digits with the marks that
// group them, that begins at an offset.
func wordEnd(s string, at text.Byte) text.Byte {
	first, n := utf8.DecodeRuneInString(s[at:])
	number := unicode.IsDigit(first)
	i := at + text.Byte(n)
	for i < text.Byte(len(s)) {
		c, n := utf8.DecodeRuneInString(s[i:])
		inner := c == '\'' || c == '’'
		if number {
			inner = c == '.' || c == ',' || c == ':' || c == '٬' || c == '٫'
		}
		switch {
		case number && unicode.IsDigit(c), !number && (unicode.IsLetter(c) || unicode.IsMark(c)):
			i += text.Byte(n)
		case inner:
			next, _ := utf8.DecodeRuneInString(s[i+text.Byte(n):])
			if number && !unicode.IsDigit(next) || !number && !unicode.IsLetter(next) {
				return i
			}
			i += text.Byte(n)
		default:
			return i
		}
	}
	return i
}

// label gives each word its signal: of the longest phrase that begins with it.
func (r *reading) label() {
	for i := 0; i < len(r.words); i++ {
		w := &r.words[i]
		if w.digits {
			w.signal = quantity
			continue
		}
		if r.language == nil {
			continue
		}
		p, ok := r.phraseAt(i)
		if ok {
			w.signal = p.signal
			for range p.rest { // the words inside tell nothing of their own
				i++
				r.words[i].signal = p.signal
			}
			continue
		}
		for _, e := range r.language.endings {
			if strings.HasSuffix(w.lower, e.end) {
				w.signal = e.signal
				break
			}
		}
	}
	for i := range r.words {
		if r.words[i].digits {
			r.words[i].signal = r.number(i)
		}
	}
}

func (r *reading) phraseAt(i int) (phrase, bool) {
next:
	for _, p := range r.language.phrases[r.words[i].lower] {
		if i+len(p.rest) >= len(r.words) {
			continue
		}
		for j, w := range p.rest {
			if r.words[i+1+j].lower != w {
				continue next
			}
		}
		return p, true
	}
	return phrase{}, false
}

// number tells what digits stand for: a quantity, a date, or nothing that
// counts.
func (r *reading) number(i int) signal {
	w := &r.words[i]
	near := func(j int, s signal) bool { return j >= 0 && j < len(r.words) && r.words[j].signal == s }
	switch {
	case strings.ContainsRune(money, w.before) || strings.ContainsRune(money+"%‰٪", w.after) || near(i+1, unit):
		return quantity
	case near(i-1, label), strings.Contains(w.lower, ":"), near(i+1, label):
		return none
	case near(i-1, day), near(i+1, day):
		return day
	case utf8.RuneCountInString(w.lower) == 4 && (w.lower[0] == '1' || strings.HasPrefix(w.lower, "20")) && !strings.ContainsAny(w.lower, ".,"):
		return year
	case w.before == ',' && w.after == ',' && len(w.lower) < 3:
		return none // the age of somebody: "Tarn, 43, grew up"
	}
	return quantity
}

// trim takes spaces and marks that part clauses off the ends, and a quotation
// mark that has no partner in the span.
func (r *reading) trim(b text.Bytes) text.Bytes {
	b = text.Trim(r.text, b)
	quoting := 0
	for _, c := range r.text[b.Start:b.End] {
		if strings.ContainsRune(marks, c) {
			quoting++
		}
	}
	if quoting%2 == 1 {
		if c, n := utf8.DecodeRuneInString(r.text[b.Start:b.End]); strings.ContainsRune(marks, c) {
			b.Start += text.Byte(n)
		} else if c, n := utf8.DecodeLastRuneInString(r.text[b.Start:b.End]); strings.ContainsRune(marks, c) {
			b.End -= text.Byte(n)
		}
	}
	return text.Trim(r.text, b)
}
