package ledger

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth/internal/annotation"
)

// Letters with a mark and what is typed for them. The text is in NFC, so one
// table of the letters that names in Latin script use does what a full
// decomposition would, and costs the browser nothing.
const (
	marked = "àáâãäåāăąçćĉċčďđðèéêëēĕėęěĝğġģĥħìíîïĩīĭįıĵķĺļľłñńņňòóôõöøōŏőŕŗřśŝşšșţťțùúûüũūŭůűųŵýÿŷźżž"
	plain  = "aaaaaaaaacccccdddeeeeeeeeegggghhiiiiiiiiijkllllnnnnooooooooorrrssssstttuuuuuuuuuuwyyyzzz"
)

var unmarked = func() map[rune]rune {
	m := make(map[rune]rune, len(plain))
	i := 0
	for _, r := range marked {
		m[r] = rune(plain[i])
		i++
	}
	return m
}()

// Fold is a name as it is compared: lower case, without accents, apostrophes
// straight, every run of other signs one space.
func Fold(name string) string {
	b := make([]byte, 0, len(name))
	space := false
	for _, r := range name {
		switch r = unicode.ToLower(r); {
		case r == '’' || r == 'ʼ':
			r = '\''
		case r == '\'':
		case !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r):
			space = len(b) > 0
			continue
		}
		if space {
			b, space = append(b, ' '), false
		}
		switch p, ok := unmarked[r]; {
		case ok:
			b = append(b, byte(p))
		case r == 'ß':
			b = append(b, "ss"...)
		case r == 'æ':
			b = append(b, "ae"...)
		case r == 'œ':
			b = append(b, "oe"...)
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return string(b)
}

// Names are all that a speaker is called: the name and the aliases.
func names(p *annotation.Speaker) []string { return append([]string{p.Name}, p.Aliases...) }

// Find is the one speaker that a name in an article can only mean: called so,
// or the only one whose name ends with it. It is nil if there is none or more
// than one.
func Find(name string, speakers []*annotation.Speaker) *annotation.Speaker {
	name = Fold(name)
	if name == "" {
		return nil
	}
	var exact, surname []*annotation.Speaker
	for _, p := range speakers {
		is, ends := false, false
		for _, n := range names(p) {
			n = Fold(n)
			is = is || n == name
			ends = ends || p.Kind != annotation.Unnamed && strings.HasSuffix(n, " "+name)
		}
		if is {
			exact = append(exact, p)
		} else if ends {
			surname = append(surname, p)
		}
	}
	switch {
	case len(exact) == 1:
		return exact[0]
	case len(exact) == 0 && len(surname) == 1:
		return surname[0]
	}
	return nil
}

// How well a typed name fits, from best. A surname goes before any other word
// within the name, because that is what news calls people by.
const (
	whole = iota
	start
	surnameStart
	wordStart
	aboutStart // role, affiliation or description
	noMatch
)

// Match lists the speakers that a typed beginning can mean, best first, and
// those that fit equally well by name. Case and accents do not matter, and
// typing nothing matches nobody.
func Match(name string, speakers []*annotation.Speaker) []*annotation.Speaker {
	typed := Fold(name)
	if typed == "" {
		return nil
	}
	type hit struct {
		speaker *annotation.Speaker
		rank    int
		name    string
	}
	var hits []hit
	for _, p := range speakers {
		rank := noMatch
		for _, n := range names(p) {
			rank = min(rank, fit(Fold(n), typed))
		}
		for _, about := range []string{p.Role, p.Affiliation, p.Description} {
			if rank > aboutStart && fit(Fold(about), typed) < noMatch {
				rank = aboutStart
			}
		}
		if rank < noMatch {
			hits = append(hits, hit{p, rank, Fold(p.Name)})
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int {
		if a.rank != b.rank {
			return a.rank - b.rank
		}
		return strings.Compare(a.name, b.name)
	})
	matches := make([]*annotation.Speaker, len(hits))
	for i, h := range hits {
		matches[i] = h.speaker
	}
	return matches
}

// fit ranks one folded name against what was typed. A second typed word may
// stand further on in the name: "ma qu" finds Mara Quill.
func fit(name, typed string) int {
	switch {
	case name == typed:
		return whole
	case strings.HasPrefix(name, typed):
		return start
	}
	rest := " " + name
	for _, word := range strings.Fields(typed) {
		at := strings.Index(rest, " "+word)
		if at < 0 {
			return noMatch
		}
		rest = rest[at+1+len(word):]
	}
	if i := strings.LastIndexByte(name, ' '); i >= 0 && strings.HasPrefix(name[i+1:], typed) {
		return surnameStart
	}
	return wordStart
}

// Initials are one or two letters that stand for a speaker where there is no
// room for a name: of the first and the last word, or for one word, or a
// script without spaces, its first character. An empty name gives "?".
func Initials(name string) string {
	var first, last string
	for _, word := range strings.Fields(name) {
		for _, r := range word {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				if last = string(unicode.ToUpper(r)); first == "" {
					first, last = last, ""
				}
				break
			}
		}
	}
	if first == "" {
		return "?"
	}
	return first + last
}
