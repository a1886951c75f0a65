package agreement

import (
	"cmp"
	"slices"
)

// spoken are the spans of an annotator's marks with a speaker, in the order of
// the text.
type spoken struct {
	span    Span
	mark    int
	speaker string
}

func spokenOf(marks []Mark) []spoken {
	var list []spoken
	for i, m := range marks {
		for _, s := range m.Spans {
			if m.Speaker != "" {
				list = append(list, spoken{s, i, m.Speaker})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b spoken) int { return cmp.Compare(a.span.Start, b.span.Start) })
	return list
}

// agreeOnSpeakers pairs the marks of two annotators that share most
// characters, each mark once, whatever their labels, and counts who names the
// same speaker.
func agreeOnSpeakers(one, other []spoken, v *voices) {
	if len(one) == 0 || len(other) == 0 {
		return
	}
	type pair struct{ a, b, shared int }
	shared := map[[2]int]int{}
	speaker := func(list []spoken, mark int) string {
		for _, s := range list {
			if s.mark == mark {
				return s.speaker
			}
		}
		return ""
	}
	first := 0
	for _, s := range one {
		for first < len(other) && other[first].span.End <= s.span.Start {
			first++
		}
		for _, o := range other[first:] {
			if o.span.Start >= s.span.End {
				break
			}
			if n := min(s.span.End, o.span.End) - max(s.span.Start, o.span.Start); n > 0 {
				shared[[2]int{s.mark, o.mark}] += int(n)
			}
		}
	}
	pairs := make([]pair, 0, len(shared))
	for k, n := range shared {
		pairs = append(pairs, pair{k[0], k[1], n})
	}
	slices.SortFunc(pairs, func(a, b pair) int {
		return cmp.Or(cmp.Compare(b.shared, a.shared), cmp.Compare(a.a, b.a), cmp.Compare(a.b, b.b))
	})
	a, b := map[int]bool{}, map[int]bool{}
	if v.named == nil {
		v.named = map[string]float64{}
	}
	for _, p := range pairs {
		if a[p.a] || b[p.b] {
			continue
		}
		a[p.a], b[p.b] = true, true
		x, y := speaker(one, p.a), speaker(other, p.b)
		v.both++
		v.named[x]++
		v.named[y]++
		if x == y {
			v.same++
		}
	}
}
