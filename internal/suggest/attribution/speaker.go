package attribution

import (
	"strings"

	"quoth/internal/annotation"
	"quoth/internal/suggest/lexicon"
)

// A speaker is who a source means.
type speaker struct {
	name string // empty if that is not known
	kind annotation.SpeakerKind
	who  int     // of the cast, or -1
	sure float64 // what the score is multiplied with
}

// nobody is a source that means nobody who is known.
var nobody = speaker{who: -1, sure: 1}

// A voice is who spoke last.
type voice struct {
	speaker
	cue   int
	block int
}

// speakers tells who the sources mean, in text order.
func (r *reading) speakers(all []found) []speaker {
	c := r.cast()
	list := make([]speaker, len(all))
	var last voice
	last.speaker = nobody
	for k, f := range all {
		at := f.content[0][0]
		if f.cue >= 0 {
			at = f.cue
		}
		if f.source.to > f.source.from {
			at = max(at, f.source.from)
		}
		c.advance(at + 1)
		switch {
		case f.source.to > f.source.from:
			list[k] = c.identify(f.source, last)
		case f.quote != nil && (f.cue < 0 || r.dropsSubject()):
			list[k] = c.nearby(f, last)
		default:
			list[k] = nobody
		}
		if list[k].name != "" && (f.quote != nil || f.p > 0.6) {
			last = voice{list[k], at, r.blockOf(at)}
		}
	}
	return list
}

// identify tells who the words of a source mean.
func (c *cast) identify(p phrase, last voice) speaker {
	r := c.r
	switch p.kind {
	case pronoun, owner, relative:
		return c.pronoun(p, last)
	}
	for i := p.from + 1; i < p.to-1; i++ { // an apposition: the half with a name
		if r.tokens[i].sign == ',' {
			first := c.identify(phrase{p.from, i, p.kind}, last)
			second := c.identify(phrase{i + 1, p.to, named}, last)
			if first.kind == annotation.Unnamed && second.who >= 0 {
				return second
			}
			return first
		}
	}
	words := r.words(p.from, p.to)
	if m, ok := c.within(p); ok {
		person := m.who >= 0 && c.characters[m.who].kind == annotation.Person
		switch {
		case m.to < p.to && !c.apposed(m, p), c.linked(m, p):
			// "Quill supporters", "an aide to Quill": somebody else
		case m.who >= 0 && (person || m.from == p.from || m.from == p.from+1):
			return speaker{c.characters[m.who].name, c.characters[m.who].kind, m.who, 1}
		case m.who < 0 && m.to == p.to && r.language != "de":
			n := r.nameAt(m.from)
			name := r.words(n.start, n.to)
			if !lexicon.Crowd(lowered(name)) && !(r.opening(m.from) && r.tokens[m.to-1].hash == r.tokens[m.from].hash && plural(name)) {
				kind := annotation.Person
				if lexicon.Organisation(name) || r.tokens[p.from].is(lexicon.Determiner) {
					kind = annotation.Organisation
				}
				return speaker{name, kind, -1, 0.95}
			}
		}
	}
	return c.described(p, words)
}

// plural reports a capital that only begins a sentence: "Residents said".
func plural(name string) bool { return strings.HasSuffix(name, "s") && len(name) > 6 }

// within is the last mention in a phrase.
func (c *cast) within(p phrase) (m mention, ok bool) {
	for k := min(c.at, len(c.mentions)-1); k >= 0 && c.mentions[k].to > p.from; k-- {
		if c.mentions[k].from >= p.from && c.mentions[k].to <= p.to {
			m, ok = c.mentions[k], true
			break
		}
	}
	for k := c.at; !ok && k < len(c.mentions) && c.mentions[k].from < p.to; k++ {
		if c.mentions[k].from >= p.from && c.mentions[k].to <= p.to {
			m, ok = c.mentions[k], true
		}
	}
	return m, ok
}

// apposed reports a name that begins its phrase and is followed by what it is:
// "Mara Quill, the harbour master".
func (c *cast) apposed(m mention, p phrase) bool {
	return m.from == p.from && c.r.tokens[m.to].sign == ','
}

