package agreement

import (
	"cmp"
	"slices"
)

// A voice is who speaks in one annotator's marks: the spans of those with a
// speaker, in the order of the text.
type voice struct {
	spans   []spoken
	speaker []string // by mark
}

type spoken struct {
	Span
	mark int
}

func newVoice(marks []Mark) (v voice) {
	for i, m := range marks {
		v.speaker = append(v.speaker, m.Speaker)
		for _, s := range m.Spans {
			if m.Speaker != "" {
				v.spans = append(v.spans, spoken{s, i})
			}
		}
	}
	slices.SortStableFunc(v.spans, func(a, b spoken) int { return cmp.Compare(a.Start, b.Start) })
	return v
}

// pairs are marks of two annotators that share characters, with how many.
// They are work space that is used again.
type pairs struct {
	list       []pair
	one, other map[int]bool // marks that have their pair
}

type pair struct{ one, other, shared int }

// agreeOnSpeakers pairs the marks of two annotators that share most
// characters, each mark once, whatever their labels, and counts who names the
// same speaker.
func agreeOnSpeakers(one, other *voice, p *pairs, v *voices) {
	p.list = p.list[:0]
	first := 0
	for _, s := range one.spans {
		for first < len(other.spans) && other.spans[first].End <= s.Start {
			first++
		}
		for _, o := range other.spans[first:] {
			if o.Start >= s.End {
				break
			}
			if n := int(min(s.End, o.End) - max(s.Start, o.Start)); n > 0 {
				p.list = append(p.list, pair{s.mark, o.mark, n})
			}
		}
	}
	if len(p.list) == 0 {
		return
	}
	p.settle()
	if v.named == nil {
		v.named = map[string]float64{}
	}
	for _, x := range p.list {
		a, b := one.speaker[x.one], other.speaker[x.other]
		v.both++
		v.named[a]++
		v.named[b]++
		if a == b {
			v.same++
		}
	}
}

// settle adds up what the spans of two marks share, and keeps for each mark
// the pair that shares most; of two such the first in the text.
func (p *pairs) settle() {
	ascending := true
	for i := 1; i < len(p.list); i++ {
		ascending = ascending && p.list[i-1].one < p.list[i].one && p.list[i-1].other < p.list[i].other
	}
	if ascending {
		return // each mark stands in one pair
	}
	slices.SortFunc(p.list, func(a, b pair) int { return cmp.Or(cmp.Compare(a.one, b.one), cmp.Compare(a.other, b.other)) })
	n := 0
	for i, x := range p.list {
		if i > 0 && p.list[n-1].one == x.one && p.list[n-1].other == x.other {
			p.list[n-1].shared += x.shared
			continue
		}
		p.list[n] = x
		n++
	}
	p.list = p.list[:n]
	slices.SortStableFunc(p.list, func(a, b pair) int { return cmp.Compare(b.shared, a.shared) })
	if p.one == nil {
		p.one, p.other = map[int]bool{}, map[int]bool{}
	}
	clear(p.one)
	clear(p.other)
	p.list = slices.DeleteFunc(p.list, func(x pair) bool {
		taken := p.one[x.one] || p.other[x.other]
		if !taken {
			p.one[x.one], p.other[x.other] = true, true
		}
		return taken
	})
}
