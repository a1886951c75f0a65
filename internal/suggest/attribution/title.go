package attribution

import (
	"quoth/internal/suggest/lexicon"
)

// namings are words beside a title or a name in quotation marks.
var namings = hashes("film book novel song album titled entitled called named dubbed nicknamed known so-called ship magazine newspaper show series episode movie program project operation word words term phrase labeled labelled " +
	"firma organisation zeitung buch film album titel motto name namen codename codenamen stück lied band schiff partei gruppe programm projekt serie sendung kampagne aktion modell typ magazin magazins verein zeitschrift genannt genannte genannten sogenannte sogenannten sogenannter so bezeichnet heißt nennt begriff wort stichwort spitznamen unternehmen gesellschaft stiftung initiative operation hotel flugzeug rakete roman oper bezeichnung website portal")

// subjunctives are the German forms of reported speech.
var subjunctives = hashes("sei seien habe hätten hätte werde würde würden könne könnten müsse müssten dürfe dürften solle sollten wolle gebe gäbe komme stehe gehe lasse bleibe mache brauche wisse handele handle finde")

// reported reports a sentence in the mood of reported speech.
func (r *reading) reported(from int) bool {
	if r.language != "de" {
		return false
	}
	s := r.sentences[r.tokens[from].sentence]
	for i := max(s.from, from-40); i < min(s.to, from+40); i++ {
		if t := &r.tokens[i]; t.quote == 0 && subjunctives[t.hash] {
			return true
		}
	}
	return false
}

// repeated reports words that the article puts between marks again, as it
// does with names.
func (r *reading) repeated(q *quotation) bool { return r.times[r.key(q)] > 1 }

func (r *reading) key(q *quotation) uint32 {
	var h uint32
	for i := q.parts[0][0]; i < q.parts[0][1]; i++ {
		if t := &r.tokens[i]; t.word() {
			h = h*31 + t.hash
		}
	}
	return h
}

// saidAround reports a verb of saying in the sentence of a quotation.
func (r *reading) saidAround(q *quotation, from, to int) bool {
	s := r.sentences[r.tokens[from].sentence]
	for i := max(s.from, from-40); i < min(s.to, to+40); i++ {
		if t := &r.tokens[i]; t.quote == 0 && t.is(lexicon.Verb) {
			return true
		}
	}
	return false
}

// pieceCount is how many quotations the sentence holds.
func (r *reading) pieceCount(q *quotation) (n int) {
	s := r.sentences[r.tokens[q.parts[0][0]].sentence]
	last := -1
	for i := s.from; i < min(s.to, s.from+longestContent); i++ {
		if k := r.tokens[i].quote; k > 0 && k != last {
			last = k
			n++
		}
	}
	return n
}

// announced reports a quotation that begins its block behind one that ends
// with a colon.
func (r *reading) announced(q *quotation, from int) bool {
	return q.block > 0 && from == r.blocks[q.block][0] && from > 0 && r.tokens[from-1].sign == ':'
}
