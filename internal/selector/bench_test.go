package selector

import (
	"math/rand/v2"
	"testing"
)

func BenchmarkFind(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	s := tell(r, 100_000)
	quotations := choose(r, s, 1000)
	v := revise(r, s, .05, .05, .03)
	whole, selectors := v.story.text(), s.selectors(quotations, 32)
	b.ReportAllocs()
	for b.Loop() {
		x := NewIndex(whole)
		for _, s := range selectors {
			x.Find(s)
		}
	}
}
