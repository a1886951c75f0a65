package attribution

import (
	"strings"

	"quoth/internal/annotation"
	"quoth/internal/suggest/lexicon"
)

// A character is somebody whom the article names.
type character struct {
	name   string
	kind   annotation.SpeakerKind
	gender gender
	last   int // the token of the last mention so far
}

type gender uint8

const (
	unknown gender = iota
	woman
	man
)

// A mention is a place where a character is named.
type mention struct {
	from, to int // tokens, with the titles before the name
	who      int // of the cast
	subject  bool
}

// The cast of an article is everybody whom it names, found in one pass.
type cast struct {
	r          *reading
	characters []character
	byName     map[string]int
	bySurname  map[uint32][]int  // in the order of first mention
	byRole     map[string]int    // "harbour master", the last one so far
	unnamed    map[string]string // the description of somebody unnamed by its noun
	mentions   []mention
	at         int // mentions before this one have been passed
}

func (r *reading) cast() *cast {
	c := &cast{r: r, byName: map[string]int{}, bySurname: map[uint32][]int{}, byRole: map[string]int{}, unnamed: map[string]string{}}
	for i := 0; i < len(r.tokens); {
		run := r.nameAt(i)
		if run.to == run.from {
			i++
			continue
		}
		c.mention(run)
		i = run.to
	}
	c.settle()
	return c
}

// A nameRun is capitalised words that belong together.
type nameRun struct {
	from, start, to int // with titles, and without
	title           string
}

// nameAt is the name that begins at token i; empty if none does.
func (r *reading) nameAt(i int) (n nameRun) {
	n.from, n.start, n.to = i, i, i
	t := &r.tokens[i]
	if !t.upper() || !t.word() || t.is(lexicon.When) || t.is(lexicon.Pronoun|lexicon.Determiner|lexicon.Conjunction|lexicon.Relative|lexicon.Possessive) {
		return n
	}
	if r.opening(i) && (t.class != 0 && !t.is(lexicon.Connector)) {
		return n
	}
	k := i + 1
	for k < len(r.tokens) && k-i < 9 && r.tokens[k].sentence == t.sentence {
		t := &r.tokens[k]
		switch {
		case t.upper() && t.word() && !t.is(lexicon.When):
		case t.sign == '&' && k+1 < len(r.tokens) && r.tokens[k+1].upper():
		case t.word() && r.inName(k, min(k+4, len(r.tokens))) && t.hash != ofWord:
		default:
			goto done
		}
		k++
	}
done:
	n.to = k
	for j := i; j < k-1; j++ {
		if w := lowered(r.words(j, j+1)); lexicon.Title(w) {
			n.start = j + 1
			n.title = w
		}
	}
	if r.vocab.nouns && n.to-n.start > 2 && !particles[r.tokens[n.to-2].hash] && !lexicon.Organisation(r.words(n.start, n.to)) {
		n.start = n.to - 2 // every German noun has a capital
	}
	return n
}

// mention notes a name, and who it is if it is a full one.
func (c *cast) mention(n nameRun) {
	r := c.r
	m := mention{from: n.from, to: n.to, who: -1}
	before := &border
	if n.from > 0 {
		before = &r.tokens[n.from-1]
	}
	m.subject = !before.is(lexicon.Stop|lexicon.Connector) || before.is(lexicon.Conjunction|lexicon.Subordinate)
	name := r.words(n.start, n.to)
	words := 0
	for i := n.start; i < n.to; i++ {
		if r.tokens[i].upper() {
			words++
		}
	}
	if words > 1 || lexicon.Organisation(name) {
		kind := annotation.Person
		if lexicon.Organisation(name) || before.is(lexicon.Determiner) && len(r.vocab.article) > 0 || r.vocab.places[r.tokens[n.start].hash] {
			kind = annotation.Organisation
		}
		m.who = c.introduce(name, n, kind)
	}
	c.mentions = append(c.mentions, m)
}

func (c *cast) introduce(name string, n nameRun, kind annotation.SpeakerKind) int {
	r := c.r
	who, ok := c.byName[name]
	if !ok {
		who = len(c.characters)
		c.characters = append(c.characters, character{name: name, kind: kind, last: n.from})
		c.byName[name] = who
		if kind == annotation.Person {
			h := r.tokens[n.to-1].hash
			c.bySurname[h] = append(c.bySurname[h], who)
		}
	}
	p := &c.characters[who]
	if p.gender == unknown {
		p.gender = genderOf(n.title)
		if p.gender == unknown {
			p.gender = firstNames[r.tokens[n.start].hash]
		}
	}
	return who
}

// settle gives surnames to the characters who bear them: to the one last
// named before, or else to the first named later, as a headline's surname is.
func (c *cast) settle() {
	for k := range c.mentions {
		m := &c.mentions[k]
		if m.who < 0 {
			bearers := c.bySurname[c.r.tokens[m.to-1].hash]
			best := -1
			for n, who := range bearers {
				if n == mostBearers {
					break
				}
				if best < 0 || c.characters[who].last <= m.from && c.characters[who].last > c.characters[best].last {
					best = who
				}
			}
			m.who = best
		}
		if m.who >= 0 {
			p := &c.characters[m.who]
			p.last = m.from
			if w := strings.TrimSuffix(lowered(c.r.words(m.from, m.from+1)), "."); p.gender == unknown && m.to-m.from > 1 {
				p.gender = genderOf(w)
			}
		}
	}
	for k := range c.characters {
		c.characters[k].last = -1
	}
}

// mostBearers is how many people of one surname are told apart.
const mostBearers = 20

func genderOf(title string) gender {
	switch {
	case lexicon.Has("mrs ms miss lady queen princess chairwoman spokeswoman congresswoman councilwoman mme frau sra señora signora mevrouw", title):
		return woman
	case lexicon.Has("mr sir lord king prince chairman spokesman congressman councilman herr señor signor bishop", title):
		return man
	}
	return unknown
}

// advance passes the mentions before a token, and notes roles on the way:
// "harbour master Mara Quill" and "Mara Quill, the harbour master,".
func (c *cast) advance(to int) {
	for ; c.at < len(c.mentions) && c.mentions[c.at].from < to; c.at++ {
		m := c.mentions[c.at]
		if m.who < 0 {
			continue
		}
		c.characters[m.who].last = m.from
		if c.characters[m.who].kind == annotation.Person {
			c.noteRoles(m)
		}
	}
}
