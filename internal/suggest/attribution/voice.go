package attribution

import (
	"quoth/internal/suggest/lexicon"
)

// window is how many tokens beside a quotation are searched for its cue.
const window = 34

// voices lists the words that may be the cue of a quotation; the first, -1,
// is none.
func (r *reading) voices(q *quotation) (list []int, c choice) {
	list = append(list, -1)
	var none features
	none.add(voiceStage, 0, uint32(len(q.parts)), flag(q.parts[0][0] == r.blocks[q.block][0]))
	c.add(none, 0)
	for n, part := range q.parts {
		start := max(0, part[0]-window)
		if n > 0 {
			start = max(start, q.parts[n-1][1]+window)
		}
		if q.parts[0][0] > r.blocks[q.block][0] || n > 0 {
			start = max(start, r.blocks[r.blockOf(part[0])][0])
		} else if q.block > 0 {
			start = max(start, r.blocks[q.block-1][0])
		}
		for i := part[0] - 1; i >= start; i-- {
			r.addVoice(&list, &c, q, i, part[0]-1-i, 1, n)
		}
		stop := min(r.blockEnd(part[1]-1), part[1]+window)
		for i := part[1]; i < stop && r.tokens[i].quote != r.tokens[part[0]].quote; i++ {
			r.addVoice(&list, &c, q, i, i-part[1], 2, n)
		}
	}
	return list, c
}

func (r *reading) blockOf(i int) int { return r.sentences[r.tokens[i].sentence].block }

func (r *reading) addVoice(list *[]int, c *choice, q *quotation, i, gap int, side uint32, part int) {
	if sign := r.tokens[i].sign; !r.mayBeCue(i) && !(sign == ':' && gap == 0) && !(sign == '—' && gap == 0 && side == 2) {
		return
	}
	t := &r.tokens[i]
	s := &r.sentences[t.sentence]
	p1, n1 := r.context(i-1, s), r.context(i+1, s)
	from, to := i+1, q.parts[part][0]
	if side == 2 {
		from, to = q.parts[part][1], i
	}
	commas, verbs, others := r.between(from, to)
	broken := flag(part > 0 || len(q.parts) > 1 && side == 2 && i < q.parts[len(q.parts)-1][0])
	edge := &border
	if to > from {
		edge = &r.tokens[to-1]
		if side == 2 {
			edge = &r.tokens[from]
		}
	}
	where := side<<8 | bucket(gap) | broken<<12
	seen := uint32(min(commas, 3))<<4 | uint32(min(verbs, 3))<<2 | uint32(min(others, 3)) | side<<8
	var f features
	add := func(template, a, b uint32) { f.add(voiceStage, template, a, b) }
	add(1, where, 0)
	add(2, t.hash, side)
	add(3, where, t.kindly())
	add(4, seen, t.kindly())
	add(5, t.suffix, side)
	add(6, p1.kindly(), n1.kindly())
	add(7, t.hash, where)
	add(8, edge.hash, side)
	add(9, t.kindly(), side<<8|p1.kindly())
	add(10, t.kindly(), side<<8|n1.kindly())
	add(11, t.hash, p1.hash)
	add(12, seen, flag(r.blockOf(i) != q.block))
	if edge.sign == ':' {
		others--
	}
	near := t.sentence == r.tokens[q.parts[part][0]].sentence
	add(13, flag(near), side<<1|broken)
	add(14, flag(near)<<8|side, t.kindly())
	rule := -2 - 0.15*float64(gap) - 0.7*float64(others)
	if t.is(lexicon.Verb) {
		rule = 2.5 - 0.12*float64(gap) - 0.7*float64(others) - 0.5*float64(verbs)
		if broken > 0 {
			rule++
		}
	}
	if t.is(wideVerb) && !t.is(lexicon.Verb) && gap < 3 {
		rule += 3
	}
	if !near && (side == 2 || q.parts[part][0] > r.blocks[q.block][0]) {
		rule -= 2
	}
	if t.hash == accordingWord {
		rule += 2
	}
	if t.sign == '—' && r.signed(i) {
		rule += 3
	}
	*list = append(*list, i)
	c.add(f, rule)
}

// signed reports whether nothing but a name follows the dash in its line.
func (r *reading) signed(i int) bool {
	k := i + 1
	for k < len(r.tokens) && r.tokens[k].word() && k-i < 7 {
		k++
	}
	return k > i+1 && r.tokens[i+1].upper() && (k == r.blockEnd(i) || r.tokens[k].sign == '\n' || r.tokens[k].sign == '.')
}