// linked reports a name behind a preposition or an owner: "an aide to Quill".
func (c *cast) linked(m mention, p phrase) bool {
	for i := p.from; i < m.from; i++ {
		if t := &c.r.tokens[i]; t.is(lexicon.Connector|lexicon.Stop) && !t.is(lexicon.Determiner) {
			return true
		}
	}
	return false
}

// described is somebody without a name: known by the role, or unnamed.
func (c *cast) described(p phrase, words string) speaker {
	r := c.r
	start := p.from
	definite := r.tokens[start].is(lexicon.Determiner)
	if definite && start+1 < p.to {
		start++
	}
	role := lowered(r.words(start, p.to))
	first := r.tokens[p.from].hash
	if definite && (first == theWord || r.language != "en") || start == p.from && p.to == p.from+1 {
		if who, ok := c.byRole[role]; ok && c.characters[who].last >= 0 {
			return speaker{c.characters[who].name, annotation.Person, who, 0.9}
		}
	}
	head := c.headOf(start, p.to)
	if full, ok := c.unnamed[head]; ok && definite && (first == theWord || r.language != "en") && p.to-start == 1 {
		return speaker{full, annotation.Unnamed, -1, 0.9} // "the official", who was described above
	}
	s := speaker{words, annotation.Unnamed, -1, 0.9}
	if !r.cased() {
		s.kind = "" // whether it is a name cannot be seen
	}
	switch {
	case lexicon.Document(head):
		s.kind = annotation.Document
	case lexicon.Organisation(head):
		s.kind = annotation.Organisation
	case first != theWord && p.to-p.from > 2:
		c.unnamed[head] = words
	}
	return s
}

// headOf is the noun that a description is about: the last before "of" or "for".
func (c *cast) headOf(from, to int) string {
	for i := from + 1; i < to; i++ {
		if t := &c.r.tokens[i]; t.is(lexicon.Connector) || t.sign != 0 {
			to = i
		}
	}
	return lowered(c.r.words(to-1, to))
}

var theWord, iWord = hashOf("the"), hashOf("i")

var (
	women = hashes("she her hers ella elle a-t-elle avait-elle lei ela zij")
	men   = hashes("he him his él il a-t-il avait-il lui egli ele hij er sein seine seiner")
	crowd = hashes("they we you them their our your us everyone others nobody ils elles loro eles elas ellos ellas wir nosotros noi")
	thing = hashes("it its es het")
)

// reach is how many mentions are passed in the search for a pronoun's name.
const reach = 24

// pronoun tells who a pronoun stands for: whoever spoke last in this or the
// last paragraph, or the subject of a sentence since.
func (c *cast) pronoun(p phrase, last voice) speaker {
	r := c.r
	h := r.tokens[p.from].hash
	if p.kind == relative {
		s := &r.sentences[r.tokens[p.from].sentence]
		list := r.phrases(max(s.from, p.from-behind), p.from, p.from)
		for k := len(list) - 1; k >= 0 && p.from-list[k].to < 3; k-- {
			if list[k].kind == named || list[k].kind == definite || list[k].kind == plain {
				return c.identify(list[k], last)
			}
		}
		return nobody
	}
	want := unknown
	if !r.cased() { // names cannot be told from other words
		s := last.speaker
		s.sure = 0.7
		return s
	}
	switch {
	case h == iWord:
		return c.self(p.from)
	case crowd[h]:
		return speaker{"", annotation.Group, -1, 0.9}
	case thing[h]:
		if subject, ok := c.subject(r.tokens[p.from].sentence - 1); ok && r.blockOf(p.from) == r.blockOf(subject.from) && subject.kind != pronoun {
			return c.identify(subject, last)
		}
		return c.lastOf(p.from, unknown, annotation.Organisation)
	case women[h]:
		want = woman
	case men[h]:
		want = man
	default:
		if r.language == "en" {
			return speaker{"", annotation.Unnamed, -1, 0.9}
		}
	}
	found := c.lastOf(p.from, want, annotation.Person)
	if kin, at := c.kin(p.from, want); at > 0 && (found.who < 0 || c.characters[found.who].last < at) && last.cue < at {
		return kin
	}
	if last.who >= 0 && last.kind == annotation.Person && r.blockOf(p.from)-last.block <= 2 && agrees(c.characters[last.who].gender, want) {
		// A name that became the subject since then goes first.
		if found.who < 0 || c.characters[found.who].last < last.cue || found.sure < 0.8 {
			found = last.speaker
			found.sure = 0.85
		}
	}
	if found.who >= 0 && c.characters[found.who].gender == unknown {
		c.characters[found.who].gender = want
	}
	return found
}

