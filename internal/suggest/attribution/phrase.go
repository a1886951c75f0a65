package attribution

import "quoth/internal/suggest/lexicon"

// A phrase is words that may name somebody: tokens from, to.
type phrase struct {
	from, to int
	kind     phraseKind
}

type phraseKind uint32

const smallWords = lexicon.Stop | lexicon.Auxiliary | lexicon.Conjunction | lexicon.Subordinate | lexicon.Negation | lexicon.Adverb | lexicon.When

// around is how many tokens before and behind a cue are looked at.
const (
	behind = 70
	ahead  = 50
)

// phrases finds the phrases of a stretch of one sentence. The cue parts what
// stands before it from what stands behind.
func (r *reading) phrases(from, to, cue int) (list []phrase) {
	for i := from; i < to; {
		if i == cue || r.closed(i) {
			i++
			continue
		}
		p := r.phraseAt(i, to, cue)
		if p.to > p.from {
			list = append(list, p)
			i = p.to
			continue
		}
		i++
	}
	return list
}

// closed reports a token within a quotation that is a content by itself.
func (r *reading) closed(i int) bool {
	q := r.tokens[i].quote
	return q > 0 && r.quotes[q-1].direct
}

func (r *reading) phraseAt(i, to, cue int) phrase {
	t := &r.tokens[i]
	p := phrase{from: i, to: i}
	name := t.upper() && !r.opening(i)
	switch {
	case !t.word():
		return p
	case !name && t.is(lexicon.Pronoun) && !t.is(lexicon.Determiner):
		return phrase{i, i + 1, pronoun}
	case !name && t.is(lexicon.Relative) && !(t.is(lexicon.Determiner) && i > 0 && r.tokens[i-1].sign != ','):
		return phrase{i, i + 1, relative}
	case !name && t.is(lexicon.Possessive) && (i+1 == cue || i+2 == cue):
		return phrase{i, i + 1, owner}
	case t.is(lexicon.Determiner | lexicon.Possessive):
		p.kind = definite
	case !name && t.is(smallWords|lexicon.Connector|lexicon.Verb) && !t.is(lexicon.Attitude):
		return p
	case t.upper():
		p.kind = named
	case t.shape == digits:
		p.kind = definite
	default:
		p.kind = plain
	}
	end := r.extend(i, to, cue, p.kind)
	// "a number of readers", "members of Congress"
	for n := 0; n < 3 && end+1 < to && end != cue && r.tokens[end].is(lexicon.Connector) && (r.linking(end) || r.office(end-1)); n++ {
		next := r.linked(end+1, to, cue)
		if next <= end+1 {
			break
		}
		end = next
	}
	p.to = end
	if p.to == p.from+1 && p.kind == definite && t.is(lexicon.Determiner) && !t.is(lexicon.Pronoun) && t.shape != digits {
		if !r.standsAlone(i) {
			p.to = p.from
		}
	}
	return p
}

// linked is the end of the phrase behind a connector.
func (r *reading) linked(i, to, cue int) int {
	t := &r.tokens[i]
	if !t.word() || t.is(smallWords|lexicon.Connector|lexicon.Pronoun) && !t.upper() && !t.is(lexicon.Determiner) {
		return i
	}
	kind := plain
	switch {
	case t.is(lexicon.Determiner | lexicon.Possessive):
		kind = definite
	case t.upper():
		kind = named
	}
	return r.extend(i, to, cue, kind)
}

// extend is where the phrase ends that begins at i.
func (r *reading) extend(i, to, cue int, kind phraseKind) int {
	lastUpper := r.tokens[i].upper()
	smallSeen := false
	for k := i + 1; k < to; k++ {
		t := &r.tokens[k]
		switch {
		case k == cue, k-i > 14:
			return k
		case t.owns:
			if k+1 < to && r.tokens[k+1].word() && k+1 != cue {
				lastUpper, smallSeen, kind = false, false, definite
				continue
			}
			return k
		case t.sign == '.' || t.sign == '&' || t.sign == '—' && r.tokens[k].start == r.tokens[k-1].end:
			if k+1 < to && r.tokens[k+1].upper() && t.sign != '.' {
				continue
			}
			return k
		case !t.word():
			return k
		case t.hash == iWord:
			return k
		case t.upper() && !t.is(lexicon.When):
			if smallSeen && kind == named {
				return k
			}
			lastUpper = true
			continue
		case lastUpper && r.inName(k, to):
			continue
		case t.is(smallWords | lexicon.Verb | lexicon.Pronoun | lexicon.Relative | lexicon.Determiner | lexicon.Connector):
			if r.nounLike(k) {
				continue
			}
			return k
		case kind == named && lastUpper && verbal(t):
			return k
		}
		smallSeen, lastUpper = true, false
	}
	return to
}

// nounLike reports a word that is a verb elsewhere but stands as a noun within
// a phrase: "the report said", "his plan".
func (r *reading) nounLike(k int) bool {
	t := &r.tokens[k]
	prev := &r.tokens[k-1]
	return t.is(lexicon.Verb|lexicon.Attitude) && !t.is(smallWords) && prev.is(lexicon.Determiner|lexicon.Possessive)
}

var ingEnding = hashOf("ing")

// verbal reports an ending that a verb has behind a name.
func verbal(t *token) bool { return t.suffix == ingEnding || t.ed }

// linking reports a word that ties two nouns: of, and in German the genitive.
func (r *reading) linking(i int) bool {
	h := r.tokens[i].hash
	return r.vocab.genitive[h] || len(r.vocab.genitive) == 0 && r.tokens[i].is(lexicon.Connector)
}

// named reports a phrase with a capital in it that does not begin a sentence.
func (r *reading) named(p phrase) bool {
	for i := p.from; i < p.to; i++ {
		if r.tokens[i].upper() && (i > p.from || !r.opening(i)) {
			return true
		}
	}
	return p.to > p.from+1 && p.kind == named
}

var ofWord, byWord, toWord, thatWord = hashOf("of"), hashOf("by"), hashOf("to"), hashOf("that")

// inName reports a small word between two of a name: Ana de la Roca.
func (r *reading) inName(k, to int) bool {
	for n := 0; n < 3 && k < to; n++ {
		if r.tokens[k].upper() {
			return n > 0
		}
		if !particles[r.tokens[k].hash] {
			return false
		}
		k++
	}
	return false
}

var particles = hashes("de del della di da das dos do du la le el al bin ibn van von zu der den ten ter dal of")

// standsAlone reports determiners that are a source by themselves: "many said".
func (r *reading) standsAlone(i int) bool { return r.vocab.alone[r.tokens[i].hash] }

// opening reports whether token i begins a sentence or a quotation, so that
// its capital says nothing.
func (r *reading) opening(i int) bool {
	return i == 0 || i == r.sentences[r.tokens[i].sentence].from || r.tokens[i-1].sign != 0 && r.tokens[i-1].sign != ',' && r.tokens[i-1].sign != '(' && r.tokens[i-1].sign != '—'
}
