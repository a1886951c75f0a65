package suggest

import (
	"strings"

	"quoth/internal/annotation"
	"quoth/internal/ledger"
	"quoth/internal/suggest/lexicon"
	"quoth/internal/text"
)

// identity is who a source stands for.
type identity struct {
	speaker     annotation.SpeakerID
	name        string
	kind        annotation.SpeakerKind
	description string
	role        string
}

// identify tells who the words of a phrase mean.
func (s *search) identify(c *clause, p phrase) identity {
	if len(p.parts) > 1 {
		var all []string
		for _, part := range p.parts {
			one := s.identify(c, phrase{parts: [][2]int{part}})
			if one.name == "" {
				one.name = c.text(part[0], part[1])
			}
			all = append(all, one.name)
		}
		name := strings.Join(all, " & ")
		return s.recognise(identity{name: name, kind: annotation.Group}, name)
	}
	i, j := p.start(), p.end()
	first := c.tokens[i]
	if j == i+1 && (first.is(pronoun|possessive|relative) && !(first.is(determiner) && first.upper && first.Class&(pronoun|possessive|relative) == 0)) {
		if p.antecedent != nil {
			return s.identify(c, *p.antecedent)
		}
		return s.pronoun(first, c.span(i, j).Start)
	}
	from, to := c.run(i, j)
	if to == from {
		return s.described(c, i, j)
	}
	definite := first.is(determiner)
	linked := from > i && c.tokens[from-1].is(connector) || from-2 >= i && c.tokens[from-1].is(determiner) && c.tokens[from-2].is(connector)
	if c.lang.Postposed != "" && definite && (to-from == 1 || linked || to < j) && !lexicon.Organisation(c.text(from, to)) {
		return s.described(c, i, j)
	}
	if linked || to < j || j == i+1 && c.begins(i) && s.common(first.lower, first.Start) {
		return s.described(c, i, j)
	}
	who := identity{kind: annotation.Person}
	who.role = c.titled(i, &from, to, c.lang.Postposed != "")
	if from == to {
		return s.described(c, i, j)
	}
	who.name = c.text(from, to)
	switch {
	case lexicon.Organisation(who.name) || definite && to-from == c.capitals(i, j) && from == i+1 && who.role == "":
		who.kind = annotation.Organisation
	case to-from == 1:
		if full, ok := s.fullName(who.name, c.tokens[from].Start); ok {
			return s.recognise(identity{name: full, kind: who.kind, role: who.role}, full)
		}
	}
	return s.recognise(who, who.name)
}

// recognise gives the identity the known speaker of that name.
func (s *search) recognise(who identity, name string) identity {
	if p := ledger.Find(name, s.known); p != nil {
		who.speaker, who.name, who.kind, who.description = p.ID, p.Name, p.Kind, p.Description
	}
	return who
}

// begins reports whether token i begins a sentence, so that its capital says
// nothing.
func (c *clause) begins(i int) bool {
	return i == 0 || c.sign(i-1, '.', '“', ':')
}

// common reports whether the word is no name: one of those that news begins
// sentences with, or one that the article also writes small nearby.
func (s *search) common(lower string, at text.Byte) bool {
	if lexicon.Crowd(lower) {
		return true
	}
	near := s.article.Text[s.boundary(max(0, at-8*reach)):at]
	return strings.Contains(near, " "+lower+" ")
}

// run is the last run of capitalised words among the tokens, with the small
// words of a name between them.
func (c *clause) run(i, j int) (from, to int) {
	for to = j; to > i && !c.tokens[to-1].upper; to-- {
	}
	for from = to; from > i; from-- {
		if t := c.tokens[from-1]; !t.upper && !(from < to && c.inName(from-1)) || t.upper && t.is(determiner|stop|conjunction) {
			break
		}
	}
	return from, to
}

func (c *clause) capitals(i, j int) (n int) {
	for _, t := range c.tokens[i:j] {
		if t.upper {
			n++
		}
	}
	return n
}

// titled takes the titles off the front of a name, and the words before it.
func (c *clause) titled(i int, from *int, to int, nouns bool) string {
	for *from < to-1 && lexicon.Title(c.tokens[*from].lower) {
		*from++
	}
	// German capitals: in "Hafenmeisterin Mara Quill" two words are the name.
	if nouns && to-*from > 2 && !lexicon.Organisation(c.text(*from, to)) {
		*from = to - 2
	}
	if *from == to-1 && lexicon.Title(c.tokens[*from].lower) && *from > i {
		*from = to
	}
	for i < *from && c.tokens[i].is(determiner) {
		i++
	}
	if i >= *from || lexicon.Address(c.tokens[i].lower) {
		return ""
	}
	return c.text(i, *from)
}

// described is somebody without a name: an organisation or document by its
// noun, somebody known by the role, or unnamed.
func (s *search) described(c *clause, i, j int) identity {
	words := c.text(i, j)
	noun := i
	for noun < j-1 && c.tokens[noun].is(determiner) {
		noun++
	}
	role := c.text(noun, j)
	folded := ledger.Fold(role)
	var holder *annotation.Speaker
	for _, p := range s.known {
		if r := ledger.Fold(p.Role); r != "" && (r == folded || strings.TrimPrefix(r, "the ") == folded) {
			if holder != nil {
				holder = nil
				break
			}
			holder = p
		}
	}
	if holder != nil {
		return identity{speaker: holder.ID, name: holder.Name, kind: holder.Kind, description: holder.Description, role: holder.Role}
	}
	if noun == i && j == i+1 || strings.EqualFold(c.tokens[i].lower, "the") {
		if name, ok := s.holder(role, c.tokens[i].Start); ok {
			return s.recognise(identity{name: name, kind: annotation.Person, role: role}, name)
		}
	}
	head := c.tokens[j-1].lower
	for k := noun; k < j; k++ {
		if c.tokens[k].is(connector) && k > noun {
			head = c.tokens[k-1].lower
			break
		}
	}
	who := identity{name: words, kind: annotation.Unnamed, description: words}
	switch {
	case lexicon.Document(head):
		who.kind, who.description = annotation.Document, ""
	case lexicon.Organisation(head):
		who.kind, who.description = annotation.Organisation, ""
	}
	return s.recognise(who, words)
}

// pronoun tells who a pronoun at an offset stands for: who spoke last, or was
// the subject.
func (s *search) pronoun(t token, at text.Byte) identity {
	switch t.lower {
	case "i", "ich":
		return identity{kind: annotation.Author}
	case "it", "its":
		if _, _, who, ok := s.lastNamed(at, annotation.Organisation); ok {
			return who
		}
		return identity{kind: annotation.Organisation}
	case "we", "you", "they", "their", "our", "everyone", "others", "nobody":
		if _, _, who, ok := s.lastNamed(at, ""); ok && t.lower == "they" {
			return who
		}
		return identity{kind: annotation.Group}
	}
	if _, _, who, ok := s.lastNamed(at, annotation.Person); ok {
		return who
	}
	return identity{kind: annotation.Person}
}