// kin looks back in the paragraph for somebody who has no name but a sex: "my
// wife". It returns the token as well, or 0.
func (c *cast) kin(i int, want gender) (speaker, int) {
	r := c.r
	for k := i - 1; k > max(r.blocks[r.blockOf(i)][0], i-kinReach); k-- {
		t := &r.tokens[k]
		if t.quote > 0 || kinOf[t.hash] != want || want == unknown {
			continue
		}
		if from := k - 1; r.tokens[from].is(lexicon.Determiner | lexicon.Possessive) {
			return speaker{r.words(from, k+1), annotation.Unnamed, -1, 0.7}, k
		}
	}
	return nobody, 0
}

// kinReach is how many tokens back they are looked for: two sentences.
const kinReach = 50

var kinOf = func() map[uint32]gender {
	set := map[uint32]gender{}
	for h := range hashes("wife mother sister daughter woman girl widow girlfriend aunt grandmother niece frau mutter schwester tochter") {
		set[h] = woman
	}
	for h := range hashes("husband father brother son man boy boyfriend uncle grandfather nephew mann vater bruder sohn") {
		set[h] = man
	}
	return set
}()

func agrees(have, want gender) bool { return have == unknown || want == unknown || have == want }

// subject is the phrase that a sentence begins with.
func (c *cast) subject(sentence int) (p phrase, ok bool) {
	if sentence < 0 {
		return p, false
	}
	s := c.r.sentences[sentence]
	for _, p := range c.r.phrases(s.from, min(s.to, s.from+behind), s.to) {
		if p.from == s.from && p.to-p.from < longestRole+2 && (p.kind == definite || p.kind == named) {
			return p, true
		}
		break
	}
	return p, false
}

// self is who says I: in an interview whoever has the turn, or the author.
func (c *cast) self(i int) speaker {
	r := c.r
	from := r.blocks[r.blockOf(i)][0]
	for from < i && r.tokens[from].sign != 0 && r.tokens[from].sign != ':' {
		from++
	}
	if n := r.nameAt(from); n.to > n.from && r.tokens[n.to].sign == ':' {
		s := c.identify(phrase{n.from, n.to, named}, voice{speaker: nobody})
		return s
	}
	return speaker{"", annotation.Author, -1, 0.9}
}

// lastOf looks back for the last sentence that names somebody who fits, and
// takes the first of it: its subject, as a rule. What is said within
// quotations names others.
func (c *cast) lastOf(i int, want gender, kind annotation.SpeakerKind) speaker {
	r := c.r
	best, sentence := -1, -1
	sure := 0.0
	for k, n := min(c.at, len(c.mentions))-1, 0; k >= 0 && n < reach; k, n = k-1, n+1 {
		m := c.mentions[k]
		if m.from >= i || m.who < 0 || r.tokens[m.from].quote > 0 {
			continue
		}
		at := r.tokens[m.from].sentence
		if best >= 0 && at != sentence {
			break
		}
		p := c.characters[m.who]
		if p.kind != kind || !agrees(p.gender, want) {
			continue
		}
		if best < 0 || m.subject {
			best, sentence = m.who, at
			sure = 0.7
			if m.subject {
				sure = 0.8
			}
		}
	}
	if best < 0 {
		return speaker{"", kind, -1, 0.9}
	}
	return speaker{c.characters[best].name, kind, best, sure}
}

// dropsSubject reports a language in which "added" alone means "she added".
func (r *reading) dropsSubject() bool {
	return lexicon.Has("ar es fr it pt ja zh", r.language)
}

// nearby proposes somebody for a quotation without a cue: who spoke last in
// this paragraph or the one before.
func (c *cast) nearby(f found, last voice) speaker {
	block := c.r.blockOf(f.content[0][0])
	if last.name != "" && block-last.block <= 1 {
		s := last.speaker
		s.sure = 0.7
		return s
	}
	return nobody
}
